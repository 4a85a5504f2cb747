"""People who may sign in, systems that use the API, and the tokens that those get."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes.base import Given, Sent
from storage.accounts import AccountRole

Name = Annotated[str, Field(min_length=1, max_length=100, examples=["Records office"])]
Scope = Literal["read", "upload", "original", "copy", "disclosures", "disclose", "jobs", "figures", "audit"]
SystemRole = Literal["chair", "disclosure-officer", "coordinator", "auditor"]


class AccountOut(Given):
    """Somebody who may sign in, or a system. `must_change` while the password is an administrator's."""

    id: str
    name: str
    role: AccountRole
    must_change: bool
    active: bool
    created: datetime


class AccountPage(Given):
    """Some accounts, in order of name."""

    items: list[AccountOut]
    next: str | None


class NewAccount(Sent):
    """Somebody to be let in."""

    name: Name
    role: Annotated[AccountRole, Field(strict=False, examples=["coordinator"])]


class AccountMade(AccountOut):
    """The new account with its first password, which is told this once and has to be changed."""

    password: str


class AccountChange(Sent):
    """Keep somebody out, or let them in again."""

    active: bool


class SystemOut(Given):
    """A system. What it may do is what its scopes, its role and its areas all allow."""

    id: str
    name: str
    role: AccountRole
    scopes: list[str]
    active: bool
    created: datetime
    created_by: str


class SystemPage(Given):
    """Some systems, in order of name."""

    items: list[SystemOut]
    next: str | None


class NewSystem(Sent):
    """A system to be let in. It never has the rights of an administrator."""

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["Case management"])]
    role: Annotated[SystemRole, Field(examples=["coordinator"])]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=20, examples=[["read", "upload"]])]


class SystemSecret(Given):
    """What a system gets its tokens with. The secret is told this once."""

    client_id: str
    client_secret: str


class TokenOut(Given):
    """A token, as in RFC 6749, section 5.1."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - no secret
    expires_in: Annotated[int, Field(examples=[900])]
    scope: Annotated[str, Field(examples=["read upload"])]
