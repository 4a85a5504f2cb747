"""An invented document in a layout, what was put into it, and what is read of it."""

from __future__ import annotations

import random

from bench.structure_drawn.layouts import OTHER_NAMES
from bench.structure_drawn.sheet import PRESENT, STATES, Layout, Sheet, Truth
from bench.structure_drawn.words import FIRST, LAST, POSTS, TASKS
from ingest.structure import structure
from models.document import Document
from models.structure import Presence, SectionState


def draw(layout: Layout, chance: random.Random) -> tuple[Document, Truth]:
    """A set of minutes in this layout, and what is in it."""
    sheet, truth = Sheet(), Truth()
    modern = chance.random() < 0.5
    truth.form = "mappa-c-2022" if modern else "mappa-b-2012"
    year = chance.randrange(2022, 2026) if modern else chance.randrange(2013, 2021)
    level, category = chance.choice("123"), chance.choice("1234" if modern else "123")
    sheet.line(
        chance.choice(["MAPPA {0}", "MAPPA {0} - MINUTES", "MAPPA {0}: Minutes of meeting"]).format(
            "C" if modern else "B"
        ),
        bold=True,
    )
    sheet.line(
        chance.choice(
            [
                "Minutes of MAPPA Level {0} Meeting",
                "MINUTES OF A LEVEL {0} MAPPA MEETING",
                "MAPPA Level {0} Review Meeting - Minutes",
            ]
        ).format(level),
        bold=True,
    )
    held, following = f"{chance.randrange(1, 28)} March {year}", f"{chance.randrange(1, 28)} June {year}"
    subject = _name(chance)
    chair = _name(chance)
    details = [
        (chance.choice(["Date of meeting", "Meeting date"]), held),
        (chance.choice(["Name", "Name of offender", "Offender"]), subject),
        (chance.choice(["Date of birth", "DOB"]), "03/04/1985"),
        (chance.choice(["MAPPA category", "Category"]), chance.choice([category, f"Category {category}"])),
        (
            chance.choice(["MAPPA level", "Level", "Level of management"]),
            chance.choice([level, f"Level {level}"]),
        ),
        ("Lead agency", "Probation Service"),
        (chance.choice(["Chair", "Chaired by"]), f"{chair}, Senior Probation Officer"),
        (chance.choice(["Venue", "Location"]), "Eastmoor Police Station"),
        (
            chance.choice(["RoSH level", "Risk of serious harm", "Current RoSH"]),
            chance.choice(["High", "Very High", "Medium"]),
        ),
    ]
    layout.details(sheet, details)
    truth.facts = {
        "meeting_date": _iso(held), "subject": subject, "category": category, "level": level,
        "lead_agency": "Probation Service",
        "chair": chair, "venue": "Eastmoor Police Station", "risk_of_harm": details[-1][1].lower(),
        "next_review": _iso(following), "date_of_birth": "1985-04-03",
    }  # fmt: skip
    for number, section in enumerate(_order(chance), 1):
        layout.heading(sheet, number, chance.choice(layout.names[section]))
        _fill(section, layout, sheet, truth, chance, year, following)
    return sheet.document(), truth


def _order(chance: random.Random) -> list[str]:
    middle = [
        "offence",
        "risk_assessment",
        "rmp",
        "contingency",
        "victim",
        "children",
        "diversity",
        "disclosure",
        "media",
        "human_rights",
    ]
    chance.shuffle(middle)
    ends = ["actions", "level_review", "next_review"]
    chance.shuffle(ends)
    return ["attendance", "previous_actions", *middle, *ends]


def _fill(
    section: str, layout: Layout, sheet: Sheet, truth: Truth, chance: random.Random, year: int, following: str
) -> None:
    if section == "attendance":
        people = [
            (_name(chance), *post, presence)
            for post, presence in zip(
                chance.sample(POSTS, 6),
                [Presence.PRESENT] * 4 + [Presence.APOLOGIES, Presence.ABSENT],
                strict=True,
            )
        ]
        layout.people(sheet, people)
        truth.attendance = {(n, a, p.value) for n, _, a, p in people}
        truth.states[section] = SectionState.PRESENT
    elif section in ("actions", "previous_actions"):
        previous = section == "previous_actions"
        tasks = [
            (
                task,
                _name(chance),
                chance.choice(POSTS)[1],
                f"{chance.randrange(1, 28)} {chance.choice(['April', 'May'])} {year}",
                "Completed: no concerns were found" if previous else "",
            )
            for task in chance.sample(TASKS, 3)
        ]
        layout.tasks(sheet, tasks, previous)
        truth.actions |= {(_core(t), o, _iso(d), previous) for t, o, _, d, _ in tasks}
        truth.states[section] = SectionState.PRESENT
    elif section == "next_review":
        layout.body(sheet, f"{following} at 10.00")
        truth.states[section] = SectionState.PRESENT
    elif chance.random() < 0.55:
        layout.body(sheet, PRESENT[section])
        truth.states[section] = SectionState.PRESENT
    else:
        state, words = chance.choice(STATES)
        layout.body(sheet, chance.choice(words))
        truth.states[section] = state


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def _iso(words: str) -> str:
    from models.dates import read_date

    found = read_date(words)
    return found.isoformat() if found else ""


def _core(text: str) -> str:
    """An action's words without who is to do it and by when, which some layouts write into the sentence."""
    import re

    text = re.sub(r"^[A-Z][\w'’-]+ [A-Z][\w'’-]+(?: \([^)]*\))? to ", "", text)
    return re.sub(r"\s+by \d.*$", "", text).strip(" .;").lower()


def read(document: Document) -> Truth:
    """What the product reads, in the terms of `Truth`."""
    made = structure(document)
    facts = made.facts
    found = Truth(made.form.name)
    for section in made.sections:
        if section.name in OTHER_NAMES and section.state is not SectionState.MISSING:
            found.states.setdefault(section.name, section.state)
    found.attendance = {(a.name, a.agency, a.presence.value) for a in made.attendance}
    found.actions = {
        (_core(a.text), a.owner, a.due_date.isoformat() if a.due_date else "", a.previous)
        for a in made.actions
    }
    found.facts = {
        name: fact.value
        for name in (
            "meeting_date",
            "category",
            "level",
            "lead_agency",
            "chair",
            "venue",
            "risk_of_harm",
            "next_review",
        )
        if (fact := getattr(facts, name))
    }
    if made.subject:
        found.facts["subject"] = made.subject.name
        if made.subject.date_of_birth:
            found.facts["date_of_birth"] = made.subject.date_of_birth.isoformat()
    return found
