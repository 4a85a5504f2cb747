"""The officer's side: open a disclosure, change what the policy proposes, write the summary, submit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from models.review import Act, DisclosureRequest, DisclosureState, FoundBy
from models.summary import Summary
from models.text import Span
from pipeline.disclosing.guards import fits, may_leave, still_open, tidied, unchanged
from pipeline.disclosing.room import Room, overview_of
from pipeline.disclosing.views import Desk, NotNow, Overview, Step
from pipeline.entries import NotReady, processed_of, whole
from storage.archive import Archive
from storage.disclosures import DisclosureRow
from storage.events import Event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from redact import Release
    from redact.summary import SummaryRelease


class Officers(Room):
    """What disclosure officers do. Safe to share between threads; `actor` is always an account's id."""

    def open(self, document_id: str, policy: str, request: DisclosureRequest, actor: str) -> Overview:
        """A new draft; what an officer did to the last one under that policy is proposed again.

        Raises `NotReady`, `SettingsError` for an unknown policy, and `CountersignError` for a document whose
        marking is not settled, that was not read in full, or that has a newer version.
        """
        from pipeline.stages import disclosure_policy

        request = tidied(request)
        rules = disclosure_policy(policy, self._settings)
        with self._store.reading() as (_, archive):
            row = whole(archive.row(document_id))
            if row.superseded_by:
                raise NotReady(
                    "There is a newer version of this document.",
                    "Open the disclosure from the newest; what was decided on this one is proposed there.",
                )
            may_leave(processed_of(archive, row))
            proposed = self._proposed(archive, document_id, rules.name)
        with self._store.writing() as (session, archive):
            kept = archive.disclosures
            opened = kept.open(archive.row(document_id), rules.name, rules.version, request, actor)
            for number, act in enumerate(proposed, 1):
                kept.add(opened, replace(act, id=str(number)))
            self._note(
                session,
                Event.DISCLOSURE_OPENED,
                actor,
                document=document_id,
                disclosure=opened.id,
                policy=rules.name,
                policy_version=rules.version,
                proposed=len(proposed),
            )
            return overview_of(archive, opened)

    def listed(
        self,
        actor: str,
        document_id: str | None = None,
        state: DisclosureState | None = None,
        most: int = 200,
    ) -> list[Overview]:
        """Disclosures, those changed last first. The list names requesters: that it was read is recorded."""
        with self._store.reading() as (_, archive):
            rows = archive.disclosures.rows(document_id, state, most)
            found = [overview_of(archive, row) for row in rows]
        self._record(Event.SENSITIVE_READ, actor, document=document_id or "all", what="disclosures")
        return found

    def desk(self, id: str, actor: str) -> Desk:
        """All of a disclosure; raises `NoSuchDisclosure`."""
        with self._store.reading() as (_, archive):
            row = archive.disclosures.row(id)
            found = self._laid_out(archive, row)
        self._record(Event.SENSITIVE_READ, actor, document=row.document_id, what="disclosure")
        return found

    def search(self, id: str, what: str, how: FoundBy, actor: str) -> tuple[Span, ...]:
        """Where something stands in the disclosure's document, for an act to add."""
        from redact.desk import search

        with self._store.reading() as (_, archive):
            row = archive.disclosures.row(id)
            found = search(self._processed(archive, row).document, what, how)
        self._record(Event.SENSITIVE_READ, actor, document=row.document_id, what="search")
        return found

    def act(self, id: str, step: Step, actor: str) -> Act:
        """Put a step on record; it holds at once, and can be undone."""
        with self._store.reading() as (_, archive):
            row = still_open(archive.disclosures.row(id))
            fits(step, self._processed(archive, row).document)
        act = Act(
            "0", step.kind, step.spans, actor, _now(), step.everywhere, step.type, step.role,
            step.reason.strip(), step.found_by,
        )  # fmt: skip
        with self._store.writing() as (session, archive):
            return self._add(session, archive, still_open(self._to_change(archive, id)), act)

    def confirm(self, id: str, number: int, actor: str) -> Act:
        """Make a proposal from an earlier version this officer's own."""
        with self._store.writing() as (session, archive):
            row = still_open(self._to_change(archive, id))
            found = next((a for a in archive.disclosures.acts(row) if a.id == str(number)), None)
            if found is None or not found.proposed:
                raise NotNow("There is no proposal of that number.", "Look at the disclosure again.")
            archive.disclosures.set_undone(row, number, undone=True)
            return self._add(session, archive, row, replace(found, proposed=False, by=actor, at=_now()))

    def undo(self, id: str, number: int, actor: str, again: bool = False) -> None:
        """Undo the act of that number, or with `again` do it once more; the record keeps both."""
        with self._store.writing() as (session, archive):
            row = still_open(self._to_change(archive, id))
            if not archive.disclosures.set_undone(row, number, undone=not again):
                raise NotNow("There is no such act to undo.", "Look at the disclosure again.")
            row.changed = datetime.now(UTC)
            undone = int(not again)
            self._note(session, Event.DISCLOSURE_UNDONE, actor, disclosure=id, number=number, undone=undone)

    def draft_summary(self, id: str, actor: str) -> Summary:
        """A summary drafted anew from the document as it is redacted now, in place of what was there."""
        from redact.summary import draft

        with self._store.reading() as (_, archive):
            found = self._laid_out(archive, still_open(archive.disclosures.row(id)))
        made = draft(found.document, found.reviewed.decisions)
        self._keep_summary(id, made, actor)
        return made

    def keep_summary(self, id: str, summary: Summary | None, actor: str) -> tuple[tuple[str, int], ...]:
        """Keep the summary as the officer has it, or drop it; the lines that tell what is removed."""
        from redact.summary import spoken_of

        with self._store.reading() as (_, archive):
            found = self._laid_out(archive, still_open(archive.disclosures.row(id)))
        self._keep_summary(id, summary, actor)
        return spoken_of(found.document, found.reviewed.decisions, summary) if summary else ()

    def preview(self, id: str, actor: str) -> tuple[Release, SummaryRelease | None]:
        """Exactly what the recipient would get, verified, and not kept; raises `VerificationFailed`."""
        with self._store.reading() as (_, archive):
            row = archive.disclosures.row(id)
            made = self._made(archive, row)
        self._record(Event.SENSITIVE_READ, actor, document=row.document_id, what="preview")
        return made

    def submit(self, id: str, actor: str) -> Overview:
        """Ask for approval. Raises `NotNow` while something is in conflict, or `VerificationFailed`."""
        with self._store.reading() as (_, archive):
            row = still_open(archive.disclosures.row(id))
            changed = row.changed
            conflicts = len(self._laid_out(archive, row).reviewed.conflicts)
            if conflicts:
                raise NotNow(
                    f"{conflicts} things that are to be kept cannot be: the same words are removed "
                    "elsewhere, or nobody sees them on the page.",
                    "Settle each of them on the desk, then submit again.",
                )
            self._made(archive, row)
        with self._store.writing() as (session, archive):
            row = unchanged(still_open(self._to_change(archive, id)), changed)
            row.submitted_by, row.policy_version = actor, self._policy(row).version
            return self._move(session, archive, row, DisclosureState.SUBMITTED, actor)

    def withdraw(self, id: str, actor: str) -> Overview:
        """Give up a disclosure of which nothing was approved."""
        allowed = (DisclosureState.DRAFT, DisclosureState.RETURNED, DisclosureState.SUBMITTED)
        return self._step(id, actor, allowed, DisclosureState.WITHDRAWN)

    def _proposed(self, archive: Archive, document_id: str, policy: str) -> tuple[Act, ...]:
        """What was done to the last disclosure of the series, on this version's text."""
        from redact.desk import carry

        row = archive.row(document_id)
        before = archive.disclosures.latest_of_series(row, policy)
        if before is None:
            return ()
        acts = archive.disclosures.acts(before)
        old, new = self._processed(archive, before).document, processed_of(archive, row).document
        return carry(old, new, acts).acts

    def _keep_summary(self, id: str, summary: Summary | None, actor: str) -> None:
        with self._store.writing() as (session, archive):
            row = still_open(self._to_change(archive, id))
            archive.disclosures.keep_summary(row, summary)
            row.changed = datetime.now(UTC)
            self._note(session, Event.SENSITIVE_UPDATE, actor, document=row.document_id, what="summary")

    def _add(self, session: Session, archive: Archive, row: DisclosureRow, act: Act) -> Act:
        act = replace(act, id=str(archive.disclosures.next_number(row)))
        archive.disclosures.add(row, act)
        row.changed = datetime.now(UTC)
        self._note(
            session,
            Event.DISCLOSURE_ACT,
            act.by,
            disclosure=row.id,
            number=int(act.id),
            act=act.kind.value,
            places=len(act.spans),
        )
        return act


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
