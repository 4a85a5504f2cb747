"""What the content calls for, by named criteria, each with the passages that meet it.

-SENSITIVE: information whose loss could do severe damage to a person, with a strict need to know. SECRET:
national security and counter-terrorism material, intelligence on persons of interest, investigations of
serious and organised crime, protected-witness records, a specific threat to life from somebody able to
carry it out; not murder, and not a threat to life by itself. Both after the Government Security
Classifications Policy. A proposal of SECRET is a question for a person with the authority, not an answer.

Not promised: a subject that is talked about in words of everyday speech alone is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.document import Document
from models.marking import MarkingReason, ProtectiveMarking, Tier
from models.structure import DocumentKind, Presence, SectionState
from models.text import Span

OFFICIAL = ProtectiveMarking(Tier.OFFICIAL)
SENSITIVE = ProtectiveMarking(Tier.OFFICIAL, True)
SECRET = ProtectiveMarking(Tier.SECRET)

_MOST_SPANS = 12
_CASEWORK = frozenset(
    {
        DocumentKind.MINUTES,
        DocumentKind.REFERRAL,
        DocumentKind.SCREENING,
        DocumentKind.REPORT,
        DocumentKind.SUMMARY,
        DocumentKind.AGENDA,
    }
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One reason for a marking. `personal` ones count only where the passage is about somebody."""

    code: str
    title: str
    why: str
    calls_for: ProtectiveMarking
    words: re.Pattern[str]
    personal: bool = True
    least: int = 1


