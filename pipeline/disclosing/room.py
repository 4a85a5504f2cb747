"""What the officer's, the approver's and the recipient's side of a disclosure share."""

from __future__ import annotations

import copy as copying
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from models.review import DisclosureState
from pipeline.disclosing.guards import in_state, may_leave
from pipeline.disclosing.views import ChangedMeanwhile, Desk, File, Overview
from pipeline.entries import processed_of, whole
from pipeline.settings import Settings
from storage import audit
from storage.archive import Archive
from storage.disclosures import DisclosureRow
from storage.events import Event
from storage.store import Store

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.disclosure import DisclosurePolicy
    from pipeline.stages import Processed
    from redact import Release
    from redact.summary import SummaryRelease


class Room:
    """Reads a disclosure, makes its files, moves it on, and writes down what was done."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._since: datetime | None = None

    def if_unchanged(self, since: datetime | None) -> Self:
        """The same, but raising `ChangedMeanwhile` where a disclosure was changed after that moment."""
        other = copying.copy(self)
        other._since = since
        return other

    def _to_change(self, archive: Archive, id: str) -> DisclosureRow:
        """The row that a writing transaction is about to change."""
        row = archive.disclosures.row(id)
        if self._since is not None and row.changed != self._since:
            raise ChangedMeanwhile(
                "It was changed by somebody else meanwhile.", "Look at it again, then do it once more."
            )
        return row

    def _laid_out(self, archive: Archive, row: DisclosureRow) -> Desk:
        """All of a disclosure: the policy's proposals as the acts leave them."""
        from redact.desk import review

        processed, rules = self._processed(archive, row), self._policy(row)
        kept = archive.disclosures
        record = kept.record(row)
        acts = [act for act, undone in record if not undone]
        reviewed = review(processed.document, processed.detection, rules, acts, kept.seed(row))
        summary, remarks = kept.summary(row), kept.remarks(row)
        return Desk(overview_of(archive, row), processed.document, reviewed, tuple(record), summary, remarks)

    def _made(
        self, archive: Archive, row: DisclosureRow, look: bool = False
    ) -> tuple[Release, SummaryRelease | None]:
        """The files that the disclosure stands for now, verified; raises `VerificationFailed`.

        With `look` their pages are read by eye as well, which takes seconds a page.
        """
        from pipeline.stages import copy_format
        from redact import release_decided
        from redact.summary import release_summary

        processed, rules, found = (
            self._processed(archive, row),
            self._policy(row),
            self._laid_out(archive, row),
        )
        may_leave(processed)
        document, marking = found.document, processed.marking.proposed
        format = copy_format(document.format)
        asked = found.overview.request
        layout = asked.layout if asked is not None and format == "pdf" else "flowing"
        copy = release_decided(document, found.reviewed.decisions, rules, format, marking, layout, look)
        if found.summary is None:
            return copy, None
        summary = release_summary(document, copy.decisions, found.summary, rules, format, marking, look)
        return copy, summary

    def _processed(self, archive: Archive, row: DisclosureRow) -> Processed:
        return processed_of(archive, whole(archive.row(row.document_id)))

    def _policy(self, row: DisclosureRow) -> DisclosurePolicy:
        from pipeline.stages import disclosure_policy

        return disclosure_policy(row.policy, self._settings)

    def _step(self, id: str, actor: str, allowed: Iterable[DisclosureState], to: DisclosureState) -> Overview:
        with self._store.writing() as (session, archive):
            row = in_state(self._to_change(archive, id), allowed)
            return self._move(session, archive, row, to, actor)

    def _move(
        self, session: Session, archive: Archive, row: DisclosureRow, to: DisclosureState, actor: str
    ) -> Overview:
        row.state, row.changed = to.value, datetime.now(UTC)
        self._note(
            session,
            Event.DISCLOSURE_MOVED,
            actor,
            disclosure=row.id,
            document=row.document_id,
            to=to.value,
        )
        return overview_of(archive, row)

    def _record(self, event: Event, actor: str, **detail: str | int) -> None:
        with self._store.writing() as (session, _):
            self._note(session, event, actor, **detail)

    def _note(self, session: Session, event: Event, actor: str, **detail: str | int) -> None:
        audit.append(session, self._store.keys, event, actor, **detail)


def overview_of(archive: Archive, row: DisclosureRow) -> Overview:
    """What lists show of a disclosure; its request is None once its key was destroyed."""
    files: list[File] = []
    if row.copy_blob:
        files.append("copy")
    if row.summary_blob:
        files.append("summary")
    return Overview(
        row.id,
        row.document_id,
        row.policy,
        row.policy_version,
        DisclosureState(row.state),
        row.created,
        row.created_by,
        row.changed,
        row.submitted_by,
        row.decided_by,
        row.expires,
        row.downloads,
        tuple(files),
        archive.disclosures.request(row) if row.wrapped_key else None,
    )
