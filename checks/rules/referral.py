"""Referrals: what a chair must know to accept one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from checks.agencies import agencies_in
from checks.review import Review, day
from checks.rule import REFERRAL, Check, Found, Need, Unknown
from checks.rules.boxes import place, shortfall
from checks.sources import inspection, regulation_28, thames_valley, thematic
from checks.wording import LEAD_NAMED, MEASURES, words
from models.finding import Severity
from models.structure import Confidence, DateKind
from models.text import Span


class REF01(Check):
    """The referral says what multi-agency management would add.

    Bad:
        === referral
        # Reason for referral
        He is a high risk offender and is being released soon.

    Good:
        === referral
        # Reason for referral
        One agency cannot manage him: police hold intelligence that housing and children's services need
        before he is placed, and a joint plan is needed for the first month.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 4.8", "paragraph 4.23", "recommendations")
    kinds = REFERRAL
    needs = (Need.FORM, Need.SECTIONS)
    section = "referral_reason"
    why = "One in 48 rejected referrals said it; without it the panel cannot tell why it should meet."
    hint = "Say what several agencies meeting would achieve that one agency alone, or a telephone call, "
    "would not."
    _ADDS = words(
        r"multi-?agency|other agencies|(?:several|two or more|more than one|different|all) agencies|"
        r"agencies (?:need|must|have|will|to)|one agency|single[- ]agency|joint(?:ly)? (?:\w+)|"
        r"co-?ordinat\w+|added value|collaborat\w+|beyond (?:what|single|the)|"
        r"active (?:involvement|management)|cannot (?:be )?manage\w*|"
        r"level [23] (?:is|management is) (?:needed|required|necessary)|information (?:from|held by)|"
        r"pooled|together"
    )

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "referral_reason")
        if fault:
            yield Found(f"The reason for referral {fault[0]}.", fault[1], confidence=Confidence.HIGH)
        elif not self._ADDS.search(review.words("referral_reason", "level_review", "category_level")):
            where = review.substance("referral_reason")
            if where or not review.mentions(self._ADDS):
                yield Found(
                    "The referral does not say what multi-agency management would add.",
                    place(where[0], review) if where else None,
                )


class _Says(Check):
    """A referral that has to speak of something somewhere, for REF-02 to REF-04 and the like."""

    kinds = REFERRAL
    confidence = Confidence.MEDIUM
    severity = Severity.HIGH
    section = "risk_assessment"
    topic: re.Pattern[str]
    message: str

    def look(self, review: Review) -> Iterator[Found]:
        if not review.mentions(self.topic):
            where = review.present(self.section)
            yield Found(self.message, where[0].heading_span if where else None)


class REF02(_Says):
    """The referral states the likelihood of reoffending.

    Bad:
        === referral
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence; imminent on release.

    Good:
        === referral
        # Risk assessment
        Likelihood of reoffending: high (OGRS 74%). High risk of serious harm to his ex-partner, by violence;
        imminent on release.
    """

    sources = inspection("paragraph 4.8")
    why = "Two thirds of rejected referrals did not say it."
    hint = "Give the likelihood of reoffending with the tool and its score."
    topic = words(
        r"(?:likelihood|risk|probability|chance)s? of (?:re-?offending|reconviction|further offen[cs]\w+)|"
        r"re-?offending|reconviction|ogrs\d?|ogp|ovp|rsr|rm ?2000(?:/\w)?|risk matrix 2000|osp(?:/\w+)?|"
        r"static-99r?|likely to (?:re-?offend|offend again)"
    )
    message = "The referral does not state the likelihood of reoffending."


