"""Text that should not differ and does, or should not be there at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.carried import MOVED, sameness, word_list
from checks.contrast import was_and_now
from checks.reuse import align
from checks.review import Review, passage
from checks.rule import PAPERS, Check, Found, Need
from checks.sources import inspection, thames_valley
from checks.wording import PLAN, words
from models.document import Channel, Document
from models.finding import Severity
from models.structure import Condition, Confidence
from models.text import Span

_VARIED = words(
    r"vari(?:ed|ation)|amend\w+|discharged|removed|lifted|revoked|expired|replaced|no longer|extended|"
    r"changed|new condition|added"
)
_BOUND = words(r"conditions?|licen[cs]e|orders?|zones?|curfew|exclusion|not to|must not|requirements?")
_LABEL = re.compile(r"^\W*(?:[A-Za-z][\w ]{0,30}:\s+)?")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "any",
        "with",
        "without",
        "his",
        "her",
        "their",
        "he",
        "she",
        "they",
        "is",
        "be",
        "as",
        "that",
        "this",
    ]
)


def differing(old: str, new: str) -> list[str]:
    """The telling words that one of two near-copies has and the other has not: names, numbers, "not".

    A label before the condition ("Zone: not to enter ...") is no part of it.
    """
    old, new = _LABEL.sub("", old), _LABEL.sub("", new)
    ours, theirs = set(re.findall(r"[\w']+", new)), set(re.findall(r"[\w']+", old))
    folded = {w.casefold() for w in ours} ^ {w.casefold() for w in theirs}
    return sorted(
        w
        for w in ours ^ theirs
        if w.casefold() in folded
        and w.casefold() not in _SMALL
        and (w[0].isupper() or any(c.isdigit() for c in w) or w.casefold() in _TELLING)
    )


_TELLING = frozenset(
    [
        "not",
        "metres",
        "miles",
        "hundred",
        "mile",
        "yards",
        "years",
        "months",
        "days",
        "hours",
        "overnight",
        "supervised",
        "unsupervised",
        "prior",
        "approval",
        "direct",
        "indirect",
        "only",
        "except",
    ]
)


def closest(condition: Condition, others: tuple[Condition, ...]) -> tuple[Condition | None, float]:
    """The condition most like it, and how alike they are."""
    mine = word_list(condition.text)
    scored = [(sameness(word_list(o.text), mine), i) for i, o in enumerate(others)]
    score, index = max(scored, default=(0.0, -1))
    return (others[index], score) if index >= 0 else (None, 0.0)


class STL09(Check):
    """Conditions and zones are worded as before.

    Bad:
        # Licence conditions and orders
        - Not to enter Elms Street or any place within 100 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        === the meeting before
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.

    Good:
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        === the meeting before
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 6.7")
    families = ()
    needs = (Need.FORM, Need.EARLIER)
    section = "licence"
    why = (
        "A street or a distance that changes in copying cannot be enforced, and leaves somebody unprotected."
    )
    hint = "Compare with the licence or order itself, correct it, and record any variation with its date."

    def look(self, review: Review) -> Iterator[Found]:
        before = next((d for d in reversed(review.earlier) if d.conditions), None)
        if before is None or not review.document.conditions:
            return
        if self._varied(review):
            return
        answered: set[int] = set()
        for condition in review.document.conditions:
            old, alike = closest(condition, before.conditions)
            if old is None or alike < 0.7:
                continue
            answered.add(before.conditions.index(old))
            if self._moved_home(review, condition):
                continue
            changed = differing(old.text, condition.text)
            if alike < 1 and changed:
                yield Found(
                    f"The condition is not worded as before, and no variation is recorded; "
                    f"{was_and_now(old.text, condition.text)}.",
                    condition.span,
                    review.section_at(condition.span.start) or self.section,
                    earlier=(passage(before, old.span),),
                )
        if len(answered) >= 1:
            for index, gone in enumerate(before.conditions):
                if index not in answered and closest(gone, review.document.conditions)[1] < 0.7:
                    yield Found(
                        "A condition that stood in the last document is no longer there, and nothing says "
                        "that it ended.",
                        None,
                        self.section,
                        confidence=Confidence.MEDIUM,
                        earlier=(passage(before, gone.span),),
                    )

    @staticmethod
    def _moved_home(review: Review, condition: Condition) -> bool:
        """Whether it says where to live, and the minutes tell of the move to that place."""
        if not re.search(r"\b(?:resid\w+|live)\b", condition.text, re.IGNORECASE):
            return False
        names = re.findall(r"[A-Z][a-z'’]+", condition.text)[1:]
        return any(
            MOVED.search(said) and any(name in said for name in names)
            for said in map(review.document.quote, review.sentences)
        )

    @staticmethod
    def _varied(review: Review) -> bool:
        """Whether the minutes tell of a change to what binds the person."""
        told = (review.document.quote(s) for s in review.sentences_of("licence", "updates", "level_review"))
        return any(_VARIED.search(s) and _BOUND.search(s) for s in told)


