"""Where one arrangement meets another: Marac and MAPPA, a category and its end, scores and doubts of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review, day
from checks.rule import Check, Found, Need, Unknown
from checks.sources import regulation_28, thames_valley, thematic
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence, DateKind
from models.text import Span


class REF20(Check):
    """A MAPPA-eligible domestic abuse case goes to MAPPA, with Marac's information.

    Bad:
        === marac
        # Agency updates
        The perpetrator is a registered sex offender and is seen by a local officer every six months.
        The risk to
        her is high.

    Good:
        === marac
        # Agency updates
        The perpetrator is a registered sex offender; today's information goes to the MAPPA coordinator.
        The risk
        to her is high.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 5")
    families = ("marac",)
    section = "updates"
    why = "Two panels that each hold half of what is known both plan for a smaller risk than there is."
    hint = "Record that the information went to MAPPA, and who took it there."
    _ELIGIBLE = re.compile(
        r"\bregistered sex(?:ual)? offenders?\b|\bRSO\b|\bSHPO\b|\bsexual harm prevention order|"
        r"\bnotification "
        r"requirements?\b|\bsubject to notification\b|\bon (?:life )?licen[cs]e\b(?! (?:plate|"
        r"fee))|\b(?:released|recalled) on "
        r"licen[cs]e\b|\bhospital order\b",
        re.IGNORECASE,
    )
    _MAPPA = words(r"mappa|multi-agency public protection")

    def look(self, review: Review) -> Iterator[Found]:
        told = next(((s, p) for s, p in review.find(self._ELIGIBLE) if s != "confidentiality"), None)
        if told and not review.mentions(self._MAPPA):
            yield Found(
                "The person may well come under MAPPA, and nothing says that MAPPA was told.",
                review.sentence_at(told[1]),
                told[0],
            )