class REF03(_Says):
    """The referral states the risk of serious harm.

    Bad:
        === referral
        # Risk assessment
        Likelihood of reoffending: high (OGRS 74%). He was violent to his ex-partner.

    Good:
        === referral
        # Risk assessment
        Likelihood of reoffending: high (OGRS 74%). High risk of serious harm to his ex-partner, by violence;
        imminent on release.
    """

    sources = inspection("paragraph 4.8")
    why = "It is the first thing that a panel weighs, and half of rejected referrals lacked it."
    hint = "Give the level (low, medium, high, very high), to whom, and of what harm."
    topic = words(r"risk of (?:serious )?harm|rosh|roh")
    message = "The referral does not state the risk of serious harm."

    def look(self, review: Review) -> Iterator[Found]:
        yield from super().look(review)
        if review.mentions(self.topic) and not review.risk_of_harm:
            where = review.present(self.section)
            yield Found(
                "The referral speaks of risk of harm and gives no level.",
                where[0].heading_span if where else None,
            )


class REF04(_Says):
    """The referral states how imminent serious harm is.

    Bad:
        === referral
        # Risk assessment
        Likelihood of reoffending: high (OGRS 74%). High risk of serious harm to his ex-partner, by violence.

    Good:
        === referral
        # Risk assessment
        Likelihood of reoffending: high (OGRS 74%). High risk of serious harm to his ex-partner, by violence;
        imminent on release.
    """

    sources = inspection("paragraph 4.8")
    why = "Only a tenth of rejected referrals did, and it decides how soon the panel has to meet."
    hint = "Say when harm is most likely, and what would bring it on."
    topic = words(
        r"imminen\w+|immediate(?:ly)?|immediacy|could (?:happen|occur) at any time|at any time|"
        r"within (?:days|hours|weeks)|when (?:is|will) the risk|as soon as he|on release"
    )
    message = "The referral does not say how imminent serious harm is."


class REF05(Check):
    """The referral names the agencies to invite, and why.

    Bad:
        === referral
        # Agencies to invite
        (without)

    Good:
        === referral
        # Agencies to invite
        | Name | Role | Agency | Contact | Why |
        | Grace Tolley | Housing manager | Northmoor Borough Housing | 020 7946 0211 | He has no home |
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 4.8", "paragraph 6.66")
    kinds = REFERRAL
    section = "invitees"
    why = "One in eight was clear about it; the right people cannot be asked if nobody says who they are."
    hint = "List each agency that has to come, with the person to ask and what they would bring."
    _INVITE = words(
        r"invit\w+|should (?:attend|be there|come)|needs? to (?:attend|be there|come)|to attend|"
        r"agencies (?:involved|to be|required|currently)|duty to co-?operate|dtc"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if not review.document.attendance and not review.mentions(self._INVITE):
            fault = shortfall(review, "invitees")
            yield Found("The referral does not name the agencies to invite.", fault[1] if fault else None)


class REF06(Check):
    """Each person to invite is given with employer, role and contact details.

    Bad:
        === referral
        # Agencies to invite
        | Name | Role | Agency | Contact | Why |
        | | | Social services | | Children |

    Good:
        === referral
        # Agencies to invite
        | Name | Role | Agency | Contact | Why |
        | Grace Tolley | Social worker | Northmoor Children's Services | 020 7946 0211 | Children |
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 6.47", "paragraph 6.73")
    kinds = REFERRAL
    needs = (Need.FORM, Need.SECTIONS)
    section = "invitees"
    why = "“Social services” is several teams in several places; an invitation to it reaches nobody."
    hint = "Give a name, a role, the team (adults' or children's, and which area), and a telephone number "
    "or address."
    _BARE = re.compile(
        r"^\W*(?:social services|health|housing|police|probation|prison|education|social care|"
        r"mental health|children'?s services|nhs)\W*$",
        re.I,
    )

    _PERSON = re.compile(r"\b[A-Z][a-z'’\-]+ [A-Z][a-z'’\-]+\b|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]")

    def look(self, review: Review) -> Iterator[Found]:
        for person in review.document.attendance:
            lacking = [
                w for w, said in (("a role", person.role), ("an employer", person.agency)) if not said.strip()
            ]
            if len(person.name.split()) > 1 and not self._BARE.match(person.name) and lacking:
                yield Found(
                    f"{person.name} is to be invited without {' or '.join(lacking)}.",
                    person.span,
                    severity=Severity.MEDIUM,
                )
        for section in review.present("invitees", "attendance"):
            yield from self._nobody(review, section.span)

    def _nobody(self, review: Review, within: Span | None) -> Iterator[Found]:
        """Lines and rows that ask for an agency and name no person in it."""
        if within is None:
            return
        start = within.start
        for line in review.document.quote(within).splitlines(keepends=True):
            cells = [c.strip() for c in line.split("\t")]
            bare = next((c for c in cells if self._BARE.match(c)), None)
            if any(a.name and a.name in line for a in review.document.attendance):
                bare = None
            others = " ".join(c for c in cells if c != bare)
            if bare and not any(not agencies_in(m.group()) for m in self._PERSON.finditer(others)):
                at = start + line.index(bare)
                yield Found(f"“{bare}” is to be invited, but no person is named.", Span(at, at + len(bare)))
            start += len(line)


