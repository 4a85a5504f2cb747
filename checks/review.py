"""The document under review with what it is compared with: the questions that checks ask, answered once.

Reads `Document` and nothing else. Answers are worked out when first asked for and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from checks.meeting_date import held
from checks.profile import Profile
from checks.reuse import sentences
from models.case import History
from models.document import Document
from models.finding import Earlier
from models.structure import (
    Action,
    Attendee,
    DatedFact,
    DateKind,
    DocumentKind,
    Presence,
    Section,
    SectionState,
)
from models.text import Span

HERE = frozenset({Presence.PRESENT, Presence.BY_PHONE, Presence.UNKNOWN})
AWAY = frozenset({Presence.APOLOGIES, Presence.ABSENT, Presence.INVITED, Presence.REPORT})


_HARM = re.compile(
    r"\b(very high|high|medium|low) (?:risk of (?:serious )?harm|rosh|roh)\b|"
    r"\b(?:risk of (?:serious )?harm|rosh|roh)\b[^.;\n]{0,40}?\b(very high|high|medium|low)\b",
    re.IGNORECASE,
)
_LEVEL = r"(very high|v\.? ?high|v ?h|high|h|medium|med|m|low|l)"
_AT_RISK = (
    r"(?:known adults?|adults?|partners?|ex-partners?|public|kids|child(?:ren)?|staff|women|men|victims?|"
    r"self|prisoners|family|others)"
)
_NOTED = re.compile(
    rf"\b(?:rosh|roh)\W{{1,3}}{_LEVEL}\b|^\W*{_LEVEL}\b\W{{1,3}}(?:(?:rosh|roh|to|risk to)\W{{1,3}})?"
    rf"(?:the )?{_AT_RISK}\b|^\W*(v ?h|h|m|l)\s?[:=]|^\W*(?:overall|{_AT_RISK})\W{{1,3}}{_LEVEL}\b",
    re.IGNORECASE | re.MULTILINE,
)
"""The level as hurried hands note it: "RoSH: H", "H partners (knife)", "- known adult: VERY HIGH"."""
_PLAIN = re.compile(
    r"\b(?:is|as|at|be|of|pos(?:es?|ing)|presents?|remains?|assessed|currently|now) (?:an? |of )?(very "
    r"high|high|medium|low) "
    r"risk\b(?! of (?:re-?offen|reconv|further)|\W{0,3}(?:of )?(?:re-?offen|reconv))",
    re.IGNORECASE,
)
"""The level without the word harm, as a section on risk may put it: "he is high risk"."""
_SPELT = {"v": "very high", "h": "high", "m": "medium", "l": "low"}


_PROTECTION = re.compile(
    r"\b(?:mappa|marac|(?:public|child|adult) protection|safeguarding|offenders?|probation|"
    r"perpetrator|parole|"
    r"risk of (?:serious )?harm|rosh|visor|domestic abuse|youth justice)\b",
    re.IGNORECASE,
)
_AS_SUBJECT = (
    r"\b(?:[Ss]ubj(?:ect)?(?! to\b| access\b| matter\b| of\b)|(?:[Tt]he )?(?:[Oo]ffender|[Nn]ominal|"
    r"[Pp]erpetrator|"
    r"[Pp]erp|[Ss]ervice [Uu]ser|[Pp]erson on probation)(?! (?:manag|supervis|assess|details|register)\w*)|"
    r"\b(?:PoP|POP|SU|S/U)\b)(?!['’\w])"
)
"""What hurried and official hands call the person under management instead of the name."""
_SEX = re.compile(r"\b(?:gender|sex)\s*[:\-–]?\s*(?:\t|\n)?\s*(female|male|woman|man|f|m)\b", re.IGNORECASE)


class Review:
    """One document under review."""

    def __init__(self, document: Document, history: History, profile: Profile) -> None:
        self.document = document
        self.history = history
        self.profile = profile

    @property
    def kind(self) -> DocumentKind:
        """What part the form plays."""
        return self.document.form.kind

    @cached_property
    def held(self) -> date | None:
        """The date of the meeting or referral."""
        return held(self.document)

    @cached_property
    def of_protection(self) -> bool:
        """Whether it is a known form, or speaks of public protection: other people have agendas too."""
        return bool(self.document.form.name) or bool(_PROTECTION.search(self.body))

    @property
    def level(self) -> str:
        """The MAPPA level, "1" to "3", or nothing."""
        fact = self.document.facts.level
        return fact.value if fact else self._box("level")

    @property
    def category(self) -> str:
        """The MAPPA category, "1" to "4", or nothing."""
        fact = self.document.facts.category
        return fact.value if fact else self._box("category")

    def _box(self, name: str) -> str:
        """The number in a box or cell of that name at the head, where no fact was read from it."""
        found = re.search(
            rf"\b{name}\s{{0,3}}[:\t]\s{{0,3}}(?:{name}\s)?([1-4])\b", self.body[:4000], re.IGNORECASE
        )
        return found.group(1) if found else ""

    @cached_property
    def risk_of_harm(self) -> str:
        """The level of risk of serious harm in lower case, or nothing; where several stand, the first."""
        fact = self.document.facts.risk_of_harm
        if fact is not None:
            return fact.value.lower().replace("-", " ")
        said = self.words("risk_assessment")
        match = _HARM.search(said) or _NOTED.search(said) or _PLAIN.search(said)
        return _SPELT[next(filter(None, match.groups()))[0].lower()] if match else ""

    @cached_property
    def _person(self) -> re.Pattern[str]:
        subject = self.document.subject
        name = subject.name.strip() if subject else ""
        known = [name, *(subject.aliases if subject else ()), name.split()[-1] if name else ""]
        own = [rf"(?:\b(?:Mr|Mrs|Ms|Miss)\.? )?\b{re.escape(k)}\b" for k in known if len(k) > 2]
        return re.compile("|".join([*own, _AS_SUBJECT]))

    def named(self, said: str) -> str:
        """The words with NAME wherever they name the person under management, or call them "subj"."""
        return self._person.sub("NAME", said)

    @cached_property
    def pronouns(self) -> tuple[str, ...]:
        """The pronouns of the person, by the sex that the document gives; both where it gives none."""
        told = {m.group(1)[0].lower() for m in _SEX.finditer(self.body)}
        if told and told <= {"m"}:
            return ("he", "him")
        return ("she", "her") if told and told <= {"f", "w"} else ("he", "him", "she", "her")

    @cached_property
    def earlier(self) -> tuple[Document, ...]:
        """The case's earlier documents, oldest first; one with no date keeps its place."""
        given = [d for d in self.history.earlier if d.sha256 != self.document.sha256]
        dated = [d for d in given if (day := held(d)) is None or self.held is None or day <= self.held]
        return tuple(dated)

    @cached_property
    def earlier_minutes(self) -> tuple[Document, ...]:
        """Those of the earlier documents that are minutes."""
        return tuple(d for d in self.earlier if d.form.kind is DocumentKind.MINUTES)

    @property
    def previous(self) -> Document | None:
        """The minutes before these."""
        return self.earlier_minutes[-1] if self.earlier_minutes else None

    @cached_property
    def body(self) -> str:
        """The running text, without headers, footers and what a reader does not see."""
        return self.document.text[: self.document.main_end]

    def present(self, *names: str) -> tuple[Section, ...]:
        """The sections of those names that stand in the document, in order."""
        return tuple(s for s in self.document.sections if s.name in names and s.span is not None)

    def missing(self, name: str) -> Section | None:
        """The section where the form has it and the document has not."""
        if self.present(name):
            return None
        return next((s for s in self.document.sections if s.name == name), None)

    def on_form(self, name: str) -> bool:
        """Whether the form asks for the section, or the document has it anyway."""
        return any(s.name == name for s in self.document.sections)

    def words(self, *names: str) -> str:
        """What the sections of those names say, one after another."""
        return "\n".join(self.document.quote(s.span) for s in self.present(*names) if s.span)

    def says(self, section: Section) -> bool:
        """Whether the section holds substance: not empty, not a pointer, not hollow."""
        return section.span is not None and section.state is SectionState.PRESENT and section.hollow is None

    def substance(self, *names: str) -> tuple[Section, ...]:
        """The sections of those names that say something."""
        return tuple(s for s in self.present(*names) if self.says(s))

    def find(self, pattern: re.Pattern[str], *names: str) -> Iterator[tuple[str, Span]]:
        """Where a pattern is found, with the name of the section; in the sections named, or anywhere."""
        spans = [s.span for s in self.present(*names) if s.span] if names else [Span(0, len(self.body))]
        last = -1
        for span in spans:
            for match in pattern.finditer(self.document.text, span.start, span.end):
                if match.start() > last:
                    last = match.start()
                    yield self.section_at(match.start()), Span(match.start(), match.end())

    def headed(self, pattern: re.Pattern[str], before: str = "") -> tuple[Section, ...]:
        """Sections that say something under a heading of those words, whatever the section was taken for.

        With `before`, only those that stand before the first section of that name: a heading means another
        thing inside the plan than ahead of it.
        """
        ends = [s.span.start for s in self.present(before) if s.span] if before else []
        return tuple(
            s
            for s in self.document.sections
            if s.span
            and pattern.search(s.heading)
            and self.says(s)
            and not (ends and s.span.start > min(ends))
        )

    def mentions(self, pattern: re.Pattern[str], *names: str) -> bool:
        """Whether a pattern is found, in the sections named, or anywhere in the running text."""
        return next(self.find(pattern, *names), None) is not None

    @cached_property
    def _by_size(self) -> list[Section]:
        laid = [s for s in self.document.sections if s.span is not None]
        return sorted(laid, key=lambda s: len(s.span or ()))

    def section_at(self, offset: int) -> str:
        """The name of the smallest section around a place, or nothing."""
        for section in self._by_size:
            if section.span and section.span.start <= offset < section.span.end:
                return section.name
        return ""

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the running text, in order."""
        return sentences(self.body)

    def sentence_at(self, span: Span) -> Span:
        """The sentence around a place, or the place itself."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].end <= span.start:
                low = middle + 1
            else:
                high = middle
        found = self.sentences[low] if low < len(self.sentences) else span
        return found if found.overlaps(span) else span

    def sentences_of(self, *names: str) -> list[Span]:
        """The sentences of the sections of those names."""
        found: list[Span] = []
        for section in self.present(*names):
            if section.span:
                found.extend(s for s in sentences(self.document.text, section.span.start, section.span.end))
        return sorted(set(found))

    @cached_property
    def here(self) -> tuple[Attendee, ...]:
        """Those who took part."""
        return tuple(a for a in self.document.attendance if a.presence in HERE)

    @cached_property
    def away(self) -> tuple[Attendee, ...]:
        """Those who did not, whether or not they sent word."""
        return tuple(a for a in self.document.attendance if a.presence in AWAY)

    @cached_property
    def agreed(self) -> tuple[Action, ...]:
        """Actions made at this meeting, or carried on by it."""
        return tuple(a for a in self.document.actions if not a.previous)

    @cached_property
    def carried_actions(self) -> tuple[Action, ...]:
        """Earlier meetings' actions as this document reports them."""
        return tuple(a for a in self.document.actions if a.previous)

    def dates(self, *kinds: DateKind) -> tuple[DatedFact, ...]:
        """Dates of those kinds, in order of place."""
        return tuple(d for d in self.document.dates if d.kind in kinds)

    @cached_property
    def review_meeting(self) -> bool:
        """Whether the case has been before a meeting already."""
        kind = self.document.facts.meeting_kind
        return self.previous is not None or (kind is not None and kind.value == "review")


def passage(document: Document, span: Span) -> Earlier:
    """A passage of another document, as evidence."""
    day = held(document)
    return Earlier(
        document.sha256, document.filename, span, document.quote(span), day.isoformat() if day else ""
    )


def listed(words: Iterable[str]) -> str:
    """A, b and c."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def day(value: date) -> str:
    """12 March 2024."""
    return f"{value.day} {value:%B %Y}"