class RMP09(Check):
    """Conditions are worded alike wherever the document gives them.

    Bad:
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        # Monitoring and control
        - Not to enter Elms Street or any place within 200 metres of it without the approval of his officer.
        Northmoor Police visit him at home unannounced every month.

    Good:
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        # Monitoring and control
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        Northmoor Police visit him at home unannounced every month.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 6.7")
    families = ()
    needs = (Need.FORM,)
    section = "licence"
    why = "Whoever reads only one of the two enforces the wrong one."
    hint = "Correct both from the licence or order itself."

    def look(self, review: Review) -> Iterator[Found]:
        conditions = review.document.conditions
        repeated = [s for s in review.sentences_of(*PLAN) if _BINDING.search(review.document.quote(s))]
        seen: list[Span] = []
        for place in [*(c.span for c in conditions), *repeated]:
            said = review.document.quote(place)
            elsewhere = tuple(c for c in conditions if not c.span.overlaps(place))
            other, alike = closest(Condition(said, place), elsewhere)
            if other is None or any(place.overlaps(s) for s in seen) or not 0.8 <= alike < 1:
                continue
            if review.section_at(other.span.start) == review.section_at(place.start):
                continue  # a list may hold two conditions that differ in one street
            seen.append(other.span)
            changed = differing(other.text, said)
            if changed:
                seen.append(place)
                yield Found(
                    "The same condition is worded otherwise elsewhere; "
                    f"{was_and_now(other.text, said, 'there', 'here')}.",
                    place,
                    review.section_at(place.start) or self.section,
                )


_DIED = re.compile(
    r"\b(?:died|deceased|passed away|has since died|was found dead|late (?=Mr|Mrs|Ms)|death of)\b",
    re.IGNORECASE,
)
_NOT_DIED = re.compile(
    r"\b(?:nearly|almost|could have|would have|might have|if|when .{0,20} dies?)\b", re.IGNORECASE
)
_WHO = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w'’\-]+|\b[A-Z][a-z'’\-]+(?: [A-Z][a-z'’\-]+)+|"
    r"\b(?:his|her|their) (?:mother|father|grandmother|grandfather|wife|husband|partner|ex-partner|sister|"
    r"brother|aunt|uncle|son|daughter)\b"
)
_BINDING = words(
    r"not to|must not|shall not|must|prohibited|contact|reside|live (?:at|with)|approach|exclusion|enter|"
    r"supervised by|presence of|licen[cs]e|condition|home of"
)


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
            if _BINDING.search(review.document.quote(s)) and not any(s.overlaps(p) for p in places)
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
                names = [m.group() for m in _WHO.finditer(before)][-1:]
            for name in names:
                words_of = set(re.sub(r"^(?:Mr|Mrs|Ms|Miss|Dr)\.? ", "", name).casefold().split())
                titled = name.split()[0].rstrip(".") in ("Mrs", "Miss", "Ms")
                if titled or not words_of & own:
                    found.add(name)
        return found


class STL07(Check):
    """Superseded orders are not written of as if they could still be made.

    Bad:
        # Monitoring and control
        Police will apply for a SOPO before the next review; until then they visit him every month.

    Good:
        # Monitoring and control
        SOPO made in 2012: not to be alone with a child under 16. Police visit him every month.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("footnote 2 to paragraph 5.17", "glossary")
    kinds = PAPERS
    needs = (Need.FORM, Need.HELD)
    why = "Since 2015 sexual harm prevention orders and sexual risk orders have taken the place of these."
    hint = "Use the order's present name, or give the date on which the old one was made."
    _OLD = re.compile(
        r"\b(?:SOPOs?|RoSHOs?|FTOs?|sexual offences prevention orders?|risk of sexual harm orders?|"
        r"foreign travel orders?)\b",
        re.IGNORECASE,
    )
    _BEFORE = re.compile(r"\b(?:19\d\d|200\d|201[0-5])\b|[/.](?:0\d|1[0-5])\b")

    def look(self, review: Review) -> Iterator[Found]:
        if review.held is None or review.held < date(2015, 3, 8):
            return
        seen: set[str] = set()
        for section, span in review.find(self._OLD):
            term = review.document.quote(span).rstrip("s").casefold()
            sentence = review.sentence_at(span)
            near = review.document.text[
                max(0, sentence.start - 80) : min(len(review.body), sentence.end + 80)
            ]
            if term in seen or self._BEFORE.search(near) or section == "confidentiality":
                continue
            seen.add(term)
            yield Found(
                f"“{review.document.quote(span)}” is the name of an order that has not been made since "
                f"March 2015.",
                sentence,
                section,
            )


