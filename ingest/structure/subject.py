"""The person that a document is about, by the labels of their own part of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.labels import Labelled
from ingest.structure.words import fold
from models.dates import read_date
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


def _labels(*names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


_TELLING = _labels(
    "name of offender", "offender name", "offender", "offender's name", "subject", "name of subject", "subject name", "subject's name", "nominal", "name of individual", "individual", "perpetrator", "perpetrator name", "perpetrator's name",
    "service user", "service user name", "name of service user", "person on probation", "prisoner", "prisoner name", "prisoner's name", "name of prisoner", "re", "case name", "name of person referred", "name of case", "name of person", "full name of offender",
    "name of perpetrator", "alleged perpetrator", "name of patient", "subject of meeting", "individual's name", "offender (name)", "name of mappa offender", "case of", "case", "mappa subject", "person referred", "name of nominal", "nominal name", "offender full name", "subject of the meeting", "subject of referral",
)  # fmt: skip
_NAME = _labels("name", "full name", "name in full", "current name", "names", "legal name")
_SURNAME = _labels("surname", "family name", "last name")
_FORENAMES = _labels(
    "forename",
    "forenames",
    "first name",
    "first names",
    "given name",
    "given names",
    "forename(s)",
    "first name(s)",
    "christian names",
    "other names (forenames)",
)
_ALIASES = _labels(
    "alias",
    "aliases",
    "also known as",
    "AKA",
    "a.k.a.",
    "known as",
    "nickname",
    "nicknames",
    "other names",
    "previous names",
    "aliases/nicknames",
    "alias/nickname",
    "alias names",
    "maiden name",
    "former name",
    "other names used",
    "alias(es)",
    "aliases / nicknames",
    "aliases and nicknames",
    "other names/aliases",
    "alias/other names",
    "street name",
)
_BIRTH = _labels(
    "date of birth",
    "DOB",
    "D.O.B",
    "born",
    "D O B",
    "date of birth (DOB)",
    "birth date",
    "date of birth/age",
    "DOB/age",
    "date of birth and age",
)
_IDENTIFIERS = {
    fold(label): name
    for name, labels in {
        "pnc": ("PNC", "PNC ID", "PNC number", "PNC no", "PNCID", "PNC ref", "PNC reference", "police national computer"),
        "cro": ("CRO", "CRO number", "CRO no"),
        "crn": ("CRN", "nDelius", "nDelius CRN", "Delius", "case reference number", "probation CRN", "nDelius ref", "nDelius reference", "Delius CRN", "nDelius number", "Delius number", "probation number", "CRN number", "PNC/CRN"),
        "prison-number": ("prison number", "prison no", "NOMIS", "NOMIS number", "NOMS", "NOMS number", "p-NOMIS", "NOMIS ID", "NOMS ID", "prisoner number", "prison ID", "NOMIS no", "custody number", "NOMS no"),
        "visor": ("ViSOR", "ViSOR ref", "ViSOR reference", "ViSOR number", "ViSOR ID", "ViSOR nominal", "ViSOR no", "ViSOR URN", "MAPPS reference", "MAPPS ID", "ViSOR reference number", "ViSOR nominal number"),
        "nhs": ("NHS number", "NHS no", "NHS"),
        "nino": ("national insurance number", "NI number", "NINO", "NI no", "national insurance", "national insurance no"),
        "arrest-summons": ("arrest summons number", "ASN", "arrest/summons number"),
        "reference": ("MAPPA reference", "MAPPA ref", "MAPPA number", "case reference", "reference number", "our reference", "case number", "MAPPA ID", "unique reference", "MARAC number", "MARAC reference", "MAPPA case reference", "MAPPA reference number", "reference", "our ref"),
    }.items()
    for label in labels
}  # fmt: skip
_AKA = re.compile(
    r"\s*[(,]?\s*\b(?:a\.?k\.?a\.?|also known as|alias)\b[\s:]*(?P<other>[^)]*)\)?", re.IGNORECASE
)
_CUT = re.compile(
    r"\s*(?:\b(?:dob|d\.o\.b|date of birth|born|pnc|crn|nomis|age|visor)\b|[;|\t\n]|\s{3,}|,\s*\d|\(\s*(?:dob|born|d\.o\.b|\d)).*$",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = frozenset({"", "na", "n a", "none", "not known", "unknown", "tbc", "as above", "none known", "nil"})


def read_subject(labels: Sequence[Labelled]) -> Subject | None:
    """The subject, or None where no label names one."""
    own = [one for one in labels if one.section not in _OTHERS and one.value]
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


def _named(labels: Sequence[Labelled]) -> tuple[str, Span] | None:
    for names in (_TELLING, _NAME):
        ordered = sorted(labels, key=lambda one: one.section != "offender_details")
        for one in ordered if names is _NAME else labels:
            if one.label in names and not one.heading and (value := _clean(one.value)):
                return value, Span(one.start, one.start + len(value))
    surname = next((o for o in labels if o.label in _SURNAME and _clean(o.value)), None)
    if surname is None:
        return None
    first = next((o for o in labels if o.label in _FORENAMES and _clean(o.value)), None)
    name = f"{_clean(first.value)} {_clean(surname.value)}" if first else _clean(surname.value)
    return name, surname.span


def _clean(value: str) -> str:
    """The name at the start of a value; empty where the value is no name."""
    value = _CUT.sub("", value).strip(" .,;:-–—(")
    letters = sum(c.isalpha() for c in value)
    if (
        fold(value) in _NOBODY
        or len(value) > 90
        or len(value.split()) > 9
        or letters < 2
        or value[-1:] == "?"
    ):
        return ""
    return value if value[:1].isupper() and not any(c.isdigit() for c in value) else ""


def _split(text: str) -> list[str]:
    pieces = re.split(r"\s*[,;/|]\s*|\s+(?:and|or)\s+|\s+a\.?k\.?a\.?\s+", text)
    return [
        p.strip(" .\"'“”‘’()")
        for p in pieces
        if fold(p) not in _NOBODY and any(c.isalpha() for c in p) and len(p) < 60
    ]


def _aliases(labels: Sequence[Labelled]) -> tuple[str, ...]:
    return tuple(name for one in labels if one.label in _ALIASES for name in _split(one.value))


def _birth(labels: Sequence[Labelled]):  # type: ignore[no-untyped-def]
    return next((day for one in labels if one.label in _BIRTH and (day := read_date(one.value))), None)


def _identifiers(labels: Sequence[Labelled]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for one in labels:
        name = _IDENTIFIERS.get(one.label)
        value = re.split(r"\s{2,}|[;,|]|\s(?=[A-Za-z ]{2,20}:)", one.value)[0].strip(" .")
        if name and any(c.isdigit() for c in value) and len(value) <= 40 and not one.heading:
            found.setdefault(name, value)
    return tuple(found.items())
