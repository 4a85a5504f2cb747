"""Who was at the meeting, as what, and for whom."""

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

_VICTIM = words(r"victims?|injured part(?:y|ies)|ex-partner|complainants?")

_BY_ROLE = frozenset({"victim liaison", "domestic abuse", "counter-terrorism", "approved premises"})
"""What somebody stands for by their post, whichever agency employs them."""


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
    hint = (
        "List those required, those present with role and agency, and those who sent apologies or did "
        "not come."
    )

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

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        misread = [a for a in review.here if not (a.role or (a.name and a.agency)) and agencies_in(who(a))]
        if len(misread) * 3 > len(review.here):
            yield Unknown(
                "The list of those present was not made out: names, roles and agencies stand in one line."
            )
            return
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
                if not any(_handed_over(review, a) for a in theirs):
                    yield Found(
                        f"{listed(who(a) for a in ours)} came for {in_words(agency)}; at the last "
                        f"meeting it "
                        f"was {listed(who(a) for a in theirs)}.",
                        ours[0].span,
                    )
            else:
                yield from self._other_holder(ours, theirs, review)

    @staticmethod
    def _other_holder(ours: list[Attendee], theirs: list[Attendee], review: Review) -> Iterator[Found]:
        """The agency came with a known face, and another person in the post that holds the case."""
        for person in ours:
            before = [a for a in theirs if _HOLDS.search(a.role) and _post(a.role) == _post(person.role)]
            known = any(_name(a.name) == _name(person.name) for a in (*before, *theirs))
            gone = [a for a in before if not any(_name(a.name) == _name(b.name) for b in ours)]
            if before and not known and gone and not _handed_over(review, gone[0]):
                yield Found(
                    f"{who(person)} came as {person.role}; at the last meeting it was {who(gone[0])}.",
                    person.span,
                )


_HOLDS = words(
    r"offender manager|case (?:manager|holder)|supervising officer|victim liaison officer|vlo|"
    r"social worker|probation (?:officer|practitioner)|key ?worker"
)
"""Posts whose holder has to know the case."""


def _post(role: str) -> str:
    return " ".join(re.findall(r"[a-z]+", role.casefold().replace("(chair)", " ")))


_HANDED = words(
    r"deput\w+|(?:in|takes?|taken|took) (?:\w+ )?(?:place|over)|for whom|on (?:his|her|their) behalf|"
    r"hand(?:ed|s)? over|handover|successor|replac\w+|briefed|left (?:the|her|his) (?:post|team)|"
    r"transferred|re-?allocated|cover(?:ing|s)? for|new (?:om|offender manager|officer|worker|vlo)|"
    r"now (?:holds|has|manages)|maternity|retired|promoted"
)


def _handed_over(review: Review, before: Attendee) -> bool:
    """Whether the document says who comes in that person's place."""
    surname = before.name.split()[-1]
    return any(
        _HANDED.search(said) and surname in said for said in map(review.document.quote, review.sentences)
    )


def _name(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold())[-1:])


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
        said = " ".join([fact.value, review.document.quote(fact.span) if fact.span else "", *listed_as])
        for short, rank in (("insp", "inspector"), ("supt", "superintendent"), ("ch", "chief")):
            said = re.sub(rf"\b{short}\b\.?", rank, said, flags=re.IGNORECASE)
        return said


_MANAGED = re.compile(
    r"^\W*(?:the )?(?:service user|subject|offender|person on probation|pop|prisoner|defendant|perpetrator|"
    r"nominal|client)\b(?! (?:manager|supervisor|officer|engagement|services))",
    re.IGNORECASE,
)


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
            said = set(re.findall(r"\w+", person.name.casefold()))
            surname = re.findall(r"\w+", subject.name.casefold())[-1]
            as_such = surname in said and _MANAGED.search(person.role)
            if (len(own) > 1 and own <= said) or as_such:
                yield Found("The person the meeting is about is listed as present.", person.span)
        came = words(rf"(?:NAME|{review.pronouns[0]}) (?:then |also |briefly |both )?{self._CAME}")
        for span in review.sentences:
            told = review.named(review.document.quote(span))
            joined = came.search(told)
            if joined and not self._NOT_HERE.search(told[: joined.end() + 12]):
                yield Found("The person the meeting is about took part in it.", span)
                return

    _CAME = (
        r"(?:joined|attended|sat in on|sat through|took part in|entered|came (?:in)?to|was (?:present|"
        r"brought|invited)"
        r"(?: in)?(?:to| at| for)?|dialled into|addressed) (?:part of |the end of |by video )*(?:the|"
        r"this|today['’]s) "
        r"(?:mappa |panel |end of the )?(?:meeting|panel|conference|call)"
    )
    _NOT_HERE = words(
        r"not|never|cannot|asked|wanted|would|could|whether|if|(?:previous|last|earlier|cp|review|core "
        r"group|school|"
        r"probation|family|child protection) (?:meeting|conference|panel)|case conference|parole"
    )
