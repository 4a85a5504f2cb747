"""Which processes are alive, and what each has counted: a row of numbers a process, and nothing that names.

A process writes its row every few seconds, with everything that it has counted since it started. What is
counted by all together is the sum of the rows; a process that has gone leaves its numbers in the row of those
that went before, so that sums never fall.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.tables import ProcessRow

GONE = "gone"
"""The row that holds what processes counted that are no more."""


def show(session: Session, id: str, part: str, now: float, counted: Mapping[str, float]) -> None:
    """Say that the process is alive now, and what it has counted since its start."""
    row = session.get(ProcessRow, id)
    if row is None:
        row = ProcessRow(id=id, part=part, started=datetime.now(UTC))
        session.add(row)
    row.seen, row.counted = now, _written(counted)


def leave(session: Session, id: str) -> None:
    """The process ends: what it counted stays in the sum."""
    _fold(session, [id])


def forget_silent(session: Session, before: float) -> None:
    """The same for those that have not been heard of since then: they were killed."""
    wanted = select(ProcessRow.id).where(ProcessRow.seen < before, ProcessRow.id != GONE)
    _fold(session, list(session.scalars(wanted)))


def alive(session: Session, part: str, since: float) -> int:
    """How many processes of that part have been heard of since then."""
    wanted = select(func.count()).select_from(ProcessRow)
    return session.scalar(wanted.where(ProcessRow.part == part, ProcessRow.seen >= since)) or 0


def counted(session: Session) -> Counter[str]:
    """Everything that was counted by all processes, ever."""
    total: Counter[str] = Counter()
    for written in session.scalars(select(ProcessRow.counted)):
        total.update(json.loads(written))
    return total


def _fold(session: Session, ids: list[str]) -> None:
    wanted = select(ProcessRow).where(ProcessRow.id.in_([*ids, GONE])).with_for_update()
    rows = session.scalars(wanted).all()
    if not any(row.id != GONE for row in rows):
        return
    total: Counter[str] = Counter()
    for row in rows:
        total.update(json.loads(row.counted))
    session.execute(delete(ProcessRow).where(ProcessRow.id.in_(ids)))
    kept = next((row for row in rows if row.id == GONE), None)
    if kept is None:
        kept = ProcessRow(id=GONE, part=GONE, started=datetime.now(UTC), seen=0.0)
        session.add(kept)
    kept.counted = _written(total)


def _written(counted: Mapping[str, float]) -> str:
    return json.dumps({k: v for k, v in sorted(counted.items()) if v}, separators=(",", ":"))