def _words(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", flags)


_INTELLIGENCE = r"(?:intelligence|intel)"
CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "victims", "Victims", "It tells of victims, whom its loss could put in danger or distress.", SENSITIVE,
        _words(r"victims?|complainants?|survivors?|ex-partners?|injured part(?:y|ies)"),
    ),
    Criterion(
        "children", "Children", "It tells of children, whom its loss could put in danger.", SENSITIVE,
        _words(r"child(?:ren)?|daughters?|sons?|stepdaughters?|stepsons?|grandchild(?:ren)?|minors?|(?:boy|girl|pupil|schoolchild)s?|child protection|aged \d{1,2}|bab(?:y|ies)|unborn"),
    ),
    Criterion(
        "witnesses", "Witnesses and informants of the police",
        "It tells of witnesses, who could be intimidated.", SENSITIVE, _words(r"(?:eye)?witness(?:es)?"),
    ),
    Criterion(
        "covert-sources", "Covert human sources",
        "It speaks of a covert human source, who could be harmed by being known.", SENSITIVE,
        re.compile(r"(?<![\w-])(?:CHIS|[Cc]overt [Hh]uman [Ii]ntelligence [Ss]ources?|(?i:police informants?|registered informants?|informants?))(?![\w-])"), False,
    ),
    Criterion(
        "medical", "Health", "It holds somebody's health, a special category of personal data.", SENSITIVE,
        _words(r"diagnos(?:is|es|ed)|schizo\w+|psychosis|psychotic|bipolar|personality disorder|depression|medication|section (?:2|3|37|41|47|48)\b.{0,30}mental health act|detained under the mental health act|self-harm\w*|suicid\w+|overdose|hiv|autis\w+|psychiatr\w+|substance misuse|methadone|learning disability"),
    ),
    Criterion(
        "intelligence", "Intelligence", "It holds police or prison intelligence.", SENSITIVE,
        _words(rf"{_INTELLIGENCE} (?:suggests?|indicates?|report\w*|received|log\w*|from|shows?|held|that)|5x5x5|3x5x2|sensitive intelligence|(?:police|prison|security) {_INTELLIGENCE}|mercury (?:report|{_INTELLIGENCE})|CID ?72"), False,
    ),
    Criterion(
        "surveillance", "Surveillance and covert policing", "Its loss could defeat covert policing.", SENSITIVE,
        _words(r"(?:directed|covert|intrusive) surveillance|surveillance (?:team|operation|log|authority|officers?)|under surveillance|RIPA|covert (?:deployment|operation|monitoring|policing)|undercover"), False,
    ),
    Criterion(
        "terrorism", "Terrorism",
        "It touches on terrorism: some of it may be above what all at the table may see.", SENSITIVE,
        _words(r"TACT|terroris[mt]s?|terrorism act|counter[- ]terrorism|CTU|CTP|prevent (?:referral|case)|channel panel|extremis[mt]s?|category (?:4|four)|proscribed organi[sz]ation"), False,
    ),
    Criterion(
        "investigation", "Investigation under way", "Its loss could prejudice an investigation.", SENSITIVE,
        _words(r"(?:ongoing|live|current|active|continuing) (?:\w+ )?(?:police )?(?:investigation|enquir\w+|inquir\w+|operation)|under investigation|released under investigation|on police bail|not yet (?:been )?(?:arrested|charged|interviewed)|suspect is unaware|forensic (?:examination|submission)"), False,
    ),
    Criterion(
        "safe-address", "An address that somebody's safety depends on",
        "It holds or speaks of an address that must not become known.", SENSITIVE,
        _words(r"refuge|safe (?:house|address|accommodation)|confidential address|address (?:is |must be |to be )?(?:not to be disclosed|withheld|protected|kept confidential)|moved (?:to a )?(?:secret|undisclosed|unknown) (?:address|location)|undisclosed (?:address|location)"), False,
    ),
    Criterion(
        "risk-to-person", "Risk to or from a named person",
        "It assesses the danger that one person is to others.", SENSITIVE,
        _words(r"risk of (?:serious )?harm|rosh|risk management plan|domestic (?:abuse|violence)|sexual (?:offence|assault|abuse|harm)s?|rape[sd]?|licence conditions?|shpo|sopo|mappa|marac|offender manager|restraining order|non-molestation"),
    ),
    Criterion(
        "counter-terrorism-intelligence", "Counter-terrorism intelligence",
        "It holds intelligence of the counter-terrorism network or the security and intelligence agencies, which is SECRET unless they say otherwise.", SECRET,
        _words(rf"{_INTELLIGENCE}[^.\n]{{0,60}}\b(?:CTU|CTP|CTPHQ|counter[- ]terrorism (?:unit|police|policing|network|command)|security service|MI5|MI6|SIS|GCHQ|SO15)\b"
               rf"|(?:CTU|CTP|counter[- ]terrorism (?:unit|police|policing|network|command)|security service|MI5|MI6|GCHQ|SO15)[^.\n]{{0,40}}\b{_INTELLIGENCE}\b(?! (?:unit|officer|team|analyst|gap))"
               r"|(?:MI5|security service) (?:subject|person)s? of interest|(?:terroris[mt]|attack[- ]planning|extremis[mt])[^.\n]{0,40}\b(?:subject|person)s? of interest|(?:subject|person)s? of interest[^.\n]{0,40}\b(?:terroris[mt]|attack[- ]planning|counter[- ]terrorism|extremis[mt])|sigint|intercept(?:ed)? (?:product|material|communications?)"), False,
    ),
    Criterion(
        "protected-witness", "Protected witness",
        "It holds the record of a witness under protection, which is SECRET.", SECRET,
        _words(r"protected witness(?:es)?|witness protection(?: (?:programme|scheme|unit|officers?))?|protected persons? (?:service|unit|scheme|arrangements?)|UKPPS|(?:given|under|has) a (?:new|protected) identity (?:by|under|as) (?:the )?(?:police|protected|witness|part)"), False,
    ),
    Criterion(
        "organised-crime", "Covert work against serious and organised crime",
        "It tells of covert work against serious and organised crime.", SECRET,
        _words(r"(?:covert|live|ongoing|proactive) (?:\w+ ){0,2}(?:investigation|operation)[^.\n]{0,60}\b(?:organi[sz]ed crime|OCG|organi[sz]ed crime group)"
               r"|(?:organi[sz]ed crime(?: group)?|OCG)[^.\n]{0,60}\b(?:covert|live|proactive) (?:\w+ ){0,2}(?:investigation|operation)|(?:NCA|ROCU|regional organi[sz]ed crime unit)[^.\n]{0,40}\b(?:covert|live|sensitive) (?:investigation|operation|intelligence)"), False,
    ),
    Criterion(
        "capable-threat", "A specific threat to life from somebody able to carry it out",
        "It holds a threat to life from people with the means to carry it out.", SECRET,
        _words(r"(?:threat to life|osman)[^.\n]{0,80}\b(?:organi[sz]ed crime|OCG|contract (?:to kill|on)|hitman|hit man|access to (?:a )?firearms?)"
               r"|(?:organi[sz]ed crime group|OCG|hitman)[^.\n]{0,80}\b(?:threats? to life|osman|contract to kill)"), False,
    ),
)  # fmt: skip

