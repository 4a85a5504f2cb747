"""Attendance and actions, out of tables and lists of any shape."""

from __future__ import annotations

from datetime import date

import pytest

from models.structure import ActionStatus, Presence
from tests.ingest.structure.reading import read

THREE = [
    ("Ann Archer", "Probation Service", Presence.PRESENT),
    ("Carl Cole", "Eastmoor Council", Presence.APOLOGIES),
    ("Dee Dunn", "Northshire Police", Presence.ABSENT),
]


@pytest.mark.parametrize(
    "drawn",
    [
        "| Name | Role | Agency | Attended |\n| Ann Archer | SPO | Probation Service | Y |\n| Carl Cole | "
        "Manager | Eastmoor Council | Apologies |\n| Dee Dunn | DC | Northshire Police | N |",
        "| Organisation | Status | Job title | Representative |\n| Probation Service | Present | SPO | Ann "
        "Archer |\n| Eastmoor Council | Apologies | Manager | Carl Cole |\n| Northshire Police | DNA | "
        "DC | Dee Dunn |",
        "| Name | Agency | Present | Apologies | Did not attend |\n| Ann Archer | Probation Service | ✓ | "
        "| |\n| Carl Cole | Eastmoor Council | | ✓ | |\n| Dee Dunn | Northshire Police | | | ✓ |",
        "| Ann Archer | SPO | Probation Service | ✓ |\n| Carl Cole | Housing Manager | Eastmoor Council | "
        "Apologies |\n| Dee Dunn | Detective Constable | Northshire Police | ✗ |",
        "Ann Archer, Senior Probation Officer, Probation Service\nCarl Cole (Eastmoor Council) - "
        "apologies\nDee Dunn - Detective Constable - Northshire Police - did not attend",
        "Present: Ann Archer (Probation Service)\nApologies: Carl Cole (Housing Manager, Eastmoor "
        "Council)\nAbsent: Dee Dunn (Northshire Police)",
        "Name | Agency | Status\nAnn Archer | Probation Service | Present\nCarl Cole | Eastmoor Council | "
        "Apologies\nDee Dunn | Northshire Police | Absent",
        "Probation Service: Ann Archer, Senior Probation Officer\nEastmoor Council: Carl Cole, Housing "
        "Manager (apologies)\nNorthshire Police: Dee Dunn, did not attend",
    ],
)  # fmt: skip
def test_who_came_whatever_the_list_looks_like(drawn: str) -> None:
    document = read(f"# Attendance\n{drawn}\n# Disclosure\nNone.")
    assert [(a.name, a.agency, a.presence) for a in document.attendance] == THREE


def test_a_rank_before_a_name_is_the_role_where_no_other_is_given() -> None:
    (one,) = read("# Present\nDS Bell (Police)").attendance
    assert (one.name, one.role, one.agency) == ("DS Bell", "DS", "Police")


def test_every_attendee_can_be_shown_where_they_stand() -> None:
    document = read(
        "# Present\nAnn Archer, Team Manager, Youth Justice Service; Bo Begum (Police)\n# Apologies\nCarl "
        "Cole (Housing)"
    )
    for one in document.attendance:
        assert one.name_span is not None
        assert document.quote(one.name_span) == one.name
        assert one.span is not None
        assert one.span.covers(one.name_span)


@pytest.mark.parametrize(
    ("words", "presence"),
    [
        ("by phone", Presence.BY_PHONE),
        ("via Teams", Presence.BY_PHONE),
        ("report sent", Presence.REPORT),
        ("apologies", Presence.APOLOGIES),
    ],
)
def test_ways_of_taking_part(words: str, presence: Presence) -> None:
    (one,) = read(f"# Attendance\nAnn Archer, Social Worker, Children's Services ({words})").attendance
    assert one.presence is presence


def test_a_deputy_who_attended_does_not_undo_the_apology() -> None:
    (one, *_) = read("# Apologies\nAnn Archer, Children's Services, for whom Bo Begum attended.").attendance
    assert one.presence is Presence.APOLOGIES


@pytest.mark.parametrize("words", ["None", "N/A", "No apologies received", "None received."])
def test_nobody_is_nobody(words: str) -> None:
    assert read(f"# Apologies\n{words}").attendance == ()


