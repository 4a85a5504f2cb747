"""Minutes in many layouts: how areas head, order, number and tabulate the same form.

A layout turns a `Minutes` into the lines that `tests.building.build` draws. Everybody in them is invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

WORDINGS: tuple[dict[str, str], ...] = (
    {
        "offender_details": "Offender details",
        "lead_agency": "Lead agency",
        "attendance": "Present",
        "apologies": "Apologies",
        "confidentiality": "Confidentiality statement",
        "offence": "Offence",
        "previous_actions": "Actions from previous meeting",
        "updates": "Agency updates",
        "risk_assessment": "Risk assessment",
        "victim": "Victim issues",
        "children": "Child protection and safeguarding",
        "diversity": "Diversity",
        "rmp": "Risk management plan",
        "supervision": "Supervision",
        "monitoring_control": "Monitoring and control",
        "interventions_treatment": "Interventions and treatment",
        "victim_safety": "Victim safety",
        "contingency": "Contingency plan",
        "licence": "Licence conditions",
        "disclosure": "Disclosure",
        "media": "Media",
        "human_rights": "Human rights",
        "actions": "Actions agreed",
        "level_review": "Level decision",
        "exit": "Exit strategy",
        "next_review": "Date of next meeting",
    },
    {
        "offender_details": "Details of offender",
        "lead_agency": "Lead responsible authority",
        "attendance": "Attendance",
        "apologies": "Apologies for absence",
        "confidentiality": "Confidentiality and diversity statement",
        "offence": "Index offence",
        "previous_actions": "Matters arising",
        "updates": "Information exchange",
        "risk_assessment": "Risk of serious harm",
        "victim": "Victim concerns",
        "children": "Safeguarding",
        "diversity": "Diversity issues",
        "rmp": "MAPPA risk management plan",
        "supervision": "Supervision",
        "monitoring_control": "Monitoring and control",
        "interventions_treatment": "Interventions and treatment",
        "victim_safety": "Victim safety planning",
        "contingency": "Contingency planning",
        "licence": "Licence conditions and orders",
        "disclosure": "Third party disclosure",
        "media": "Media handling",
        "human_rights": "Human rights and proportionality",
        "actions": "Action points",
        "level_review": "Review of level",
        "exit": "Exit plan",
        "next_review": "Date of next review",
    },
    {
        "offender_details": "Personal details",
        "lead_agency": "Lead agency",
        "attendance": "Attendees",
        "apologies": "Apologies",
        "confidentiality": "Confidentiality",
        "offence": "Offence details",
        "previous_actions": "Review of actions",
        "updates": "Agency information sharing",
        "risk_assessment": "Risk assessment",
        "victim": "Victim perspective",
        "children": "Children and safeguarding",
        "diversity": "Equality and diversity",
        "rmp": "Management plan",
        "supervision": "Supervision",
        "monitoring_control": "Monitoring and control",
        "interventions_treatment": "Interventions and treatment",
        "victim_safety": "Victim safety",
        "contingency": "Trigger plan",
        "licence": "Restrictive orders and licence conditions",
        "disclosure": "Disclosure considerations",
        "media": "Media interest",
        "human_rights": "Human rights",
        "actions": "SMART actions",
        "level_review": "MAPPA level decision",
        "exit": "End of sentence planning",
        "next_review": "Review date",
    },
    {
        "offender_details": "Subject of the meeting",
        "lead_agency": "Lead agency for the case",
        "attendance": "Those present",
        "apologies": "Apologies received",
        "confidentiality": "Statement of confidentiality",
        "offence": "Convictions",
        "previous_actions": "Actions arising from the last meeting",
        "updates": "Reports from agencies",
        "risk_assessment": "Assessment of risk",
        "victim": "Victims",
        "children": "Safeguarding children and adults",
        "diversity": "Diversity considerations",
        "rmp": "Risk management plan",
        "supervision": "Supervision",
        "monitoring_control": "Monitoring and control",
        "interventions_treatment": "Interventions and treatment",
        "victim_safety": "Victim safety",
        "contingency": "Contingency arrangements",
        "licence": "Licence conditions and orders in force",
        "disclosure": "Disclosure decision",
        "media": "Media strategy",
        "human_rights": "Human rights",
        "actions": "Action plan",
        "level_review": "Decision on level",
        "exit": "Exit strategy",
        "next_review": "Next meeting",
    },
    {
        "offender_details": "Offender",
        "lead_agency": "Lead",
        "attendance": "In attendance",
        "apologies": "Apologies for absence",
        "confidentiality": "Confidentiality and diversity",
        "offence": "Index offence and sentence",
        "previous_actions": "Previous actions",
        "updates": "Updates",
        "risk_assessment": "Risk",
        "victim": "Victim safety and concerns",
        "children": "Child protection",
        "diversity": "Diversity and equality",
        "rmp": "The risk management plan",
        "supervision": "Supervision",
        "monitoring_control": "Monitoring and control",
        "interventions_treatment": "Interventions and treatment",
        "victim_safety": "Victim safety planning",
        "contingency": "Contingency plan",
        "licence": "Conditions",
        "disclosure": "Disclosure to third parties",
        "media": "Media",
        "human_rights": "Human rights considerations",
        "actions": "Actions",
        "level_review": "MAPPA level",
        "exit": "Exit planning",
        "next_review": "Date of next MAPPA meeting",
    },
)

ORDERS: tuple[tuple[str, ...], ...] = (
    (
        "offender_details",
        "lead_agency",
        "attendance",
        "apologies",
        "confidentiality",
        "offence",
        "previous_actions",
        "updates",
        "risk_assessment",
        "victim",
        "children",
        "diversity",
        "rmp",
        "supervision",
        "monitoring_control",
        "interventions_treatment",
        "victim_safety",
        "contingency",
        "licence",
        "disclosure",
        "media",
        "human_rights",
        "actions",
        "level_review",
        "exit",
        "next_review",
    ),
    (
        "attendance",
        "apologies",
        "confidentiality",
        "offender_details",
        "offence",
        "lead_agency",
        "licence",
        "previous_actions",
        "updates",
        "victim",
        "children",
        "risk_assessment",
        "diversity",
        "human_rights",
        "media",
        "disclosure",
        "rmp",
        "supervision",
        "monitoring_control",
        "interventions_treatment",
        "victim_safety",
        "contingency",
        "level_review",
        "exit",
        "actions",
        "next_review",
    ),
)


@dataclass(frozen=True)
class Minutes:
    """One meeting as content. `text` holds the sections' words; rows are cells in a fixed order."""

    subject: str
    born: str
    age: str
    held: str
    kind: str
    level: str
    category: str
    chair: str
    lead_agency: str
    next_review: str
    signed: str
    release: str
    attendance: tuple[tuple[str, str, str], ...]  # name, role, agency
    apologies: tuple[tuple[str, str, str], ...]
    actions: tuple[tuple[str, str, str, str, str], ...]  # what, owner, agency, due, outcome
    previous: tuple[tuple[str, str, str, str], ...] = ()  # what, owner, status, outcome
    text: dict[str, str] = field(default_factory=dict)

    def saying(self, **sections: str) -> Minutes:
        """The same with other words in those sections."""
        return replace(self, text={**self.text, **sections})