class REF22(Check):
    """Cases reaching their end are reviewed for category 3.

    Bad:
        # Relevant dates
        Release date: 2 May 2024
        Licence expiry date: 10 July 2024
        # Exit strategy
        The support worker has agreed to continue for as long as he wishes.

    Good:
        # Relevant dates
        Release date: 2 May 2024
        Licence expiry date: 10 July 2024
        # Exit strategy
        Category 3 was considered and is not needed; he leaves MAPPA on that day and the support worker
        continues.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = (*regulation_28(), *thames_valley("section 3"))
    families = ("mappa",)
    needs = (Need.FORM, Need.HELD)
    section = "exit"
    why = (
        "On the day the licence ends nobody has the power to manage him, unless somebody thought of "
        "it before."
    )
    hint = "Record whether he is to be category 3 from then on, or is deregistered, and why."
    NEAR = 60  # days: about the interval in which the next review falls
    _ASKED = words(
        r"cat(?:egory|\.)? ?(?:3|three)|de-?regist\w*|leaves? (?:mappa|category)|out of mappa|no "
        r"longer (?:be )?(?:mappa|"
        r"eligible|managed)|cease\w* to be (?:mappa|managed|eligible)|exit(?:s|ed)? mappa|mappa "
        r"(?:will )?(?:ends?|ceases?)|"
        r"notification (?:requirements? )?(?:continue|until|for life)|archiv\w+"
    )

    def applies(self, review: Review) -> bool:
        return review.category in ("1", "2") and review.level in ("2", "3")

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        assert review.held is not None
        kinds = (DateKind.LICENCE_EXPIRY, DateKind.SENTENCE_EXPIRY, DateKind.ORDER_EXPIRY)
        ahead = [d for d in review.dates(*kinds) if d.date >= review.held]
        last = max(ahead, key=lambda d: d.date, default=None)
        if last is None:
            yield Unknown("The end of the licence or order was not found in the document.")
        elif (last.date - review.held).days <= self.NEAR and not review.mentions(self._ASKED):
            yield Found(
                f"Licence or order ends on {day(last.date)}, and nothing says whether category 3 "
                f"was considered.",
                last.span,
                "exit",
            )


class MIN27(Check):
    """Disagreement with the assessment goes to the senior probation officer.

    Bad:
        # Agency updates
        Police did not accept the assessment and thought the risk to Ms Archer very high. The meeting
        noted it.

    Good:
        # Agency updates
        Police did not accept the assessment and thought the risk to Ms Archer very high. The senior probation
        officer will look at it again with Sunil Mistry.
    """

    severity = Severity.LOW
    confidence = Confidence.LOW
    sources = thames_valley("section 18ii")
    needs = (Need.FORM, Need.SECTIONS)
    section = "risk_assessment"
    why = "The assessment is probation's to change; whoever doubts it has to be heard by somebody who can."
    hint = "Record that the senior probation officer was told, or will be, and by whom."
    _AGAINST = re.compile(
        r"\b(?:disagree[ds]?|dissent\w*|disput\w+|challeng\w+|question(?:s|ed)|(?:did|do|does|"
        r"could) ?n[o'’]t (?:agree|accept|"
        r"support)|not (?:agree|accept)|unhappy|not happy)\b[^.\n]{0,60}\b(?:assessment|risk "
        r"level|level of risk|rosh|roh|"
        r"oasys|rating|scor(?:e|ing)|(?:very high|high|medium|low))\b(?! (?:conference|visit))",
        re.IGNORECASE,
    )
    _HEARD = words(
        r"spo|senior (?:probation|officer)|line manager|team manager|head of (?:service|pdu)|chair will|qa"
    )
    _HIS = re.compile(r"(?:NAME|\b[Hh]e|\b[Ss]he|\b[Tt]he offender)\W+(?:\w+ ){0,4}$")

    def look(self, review: Review) -> Iterator[Found]:
        places = ("updates", "risk_assessment", "level_review", "discussion", "unrecognised")
        for section, span in review.find(self._AGAINST, *places):
            sentence = review.sentence_at(span)
            if self._HIS.search(
                review.named(review.document.text[max(sentence.start, span.start - 120) : span.start])
            ):
                continue
            near = review.document.text[span.start : min(len(review.body), sentence.end + 200)].split("\n")[0]
            if not self._HEARD.search(near):
                yield Found(
                    "Somebody doubted the assessment, and nothing says that the senior probation "
                    "officer heard of it.",
                    sentence,
                    section,
                )
                return


class MIN15(Check):
    """Tables and scores are given with what they mean.

    Bad:
        # Risk assessment
        High risk of serious harm to his ex-partner, and to any future partner, by violence. OGRS3 61, OVP 44.
        OASys of 3 May 2024. Not imminent.

    Good:
        # Risk assessment
        High risk of serious harm to his ex-partner, and to any future partner, by violence. OGRS3 61, OVP 44:
        both medium, so that violence is less likely than theft. OASys of 3 May 2024. Not imminent.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.LOW
    sources = thematic("section 2.1, strengths (iv)")
    needs = (Need.FORM, Need.SECTIONS)
    section = "risk_assessment"
    why = "A row of numbers tells nobody outside probation what to expect of the person."
    hint = "Say beside each score which band it falls in and what that means for this person."
    LEAST = 2  # bare scores before it is worth saying; one beside a described risk can be read from it
    _BARE = re.compile(
        r"\b(?:ogrs ?\d?|ogp|ovp|rsr|osp(?:[-/ ][ic]c?)?|static[- ]?99r?|hcr-?20|pcl-?r|vrag)\s*[:=\-–]?\s*"
        r"(?:is |was |of |at |score(?:d)? )?\d{1,3}(?:\.\d+)?(?: ?%| per cent| pct)?(?![\d/.\-]*\d)"
        r"(?!(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        re.IGNORECASE,
    )
    """A number of a tool that is scored in numbers; the day of an assessment is none."""
    _MEANT = words(
        r"low|medium|high|moderate|band|means?|meaning|indicat\w+|likel\w+|unlikely|reoffend\w*|re-offend\w*|"
        r"reconvict\w*|because|so that|suggest\w*|priority"
    )
    _HARM = re.compile(
        r"\b(?:very high|high|medium|low)\b[^.;\n]{0,40}\b(?:harm|rosh|roh|risk)\b[^.;\n]*|"
        r"\b(?:rosh|roh|risk of (?:serious )?harm)\b[^.;\n]*",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section in review.substance("risk_assessment"):
            assert section.span is not None
            said = review.document.quote(section.span)
            scores = list(self._BARE.finditer(said))
            rest = self._HARM.sub(" ", said)
            if len({m.group() for m in scores}) >= self.LEAST and not self._MEANT.search(rest):
                start = section.span.start
                yield Found(
                    "The scores are given as numbers, and nothing says what they mean.",
                    Span(start + scores[0].start(), start + scores[-1].end()),
                )
