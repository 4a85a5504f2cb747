from __future__ import annotations

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.accounts import AccountRole, Accounts, hash_password
from storage.factors import STEP_SECONDS, Answer, FactorRow, Factors
from storage.sealing import Seal
from storage.store import Store

SECRET = b"12345678901234567890"
"""That of RFC 6238, appendix B, whose codes for SHA-1 are given there with eight figures."""
TIMES = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}


def account(store: Store, secret: bytes | None = SECRET) -> str:
    with store.database.writing() as session:
        hashed = hash_password("three unrelated words")
        id = Accounts(session, store.keys).add("Ann", hashed, AccountRole.CHAIR).id
        if secret:
            sealed = Seal(id, AESGCM(store.keys.secret("second-factors"))).close("second factor", secret)
            session.add(FactorRow(account_id=id, sealed_secret=sealed, confirmed=True, last_step=0))
    return id


def answered(store: Store, id: str, code: str, now: float) -> Answer:
    with store.database.writing() as session:
        return Factors(session, store.keys).check(id, code, now)


def test_the_codes_of_the_standard_are_right_at_their_times(store: Store) -> None:
    id = account(store)
    for now, code in TIMES.items():
        assert answered(store, id, code, now) is Answer.RIGHT


def test_a_clock_may_be_half_a_minute_off_and_no_more(store: Store) -> None:
    id = account(store)
    for steps, expected in ((-2, Answer.WRONG), (2, Answer.WRONG), (-1, Answer.RIGHT)):
        assert answered(store, id, TIMES[1234567890], 1234567890 + steps * STEP_SECONDS) is expected
    fresh = 2000000000
    assert answered(store, id, TIMES[fresh], fresh + STEP_SECONDS) is Answer.RIGHT


def test_a_code_counts_once_and_none_before_it_does_any_more(store: Store) -> None:
    id = account(store)
    assert answered(store, id, TIMES[1111111111], 1111111111) is Answer.RIGHT
    assert answered(store, id, TIMES[1111111111], 1111111111) is Answer.REUSED
    assert answered(store, id, TIMES[1111111109], 1111111111) is Answer.REUSED  # the step before


def test_a_recovery_code_counts_once_and_for_its_own_account(store: Store) -> None:
    id = account(store)
    with store.database.writing() as session:
        codes = Factors(session, store.keys).new_recovery_codes(id)
        other = Accounts(session, store.keys).add("Ben", "x", AccountRole.CHAIR).id
    assert len(set(codes)) == 10
    assert answered(store, other, codes[0], 0) is Answer.WRONG
    assert answered(store, id, codes[0].lower().replace("-", " "), 0) is Answer.RECOVERY
    assert answered(store, id, codes[0], 0) is Answer.WRONG
    with store.database.writing() as session:
        Factors(session, store.keys).new_recovery_codes(id)
    assert answered(store, id, codes[1], 0) is Answer.WRONG


def test_nothing_that_makes_a_code_lies_in_the_clear(store: Store) -> None:
    id = account(store)
    with store.database.reading() as session:
        row = session.get_one(FactorRow, id)
        assert SECRET not in row.sealed_secret


def test_without_a_factor_no_code_is_right(store: Store) -> None:
    id = account(store, None)
    assert answered(store, id, "000000", 0) is Answer.WRONG
    assert answered(store, id, "", 0) is Answer.WRONG