@dataclass(frozen=True)
class Layout:
    """One area's way of writing minutes."""

    name: str
    wording: int = 0
    order: int = 0
    numbered: bool = False
    head: str = "lines"  # "lines" or "table"
    people: str = "table"  # "table", "agency-first" or "list"
    tasks: str = "table"  # "table", "owner-first" or "split-owner"
    title: str = "MAPPA level {level} meeting: minutes"
    capitals: bool = False
    deeper: bool = False  # the pillars one level below the plan

    def draw(self, minutes: Minutes) -> str:
        """The lines of the document."""
        lines = [
            "HEADER: OFFICIAL-SENSITIVE",
            f"# {self.title.format(level=minutes.level)}",
            *self._head(minutes),
        ]
        for number, section in enumerate(ORDERS[self.order], start=1):
            body = list(self._body(section, minutes))
            if body == ["(without)"]:
                continue
            title = WORDINGS[self.wording][section]
            title = title.upper() if self.capitals else title
            hashes = "###" if self.deeper and section in _PILLARS else "##"
            lines += [f"{hashes} {f'{number}. ' if self.numbered else ''}{title}", *body]
        lines += [
            "## Chair's approval",
            f"Approved by the chair, {minutes.chair.split(',')[0]}, on {minutes.signed}.",
        ]
        return "\n".join(lines)

    def _head(self, m: Minutes) -> Iterable[str]:
        boxes = {
            "Date of meeting": m.held,
            "Type of meeting": m.kind,
            "Chair": m.chair,
            "MAPPA category": m.category,
            "MAPPA level": m.level,
            "Release date": m.release,
        }
        for name, value in boxes.items():
            if value:
                yield f"| {name} | {value} |" if self.head == "table" else f"{name}: {value}"

    def _body(self, section: str, m: Minutes) -> Iterable[str]:
        if section == "offender_details":
            boxes = {"Name": m.subject, "Date of birth": m.born, "Age": m.age, "Gender": "Male"}
            return [f"| {k} | {v} |" if self.head == "table" else f"{k}: {v}" for k, v in boxes.items() if v]
        if section == "lead_agency":
            return [m.lead_agency]
        if section == "next_review":
            return [m.next_review]
        if section == "attendance":
            return self._people(m.attendance)
        if section == "apologies":
            return self._people(m.apologies)
        if section == "confidentiality":
            return ["The confidentiality and diversity statement was read by the chair and agreed to by all."]
        if section == "actions":
            return self._tasks(m.actions)
        if section == "previous_actions":
            rows = [f"| {i} | {' | '.join(r)} |" for i, r in enumerate(m.previous, start=1)]
            return (
                ["| No | Action | Owner | Status | Outcome |", *rows]
                if rows
                else ["This is the first meeting of the case."]
            )
        return m.text.get(section, "(without)").splitlines()

    def _people(self, rows: tuple[tuple[str, str, str], ...]) -> list[str]:
        if self.people == "list":
            return [f"- {', '.join(c for c in row if c)}" for row in rows]
        if self.people == "agency-first":
            return ["| Agency | Name | Job title |", *(f"| {a} | {n} | {r} |" for n, r, a in rows)]
        return ["| Name | Role | Agency |", *(f"| {n} | {r} | {a} |" for n, r, a in rows)]

    def _tasks(self, rows: tuple[tuple[str, str, str, str, str], ...]) -> list[str]:
        if self.tasks == "owner-first":
            body = [f"| {o} | {a} | {w} | {d} |" for w, o, a, d, _ in rows]
            return ["| Owner | Agency | Action | Timescale |", *body]
        if self.tasks == "split-owner":
            body = [
                f"| {i} | {w} | {', '.join(c for c in (o, a) if c)} | {d} |"
                for i, (w, o, a, d, _) in enumerate(rows, 1)
            ]
            return ["| No | Action | By whom | By when |", *body]
        body = [f"| {i} | {w} | {o} | {a} | {d} |" for i, (w, o, a, d, _) in enumerate(rows, 1)]
        return ["| No | Action | Owner | Agency | Due date |", *body]


