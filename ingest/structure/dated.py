"""Every whole date in the running text, and what it is the date of, by the nearest words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure.labels import Labelled
from ingest.structure.places import Places
from ingest.structure.words import fold
from models.dates import find_dates
from models.structure import Action, DatedFact, DateKind, Facts
from models.text import Span

_CUES: tuple[tuple[DateKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for kind, pattern in (
        (DateKind.BIRTH, r"d\.?o\.?b|date of birth|born(?: on)?|birth date"),
        (DateKind.DEATH, r"died(?: on)?|date of death|deceased|passed away(?: on)?"),
        (DateKind.PREVIOUS_MEETING,
            r"(?:last|previous|preceding) (?:mappa |marac )?(?:meeting|review|minutes|panel)(?: (?:date"
            r"|held|was|took place))?(?: on)?|minutes (?:of|from) (?:the )?(?:last|previous) meeting"
            r"|meeting of|date of (?:last|previous) (?:mappa )?(?:meeting|review)|date of last (?:level "
            r")?review|since the meeting (?:of|on)"),
        (DateKind.NEXT_REVIEW,
            r"next (?:mappa |marac |level \d )?(?:meeting|review|panel)(?: date)?(?: (?:is|will be|on"
            r"|held))*|review date|date of (?:next|review)(?: (?:mappa )?(?:meeting|review))?|to be "
            r"reviewed (?:on|by)|review (?:due|by|on)|reconvene (?:on)?"),
        (DateKind.MEETING, r"date of (?:this |mappa |the )?(?:meeting|panel|marac|conference)|meeting date"
            r"|meeting (?:was )?held(?: on)?|held on|date held|minutes of .{0,60}(?:meeting|panel) (?:held "
            r")?on|date and time(?: of meeting)?"),
        (DateKind.REFERRAL, r"date of (?:mappa )?referral|referral date|date referred|referred (?:on|to "
            r"mappa on)|referral (?:received|made)(?: on)?"),
        (DateKind.ISSUED, r"(?:date )?(?:issued|circulated|distributed|sent out)(?: on)?|date (?:of "
            r")?(?:issue|circulation|distribution|sent)|minutes (?:issued|sent|circulated)(?: on)?"),
        (DateKind.SIGNED, r"signed(?: off)?(?: by .{0,40})?(?: on)?|countersigned(?: on)?|date (?:signed"
            r"|approved)|approved (?:on|by .{0,40})|signature(?: and)?(?: date)?"),
        (DateKind.SENTENCE_EXPIRY,
            r"sed|sentence expir(?:y|es?)(?: date)?(?: on)?|sentence (?:and licence )?end(?:s| date)?(?: "
            r"on)?|end of sentence|sled|sentence and licence expiry(?: date)?"),
        (DateKind.LICENCE_EXPIRY,
            r"led|licen[cs]e expir(?:y|es?)(?: date)?(?: on)?|licen[cs]e end(?:s|ed)?(?: date)?(?: on)?"
            r"|end of licen[cs]e|pss(?: end date)?|tused"),
        (DateKind.PAROLE_ELIGIBILITY,
            r"ped|parole eligibility(?: date)?|parole (?:hearing|date)(?: on)?|tariff expir(?:y|es?)(?: "
            r"date)?|oral hearing(?: on)?"),
        (DateKind.CONDITIONAL_RELEASE,
            r"crd|conditional release(?: date)?|ard|automatic release(?: date)?|hdced?|npd"),
        (DateKind.RELEASE, r"(?:date of |expected |planned |earliest |actual |due for |anticipated "
            r")?release(?:d)?(?: date)?(?: (?:is|was|on|from custody|from prison))*|to be released(?: on)?"
            r"|epd|erd"),
        (DateKind.ORDER_EXPIRY,
            r"(?:shpo|sopo|order|notification|sro|restraining order|vro|voo|registration)(?: \w+){0,3} "
            r"(?:expir(?:y|es?)|until|ends?|end date)(?: date)?(?: on)?|order expir(?:y|es?)(?: date)?"
            r"|expiry of (?:order|shpo|sopo|notification)"),
        (DateKind.SENTENCE, r"sentenced?(?: (?:date|imposed|on|at .{0,40} on))*|date of sentence|date "
            r"sentenced|order made(?: on)?|date of order"),
        (DateKind.CONVICTION,
            r"convicted(?: (?:on|at .{0,40} on))*|conviction(?: date)?|date of (?:conviction|caution)"
            r"|cautioned(?: on)?|pleaded guilty(?: on)?"),
        (DateKind.OFFENCE, r"(?:index )?offen[cs]es?(?: (?:date|committed|took place|occurred))*(?: on)?"
            r"|date of (?:index )?offence|committed (?:on|between)|arrested(?: on)?"),
        (DateKind.ASSESSMENT,
            r"(?:oasys|assessment|assessed|arms|rm ?2000|risk matrix(?: 2000)?|sara|rosh|osp)(?: "
            r"\w+){0,3}(?: (?:completed|dated|date|reviewed|on|of))*|date of (?:risk )?assessment|date "
            r"(?:assessed|of oasys)|last (?:assessed|reviewed)(?: on)?"),
        (DateKind.ACTION_DUE,
            r"due(?: date)?(?: by)?|by when|deadline|timescale|target date|complete(?:d)? by|no later than"
            r"|by"),
    )
)  # fmt: skip
_NEAR = 70  # characters before a date in which its cue may stand
_SECTION = {
    "next_review": DateKind.NEXT_REVIEW,
    "meeting_details": DateKind.MEETING,
}
_STOPS = re.compile(r"[.;]\s|\n|\t")
_BY_FACT = {"meeting_date": DateKind.MEETING, "next_review": DateKind.NEXT_REVIEW}


def read_dates(
    text: str,
    end: int,
    labels: Sequence[Labelled],
    facts: Facts,
    actions: Sequence[Action],
    places: Places,
    referral: bool,
) -> tuple[DatedFact, ...]:
    """Whole dates up to `end`, in order. A partial date ("March 2024") is not among them."""
    known = dict(_already_known(facts, actions, referral))
    headed = _label_at(labels)
    return tuple(_each(text, end, known, headed, places))


def _already_known(facts: Facts, actions: Sequence[Action], referral: bool) -> Iterator[tuple[int, DateKind]]:
    for action in actions:
        if action.due_span is not None:
            for place in range(action.due_span.start, action.due_span.end):
                yield place, DateKind.ACTION_DUE
    for name, kind in _BY_FACT.items():
        fact = getattr(facts, name)
        if fact is not None and fact.span is not None:
            yield fact.span.start, DateKind.REFERRAL if referral and kind is DateKind.MEETING else kind


def _label_at(labels: Sequence[Labelled]) -> list[Labelled]:
    return sorted((one for one in labels if one.value), key=lambda one: (one.start, one.heading))


def _each(
    text: str, end: int, known: dict[int, DateKind], labels: list[Labelled], places: Places
) -> Iterator[DatedFact]:
    place = 0
    open_: list[Labelled] = []
    for found in find_dates(text, 0, end):
        if found.date is None:
            continue
        while place < len(labels) and labels[place].start <= found.start:
            open_.append(labels[place])
            place += 1
        open_ = [one for one in open_[-8:] if one.end > found.start]
        kind = known.get(found.start) or _kind(text, found.start, open_, places)
        yield DatedFact(found.date, Span(found.start, found.end), kind)


def _kind(text: str, start: int, labels: Sequence[Labelled], places: Places) -> DateKind:
    before = text[max(0, start - _NEAR) : start]
    stops = list(_STOPS.finditer(before))
    near = before[stops[-1].end() :] if stops else before
    kind = _nearest(near)
    if kind is not None:
        return kind
    for one in reversed(labels):
        said = _nearest(one.label) or _nearest(_unfolded(one.label))
        if said is not None:
            return said
    section = next((s for s in places.around(start) if s.name in _SECTION), None)
    if section is not None and section.name in _SECTION and not near.strip(" :,-–—"):
        return _SECTION[section.name]
    if any(s.name == "endorsement" for s in places.around(start)):
        return DateKind.SIGNED
    return DateKind.OTHER


def _nearest(words: str) -> DateKind | None:
    """The kind whose cue ends last before the date; of two that end together, the longer one."""
    best: tuple[int, int, DateKind] | None = None
    for kind, pattern in _CUES:
        for match in pattern.finditer(words):
            if kind is DateKind.ACTION_DUE and match[0].lower() == "by" and words[match.end() :].strip(" :"):
                continue
            if best is None or (match.end(), -match.start()) > best[:2]:
                best = (match.end(), -match.start(), kind)
    return best[2] if best else None


def _unfolded(label: str) -> str:
    """A folded label with its plurals back, as far as cues need them."""
    return " ".join("oasys" if word == "oasy" else word for word in fold(label).split())
