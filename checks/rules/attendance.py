"""Who had to be there, who was, and who came instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in, in_words
from checks.review import Review, listed
from checks.rule import Check, Found, Need, Unknown
from checks.rules.boxes import shortfall
from checks.sources import inspection, thames_valley, thematic
from checks.wording import NOTHING, words
from models.finding import Severity
from models.structure import Attendee, Confidence, Fact, Presence

_JUNIOR_FREE = re.compile(
    r"\b(?:di|dci|inspector|detective inspector|superintendent|chief inspector)\b", re.IGNORECASE
)
_VICTIM = words(r"victims?|injured part(?:y|ies)|ex-partner|complainants?")
_BY_ROLE = frozenset({"victim liaison", "domestic abuse", "counter-terrorism", "approved premises"})
"""What somebody stands for by their post, whichever agency employs them."""
_CUSTODY = words(r"hmp|hmyoi|in custody|serving prisoner|currently serving|remains in prison|in prison")
_TERROR = words(r"tact|counter[- ]terroris[mt]\w*|terroris[mt]\w*|ctu|extremis[mt]\w*")


def who(attendee: Attendee) -> str:
    """The person's name, or their role where no name is given."""
    return attendee.name or attendee.role or attendee.agency or "somebody"


def served(attendee: Attendee) -> set[str]:
    """The agencies that somebody stands for, by agency and, where that tells nothing, by role."""
    return agencies_in(attendee.agency) or agencies_in(attendee.role)


def represented(review: Review) -> set[str]:
    """Agencies that took part, or sent a report."""
    there = (*review.here, *(a for a in review.away if a.presence is Presence.REPORT))
    return {name for a in there for name in served(a) | (agencies_in(a.role) & _BY_ROLE)}


class ATT01(Check):
    """Those required, those present, their roles and those absent are all listed.

    Bad:
        (without) # Apologies

    Good:
        # Apologies
        | Name | Role | Agency |
        | Olive Marsh | Ward manager | Northmoor NHS Trust |
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("recommendations", "paragraph 5.4")
    needs = (Need.FORM, Need.SECTIONS)
    why = "Without the four lists nobody can tell whether the people the plan depends on were in the room."
    hint = "List those required, those present with role and agency, and those who sent apologies or did "
    "not come."

    def look(self, review: Review) -> Iterator[Found]:
        if not review.here:
            fault = shortfall(review, "attendance")
            said = fault[0] if fault else "names nobody as present"
            yield Found(
                f"The attendance list {said}.",
                fault[1] if fault else None,
                "attendance",
                confidence=Confidence.HIGH if fault else Confidence.MEDIUM,
            )
        elif not review.away and not review.present("apologies"):
            yield Found(
                "Nothing says who was invited and did not come: there is no list of apologies or absences.",
                None,
                "apologies",
                severity=Severity.MEDIUM,
            )


class ATT02(Check):
    """Everyone present is listed with a role and an agency.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis |  |  |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.4")
    families = ()
    needs = (Need.FORM, Need.ATTENDANCE)
    section = "attendance"
    why = "Who may hear the information, and who can commit an agency to act, turns on role and agency."
    hint = "Add the missing role or agency."

    def look(self, review: Review) -> Iterator[Found]:
        for person in review.here:
            role, agency = person.role, person.agency
            lacking = [w for w, said in (("role", role), ("agency", agency)) if NOTHING.match(said)]
            if lacking == ["agency"] and agencies_in(role):
                continue
            if lacking == ["role"] and re.search(r"\b(?:officer|manager|head|lead)\b", agency, re.IGNORECASE):
                continue
            if lacking:
                yield Found(
                    f"{who(person)} is listed without {'an' if lacking[0] == 'agency' else 'a'} "
                    f"{' or '.join(lacking)}.",
                    person.span,
                    confidence=Confidence.HIGH if len(lacking) == 2 else Confidence.MEDIUM,
                )


class ATT03(Check):
    """The same person comes for each agency from meeting to meeting.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Rhys Coker | Police offender manager | Northmoor Police |
        === the meeting before
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        === the meeting before
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 5.4")
    needs = (Need.FORM, Need.ATTENDANCE, Need.PREVIOUS)
    section = "attendance"
    why = "A different face at each meeting does not know the case and cannot answer for earlier promises."
    hint = "Check that the new representative was briefed and can commit the agency, and say so."

    def look(self, review: Review) -> Iterator[Found]:
        assert review.previous is not None
        before = [
            a for a in review.previous.attendance if a.presence in (Presence.PRESENT, Presence.BY_PHONE)
        ]
        now = {_name(a.name) for a in review.here}
        for agency in sorted({g for a in review.here for g in served(a)}):
            ours = [a for a in review.here if agency in served(a)]
            theirs = [a for a in before if agency in served(a)]
            same = {_name(a.name) for a in theirs} & now
            if ours and theirs and not same and all(a.name for a in (*ours, *theirs)):
                explained = any(_handed_over(review, a) for a in theirs)
                yield Found(
                    f"{listed(who(a) for a in ours)} came for {in_words(agency)}; at the last meeting it "
                    f"was {listed(who(a) for a in theirs)}.",
                    ours[0].span,
                    severity=Severity.LOW if explained else None,
                )


_HANDED = words(
    r"deput\w+|(?:in|takes?|taken|took) (?:\w+ )?(?:place|over)|for whom|on (?:his|her|their) behalf|"
    r"hand(?:ed|s)? over|handover|successor|replac\w+|briefed|left (?:the|her|his) (?:post|team)"
)


def _handed_over(review: Review, before: Attendee) -> bool:
    """Whether the document says who comes in that person's place."""
    surname = before.name.split()[-1]
    return any(
        _HANDED.search(said) and surname in said for said in map(review.document.quote, review.sentences)
    )


