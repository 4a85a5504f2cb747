"""People who may sign in, systems that use the API, and the tokens that those get."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes.base import Given, Sent
from storage.accounts import Account, AccountRole

Name = Annotated[str, Field(min_length=1, max_length=100, examples=["Records office"])]
Scope = Literal["read", "upload", "original", "copy", "disclosures", "disclose", "jobs", "figures", "audit"]
SystemRole = Literal["chair", "disclosure-officer", "coordinator", "auditor"]


Areas = Annotated[
    list[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]] | None,
    Field(
        max_length=200,
        description="Ids of the areas whose cases are seen; null for every one.",
        examples=[None],
    ),
]


class AccountOut(Given):
    """Somebody who may sign in, or a system. `must_change` while the password is an administrator's.

    `areas` are those whose cases are seen now; with `every_area`, later ones too.
    """

    id: str
    name: str
    role: AccountRole
    must_change: bool
    active: bool
    created: datetime
    areas: list[str]
    every_area: bool

    @classmethod
    def of(cls, account: Account) -> AccountOut:
        """The account as administrators see it."""
        return cls(
            id=account.id,
            name=account.name,
            role=account.role,
            must_change=account.must_change,
            active=account.active,
            created=account.created,
            areas=sorted(account.areas),
            every_area=account.every_area,
        )


class AccountPage(Given):
    """Some accounts, in order of name."""

    items: list[AccountOut]
    next: str | None


class NewAccount(Sent):
    """Somebody to be let in."""

    name: Name
    role: Annotated[AccountRole, Field(strict=False, examples=["coordinator"])]
    areas: Areas


class AccountMade(AccountOut):
    """The new account with its first password, which is told this once and has to be changed."""

    password: str


class AccountChange(Sent):
    """Keep somebody out, or let them in again; without `areas`, those stay as they are."""

    active: bool
    areas: Areas = Field(default_factory=list)


class SystemOut(Given):
    """A system. What it may do is what its scopes, its role and its areas all allow."""

    id: str
    name: str
    role: AccountRole
    scopes: list[str]
    areas: list[str]
    every_area: bool
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
    areas: Areas


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
