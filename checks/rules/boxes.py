"""Sections that are missing, empty, hollow, or point elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import MINUTES, PAPERS, Check, Found, Need
from checks.sources import inspection, thames_valley
from checks.wording import PLAN, label
from models.finding import Severity
from models.structure import Confidence, Hollow, Section, SectionState
from models.text import Span

SPOKEN_FOR = frozenset(
    {
        "attendance",
        "apologies",
        "category_level",
        "children",
        "confidentiality",
        "contingency",
        "disclosure",
        "diversity",
        "exit",
        "lead_agency",
        "level_review",
        "licence",
        "media",
        "next_review",
        "previous_actions",
        "referral_reason",
        "risk_assessment",
        "rmp",
        "victim",
    }
)
"""Sections whose absence has a rule of its own, which says more than that the form is incomplete."""

_HOLLOW = {
    Hollow.NOT_APPLICABLE: "says only that it does not apply, without saying why",
    Hollow.PROMPT: "still holds nothing but the template's own words",
    Hollow.CONTENT_FREE: "says nothing that a reader could use",
    Hollow.NO_CHANGE: "says only that nothing has changed",
}
_MAY_BE_NONE = frozenset(
    {"apologies", "hospital", "previous_actions", "cppc", "visor", "media", "actions", "exec_summary"}
)
"""Sections where a bare "none" is an answer."""


def heading(section: Section) -> str:
    """What the section is called on the page, without its number."""
    return section.heading.strip(" :\t") or label(section.name)


def state_of(section: Section) -> str:
    """How a section fails to say anything, to follow its name in a sentence; nothing where it does."""
    if section.span is None:
        return "is not in the document"
    if section.hollow in _HOLLOW:
        return _HOLLOW[section.hollow]
    if section.state is SectionState.POINTER:
        return "only refers to another part of the document"
    return "is blank" if section.state is SectionState.EMPTY else ""


def place(section: Section, review: Review) -> Span | None:
    """Where to point: at the words, or at the heading where there are none."""
    if section.span is not None and review.document.quote(section.span).strip():
        return trimmed(review.document.text, section.span)
    return section.heading_span


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    said = text[span.start : span.end]
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, max(start, span.start + len(said.rstrip())))


def shortfall(review: Review, *names: str) -> tuple[str, Span | None] | None:
    """Why none of the sections of those names says anything, and where; None where one does.

    None as well where neither the form nor the document has such a section.
    """
    if review.substance(*names):
        return None
    sections = [s for s in review.document.sections if s.name in names]
    if not sections:
        return None
    first = next((s for s in sections if s.span is not None), sections[0])
    return state_of(first), place(first, review)


class MIN25(Check):
    """No mandatory box is left blank.

    Bad:
        # Interventions and treatment
        N/A

    Good:
        # Interventions and treatment
        Building Better Relationships with Sunil Mistry of probation from 3 July 2024.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.23")
    kinds = PAPERS
    families = ()
    needs = (Need.FORM, Need.SECTIONS)
    why = (
        "Inspectors found that a blank box meant the question had not been asked, not that it did not matter."
    )
    hint = "Write what was considered and decided, or why the question does not arise in this case."

    def look(self, review: Review) -> Iterator[Found]:
        parents = {s.parent for s in review.document.sections if s.span}
        for section in review.document.sections:
            if section.span is None or section.name == "unrecognised":
                continue
            said = state_of(section)
            prompt = section.hollow is Hollow.PROMPT or self._asks(section, review)
            if prompt and not said:
                said = _HOLLOW[Hollow.PROMPT]
            if not said or section.state is SectionState.POINTER:
                continue
            if section.hollow is Hollow.NOT_APPLICABLE and section.name in _MAY_BE_NONE:
                continue
            if section.name == "next_review":
                continue  # MIN-17 says that there is no date
            if section.hollow is None and not prompt and (not section.required or section.name in parents):
                continue
            if section.name == "rmp" and review.substance(*PLAN):
                continue  # the plan stands under the headings of its parts
            yield Found(
                f"“{heading(section)}” {said}.",
                place(section, review),
                section.name,
                severity=Severity.HIGH if prompt or section.required else Severity.MEDIUM,
                confidence=Confidence.HIGH if prompt or section.hollow is None else Confidence.MEDIUM,
            )

    _ASKS = re.compile(
        r"^\W*(?:please )?(?:enter|insert|type|complete|provide|record|describe|state|give|list|specify|"
        r"outline)"
        r" (?:here )?(?:the |any |full |further |brief |all |a |an )*(?:details?|information|text|names?|"
        r"dates?|"
        r"rationale|reasons?|summary|description|whether|who|what|how)\b[^.\n]{0,120}[.\]>)]*\s*$",
        re.IGNORECASE,
    )

    def _asks(self, section: Section, review: Review) -> bool:
        """Whether the box holds one line, and that line is the form asking."""
        return section.span is not None and bool(
            self._ASKS.match(review.document.quote(section.span).strip())
        )


_TARGET = re.compile(r"(?:section|item|paragraph|part|box|question)\s+(\d+[a-z]?(?:\.\d+)?)", re.IGNORECASE)


class MIN26(Check):
    """No section only points elsewhere.

    Bad:
        # Disclosure
        See summary in body of notes.

    Good:
        # Disclosure
        Disclosure to his employer was considered and is not to be made at present, because he works alone and
        has no contact with children there.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.24")
    kinds = PAPERS
    families = ()
    needs = (Need.FORM, Need.SECTIONS)
    why = (
        "A pointer cannot be acted on, survives from meeting to meeting unread, and hides that nothing "
        "was decided."
    )
    hint = "Say it here in a sentence or two, even where it is also said elsewhere."

    def look(self, review: Review) -> Iterator[Found]:
        for section in review.document.sections:
            if section.state is not SectionState.POINTER or section.span is None:
                continue
            if self._leads_somewhere(section, review):
                continue
            yield Found(
                f"“{heading(section)}” only refers to another part of the document.",
                place(section, review),
                section.name,
            )

    @staticmethod
    def _leads_somewhere(section: Section, review: Review) -> bool:
        """Whether it names a section that does say something; decisions must be written out all the same."""
        if section.name in ("disclosure", "rmp", "level_review", "victim") or section.span is None:
            return False
        said = review.document.quote(section.span).casefold()
        numbers = {m.group(1) for m in _TARGET.finditer(said)}
        return any(
            other is not section
            and review.says(other)
            and (
                other.number.strip(".") in numbers
                or (len(heading(other)) > 4 and heading(other).casefold() in said)
                or label(other.name) in said
            )
            for other in review.document.sections
        )


class MIN04(Check):
    """Every section of the standard form is there.

    Bad:
        # Offender details
        (without)

    Good:
        # Offender details
        Name: Dean Harrow
        Date of birth: 4 February 1984
        Gender: Male
    """

    severity = Severity.MEDIUM
    sources = (
        *thames_valley("section 18ii", "section 18iii"),
        *inspection("paragraph 5.14"),
    )
    kinds = MINUTES
    families = ()
    needs = (Need.FORM, Need.SECTIONS)
    why = "The form is there so that every question is asked of every case."
    hint = "Put the section back and answer it, or use the current form."

    def look(self, review: Review) -> Iterator[Found]:
        for section in review.document.sections:
            if section.name == "offender_details" and review.document.subject is not None:
                continue  # the person is named under another heading
            if section.name == "actions" and review.document.actions:
                continue
            if section.state is SectionState.MISSING and section.required and section.name not in SPOKEN_FOR:
                yield Found(
                    f"The form's section on {label(section.name)} is not in the document.", None, section.name
                )