class STL08(Check):
    """Bodies and markings are those of the day.

    Bad:
        # Lead agency
        Northmoor Probation Trust

    Good:
        # Lead agency
        Probation Service
    """

    severity = Severity.LOW
    sources = inspection("paragraph 6.11")
    kinds = PAPERS
    needs = (Need.FORM, Need.HELD)
    why = "A name that ended years ago shows text that was not looked at since."
    hint = "Use the present name or marking."

    def look(self, review: Review) -> Iterator[Found]:
        assert review.held is not None
        if review.held >= date(2014, 7, 1):
            for section, span in review.find(words(r"probation trusts?")):
                said = review.document.quote(review.sentence_at(span))
                if not re.search(r"\b(?:former|then|19\d\d|200\d|201[0-4])\b", said):
                    yield Found("Probation trusts ended in June 2014.", review.sentence_at(span), section)
                    break
        if review.held >= date(2014, 10, 1):
            for block in review.document.blocks:
                said = review.document.content(block)
                if block.channel in (Channel.HEADER, Channel.FOOTER) and re.match(
                    r"\W*(?:RESTRICTED|CONFIDENTIAL|PROTECT)\b", said
                ):
                    yield Found(
                        "The marking is of the scheme that ended in April 2014.",
                        review.document.content_span(block),
                        "marking",
                    )
                    break


