"""Accounts, their sessions, and the counting of failed sign-ins.

Threat: somebody who reads the database, or a copy of it, signs in with what stands there, or learns who
works on these cases; somebody who cannot read it tries passwords, or looks for names that exist. Rule:
passwords are kept as argon2id hashes, session tokens as SHA-256 hashes of 32 random bytes, names sealed and
found by a keyed hash; failures are counted per name, in the same way whether or not there is such an account,
and a name is locked for a while after `MOST_FAILURES`. Residual risk: who holds the key file reads the names;
who knows a name can keep its owner out for as long as they go on trying.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.errors import CountersignError
from storage.keys import KeyProvider
from storage.scope import Scope
from storage.sealing import Seal
from storage.tables import AreaRow, Base

IDLE = timedelta(minutes=30)
"""A session that is not used for so long has ended."""
LONGEST = timedelta(hours=10)
"""A session ends after so long however much it is used: a long working day."""
WAITS = timedelta(minutes=5)
"""So long a sign-in waits for the second factor."""
MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256
LONGEST_NAME = 100
_TOUCH = timedelta(minutes=1)  # a session's last use is written down no more often than this


class AccountRole(StrEnum):
    """What an account may do; `api.web.permissions` says what that is."""

    ADMINISTRATOR = "administrator"
    CHAIR = "chair"
    DISCLOSURE_OFFICER = "disclosure-officer"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"


class AccountFault(CountersignError):
    """An account that cannot be made or changed as asked. `field` is the field of the form it is about."""

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.field = field


class Locked(CountersignError):
    """Too many failures for this name; `seconds` until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Too many sign-ins with this name have failed.",
            f"Wait {max(1, round(seconds / 60))} minutes, then try again.",
        )
        self.seconds = seconds


class AccountRow(Base):
    """Somebody who may sign in. `must_change` is set while the password is one that somebody else chose."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(unique=True)
    sealed_name: Mapped[bytes]
    role: Mapped[str]
    password: Mapped[str]
    must_change: Mapped[bool]
    active: Mapped[bool]
    created: Mapped[datetime]
    every_area: Mapped[bool] = mapped_column(default=False)
    second_factor: Mapped[bool] = mapped_column(default=False)


class AccountAreaRow(Base):
    """An area that an account may see; accounts with `every_area` need none of these."""

    __tablename__ = "account_areas"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    area: Mapped[str] = mapped_column(ForeignKey("areas.id"), primary_key=True)


class SessionRow(Base):
    """A sign-in that has not ended. `id` is the hash of the token that the browser holds.

    One that `waits` for the second factor opens nothing else.
    """

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    created: Mapped[datetime]
    used: Mapped[datetime]
    waits: Mapped[bool] = mapped_column(default=False)


class FailureRow(Base):
    """Failed sign-ins with one name, whether or not it is an account's."""

    __tablename__ = "sign_in_failures"

    name_key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    latest: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in, as the doors see them. `id` is what the audit trail calls them.

    `areas` are those that the account may see now; `every_area` says that later ones will be among them.
    """

    id: str
    name: str
    role: AccountRole
    must_change: bool
    active: bool
    created: datetime
    areas: frozenset[str] = frozenset()
    every_area: bool = False
    second_factor: bool = False

    @property
    def scope(self) -> Scope:
        """Who asks, for every statement that is made on this account's behalf."""
        return Scope(self.id, self.areas)


