"""Requests for information that the minutes speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import Check, Found
from checks.sources import GUIDANCE, cite, thames_valley
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence


class DIS14(Check):
    """A request for one's own data is handled under data protection law.

    Bad:
        # Agency updates
        Police: he made a freedom of information request for the minutes about himself; the risk is unchanged.

    Good:
        # Agency updates
        Police: he made a freedom of information request for the minutes about himself. It was refused and is
        handled as a subject access request under data protection law. The risk is unchanged.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 14")
    families = ()
    why = "An answer under freedom of information is an answer to the world."
    hint = "Refuse it under freedom of information and pass it on as a request for the person's own data."
    _FOI = re.compile(r"\b(?:freedom of information|foi|foia)\b", re.IGNORECASE)
    _OWN = words(
        r"(?:about|on|concerning) (?:him|her|them|NAME)(?:sel(?:f|ves))?|"
        r"(?:his|her|their) own (?:\w+ )?(?:data|information|minutes|records?|file)|"
        r"(?:he|she|NAME)(?:['’]s)? (?:has |had |is |was )?(?:\w+ )?(?:made|making|asked|asking|requested|"
        r"submitted|put in|sent|lodged|written|wrote|applied|filed)|(?:from|by) (?:him|her|NAME)|"
        r"what (?:we|is|they|mappa|the \w+) (?:hold|holds|held|have|has)"
    )
    _ASKED = words(
        r"requests?|requested|req|ask(?:s|ed|ing)? for|asked to|to see|put in|submitted|appli\w+|"
        r"cop(?:y|ies)|records?|file|data|held|holds?|information about|minutes|everything|all that"
    )
    _RIGHT = words(r"subject access|sar|dsar|data protection|dpa|gdpr|refused")

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._FOI):
            sentence = review.sentence_at(span)
            near = review.document.text[sentence.start : min(len(review.body), sentence.end + 200)]
            asked = review.named(review.document.quote(sentence))
            if self._OWN.search(asked) and self._ASKED.search(asked) and not self._RIGHT.search(near):
                yield Found(
                    "The person's request for their own data is treated as one under freedom of information.",
                    sentence,
                    section,
                )


class PUB09(Check):
    """A subject access request is answered by the agency that owns the information.

    Bad:
        # Agency updates
        He has made a subject access request. The MAPPA co-ordinator will send him the minutes. The risk is
        the same.

    Good:
        # Agency updates
        He has made a subject access request. It was passed to probation, which owns what it supplied, to
        answer for its own part. The risk is the same.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = cite(GUIDANCE, "chapter 9.2")
    families = ("mappa",)
    why = (
        "MAPPA is no body of its own: only the agency that supplied a fact knows what harm its "
        "release would do."
    )
    hint = "Record which agency owns what was asked for and who there will answer."
    _REQUEST = re.compile(
        r"\b[Ss]ubject access\b|\bD?SARs?\b|\b(?:asked|asks|wants|requested|"
        r"applied)\b[^.\n]{0,30}\b(?:to see|for|"
        r"copies of|sight of) (?:\w+ ){0,3}(?:all|everything|whatever|anything)\b[^.\n]{0,40}\b(?:held|"
        r"hold|holds|"
        r"recorded|written|file)\b"
    )
    _FOR_ALL = words(
        r"(?:mappa|marac|panel)(?:['’]s)? (?:\w+ )?(?:co-?ordinator|admin\w*|unit|team|office|secretary)|"
        r"co-?ordinator|minute[- ]?taker|the (?:panel|meeting|chair)"
    )
    _ANSWERS = words(
        r"send|sends|compil\w+|collat\w+|(?:put|bring|gather|pull)\w* (?:\w+['’]?s? ){0,3}together|"
        r"answers?|repl(?:y|ies)|"
        r"responds?|provides?|post|copy|releas\w+|supply"
    )
    _OWN_PART = words(
        r"own (?:data|information|part|records?|material|papers|reply)|each (?:agency|organisation|body|"
        r"service)|"
        r"data controllers?|separately|their own"
    )
    _ELSEWHERE = words(
        r"search and rescue|(?:his|her) (?:bank|gp|employer|school|landlord|solicitor)|"
        r"sexual assault referral"
    )
    _OWNER = words(
        r"owns?|owner|owning|own (?:data|information|part|records?)|passed (?:on )?to|referred to|"
        r"forwarded to|each agency|data controllers?|answered by|respond\w* (?:to )?by|"
        r"(?:police|probation|housing|prison|trust|council|services?)(?:'s)? (?:will|to|has|have) "
        r"(?:answer|respond|deal|handl)\w*"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._REQUEST):
            sentence = review.sentence_at(span)
            near = review.document.text[sentence.start : min(len(review.body), sentence.end + 240)]
            near = "\n".join(near.split("\n")[:3])
            if section == "confidentiality" or self._ELSEWHERE.search(near):
                continue
            whole = self._for_all(near)
            if self._OWN_PART.search(near) or (self._OWNER.search(near) and not whole):
                continue
            if whole:
                yield Found(
                    "A request for the person's own data is to be answered by one body for all agencies.",
                    sentence,
                    section,
                )
                return
            yield Found(
                "A subject access request is recorded, and not which agency owns the information.",
                sentence,
                section,
            )
            return

    def _for_all(self, near: str) -> bool:
        """Whether a body that owns nothing is to answer: MAPPA's own staff, the panel, the chair."""
        return any(
            self._ANSWERS.search(near[who.end() :].split(". ")[0][:90])
            for who in self._FOR_ALL.finditer(near)
        )
