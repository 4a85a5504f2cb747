"""Referrals: what a chair must know to accept one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in
from checks.review import Review
from checks.rule import REFERRAL, Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import inspection, thames_valley, thematic
from checks.wording import MEASURES, PLAN, words
from models.finding import Severity
from models.structure import Confidence


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
    hint = (
        "Say what several agencies meeting would achieve that one agency alone, or a telephone call, "
        "would not."
    )
    _ADDS = words(
        r"multi-?agency|other agencies|(?:several|two or more|more than one|different|all) agencies|"
        r"agencies (?:need|must|have|will|to)|one agency|single[- ]agency|joint(?:ly)? (?:\w+)|"
        r"co-?ordinat\w+|added value|collaborat\w+|beyond (?:what|single|the)|"
        r"active (?:involvement|management)|cannot (?:be )?manage\w*|"
        r"level [23] (?:is|management is) (?:needed|required|necessary)|information (?:from|held by)|"
        r"pooled|together|(?:can['’]?t|cannot|unable to|not able to) (?:\w+ ){0,2}(?:hold|do|manage|"
        r"contain|get|deliver)|"
        r"between (?:them|us)|round (?:one|the|a) table|(?:need|needs|must|have to|has to) (?:\w+ "
        r"){0,3}(?:share|commit|"
        r"agree|act|meet)|commitments?|on board|part of"
    )

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "referral_reason")
        if fault:
            yield Found(f"The reason for referral {fault[0]}.", fault[1], confidence=Confidence.HIGH)
        elif not self._added(review.words("referral_reason", "level_review", "category_level")):
            where = review.substance("referral_reason")
            if where or not review.mentions(self._ADDS):
                yield Found(
                    "The referral does not say what multi-agency management would add.",
                    place(where[0], review) if where else None,
                )

    _CALLED_ON = words(
        r"must|needs?|needed|requires?|required|has to|have to|will|would|should|could|to|can|commit\w*|"
        r"provid\w+|"
        r"agree\w*|decid\w+|suppl(?:y|ies)|hold|holds|know|knows"
    )
    _PEOPLE = words(
        r"(?:two|three|four|five|six|seven|several|many|all) (?:of (?:us|them)|professionals|services|"
        r"organisations|"
        r"teams|bodies|departments)|(?:meet|meeting|sit|sitting|plan|planning|work|working) (?:down |"
        r"together|as one)"
    )

    def _added(self, said: str) -> bool:
        """Whether something is asked of several: in so many words, or by naming what each is to bring."""
        if self._ADDS.search(said) or self._PEOPLE.search(said):
            return True
        calls = [s for s in re.split(r"[.;\n]|, ", said) if self._CALLED_ON.search(s) or agencies_in(s)]
        called = {a for s in calls for a in agencies_in(s)}
        return len(called) >= 2 and bool(self._CALLED_ON.search(said))


class _Says(Check):
    """A referral that has to speak of something somewhere, for REF-02 to REF-04 and the like."""

    kinds = REFERRAL
    confidence = Confidence.MEDIUM
    severity = Severity.HIGH
    section = "risk_assessment"
    topic: re.Pattern[str]
    message: str

    places: tuple[str, ...] = ()  # where it has to be said; empty: anywhere

    def look(self, review: Review) -> Iterator[Found]:
        places = self.places if self.places and review.present("risk_assessment") else ()
        if not review.mentions(self.topic, *places):
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
        r"static-99r?|(?:likel\w+|unlikely|probab\w+|chances?|expected|bound|"
        r"sure)\b[^.\n]{0,40}\b(?:re-?offen[cd]\w*|"
        r"offend\w* again|(?:further|another|more|new) (?:offen[cs]\w+|crimes?)|be convicted again)"
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
        r"within (?:\w+ ){0,3}(?:days|hours|weeks|months)|when (?:is|will) the risk|as soon as (?:he|she)|"
        r"on release|"
        r"any (?:day|time|moment)|straight ?away|soon(?:est)? after|(?:straight|directly|right) after|"
        r"once (?:out|released)|"
        r"first (?:\w+ )?(?:days?|weeks?|months?)|day of release|most likely (?:when|in|within|on|after|"
        r"at)|weeks of|within days|at (?:the )?first (?:opportunity|chance)|as soon as|not expected "
        r"(?:while|until)|"
        r"would (?:act|happen|come) (?:\w+ ){0,3}(?:on|at|within|when|if|after)"
    )
    places = ("risk_assessment", "unrecognised")
    message = "The referral does not say how imminent serious harm is."


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
        elif review.present(*MEASURES) and len(review.words(*PLAN).split()) < self.LEAST:
            where = review.substance(*MEASURES)
            yield Found(
                "The risk management plan is too short to act on.", place(where[0], review) if where else None
            )
        elif not review.on_form("rmp") and not review.mentions(words(r"risk management plan|rmp")):
            yield Found("The referral has no risk management plan.", None, confidence=Confidence.MEDIUM)

    LEAST = 12  # words; less holds no measure with somebody to carry it out


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
        r"patterns?|escalat\w+|repeat\w*|triggers?|triggered|"
        r"context|linked to|motivat\w+|since \d{4}|similar|same course|offence analysis|precede[sd]?|"
        r"followed|every (?:one|time|assault|offence)|each (?:one|time|was|worse|assault|offence)|always|"
        r"worse|"
        r"common (?:thread|factor|feature)|moved from|different from|unlike|(?:both|all) (?:times|were|on|"
        r"when)|"
        r"in the same way|as before|again when|first time|driven by|brought on|what is different|"
        r"shows? that|demonstrat\w+|likewise|"
        r"also (?:arose|followed|involved|occurred|happened|took place|came|within|on|against)|"
        r"(?:marks|sets|singles?) (?:\w+ ){0,3}(?:out|apart)|distinguish\w*|never before|had never|"
        r"(?:both|all) (?:of )?"
        r"(?:these|those|three|four|the)|(?:greater|quicker|heavier|graver|more (?:serious|violent|"
        r"frequent)) "
        r"(?:and|each|every|with|than|now)|(?:each|every) (?:of|offence|time)|when he (?:believed|felt|"
        r"thought|had "
        r"been)|under the influence|after drinking|relationship(?:s)? (?:ending|ended|broke)|in drink"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if not review.mentions(self._PATTERN, "offence", "risk_assessment", "referral_reason"):
            where = review.present("offence")
            yield Found(
                "The referral does not analyse past behaviour.",
                where[0].heading_span if where else None,
                severity=Severity.LOW,
            )
