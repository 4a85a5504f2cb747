"""Systems that use the API by themselves: their secrets, and the tokens that they get for them.

Threat: somebody who reads the database, or a copy of it, acts as a system; a token that leaks works for
ever or for everything. Rule: a system has an account of its own, so that role, areas and being kept out hold
for it as for a person; its secret is kept as an argon2id hash and its tokens as SHA-256 hashes of 32 random
bytes; a token ends after `TOKEN_LIVES`, with its system's secret, and with the account, and carries no more
scopes than its system was given. Residual risk: whoever holds a token has its scopes until it ends.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.accounts import Account, AccountRole, Accounts, hash_password
from storage.keys import KeyProvider
from storage.tables import Base

TOKEN_LIVES = timedelta(minutes=15)
MOST_TOKENS = 50
"""Tokens that one system may hold at once; the oldest ends for the next."""
_PREFIX = "cs_"  # so that a leaked token can be searched for


class ClientRow(Base):
    """What makes an account a system's. `id` is the account's."""

    __tablename__ = "clients"

    id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret: Mapped[str]
    scopes: Mapped[str]  # in order, a space between
    created: Mapped[datetime]
    created_by: Mapped[str]


class TokenRow(Base):
    """A token that has not ended. `id` is its hash."""

    __tablename__ = "client_tokens"

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("clients.id"), index=True)
    scopes: Mapped[str]
    created: Mapped[datetime]
    expires: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Client:
    """A system as administrators see it."""

    account: Account
    scopes: frozenset[str]
    created_by: str


class Clients:
    """The questions about systems, in one transaction."""

    def __init__(self, session: Session, keys: KeyProvider) -> None:
        self._session, self._accounts = session, Accounts(session, keys)

    def add(
        self,
        name: str,
        role: AccountRole,
        scopes: Iterable[str],
        areas: Iterable[str] | None,
        by: str,
        hashed: str,
    ) -> Client:
        """A new system that sees those areas, every one with None; raises `AccountFault` as for a person.

        Nobody can sign in as it.
        """
        nobodys = hash_password(secrets.token_urlsafe(32))
        account = self._accounts.add(name, nobodys, role, areas=areas)
        row = ClientRow(
            id=account.id,
            secret=hashed,
            scopes=" ".join(sorted(scopes)),
            created=datetime.now(UTC),
            created_by=by,
        )
        self._session.add(row)
        self._session.flush()
        return _seen(row, account)

    def all(self) -> list[Client]:
        """Every system, in order of name."""
        rows = {row.id: row for row in self._session.scalars(select(ClientRow))}
        return [_seen(rows[a.id], a) for a in self._accounts.all() if a.id in rows]

    def find(self, id: str) -> Client | None:
        """The system of that id."""
        row, account = self._session.get(ClientRow, id), self._accounts.of_id(id)
        return _seen(row, account) if row and account else None

    def secret_of(self, id: str) -> str | None:
        """The hash of the system's secret; None where there is none of that id that may come in."""
        row, account = self._session.get(ClientRow, id), self._accounts.of_id(id)
        return row.secret if row and account and account.active else None

    def set_secret(self, id: str, hashed: str) -> bool:
        """Another secret; every token of the system ends. False where there is no such system."""
        row = self._session.get(ClientRow, id)
        if row is None:
            return False
        row.secret = hashed
        self.end_all(id)
        return True

    def begin(self, id: str, scopes: Iterable[str]) -> str:
        """A new token, which is kept nowhere here."""
        now = datetime.now(UTC)
        self._session.execute(delete(TokenRow).where(TokenRow.expires < now))
        held = self._session.scalars(
            select(TokenRow.id).where(TokenRow.client_id == id).order_by(TokenRow.created.desc())
        ).all()
        self._session.execute(delete(TokenRow).where(TokenRow.id.in_(held[MOST_TOKENS - 1 :])))
        token = _PREFIX + secrets.token_urlsafe(32)
        told = " ".join(sorted(scopes))
        self._session.add(
            TokenRow(id=_hash(token), client_id=id, scopes=told, created=now, expires=now + TOKEN_LIVES)
        )
        return token

    def owner(self, token: str) -> tuple[Account, frozenset[str]] | None:
        """Whose token it is and what it is for; None where it has ended, or its account may not come in."""
        row = self._session.get(TokenRow, _hash(token))
        if row is None or row.expires <= datetime.now(UTC):
            return None
        account = self._accounts.of_id(row.client_id)
        return (account, frozenset(row.scopes.split())) if account and account.active else None

    def end(self, token: str, id: str) -> bool:
        """End one of that system's tokens; False where it has none of that kind."""
        row = self._session.get(TokenRow, _hash(token))
        if row is None or row.client_id != id:
            return False
        self._session.delete(row)
        return True

    def end_all(self, id: str) -> None:
        """End every token of the system."""
        self._session.execute(delete(TokenRow).where(TokenRow.client_id == id))


def new_secret() -> str:
    """256 bits of chance, to be told once."""
    return secrets.token_urlsafe(32)


def _seen(row: ClientRow, account: Account) -> Client:
    return Client(account, frozenset(row.scopes.split()), row.created_by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
