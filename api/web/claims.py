"""What the provider's claims stand for here: a role, and areas. What is not mapped stands for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from pipeline.settings import Settings
from storage.access import areas
from storage.accounts import AccountRole


def role_of(claims: Mapping[str, Any], settings: Settings) -> AccountRole | None:
    """The first role of the setting whose value the claim holds; None where it holds none of them."""
    held = _values(claims, settings.oidc_role_claim)
    return next((AccountRole(role) for value, role in settings.oidc_role_map if value in held), None)


def areas_of(claims: Mapping[str, Any], settings: Settings, session: Session) -> frozenset[str] | None:
    """The areas that the claim stands for, as far as there are such; None for every one."""
    held = _values(claims, settings.oidc_area_claim)
    wanted = {area for value, area in settings.oidc_area_map if value in held}
    if "*" in wanted:
        return None
    return frozenset(wanted & {area.id for area in areas(session)})


def _values(claims: Mapping[str, Any], name: str) -> set[str]:
    """A claim's values: a list of words, or words with spaces between. `a.b` is `b` inside `a`."""
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return {found, *found.split()}
    return {value for value in found if isinstance(value, str)} if isinstance(found, list) else set()
