"""The audit trail: written once, and showing every change to itself.

Threat: somebody who can write to the database (an administrator, an intruder) changes, removes, reorders or
cuts off records of what they did. Rule: triggers refuse UPDATE and DELETE; each record carries a keyed hash
over itself and the hash before it, so that without the key no record can be made to fit; the number and hash
of the last are signed, so that a shorter trail does not fit either, and nothing is added to an end that was
not. Residual risk: who holds the keys can
write a new trail, and who restores the whole database to an earlier state restores a trail that is whole;
both are shown by an anchor (`anchor`), printed or sent elsewhere, that `verify` is then given.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import CountersignError
from storage.events import Event, fits
from storage.keys import KeyProvider, signed_by
from storage.tables import AuditHeadRow, AuditRow

_FIRST = "0" * 64
_BATCH = 1000


class TrailBroken(CountersignError):
    """The end of the trail was changed by other means: nothing is recorded any more, and so nothing done."""


@dataclass(frozen=True, slots=True)
class Record:
    """One event as it stands in the trail."""

    seq: int
    at: str
    event: str
    actor: str
    detail: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the trail at one moment, signed: keep it where this system cannot reach."""

    seq: int
    chained: str
    signature: str  # hexadecimal
    public_key: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What `verify` found. `bad` is the number of the first record that is not as it was written."""

    records: int
    bad: int | None = None
    why: str = ""

    @property
    def whole(self) -> bool:
        """True where nothing was changed, removed, reordered or cut off."""
        return self.bad is None


def append(session: Session, keys: KeyProvider, event: Event, actor: str, **detail: str | int) -> None:
    """Add an event, in the caller's transaction: it is there if and only if what it tells of happened.

    The head's row is locked until the transaction ends, so call this last. Raises `TrailBroken` where the end
    that is there was not signed by us: to go on from it would make it ours.
    """
    fits(event, actor, detail)
    head = _ours(session.scalar(select(AuditHeadRow).with_for_update()), keys)
    if head is None:
        head = AuditHeadRow(id=1, seq=0, chained=_FIRST, signature=b"")
        session.add(head)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    written = json.dumps(detail, sort_keys=True, separators=(",", ":"))
    seq = head.seq + 1
    chained = _link(keys.secret("audit"), head.chained, (str(seq), at, event.value, actor, written))
    session.add(AuditRow(seq=seq, at=at, event=event.value, actor=actor, detail=written, chained=chained))
    head.seq, head.chained, head.signature = seq, chained, keys.sign(_head(seq, chained))
    session.flush()


def anchor(session: Session, keys: KeyProvider) -> Anchor:
    """The trail's present end, for safe-keeping elsewhere; raises `TrailBroken` where it is not ours."""
    head = _ours(session.scalar(select(AuditHeadRow)), keys)
    if head is None:
        return Anchor(0, _FIRST, keys.sign(_head(0, _FIRST)).hex(), keys.public_key)
    return Anchor(head.seq, head.chained, head.signature.hex(), keys.public_key)


def verify(session: Session, keys: KeyProvider, anchors: Sequence[Anchor] = ()) -> Trail:
    """Walk the whole trail; the first record that does not fit is named.

    A record numbered below 1 was never written by this product, but it may be one that was renumbered: then
    the one that is missing is named, and else the stray one.
    """
    secret = keys.secret("audit")
    expected, before = 1, _FIRST
    wanted = {a.seq: a for a in anchors if a.seq}
    stray: int | None = None
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=_BATCH)):
        if row.seq < 1:
            stray = row.seq if stray is None else stray
            continue
        if row.seq != expected:
            return Trail(expected - 1, expected, f"Record {expected} is missing.")
        if not _fits(secret, before, row):
            return Trail(expected - 1, expected, f"Record {expected} is not as it was written.")
        known = wanted.get(row.seq)
        if known and not (known.chained == row.chained and _is_ours(known, keys)):
            return Trail(expected - 1, expected, f"Record {expected} is not the one that was anchored.")
        before, expected = row.chained, expected + 1
    last = expected - 1
    head = session.scalar(select(AuditHeadRow))
    ends = [a.seq for a in anchors] + ([head.seq] if head else [])
    if max(ends, default=0) > last:
        return Trail(last, last + 1, f"The trail ends at record {last}; there were at least {max(ends)}.")
    if stray is not None:
        return Trail(last, stray, f"There is a record numbered {stray}, which was never written.")
    if last and (head is None or head.seq != last or head.chained != before):
        return Trail(last, last, f"The trail's signed end does not name record {last}.")
    if head and last and not keys.signed(_head(head.seq, head.chained), head.signature):
        return Trail(last, last, "The signature of the trail's end is not ours.")
    return Trail(last)


def records(session: Session, after: int = 0, most: int = 200) -> list[Record]:
    """Events in order, for an auditor."""
    rows: Iterable[AuditRow] = session.scalars(
        select(AuditRow).where(AuditRow.seq > after).order_by(AuditRow.seq).limit(most)
    )
    return [Record(r.seq, r.at, r.event, r.actor, json.loads(r.detail)) for r in rows]


def _link(secret: bytes, before: str, parts: tuple[str, ...]) -> str:
    """HMAC-SHA256 over the hash before and the record; JSON keeps the parts apart."""
    said = json.dumps([before, *parts], separators=(",", ":")).encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def _ours(head: AuditHeadRow | None, keys: KeyProvider) -> AuditHeadRow | None:
    if head is not None and not keys.signed(_head(head.seq, head.chained), head.signature):
        raise TrailBroken(
            "The audit trail's end is not one that this installation signed: somebody changed it.",
            "Keep the database as it is, run `countersign verify`, and restore the last back-up beside it.",
        )
    return head


def _fits(secret: bytes, before: str, row: AuditRow) -> bool:
    """Whether the record's hash is its own. A database that does not hold to types may hold anything."""
    parts = (row.at, row.event, row.actor, row.detail)
    if not all(isinstance(part, str) for part in (*parts, row.chained)):
        return False
    link = _link(secret, before, (str(row.seq), *parts))
    return hmac.compare_digest(link.encode(), row.chained.encode("utf-8", "surrogatepass"))


def _head(seq: int, chained: str) -> bytes:
    return f"countersign audit head 1|{seq}|{chained}".encode()


def _is_ours(anchor: Anchor, keys: KeyProvider) -> bool:
    signature = bytes.fromhex(anchor.signature)
    return anchor.public_key == keys.public_key and signed_by(
        anchor.public_key, _head(anchor.seq, anchor.chained), signature
    )
