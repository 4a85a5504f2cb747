"""Fourteen more ways in which areas set out their papers, none of them among `bench.layouts`.

A house has its era, its words for sections, their order, the shapes of its tables, its way with dates and a
voice of its own. `House.draw` turns a `Paper` into the lines that `tests.building.build` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

Row = tuple[str, ...]

_TITLES = {
    "offender_details": "Offender details",
    "lead_agency": "Lead agency",
    "attendance": "Present",
    "apologies": "Apologies",
    "confidentiality": "Confidentiality statement",
    "offence": "Index offence",
    "dates": "Relevant dates",
    "previous_actions": "Actions from previous meeting",
    "updates": "Agency updates",
    "risk_assessment": "Risk assessment",
    "victim": "Victim issues",
    "children": "Safeguarding",
    "diversity": "Diversity",
    "rmp": "Risk management plan",
    "supervision": "Supervision",
    "monitoring_control": "Monitoring and control",
    "interventions_treatment": "Interventions and treatment",
    "victim_safety": "Victim safety",
    "contingency": "Contingency plan",
    "licence": "Licence conditions and orders",
    "disclosure": "Disclosure",
    "media": "Media",
    "human_rights": "Human rights",
    "actions": "Actions agreed",
    "level_review": "Level decision",
    "exit": "Exit strategy",
    "next_review": "Date of next meeting",
    "referral_reason": "Reason for referral",
    "invitees": "Agencies to invite",
    "endorsement": "Line manager's countersignature",
    "conclusion": "Conclusion",
    "aob": "Any other business",
}
_MINUTES = [
    "attendance", "apologies", "confidentiality", "offender_details", "lead_agency", "offence",
    "previous_actions", "updates", "risk_assessment", "victim", "children", "diversity", "rmp",
    "supervision", "monitoring_control", "interventions_treatment", "victim_safety", "contingency",
    "licence", "disclosure", "media", "human_rights", "level_review", "exit", "actions", "next_review",
]  # fmt: skip
_LATE_PEOPLE = [
    "offender_details", "lead_agency", "offence", "licence", "attendance", "apologies",
    "confidentiality", "previous_actions", "updates", "victim", "children", "diversity",
    "risk_assessment", "disclosure", "media", "human_rights", "rmp", "supervision",
    "monitoring_control", "interventions_treatment", "victim_safety", "contingency", "actions",
    "level_review", "exit", "next_review",
]  # fmt: skip
_RISK_FIRST = [
    "offender_details", "attendance", "apologies", "confidentiality", "lead_agency", "previous_actions",
    "risk_assessment", "offence", "updates", "victim", "children", "rmp",
    "supervision", "monitoring_control", "interventions_treatment", "victim_safety", "contingency", "licence",
    "human_rights", "diversity", "disclosure", "media", "exit", "level_review", "actions",
    "next_review",
]  # fmt: skip
_MARAC = [
    "attendance", "apologies", "confidentiality", "previous_actions", "updates", "victim",
    "offender_details", "children", "risk_assessment", "actions", "next_review",
]  # fmt: skip
_REFERRAL = [
    "offender_details", "offence", "dates", "referral_reason", "risk_assessment", "victim", "diversity",
    "invitees", "rmp", "lead_agency", "endorsement",
]  # fmt: skip
_AGENDA = [
    "apologies", "confidentiality", "previous_actions", "updates", "risk_assessment", "victim", "rmp",
    "disclosure", "media", "actions", "next_review", "aob",
]  # fmt: skip
_PILLARS = ("supervision", "monitoring_control", "interventions_treatment", "victim_safety", "contingency")


@dataclass(frozen=True)
class Paper:
    """One document as content: boxes at its head, sections' words, and tables as rows of cells."""

    form: str  # "minutes", "referral", "agenda", "report", "summary", "screening", "marac"
    held: date
    boxes: dict[str, str]
    text: dict[str, str]
    marking: str
    signature: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    attendance: tuple[Row, ...] = ()  # name, role, agency
    absent: tuple[Row, ...] = ()
    actions: tuple[Row, ...] = ()  # what, owner, agency, due
    previous: tuple[Row, ...] = ()  # what, owner, due, status, outcome
    invitees: tuple[Row, ...] = ()  # name, role, agency, contact, why
    without: tuple[str, ...] = ()