class REF08(Check):
    """The referral comes with a risk management plan.

    Bad:
        === referral
        # Risk management plan
        To follow.

    Good:
        === referral
        # Risk management plan
        Supervision: probation sees him weekly. Monitoring and control: Northmoor Police check his phone each
        month. Interventions and treatment: a course on relationships. Victim safety: alarm at Ms Archer's
        home.
    """

    severity = Severity.HIGH
    sources = (*inspection("paragraph 4.8"), *thames_valley("section 4.2", "section 18ii"))
    kinds = REFERRAL
    section = "rmp"
    why = "One in eight had one; the meeting should improve a plan, not begin it."
    hint = "Put in what is already in place and what each agency has agreed to."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, *MEASURES)
        if fault:
            yield Found(f"The risk management plan {fault[0]}.", fault[1])
        elif not review.on_form("rmp") and not review.mentions(words(r"risk management plan|rmp")):
            yield Found("The referral has no risk management plan.", None, confidence=Confidence.MEDIUM)


class REF09(Check):
    """The referral gives exactly one category, with what qualifies the person for it.

    Bad:
        === referral
        # Category: (without)

    Good:
        === referral
        # Category: 2
    """

    severity = Severity.BLOCK
    sources = (*thames_valley("section 3"), *inspection("paragraph 2.8", "paragraph 4.4"))
    kinds = REFERRAL
    families = ("mappa",)
    section = "category_level"
    why = "Without a category there is no power to manage the person under MAPPA at all."
    hint = "Give the one category and the conviction or caution that brings the person into it."
    _TWO = re.compile(
        r"categor(?:y|ies)\s*[:\-]?\s*(?:category\s*)?([1-4])\s*(?:and|&|/|,|\+)\s*(?:category\s*)?([1-4])"
        r"\b",
        re.IGNORECASE,
    )
    _STATED = re.compile(r"(?:MAPPA )?category ([1-4])\b", re.IGNORECASE)
    _BOXES = re.compile(
        r"[\u2610-\u2612\u2713\u2714\u2717\u2718\uf0a8]|\[[ xX]?\]|\b(?:yes|no)\b", re.IGNORECASE
    )
    _CONVICTED = words(r"convict\w+|caution\w*|sentenced|pleaded|found guilty|imprisonment|community order")
    _CONCERN = words(r"risk|harm|concern\w*|threat\w*|escalat\w+|danger\w*")

    def look(self, review: Review) -> Iterator[Found]:
        several = self._several(review)
        if several is not None:
            yield Found("More than one MAPPA category is given.", several)
        elif not review.category:
            fault = shortfall(review, "category_level")
            yield Found("The MAPPA category is not given.", fault[1] if fault else None)
        elif review.category == "3":
            lacking = [
                w
                for w, p in (
                    ("a conviction or caution that shows the person can cause serious harm", self._CONVICTED),
                    ("the concern there is now", self._CONCERN),
                )
                if not review.mentions(p)
            ]
            if lacking:
                yield Found(
                    f"Category 3 needs {' and '.join(lacking)}, and the referral does not show it.",
                    None,
                    confidence=Confidence.MEDIUM,
                )

    def _several(self, review: Review) -> Span | None:
        """Where a second category is given: beside the first, or in a sentence of its own.

        A list of all categories with boxes to tick is no answer by itself.
        """
        two = self._TWO.search(review.body)
        if two and two.group(1) != two.group(2):
            return Span(two.start(), two.end())
        if self._BOXES.search(review.words("category_level")):
            return None
        first = ""
        for span in review.sentences_of("category_level"):
            told = self._STATED.match(review.document.quote(span).strip())
            if told and first and told.group(1) != first:
                return span
            first = first or (told.group(1) if told else "")
        return None


