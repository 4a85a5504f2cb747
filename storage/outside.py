"""Accounts that an identity provider vouches for: found again by a keyed hash of who they are there."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.accounts import LONGEST_NAME, Account, AccountFault, AccountRole, AccountRow, Accounts
from storage.keys import KeyProvider
from storage.tables import Base


class OutsideRow(Base):
    """An account of somebody whom a provider signs in; `subject_key` hashes it and its name for them."""

    __tablename__ = "outside_accounts"

    subject_key: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), unique=True)


class Outside:
    """The questions about such accounts, in one transaction."""

    def __init__(self, session: Session, keys: KeyProvider) -> None:
        self._session, self._keys = session, keys
        self._accounts = Accounts(session, keys)

    def known(
        self,
        issuer: str,
        subject: str,
        name: str,
        role: AccountRole,
        areas: Iterable[str] | None,
        nobodys: str,
    ) -> tuple[Account, bool]:
        """Their account as the provider has them now, made at the first time; and whether that changed it.

        `nobodys` is the hash of a password that nobody knows. An account made here by hand is never taken
        over, whatever it is called: somebody of the same name is given another name.
        """
        key = self._key(issuer, subject)
        row = self._session.get(OutsideRow, key)
        if row is None:
            made = self._add(name, key, role, areas, nobodys)
            self._session.add(OutsideRow(subject_key=key, account_id=made.id))
            self._session.flush()
            return made, True
        before = self._accounts.of_id(row.account_id)
        kept = self._session.get_one(AccountRow, row.account_id)
        kept.role = role.value
        after = self._accounts.set_areas(row.account_id, areas)
        assert before is not None
        assert after is not None
        changed = (before.role, before.areas, before.every_area) != (
            after.role,
            after.areas,
            after.every_area,
        )
        if changed:
            self._accounts.end_all(after.id)
        return after, changed

    def is_outside(self, account_id: str) -> bool:
        """Whether a provider signs that account in."""
        wanted = select(OutsideRow.subject_key).where(OutsideRow.account_id == account_id)
        return self._session.scalar(wanted) is not None

    def _add(
        self, name: str, key: str, role: AccountRole, areas: Iterable[str] | None, nobodys: str
    ) -> Account:
        said = " ".join(name.split())[: LONGEST_NAME - 12] or f"somebody {key[:8]}"
        try:
            with self._session.begin_nested():
                return self._accounts.add(said, nobodys, role, areas=areas)
        except AccountFault as fault:
            if fault.field != "name":
                raise
            other = f"{said} ({secrets.token_hex(4)})" if said.isprintable() else f"somebody {key[:8]}"
            return self._accounts.add(other, nobodys, role, areas=areas)

    def _key(self, issuer: str, subject: str) -> str:
        secret = self._keys.secret("outside-accounts")
        said = f"{issuer}\n{subject}".encode("utf-8", "surrogatepass")
        return hmac.new(secret, said, hashlib.sha256).hexdigest()


def _rights(account: Account) -> tuple[object, ...]:
    return account.role, account.areas, account.every_area