_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? ([A-Z][\w'’\-]+)")
_FULL = re.compile(r"\b([A-Z][a-z'’\-]+) ([A-Z][a-z'’\-]+)\b")


class STL11(Check):
    """No passage comes from another case.

    Bad:
        # Agency updates
        Housing reports that Mr Vickery was seen drinking with two men outside the flats in Canal Row and
        shouted at a neighbour who asked them to go; the risk to neighbours is unchanged and Mr Vickery was
        warned.
        === another case: Leo Vickery
        # Agency updates
        Housing reports that Mr Vickery was seen drinking with two men outside the flats in Canal Row and
        shouted at a neighbour who asked them to go; the risk to neighbours is unchanged and Mr Vickery was
        warned.

    Good:
        # Agency updates
        Housing reports no trouble at his flat, and the neighbours there do not see a risk in him.
        === another case: Leo Vickery
        # Agency updates
        Housing reports that Mr Vickery was seen drinking with two men outside the flats in Canal Row and
        shouted at a neighbour who asked them to go; the risk to neighbours is unchanged and Mr Vickery was
        warned.
    """

    severity = Severity.BLOCK
    sources = (*inspection("summary"), *thames_valley("section 14"))
    kinds = PAPERS
    families = ()
    needs = (Need.FORM, Need.OTHERS)
    why = "Somebody else's information in a person's record is wrong here and may be a breach of data "
    "protection there."
    hint = (
        "Take the passage out before anything is sent. Tell the administrator: if a version with it has "
        "left the "
        "building, it may be a personal data breach and has to be reported."
    )
    LEAST = 12  # words

    def look(self, review: Review) -> Iterator[Found]:
        reported: list[Span] = []
        for other in review.history.other_cases:
            if self._same_case(review.document, other):
                continue
            theirs = other.text[: other.main_end]
            for match in align(theirs, review.body):
                quote = review.document.quote(match.new)
                if len(quote.split()) < self.LEAST or any(match.new.overlaps(r) for r in reported):
                    continue
                if review.section_at(match.new.start) == "confidentiality":
                    continue
                sign = self._foreign(review, other, match.new)
                if sign:
                    reported.append(match.new)
                    yield Found(
                        f"This passage also stands in another case, and {sign}.",
                        match.new,
                        earlier=(passage(other, match.old),),
                    )

    @staticmethod
    def _same_case(mine: Document, other: Document) -> bool:
        if mine.sha256 == other.sha256:
            return True
        if mine.subject is None or other.subject is None:
            return False
        return mine.subject.name.casefold() == other.subject.name.casefold() and (
            mine.subject.date_of_birth == other.subject.date_of_birth
        )

    @staticmethod
    def _foreign(review: Review, other: Document, span: Span) -> str:
        """What in the passage does not belong here; nothing where it may be anybody's."""
        quote = review.document.quote(span)
        rest = review.body[: span.start] + " " + review.body[span.end :]
        known = rest + " ".join(d.text[: d.main_end] for d in review.earlier)
        if other.subject:
            for _, value in other.subject.identifiers:
                if value and value in quote and value not in rest:
                    return "it holds that person's reference"
            surname = other.subject.name.split()[-1] if other.subject.name.split() else ""
            own = review.document.subject.name.split() if review.document.subject else []
            if len(surname) > 2 and surname not in own and re.search(rf"\b{re.escape(surname)}\b", quote):
                return "it names the person whom that case is about"
        staff = {w for a in (*review.document.attendance, *other.attendance) for w in a.name.split()}
        names = {m.group(1) for m in _TITLED.finditer(quote)} | {m.group(2) for m in _FULL.finditer(quote)}
        strangers = [n for n in names if n not in staff and not re.search(rf"\b{re.escape(n)}\b", known)]
        titled = {m.group(1) for m in _TITLED.finditer(quote)}
        whole = len(quote) * 2 > len(review.body)  # the documents are one form, not one passage
        if not whole and any(n in titled for n in strangers):
            return "it names somebody of whom nothing else is said here"
        his, hers = _pronouns(rest), _pronouns(quote)
        plain = min(max(his), max(hers)) >= 2 and max(his) >= 5 * max(1, min(his)) and min(hers) == 0
        if plain and (his[0] > his[1]) != (hers[0] > hers[1]):
            return "it speaks of a person of the other sex"
        return ""


def _pronouns(text: str) -> tuple[int, int]:
    """How often a text says he, and how often she."""
    return len(re.findall(r"\b(?:he|him|his)\b", text, re.I)), len(
        re.findall(r"\b(?:she|her|hers)\b", text, re.I)
    )