def _name(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold())[-1:])


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
    hint = "Record that the liaison officer came or reported, or why there is none (the victim declined "
    "contact)."
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
        if not review.mentions(self._REPORTED, "victim", "victim_safety", "updates", "apologies"):
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
    why = "The prison knows his behaviour, visits and calls, and has to carry out much of a plan before "
    "release."
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


class ATT08(Check):
    """The chair is senior enough for the level.

    Bad:
        # Chair: Petra Lund, Probation Support Officer
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Probation Support Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |

    Good:
        # Chair: Petra Lund, Senior Probation Officer
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = (*thames_valley("section 2", "section 18ii"), *inspection("paragraph 5.6"))
    needs = (Need.FORM, Need.LEVEL)
    section = "attendance"
    why = "A chair has to be able to commit resources and to challenge other agencies' managers."
    hint = "Give the chair's rank or grade, or have the meeting chaired by somebody of that rank."

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        level = review.profile.level(review.level)
        fact = review.document.facts.chair_role
        if not level.chair:
            yield Unknown(
                f"The profile {review.profile.name} gives no rank for a level {review.level} chair."
            )
        elif fact is None or NOTHING.match(re.sub(r"\bchair\w*", "", fact.value, flags=re.IGNORECASE)):
            yield Unknown("The chair's rank or role was not found in the document.")
        elif not any(re.search(rf"\b{re.escape(r)}\b", self._post(review, fact), re.I) for r in level.chair):
            yield Found(
                f"The chair is listed as {fact.value}; at level {review.level} it should be "
                f"{level.chair_words}.",
                fact.span,
            )

    @staticmethod
    def _post(review: Review, fact: Fact) -> str:
        """All that the document says of the chair's post, where the fact was read and in the attendance."""
        surname = chair.value.split()[-1:] if (chair := review.document.facts.chair) else []
        listed_as = [a.role for a in review.document.attendance if surname and a.name.split()[-1:] == surname]
        return " ".join([fact.value, review.document.quote(fact.span) if fact.span else "", *listed_as])


class ATT09(Check):
    """The person under management is not in the meeting.

    Bad:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
        | Dean Harrow | Service user | |

    Good:
        # Attendance
        | Name | Role | Agency |
        | Petra Lund | Senior Probation Officer (Chair) | Probation Service |
        | Ivor Mellis | Police offender manager | Northmoor Police |
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = (*thames_valley("section 10"), *thematic("section 1.5(g)"))
    needs = (Need.FORM, Need.ATTENDANCE)
    section = "attendance"
    why = "Other people's information is spoken of there, and some of it could put them in danger."
    hint = "Take his views in writing or through the offender manager, and correct the list if it is wrong."

    def look(self, review: Review) -> Iterator[Found]:
        subject = review.document.subject
        if subject is None or not subject.name:
            return
        own = set(re.findall(r"\w+", subject.name.casefold()))
        for person in review.here:
            if len(own) > 1 and own <= set(re.findall(r"\w+", person.name.casefold())):
                yield Found("The person the meeting is about is listed as present.", person.span)


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
    why = "An agency that owes the plan something and does not come has to be asked why, by somebody "
    "senior."
    hint = "Add an action to obtain its report, or record that the absence was taken up with its managers."
    _FOLLOWED = words(
        r"absen(?:t|ce)|non-?attendance|did not attend|failed to attend|apologies|deputy|"
        r"in (?:his|her|their) place|on (?:his|her|their) behalf|"
        r"report (?:was |had been )?(?:sent|provided|received|supplied|read)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        there = represented(review)
        owing = {a.agency.casefold(): a for a in review.agreed if a.agency}
        for person in review.away:
            mine = served(person)
            if person.presence is Presence.REPORT or not mine or mine & there:
                continue
            tasks = [a for agency, a in owing.items() if agencies_in(agency) & mine]
            followed = [
                s
                for s in review.sentences
                if self._FOLLOWED.search(review.document.text, s.start, s.end)
                and agencies_in(review.document.quote(s)) & mine
                and not (person.span and s.overlaps(person.span))
            ]
            required = mine & set(review.profile.level(review.level).required)
            if (tasks or required) and not followed:
                yield Found(
                    f"{who(person)} did not come, nobody else came for "
                    f"{listed(in_words(a) for a in sorted(mine))}, and nothing says how that was "
                    "followed up.",
                    person.span,
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
        return review.category == "4" or review.mentions(
            _TERROR, "offence", "risk_assessment", "referral_reason"
        )

    def look(self, review: Review) -> Iterator[Found]:
        unit = words(r"ctu|ctp|counter[- ]terroris[mt] (?:unit|polic\w+|officer)")
        if "counter-terrorism" not in represented(review) and not review.mentions(unit, "updates"):
            yield Found(
                "This is a terrorist case and no counter-terrorism officer attended or reported.", None
            )
