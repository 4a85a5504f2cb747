"""What was planted in the invented cases: each fault, where, and which rules speak of it.

A fault counts as found when a finding with one of its codes stands on that paper and, where `words` are
given, the finding quotes or mentions them. `python -m bench.faults` prints the list against a run.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.examples import case_north, case_river, case_vale

REFERRAL, FIRST, SECOND, THIRD, FOURTH = range(5)


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault. `codes` are those of the rule catalogue; any one of them names it."""

    case: str
    paper: int  # place in the case's list of papers
    codes: tuple[str, ...]
    what: str
    words: str = ""


NORTH, RIVER, VALE = case_north.CASE, case_river.CASE, case_vale.CASE

FAULTS: tuple[Fault, ...] = (
    Fault(NORTH, REFERRAL, ("REF-04",), "the referral does not say how imminent serious harm is"),
    Fault(
        NORTH,
        REFERRAL,
        ("REF-06",),
        "a bare 'Social services' is invited, with nobody named",
        "Social services",
    ),
    Fault(NORTH, REFERRAL, ("REF-12",), "the line manager has not countersigned"),
    Fault(
        NORTH,
        REFERRAL,
        ("STL-08",),
        "a Probation Trust, abolished in 2014, in a referral of 2018",
        "Probation Trust",
    ),
    Fault(NORTH, FIRST, ("ACT-02",), "an action without a date", "section 17 assessments"),
    Fault(NORTH, SECOND, ("ACT-06",), "phones checked, and no word of what was found", "Check phones"),
    Fault(NORTH, SECOND, ("ACT-01",), "an action that nobody owns", "second phone"),
    Fault(NORTH, THIRD, ("MIN-26", "STL-04"), "victim issues only point elsewhere", "summary in body"),
    Fault(NORTH, THIRD, ("STL-03",), "the disclosure section is the last meeting's, word for word"),
    Fault(NORTH, THIRD, ("STL-02", "RMP-10"), "the plan has been carried unchanged since the referral"),
    Fault(NORTH, THIRD, ("STL-06",), "no contact with Maureen Tully, who has died"),
    Fault(NORTH, THIRD, ("ACT-03", "ACT-04"), "an action of 'risk management'", "Risk management"),
    Fault(NORTH, FOURTH, ("ATT-04",), "no police at the meeting"),
    Fault(NORTH, FOURTH, ("ATT-02",), "a social worker listed without a role"),
    Fault(NORTH, FOURTH, ("DIS-01", "MIN-25"), "the disclosure section is blank"),
    Fault(NORTH, FOURTH, ("STL-09",), "the exclusion zone has shrunk from 100 to 50 metres"),
    Fault(NORTH, FOURTH, ("ACT-07", "STL-10"), "an action due in October, open in January, with no reason"),
    Fault(NORTH, FOURTH, ("MIN-17",), "no date for the next meeting"),
    Fault(RIVER, REFERRAL, ("REF-13",), "referred three months, not six, before release"),
    Fault(RIVER, FIRST, ("RMP-11", "MIN-25"), "the victim safety pillar is empty"),
    Fault(RIVER, FIRST, ("RMP-04", "MIN-12"), "'Licence conditions.' in place of the conditions"),
    Fault(RIVER, SECOND, ("RMP-05",), "a contingency plan of 'Breach if he fails to comply'"),
    Fault(
        RIVER,
        SECOND,
        ("ACT-05",),
        "an action of March that is not mentioned again",
        "Building Better Relationships",
    ),
    Fault(RIVER, SECOND, ("ATT-05",), "victim issues and no victim liaison officer"),
    Fault(RIVER, SECOND, ("STL-01",), "a release in April is still upcoming in June", "upcoming release"),
    Fault(RIVER, THIRD, ("MIN-07",), "no lead agency"),
    Fault(RIVER, THIRD, ("RSK-01",), "'No risk' is not a level of risk"),
    Fault(RIVER, THIRD, ("MIN-18",), "down to level 1 without a reason"),
    Fault(RIVER, THIRD, ("ACT-02",), "an action without a date", "curfew tag"),
    Fault(RIVER, THIRD, ("STL-11", "STL-01"), "a paragraph from somebody else's case", "Pennock"),
    Fault(VALE, REFERRAL, ("REF-09",), "two categories at once"),
    Fault(VALE, REFERRAL, ("RSK-04",), "Risk Matrix 2000, which is for men, scored for a woman"),
    Fault(VALE, SECOND, ("DIS-01", "MIN-25"), "the disclosure section is blank"),
    Fault(VALE, SECOND, ("ACT-01",), "an action with an agency but nobody's name"),
    Fault(VALE, SECOND, ("ACT-02",), "an action without a date"),
    Fault(VALE, THIRD, ("STL-10", "ACT-07"), "an action due in March, still open in June", "consultant"),
    Fault(VALE, THIRD, ("RMP-10", "STL-02", "STL-01"), "a plan that leans on a licence which has ended"),
)

CLEAN: tuple[tuple[str, int], ...] = ((VALE, FIRST),)
"""Papers in which nothing grave was planted: at most a remark is right."""

QUARANTINED: tuple[tuple[str, int], ...] = ((VALE, THIRD),)
"""Papers whose marking contradicts itself."""
