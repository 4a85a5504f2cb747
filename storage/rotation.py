"""A new key-encryption key, and every data key wrapped anew with it. No content is encrypted again.

Threat: a copy of the key file got about. Rule: every wrapped data key is opened with the key it was wrapped
with and wrapped with the new one, some hundred in a transaction, so that a rotation that was stopped goes on
where it stopped; when nothing hangs on an old key it is destroyed, an hour after it was current at the
earliest. Other processes notice the new key by themselves, and before they wrap anything. Residual risk: who
holds both the old key file and an old back-up of the database reads what was in that back-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select

from storage.disclosures import DisclosureRow
from storage.keys import WrappedKey
from storage.sealing import owner_of
from storage.store import Store
from storage.tables import CaseRow, DocumentRow

_AT_ONCE = 200

_Holder = CaseRow | DocumentRow | DisclosureRow
_HOLDERS: tuple[tuple[type[_Holder], Callable[[_Holder], str]], ...] = (
    (CaseRow, lambda row: f"case {row.id}"),
    (DocumentRow, lambda row: owner_of(row.id, row.version) if isinstance(row, DocumentRow) else ""),
    (DisclosureRow, lambda row: f"disclosure {row.id}"),
)


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: the id of the key in use now, data keys wrapped anew, old keys destroyed."""

    key: str
    rewrapped: int
    retired: tuple[str, ...]


def rotate(store: Store, resume: bool = False) -> Rotation:
    """Make a new key, or with `resume` go on with the current one, and wrap everything with it."""
    key = store.keys.current if resume else store.keys.renew()
    rewrapped = sum(_rewrap(store, kind, owner, key) for kind, owner in _HOLDERS)
    return Rotation(key, rewrapped, store.keys.retire(_used(store)))


def _rewrap(store: Store, kind: type[_Holder], owner: Callable[[_Holder], str], key: str) -> int:
    count = 0
    while True:
        with store.writing() as (session, _):
            old = (kind.key_id != key, kind.wrapped_key != b"")  # a destroyed data key is none
            found = session.scalars(select(kind).where(*old).order_by(kind.id).limit(_AT_ONCE))
            rows = cast(Sequence[_Holder], found.all())
            for row in rows:
                context = owner(row).encode()
                data_key = store.keys.unwrap(WrappedKey(row.key_id, row.wrapped_key), context)
                wrapped = store.keys.wrap(data_key, context)
                row.key_id, row.wrapped_key = wrapped.key_id, wrapped.wrapped
        if not rows:
            return count
        count += len(rows)


def _used(store: Store) -> set[str]:
    with store.reading() as (session, _):
        return {
            id
            for kind, _ in _HOLDERS
            for id in session.scalars(select(kind.key_id).where(kind.wrapped_key != b"").distinct())
        }
