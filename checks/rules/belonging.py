"""Names and pronouns that are not this case's, where no other case is at hand to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import PAPERS, Check, Found
from checks.sources import inspection, thames_valley
from checks.wording import FULL_NAME, PLAN, words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? ([A-Z][\w’\-]+(?:'[A-Z]\w+)?)")
_MANAGED = re.compile(
    r"['’]s (?:licen[cs]e|risk|supervision|release|tag|curfew|conditions|offender manager|sentence|bail)|"
    r" (?:is|was|will be|remains|has been) (?:subject to|on licen[cs]e|supervised|managed|tagged|recalled)|"
    r" (?:is|was|will be|remains|has been) (?:released|required to|prohibited|excluded|to reside)|"
    r" (?:must|shall|is to|has to|to|should) (?:not )?(?:reside|comply|report|contact|approach|enter|"
    r"notify|wear|sign|attend|"
    r"stay|live|keep|"
    r"surrender|provide|submit|be (?:in|at|home|indoors))|"
    r" (?:is|was) (?:found|seen|located|sighted|stopped|spotted) (?:near|in|at|outside|within|by)\b|"
    r" (?:misses|fails to|breaches|does not (?:attend|report|comply)|goes missing|absconds)\b|"
    r" attends (?:the |his |her )?(?:\w+ ){0,3}(?:programme|group|course|appointments)\b|"
    r" (?:resides at|reports (?:daily|weekly|each|every|on)\b)|"
    r" will (?:report to|reside|be seen by|comply|wear)\b"
)
"""What is said of the person under management, and seldom of anybody else."""
_HIS = re.compile(
    r"\b(his|her)\s+(?:licen[cs]e|curfew|tag\b|supervising officer|index offence|sentence plan|"
    r"notification requirements|approved premises|level|conditions|offending|supervision|offender manager|"
    r"probation officer|phone at each|release|sentence|recall)\b|"
    r"(?:^|(?<=[.;:\n\-•] )|(?<=\n))(she|he) (?:has been|was|is) (?:told|informed|subject to|on licence|"
    r"managed|supervised|"
    r"required|assessed|aware|to (?:attend|report|reside|wear|comply))\b",
    re.IGNORECASE | re.MULTILINE,
)
_KIN = words(
    r"partner|girlfriend|boyfriend|wife|husband|mother|mum|father|dad|brother|sister|co-?defendant|friend|"
    r"son|"
    r"daughter|victim"
)
_OTHER_PEOPLE = words(
    r"partner|girlfriend|boyfriend|wife|husband|mother|mum|father|dad|brother|sister|co-?defendant|friend|"
    r"son|daughter|"
    r"victims?|vlo|om|offender manager|officer|social worker|aunt|niece|nan|gran|neighbour|colleague|worker"
)
"""Somebody else, of whom a pronoun may be said."""
_SEX = re.compile(r"\b(?:gender|sex)\s*[:\-–]?\s*(?:\t|\n)?\s*(female|male|woman|man|f|m)\b", re.IGNORECASE)
_SECTIONS = (*PLAN, "licence", "level_review", "exit", "disclosure", "updates")


class STL14(Check):
    """The person whom the plan is for is the same throughout.

    Bad:
        # Supervision
        Mr Pennock will report to Sunil Mistry of probation each Tuesday. Mr Pennock's curfew begins at 19:00.

    Good:
        # Supervision
        Mr Harrow will report to Sunil Mistry of probation each Tuesday and his curfew begins at 19:00.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*inspection("summary"), *thames_valley("section 14"))
    kinds = PAPERS
    families = ()
    why = (
        "A name or a sex that is not this person's shows text from somebody else's case, which may be "
        "a breach."
    )
    hint = (
        "Find out where the sentence came from, correct it, and tell the administrator if it is "
        "another case's."
    )

    def look(self, review: Review) -> Iterator[Found]:
        yield from self._strangers(review)
        yield from self._other_sex(review)

    def _strangers(self, review: Review) -> Iterator[Found]:
        """People with a title who are managed here in one paragraph, and of whom nothing else speaks."""
        subject = review.document.subject
        known = (
            set(subject.name.split()) | {w for a in subject.aliases for w in a.split()} if subject else set()
        )
        if not known:
            return  # whose the plan is, is not known
        known |= {w for a in review.document.attendance for w in a.name.split()}
        before = " ".join(d.text for d in review.earlier)
        seen: set[str] = set()
        for section, span in review.find(_TITLED, *_SECTIONS):
            surname = _TITLED.match(review.document.quote(span))
            name = surname.group(1) if surname else ""
            if not name or name in known or name in seen or not _MANAGED.match(review.body, span.end):
                continue
            seen.add(name)
            elsewhere = (
                review.body[: self._line(review, span).start] + review.body[self._line(review, span).end :]
            )
            if not re.search(rf"\b{re.escape(name)}\b", elsewhere + before):
                yield Found(
                    f"{review.document.quote(span)} is spoken of as the person managed here; nothing "
                    f"else in "
                    "the case speaks of anybody of that name.",
                    review.sentence_at(span),
                    section,
                )

    @staticmethod
    def _line(review: Review, span: Span) -> Span:
        start = review.body.rfind("\n", 0, span.start) + 1
        end = review.body.find("\n", span.end)
        return Span(start, end if end >= 0 else len(review.body))

    @staticmethod
    def _spoken_of(review: Review, span: Span) -> bool:
        """Whether somebody else is named in the two sentences that lead up to a pronoun."""
        start = max(0, span.start - 160)
        line = review.body[start : span.start]
        subject = review.document.subject
        own = subject.name if subject else ""
        named = [m.group() for m in FULL_NAME.finditer(line)]
        return any(n not in own for n in named) or bool(_OTHER_PEOPLE.search(line))

    @staticmethod
    def _other_sex(review: Review) -> Iterator[Found]:
        """“Her licence” of a man, or “his licence” of a woman, said of nobody else in the sentence."""
        told = {m.group(1)[0].lower() for m in _SEX.finditer(review.body)}
        told = {"m" if t == "m" else "f" for t in {"f" if x in "fw" else "m" for x in told}}
        if len(told) != 1:
            return
        wrong = ("her", "she") if told == {"m"} else ("his", "he ")
        for section, span in review.find(_HIS, *_SECTIONS):
            said = review.document.quote(span).casefold()
            sentence = review.document.quote(review.sentence_at(span))
            if said.startswith(("she", "he ")) and STL14._spoken_of(review, span):
                continue
            others = _TITLED.search(sentence) or _KIN.search(sentence)
            if said.startswith(wrong) and not others:
                yield Found(
                    f"“{review.document.quote(span)}” is said of a {'man' if 'her' in wrong else 'woman'}.",
                    review.sentence_at(span),
                    section,
                    severity=Severity.MEDIUM,
                )
                return
