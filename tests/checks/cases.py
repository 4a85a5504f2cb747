"""Whole documents out of a few lines: a complete form, with the lines in place of its own.

A fragment as it stands in a check's docstring:

    # Disclosure
    As above.

takes the place of the section of that heading in a complete set of minutes; `(without)` under a heading, or
before it, takes the section out; `# Level: 3` sets a box at the head. `=== the meeting before`,
`=== referral`, `=== screening`, `=== agenda`, `=== marac`, `=== prison report`, `=== executive summary` and
`=== another case: NAME` begin another document. A line of 85 characters or more goes on in the next.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from checks import check
from ingest.structure import structure
from models.case import History
from models.document import Document
from models.finding import CheckReport, Finding
from tests.building import build

MINUTES = """
HEADER: OFFICIAL-SENSITIVE
# Minutes of a MAPPA level 2 meeting
Date of meeting: 5 June 2024
Meeting type: Initial
Venue: Northmoor Civic Centre
Chair: Petra Lund, Senior Probation Officer
Level: 2
Category: 2
Date issued: 12 June 2024
# Offender details
Name: Dean Harrow
Date of birth: 4 February 1984
Gender: Male
# Lead agency
Probation Service
# Attendance
| Name | Role | Agency |
| Petra Lund | Senior Probation Officer (Chair) | Probation Service |
| Sunil Mistry | Offender manager | Probation Service |
| Ivor Mellis | Police offender manager | Northmoor Police |
| Joy Tetlow | Victim liaison officer | Probation Service |
| Grace Amadi | Housing manager | Northmoor Borough Housing |
# Apologies
| Name | Role | Agency |
| Olive Marsh | Ward manager | Northmoor NHS Trust |
# Confidentiality statement
The chair read the confidentiality and diversity statement and all present agreed to it.
# Offence
Wounding with intent, 2019: eight years' imprisonment; on licence until March 2027.
# Relevant dates
Release date: 2 May 2024
Licence expiry date: 14 March 2027
# Actions from previous meeting
None: this is the first meeting of the case.
# Agency updates
Probation: he has kept every appointment since release and says that the zone is unfair.
Police: no new intelligence; the risk to Ms Archer is judged the same because he still speaks of her.
# Risk assessment
OASys of 3 May 2024: high risk of serious harm to his ex-partner, and to any future partner, by violence. The
likelihood of reoffending is medium (OGRS 54%). Harm would be imminent if he learned her address.
# Victim issues
Ms Archer is in the victim contact scheme; the liaison officer, Joy Tetlow, reports that she asks for the
zone to
stay. Police keep the alarm at her home.
# Children and safeguarding
Ms Archer's two children are known to children's services, who were told of the release on 3 May 2024.
# Diversity
White British. He reads with difficulty, so his conditions are read to him and explained.
# Risk management plan
The agencies act on one plan, set out below; probation holds it and police, housing and the liaison
officer each
answer for their part of it.
# Supervision
Sunil Mistry of probation sees him each Tuesday. Home visits by Ivor Mellis of Northmoor Police once a month.
# Monitoring and control
Northmoor Police check his phone every month and patrol Ellis Street each weekend.
# Interventions and treatment
Building Better Relationships with probation from 3 July 2024.
# Victim safety
An alarm is fitted at Ms Archer's home and the police control room holds a marker for her address.
# Contingency plan
If he is seen in Ellis Street or misses an appointment, police are told the same day, Ms Archer is called
by the
liaison officer, and probation decides on recall within 24 hours.
# Licence conditions and orders
- Not to contact Ms Archer by any means.
- Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
# Disclosure
Disclosure to his landlord was considered and is not to be made, because he lives alone and no neighbour is at
risk from him.
# Media
No interest is known; the police press office holds an agreed line because the offence was reported in 2019.
# Human rights
Article 8 was considered: the zone interferes with family life and is necessary and proportionate to
protect her.
# Actions
| No | Action | Owner | Agency | By when |
| 1 | Visit him at home unannounced and search for phones | Ivor Mellis | Northmoor Police | 20/06/2024 |
| 2 | Refer him to the course and report its start date | Sunil Mistry | Probation Service | 28/06/2024 |
# Level decision
To remain at level 2, because police, probation and housing still have to act together each week.
# Exit strategy
Licence ends in March 2027; police will manage him alone from then, because notification requirements last
longer.
# Date of next meeting
4 September 2024
# Chair's approval
Approved by the chair, Petra Lund, on 10 June 2024.
"""

BEFORE = """
# Agency updates
Probation: he was due at the office twice since the last meeting and came both times, on time.
Police: a neighbour rang about noise in February; nothing was found that bears on the risk to others.
# Risk assessment
OASys of 9 February 2024: high risk of serious harm to his ex-partner, and to any future partner, by
violence; the
likelihood of reoffending is medium. Harm would be imminent if they met by chance in town.
# Disclosure
Disclosure to his probation hostel was considered; its staff know him already and are told by his officer.
# Level decision
Level 2 was kept, because three agencies were needed to find him somewhere to live before release.
# Actions from previous meeting
None were made at the referral.
"""

REFERRAL = """
HEADER: OFFICIAL-SENSITIVE
# MAPPA A: referral to level 2 management
Date of referral: 3 May 2024
Category: 2
Level: 2
# Offender details
Name: Dean Harrow
Date of birth: 4 February 1984
Gender: Male
# Offence
Wounding with intent, 2019: eight years' imprisonment for an attack on his former partner. The pattern is of
violence when a partner leaves; an assault of 2011 followed the same course.
# Relevant dates
Release date: 20 March 2025
# Reason for referral
One agency cannot manage him: police hold intelligence that housing and children's services need before he is
placed, and a joint plan is needed for the first month.
# Risk assessment
Likelihood of reoffending: medium (OGRS 54%). High risk of serious harm to his ex-partner, by violence;
imminent on
release. OASys of 12 April 2024.
# Victim issues
Ms Archer is in the victim contact scheme and asks for an exclusion zone. Police have fitted an alarm at
her home.
# Diversity
White British. He reads with difficulty, so his conditions are read to him and explained.
# Agencies to invite
| Name | Role | Agency | Contact | Why |
| Grace Amadi | Housing manager | Northmoor Borough Housing | 020 7946 0211 | He has no address to go to |
| Ivor Mellis | Police offender manager | Northmoor Police | 020 7946 0212 | Police hold intelligence on him |
# Risk management plan
Supervision: probation sees him weekly. Monitoring and control: Northmoor Police check his phone each month.
Interventions and treatment: a course on relationships. Victim safety: an alarm at Ms Archer's home.
Contingency:
if he misses an appointment probation tells police the same day.
# Lead agency
Probation Service
# Line manager's countersignature
Countersigned by Petra Lund, senior probation officer, 2 May 2024.
"""

AGENDA = """
HEADER: OFFICIAL-SENSITIVE
# MAPPA E: agenda for a level 2 meeting
Date of meeting: 5 June 2024
# Apologies
# Confidentiality statement
# Actions from previous meeting
# Agency updates
# Risk assessment
# Victim issues
# Risk management plan
# Disclosure
# Media
# Date of next meeting
"""

REPORT = """
HEADER: OFFICIAL-SENSITIVE
# MAPPA F: prison report
Date: 1 May 2024
# Behaviour in custody
"""

SUMMARY = """
HEADER: OFFICIAL-SENSITIVE
# MAPPA minutes executive summary
Date of meeting: 5 June 2024
# Executive summary
"""

SCREENING = """
HEADER: OFFICIAL-SENSITIVE
# MAPPA Q: screening form
Date: 3 May 2024
# Offender details
Name: Dean Harrow
Date of birth: 4 February 1984
# Reason for referral
"""

MARAC = """
HEADER: OFFICIAL-SENSITIVE
# MARAC minutes
Date of meeting: 5 June 2024
# Attendance
| Name | Role | Agency |
| Gwen Stott | Domestic violence adviser | Haven Women's Centre |
| Ivor Mellis | Detective sergeant | Northmoor Police |
# Confidentiality statement
Read and signed by all.
# Actions from previous meeting
None were made.
# Actions
| No | Action | Owner | Agency | By when |
| 2 | Call her and ask what she wants | Gwen Stott | Haven Women's Centre | 20/06/2024 |
"""

FORMS = {
    "screening": SCREENING,
    "marac": MARAC,
    "referral": REFERRAL,
    "agenda": AGENDA,
    "prison report": REPORT,
    "executive summary": SUMMARY,
}


def _parts(source: str) -> list[tuple[str, str]]:
    """(heading with its hashes, body) of a document, what stands before the first heading under ""."""
    parts: list[tuple[str, str]] = [("", "")]
    for line in source.strip().splitlines():
        if line.startswith("#"):
            parts.append((line, ""))
        else:
            parts[-1] = (parts[-1][0], parts[-1][1] + line + "\n")
    return parts


def joined(text: str) -> str:
    """Lines of a wrapped paragraph as one."""
    lines: list[str] = []
    going_on = False
    for line in text.splitlines():
        plain = bool(line.strip()) and line[0] not in "|-#(="
        if going_on and plain:
            lines[-1] += " " + line
        else:
            lines.append(line)
        going_on = plain and len(line) >= 85
    return "\n".join(lines)


def splice(form: str, fragment: str) -> str:
    """A complete form with the fragment's sections and boxes in place of its own."""
    parts = _parts(joined(form))
    for head, body in _parts(joined(fragment)):
        if head.startswith("# Level: ") or re.match(r"# [\w' ]+: ", head):
            name, _, value = head[2:].partition(": ")
            parts = _box(parts, name, value)
        elif head:
            parts = _section(parts, head, body)
        elif body.startswith("(without) "):
            parts = [
                p for p in parts if p[0].casefold() != body.removeprefix("(without) ").strip().casefold()
            ]
        elif body.strip():
            parts[-1] = (parts[-1][0], body)
    return "\n".join(f"{head}\n{body}" for head, body in parts)