_PILLARS = ("supervision", "monitoring_control", "interventions_treatment", "victim_safety", "contingency")

LAYOUTS: tuple[Layout, ...] = (
    Layout("plain"),
    Layout("numbered", numbered=True),
    Layout("capitals", capitals=True),
    Layout("boxes at the head", head="table"),
    Layout("agency first", people="agency-first"),
    Layout("people in a list", people="list"),
    Layout("owner first", tasks="owner-first"),
    Layout("owner and agency in one", tasks="split-owner"),
    Layout("pillars under the plan", deeper=True, numbered=True),
    Layout("second wording", wording=1),
    Layout("second wording and order", wording=1, order=1, head="table"),
    Layout(
        "second wording, numbered capitals", wording=1, numbered=True, capitals=True, people="agency-first"
    ),
    Layout("third wording", wording=2, tasks="owner-first"),
    Layout("third wording and order", wording=2, order=1, numbered=True, deeper=True),
    Layout("third wording, lists", wording=2, people="list", tasks="split-owner", head="table"),
    Layout("other title", title="MAPPA C: minutes of level {level} MAPPA meeting", order=1),
    Layout(
        "panel minutes",
        title="Multi-Agency Public Protection Panel: minutes, level {level}",
        wording=1,
        deeper=True,
    ),
    Layout(
        "all at once",
        wording=2,
        order=1,
        numbered=True,
        head="table",
        people="agency-first",
        tasks="owner-first",
    ),
    Layout("fourth wording", wording=3),
    Layout("fourth wording, numbered", wording=3, numbered=True, people="agency-first"),
    Layout("fourth wording, capitals and boxes", wording=3, capitals=True, head="table"),
    Layout("fourth wording, other order", wording=3, order=1, tasks="split-owner"),
    Layout("fourth wording, lists, pillars under the plan", wording=3, people="list", deeper=True),
    Layout("fifth wording", wording=4),
    Layout("fifth wording, numbered", wording=4, numbered=True, tasks="owner-first"),
    Layout("fifth wording, boxes, other order", wording=4, order=1, head="table"),
    Layout("fifth wording, lists in capitals", wording=4, people="list", capitals=True),
    Layout("fifth wording, pillars under the plan", wording=4, deeper=True, tasks="split-owner"),
    Layout("first wording, lists, owner first", people="list", tasks="owner-first", numbered=True),
    Layout("second wording, lists", wording=1, people="list", tasks="split-owner"),
    Layout("third wording in capitals", wording=2, capitals=True, deeper=True),
    Layout("minutes of a panel", title="Minutes of the level {level} MAPPA panel", wording=3, head="table"),
    Layout("review minutes", title="MAPPA level {level} review: minutes", wording=4, people="agency-first"),
)
