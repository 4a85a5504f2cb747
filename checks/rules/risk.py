"""Risk: how great, of what, to whom and how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.review import Review
from checks.rule import PAPERS, Check, Found, Need
from checks.rules.boxes import place
from checks.sources import inspection, thames_valley, thematic
from checks.wording import FULL_NAME, words
from models.finding import Severity
from models.structure import Confidence

_LEVELS = ("low", "medium", "high", "very high")


def age_on(born: date, when: date) -> int:
    """Whole years."""
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


class RSK01(Check):
    """Risk of serious harm is low, medium, high or very high; never “no risk”.

    Bad:
        # Risk assessment
        He poses no risk of serious harm to staff and a high risk of serious harm to his ex-partner, by
        violence.

    Good:
        # Risk assessment
        He poses a low risk of serious harm to staff and a high risk of serious harm to his ex-partner, by
        violence.
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 7"), *thematic("appendix 1"))
    kinds = PAPERS
    section = "risk_assessment"
    why = "There is always some risk; “no risk” is not a finding that an assessment can make."
    hint = "Use one of the four levels, for each group of people at risk."
    _NO_RISK = re.compile(
        r"\b(?:poses?|presents?|is|there is|assessed as(?: posing)?|of|at)\s+(?:currently )?(?:no|nil|"
        r"zero) risk(?: of (?:serious )?harm)?\b(?! assessments?| management| factors?| register| that\b|"
        r" in\b| of "
        r"(?!serious|harm))|"
        r"\b(?:no|nil|zero) risk(?: of (?:serious )?harm)? to (?:the |any |his |her |other )?(?:public|"
        r"child(?:ren)?|kids|"
        r"staff|known adults?|adults?|partners?|women|men|victims?|others|himself|herself|prisoners?)\b|"
        r"\b(?:public|child(?:ren)?|kids|staff|known adults?|prisoners?|self)\s*[:\-–=]\s*(?:nil|no|zero|"
        r"none)"
        r"(?: risk)?(?=[\s.;,]|$)|"
        r"\b(?:risk of (?:serious )?harm|rosh|roh)\s*[:\-–(]?\s*(?:\w+\s*[:\-–])?\s*(?:nil|none|no risk|"
        r"zero|not applicable|n/a)\b",
        re.IGNORECASE,
    )
    _INVALID = re.compile(
        r"\b(?:risk of (?:serious )?harm|rosh|roh)(?: level)?(?: is| remains)?\s*[:\-–]?\s*(moderate|"
        r"significant|substantial|extreme|severe|minimal|low[ -]?(?:to|/)[ -]?medium|"
        r"medium[ -]?(?:to|/)[ -]?high)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._NO_RISK):
            if section in ("updates", "children", "disclosure", "media") and "harm" not in (
                review.document.quote(span)
            ):
                continue  # said of somebody else, or of the time
            yield Found(
                "“No risk” is not a level of risk of serious harm.",
                review.sentence_at(span),
                "risk_assessment",
            )
        for _, span in review.find(self._INVALID):
            yield Found(
                "The level of risk of serious harm is not one of low, medium, high and very high.",
                review.sentence_at(span),
                "risk_assessment",
                severity=Severity.MEDIUM,
            )


class RSK02(Check):
    """A high risk says of what, and to whom.

    Bad:
        # Risk assessment
        Risk of serious harm is high. The likelihood of reoffending is medium and has been so since 2019.

    Good:
        # Risk assessment
        Risk of serious harm is high: to his ex-partner, of violence with a weapon. Likelihood of
        reoffending: medium.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*thames_valley("section 7"), *inspection("paragraph 4.17"))
    kinds = PAPERS
    needs = (Need.FORM, Need.SECTIONS)
    section = "risk_assessment"
    why = "High risk of what, and to whom, decides every measure in the plan."
    hint = "Say what harm is feared, to whom, and in which circumstances."
    _WHOM = words(
        r"public|known adults?|children|child|staff|prisoners?|self|himself|herself|"
        r"(?:ex-|former )?(?:partners?|wife|husband|girlfriend|boyfriend)|victims?|women|men|females?|"
        r"males?|strangers?|mother|father|sister|brother|family|neighbours?|officers?|"
        r"(?:Ms|Mrs|Mr|Miss) [A-Z]\w+|boys?|girls?|kids|residents|workers|customers|teenagers|babies|"
        r"adults?|"
        r"everyone|anyone|woman|man|people"
    )
    _WHAT = words(
        r"violen\w+|assault\w*|sexual\w*|rape|abus\w+|stalk\w*|harass\w*|stab\w*|weapon\w*|arson|fire\w*|"
        r"murder|kill\w*|grooming|injur\w+|strang\w+|contact offen[cs]\w+|robb\w+|terroris\w+|coerc\w+|"
        r"exploit\w+|physical harm|psychological harm|death|threats?|wounding|indecent|attack\w*|domestic|"
        r"shoot\w*|shot|guns?|burn\w*|poison\w*|beat\w*|emotional harm|control\w*|kni(?:fe|ves)|knif\w+|"
        r"glass(?:ing|ed)|bottle|touch\w*|punch\w*|kick\w*|machete|hammer|acid|drown\w*|kidnap\w*|"
        r"traffick\w+|blackmail|bomb\w*|explosi\w+|neglect\w*"
    )

    def applies(self, review: Review) -> bool:
        return review.risk_of_harm in ("high", "very high")

    def look(self, review: Review) -> Iterator[Found]:
        sections = review.substance("risk_assessment")
        if not sections:
            return
        said = review.words("risk_assessment")
        lacking = [w for w, p in (("to whom", self._WHOM), ("of what", self._WHAT)) if not p.search(said)]
        if "to whom" in lacking and self._somebody(said, review):
            lacking.remove("to whom")
        if lacking:
            yield Found(
                f"The risk of serious harm is {review.risk_of_harm}, but the risk assessment does not say "
                f"{' or '.join(lacking)}.",
                place(sections[0], review),
            )

    @staticmethod
    def _somebody(said: str, review: Review) -> bool:
        """Whether somebody is named who is neither the person nor anybody at the meeting."""
        subject = review.document.subject
        known = " ".join([subject.name if subject else "", *(a.name for a in review.document.attendance)])
        return any(m.group().split()[-1] not in known for m in FULL_NAME.finditer(said))


class RSK03(Check):
    """Likelihood of reoffending is kept apart from risk of harm.

    Bad:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence, because OGRS is 74%.

    Good:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence, because he has said he will find her. OGRS
        74%.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thematic("section 1.3(a)", "section 1.3(c)")
    kinds = PAPERS
    section = "risk_assessment"
    why = "A score for how likely somebody is to offend again says nothing of how much harm they would do."
    hint = (
        "Give the score as likelihood of reoffending, and rest the risk of harm on what could happen, "
        "to whom."
    )
    _MIXED = re.compile(
        r"\brisk of (?:serious )?harm\b[^.\n]{0,80}\b(?:because|as|due to|based on|given|derived from|"
        r"according to|from|per|by reason of)\b[^.\n]{0,25}\b(?:ogrs|ogp|rm ?2000|risk matrix|ovp|rsr)\b|"
        r"\b(?:ogrs|rm ?2000|risk matrix 2000)\b[^.\n]{0,40}\b(?:therefore|so|hence|meaning)"
        r"\b[^.\n]{0,30}\brisk of (?:serious )?harm|"
        r"\b(?:ogrs ?\d?|rm ?2000|risk matrix(?: 2000)?|ogp|ovp|rsr|osp)\b[^.\n]{0,30}?(?:\b(?:so|"
        r"therefore|thus|hence|"
        r"means|meaning|making|makes|giving)\b|=|→|->)[^.\n]{0,25}\b(?:rosh|roh|risk of (?:serious "
        r")?harm)\b|"
        r"\b(?:as|because|since|given that)\b[^.,\n]{0,20}\b(?:ogrs ?\d?|rm ?2000|risk matrix(?: 2000)?|"
        r"ogp|ovp|rsr)\b"
        r"[^.\n]{0,60}\b(?:rosh|roh|risk of (?:serious )?harm)\b|"
        r"\b(?:rosh|roh)\b[^.\n]{0,40}\b(?:because|due to|based on|given|derived from|according to|per)\b"
        r"[^.\n]{0,25}\b(?:ogrs|ogp|rm ?2000|risk matrix|ovp|rsr)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._MIXED):
            yield Found(
                "The risk of harm is taken from a score of how likely reoffending is.",
                review.sentence_at(span),
                section,
            )


class RSK07(Check):
    """The highest level recorded governs overall.

    Bad:
        # Risk assessment
        Overall risk of serious harm: medium
        Public: low. Children: high. Staff: low. The harm would be sexual abuse of boys and is not imminent.

    Good:
        # Risk assessment
        Overall risk of serious harm: high
        Public: low. Children: high. Staff: low. The harm would be sexual abuse of boys and is not imminent.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 7")
    kinds = PAPERS
    section = "risk_assessment"
    why = "A person who is a high risk to children is a high-risk case, whatever the risk to others."
    hint = "Raise the overall level, or correct the one that is out of step."
    _EACH = re.compile(
        r"\b(public|known adults?|adults?|partners?|women|kids|children|child|staff|prisoners?|"
        r"self)\b(?: is|"
        r" are)?\s*[:\-–(=|]?\s*(?:\t|\n)?\s*(very high|high|medium|low)\b",
        re.IGNORECASE,
    )
    _OF_EACH = re.compile(
        r"\b(very high|high|medium|low) risk (?:of (?:serious )?harm )?(?:is posed )?to (?:the |his |any "
        r")?(?:(?:future|new|"
        r"other) )?(public|known adults?|adults?|partners?|women|kids|children|staff|prisoners?)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        if review.risk_of_harm not in _LEVELS:
            return
        overall = _LEVELS.index(review.risk_of_harm)
        for _, span in review.find(self._EACH, "risk_assessment"):
            match = self._EACH.match(review.document.text, span.start)
            level = match.group(2).lower() if match else "low"
            if match and match.group(1).lower() != "self" and _LEVELS.index(level) > overall:
                yield Found(
                    f"The risk to {match.group(1).lower()} is {level}, but the overall level is "
                    f"{review.risk_of_harm}.",
                    span,
                )
                return
        for _, span in review.find(self._OF_EACH, "risk_assessment"):
            match = self._OF_EACH.match(review.document.text, span.start)
            if match and _LEVELS.index(match.group(1).lower()) > overall:
                yield Found(
                    f"The risk to {match.group(2).lower()} is {match.group(1).lower()}, but the overall "
                    f"level is "
                    f"{review.risk_of_harm}.",
                    span,
                )
                return


class RSK10(Check):
    """“Very high” goes with imminence.

    Bad:
        # Risk assessment
        Overall risk of serious harm: very high
        To his ex-partner, by violence. Harm is not imminent.

    Good:
        # Risk assessment
        Overall risk of serious harm: very high
        To his ex-partner, by violence. Harm is imminent: he was seen in her street this week.
    """

    severity = Severity.MEDIUM
    sources = thames_valley("section 7")
    kinds = PAPERS
    section = "risk_assessment"
    why = "Very high means that harm is more likely than not to happen, and could at any time."
    hint = "Say why harm is imminent, or record the risk as high."
    _NOT_NOW = re.compile(
        r"\b(?:not|isn't|unlikely to be|no longer)\s+(?:\w+ ){0,4}(?:imminent|immediate)\b|"
        r"\b(?:imminence|immediacy|imminent)\b\s*[:\-–?]?\s*(?:is )?(?:low|none|not|no|nil|unlikely)\b|"
        r"\bnothing (?:\w+ ){0,3}suggests? [^.\n]{0,40}\b(?:soon|imminent\w*|near future)\b|"
        r"\bnothing to suggest [^.\n]{0,40}\b(?:soon|imminent\w*|near future)\b|"
        r"\b(?:unlikely|not likely|not expected) (?:to (?:happen|occur|be) )?(?:soon|in the (?:near|short))|"
        r"\b(?:nobody|no one|none|not|nothing|never|hardly|few|doubt\w*|"
        r"n['’]t)\b[^.;\n]{0,50}\b(?:likely|expect\w*|happen\w*|"
        r"occur\w*|about to|suggest\w*|pending)\b[^.;\n]{0,30}\b(?:soon|near future|shortly|any time|at "
        r"present|now|"
        r"short term|weeks)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        if review.risk_of_harm != "very high":
            return
        for section, span in review.find(self._NOT_NOW):
            yield Found(
                "The risk of serious harm is very high and yet said not to be imminent.",
                review.sentence_at(span),
                section,
            )
            return
