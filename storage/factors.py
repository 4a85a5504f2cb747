"""The second factor of local accounts: codes by time (RFC 6238), and recovery codes for the day they fail.

Threat: somebody who has the password signs in; a code that was looked over a shoulder is used again; who
reads the database makes codes. Rule: the secret is sealed and opened only to check a code; a code counts
once, for its own half minute and the ones beside it; recovery codes are 79 bits each, kept as keyed hashes,
and each works once; failures count like wrong passwords. Residual risk: who holds the key file and the
database makes codes; a person who types a code into somebody else's page gives it away.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import ForeignKey, delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.accounts import AccountRow
from storage.keys import KeyProvider
from storage.sealing import Seal
from storage.tables import Base

STEP_SECONDS = 30
DIGITS = 6
BESIDE = 1
"""A code of so many steps before or after is taken too: clocks differ, and typing takes time."""
_SECRET_BYTES = 20
_CODES = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class FactorRow(Base):
    """An account's second factor; it counts once `confirmed`. `last_step` is that of the last code taken."""

    __tablename__ = "second_factors"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    sealed_secret: Mapped[bytes]
    confirmed: Mapped[bool]
    last_step: Mapped[int]


class RecoveryRow(Base):
    """A recovery code that was not used, by its keyed hash."""

    __tablename__ = "recovery_codes"

    hashed: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)


class Answer(StrEnum):
    """What came of a code."""

    RIGHT = "right"
    RECOVERY = "recovery"  # right, and it was a recovery code, which is used up
    REUSED = "code-reused"
    WRONG = "code"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret that is not confirmed yet, for the authenticator: as a word to type, and as an address."""

    secret: str
    uri: str


class Factors:
    """The questions about second factors, in one transaction."""

    def __init__(self, session: Session, keys: KeyProvider) -> None:
        self._session, self._keys = session, keys

    def enrol(self, account_id: str, name: str) -> Enrolment:
        """The secret to be confirmed, a new one where there is none. One that counts is not shown again."""
        row = self._session.get(FactorRow, account_id)
        if row is None:
            sealed = self._seal(account_id).close("second factor", secrets.token_bytes(_SECRET_BYTES))
            row = FactorRow(account_id=account_id, sealed_secret=sealed, confirmed=False, last_step=0)
            self._session.add(row)
            self._session.flush()
        if row.confirmed:
            raise ValueError("the second factor counts already")
        return self.shown(account_id, name)

    def shown(self, account_id: str, name: str) -> Enrolment:
        """The secret that waits to be confirmed; raises `ValueError` where none does."""
        row = self._session.get(FactorRow, account_id)
        if row is None or row.confirmed:
            raise ValueError("no second factor waits to be confirmed")
        totp = self._totp(row)
        uri = totp.get_provisioning_uri(name, "Countersign")
        return Enrolment(uri.split("secret=")[1].split("&")[0], uri)

    def confirm(self, account_id: str, typed: str, now: float | None = None) -> list[str] | None:
        """Make the secret count by a first code: the recovery codes, told once; None for a wrong one."""
        row = self._session.get(FactorRow, account_id)
        if row is None or row.confirmed or self._take(row, typed, now) is not Answer.RIGHT:
            return None
        row.confirmed = True
        self._mark(account_id, True)
        return self.new_recovery_codes(account_id)

    def check(self, account_id: str, typed: str, now: float | None = None) -> Answer:
        """Whether that code, or that recovery code, opens the account now. What is right is used up."""
        row = self._session.get(FactorRow, account_id)
        if row is None or not row.confirmed:
            return Answer.WRONG
        plain = "".join(c for c in typed.upper() if c.isalnum())
        if len(plain) == DIGITS and plain.isdecimal():
            return self._take(row, plain, now)
        gone = self._session.execute(
            delete(RecoveryRow)
            .where(RecoveryRow.hashed == self._hash(account_id, plain), RecoveryRow.account_id == account_id)
            .returning(RecoveryRow.hashed)
        ).all()
        return Answer.RECOVERY if gone else Answer.WRONG

    def new_recovery_codes(self, account_id: str) -> list[str]:
        """Ten codes in place of any before."""
        self._session.execute(delete(RecoveryRow).where(RecoveryRow.account_id == account_id))
        codes = ["".join(secrets.choice(_LETTERS) for _ in range(16)) for _ in range(_CODES)]
        self._session.add_all(
            RecoveryRow(hashed=self._hash(account_id, code), account_id=account_id) for code in codes
        )
        self._session.flush()
        return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]

    def remove(self, account_id: str) -> bool:
        """Take the second factor away with its recovery codes; False where there was none."""
        for kind in (RecoveryRow, FactorRow):
            self._session.execute(delete(kind).where(kind.account_id == account_id))
        return self._mark(account_id, False)

    def _take(self, row: FactorRow, typed: str, now: float | None) -> Answer:
        """Compare with the codes around now, in the same time for each; a step counts once, whoever asks."""
        step = int((time.time() if now is None else now) // STEP_SECONDS)
        totp, typed = self._totp(row), "".join(typed.split())
        right = [
            at
            for at in range(step - BESIDE, step + BESIDE + 1)
            if hmac.compare_digest(totp.generate(at * STEP_SECONDS), typed.encode("utf-8", "replace"))
        ]
        if not right:
            return Answer.WRONG
        taken = self._session.execute(
            update(FactorRow)
            .where(FactorRow.account_id == row.account_id, FactorRow.last_step < right[-1])
            .values(last_step=right[-1])
            .returning(FactorRow.account_id)
        ).all()
        return Answer.RIGHT if taken else Answer.REUSED

    def _mark(self, account_id: str, there: bool) -> bool:
        row = self._session.get(AccountRow, account_id)
        if row is None:
            return False
        before, row.second_factor = row.second_factor, there
        return before

    def _totp(self, row: FactorRow) -> TOTP:
        secret = self._seal(row.account_id).open("second factor", row.sealed_secret)
        return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - what RFC 6238 and authenticators use

    def _seal(self, account_id: str) -> Seal:
        return Seal(account_id, AESGCM(self._keys.secret("second-factors")))

    def _hash(self, account_id: str, code: str) -> str:
        said = f"{account_id} {code}".encode("utf-8", "surrogatepass")
        return hmac.new(self._keys.secret("recovery-codes"), said, hashlib.sha256).hexdigest()
