"""The second factor at the door: a code after the password, and the setting up of what makes codes.

Threat: somebody who has the password guesses codes, or goes round them; a stolen session takes the factor
away. Rule: a sign-in whose code is still wanted opens nothing and ends after minutes; wrong and reused codes
count like wrong passwords, for the name and for the address; a right code begins a new session; taking the
factor away and new recovery codes want a code. Residual risk: that of `storage.factors`.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request

from api.web.identity import cookie_name, note_failure, sign_in
from api.web.problems import Problem
from api.web.state import Shared, account_of, address_of, shared
from storage.accounts import Account, AccountFault, Accounts, Locked
from storage.events import Event
from storage.factors import Answer, Enrolment, Factors


def waiting(request: Request) -> Account | None:
    """Who has given the password and not the code yet, by the cookie."""
    here, token = shared(request), request.cookies.get(cookie_name(request), "")
    with here.store.database.reading() as session:
        return Accounts(session, here.store.keys).waiting(token) if token else None


def finish(request: Request, typed: str) -> tuple[Account, str]:
    """The second step of a sign-in: the account and a new session's token; raises `Problem` or `Locked`."""
    account = waiting(request)
    if account is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "signed-out",
            "That took too long, or nobody is signing in.",
            "Sign in again from the start.",
        )
    return _finished(request, account, typed, request.cookies.get(cookie_name(request), ""))


def sign_in_at_once(request: Request, name: str, password: str, typed: str) -> tuple[Account, str]:
    """Both steps in one, for programs; raises `Problem` or `Locked`."""
    account, token = sign_in(request, name, password)
    if not account.second_factor:
        return account, token
    if not typed.strip():
        _end(shared(request), token)
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "code-needed",
            "The account has a second factor.",
            "Send the code that it shows now, or a recovery code, as `code`.",
        )
    return _finished(request, account, typed, token)


def enrolment(request: Request) -> Enrolment | None:
    """The secret that whoever is signed in has to confirm, made if there is none; None where it counts."""
    here, account = shared(request), account_of(request)
    if account.second_factor:
        return None
    with here.store.database.writing() as session:
        return Factors(session, here.store.keys).enrol(account.id, account.name)


def confirm(request: Request, typed: str) -> list[str]:
    """Make the secret count: the recovery codes, told once; raises `AccountFault` or `Locked`."""
    here, account = shared(request), account_of(request)
    _may_try(here, account, address_of(request))
    with here.store.database.writing() as session:
        codes = Factors(session, here.store.keys).confirm(account.id, typed)
    if codes is None:
        raise _wrong(here, account, address_of(request), Answer.WRONG)
    _note(here, account.id, account.id, "second-factor:on")
    return codes


def take_away(request: Request, typed: str) -> None:
    """Take one's own factor away by a code of it; raises `AccountFault` or `Locked`."""
    here, account = shared(request), account_of(request)
    if account.role.value in here.settings.second_factor_for.split(","):
        raise AccountFault("code", "Accounts of your role need a second factor.", "Ask an administrator.")
    _prove(request, typed)
    with here.store.database.writing() as session:
        Factors(session, here.store.keys).remove(account.id)
    _note(here, account.id, account.id, "second-factor:off")


def renew_codes(request: Request, typed: str) -> list[str]:
    """New recovery codes by a code; raises `AccountFault` or `Locked`."""
    here, account = shared(request), account_of(request)
    _prove(request, typed)
    with here.store.database.writing() as session:
        codes = Factors(session, here.store.keys).new_recovery_codes(account.id)
    _note(here, account.id, account.id, "second-factor:recovery-codes")
    return codes


def reset(request: Request, other: Account) -> None:
    """An administrator takes somebody's factor away, who lost it; their sessions end."""
    here = shared(request)
    with here.store.database.writing() as session:
        Factors(session, here.store.keys).remove(other.id)
        Accounts(session, here.store.keys).end_all(other.id)
    _note(here, account_of(request).id, other.id, "second-factor:reset")


def _finished(request: Request, account: Account, typed: str, token: str) -> tuple[Account, str]:
    here = shared(request)
    answer = _check(here, account, typed, address_of(request))
    with here.store.database.writing() as session:
        accounts = Accounts(session, here.store.keys)
        accounts.end(token)
        accounts.succeeded(account.name)
        begun = accounts.begin(account.id)
    here.service.record(Event.AUTHN_LOGIN_SUCCESS, account.id)
    if answer is Answer.RECOVERY:
        _note(here, account.id, account.id, "second-factor:recovery-code-used")
    return account, begun


def _prove(request: Request, typed: str) -> None:
    here, account = shared(request), account_of(request)
    try:
        _check(here, account, typed, address_of(request))
    except Problem as fault:
        raise AccountFault("code", fault.message, fault.remedy) from None


def _check(here: Shared, account: Account, typed: str, address: str) -> Answer:
    _may_try(here, account, address)
    with here.store.database.writing() as session:
        answer = Factors(session, here.store.keys).check(account.id, typed)
    if answer in (Answer.WRONG, Answer.REUSED):
        fault = _wrong(here, account, address, answer)
        raise Problem(HTTPStatus.UNAUTHORIZED, "wrong-code", fault.message, fault.remedy)
    return answer


def _may_try(here: Shared, account: Account, address: str) -> None:
    if wait := here.attempts.wait(address):
        here.service.record(Event.EXCESS_RATE_LIMIT_EXCEEDED, account.id, most="second-factor")
        raise Locked(wait)
    with here.store.database.reading() as session:
        Accounts(session, here.store.keys).refuse_locked(account.name)


def _wrong(here: Shared, account: Account, address: str, answer: Answer) -> AccountFault:
    note_failure(here, account.name, address, account, answer.value)
    if answer is Answer.REUSED:
        return AccountFault("code", "That code was used already.", "Wait for the next one.")
    return AccountFault("code", "That is not the code.", "Type the one that is shown now.")


def _end(here: Shared, token: str) -> None:
    with here.store.database.writing() as session:
        Accounts(session, here.store.keys).end(token)


def _note(here: Shared, actor: str, account_id: str, what: str) -> None:
    here.service.record(Event.SENSITIVE_UPDATE, actor, document=account_id, what=what)