_DENIED = re.compile(
    r"\b(?:no|not|nil|none|never|nor|without|neither|cannot|isn't|wasn't|no known|absence of|free of|deny|denies|denied)\b(?:[^.;:\n?!]{0,60})$",
    re.IGNORECASE,
)
_ANSWERED_NO = re.compile(
    r"^[^.\n]{0,40}?(?:[:?\t–-]\s*|\bis\s+|\bare\s+)(?:no\b|none\b|n/?a\b|nil\b|not (?:known|applicable|identified|relevant)\b|☐)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![.!?:\n\t] )(?<![.!?:\n\t])\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+|\b[A-Z][a-z]{1,20} [A-Z][a-z]{2,20}\b"
)
_PERSONAL = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born (?:on|in)|nhs (?:no|number)|ni number|national insurance|pnc|crn|nomis|prison (?:no|number))\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b\d{1,4} [A-Z][a-z]+ (?:Road|Street|Avenue|Lane|Close|Drive|Way|Court|Crescent|Place|Gardens|Terrace)\b|\b07\d{3} ?\d{6}\b", re.IGNORECASE,
)  # fmt: skip
_OFFICES = re.compile(
    r"\b(?:Victim (?:Liaison|Contact|Support)|Children(?:'s|’s)? (?:Services|Social)|Child Protection|Witness (?:Care|Protection)|Youth (?:Offending|Justice)|Sex Offender|Probation|Police|Officer|Service|Unit|Public Protection|Multi|Agency|Risk|Human Rights|Data Protection|Freedom|Act|Serious|Criminal|Mental Health|County|Council|National|Local|Safeguarding|Level|Care|Board|Working|Together|Information|Management|Plan)\b"
)
_COMPILED = 8  # pieces that single people out, together: a file on somebody


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the content calls for and why. `blank` is a form that nobody has filled in."""

    marking: ProtectiveMarking
    reasons: tuple[MarkingReason, ...]
    blank: bool = False


def assess(document: Document) -> Assessment:
    """The marking that the content calls for: the highest that any criterion does."""
    if is_blank_form(document):
        why = "It is a form that nobody has filled in: it needs no more than OFFICIAL until somebody does."
        return Assessment(OFFICIAL, (MarkingReason("blank-form", "Blank form", why, (), OFFICIAL),), True)
    reasons = [*_by_form(document), *_by_criteria(document), *_compiled(document)]
    highest = max(
        (r.calls_for for r in reasons if r.calls_for is not None), key=lambda m: m.rank, default=OFFICIAL
    )
    return Assessment(highest, tuple(reasons))


def is_blank_form(document: Document) -> bool:
    """True for a form whose boxes are empty: nobody is named, nothing is agreed, hardly a section is filled."""
    here = [s for s in document.sections if s.span is not None and s.name != "unrecognised"]
    named = bool(document.subject and document.subject.name) or any(
        a.name and a.presence is not Presence.UNKNOWN for a in document.attendance
    )
    if named or document.actions or len(here) < 3 or document.form.kind not in _CASEWORK:
        return False
    filled = [s for s in here if s.state is SectionState.PRESENT]
    return len(filled) * 4 <= len(here) and not _PERSONAL.search(
        document.text.replace("\n", "  "), document.main_end
    )


def _by_form(document: Document) -> Iterator[MarkingReason]:
    if document.form.family and document.form.kind in _CASEWORK:
        why = "Referrals, minutes and reports of public-protection meetings are OFFICIAL-SENSITIVE once completed."
        yield MarkingReason("casework", "Public-protection casework", why, (), SENSITIVE)


def _by_criteria(document: Document) -> Iterator[MarkingReason]:
    for criterion in CRITERIA:
        spans = tuple(_passages(document.text, criterion))
        if len(spans) >= criterion.least:
            yield MarkingReason(
                criterion.code, criterion.title, criterion.why, spans[:_MOST_SPANS], criterion.calls_for
            )


def _passages(text: str, criterion: Criterion) -> Iterator[Span]:
    found = 0
    for match in criterion.words.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        after = text[match.end() : match.end() + 60]
        if _DENIED.search(before) or _ANSWERED_NO.match(after) or _asked(text, match):
            continue
        if criterion.personal and not _about_somebody(text, match):
            continue
        yield Span(match.start(), match.end())
        found += 1
        if found == _MOST_SPANS:
            return


def _asked(text: str, match: re.Match[str]) -> bool:
    """True where the passage stands in a question: the form asks it, nobody has said it."""
    line = text[match.end() : match.end() + 160]
    stop = re.search(r"[.!?\n\t]", line)
    return stop is not None and stop[0] == "?"


def _about_somebody(text: str, match: re.Match[str]) -> bool:
    """True where a person is named, or told by a number or address, close to the passage."""
    start, end = max(0, match.start() - 160), match.end() + 160
    near = text[start:end]
    if _PERSONAL.search(near):
        return True
    return any(not _OFFICES.search(name[0]) for name in _NAME.finditer(near))


def _compiled(document: Document) -> Iterator[MarkingReason]:
    spans = tuple(
        Span(m.start(), m.end()) for _, m in zip(range(200), _PERSONAL.finditer(document.text), strict=False)
    )
    if len(spans) >= _COMPILED:
        why = "It brings together much that singles people out: numbers, addresses, dates of birth."
        yield MarkingReason("compiled", "Compiled personal data", why, spans[:_MOST_SPANS], SENSITIVE)
