"""The person that a document is about, by the labels of their own part of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.structure.asked import IDENTIFIERS, LABELS, SUBJECT
from ingest.structure.labels import Labelled
from ingest.structure.lexicon import is_name, is_trade_word
from ingest.structure.lines import Line
from ingest.structure.words import fold
from models.dates import find_dates, read_date
from models.structure import Subject
from models.text import Span

_OTHERS = frozenset(
    {
        "victim",
        "children",
        "attendance",
        "apologies",
        "invitees",
        "actions",
        "previous_actions",
        "associates",
        "referrer",
        "endorsement",
        "victim_safety",
        "distribution",
        "meeting_details",
        "lead_agency",
        "consent",
    }
)

_AKA = re.compile(
    r"[ \t]{0,3}[(,]?[ \t]{0,3}\b(?:a\.?k\.?a\.?|also known as|alias)\b[\s:]*(?P<other>[^)]*)\)?",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\b(?:(?:mappa[ ])?(?:cat(?:egory)?|level)\.?[ ]?[1-4]\b"
    r"|dob|d\.o\.b|date of birth|born|pnc|crn|nomis|age|visor)\b|[;|\t\n]|\s{3,}|,\s*\d"
    r"|\(\s*(?:dob|born|b\.|d\.o\.b|\d)).*$",
    re.IGNORECASE | re.DOTALL,
)
_ANOTHER_LABEL = re.compile(r"[A-Za-z][A-Za-z ]{1,30}:\s")
_NOBODY = frozenset({"", "na", "n a", "none", "not known", "unknown", "tbc", "as above", "none known", "nil"})


_OPENING = 12  # lines
_LONGEST_LINE = 300  # characters
_ABOUT = re.compile(
    r"\b(?:about|concern(?:ed|ing|s)|in respect of|regarding|with regard to|in relation to|to discuss"
    r"|in the case of|re:?)"
    r" (?:the case of )?(?:(?:Mr|Mrs|Ms|Miss|Mx)\.? )?"
    r"(?P<name>[A-Z][\w'’-]{1,30}(?: (?:[A-Z][\w'’-]{1,30}|de|van|von|al|bin|da|der)){1,3})"
)
_WITH_BIRTH = re.compile(
    r"(?:(?:re|subject|case)\b:? )?(?P<name>[^\W\d_][\w'’-]{1,30}(?: [^\W\d_][\w'’-]{1,30}){1,3})"
    r",? \(?(?:dob|d\.o\.b\.?|date of birth|born(?: on)?|b\.):? ?(?=\d)",
    re.IGNORECASE,
)
"""A line that opens with a name and a date of birth: "kyle denning dob 8/9/01"."""
_OF_A_MESSAGE = re.compile(r"\b(?:minutes?|meeting|mappa|marac|referral|agenda|notes?)\b", re.IGNORECASE)
"""What a message is about ("Subject: minutes of Tuesday") is no person."""
_RUN_ON = re.compile(
    r"\b(?P<label>PNC|CRN|CRO|ViSOR|NOMIS|NOMS|NHS|Prison|ASN)"
    r"(?: (?:ID|No|Number|Ref|Reference|URN))?\.?[ ]?:?[ ]"
    r"(?P<value>[A-Z]{0,3}\d[\w/]{3,14}(?: \d{3} \d{4})?)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?)[ ]?[:\u2013-]?[ ](?=\w)|\(b\.[ ]?(?=\d)", re.IGNORECASE
)


def read_subject(labels: Sequence[Labelled], lines: Sequence[Line]) -> Subject | None:
    """The subject, or None where neither a label nor the opening lines name one."""
    subject = _labelled(labels)
    if subject is not None and subject.name:
        return subject
    told = _in_prose(lines)
    if told is None or subject is None:
        return told or subject
    return replace(subject, name=told.name, span=told.span)


def _labelled(labels: Sequence[Labelled]) -> Subject | None:
    own = [one for one in labels if one.value and (one.section not in _OTHERS or _says_whose(one))]
    found = _named(own)
    aliases, born, numbers = _aliases(own), _birth(own), _identifiers(own)
    if found is None:
        return Subject("", None, aliases, born, numbers) if born or numbers else None
    name, span = found
    other = _AKA.search(name)
    if other is not None:
        aliases = (*_split(other["other"]), *aliases)
        name = name[: other.start()].strip(" ,(")
        span = Span(span.start, span.start + len(name))
    return Subject(name, span, tuple(dict.fromkeys(aliases)), born, numbers)


def _says_whose(one: Labelled) -> bool:
    """ "Name of individual" among the details of a meeting is the subject's; "Name" may be the chair's."""
    own = SUBJECT["name_of_subject"] | SUBJECT["date_of_birth"] | IDENTIFIERS.keys()
    return one.section == "meeting_details" and one.label in own


def _named(labels: Sequence[Labelled]) -> tuple[str, Span] | None:
    for names in (SUBJECT["name_of_subject"], SUBJECT["name"]):
        ordered = sorted(labels, key=lambda one: one.section != "offender_details")
        for one in ordered if names is SUBJECT["name"] else labels:
            if one.label in names and not one.heading and (value := _clean(one.value)):
                return value, Span(one.start, one.start + len(value))
    surname = next((o for o in labels if o.label in SUBJECT["surname"] and _clean(o.value)), None)
    if surname is None:
        return None
    first = next((o for o in labels if o.label in SUBJECT["forenames"] and _clean(o.value)), None)
    name = f"{_clean(first.value)} {_clean(surname.value)}" if first else _clean(surname.value)
    return name, surname.span


def _clean(value: str) -> str:
    """The name at the start of a value; empty where the value is no name."""
    value = _CUT.sub("", value).strip(" .,;:-–—(")
    letters = sum(c.isalpha() for c in value)
    if (
        fold(value) in _NOBODY
        or fold(value) in LABELS
        or len(value) > 90
        or len(value.split()) > 9
        or letters < 2
        or value[-1:] == "?"
        or _ANOTHER_LABEL.match(value)
    ):
        return ""
    if _OF_A_MESSAGE.search(value) or any(c.isdigit() for c in value):
        return ""
    return value if value[:1].isupper() else ""


def _split(text: str) -> list[str]:
    pieces = re.split(r"\s*[,;/|]\s*|\s+(?:and|or)\s+|\s+a\.?k\.?a\.?\s+", text)
    return [
        p.strip(" .\"'“”‘’()")
        for p in pieces
        if fold(p) not in _NOBODY and any(c.isalpha() for c in p) and len(p) < 60
    ]


def _aliases(labels: Sequence[Labelled]) -> tuple[str, ...]:
    return tuple(name for one in labels if one.label in SUBJECT["aliases"] for name in _split(one.value))


def _beside_name(labels: Sequence[Labelled]) -> list[str]:
    """What stands beside the subject's name on one line: "Ann Archer (DOB 3 Nov 1988) PNC 08/1234567L"."""
    names = SUBJECT["name_of_subject"] | SUBJECT["name"]
    return [one.value for one in labels if one.label in names]


