"""How far the plan reaches: every risk that was found, other plans, and the time after licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from checks.review import Review, day
from checks.rule import Check, Found, Need, Unknown
from checks.rules.boxes import shortfall
from checks.sources import inspection, thames_valley
from checks.wording import PLAN, words
from models.finding import Severity
from models.structure import Confidence, DateKind
from models.text import Span

_FACTORS = {
    "alcohol": (
        words(r"alcohol|drinking|drinks heavily|intoxicated"),
        words(r"alcohol|drink\w*|sobriety|breath\w*"),
    ),
    "drugs": (
        words(r"drugs?|cocaine|heroin|cannabis|amphetamine|substance misuse|crack|opiates?|spice|ketamine"),
        words(
            r"drugs?|substance|testing|tested|recovery (?:service|worker)|cocaine|heroin|cannabis|crack|"
            r"opiates?|methadone|rehab\w*|detox|turning \w+|(?:misuse|addiction) (?:nurse|worker|service)"
        ),
    ),
    "mental health": (
        words(r"mental health|psychosis|psychotic|schizophreni\w+|paranoi\w+|depression"),
        words(
            r"mental|psychiatr\w+|psycholog\w+|medication|cmht|cpn|clinic|depot|gp|general practi\w+|"
            r"practice|mood|"
            r"counsel\w+|crisis team|therap\w+|hospital|nurse"
        ),
    ),
    "access to children": (
        words(r"contact with children|access to children|risk to children|grooming"),
        words(r"child\w*|under (?:16|18)|schools?|safeguarding|minors?"),
    ),
    "weapons in his possession": (
        words(
            r"(?:carr(?:y|ies|ied)|found with|possess\w*|collects?|access to|keeps|holds) "
            r"(?:\w+ ){0,4}(?:kni(?:fe|ves)|weapons?|machetes?|firearms?|blades?|shotguns?|guns?|rifles?|"
            r"air ?rifles?|crossbows?|swords?)"
        ),
        words(r"weapons?|kni(?:fe|ves)|firearms?|search\w*|machete|shotguns?|guns?|blades?"),
    ),
    "gambling": (
        words(r"gambl\w+|betting|gaming debts?"),
        words(r"gambl\w+|gamcare|betting|debts?|money advice|budget\w*"),
    ),
    "the internet": (
        words(r"internet|online offending|indecent images|social media"),
        words(r"internet|online|devices?|phones?|computers?|software|digital|social media|images"),
    ),
}

_DENIED = re.compile(
    r"\b(?:no|not|nor|never|low|without|denies|nil|absence of|free (?:of|from)|abstinent|no longer)"
    r"\b[^.;\n]{0,40}$",
    re.I,
)

_SAID_LOW = re.compile(
    r"[^.;\n]{0,40}\b(?:is|are|as|remains?|:) (?:assessed as |judged )?(?:low|nil)\b", re.IGNORECASE
)
_LINKED = words(
    r"linked|leads?|led|causes?|caused|brings?|brought|drives?|driven|behind|because of|due to|from"
)

_NEVER = re.compile(r" (?:was|is|were|are|has|have|had) (?:\w+ )?(?:never|not|no longer)\b", re.IGNORECASE)


class RMP12(Check):
    """Every risk factor that was found has a measure.

    Bad:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence. His use of alcohol precedes each assault:
        he was intoxicated at every offence.

    Good:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence. His use of alcohol precedes each assault:
        he was intoxicated at every offence.
        # Interventions and treatment
        Alcohol: probation refers him to the recovery service by 20 June and breath-tests him at appointments.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 8", "section 8(f)")
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "A risk that the meeting names and does nothing about is the one that inquiries ask of."
    hint = "Add a measure for it, or say why none is needed."

    def applies(self, review: Review) -> bool:
        return bool(review.substance("risk_assessment") and review.substance(*PLAN))

    def look(self, review: Review) -> Iterator[Found]:
        plan = review.words(*PLAN, "licence", "actions") + " ".join(a.text for a in review.agreed)
        for factor, (sign, measure) in _FACTORS.items():
            for section, span in review.find(sign, "risk_assessment"):
                sentence = review.sentence_at(span)
                text = review.document.text
                if _DENIED.search(text[sentence.start : span.start]) or _NEVER.match(text, span.end):
                    continue
                if _SAID_LOW.match(text, span.end) or self._driven(
                    factor, review.document.quote(sentence), plan
                ):
                    continue
                if not measure.search(plan):
                    yield Found(
                        f"The risk assessment names {factor}; neither the plan nor an action speaks of it.",
                        sentence,
                        section,
                    )
                break

    @staticmethod
    def _driven(factor: str, said: str, plan: str) -> bool:
        """Whether what drives the factor is named with it ("cannabis, linked to the paranoia") and met."""
        others = [(s, m) for name, (s, m) in _FACTORS.items() if name != factor]
        return bool(_LINKED.search(said)) and any(s.search(said) and m.search(plan) for s, m in others)


