"""Which form a document is: by its headlines and its sections together, never by a letter alone.

Letters were handed out anew between 2012 and 2022 ("MAPPA C" was an invitation and is now the minutes), so
a letter counts only beside a title or the sections that go with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.structure.forms import FormTemplate
from ingest.structure.lines import Line
from ingest.structure.words import fold
from models.document import MAIL, BlockKind, Channel, Document
from models.structure import Confidence, DocumentKind, FormMatch

_TOP = 14  # lines in which a form says what it is
_STILL_IN_USE = 3  # years after a form was withdrawn
_SHORT = 16  # words; a headline has no more
_KIND_WORDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            DocumentKind.SUMMARY,
            r"\b(executive summary|disclosure record|record of disclosure|disclosure log)\b",
        ),
        (DocumentKind.STATEMENT, r"\bconfidentiality( and (diversity|equality))? statement\b"),
        (DocumentKind.SCREENING, r"\bscreening\b"),
        (DocumentKind.AUDIT, r"\baudit\b"),
        (DocumentKind.AGENDA, r"\bagenda\b"),
        (
            DocumentKind.MINUTES,
            r"\b(minute|record of (the )?meeting|note of (the )?meeting|meeting note|meeting record)\b",
        ),
        (DocumentKind.REFERRAL, r"\b(referral|notification)\b"),
        (DocumentKind.REPORT, r"\breport\b"),
        (DocumentKind.LETTER, r"^(dear|invitation to)\b"),
    )
)
_ENCLOSED = re.compile(r"\b(?:attach(?:ed|ing|ment)?|enclos(?:ed|ing)|herewith)\b", re.IGNORECASE)
_SCOTTISH = re.compile(
    r"\b(?:police scotland|scottish prison service|justice social work(?:er)?"
    r"|criminal justice social work(?:er)?|sederunt|sheriff court|procurator fiscal|LS/CMI"
    r"|community payback order|community justice authority|complainer"
    r"|risk management authority|order for lifelong restriction|adult support and protection)\b",
    re.IGNORECASE,
)
_FAMILIES = (
    ("marac", re.compile(r"\b(marac|multi agency risk assessment conference)\b")),
    ("mappa", re.compile(r"\b(mappa|mapp|mappp|multi agency public protection|public protection panel)\b")),
)


@dataclass(frozen=True, slots=True)
class _Scored:
    form: FormTemplate
    score: float
    titled: bool
    lettered: bool
    share: float
    evidence: tuple[str, ...]


def headlines(document: Document, lines: Sequence[Line]) -> list[str]:
    """Short lines at the top, and page headers, folded: where a form says what it is.

    The subject of an e-mail is none, and neither is "please find the minutes attached": both speak of a form
    that stands elsewhere.
    """
    if document.format in MAIL:
        above = (
            b.end for b in document.blocks if b.channel is Channel.BODY and b.provenance.part == "header"
        )
        start = max(above, default=0)
        lines = [line for line in lines if line.start >= start and not _ENCLOSED.search(line.text)]
    top = [line for index, line in enumerate(lines) if index < _TOP or line.kind is BlockKind.TITLE]
    said = [line.text for line in top]
    said += [
        document.content(block)
        for block in document.blocks
        if block.channel in (Channel.HEADER, Channel.FOOTER)
    ][:12]
    kept = [fold(text) for text in said if len(text) < 200 and len(text.split()) <= _SHORT]
    joined = [f"{one} {two}" for one, two in pairwise(kept[:5])]
    return [*dict.fromkeys([*kept, *joined])]


def identify(
    titles: Sequence[str],
    sections: Collection[str],
    year: int | None,
    forms: Sequence[FormTemplate],
    scottish: Sequence[str] = (),
    mail: bool = False,
) -> FormMatch:
    """The form whose titles and sections fit best; the bare kind where none does.

    `sections` are the canonical names found in the document, `year` that of its meeting where it is known,
    `scottish` the words found that only the Scottish system uses. A `mail` that is no form is a letter.
    """
    kind, kind_words = _kind(titles, sections)
    if mail and kind is DocumentKind.UNKNOWN:
        kind, kind_words = DocumentKind.LETTER, ("is an e-mail",)
    seen = _Seen(titles, frozenset(sections), year, kind, bool(kind_words), tuple(scottish))
    scored = [_score(form, seen) for form in forms]
    fitting = [one for one in scored if one is not None]
    best = max(fitting, key=lambda one: one.score, default=None)
    if best is None:
        family = next((name for name, pattern in _FAMILIES if any(pattern.search(t) for t in titles)), "")
        sure = Confidence.MEDIUM if kind_words else Confidence.LOW
        return FormMatch(
            "", "", kind, family, sure if kind is not DocumentKind.UNKNOWN else Confidence.LOW, kind_words
        )
    rivals = [one for one in fitting if one.form is not best.form and one.form.kind is not best.form.kind]
    close = any(best.score - one.score < 1 for one in rivals)
    lettered = best.lettered and kind is best.form.kind
    good = (best.titled or lettered) and (
        best.share >= 0.4 or not best.form.sections or not best.form.required
    )
    confidence = (
        Confidence.HIGH
        if good and not close
        else Confidence.MEDIUM
        if best.titled or best.share >= 0.6
        else Confidence.LOW
    )
    return FormMatch(
        best.form.name,
        best.form.title,
        best.form.kind,
        best.form.family,
        confidence,
        (*best.evidence, *kind_words),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a document shows of the form that it is."""

    titles: Sequence[str]
    sections: frozenset[str]
    year: int | None
    kind: DocumentKind
    kind_sure: bool
    scottish: tuple[str, ...]


