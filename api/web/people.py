"""What an administrator may do to which account: the same for pages and programs."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import Request

from api.web.problems import not_found
from api.web.state import account_of, actor_of, shared
from storage.access import administers, may_give
from storage.accounts import Account, AccountFault, Accounts
from storage.events import Event


def account_to_deal_with(request: Request, id: str) -> Account:
    """The account, where all its areas are the administrator's; otherwise as if there were none."""
    here = shared(request)
    with here.store.database.reading() as session:
        found = Accounts(session, here.store.keys).of_id(id)
    if found is None or not administers(account_of(request), found):
        raise not_found()
    return found


def accounts_to_deal_with(request: Request) -> list[Account]:
    """All such accounts, in order of name."""
    here, who = shared(request), account_of(request)
    with here.store.database.reading() as session:
        return [a for a in Accounts(session, here.store.keys).all() if administers(who, a)]


def areas_to_give(request: Request, wanted: Collection[str] | None) -> frozenset[str] | None:
    """The areas, where the administrator may give them; raises `AccountFault`."""
    if not may_give(account_of(request), wanted):
        raise AccountFault(
            "areas", "You can give no areas but those that you work in.", "Choose among your own areas."
        )
    return frozenset(wanted) if wanted is not None else None


def give_areas(request: Request, other: Account, wanted: Collection[str] | None) -> Account:
    """Let the account work in those areas, every one with None; its sessions end. Raises `AccountFault`."""
    here, areas = shared(request), areas_to_give(request, wanted)
    with here.store.database.writing() as session:
        accounts = Accounts(session, here.store.keys)
        after = accounts.set_areas(other.id, areas)
        accounts.end_all(other.id)
    if after is None:
        raise not_found()
    done = [f"area-given:{area}" for area in sorted(after.areas - other.areas)]
    done += [f"area-taken:{area}" for area in sorted(other.areas - after.areas)]
    if after.every_area != other.every_area:
        done.append("every-area:given" if after.every_area else "every-area:taken")
    for what in done:
        here.service.record(Event.SENSITIVE_UPDATE, actor_of(request), document=other.id, what=what)
    return after
