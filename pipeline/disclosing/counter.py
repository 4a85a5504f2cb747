"""The counter: approved files go out to the named recipient until a day, or until they are revoked.

Threat: a link that is guessed, found in a log or used too late. Rule: the secret in a link is 256 bits of
chance, kept as a keyed hash alone, replaced by each new release and emptied by a revocation; every fetch is
written down before a byte goes out, and a link that leads nowhere says the same whatever the reason. Residual
risk: whoever holds the link has the file: it goes to the recipient as carefully as the file would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from models.review import DisclosureState
from pipeline.disclosing.guards import in_state, linked
from pipeline.disclosing.room import Room, overview_of
from pipeline.disclosing.views import File, NotNow, Overview
from storage.archive import Archive
from storage.disclosures import DisclosureRow
from storage.events import Event
from storage.scope import INSTALLATION
from storage.store import Store

MOST_DAYS = 365
OUT = (DisclosureState.APPROVED, DisclosureState.RELEASED)


class Counter(Room):
    """What goes out. Safe to share between threads; `actor` is always an account's id."""

    def release(self, id: str, days: int, actor: str) -> tuple[Overview, str]:
        """Let the recipient have it for so many days; the secret of the link for them, told only now."""
        if not 1 <= days <= MOST_DAYS:
            raise NotNow(f"A release lasts 1 to {MOST_DAYS} days.", "Choose a number of days.")
        with self._store.writing() as (session, archive):
            row = in_state(self._to_change(archive, id), OUT)
            secret = archive.disclosures.new_link(row)
            row.expires = datetime.now(UTC) + timedelta(days=days)
            return self._move(session, archive, row, DisclosureState.RELEASED, actor), secret

    def revoke(self, id: str, actor: str) -> Overview:
        """Nobody gets the files any more; what was fetched before is out."""
        with self._store.writing() as (session, archive):
            row = in_state(self._to_change(archive, id), OUT)
            row.link_key = ""
            return self._move(session, archive, row, DisclosureState.REVOKED, actor)

    def file(self, id: str, what: File, actor: str) -> bytes:
        """An approved file, for somebody who is signed in."""
        return self._fetch(lambda archive: in_state(archive.disclosures.row(id), OUT), what, actor)

    def behind_link(self, secret: str) -> Overview:
        """What a recipient's link leads to; raises `NotNow`, which tells nothing more."""
        with self._store.seen_by(INSTALLATION).reading() as (_, archive):  # the secret is what lets them in
            return overview_of(archive, linked(archive, secret))

    def received(self, secret: str, what: File) -> bytes:
        """The file for whoever holds the recipient's link; raises `NotNow`, which tells nothing more."""
        everything = self._store.seen_by(INSTALLATION)
        return self._fetch(lambda archive: linked(archive, secret), what, "recipient", everything)

    def _fetch(
        self, find: Callable[[Archive], DisclosureRow], what: File, actor: str, store: Store | None = None
    ) -> bytes:
        with (store or self._store).writing() as (session, archive):
            row = find(archive)
            data = archive.disclosures.file(row, what)
            row.downloads += 1
            self._note(
                session,
                Event.DISCLOSURE_FETCHED,
                actor,
                disclosure=row.id,
                document=row.document_id,
                what=what,
                sha256=hashlib.sha256(data).hexdigest(),
            )
            return data