class Accounts:
    """The questions about accounts, in one transaction."""

    def __init__(self, session: Session, keys: KeyProvider) -> None:
        self._session, self._keys = session, keys

    # accounts

    def any(self) -> bool:
        """Whether anybody has an account yet."""
        return bool(self._session.scalar(select(func.count()).select_from(AccountRow)))

    def all(self) -> list[Account]:
        """Every account, in order of name."""
        found = [self._seen(row) for row in self._session.scalars(select(AccountRow))]
        return sorted(found, key=lambda account: account.name.casefold())

    def of_id(self, id: str) -> Account | None:
        """The account of that id, whether or not it may sign in."""
        row = self._session.get(AccountRow, id)
        return self._seen(row) if row else None

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of those of the accounts that exist, whether or not they may still sign in."""
        rows = self._session.scalars(select(AccountRow).where(AccountRow.id.in_(sorted(set(ids)))))
        return {row.id: self._seen(row).name for row in rows}

    def add(
        self,
        name: str,
        hashed: str,
        role: AccountRole,
        must_change: bool = False,
        areas: Iterable[str] | None = (),
    ) -> Account:
        """A new account; raises `AccountFault` where the name is taken or cannot be one.

        It sees the cases of `areas`: none where nothing is said, those of every area with None.
        """
        name = plain_name(name)
        key = self._key(name)
        if self._session.scalar(select(AccountRow.id).where(AccountRow.name_key == key)):
            raise AccountFault("name", "There is an account of that name already.", "Choose another name.")
        id = f"account-{secrets.token_hex(12)}"
        row = AccountRow(
            id=id,
            name_key=key,
            sealed_name=self._seal(id).close("name", name.encode()),
            role=role.value,
            password=hashed,
            must_change=must_change,
            active=True,
            created=datetime.now(UTC),
        )
        self._session.add(row)
        self._session.flush()
        self._give(row, areas)
        return self._seen(row)

    def set_areas(self, id: str, areas: Iterable[str] | None) -> Account | None:
        """The areas that the account sees from now on, None for every one; its sessions go on with them."""
        row = self._session.get(AccountRow, id)
        if row is None:
            return None
        self._give(row, areas)
        return self._seen(row)

    def set_active(self, id: str, active: bool) -> Account | None:
        """Let the account in, or keep it out and end its sessions; the last active administrator stays in."""
        row = self._session.get(AccountRow, id)
        if row is None:
            return None
        if not active and row.role == AccountRole.ADMINISTRATOR and self._administrators() == 1:
            raise AccountFault(
                "id",
                "This is the only administrator who can sign in.",
                "Add another administrator first.",
            )
        row.active = active
        if not active:
            self.end_all(id)
        return self._seen(row)

    def set_password(self, id: str, hashed: str) -> None:
        """A password that its owner chose; every session ends."""
        row = self._session.get(AccountRow, id)
        if row is not None:
            row.password, row.must_change = hashed, False
            self.end_all(id)

    def password_of(self, name: str) -> tuple[Account | None, str]:
        """The account that may sign in with the name, and its hash; none and one that nothing matches."""
        row = self._session.scalar(select(AccountRow).where(AccountRow.name_key == self._key(name)))
        if row is None or not row.active:
            return None, _nobodys_hash()
        return self._seen(row), row.password

    # failures

    def refuse_locked(self, name: str) -> None:
        """Raise `Locked` where the name has failed too often."""
        row = self._session.get(FailureRow, self._key(name))
        if row is None or row.failures < MOST_FAILURES:
            return
        left = row.latest + LOCKED - datetime.now(UTC)
        if left > timedelta(0):
            raise Locked(int(left.total_seconds()) + 1)

    def failed(self, name: str) -> bool:
        """Count a failure; True where the name is locked now."""
        now = datetime.now(UTC)
        self._session.execute(delete(FailureRow).where(FailureRow.latest < now - LOCKED))
        row = self._session.get(FailureRow, self._key(name))
        if row is None:
            row = FailureRow(name_key=self._key(name), failures=0, latest=now)
            self._session.add(row)
        row.failures, row.latest = row.failures + 1, now
        return row.failures >= MOST_FAILURES

    def succeeded(self, name: str) -> None:
        """Forget the failures."""
        self._session.execute(delete(FailureRow).where(FailureRow.name_key == self._key(name)))

    # sessions

    def begin(self, id: str, waits: bool = False) -> str:
        """A new session; its token, which is kept nowhere here. With `waits`, for the second factor alone."""
        now = datetime.now(UTC)
        self._session.execute(
            delete(SessionRow).where((SessionRow.used < now - IDLE) | (SessionRow.created < now - LONGEST))
        )
        token = secrets.token_urlsafe(32)
        self._session.add(SessionRow(id=_hash(token), account_id=id, created=now, used=now, waits=waits))
        return token

    def owner(self, token: str) -> tuple[Account | None, bool]:
        """Whose session it is, None where it has ended; and whether its use should be written down."""
        row = self._session.get(SessionRow, _hash(token))
        now = datetime.now(UTC)
        if row is None or row.waits or row.used < now - IDLE or row.created < now - LONGEST:
            return None, False
        account = self._session.get(AccountRow, row.account_id)
        if account is None or not account.active:
            return None, False
        return self._seen(account), now - row.used > _TOUCH

    def waiting(self, token: str) -> Account | None:
        """Who has given the password in that session and not yet the second factor."""
        row = self._session.get(SessionRow, _hash(token))
        if row is None or not row.waits or row.created < datetime.now(UTC) - WAITS:
            return None
        account = self._session.get(AccountRow, row.account_id)
        return self._seen(account) if account is not None and account.active else None

    def touch(self, token: str) -> None:
        """Write down that the session was used."""
        row = self._session.get(SessionRow, _hash(token))
        if row is not None:
            row.used = datetime.now(UTC)

    def end(self, token: str) -> None:
        """End one session."""
        self._session.execute(delete(SessionRow).where(SessionRow.id == _hash(token)))

    def end_all(self, id: str) -> None:
        """End all sessions of an account."""
        self._session.execute(delete(SessionRow).where(SessionRow.account_id == id))

    # within

    def _administrators(self) -> int:
        wanted = select(func.count()).where(
            AccountRow.role == AccountRole.ADMINISTRATOR.value, AccountRow.active.is_(True)
        )
        return self._session.scalar(wanted) or 0

    def _give(self, row: AccountRow, areas: Iterable[str] | None) -> None:
        wanted = sorted(set(areas)) if areas is not None else []
        there = set(self._session.scalars(select(AreaRow.id).where(AreaRow.id.in_(wanted))))
        if there != set(wanted):
            raise AccountFault("areas", "There is no such area.", "Choose among the areas that there are.")
        self._session.execute(delete(AccountAreaRow).where(AccountAreaRow.account_id == row.id))
        self._session.add_all(AccountAreaRow(account_id=row.id, area=area) for area in wanted)
        row.every_area = areas is None
        self._session.flush()

    def _seen(self, row: AccountRow) -> Account:
        name = self._seal(row.id).open("name", row.sealed_name).decode()
        areas = select(AreaRow.id)
        if not row.every_area:
            areas = select(AccountAreaRow.area).where(AccountAreaRow.account_id == row.id)
        return Account(
            row.id,
            name,
            AccountRole(row.role),
            row.must_change,
            row.active,
            row.created,
            frozenset(self._session.scalars(areas)),
            row.every_area,
            row.second_factor,
        )

    def _seal(self, id: str) -> Seal:
        return Seal(id, AESGCM(self._keys.secret("account-names")))

    def _key(self, name: str) -> str:
        said = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        secret = self._keys.secret("account")
        return hmac.new(secret, said.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def plain_name(name: str) -> str:
    """A name that an account may have; raises `AccountFault`."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise AccountFault(
            "name", "That cannot be a name.", f"Give 1 to {LONGEST_NAME} letters, figures or signs."
        )
    return name


_hasher = PasswordHasher()  # argon2id with the parameters of RFC 9106's low-memory choice
_at_once = BoundedSemaphore(2)  # a hash takes 64 MiB and a core: a flood of sign-ins waits its turn


def hash_password(password: str, name: str = "") -> str:
    """The hash to keep; raises `AccountFault` for a password that is too short, too long or the name."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccountFault(
            "password",
            f"The password has to have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.",
            "Three unrelated words make a good one.",
        )
    if name and name.casefold() in password.casefold() and len(password) < 2 * len(name):
        raise AccountFault("password", "The password is little more than the name.", "Choose another one.")
    with _at_once:
        return _hasher.hash(password)


def matches(hashed: str, password: str) -> bool:
    """Whether the hash is that password's; takes as long for a hash that nothing matches."""
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        with _at_once:
            return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """Compared with where there is no such account, so that finding that out takes as long."""
    return _hasher.hash(secrets.token_urlsafe(32))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
