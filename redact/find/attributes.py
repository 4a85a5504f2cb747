"""What a person is, not who: nationality, work, schooling, illness told by the words around it; and
organisations that their last word gives away, such as a child's school or somebody's employer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.form import result
from redact.find.letters import APOSTROPHE, CAPITAL, LETTER
from redact.find.naming import plain_word
from redact.find.pieces import piece_of
from redact.find.words import words

_CAP = rf"{CAPITAL}(?:{LETTER}|[{APOSTROPHE}&.-]){{0,30}}"
_ORGANISATION = re.compile(
    rf"(?<![\w{APOSTROPHE}])(?P<name>(?:{_CAP}|St\.?)(?:[ ](?:{_CAP}|of|and|the|&)){{0,5}}[ ](?:"
    r"(?:(?:Primary|Secondary|Junior|Infants?|Nursery|High|Grammar|Community|Special|Independent|"
    r"Comprehensive)[ ])*(?:School|Academy|Nursery|Pre-?school)|"
    r"(?:Sixth[ ]Form[ ])?College|University|(?:General[ ]|Royal[ ]|Community[ ]|"
    r"District[ ])?(?:Hospital|Infirmary|Hospice)|(?:Medical|Health|Leisure|Sports|Community|"
    r"Shopping|Family|Youth)[ ](?:Centre|Practice|Club)|Surgery|Clinic|"
    r"Church|Mosque|Synagogue|Temple|Gurdwara|Chapel|Cathedral|(?:Football|Rugby|Cricket|Boxing|"
    r"Swimming|Social|Working[ ]Men[’']s)[ ]Club|"
    r"Ltd\.?|Limited|PLC|plc|LLP|CIC|Inc\.?|GmbH|AG|AB|A\.Ş\.|S\.A\.|Sp\. z o\.o\.|OOO|Foundation|"
    r"Refuge|Hostel|Approved[ ]Premises|Housing[ ]Association|Hotel|Foodbank|Supermarket|Garage|"
    r"Newspaper)"
    rf"(?![\w{APOSTROPHE}]))"
)
_PRISON = re.compile(
    rf"(?<!\w)(?P<name>HM(?:P(?:/YOI)?|YOI|[ ]Prison)[ ]{_CAP}(?:[ ]{_CAP}){{0,2}}|{_CAP}(?:[ "
    rf"]{_CAP}){{0,2}}[ ](?:Prison|Remand Centre))(?!\w)"
)
_DEMONYM = "(?:" + "|".join(sorted((w.title() for w in words("demonyms")), key=lambda w: (-len(w), w))) + ")"
_NATIONALITY = re.compile(
    rf"(?<!\w)(?P<name>{_DEMONYM}(?:[/ -](?:and )?{_DEMONYM})?(?:[ -](?:nationals?|citizens?|"
    r"nationality|citizenship|origin|descent|passport|heritage|born|speaking|speaker|man|woman|"
    r"men|women|couple|family|girl|boy|descendants?))?)(?![\w-])"
)
_SUFFIXED = re.compile(
    r"[ -](?:national|citizen|origin|descent|passport|heritage|born|speak|man|woman|men|women|"
    r"couple|family|girl|boy)"
)
_NATIONAL = re.compile(r"(?:[ -](?:national|citizen)s?)?$")
_BEFORE_NATIONALITY = re.compile(
    r"(?i:\b(?:is|was|are|were|identifies as|nationality|ethnicity|ethnic origin|of|speaks?|"
    r"first language|language|an?|both|young|mother tongue)[ :\t]{1,3})$"
)
_OCCUPATION = "(?:" + "|".join(sorted(words("occupations"), key=lambda w: (-len(w), w))) + ")"
_WORK = re.compile(
    r"(?<!\w)(?i:(?:works?|worked|working|employed|self-employed|trained|training|qualified|job|"
    r"occupation|career|practi[sc]ing|profession)(?: as)?(?: an?|"
    rf":)? )(?P<name>(?:[a-z-]+ ){{0,3}}{_OCCUPATION}s?)(?!\w)"
)
_IS_A = re.compile(
    r"(?<!\w)(?:is|was|are|were|being|became|be)(?: (?:a|an|both|all|now|currently|"
    r"formerly))?(?: (?:retired|former|trained|qualified|self-employed|private|primary|secondary|"
    rf"practising|unemployed))? (?P<name>(?:[a-z-]+ ){{0,2}}{_OCCUPATION}s?)(?: (?:by|in|at|"
    r"practising|with|and|who|from|for|of)|[.,;])"
)
_ILLNESS = re.compile(
    r"(?<!\w)(?i:diagnosed (?:with|as having|as suffering from)|diagnosis of|suffer(?:s|ed|"
    r"ing)? from|treated for|treatment for|prescribed|medication for|living with|has a history of|"
    r"in remission from)[ ](?:a |an |the |his |her )?(?P<name>[a-z][\w’'-]{2,24}(?:[ ](?!and\b|"
    r"or\b|but\b|in\b|on\b|at\b|by\b|as\b|since\b|which\b|who\b|when\b|while\b|after\b|that\b|"
    r"with\b|is\b|was\b|has\b|for\b|to\b|he\b|she\b|the\b|his\b|her\b)[\w’'-]{3,24}){0,3})"
)
_LABELLED = re.compile(
    r"(?m)(?:^|\t)[ ]{0,3}(?i:ethnicity|ethnic origin|religion|faith|sexual orientation|sexuality|"
    r"nationality|disabilit(?:y|ies)|occupation|employment status|first language|place of birth|"
    r"gender identity|marital status|health conditions?|"
    r"diagnos[ie]s)[ ]?[:\t][ ]{0,3}(?P<name>[^\n\t]{2,80})"
)
_LABEL_TYPES = (
    ("ethnic", EntityType.ETHNICITY),
    ("relig", EntityType.RELIGION),
    ("faith", EntityType.RELIGION),
    ("sexual", EntityType.SEXUALITY),
    ("disab", EntityType.HEALTH),
    ("health", EntityType.HEALTH),
    ("diagnos", EntityType.HEALTH),
    ("place of birth", EntityType.LOCATION),
)
_SAYS_NOTHING = frozenset(
    {
        "n/a", "na", "none", "nil", "unknown", "tbc", "declined", "yes", "no", "not", "known", "stated",
        "see", "above", "below", "the", "refused",
    }
)  # fmt: skip


class AttributeRecogniser(LocalRecognizer):
    """All of the above over one piece."""

    def __init__(self) -> None:
        """Patterns are compiled with the module."""
        kinds = {
            EntityType.ORGANISATION,
            EntityType.DEMOGRAPHIC,
            EntityType.HEALTH,
            *(k for _, k in _LABEL_TYPES),
        }
        super().__init__(supported_entities=sorted(k.value for k in kinds), name="attributes")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Everything found, with its reason."""
        return [
            result(self, kind, start, end, score, rule, why)
            for kind, start, end, score, rule, why in _find(piece_of(text, nlp_artifacts).text)
        ]


