"""The sessions of one account, for its owner to look at and to end."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.accounts import IDLE, LONGEST, SessionRow


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has not ended. `id` is a hash: nobody signs in with it."""

    id: str
    begun: datetime
    used: datetime


def sessions_of(session: Session, account_id: str) -> list[SignedIn]:
    """The account's sessions, the one begun last first."""
    now = datetime.now(UTC)
    wanted = (
        select(SessionRow)
        .where(
            SessionRow.account_id == account_id,
            SessionRow.used >= now - IDLE,
            SessionRow.created >= now - LONGEST,
        )
        .order_by(SessionRow.created.desc(), SessionRow.id)
    )
    return [SignedIn(row.id, row.created, row.used) for row in session.scalars(wanted)]


def end_session(session: Session, account_id: str, id: str) -> bool:
    """End one of the account's sessions; False where it has none of that id."""
    row = session.get(SessionRow, id)
    if row is None or row.account_id != account_id:
        return False
    session.execute(delete(SessionRow).where(SessionRow.id == id))
    return True


def token_hash(token: str) -> str:
    """The id of the session that a token opens."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
