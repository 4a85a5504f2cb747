"""Which agencies had to be there and were not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in, in_words
from checks.review import Review, listed
from checks.rule import Check, Found, Need, Unknown
from checks.rules.attendance import represented, served, who
from checks.sources import inspection, thames_valley
from checks.wording import PLAN, words
from models.finding import Severity
from models.structure import Attendee, Confidence, Presence

_JUNIOR_FREE = re.compile(
    r"\b(?:di|dci|inspector|detective inspector|superintendent|chief inspector)\b", re.IGNORECASE
)

_CUSTODY = words(r"hmp|hmyoi|in custody|serving prisoner|currently serving|remains in prison|in prison")


class ATT04(Check):
    """The police are there, with the officer who manages the case.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Sunil Mistry | Offender manager | Probation Service |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
    """

    severity = Severity.HIGH
    sources = inspection("recommendations", "paragraph 5.5", "paragraph 6.34")
    needs = (Need.FORM, Need.ATTENDANCE)
    section = "attendance"
    why = (
        "Violent offenders had no named police manager, and actions went to an inspector who did not do them."
    )
    hint = "Name the police offender manager who has the case and was at the meeting."

    def applies(self, review: Review) -> bool:
        return review.level != "1"

    def look(self, review: Review) -> Iterator[Found]:
        police = [a for a in review.here if "police" in served(a)]
        if not police:
            yield Found("Nobody from the police is listed as present.", None)
        elif all(_JUNIOR_FREE.search(a.role) for a in police):
            yield Found(
                f"The police are represented only by {listed(who(a) for a in police)}, in a supervising "
                f"rank.",
                police[0].span,
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
            )


class ATT05(Check):
    """The victim liaison officer attends or reports where there are victim issues.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        # Victim issues
        Ms Archer remains afraid of him. Police will keep the alarm at her home until the next review.

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        # Victim issues
        Report from the victim liaison officer: Ms Archer wants no contact and asks for the zone to stay.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 5.26", "paragraph 6.24")
    needs = (Need.FORM, Need.ATTENDANCE)
    section = "victim"
    why = "The victim's voice reaches the meeting through the liaison officer and nobody else."
    hint = (
        "Record that the liaison officer came or reported, or why there is none (the victim declined "
        "contact)."
    )
    _REPORTED = words(
        r"vlos?|vlu|victim liaison|victim contact (?:unit|officer|scheme)|victim unit|idva|"
        r"declined (?:\w+ ){0,3}contact|opted out|not (?:opted|taken) (?:in|up)|"
        r"(?:not|nor) (?:\w+ )?in (?:the|a) (?:\w+ ){0,3}scheme|no (?:\w+ )?victims?|no identif\w+ victim"
    )

    def applies(self, review: Review) -> bool:
        return bool(review.substance("victim", "victim_safety"))

    def look(self, review: Review) -> Iterator[Found]:
        if "victim liaison" in represented(review) or "domestic abuse" in represented(review):
            return
        headed = [s.span for s in review.headed(words(r"victims?"))]
        told = " ".join(review.document.quote(s) for s in headed if s)
        places = ("victim", "victim_safety", "updates", "apologies")
        if not review.mentions(self._REPORTED, *places) and not self._REPORTED.search(told):
            sections = review.substance("victim")
            yield Found(
                "There are victim issues, but no victim liaison officer came and no report from one is "
                "recorded.",
                sections[0].heading_span if sections else None,
            )


class ATT06(Check):
    """The agencies that have to be there at this level are there.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Sunil Mistry | Housing manager | Northmoor Borough Housing |
        | Ivor Mellis | Police offender manager | Northmoor Police |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
    """

    severity = Severity.MEDIUM
    sources = thames_valley("section 10")
    needs = (Need.FORM, Need.LEVEL, Need.ATTENDANCE)
    section = "attendance"
    why = "An agency that is not there cannot share what it knows or promise what it will do."
    hint = "Record why the agency did not come and how its information was had, or follow up its absence."

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        required = review.profile.level(review.level).required
        if not required:
            yield Unknown(f"The profile {review.profile.name} names no agencies for level {review.level}.")
            return
        there = represented(review)
        for agency in required:
            if agency == "police" or (agency == "prison" and not review.mentions(_CUSTODY)):
                continue  # ATT-04 and ATT-07 say these with more reason
            if agency == "prison":
                continue
            if agency not in there:
                yield Found(
                    f"At level {review.level} {in_words(agency)} has to be there; nobody from it is listed "
                    "as present.",
                    None,
                )


class ATT11(Check):
    """An absence that matters to the plan is followed up.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Sunil Mistry | Offender manager | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        # Apologies
        | Name | Role | Agency |
        | Grace Amadi | Housing manager | Northmoor Borough Housing |
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Find him a flat outside the zone | Grace Amadi | Northmoor Borough Housing | 20/06/2024 |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Sunil Mistry | Offender manager | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        # Apologies
        | Name | Role | Agency |
        | Grace Amadi | Housing manager | Northmoor Borough Housing |
        # Agency updates
        The chair will take up housing's absence with its head of service, because the risk plan depends on
        it.
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Find him a flat outside the zone | Grace Amadi | Northmoor Borough Housing | 20/06/2024 |
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 10", "section 18ii")
    needs = (Need.FORM, Need.ATTENDANCE, Need.ACTIONS)
    section = "apologies"
    why = "An agency that owes the plan something and does not come has to be asked why, by somebody senior."
    hint = "Add an action to obtain its report, or record that the absence was taken up with its managers."
    _FOLLOWED = words(
        r"absen(?:t|ce)|non-?attendance|did not attend|failed to attend|apologies|deputy|"
        r"in (?:his|her|their) place|on (?:his|her|their) behalf|"
        r"report (?:was |had been )?(?:sent|provided|received|supplied|read)|did not come|not present|"
        r"non-?appearance|no representative|(?:written|full) (?:report|update)|update (?:was )?(?:sent|"
        r"given)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        there = represented(review)
        owing = {a.agency.casefold(): a for a in review.agreed if a.agency}
        for person in review.away:
            mine = served(person)
            if person.presence is Presence.REPORT or mine & there:
                continue
            tasks = [a for agency, a in owing.items() if agencies_in(agency) & mine]
            followed = [
                s
                for s in review.sentences
                if self._FOLLOWED.search(review.document.text, s.start, s.end)
                and _speaks_of(person, mine, review.document.quote(s))
                and not (person.span and s.overlaps(person.span))
            ]
            required = mine & set(review.profile.level(review.level).required)
            if (tasks or required or _has_a_part(person, review)) and not followed:
                agency = listed(in_words(a) for a in sorted(mine)) or person.agency
                yield Found(
                    f"{who(person)} did not come, nobody else came for {agency}, and nothing says how that "
                    "was followed up.",
                    person.span,
                )


def _speaks_of(person: Attendee, mine: set[str], said: str) -> bool:
    """Whether a sentence is about somebody, by surname or by agency."""
    surname = person.name.split()[-1] if person.name.split() else ""
    return bool(agencies_in(said) & mine) or bool(surname and surname in said)


def _has_a_part(person: Attendee, review: Review) -> bool:
    """Whether the plan gives a part to that person's agency, under the agency's own name."""
    name = re.findall(r"[\w'’&]+", person.agency)
    if len(name) < 2 or any(a.agency == person.agency for a in review.here):
        return False
    return " ".join(name[:2]).casefold() in " ".join(review.words(*PLAN).casefold().split())