def _find(text: str) -> Iterator[tuple[EntityType, int, int, float, str, str]]:
    for match in _ORGANISATION.finditer(text):
        why = "is the name of a school, hospital, place of worship or firm"
        yield EntityType.ORGANISATION, *match.span("name"), 0.7, "organisation", why
    for match in _PRISON.finditer(text):
        yield EntityType.ORGANISATION, *match.span("name"), 0.7, "prison", "is the name of a prison"
    for match in _NATIONALITY.finditer(text):
        if _SUFFIXED.search(match["name"]) or _BEFORE_NATIONALITY.search(
            text[max(0, match.start() - 24) : match.start()]
        ):
            if text[match.end() : match.end() + 2].strip()[:1].isupper():
                continue
            start, end = match.start("name"), match.end("name") - len(_NATIONAL.findall(match["name"])[0])
            yield EntityType.DEMOGRAPHIC, start, end, 0.7, "nationality", "says where somebody comes from"
    for pattern in (_WORK, _IS_A):
        for match in pattern.finditer(text):
            yield (
                EntityType.DEMOGRAPHIC,
                *match.span("name"),
                0.65,
                "occupation",
                "says what somebody does for a living",
            )
    for match in _ILLNESS.finditer(text):
        why = "names what somebody is ill with or treated for, which is health data (UK GDPR Article 9)"
        yield EntityType.HEALTH, *match.span("name"), 0.7, "illness", why
    for match in _LABELLED.finditer(text):
        if not all(plain_word(w) in _SAYS_NOTHING for w in match["name"].split()):
            label = match[0].lower()
            kind = next(
                (k for part, k in _LABEL_TYPES if part in label.split(match["name"].lower())[0]),
                EntityType.DEMOGRAPHIC,
            )
            yield (
                kind,
                *match.span("name"),
                0.85,
                "attribute-label",
                "stands beside the label of a personal attribute",
            )
