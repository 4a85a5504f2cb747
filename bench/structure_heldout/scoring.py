"""What is read of a layout beside what its answers say, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from bench.structure_heldout.reading import FACTS, Answers, Person, Task
from ingest.structure.forms import forms
from models.document import Document
from models.structure import UNRECOGNISED, Action, SectionState

_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "pc", "dc", "ds", "di", "dci", "insp", "supt", "det", "acc", "sgt"]
)
_TO = re.compile(r"^[^.:]{2,60}? (?:to|will|:) (?=[a-z])")
_BY = re.compile(r"\s*[(,]?\s*\bby \d.*$|\s*\(\d{1,2} \w+ \d{4}\)$")
_DATED = frozenset(
    [
        "offence",
        "conviction",
        "sentence",
        "release",
        "sentence-expiry",
        "licence-expiry",
        "parole-eligibility",
        "conditional-release",
        "order-expiry",
        "assessment",
        "signed",
    ]
)
_UNASKED = ("area", "risk_of_harm")  # told in passing as often as in a box; counted where the answers give it
_BOXES = {"category_level", "lead_agency", "offender_details", "meeting_details"}
"""A box at the head of a form may be called a section or a fact; counted where the answers have the first."""
Pair = tuple[str, set[str], set[str]]


def compare(true: Answers, made: Document) -> Iterator[Pair]:
    """Each field with what is there and what was read."""
    yield from _facts(true, made)
    found = {s.name: s.state.value for s in reversed(made.sections) if s.state is not SectionState.MISSING}
    free = (true.maybe | _BOXES | {UNRECOGNISED}) - set(true.sections)
    found = {n: s for n, s in found.items() if n not in free}
    yield "sections", set(true.sections), set(found)
    yield "sections' states", _states(true.sections), _states(found)
    yield from _people(true, made)
    yield from _tasks(true, made)
    dates = {f"{d.date.isoformat()} {d.kind}" for d in made.dates if d.kind.value in _DATED}
    yield "dated facts", {f"{day} {kind}" for day, kind in true.dates}, dates
    yield "conditions", set(map(_plain, true.conditions)), {_plain(c.text) for c in made.conditions}


def _facts(true: Answers, made: Document) -> Iterator[Pair]:
    form = true.values["form"]
    yield "form", {form} - {""}, {made.form.name} - {""}
    kind = true.values.get("kind") or next(f.kind.value for f in forms() if f.name == form)
    yield "kind", {kind}, {made.form.kind.value} - {"unknown"}
    for name in FACTS:
        fact = getattr(made.facts, name)
        if name in _UNASKED and name not in true.values:
            continue
        as_said = _name if name == "chair" else _plain
        want, got = true.values.get(name, ""), fact.value if fact else ""
        yield name, {as_said(want)} - {""}, {as_said(got)} - {""}
    subject = made.subject
    yield (
        "subject",
        {_plain(true.values.get("subject", ""))} - {""},
        {_plain(subject.name if subject else "")} - {""},
    )
    born = subject.date_of_birth.isoformat() if subject and subject.date_of_birth else ""
    yield "date_of_birth", {true.values.get("date_of_birth", "")} - {""}, {born} - {""}


def _states(sections: dict[str, str]) -> set[str]:
    return {f"{name} {state}" for name, state in sections.items()}


def _people(true: Answers, made: Document) -> Iterator[Pair]:
    known = {_name(one.name): one for one in true.people}
    read = {_name(a.name): Person(a.name, a.role, a.agency, a.presence.value) for a in made.attendance}
    unnamed = sum(1 for a in made.attendance if not a.name)
    yield "people: names", set(known), (set(read) - {""}) | {f"nobody {n}" for n in range(unnamed)}
    both = set(known) & set(read)
    for field in ("role", "agency", "presence"):
        want = {f"{n}: {_plain(getattr(known[n], field))}" for n in known if getattr(known[n], field)}
        got = {f"{n}: {_plain(getattr(read[n], field))}" for n in both if getattr(read[n], field)}
        if field == "role":
            got = {_chair_told(one, want) for one in got}
        yield f"people: {field}", want, got


def _chair_told(one: str, want: set[str]) -> str:
    """ "senior probation officer chair" where the post alone was asked for is right too."""
    name, _, said = one.partition(": ")
    return next(
        (
            w
            for w in want
            if w.startswith(f"{name}: ") and set(w[len(name) + 2 :].split()) <= set(said.split())
        ),
        one,
    )


def _tasks(true: Answers, made: Document) -> Iterator[Pair]:
    left = list(made.actions)
    pairs: list[tuple[Task, Action | None]] = []
    for task in true.tasks:
        best = max(left, key=lambda a: _likeness(a.text, task.text), default=None)
        if best is None or _likeness(best.text, task.text) < 85:
            pairs.append((task, None))
        else:
            left.remove(best)
            pairs.append((task, best))
    want = {f"{n} {task.text}" for n, (task, _) in enumerate(pairs)}
    got = {f"{n} {task.text}" for n, (task, action) in enumerate(pairs) if action is not None}
    yield "actions: text", want, got | {f"extra {n} {a.text[:60]}" for n, a in enumerate(left)}
    for field in ("owner", "agency", "due", "status", "outcome", "previous"):
        told = {f"{n} {_of_task(task, field)}" for n, (task, _) in enumerate(pairs) if _of_task(task, field)}
        read = {
            f"{n} {_of_action(action, field)}"
            for n, (_, action) in enumerate(pairs)
            if action is not None and _of_action(action, field)
        }
        yield f"actions: {field}", told, read


def _of_task(task: Task, field: str) -> str:
    value = getattr(task, field)
    return (
        str(value)
        if field in ("due", "status", "previous")
        else _name(value)
        if field == "owner"
        else _plain(value)
    )


def _of_action(action: Action, field: str) -> str:
    if field == "due":
        return action.due_date.isoformat() if action.due_date else ""
    if field == "status":
        return action.status.value.replace("unknown", "")
    value = getattr(action, field)
    return str(value) if field == "previous" else _name(value) if field == "owner" else _plain(value)


def _likeness(read: str, task: str) -> float:
    """How alike two actions are, whether or not who and when are part of the sentence that was read."""
    bare = _BY.sub("", read.strip())
    return max(fuzz.ratio(_plain(said), _plain(task)) for said in (read, bare, _TO.sub("", bare)))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w/'’-]+", " ", text.casefold()).split())


def _name(text: str) -> str:
    """A name without rank and collar number: one person, however a list writes them."""
    return " ".join(w for w in _plain(text).split() if w not in _TITLES and not w.isdigit())