def _slashes(day: date) -> str:
    return f"{day:%d/%m/%y}"


def _dots(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _ordinal(day: date) -> str:
    ends = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    return f"{day.day}{ends.get(day.day, 'th')} {day:%B %Y}"


def _short(day: date) -> str:
    return f"{day.day:02d} {day:%b %Y}"


def _full(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True)
class House:
    """One area's way of setting out its papers."""

    name: str
    era: str  # "2008", "2012", "2022", "scotland" or "marac"
    voice: int = 0
    dates: Callable[[date], str] = _plain
    titles: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = tuple(_MINUTES)
    heads: str = "{title}"  # how a heading reads; {n} is its number, {letter} its letter
    capitals: bool = False
    as_paragraph: bool = False  # headings are set as ordinary paragraphs, in capitals or before a colon
    boxes: str = "lines"  # "lines" or "table"
    people: str = "table"  # "table", "agency first", "dashes", "one table" or "sentence"
    tasks: str = "table"  # "table", "who", "bullets" or "owner and agency"
    minutes_title: str = "MAPPA level {level} meeting: minutes"
    referral_title: str = "MAPPA A: referral"

    def draw(self, paper: Paper) -> str:
        """The lines of the paper."""
        lines = [f"HEADER: {paper.marking}"] if paper.marking else []
        lines += [f"# {self._title(paper)}", *self._box(paper.boxes)]
        for number, section in enumerate(self._order(paper), start=1):
            if section in paper.without:
                continue
            body = list(self._body(section, paper))
            lines += [self._head(section, number, paper), *body]
        if paper.form == "minutes" and paper.signature:
            lines += [self._head("Chair's approval", 0, paper), paper.signature]
        return "\n".join(lines)

    def _title(self, paper: Paper) -> str:
        titles = {
            "minutes": self.minutes_title,
            "referral": self.referral_title,
            "agenda": "MAPPA E: agenda for a level 2 meeting",
            "report": "MAPPA F: prison report",
            "summary": "MAPPA minutes executive summary",
            "screening": "MAPPA Q: screening form",
            "marac": "MARAC minutes",
        }
        level = next((v for k, v in paper.boxes.items() if "evel" in k), "")
        title = titles[paper.form].format(level=level or "2")
        if not level and paper.form == "minutes":  # nothing says the level where its box is left out
            return title.replace(" level 2", "").replace(" (level 2)", "").replace("Level 2 ", "").strip(", ")
        return title

    def _order(self, paper: Paper) -> tuple[str, ...]:
        others = {
            "referral": _REFERRAL,
            "agenda": _AGENDA,
            "marac": _MARAC,
            "screening": ["offender_details", "offence", "referral_reason", "risk_assessment", "endorsement"],
            "report": ["offender_details", "report"],
            "summary": ["summary"],
        }
        told = ("conclusion",) if "conclusion" in paper.text else ()
        return (*others.get(paper.form, self.order), *told)

    def _head(self, section: str, number: int, paper: Paper) -> str:
        fixed = {"report": "Behaviour in custody", "summary": "Executive summary"}
        title = paper.titles.get(section) or {**_TITLES, **fixed, **self.titles}.get(section, section)
        title = title.upper() if self.capitals else title
        pattern = self.heads if number else "{title}"
        title = pattern.format(title=title, n=number, letter=chr(64 + max(number, 1)))
        if self.as_paragraph:
            return title
        return f"{'###' if section in _PILLARS and 'rmp' not in paper.without else '##'} {title}"

    def _box(self, boxes: dict[str, str]) -> Iterator[str]:
        for name, value in boxes.items():
            if value:
                yield f"| {name} | {value} |" if self.boxes == "table" else f"{name}: {value}"

    def _body(self, section: str, paper: Paper) -> Iterator[str]:
        if paper.form == "agenda":
            if paper.text.get(section) and section in ("updates", "aob"):
                yield paper.text[section]
        elif section == "offender_details":
            wanted = ("Name", "Date of birth", "Age", "Gender", "Location")
            yield from self._box({k: paper.text.get(f"box:{k}", "") for k in wanted})
        elif section == "attendance":
            yield from self._people(paper.attendance, paper.absent)
        elif section == "apologies" and not paper.text.get("apologies"):
            told = "Shown in the table above." if self.people == "one table" and paper.absent else ""
            yield from [told] if told else self._people(paper.absent, ()) or ["None"]
        elif section == "previous_actions" and paper.previous:
            yield from self._earlier(paper.previous)
        elif section == "actions" and paper.actions:
            yield from self._tasks(paper.actions)
        elif section == "invitees" and paper.invitees:
            yield "| Name | Role | Agency | Contact details | Reason |"
            yield from (f"| {' | '.join(row)} |" for row in paper.invitees)
        else:
            yield from paper.text.get(section, "").splitlines()

    def _people(self, there: tuple[Row, ...], absent: tuple[Row, ...]) -> list[str]:
        if self.people == "agency first":
            return [
                "| Agency | Representative | Designation |",
                *(f"| {a} | {n} | {r} |" for n, r, a in there),
            ]
        if self.people == "dashes":
            return [f"- {n} – {r}{f' ({a})' if a else ''}" for n, r, a in there]
        if self.people == "sentence":
            return ["; ".join(", ".join(c for c in row if c) for row in there)]
        if self.people == "one table" and absent:
            rows = [(*row, "Present") for row in there] + [(*row, "Apologies") for row in absent]
            return ["| Name | Role | Agency | Attendance |", *(f"| {' | '.join(row)} |" for row in rows)]
        return ["| Name | Job title | Organisation |", *(f"| {' | '.join(row)} |" for row in there)]

    def _tasks(self, rows: tuple[Row, ...]) -> list[str]:
        if self.tasks == "who":
            body = [f"| {w} | {', '.join(c for c in (o, a) if c)} | {d} |" for w, o, a, d in rows]
            return ["| What | Who | By when |", *body]
        if self.tasks == "bullets":
            return [
                f"- ACTION {i}: {w}. Owner: {', '.join(c for c in (o, a) if c)}. By: {d}"
                for i, (w, o, a, d) in enumerate(rows, 1)
            ]
        if self.tasks == "owner and agency":
            body = [f"| {i} | {o} | {a} | {w} | {d} |" for i, (w, o, a, d) in enumerate(rows, 1)]
            return ["| Ref | Lead officer | Agency | Action | Target date |", *body]
        body = [f"| {i} | {w} | {o} | {a} | {d} |" for i, (w, o, a, d) in enumerate(rows, 1)]
        return ["| No | Action | Owner | Agency | Timescale |", *body]

    def _earlier(self, rows: tuple[Row, ...]) -> list[str]:
        if self.tasks == "who":
            body = [f"| {w} | {o} | {d} | {' - '.join(c for c in (s, r) if c)} |" for w, o, d, s, r in rows]
            return ["| Action | Who | By when | Update |", *body]
        head = "| No | Action | Owner | Due | Status | Outcome |"
        return [head, *(f"| {i} | {' | '.join(row)} |" for i, row in enumerate(rows, 1))]


HOUSES: tuple[House, ...] = (
    House(
        "terse, numbered, one table of people",
        "2022",
        0,
        _slashes,
        heads="{n}. {title}",
        people="one table",
        tasks="who",
        titles={"updates": "Updates", "risk_assessment": "Risk", "children": "Child protection"},
    ),
    House(
        "letters, prose, people after the offence",
        "2022",
        1,
        _plain,
        order=tuple(_LATE_PEOPLE),
        heads="{letter}. {title}",
        boxes="table",
        tasks="owner and agency",
        titles={
            "attendance": "Those attending",
            "licence": "Licence conditions",
            "offence": "Offence details",
        },
        minutes_title="MAPPA C: minutes of a level {level} meeting",
    ),
    House(
        "bullets under capitals set as paragraphs",
        "2022",
        2,
        _full,
        capitals=True,
        as_paragraph=True,
        people="dashes",
        tasks="bullets",
        titles={"previous_actions": "Matters arising", "victim": "Victims"},
    ),
    House(
        "formal, risk before the offence",
        "2022",
        3,
        _ordinal,
        order=tuple(_RISK_FIRST),
        heads="{n}) {title}",
        people="agency first",
        titles={"updates": "Information sharing", "victim": "Victim perspective", "exit": "Exit planning"},
    ),
    House(
        "MAPPA B of 2015",
        "2012",
        1,
        _plain,
        minutes_title="MAPPA B: minutes of level {level} MAPP meeting",
        heads="{n} {title}",
        boxes="table",
        titles={"offender_details": "Offender information", "offence": "Conviction/caution information"},
    ),
    House(
        "MAPPA B of 2015, terse",
        "2012",
        0,
        _dots,
        minutes_title="MAPPA B level {level} minutes",
        people="dashes",
        tasks="who",
        order=tuple(_LATE_PEOPLE),
        titles={"level_review": "Review of level", "media": "Media handling"},
    ),
    House(
        "panel of 2009",
        "2008",
        3,
        _plain,
        minutes_title="PP2: minutes of the public protection panel, level {level}",
        referral_title="PP1: referral to the public protection panel",
        people="agency first",
        titles={"offender_details": "Offender", "updates": "Information from agencies"},
    ),
    House(
        "panel of 2009, bullets, colons",
        "2008",
        2,
        _slashes,
        minutes_title="PP2 minutes and plan (level {level})",
        referral_title="PP1 referral",
        heads="{title}:",
        as_paragraph=True,
        tasks="owner and agency",
        titles={"previous_actions": "Previous actions", "risk_assessment": "Assessment of risk"},
    ),
    House(
        "Scottish document 5",
        "scotland",
        1,
        _plain,
        minutes_title="MAPPA document 5A: minute of a level {level} meeting",
        referral_title="MAPPA document 2: referral",
        heads="{n}. {title}",
        titles={"attendance": "Sederunt: present", "licence": "Licence and order conditions"},
    ),
    House(
        "Scottish document 5, bullets",
        "scotland",
        2,
        _short,
        minutes_title="Minute of MAPPA level {level} meeting (document 5B)",
        referral_title="MAPPA document 2: referral",
        boxes="table",
        people="dashes",
        tasks="who",
        order=tuple(_RISK_FIRST),
    ),
    House(
        "people in a sentence",
        "2022",
        3,
        _full,
        people="sentence",
        tasks="bullets",
        capitals=True,
        titles={"disclosure": "Third party disclosure", "actions": "Action points"},
    ),
    House(
        "review pack",
        "2022",
        0,
        _short,
        order=tuple(_RISK_FIRST),
        boxes="table",
        people="one table",
        tasks="owner and agency",
        minutes_title="Level {level} MAPPA meeting - minutes",
        titles={"rmp": "MAPPA risk management plan", "victim": "VLO report", "next_review": "Next meeting"},
    ),
    House(
        "hurried, colons",
        "2022",
        2,
        _dots,
        heads="{title}:",
        order=tuple(_LATE_PEOPLE),
        people="table",
        tasks="who",
        titles={"updates": "Agency info", "licence": "Conditions", "exit": "Exit plan"},
    ),
    House("Marac", "marac", 0, _full, people="agency first", tasks="table", minutes_title="MARAC minutes"),
)
