"""The names of accounts, for pages that say who did what."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request

from api.web.state import shared
from storage.accounts import Accounts


def names_by_id(request: Request, ids: Iterable[str]) -> dict[str, str]:
    """The names of those of the accounts that there are."""
    wanted = set(ids) - {""}
    if not wanted:
        return {}
    here = shared(request)
    with here.store.database.reading() as session:
        return Accounts(session, here.store.keys).names(wanted)