def _box(parts: list[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    if name == "MARKING":
        head = [] if value == "(without)" else [("", f"HEADER: {value}\n")]
        return head + [p for p in parts if p[0]]
    found: list[tuple[str, str]] = []
    for index, (head, body) in enumerate(parts):
        lines = [ln for ln in body.splitlines() if not ln.startswith(f"{name}:")]
        if index == 1 and value != "(without)":
            lines.append(f"{name}: {value}")
        found.append((head, "\n".join(lines) + "\n"))
    return found


def _section(parts: list[tuple[str, str]], head: str, body: str) -> list[tuple[str, str]]:
    names = [p[0].casefold() for p in parts]
    at = names.index(head.casefold()) if head.casefold() in names else len(parts) - 1
    if body.strip() == "(without)":
        return [p for p in parts if p[0].casefold() != head.casefold()]
    if head.casefold() in names:
        return [*parts[:at], (head, body), *parts[at + 1 :]]
    return [*parts[:at], (head, body), *parts[at:]]


def minutes(fragment: str = "", filename: str = "minutes.docx") -> Document:
    """Complete minutes with the fragment in them."""
    return structure(build(splice(MINUTES, fragment), filename))


def referral(fragment: str = "") -> Document:
    """A complete referral with the fragment in it."""
    return structure(build(splice(REFERRAL, fragment), "referral.docx"))


def earlier(fragment: str, weeks: int = 12) -> Document:
    """The minutes of a meeting so many weeks before, complete apart from the fragment."""
    when = date(2024, 6, 5) - timedelta(weeks=weeks)
    dated = f"# Date of meeting: {when.day} {when:%B %Y}\n# Date issued: {when.day} {when:%B %Y}\n"
    return structure(build(splice(splice(MINUTES, BEFORE), dated + fragment), f"minutes-{weeks}.docx"))


def read_example(example: str) -> tuple[Document, History]:
    """The document and the history that a check's example draws."""
    pieces = re.split(r"(?m)^=== (.+)\n", example if example.startswith("===") else f"=== minutes\n{example}")
    document: Document | None = None
    before: list[Document] = []
    others: list[Document] = []
    for kind, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if kind == "the meeting before":
            before.append(earlier(text))
        elif kind.startswith("another case: "):
            name = kind.removeprefix("another case: ")
            head = (
                "# Minutes of a MAPPA level 2 meeting\nDate of meeting: 22 May 2024\nLevel: 2\nCategory: 2\n"
            )
            about = f"# Offender details\nName: {name}\nDate of birth: 9 March 1971\nGender: Male\n"
            others.append(structure(build(head + about + joined(text), "other.docx")))
        else:
            made = structure(
                build(splice(FORMS.get(kind, MINUTES), _under_heading(kind, text)), f"{kind}.docx")
            )
            if document is None:
                document = made
            else:
                before.append(made)
    assert document is not None
    return document, History(tuple(before), tuple(others))


def _under_heading(kind: str, text: str) -> str:
    return {"prison report": "# Behaviour in custody\n", "executive summary": "# Executive summary\n"}.get(
        kind, ""
    ) + text


def report(example: str) -> CheckReport:
    """What the checks say of an example."""
    document, history = read_example(example)
    return check(document, history)


def found(code: str, example: str) -> list[Finding]:
    """The findings of one rule in an example."""
    return [f for f in report(example).findings if f.code == code]