def _in_prose(lines: Sequence[Line]) -> Subject | None:
    """Whom the opening lines say that the meeting was about, where no label does."""
    for line in lines[:_OPENING]:
        alone = _WITH_BIRTH.match(line.text[:_LONGEST_LINE])
        if alone is not None and not any(is_trade_word(word) for word in alone["name"].split()):
            where = Span(line.start + alone.start("name"), line.start + alone.end("name"))
            return Subject(alone["name"], where, date_of_birth=read_date(line.text[alone.end() :][:30]))
        pieces = re.split(r" [-–—|] ", line.text[:_LONGEST_LINE])
        if line is lines[0] and len(pieces) > 1 and _OF_A_MESSAGE.search(pieces[0]):
            named = [p for p in pieces[1:] if " " in p and is_name(p) and not find_dates(p)]
            if len(named) == 1:  # "MAPPA L2 - Stefan Brandt - cat 2"
                at = line.start + line.text.index(named[0])
                return Subject(named[0], Span(at, at + len(named[0])))
        for match in _ABOUT.finditer(line.text[:_LONGEST_LINE]):
            name = match["name"]
            if is_name(name):
                return Subject(name, Span(line.start + match.start("name"), line.start + match.end("name")))
    return None


def _birth(labels: Sequence[Labelled]) -> date | None:
    said = [one.value for one in labels if one.label in SUBJECT["date_of_birth"]]
    for value in _beside_name(labels):
        said += [value[born.end() : born.end() + 30] for born in _BORN.finditer(value)]
    return next((day for value in said if (day := read_date(value))), None)


def _identifiers(labels: Sequence[Labelled]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for one in labels:
        name = IDENTIFIERS.get(one.label)
        value = re.split(r"\s{2,}|[;,|]|\s(?=[A-Za-z ]{2,20}:)", one.value)[0].strip(" .")
        if name and any(c.isdigit() for c in value) and len(value) <= 40 and not one.heading:
            found.setdefault(name, value)
    for value in _beside_name(labels):
        for match in _RUN_ON.finditer(value):
            if name := IDENTIFIERS.get(fold(match["label"])) or IDENTIFIERS.get(
                fold(match["label"] + " number")
            ):
                found.setdefault(name, match["value"])
    return tuple(found.items())
