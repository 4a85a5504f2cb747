"""A document as a chair reads it: all that its pages and the API say of its findings, put together once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import Request

from api.report.order import Answers, Group, Told, by_section
from api.web.state import actor_of, shared
from models.answer import Answer
from models.marking import ProtectiveMarking
from pipeline.answers import Answered
from pipeline.entries import Entry
from storage.accounts import Accounts

if TYPE_CHECKING:
    from checks.survival import Past
    from pipeline.stages import Processed


@dataclass(frozen=True, slots=True)
class Review:
    """One document, checked. `told` are its findings in the order of the page."""

    entry: Entry
    content: Processed
    answered: Answered
    past: Past
    groups: tuple[Group, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """The findings by number."""
        return tuple(told for group in self.groups for told in group.findings)

    @property
    def marking(self) -> ProtectiveMarking:
        """What a page carries that shows the document's words."""
        return self.content.marking.highest


def review(request: Request, entry: Entry, beside: bool = True) -> Review:
    """Everything about a document that was checked; raises `NotReady` for another.

    Without `beside` it is not compared with what went before, which takes time and reads another document.
    """
    found = shared(request).service.review.read(entry.id, actor_of(request), beside)
    answered = found.answered
    answers = Answers(
        answered.answers,
        names_of(request, answered.answers.values()),
        answered.progress,
        answered.version,
        answered.before.number if answered.before else 0,
    )
    groups = by_section(found.content.document, answered.findings, found.past, answers)
    return Review(entry, found.content, answered, found.past, groups)


def names_of(request: Request, answers: Iterable[Answer]) -> dict[str, str]:
    """The names of the accounts that answered."""
    here = shared(request)
    ids = {answer.by for answer in answers}
    if not ids:
        return {}
    with here.store.database.reading() as session:
        return Accounts(session, here.store.keys).names(ids)
