"""Who may see a case: asked and changed through the store of whoever asks, and every change recorded."""

from __future__ import annotations

from collections.abc import Collection

from storage import access, audit
from storage.access import Access
from storage.accounts import Account, Accounts
from storage.events import Event
from storage.store import Store


class AccessBook:
    """The need-to-know lists of one installation. `actor` is always an account's id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, case_id: str) -> tuple[str, Access, list[Account]]:
        """The case's reference, who sees it, and who could; raises `NoSuchCaseHere`."""
        with self._store.reading() as (session, archive):
            found = access.access(session, case_id)
            could = access.candidates(session, found.area) | found.people
            people = [a for a in Accounts(session, self._store.keys).all() if a.id in could]
            return archive.case_reference(case_id), found, people

    def change(self, case_id: str, restricted: bool, people: Collection[str], actor: str) -> Access:
        """Keep the case to those people, or open it to its area; each step is an event of its own.

        Raises `NoSuchCaseHere` and `AccountFault`.
        """
        with self._store.writing() as (session, _):
            before, after = access.set_access(session, case_id, restricted, people, actor)
            done = [f"case:listed:{id}" for id in sorted(after.people - before.people)]
            done += [f"case:unlisted:{id}" for id in sorted(before.people - after.people)]
            if before.restricted != after.restricted:
                done.append("case:restricted" if restricted else "case:opened")
            for what in done:
                audit.append(
                    session, self._store.keys, Event.SENSITIVE_UPDATE, actor, document=case_id, what=what
                )
        return after
