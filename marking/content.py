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
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.document import Document
from models.errors import SettingsError
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


CRITERIA_FILE = Path(__file__).resolve().parent / "criteria.toml"
_KEYS = {"code", "title", "why", "calls_for", "personal", "exact", "words"}
_LEVELS = {str(level): level for level in (OFFICIAL, SENSITIVE, SECRET)}


def read_criteria(path: Path) -> tuple[Criterion, ...]:
    """The criteria of a file. Raises `SettingsError` naming the one that cannot be used."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["criterion"]
        return tuple(_criterion(entry) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError, re.error) as fault:
        raise SettingsError(f"{path.name}: {fault}.", "Correct the criterion; see the others.") from fault


def _criterion(entry: dict[str, Any]) -> Criterion:
    if unknown := entry.keys() - _KEYS:
        raise ValueError(f"{entry.get('code')}: unknown keys {', '.join(sorted(unknown))}")
    flags = re.NOFLAG if entry.get("exact") else re.IGNORECASE
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(entry['words'])})(?![\w-])", flags)
    level = _LEVELS[entry["calls_for"]]
    return Criterion(entry["code"], entry["title"], entry["why"], level, words, entry["personal"])


CRITERIA = read_criteria(CRITERIA_FILE)

_DENIED = re.compile(
    r"\b(?:no|not|nil|none|never|nor|without|neither|cannot|isn't|wasn't|no known|absence of|free of|deny"
    r"|denies|denied)\b(?:[^.;:\n?!]{0,60})$",
    re.IGNORECASE,
)
_ANSWERED_NO = re.compile(
    r"^[^.\n]{0,40}?(?:[:?\t–-]\s*|\bis\s+|\bare\s+)(?:no\b|none\b|n/?a\b|nil\b|not (?:known|applicable"
    r"|identified|relevant)\b|☐)",
    re.IGNORECASE,
)
_CLEARED = re.compile(
    r"^[^.\n]{0,60}\b(?:nothing|negative|nil|no trace|came back clear|none|not (?:known|needed|required"
    r"|held))\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![.!?:\n\t] )(?<![.!?:\n\t])\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+|\b[A-Z][a-z]{1,20} "
    r"[A-Z][a-z]{2,20}\b"
)
_PERSONAL = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on| in)? \d{1,4}|nhs (?:no|number)|ni number|national insurance"
    r"|pnc|crn|nomis|prison (?:no|number))\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b\d{1,4} [A-Z][a-z]+ (?:Road|Street|Avenue|Lane|Close|Drive|Way"
    r"|Court|Crescent|Place|Gardens|Terrace)\b|\b07\d{3} ?\d{6}\b", re.IGNORECASE,
)  # fmt: skip
_ONE_PERSON = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen) (?:days?|weeks?|months?|years?)[ -]old\b|\baged (?:\d{1,2}|[a-z]+)\b"
    r"|(?<!or )\b(?:her|his) (?:parents?|mother|father|mum|dad|sons?|daughters?|bab(?:y|ies)|child(?:ren)?"
    r"|husband|wife|(?:ex-|former )?partner|sisters?|brothers?|gran\w*|neighbours?)\b",
    re.IGNORECASE,
)
"""Somebody without a name, who is one person all the same: a baby four months old, her former partner."""
_OFFICES = re.compile(
    r"\b(?:Victim (?:Liaison|Contact|Support)|Children(?:'s|’s)? (?:Services|Social)|Child Protection"
    r"|Witness (?:Care|Protection)|Youth (?:Offending|Justice)|Sex Offender|Probation|Police|Officer"
    r"|Service|Unit|Public Protection|Multi|Agency|Risk|Human Rights|Data Protection|Freedom|Act|Serious"
    r"|Criminal|Mental Health|County|Council|National|Local|Safeguarding|Level|Care|Board|Working"
    r"|Together|Information|Management|Plan)\b"
)
_BRACKETS = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
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
    """True for a form whose boxes are empty: nobody is named, nothing agreed, hardly a section filled."""
    here = [s for s in document.sections if s.span is not None and s.name != "unrecognised"]
    named = bool(document.subject and document.subject.name) or any(
        a.name and a.presence is not Presence.UNKNOWN for a in document.attendance
    )
    if named or document.actions or len(here) < 3 or document.form.kind not in _CASEWORK:
        return False
    filled = [s for s in here if s.state is SectionState.PRESENT and _says_something(document, s.span)]
    return len(filled) * 4 <= len(here) and not _PERSONAL.search(
        document.text.replace("\n", "  "), document.main_end
    )


def _says_something(document: Document, span: Span | None) -> bool:
    """False for a box that holds nothing but its heading and what the form says in brackets."""
    lines = document.text[span.start : span.end].split("\n") if span is not None else []
    return any(character.isalnum() for line in lines[1:] for character in _BRACKETS.sub("", line))


def _by_form(document: Document) -> Iterator[MarkingReason]:
    if document.form.family and document.form.kind in _CASEWORK:
        why = (
            "Referrals, minutes and reports of public-protection meetings are OFFICIAL-SENSITIVE once "
            "completed."
        )
        yield MarkingReason("casework", "Public-protection casework", why, (), SENSITIVE)


def _by_criteria(document: Document) -> Iterator[MarkingReason]:
    for criterion in CRITERIA:
        spans = tuple(_passages(document.text, criterion))
        if spans:
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
        if not criterion.personal and (_CLEARED.match(after) or _alone(text, match)):
            continue
        if criterion.personal and not _about_somebody(text, match):
            continue
        yield Span(match.start(), match.end())
        found += 1
        if found == _MOST_SPANS:
            return


def _alone(text: str, match: re.Match[str]) -> bool:
    """True where the passage is the whole of its line: a heading says what would come, not that it did."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    around = text[start : match.start()] + text[match.end() : end if end >= 0 else len(text)]
    return not any(character.isalpha() for character in around)


def _asked(text: str, match: re.Match[str]) -> bool:
    """True where the passage stands in a question: the form asks it, nobody has said it."""
    line = text[match.end() : match.end() + 160]
    stop = re.search(r"[.!?\n\t]", line)
    return stop is not None and stop[0] == "?"


def _about_somebody(text: str, match: re.Match[str]) -> bool:
    """True where a person is named, or told by a number, address, age or kin, close to the passage."""
    start, end = max(0, match.start() - 160), match.end() + 160
    near = text[start:end]
    if _PERSONAL.search(near) or _ONE_PERSON.search(near):
        return True
    return any(not _OFFICES.search(name[0]) for name in _NAME.finditer(near))


def _compiled(document: Document) -> Iterator[MarkingReason]:
    spans = tuple(
        Span(m.start(), m.end()) for _, m in zip(range(200), _PERSONAL.finditer(document.text), strict=False)
    )
    if len(spans) >= _COMPILED:
        why = "It brings together much that singles people out: numbers, addresses, dates of birth."
        yield MarkingReason("compiled", "Compiled personal data", why, spans[:_MOST_SPANS], SENSITIVE)
