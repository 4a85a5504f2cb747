"""Those who have to come because of what the case is: the prison, and counter-terrorism police."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.attendance import represented
from checks.sources import inspection, thames_valley
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence

_TERROR = words(
    r"tact(?= ?20\d\d)|TACT|counter[- ]terroris[mt]\w*|terroris[mt]\w*|ctu|extremis[mt]\w*|"
    r"proscribed organi[sz]ation"
)
_NOT_SO = re.compile(r"\b(?:not|no|never|nothing)\b[^.;\n]{0,30}terroris", re.IGNORECASE)


class ATT07(Check):
    """The prison is at every level 3 meeting on a prisoner.

    Bad:
        # Level: 3
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Head of Public Protection (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        # Agency updates
        He is a serving prisoner and remains in custody at HMP Fallowmere; his risk there is unchanged.

    Good:
        # Level: 3
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Head of Public Protection (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        | Sunil Mistry | Prison offender manager | HMP Fallowmere |
        # Agency updates
        He is a serving prisoner and remains in custody at HMP Fallowmere; his risk there is unchanged.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 10")
    needs = (Need.FORM, Need.ATTENDANCE)
    section = "attendance"
    why = (
        "The prison knows his behaviour, visits and calls, and has to carry out much of a plan before "
        "release."
    )
    hint = "Invite the prison offender manager, by link if need be, or record the prison's report."
    _INSIDE = words(
        r"(?:is|remains|currently|still|he is|she is) (?:\w+ ){0,4}(?:in custody|serving prisoner|"
        r"in prison|at hmp)"
    )

    def applies(self, review: Review) -> bool:
        return review.level == "3" and review.mentions(self._INSIDE)

    def look(self, review: Review) -> Iterator[Found]:
        if "prison" not in represented(review):
            _, where = next(review.find(self._INSIDE))
            yield Found(
                "This is a level 3 meeting on a prisoner and nobody from the prison is listed as present.",
                where,
            )


class ATT13(Check):
    """Counter-terrorism police attend or report in a terrorist case.

    Bad:
        # Risk assessment
        He was convicted under TACT of sharing extremist material and presents a high risk of serious harm
        to the public, by violence.

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        | Sunil Mistry | Officer | Counter Terrorism Policing |
        # Risk assessment
        He was convicted under TACT of sharing extremist material and presents a high risk of serious harm
        to the public, by violence.
    """

    severity = Severity.MEDIUM
    sources = inspection("paragraph 6.32")
    confidence = Confidence.MEDIUM
    needs = (Need.FORM, Need.ATTENDANCE)
    section = "attendance"
    why = "The unit holds intelligence that the other agencies do not, and must know what the plan is."
    hint = "Record the unit's attendance or its update."

    def applies(self, review: Review) -> bool:
        if review.category == "4":
            return True
        places = ("offence", "risk_assessment", "referral_reason")
        said = (review.document.quote(review.sentence_at(s)) for _, s in review.find(_TERROR, *places))
        return any(not _NOT_SO.search(sentence) for sentence in said)

    def look(self, review: Review) -> Iterator[Found]:
        unit = words(r"ctu|ctp|counter[- ]terroris[mt] (?:unit|polic\w+|officer)")
        if "counter-terrorism" not in represented(review) and not review.mentions(unit, "updates"):
            yield Found(
                "This is a terrorist case and no counter-terrorism officer attended or reported.", None
            )
