"""What a document says of its meeting or referral: when, where, who chaired, level, category, risk."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from ingest.structure.answered import FRONT, all_of, first_of, words_of
from ingest.structure.asked import FACTS
from ingest.structure.chair import read_chair
from ingest.structure.choices import category, chosen, figure, has_box, is_ticked, risk
from ingest.structure.labels import Labelled
from ingest.structure.lexicon import is_agency, mentions_agency
from ingest.structure.lines import Line
from ingest.structure.words import fold
from ingest.structure.years import with_year
from models.dates import find_dates
from models.structure import Attendee, Confidence, DocumentKind, Fact, Facts
from models.text import Span

_TITLE_LEVEL = re.compile(
    r"\b(?:(?:mappa |mapp )?(?:levels?|lvl) |mappa l ?)(?P<n>[123]|one|two|three)\b", re.IGNORECASE
)
_TWO_LEVELS = re.compile(
    r"\blevels? (?:[123]|one|two|three) ?(?:and|or|to|/|&|,) ?(?:level )?(?:[123]|one|two|three)\b",
    re.IGNORECASE,
)
_PROSE_LEVEL = re.compile(
    r"\b(?:managed|manage|management|remain\w*|retain\w*|registered|case is|currently"
    r"|meeting)\s+(?:\w+\s+){0,3}?(?:at\s+|as\s+)?(?:mappa\s+)?level\s+(?P<n>[123])\b",
    re.IGNORECASE,
)
_CAT_LEVEL = re.compile(
    r"\bcat(?:egory)?\.?\s*(?P<c>[1-4])\s*(?:\([^()]{0,60}\)\s*)?(?:[,;/&|–—-]|and)?\s*(?:mappa\s+)?level\s*(?P<l>[123])\b",
    re.IGNORECASE,
)
_LEVEL_CAT = re.compile(
    r"\blevel\s*(?P<l>[123])\s*(?:[,;/&|–—-]|and)?\s*(?:mappa\s+)?cat(?:egory)?\.?\s*(?P<c>[1-4])\b",
    re.IGNORECASE,
)
_PROSE_CAT = re.compile(r"\b(?:mappa\s+)?cat(?:egory\b|\b\.?)\s*(?P<n>[1-4])\b", re.IGNORECASE)
_PROSE_ROSH = re.compile(
    r"\b(?:assessed (?:as|at)|poses?|posing|remains?|rosh(?: (?:is|of|level|remains))?|assessed to be"
    r"|considered to be)\s+(?:(?:a|an|as|posing|at|of|being|currently|is|remains)\s+){0,4}"
    r"(?P<r>very high|high|medium|low)\s+(?:risk|rosh|risk of (?:serious )?harm|of causing serious harm)\b"
    r"|\b(?P<s>very high|high|medium|low)\s+(?:risk of serious harm|rosh)\b"
    r"|\b(?:risk of (?:serious )?harm|rosh)(?: level)? (?:is|was|has been|remains|stays)"
    r"(?: (?:currently|assessed|judged|rated|considered|now|still|as|at|to be)){0,4}"
    r" (?P<t>very high|high|medium|low)\b",
    re.IGNORECASE,
)  # fmt: skip
_KINDS = (
    ("initial", re.compile(r"\b(initial|first|inaugural|new case)\b", re.IGNORECASE)),
    ("review", re.compile(r"\b(review|subsequent|follow[- ]up|\d(?:nd|rd|th) meeting)\b", re.IGNORECASE)),
)
_CATEGORY_LINE = re.compile(r"\bcategory\b|\boffenders?\b|\bterroris[mt]", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:meeting|panel|conference|minutes|mappa|marac)\b.{0,80}?\b(?:held|on|of|dated|took "
    r"place)\b.{0,30}$|^\W*(?:held|convened)\b.{0,40}$|\b(?:meeting|minutes|panel|review)\W{1,4}$",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"\W*(?:minutes|note of|mappa|marac|level)\b", re.IGNORECASE)
_AREA_OF = re.compile(
    r"\b[Mm]inutes? of (?:the |an? )?"
    r"(?P<area>[A-Z][\w'’&-]*(?: (?:and|&|the|of|upon|on|in|[A-Z][\w'’&-]*)){0,5}?)"
    r" (?:MAPPA|MARAC)\b"
)
_AREA_TITLE = re.compile(
    r"^(?P<area>[A-Z][\w'’&-]*(?: (?:and|&|the|of|upon|on|in|[A-Z][\w'’&-]*)){0,6}?) (?:MAPPA|MARAC"
    r"|Multi[- ]Agency|STRATEGIC MANAGEMENT)\b"
)
_NOT_AREAS = re.compile(
    r"\b(minutes?|notes?|agenda|official|sensitive|restricted|referral|level|initial|review|national|strategic|meeting|hmpps|report|form|confidential|part|section)\b",
    re.I,
)
_HELD_AT = re.compile(
    r"\b[Hh]eld\b.{0,60}?\bat (?:the )?(?P<where>[A-Z][^\n.;,]{3,60}?)(?= on \d| at \d|[.;,]|$)"
)
_SENT = re.compile(
    r"\b(?:issued|circulated|sent|distributed|next|last|previous|agreed|approved)\b", re.IGNORECASE
)


def read_facts(
    labels: Sequence[Labelled],
    lines: Sequence[Line],
    attendance: Sequence[Attendee],
    kind: DocumentKind,
    text: str,
) -> Facts:
    """Every fact that the document states. Those read from prose have less than high confidence."""
    both = first_of(labels, FACTS["category_and_level"])
    chair, chair_role = read_chair(labels, lines, attendance, text)
    meeting = _meeting_date(labels, lines, kind)
    return Facts(
        area=words_of(labels, FACTS["area"]) or _area_in_titles(lines),
        level=_figure(labels, FACTS["level"], 3) or _either(both, "l") or _level_in_prose(lines),
        category=_figure(labels, FACTS["category"], 4)
        or _category_in_words(labels, lines)
        or _either(both, "c")
        or _in_prose(lines, (_CAT_LEVEL, _LEVEL_CAT, _PROSE_CAT), ("c", "n")),
        meeting_date=meeting,
        meeting_kind=_meeting_kind(labels, lines),
        venue=words_of(labels, FACTS["venue"], front=True) or _venue_in_prose(lines),
        chair=chair,
        chair_role=chair_role,
        lead_agency=_lead(labels),
        risk_of_harm=_risk(labels, lines),
        next_review=_next_review(labels, meeting),
    )


def _figure(labels: Sequence[Labelled], names: frozenset[str], most: int) -> Fact | None:
    for one in all_of(labels, names):
        if value := figure(_short(one), most):
            return Fact(value, one.span)
    return None


def _category_in_words(labels: Sequence[Labelled], lines: Sequence[Line]) -> Fact | None:
    """A category by its name in law, in its box or as the one ticked line of a list."""
    for one in all_of(labels, FACTS["category"]):
        if value := category(one.value[:80]):
            return Fact(value, one.span)
    ticked = [
        (value, line) for line in lines if is_ticked(line.text) and (value := category(line.text[:120]))
        and _CATEGORY_LINE.search(line.text)
    ]  # fmt: skip
    return Fact(ticked[0][0], Span(ticked[0][1].start, ticked[0][1].end)) if len(ticked) == 1 else None


def _short(one: Labelled) -> str:
    """The value, or its first words where it goes on to explain ("2 - needs several agencies")."""
    picked = chosen(one.value)
    return (
        picked
        if len(picked) < 24
        else re.split(r"[,;.(–—]|\s-\s|\b(?:of|due|because|as)\b", picked, maxsplit=1)[0]
    )


def _either(both: Labelled | None, which: str) -> Fact | None:
    if both is None:
        return None
    for pattern in (_CAT_LEVEL, _LEVEL_CAT):
        if match := pattern.search(both.value):
            return Fact(match[which], both.span)
    pair = re.fullmatch(r"\s*(?P<c>[1-4])\s*[/,|]\s*(?P<l>[123])\s*", both.value)
    return Fact(pair[which], both.span) if pair else None


def _level_in_prose(lines: Sequence[Line]) -> Fact | None:
    for line in lines[:10]:
        match = _TITLE_LEVEL.search(line.text) if len(line.text) < 120 else None
        if match and figure(match["n"], 3) and not _TWO_LEVELS.search(line.text):
            return Fact(figure(match["n"], 3), Span(line.start + match.start(), line.start + match.end()))
    return _in_prose(lines, (_CAT_LEVEL, _LEVEL_CAT, _PROSE_LEVEL), ("l", "n"))


def _in_prose(
    lines: Sequence[Line], patterns: Sequence[re.Pattern[str]], groups: Sequence[str]
) -> Fact | None:
    for pattern in patterns:
        for line in lines:
            match = pattern.search(line.text) if not has_box(line.text) else None
            if match is not None:
                value = next(match[g] for g in groups if g in pattern.groupindex)
                return Fact(
                    value, Span(line.start + match.start(), line.start + match.end()), Confidence.MEDIUM
                )
    return None


def _dated(one: Labelled) -> Fact | None:
    for found in find_dates(one.value):
        if found.date is not None:
            return Fact(found.date.isoformat(), Span(one.start + found.start, one.start + found.end))
    return None


def _meeting_date(labels: Sequence[Labelled], lines: Sequence[Line], kind: DocumentKind) -> Fact | None:
    referral = kind in (DocumentKind.REFERRAL, DocumentKind.SCREENING, DocumentKind.REPORT)
    order = (FACTS["referral_date"], FACTS["meeting_date"]) if referral else (FACTS["meeting_date"],)
    for names in order:
        for one in all_of(labels, names):
            if fact := _dated(one):
                return fact
    for one in all_of(labels, FACTS["meeting_date_beside"], front=True):
        if (fact := _dated(one)) and find_dates(one.value)[0].start == 0:
            return fact  # "Meeting | 14-10-2025, Room 4"
    bare = [one for one in all_of(labels, FACTS["bare_date"]) if one.section in FRONT]
    posted = {"from", "to"} <= {one.label for one in labels}  # a message's date is the day it was sent
    if bare and not posted and (fact := _dated(bare[0])):
        return replace(fact, confidence=Confidence.MEDIUM)
    for line in lines[:15]:
        for found in find_dates(line.text):
            before = line.text[: found.start]
            if found.date is not None and _tells_meeting(line, before):
                where = Span(line.start + found.start, line.start + found.end)
                return Fact(found.date.isoformat(), where, Confidence.MEDIUM)
    if referral:  # the day it was signed is the day it was made
        signed = [
            one
            for one in labels
            if one.label in FACTS["bare_date"] and one.section in ("endorsement", "referrer")
        ]
        if signed and (fact := _dated(signed[0])):
            return replace(fact, confidence=Confidence.LOW)
    return None


def _tells_meeting(line: Line, before: str) -> bool:
    """True for "Minutes of the meeting held on ...", and for a date alone among the headlines."""
    if line.cell is None and not before.strip() and len(line.text) < 40:
        return True
    after = line.text[len(before) :]
    if _HEADLINE.match(line.text) and len(line.text) < 100 and len(after) < 20 and not _SENT.search(before):
        return True  # "mappa minutes level 2 7/6/23"
    return len(line.text) < 200 and bool(_HELD.search(before)) and not _SENT.search(before)


def _meeting_kind(labels: Sequence[Labelled], lines: Sequence[Line]) -> Fact | None:
    for one in all_of(labels, FACTS["meeting_kind"]):
        value = chosen(one.value)
        hits = [name for name, pattern in _KINDS if pattern.search(value)]
        if len(hits) == 1 and len(value) < 60:
            return Fact(hits[0], one.span)
    for line in lines[:12]:
        if len(line.text) < 120 and re.search(r"\b(meeting|minutes|panel|mappa)\b", line.text, re.IGNORECASE):
            said = [name for name, pattern in _KINDS if pattern.search(chosen(line.text))]
            if len(said) == 1 and "next" not in line.text.lower() and "date" not in line.text.lower():
                return Fact(said[0], Span(line.start, line.end), Confidence.MEDIUM)
    return None


def _venue_in_prose(lines: Sequence[Line]) -> Fact | None:
    for line in lines[:12]:
        match = _HELD_AT.search(line.text) if len(line.text) < 200 else None
        if match is not None:
            return Fact(
                match["where"].strip(),
                Span(line.start + match.start("where"), line.start + match.end("where")),
                Confidence.MEDIUM,
            )
    return None


def _lead(labels: Sequence[Labelled]) -> Fact | None:
    for one in all_of(labels, FACTS["lead_agency"]):
        value = chosen(one.value).strip(" .;")
        piece: Callable[[str], bool] = lambda text: is_agency(text) or mentions_agency(text)  # noqa: E731
        pieces = [p.strip() for p in re.split(r"[,;(]|\s[-–—]\s", value) if p.strip()]
        agency = next(
            (p for p in pieces if piece(p)), value if len(value) <= 60 and one.label != "lead" else ""
        )
        if agency and fold(agency) not in ("na", "n a", "tbc", "not known"):
            return Fact(agency.rstrip(")"), one.span)
    return None


def _risk(labels: Sequence[Labelled], lines: Sequence[Line]) -> Fact | None:
    for one in all_of(labels, FACTS["risk_of_harm"]):
        picked = chosen(one.value)
        if (value := risk(picked)) and (
            len(picked) < 60 or re.match(r"\W*(very high|high|medium|low)\b", picked, re.I)
        ):
            return Fact(value if len(picked) < 60 else risk(picked[:12]), one.span)
    for line in lines:
        if match := _PROSE_ROSH.search(line.text):
            value = (match["r"] or match["s"] or match["t"]).lower()
            return Fact(value, Span(line.start + match.start(), line.start + match.end()), Confidence.MEDIUM)
    return None


def _next_review(labels: Sequence[Labelled], meeting: Fact | None) -> Fact | None:
    named = [one for one in labels if one.label in FACTS["next_review"] and one.value]
    named += [one for one in labels if one.section == "next_review" and one.value and one not in named]
    named = sorted(named, key=lambda o: o.section != "next_review")
    for one in named:
        if fact := _dated(one):
            return fact
    held = date.fromisoformat(meeting.value) if meeting else None
    for one in named:
        for found in find_dates(one.value):
            if day := with_year(one.value[found.start : found.end], held):
                where = Span(one.start + found.start, one.start + found.end)
                return Fact(day.isoformat(), where, Confidence.MEDIUM)
    return None


def _meaningful(text: str) -> bool:
    return 2 < len(text) < 60 and not _NOT_AREAS.search(text)


def _area_in_titles(lines: Sequence[Line]) -> Fact | None:
    for line in lines[:8]:
        short = line.text if len(line.text) < 120 else ""
        match = _AREA_OF.search(short) or _AREA_TITLE.match(short)
        if match and _meaningful(match["area"]):
            return Fact(
                match["area"],
                Span(line.start + match.start("area"), line.start + match.end("area")),
                Confidence.MEDIUM,
            )
    return None
