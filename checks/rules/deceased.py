"""Conditions that speak of somebody who has died."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.drift import BINDING
from checks.sources import inspection
from models.document import Document
from models.finding import Severity
from models.structure import Confidence

_DIED = re.compile(
    r"\b(?:died|deceased|passed (?:away|on)(?! (?:to|the|his|her|it|this|information))|found dead|R\.?I\.?P|"
    r"(?:took|taken) (?:his|her|their) own li(?:fe|ves)|(?:was|were|is|been) (?:buried|cremated)|"
    r"(?:the )?late (?=(?-i:(?:Mr|Mrs|Ms|Miss|Dr)?\.? ?[A-Z][a-z]))|(?:death|funeral|passing|suicide) "
    r"of)(?!\w)",
    re.IGNORECASE,
)

_NOT_DIED = re.compile(
    r"\b(?:nearly|almost|could have|would have|might have|if|when .{0,20} dies?)\b", re.IGNORECASE
)

_WHO = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w'’\-]+|\b[A-Z][a-z'’\-]+(?: [A-Z][a-z'’\-]+)+|"
    r"\b(?:his|her|their) (?:mother|father|grandmother|grandfather|wife|husband|partner|ex-partner|sister|"
    r"brother|aunt|auntie|uncle|son|daughter|nan|nana|gran|granny|grandad|grandfather|stepfather|stepdad|"
    r"stepmother|"
    r"stepmum|mum|dad|girlfriend|boyfriend|cousin|nephew|niece|fianc[eé]e?)\b"
)


_SOMETHING_OF = re.compile(r"['’]s?\b|[^.]{0,40}\b(?:dog|cat|horse|pet|phone|battery)\b", re.IGNORECASE)
"""What died was something of theirs."""


class STL06(Check):
    """No condition speaks of somebody who has died.

    Bad:
        # Agency updates
        Probation: Mrs Harrow died on 3 May; he took it hard and the risk of drinking has risen.
        # Licence conditions and orders
        - To reside at the home of Mrs Harrow and nowhere else.
        - Not to contact Ms Archer by any means.

    Good:
        # Agency updates
        Probation: Mrs Harrow died on 3 May; he took it hard and the risk of drinking has risen.
        # Licence conditions and orders
        - To reside as approved by his supervising officer.
        - Not to contact Ms Archer by any means.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 5.14")
    families = ()
    needs = (Need.FORM,)
    section = "licence"
    why = "It shows that nobody has read the plan since, and leaves the real risk without a condition."
    hint = "Have the condition varied, and say what takes its place."

    def look(self, review: Review) -> Iterator[Found]:
        dead = {name.casefold() for name in self._dead(review.document, review.body)}
        for other in review.earlier_minutes:
            dead |= {n.casefold() for n in self._dead(other, other.text[: other.main_end])}
        places = [c.span for c in review.document.conditions]
        places += [
            s
            for s in review.sentences_of("licence", "rmp", "supervision", "monitoring_control", "contingency")
            if BINDING.search(review.document.quote(s)) and not any(s.overlaps(p) for p in places)
        ]
        for span in places:
            said = review.document.quote(span)
            if _DIED.search(said):
                continue
            for name in dead:
                if re.search(rf"\b{re.escape(name.split()[-1])}\b", said, re.IGNORECASE) and (
                    name.split()[0] not in ("his", "her", "their") or name in said.casefold()
                ):
                    yield Found(
                        "A condition or measure speaks of somebody who is said to have died.",
                        span,
                        review.section_at(span.start) or self.section,
                    )
                    break

    @staticmethod
    def _dead(document: Document, body: str) -> set[str]:
        """People who are said to have died; the subject's own name is left out."""
        own = set(document.subject.name.casefold().split()) if document.subject else set()
        found: set[str] = set()
        for match in _DIED.finditer(body):
            start = max(body.rfind("\n", 0, match.start()), body.rfind(". ", 0, match.start())) + 1
            before = body[start : match.start()]
            if _NOT_DIED.search(before):
                continue
            if match.group().casefold().startswith(("late", "death of")):
                after = _WHO.match(body[match.end() :].lstrip(" "))
                names = [after.group()] if after else []
            else:
                last = [m for m in _WHO.finditer(before) if not re.match(r"['’]s? ", before[m.end() :])][-1:]
                names = [m.group() for m in last if not _SOMETHING_OF.match(before[m.end() :])]
            for name in names:
                words_of = set(re.sub(r"^(?:Mr|Mrs|Ms|Miss|Dr)\.? ", "", name).casefold().split())
                titled = name.split()[0].rstrip(".") in ("Mrs", "Miss", "Ms")
                if titled or not words_of & own:
                    found.add(name)
        return found
