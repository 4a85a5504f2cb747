"""What may be done to a disclosure, when, and by whom: every refusal, with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from models.document import Document
from models.errors import CountersignError
from models.review import ActKind, DisclosureRequest, DisclosureState
from pipeline.disclosing.views import FourEyes, NotNow, Step
from storage.archive import Archive
from storage.disclosures import DisclosureRow

if TYPE_CHECKING:
    from pipeline.stages import Processed

LONGEST_WORDS = 2000


def may_leave(processed: Processed) -> None:
    """Refuse what may not be disclosed at all: its marking is not settled, or part of it was not read."""
    if processed.quarantined:
        raise CountersignError(
            "Nothing of this document is disclosed while its marking is not settled.",
            "Have somebody with the authority settle the marking first.",
        )
    if not processed.document.readable:
        raise CountersignError(
            "Nothing is disclosed: part of the file could not be read, so nobody can say what is left out.",
            "Send a version of the document whose pages are all text, with nothing embedded.",
        )


def in_state(row: DisclosureRow, allowed: Iterable[DisclosureState]) -> DisclosureRow:
    """The row, where the disclosure is in one of those states."""
    if DisclosureState(row.state) not in allowed:
        raise NotNow(f"The disclosure is {row.state}.", "That step is not open to it; look at it again.")
    return row


def still_open(row: DisclosureRow) -> DisclosureRow:
    """The row, where the officer may still change the disclosure."""
    if not DisclosureState(row.state).open:
        raise NotNow(
            f"The disclosure is {row.state}, and can no longer be changed.",
            "Have it sent back, or open a new one: what was decided here is proposed there.",
        )
    return row


def submitted(row: DisclosureRow) -> DisclosureRow:
    """The row, where the disclosure waits for approval."""
    return in_state(row, (DisclosureState.SUBMITTED,))


def other_eyes(archive: Archive, row: DisclosureRow, actor: str) -> None:
    """Refuse an approver who had a hand in the disclosure."""
    if actor in archive.disclosures.actors(row):
        raise FourEyes(
            "Whoever had a hand in a disclosure cannot approve it.", "Ask another chair to look at it."
        )


def linked(archive: Archive, secret: str) -> DisclosureRow:
    """The disclosure that is out behind a recipient's link."""
    row = archive.disclosures.by_link(secret) if secret else None
    if row is None or row.state != DisclosureState.RELEASED or row.expires is None:
        raise NotNow("There is nothing here.", "Ask whoever sent you the link.")
    if row.expires <= datetime.now(UTC):
        raise NotNow("There is nothing here any more.", "Ask whoever sent you the link.")
    return row


def tidied(request: DisclosureRequest) -> DisclosureRequest:
    """The request with each answer given and of a sensible length."""
    return DisclosureRequest(
        in_words("requester", request.requester),
        in_words("basis", request.basis),
        in_words("purpose", request.purpose),
        in_words("recipient", request.recipient),
        request.layout,
    )


def in_words(what: str, said: str) -> str:
    """What was said, on one line; refused where it is empty or too long."""
    said = " ".join(said.split())
    if not said:
        raise CountersignError(f"The {what} is missing.", f"Say who or what the {what} is.")
    if len(said) > LONGEST_WORDS:
        raise CountersignError(f"The {what} is longer than {LONGEST_WORDS} characters.", "Shorten it.")
    return said


def fits(step: Step, document: Document) -> None:
    """Refuse a step that lacks something, or whose places do not lie in the document."""
    least = 2 if step.kind is ActKind.JOIN else 1
    inside = all(0 <= s.start < s.end <= len(document.text) for s in step.spans)
    if len(step.spans) < least or not inside:
        raise NotNow("The places do not lie in the document.", "Load the desk again and choose them anew.")
    if step.kind is ActKind.ADD and step.type is None:
        raise NotNow("What is added has no type.", "Say what it is: a person, an address, a date...")
    if step.kind is ActKind.ROLE and step.role is None:
        raise NotNow("No role was chosen.", "Choose the part that the person has in the case.")
    if len(step.reason) > LONGEST_WORDS:
        raise NotNow(f"The reason is longer than {LONGEST_WORDS} characters.", "Shorten it.")


def unchanged(row: DisclosureRow, since: datetime) -> DisclosureRow:
    """The row, where nobody has changed the disclosure meanwhile."""
    if row.changed != since:
        raise NotNow("It was changed by somebody else meanwhile.", "Look at it again, then do it once more.")
    return row