def scottish_words(lines: Sequence[Line]) -> tuple[str, ...]:
    """The words that only the Scottish system uses; one alone may stand in a transfer from elsewhere."""
    found: dict[str, None] = {}
    for line in lines:
        found.update((match[0].lower(), None) for match in _SCOTTISH.finditer(line.text))
    return tuple(found) if len(found) > 1 else ()


def _score(form: FormTemplate, seen: _Seen) -> _Scored | None:
    titles, sections, year, kind, kind_sure = seen.titles, seen.sections, seen.year, seen.kind, seen.kind_sure
    evidence: list[str] = []
    title = next((t for t in titles if any(p.search(t) for p in form.titles if p not in form.letters)), "")
    letter = next((t for t in titles if any(p.search(t) for p in form.letters)), "")
    strong = next((t for t in titles if any(p.search(t) for p in form.titles if not _is_letter(p, form))), "")
    needed = form.required or frozenset(form.sections)
    share = len(needed.intersection(sections)) / len(needed) if needed else 0.0
    if not (strong or (letter and share >= 0.25) or (title and share >= 0.25)) and not (
        share >= 0.6 and kind is form.kind
    ):
        return None
    if kind is not DocumentKind.UNKNOWN and kind is not form.kind and not strong:
        return None
    if kind is DocumentKind.LETTER and kind_sure and form.kind is not kind:
        return None  # it asks people to a meeting, and is no record of one
    score = 3.0 * bool(strong) + 1.0 * bool(letter) + 2.0 * share + 1.5 * (kind is form.kind)
    marks = form.marks.intersection(sections)
    score += 0.5 * len(marks)
    if strong and form.own:
        score += 2.0
        evidence.append("is a form of the area's own")
    if strong:
        evidence.append(f"titled as {form.title} is")
    if letter:
        evidence.append("carries that form's letter")
    if share:
        evidence.append(f"has {round(share * len(needed))} of the {len(needed)} sections that form needs")
    if marks:
        evidence.append(f"has sections of that version alone: {', '.join(sorted(marks))}")
    if form.years is not None and year is not None:
        if year < form.years[0]:
            return None  # no form is older than itself; one that was withdrawn may be in use a while yet
        if not (strong or letter) and year > form.years[1] + _STILL_IN_USE:
            return None  # nothing but its sections speaks for it, and the newer form has those too
        inside = year <= form.years[1]
        score += 1.0 if inside else -1.0
        if inside:
            evidence.append(f"dated {year}, when that form was in use")
    if form.years is None and not strong and not letter:
        score -= 0.5
    if kind_sure and kind is not form.kind:
        score -= 3.0  # "Referral to MAPPA level 2 meeting" is no set of minutes
    named = any("mappa document" in t or "scotland" in t or "scottish" in t for t in titles)
    if form.family == "mappa-scotland":
        if not ((strong or letter) and (letter or named or seen.scottish)):
            return None
        if seen.scottish:
            score += 2.0
            evidence.append(f"uses words of the Scottish system: {', '.join(seen.scottish[:4])}")
    elif (seen.scottish or named) and form.family == "mappa":
        score -= 2.0
    if form.family == "marac" and not any(_FAMILIES[0][1].search(t) for t in titles):
        return None
    return _Scored(form, score, bool(strong), bool(letter), share, tuple(evidence))


def _is_letter(pattern: re.Pattern[str], form: FormTemplate) -> bool:
    """True for a title pattern that is nothing but the form's letter."""
    bare = pattern.pattern.replace(r"(?:^|(?<= ))", "")
    return any(bare == letter.pattern.replace("^", "", 1) for letter in form.letters)


def _kind(titles: Sequence[str], sections: Collection[str]) -> tuple[DocumentKind, tuple[str, ...]]:
    """What part the document plays, by the words of its headlines, else by the sections it has."""
    for title in titles[:10]:
        for kind, pattern in _KIND_WORDS:
            match = pattern.search(title)
            if match is not None and not _other_meaning(title, kind):
                return kind, (f"headline says “{match[0]}”",)
    named = set(sections)
    if {"attendance", "actions"} <= named or ({"attendance"} <= named and len(named) >= 5):
        return DocumentKind.MINUTES, ("has the sections of minutes",)
    if "referral_reason" in named and named & {"rmp", "risk_assessment", "endorsement", "invitees"}:
        return DocumentKind.REFERRAL, ("has the sections of a referral",)
    return DocumentKind.UNKNOWN, ()


def _other_meaning(title: str, kind: DocumentKind) -> bool:
    """ "Minutes of last meeting" in an agenda's list, "reason for referral" as a heading: no headline."""
    if kind is DocumentKind.MINUTES:
        return bool(
            re.search(r"\bminute (of|from) (the )?(last|previou)|\bminute (and|taker)|\b\d+ minute", title)
        )
    if kind is DocumentKind.REFERRAL:
        return bool(
            re.search(
                r"\b(reason|date|rationale|ground|source|purpose) (for|of) (the )?(mappa )?referral"
                r"|relevant information",
                title,
            )
        )
    if kind is DocumentKind.REPORT:
        return bool(re.search(r"\b(agency|vlo|pre sentence|police) report", title))
    if kind is DocumentKind.STATEMENT:
        return bool(re.search(r"^\d* ?confidentiality statement$", title))
    return False
