"""Who is at the command line, where what they do has to be somebody's.

Threat: one person does at a terminal what takes two at the pages. Rule: a command that places a hold or
disposes of something signs an account in, with its password, and asks for the right that a page would ask
for; failures are counted as at the pages. Residual risk: who can read the key file can change everything that
is kept, whoever they say they are: it belongs to the service's own account on the machine, and to no person.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api.cli.faults import Exit, Fault, usage
from api.web.permissions import Permission, may
from models.errors import CountersignError, SettingsError
from pipeline.service import Service
from pipeline.settings import Settings
from storage.accounts import Account, Accounts, matches
from storage.events import Event
from storage.factors import Answer, Factors
from storage.store import Store

PASSWORD = "_COUNTERSIGN_PASSWORD"  # noqa: S105 - the name of a variable
"""Where a script without a terminal puts the password; not a setting of an installation."""
CODE = "_COUNTERSIGN_CODE"
"""The same for the code of an account's second factor."""


def installed(settings: Settings) -> None:
    """Raise a fault of usage where there is no installation yet: such a command makes none."""
    if not settings.keys.exists():
        raise usage(
            "There is no installation here: its key file was not found.",
            "Run this where the service runs, with the same COUNTERSIGN_ settings.",
            str(settings.keys),
            "no-installation",
        )


def signed_in(service: Service, settings: Settings, name: str, permission: Permission) -> Account:
    """The account of that name, its password asked for; raises `Fault`, or `Locked` after many failures."""
    store = Store.open(settings.database, settings.store, settings.keys)
    try:
        with store.database.reading() as session:
            accounts = Accounts(session, store.keys)
            accounts.refuse_locked(name)
            account, hashed = accounts.password_of(name)
        right = matches(hashed, _secret(name, PASSWORD, "Password"))
        code = _secret(name, CODE, "Code") if right and account and account.second_factor else ""
        with store.database.writing() as session:
            accounts = Accounts(session, store.keys)
            if right and account is not None and account.second_factor:
                answer = Factors(session, store.keys).check(account.id, code)
                right = answer in (Answer.RIGHT, Answer.RECOVERY)
            if account is None or not right:
                accounts.failed(name)
            else:
                accounts.succeeded(name)
    finally:
        store.close()
    if account is None or not right:
        service.record(Event.AUTHN_LOGIN_FAIL, account.id if account else "anonymous", why="password")
        told_wrong = "The name, the password or the code is wrong."
        raise Fault(Exit.USAGE, "wrong-password", told_wrong, "Check them.")
    if account.must_change:
        raise Fault(
            Exit.USAGE,
            "change-password",
            "The password is one that somebody else chose.",
            "Sign in at the pages and change it first.",
        )
    if not may(account.role, permission):
        service.record(Event.AUTHZ_FAIL, account.id, resource=permission.value)
        raise Fault(
            Exit.USAGE, "forbidden", "That account may not do that.", "Ask somebody whose role allows it."
        )
    service.record(Event.AUTHN_LOGIN_SUCCESS, account.id)
    return account


@contextmanager
def told() -> Iterator[None]:
    """What may not be done is a fault of usage, with the words of whoever refused it."""
    try:
        yield
    except (Fault, SettingsError):
        raise
    except CountersignError as fault:
        raise Fault(Exit.USAGE, "not-possible", fault.message, fault.remedy) from None


def _secret(name: str, variable: str, what: str) -> str:
    given = os.environ.get(variable)
    if given is not None:
        return given
    if sys.stdin.isatty():
        return getpass.getpass(f"{what} of {name}: ", stream=sys.stderr)
    raise usage(
        f"There is no terminal to ask for a {what.lower()} at.", f"Run it at a terminal, or set {variable}."
    )