class REF10(Check):
    """The referral proposes exactly one level.

    Bad:
        === referral
        # Level: 2 or 3

    Good:
        === referral
        # Level: 2
    """

    severity = Severity.HIGH
    sources = thames_valley("section 4")
    kinds = REFERRAL
    section = "category_level"
    why = "A case can be managed at only one level."
    hint = "Give the level at which the case should be managed."
    _TWO = re.compile(
        r"^(?:proposed |mappa |requested |recommended )?level[^:\t\n]{0,40}[:\t]\s*(?:level\s*)?([123])"
        r"\s*(?:or|/|&|and)\s*(?:level\s*)?([123])\b",
        re.IGNORECASE | re.MULTILINE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        two = next(review.find(self._TWO), None)
        if two:
            yield Found("More than one level is proposed.", two[1])
        elif not review.level:
            fault = shortfall(review, "category_level")
            yield Found("No level is proposed.", fault[1] if fault else None)


class REF11(Check):
    """A referral to level 3 shows what only level 3 can give.

    Bad:
        === referral
        # Level: 3
        # Reason for referral
        He is a dangerous and manipulative man whom several agencies find hard to manage together.

    Good:
        === referral
        # Level: 3
        # Reason for referral
        High risk of serious harm. Round-the-clock police cover on release needs resources that only senior
        managers of several agencies can commit, and national media interest is expected.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 4.3")
    kinds = REFERRAL
    section = "referral_reason"
    why = "Level 3 is for what has to be done, not for how bad the person is."
    hint = (
        "Describe the senior co-operation, unusual resources or media interest that make level 3 necessary."
    )
    _NEEDS = words(
        r"senior (?:\w+ ){0,2}(?:managers?|level|representati\w+|officers?|co-?operation)|resources?|"
        r"media|public confidence|public interest|surveillance|round-the-clock|24[- ]hour|funding|"
        r"commit\w*|critical public protection|cppc|exceptional"
    )

    def applies(self, review: Review) -> bool:
        return review.level == "3"

    def look(self, review: Review) -> Iterator[Found]:
        if not self._NEEDS.search(
            review.words("referral_reason", "level_review", "category_level", "media", "rmp")
        ):
            where = review.substance("referral_reason")
            yield Found(
                "Level 3 is proposed, and nothing shows what only level 3 could give.",
                place(where[0], review) if where else None,
            )


class REF12(Check):
    """A manager has countersigned the referral.

    Bad:
        === referral
        # Line manager's countersignature
        Name: ____________ Date: ________

    Good:
        === referral
        # Line manager's countersignature
        Countersigned by Petra Lund, senior probation officer, 2 May 2024.
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 18iii", "section 18v"), *inspection("paragraph 6.18"))
    kinds = REFERRAL
    section = "endorsement"
    why = "The countersignature is the check that the referral is complete and needed."
    hint = "Have the line manager read, complete and countersign it, with name and date."
    _LINE = re.compile(
        r"[^\n]*\b(?:counter-?sign\w*|line manager|endorsed by|"
        r"manager'?s? (?:signature|endorsement|approval|comments)|authorised by|approved by)\b[^\n]*",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        blank = None
        for match in self._LINE.finditer(review.body):
            near = review.body[match.start() : min(len(review.body), match.end() + 160)]
            said = self._LINE.sub(
                lambda m: m.group().split(":", 1)[-1] if ":" in m.group() else m.group(), near, count=1
            )
            dated = re.search(r"\d{1,2}[/. ](?:\d{1,2}|\w{3,9})[/. ]\d{2,4}|\d{4}-\d\d-\d\d", near)
            named = re.search(
                r"\b[A-Z][a-z'’\-]+ [A-Z][a-z'’\-]+\b",
                re.sub(r"(?i)line manager|countersign\w*|manager's|name|date|signature", " ", said),
            )
            if (dated or named) and not re.search(r"[_…]{3,}|\.{5,}", near):
                return
            blank = blank or Span(match.start(), match.end())
        yield Found(
            "The line manager's countersignature has not been filled in."
            if blank
            else "Nothing shows that a manager has countersigned the referral.",
            blank,
            confidence=Confidence.HIGH if blank else Confidence.MEDIUM,
        )


class REF13(Check):
    """For somebody in custody the referral is made at least six months before release.

    Bad:
        === referral
        # Relevant dates
        Release date: 20 July 2024

    Good:
        === referral
        # Relevant dates
        Release date: 20 March 2025
    """

    severity = Severity.HIGH
    sources = (*inspection("paragraph 4.11", "paragraph 6.39"), *regulation_28())
    kinds = REFERRAL
    needs = (Need.FORM, Need.HELD)
    section = "dates"
    why = "Housing, treatment and victim safety cannot be arranged in weeks."
    hint = "Ask for an early meeting, and record why the referral is late."

    def applies(self, review: Review) -> bool:
        return bool(self._coming(review)) or review.mentions(words(r"in custody|hmp|hmyoi|serving prisoner"))

    @staticmethod
    def _coming(review: Review) -> tuple[date, Span] | None:
        if review.held is None:
            return None
        kinds = (DateKind.RELEASE, DateKind.CONDITIONAL_RELEASE)
        coming = [(d.date, d.span) for d in review.dates(*kinds) if d.date >= review.held]
        return min(coming, default=None)

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        months = review.profile.referral_months_before_release
        coming = self._coming(review)
        assert review.held is not None
        if not months:
            yield Unknown(f"The profile {review.profile.name} sets no time before release.")
        elif coming is None:
            yield Unknown("No release date after the date of the referral was found.")
        elif coming[0] < review.held + timedelta(days=months * 30):
            weeks = (coming[0] - review.held).days // 7
            yield Found(
                f"The release is on {day(coming[0])}, {weeks} weeks after the referral; it should have "
                f"been made "
                f"{months} months before.",
                coming[1],
            )


class REF25(Check):
    """The referral names the lead agency.

    Bad:
        === referral
        # Lead agency
        (without)

    Good:
        === referral
        # Lead agency
        Probation Service
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 4.13")
    kinds = REFERRAL
    section = "lead_agency"
    why = "The lead agency answers for the case from the first day."
    hint = "Name it."

    def look(self, review: Review) -> Iterator[Found]:
        if review.document.facts.lead_agency is None and not review.substance("lead_agency"):
            if review.mentions(LEAD_NAMED):
                return
            fault = shortfall(review, "lead_agency")
            yield Found("The lead agency is not named.", fault[1] if fault else None)


class REF27(Check):
    """Past behaviour is analysed, not only listed.

    Bad:
        === referral
        # Offence
        Wounding with intent, 2019. Eight years' imprisonment. Licence until March 2027.

    Good:
        === referral
        # Offence
        Wounding with intent, 2019. Eight years' imprisonment. Licence until March 2027. The pattern is of
        violence when a partner leaves; the earlier assaults of 2011 followed the same course.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.LOW
    sources = (*inspection("paragraph 4.17"), *thematic())
    kinds = REFERRAL
    section = "offence"
    why = "What he did years ago, in other circumstances, may be what he does next."
    hint = "Say what the pattern is, what set it off, and where the past differs from the present."
    _PATTERN = words(
        r"patterns?|previous(?:ly)?|past|histor\w+|earlier|escalat\w+|repeat\w*|triggers?|triggered|"
        r"context|linked to|motivat\w+|since \d{4}|similar|same course|offence analysis|precede[sd]?|"
        r"followed"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if not review.mentions(self._PATTERN, "offence", "risk_assessment", "referral_reason"):
            where = review.present("offence")
            yield Found(
                "The referral does not analyse past behaviour.",
                where[0].heading_span if where else None,
                severity=Severity.LOW,
            )