class RMP18(Check):
    """Other plans for the same person or children are referred to in this one.

    Bad:
        # Agency updates
        Children's services: the children are subject to a child protection plan, because of the risk he
        poses.

    Good:
        # Agency updates
        Children's services: the children are subject to a child protection plan, because of the risk he
        poses.
        # Risk management plan
        Supervision and monitoring by probation and Northmoor Police are timed with the child protection
        plan's core groups; treatment from July; victim safety: alarm at her home.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 8(a)", "section 18v")
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "Two plans that do not know of each other leave the gap between them to nobody."
    hint = "Say in the plan how it fits with the other one, and who holds them together."
    _JOINED = words(
        r"match\w*|align\w*|consistent|fits?|joined|dovetail\w*|attached|incorporat\w+|reflect\w*|tied|"
        r"coordinated|"
        r"co-ordinated|cross-?referenced|(?:both|two|same) plans?|one plan|(?:with|into|in) (?:ours|this "
        r"plan|our plan)"
    )
    _PLANS: ClassVar[dict[str, re.Pattern[str]]] = {
        "child protection plan": words(
            r"child protection plans?|(?:cp|cin) plans?|child in need plans?|core groups?"
        ),
        "care programme approach": words(r"cpa|care programme approach|care plan"),
        "integrated offender management": words(
            r"iom (?:cohort|scheme|plan)|integrated offender management|ppo scheme"
        ),
    }

    def applies(self, review: Review) -> bool:
        return bool(review.substance(*PLAN))

    def look(self, review: Review) -> Iterator[Found]:
        plan = review.words(*PLAN) + " ".join(a.text for a in review.agreed)
        for name, pattern in self._PLANS.items():
            for section, span in review.find(
                pattern, "updates", "children", "risk_assessment", "referral_reason", "unrecognised"
            ):
                sentence = review.sentence_at(span)
                ahead = review.document.text[sentence.start : span.start]
                near = review.document.text[sentence.start : min(len(review.body), sentence.end + 160)]
                if self._JOINED.search(near.split("\n")[0]):
                    break
                if not _DENIED.search(ahead) and not pattern.search(plan):
                    yield Found(
                        f"There is a {name}, and the risk management plan does not refer to it.",
                        sentence,
                        section,
                    )
                break


class MIN21(Check):
    """There is a strategy for when licence or MAPPA management ends.

    Bad:
        (without) # Exit strategy
        # Relevant dates
        Release date: 2 May 2024
        Licence expiry date: 14 January 2025

    Good:
        # Exit strategy
        Licence ends in March 2027. Police will manage the notification requirements alone from then, and
        adult social care will take over his tenancy support because he cannot keep it up without help.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("summary", "paragraph 5.13", "paragraph 5.21")
    needs = (Need.FORM, Need.SECTIONS)
    section = "exit"
    why = "Inspectors found plans that stopped with the licence while the risk did not."
    hint = "Say what will hold the risk when licence, order or MAPPA management ends, and who prepares it."
    _EXIT = words(
        r"exit|de-?regist\w+|de-?escalat\w+|"
        r"(?:when|after|once|before|until) (?:his|her|the|mappa) (?:\w+ ){0,2}(?:licen[cs]e|order|"
        r"sentence|management) (?:\w+ )?(?:ends?|expires?)|"
        r"end of (?:the |his |her )?(?:licen[cs]e|sentence|order)|long[- ]term (?:plan|strategy)|"
        r"step(?:ped)? down|beyond (?:the |his |her )?(?:licen[cs]e|sentence)"
    )

    NEAR = 365  # days

    def applies(self, review: Review) -> bool:
        return review.level != "1"

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        fault = shortfall(review, "exit") or self._put_off(review)
        elsewhere = self._EXIT.search(review.words(*PLAN, "level_review", "updates"))
        if fault and not elsewhere:
            yield Found(f"The exit strategy {fault[0]}.", fault[1])
        elif not review.on_form("exit") and not elsewhere and not review.mentions(self._EXIT):
            yield self._without_a_section(review)

    _LATER = words(
        r"to be (?:looked at|considered|discussed|agreed|reviewed|decided|confirmed)|nearer (?:the|to)|"
        r"not yet|too (?:early|soon)|"
        r"in due course|at a later"
    )

    def _put_off(self, review: Review) -> tuple[str, Span | None] | None:
        """A strategy that is only said to come later."""
        for section in review.substance("exit"):
            said = review.document.quote(section.span) if section.span else ""
            if len(said.split()) <= 12 and self._LATER.search(said):
                return "is put off and says nothing yet", section.span
        return None

    def _without_a_section(self, review: Review) -> Found | Unknown:
        """Where the form does not ask for it: a fault only once the end is within a year."""
        kinds = (DateKind.LICENCE_EXPIRY, DateKind.SENTENCE_EXPIRY, DateKind.ORDER_EXPIRY)
        ends = min((d for d in review.dates(*kinds) if review.held and d.date >= review.held),
                   key=lambda d: d.date, default=None)  # fmt: skip
        if ends is None or review.held is None or (ends.date - review.held).days > self.NEAR:
            return Unknown("The form does not ask for an exit strategy and no end within a year was found.")
        return Found(
            f"Licence, sentence or order ends on {day(ends.date)}, and nothing says what happens then.",
            ends.span,
            "rmp",
            severity=Severity.MEDIUM,
        )
