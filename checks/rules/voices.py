"""Whether the record lets each agency be heard, and sums up what they made of it together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import AGENCIES, in_words
from checks.review import Review, listed
from checks.rule import Check, Found, Need, Unknown
from checks.rules.attendance import served
from checks.rules.boxes import place, shortfall
from checks.sources import inspection
from checks.wording import words
from models.finding import Severity
from models.structure import Attendee, Confidence


class MIN16(Check):
    """The conclusion sums up the plan.

    Bad:
        # Conclusion
        Noted.

    Good:
        # Conclusion
        In conclusion, the plan is that probation and police see him each week, housing keeps him away from
        Ellis Street, and Ms Archer is called at once if he is seen there.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 5.19")
    needs = (Need.FORM, Need.SECTIONS)
    section = "conclusion"
    why = "One paragraph that a duty officer can read at night is worth the ten pages before it."
    hint = "Say in one paragraph what the plan is."

    _PLAN = words(
        r"plan\w*|rmp|risk\w*|manag\w+|keep\w*|kept|protect\w*|safe\w*|recall\w*|monitor\w*|supervis\w+|"
        r"victims?|"
        r"zone|tag\w*|curfew|watch\w*|visit\w*|prevent\w*|reduc\w+|control\w*|restrict\w*|treat\w*|"
        r"licen[cs]e|"
        r"children|partner\w*|hvs?|sober|address\w*|support\w*|condition\w*"
    )

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        fault = shortfall(review, "conclusion")
        if fault and review.present("conclusion"):
            yield Found(f"The conclusion {fault[0]}.", fault[1])
        elif review.present("conclusion") and not review.mentions(self._PLAN, "conclusion"):
            where = review.present("conclusion")[0]
            yield Found("The conclusion says nothing of the plan.", place(where, review))
        elif not review.on_form("conclusion"):
            yield Unknown("The minutes have no section that sums up.")


class MIN29(Check):
    """What each agency brought to the meeting is recorded.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        | Beryl Ashe | Admissions tutor | Northmoor College |
        | Otto Fenn | Youth justice officer | Northmoor Youth Offending Team |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        | Beryl Ashe | Admissions tutor | Northmoor College |
        | Otto Fenn | Youth justice officer | Northmoor Youth Offending Team |
        # Agency updates
        Police: no new intelligence on risk. The college has no application from him. Otto Fenn says that the
        file of 2001 holds nothing that bears on the risk.
    """

    severity = Severity.LOW
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 4.19")
    needs = (Need.FORM, Need.SECTIONS, Need.ATTENDANCE)
    section = "updates"
    why = "An agency that sat through the meeting and is not heard of knew nothing, or was not asked."
    hint = (
        "Record what each agency said, were it only that it holds nothing, and what was made of it together."
    )

    def look(self, review: Review) -> Iterator[Found]:
        listed_at = [a.span for a in review.document.attendance if a.span]
        said = " ".join(
            review.document.quote(s)
            for s in review.sentences
            if review.section_at(s.start) not in ("attendance", "apologies")
            and not any(s.overlaps(p) for p in listed_at)
        )
        silent: list[str] = []
        for person in review.here:
            agencies = served(person)
            named = person.name and re.search(rf"\b{re.escape(person.name.split()[-1])}\b", said)
            if named or not person.agency or any(AGENCIES[a].search(said) for a in agencies):
                continue
            if not agencies and any(w in said for w in self._own_words(person, review)):
                continue
            label = in_words(sorted(agencies)[0]) if agencies else person.agency
            silent += [label] if label not in silent else []
        if silent:
            told = listed(silent)
            yield Found(
                f"{told[0].upper()}{told[1:]} took part, and nothing of what they said or "
                "were asked is recorded.",
                None,
            )

    @staticmethod
    def _own_words(person: Attendee, review: Review) -> set[str]:
        """The words of an agency's name that no other agency at the table shares, nor the place's name."""
        others = " ".join(a.agency for a in review.document.attendance if a.agency != person.agency)
        return {
            w
            for w in re.findall(r"\b[A-Z]\w{3,}", person.agency)
            if w not in others and w not in ("Authority", "Council", "Service", "Services", "Trust", "Centre")
        }
