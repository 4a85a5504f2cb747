"""Ten further ways of setting papers out, in shapes that neither `bench.houses` nor `bench.layouts` has.

The first five draw the third stock and the last five the fourth. All were written before any rule met them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bench.houses import House, Row


def _hyphens(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _weekday(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _capitals(day: date) -> str:
    return f"{day.day} {day:%b %Y}".upper()


def _comma(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def _said(*cells: str) -> str:
    return ", ".join(cell for cell in cells if cell)


@dataclass(frozen=True)
class LaterHouse(House):
    """A house with rolls of people, sentences of actions and boxes side by side."""

    roll: str = ""  # "lines", "brackets" or "by agency"; otherwise as `House` has them
    points: str = ""  # "sentences" or "deadline table"; otherwise as `House` has them
    paired: bool = False  # two boxes to a row of one table

    def _box(self, boxes: dict[str, str]) -> Iterator[str]:
        told = [(k, v) for k, v in boxes.items() if v]
        if not self.paired:
            yield from super()._box(boxes)
            return
        for one in range(0, len(told), 2):
            row = [cell for pair in told[one : one + 2] for cell in pair]
            yield f"| {' | '.join([*row, *([''] * (4 - len(row)))])} |"

    def _people(self, there: tuple[Row, ...], absent: tuple[Row, ...]) -> list[str]:
        if self.roll == "lines":
            return [_said(*row) for row in there]
        if self.roll == "brackets":
            return [f"{n} ({_said(r, a)})" if r or a else n for n, r, a in there]
        if self.roll == "by agency":
            agencies = dict.fromkeys(a for _, _, a in there)
            return [
                f"{agency or 'Other'}: {'; '.join(_said(n, r) for n, r, a in there if a == agency)}"
                for agency in agencies
            ]
        return super()._people(there, absent)

    def _tasks(self, rows: tuple[Row, ...]) -> list[str]:
        if self.points == "sentences":
            told = []
            for number, (what, owner, agency, due) in enumerate(rows, 1):
                who = f"{owner} ({agency})" if agency else owner
                when = f" – {due}" if due else ""
                told.append(f"{number}. {who}: {what}{when}")
            return told
        if self.points == "deadline table":
            body = [f"| {a} | {o} | {w} | {d} |" for w, o, a, d in rows]
            return ["| Agency | Named person | Action agreed | Deadline |", *body]
        return super()._tasks(rows)

    def _earlier(self, rows: tuple[Row, ...]) -> list[str]:
        if self.points == "deadline table":
            head = "| Action agreed | Named person | Deadline | Complete? | Result |"
            return [head, *(f"| {' | '.join(row)} |" for row in rows)]
        return super()._earlier(rows)


_THIRD = (
    LaterHouse(
        "police station, roll of names, items",
        "2022",
        0,
        _capitals,
        heads="ITEM {n} - {title}",
        capitals=True,
        roll="lines",
        points="deadline table",
        titles={"risk_assessment": "ROSH", "children": "Children and vulnerable persons"},
    ),
    LaterHouse(
        "prison, sections of a report",
        "2022",
        1,
        _weekday,
        heads="Section {n}: {title}",
        roll="brackets",
        tasks="owner and agency",
        titles={"updates": "Information from agencies", "offence": "Current offence"},
    ),
    LaterHouse(
        "by agency, in a hurry",
        "2022",
        2,
        _hyphens,
        heads="{title}:",
        as_paragraph=True,
        roll="by agency",
        tasks="bullets",
        titles={"previous_actions": "Actions b/f", "updates": "Round table updates"},
    ),
    LaterHouse(
        "social work, boxes in pairs",
        "2022",
        3,
        _comma,
        paired=True,
        people="agency first",
        points="deadline table",
        heads="{n}. {title}",
        titles={"victim": "Those who have been harmed: victim issues", "exit": "Ending: exit strategy"},
    ),
    LaterHouse(
        "MAPPA B of 2015, lettered sections",
        "2012",
        1,
        _hyphens,
        minutes_title="MAPPA B: level {level} meeting minutes",
        heads="Part {letter} {title}",
        roll="brackets",
        tasks="who",
    ),
    LaterHouse(
        "Scottish minute, names by agency",
        "scotland",
        3,
        _weekday,
        minutes_title="MAPPA document 5A: minutes of level {level} meeting",
        referral_title="MAPPA document 2: referral",
        roll="by agency",
        tasks="owner and agency",
        heads="{n}.0 {title}",
    ),
    LaterHouse("Marac, roll of names", "marac", 2, _hyphens, roll="brackets", minutes_title="MARAC minutes"),
)

THIRD: tuple[House, ...] = _THIRD

FOURTH: tuple[House, ...] = (
    replace(
        _THIRD[0],
        name="numbered sentences",
        voice=2,
        dates=_comma,
        heads="{n}. {title}",
        roll="",
        points="sentences",
    ),
    LaterHouse(
        "typed form, boxes in pairs",
        "2022",
        1,
        _capitals,
        paired=True,
        heads="{n}) {title}",
        people="one table",
        tasks="who",
        titles={"licence": "Licence conditions in full", "level_review": "Level of management"},
    ),
    LaterHouse(
        "letters and rolls",
        "2022",
        3,
        _weekday,
        heads="({letter}) {title}",
        roll="lines",
        tasks="table",
        titles={"updates": "Updates from agencies", "disclosure": "Disclosure considerations"},
    ),
    LaterHouse(
        "MAPPA B, boxes in pairs",
        "2012",
        0,
        _weekday,
        paired=True,
        minutes_title="MAPPA B minutes of level {level} meeting",
        roll="brackets",
        points="deadline table",
        heads="{n} - {title}",
    ),
    LaterHouse(
        "panel of 2009, rolls",
        "2008",
        2,
        _hyphens,
        minutes_title="PP2: public protection panel minutes, level {level}",
        referral_title="PP1: referral to the public protection panel",
        roll="by agency",
        tasks="owner and agency",
        heads="{n}. {title}",
    ),
    LaterHouse(
        "Scottish minute, lines",
        "scotland",
        0,
        _comma,
        minutes_title="MAPPA document 5B: minutes of level {level} meeting",
        referral_title="MAPPA document 2: referral",
        roll="lines",
        tasks="bullets",
    ),
    LaterHouse(
        "Marac, boxes in pairs",
        "marac",
        1,
        _weekday,
        paired=True,
        tasks="table",
        minutes_title="MARAC minutes",
    ),
)