@pytest.mark.parametrize(
    "drawn",
    [
        "| No | Action | Owner | Due date |\n| 1 | Visit the address | DS Bell, Police | 12/04/2024 |",
        "| By when | What | Who by |\n| 12 April 2024 | Visit the address | Police: DS Bell |",
        "| Action point | By whom | Agency | Timescale |\n| Visit the address | DS Bell | Police | 12.4.24 |",
        "1. Visit the address (DS Bell, Police, 12 April 2024)",
        "- Visit the address - DS Bell, Police - 12 April 2024",
        "Action 1: Visit the address\nOwner: DS Bell, Police\nDue: 12 April 2024",
        "Action: Visit the address; By whom: DS Bell (Police); By when: 12 April 2024",
        "Action | Responsible | Target date\nVisit the address | DS Bell, Police | 12/04/2024\nVisit again "
        "| DS Bell, Police | 12/05/2024",
    ],
)  # fmt: skip
def test_an_action_whatever_the_list_looks_like(drawn: str) -> None:
    action = read(f"# Actions\n{drawn}\n# Disclosure\nNone.").actions[0]
    assert (action.text, action.owner, action.agency, action.due_date) == (
        "Visit the address",
        "DS Bell",
        "Police",
        date(2024, 4, 12),
    )


def test_an_action_written_as_a_sentence_keeps_its_words() -> None:
    (action,) = read("# Actions\n1. PC Smith to visit the home by 12 April 2024.").actions
    assert (action.owner, action.due_date) == ("PC Smith", date(2024, 4, 12))
    assert action.text == "PC Smith to visit the home by 12 April 2024"


def test_an_agency_alone_is_no_named_owner() -> None:
    (action,) = read(
        "# Actions\n| Action | Owner | Due |\n| Monitor | Children's Services | 1 May 2024 |"
    ).actions
    assert (action.owner, action.agency) == ("", "Children's Services")


def test_actions_of_the_last_meeting_are_told_from_new_ones() -> None:
    document = read(
        """
        # Matters arising
        | No | Action | Owner | Due | Status | Outcome |
        | 1 | Check phones | PC Smith, Police | 1/3/24 | Complete | Two images were found and sent on. |
        | 2 | Find a flat | Carl Cole, Housing | 2/3/24 | Ongoing | |
        | 3 | Tell the school | Dee Dunn, Probation | 3/3/24 | Outstanding | |
        # Actions agreed
        | No | Action | Owner | Due |
        | 4 | Visit | PC Smith, Police | 1/6/24 |
        """
    )
    assert [a.previous for a in document.actions] == [True, True, True, False]
    assert [a.status for a in document.actions] == [
        ActionStatus.DONE,
        ActionStatus.ONGOING,
        ActionStatus.NOT_DONE,
        ActionStatus.UNKNOWN,
    ]
    assert document.actions[0].outcome.startswith("Two images")


def test_not_completed_is_not_completed() -> None:
    (action,) = read(
        "# Previous actions\n| Action | Owner | Status |\n| Visit | PC Smith | Not completed |"
    ).actions
    assert action.status is ActionStatus.NOT_DONE


def test_a_row_that_nobody_filled_in_is_no_action() -> None:
    assert read("# Actions\n| No | Action | Owner | Due |\n| 1 | | | |\n| 2 | None | | |").actions == ()


def test_spans_of_an_action_lead_to_its_words() -> None:
    document = read(
        "# Actions\n1. Visit the address (DS Bell, 12 April 2024)\n2. Dee Dunn to write to the court by 1 "
        "May 2024"
    )
    for action in document.actions:
        assert action.text_span is not None
        assert document.quote(action.text_span) == action.text
        assert action.owner_span is not None
        assert document.quote(action.owner_span) == action.owner
        assert action.due_span is not None
        assert document.quote(action.due_span) == action.due


def test_conditions_spelt_out_are_told_apart_by_what_binds() -> None:
    document = read(
        "# Licence conditions\n- Not to contact Jane Invented without approval.\n- To reside as "
        "approved.\nSHPO:\n- Not to use any device without showing it to the police."
    )
    assert [(c.kind.value, c.text.split()[0]) for c in document.conditions] == [
        ("licence", "Not"),
        ("licence", "To"),
        ("order", "Not"),
    ]


@pytest.mark.parametrize(
    "words", ["Standard", "SHPO", "None", "There are no additional conditions in force."]
)
def test_a_bare_label_spells_no_condition_out(words: str) -> None:
    assert read(f"# Licence conditions\n{words}").conditions == ()
