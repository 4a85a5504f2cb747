"""Whether a document's time has come: a pure judgement over plain dates, with its reason in words.

Fail closed: what cannot be judged is kept and said to be unjudged, never destroyed. Files that came in one
e-mail or archive are judged together, because the bytes around hold them all: they go when the last may go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.case import JobState
from pipeline.retention.schedules import UNREAD, Action, Clock, Schedule, Schedules

UNDERWAY = (JobState.QUEUED.value, JobState.RUNNING.value)


class Fate(StrEnum):
    """What the schedules say of a document today."""

    DUE = "due"  # it may be proposed for disposal
    REVIEW = "review"  # its period is over, and a person is to look at it before it is proposed
    KEPT = "kept"  # until its date
    HELD = "held"
    UNJUDGED = "unjudged"


_ORDER = (Fate.HELD, Fate.UNJUDGED, Fate.KEPT, Fate.REVIEW, Fate.DUE)
"""Of files that go together, the first of these holds for all."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a document without opening it. `family` is the e-mail or archive around, or itself."""

    id: str
    case_id: str
    family: str
    state: str
    form: str
    kind: str
    held: date | None
    received: date
    on_hold: bool
    disclosure_open: bool
    disclosure_changed: date | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A document's fate, and why. `started` is the clock's day, `due` the first day it may go."""

    document_id: str
    case_id: str
    family: str
    fate: Fate
    why: str
    schedule: Schedule | None = None
    started: date | None = None
    due: date | None = None


def judge(
    papers: Sequence[Paper], known: Schedules, case_ends: Mapping[str, date], today: date
) -> list[Judgement]:
    """A judgement for each paper, in their order. `papers` has to hold every paper of each case in it."""
    last: dict[str, date] = {}
    for paper in papers:
        latest = max(paper.received, paper.held or paper.received)
        last[paper.case_id] = max(last.get(paper.case_id, latest), latest)
    alone = [_alone(p, known, case_ends.get(p.case_id), last[p.case_id], today) for p in papers]
    return _together(papers, alone)


def _alone(paper: Paper, known: Schedules, ended: date | None, last: date, today: date) -> Judgement:
    def unjudged(why: str, schedule: Schedule | None = None) -> Judgement:
        return Judgement(paper.id, paper.case_id, paper.family, Fate.UNJUDGED, why, schedule)

    if paper.on_hold:
        return Judgement(paper.id, paper.case_id, paper.family, Fate.HELD, "A legal hold stands on it.")
    if paper.state in UNDERWAY:
        return unjudged("It is still being processed.")
    if paper.disclosure_open:
        return unjudged("A disclosure of it is under way: finish it, withdraw it or revoke it first.")
    kind = paper.kind or UNREAD
    schedule = known.of(paper.form, kind)
    if schedule is None:
        return unjudged(f"No schedule is for papers of the kind '{kind}'.")
    if schedule.for_ever:
        why = f"{schedule.title}: kept for ever."
        return Judgement(paper.id, paper.case_id, paper.family, Fate.KEPT, why, schedule)
    if schedule.keep is None:
        return unjudged(f"{schedule.title}: the area has not set how long they are kept.", schedule)
    started, missing = _start(paper, schedule, ended, last, today)
    if started is None:
        return unjudged(missing, schedule)
    due = schedule.keep.after(started)
    why = f"{schedule.title}: {schedule.keep} from {_CLOCKS[schedule.clock]}, {started.isoformat()}"
    if schedule.disclosures and paper.disclosure_changed:
        later = schedule.disclosures.after(paper.disclosure_changed)
        if later > due:
            due = later
            why += f", and {schedule.disclosures} from its last disclosure, {paper.disclosure_changed}"
    fate = Fate.KEPT if due > today else Fate.DUE if schedule.then is Action.DISPOSE else Fate.REVIEW
    return Judgement(
        paper.id, paper.case_id, paper.family, fate, f"{why}: {due.isoformat()}.", schedule, started, due
    )


def _start(
    paper: Paper, schedule: Schedule, ended: date | None, last: date, today: date
) -> tuple[date | None, str]:
    """The day that the period runs from, or why there is none."""
    day = {
        Clock.MEETING: paper.held,
        Clock.RECEIVED: paper.received,
        Clock.LAST_OF_CASE: last,
        Clock.CASE_END: ended,
    }[schedule.clock]
    if day is None:
        return None, (
            "The day on which management of the case ended has not been stated."
            if schedule.clock is Clock.CASE_END
            else "No date of the meeting was found in it."
        )
    if day > today:
        return None, f"Its period runs from {day.isoformat()}, which is still to come."
    if schedule.earliest and day < schedule.earliest:
        return None, f"Its period would run from {day.isoformat()}, too early to be true: it may be misread."
    return day, ""


_CLOCKS = {
    Clock.MEETING: "the date of the meeting",
    Clock.RECEIVED: "the day it came in",
    Clock.LAST_OF_CASE: "the last paper of its case",
    Clock.CASE_END: "the end of management",
}


def _together(papers: Sequence[Paper], alone: Sequence[Judgement]) -> list[Judgement]:
    """Files of one e-mail or archive share the most cautious fate, and the latest date."""
    families: dict[str, list[Judgement]] = {}
    for paper, judgement in zip(papers, alone, strict=True):
        if paper.state != JobState.UNPACKED.value:  # nothing but what it holds
            families.setdefault(paper.family, []).append(judgement)
    return [_with(judgement, families.get(judgement.family) or [judgement]) for judgement in alone]


def _with(mine: Judgement, family: Iterable[Judgement]) -> Judgement:
    first = min(family, key=lambda j: (_ORDER.index(j.fate), -(j.due or date.min).toordinal()))
    if first.document_id == mine.document_id or (first.fate, first.due) == (mine.fate, mine.due):
        return mine
    why = f"It came in one e-mail or archive with another file: {first.why}"
    return replace(
        mine, fate=first.fate, why=why, due=first.due, schedule=first.schedule, started=first.started
    )
