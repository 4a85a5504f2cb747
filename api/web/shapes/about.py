"""Who is signed in, cases, the audit trail, health."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes.base import Given, Sent
from storage.accounts import AccountRole


class SignIn(Sent):
    """Who signs in."""

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["Records office"])]
    password: Annotated[str, Field(min_length=1, max_length=256)]
    code: Annotated[
        str, Field(max_length=40, description="Of the second factor, where the account has one.")
    ] = ""


class NewPassword(Sent):
    """A change of one's own password."""

    present: Annotated[str, Field(min_length=1, max_length=256)]
    new: Annotated[str, Field(min_length=12, max_length=256)]


class Who(Given):
    """The account that is signed in."""

    id: str
    name: str
    role: AccountRole
    must_change: bool


class CaseOut(Given):
    """A case: its id here and the area's own reference. `last_meeting` is the latest date of its minutes."""

    id: str
    reference: str
    documents: int
    last_meeting: date | None


class CasePage(Given):
    """Some cases, those that met last first."""

    items: list[CaseOut]
    next: str | None


class RecordOut(Given):
    """One event of the audit trail. `actor` is an account's id."""

    seq: int
    at: str
    event: str
    actor: str
    detail: dict[str, str | int]


class RecordPage(Given):
    """Some events in order; `next` is the number to ask after, null where there are no more for now."""

    items: list[RecordOut]
    next: int | None


class Health(Given):
    """Whether the server answers."""

    status: Literal["ok"]


class Readiness(Given):
    """Documents can be taken in and will be done: database, keys, store, scanner and workers answer.

    `virus_scanner` says whether one is configured.
    """

    status: Literal["ready"]
    waiting: int
    virus_scanner: str
