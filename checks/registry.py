"""Every check there is, in one list, and the catalogue that a person asks of."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from checks.rule import Check, Rule, code_of, describe
from checks.rules import (
    accuracy,
    actions,
    agenda,
    attendance,
    belonging,
    borders,
    boxes,
    considered,
    deceased,
    disclosure,
    discussion,
    drift,
    eligibility,
    follow_up,
    foreign,
    invitees,
    level,
    measures,
    meeting,
    other_forms,
    outdated,
    overtaken,
    papers,
    people,
    plan,
    protection,
    reach,
    recipients,
    referral,
    release,
    requests,
    required,
    risk,
    specialists,
    sponsorship,
    stale,
    taken_over,
    timing,
    tools,
    voices,
)
from checks.rules.elsewhere import UNASSESSED
from models.errors import CountersignError

_MODULES = (
    accuracy,
    actions,
    agenda,
    attendance,
    borders,
    boxes,
    considered,
    deceased,
    disclosure,
    discussion,
    drift,
    eligibility,
    follow_up,
    foreign,
    invitees,
    level,
    measures,
    meeting,
    outdated,
    overtaken,
    voices,
    taken_over,
    requests,
    recipients,
    protection,
    other_forms,
    belonging,
    papers,
    people,
    plan,
    reach,
    referral,
    release,
    required,
    risk,
    specialists,
    sponsorship,
    stale,
    timing,
    tools,
)
"""Where the checks are. A module of checks is added here; a check in it needs no more."""


def _checks_of(module: ModuleType) -> list[type[Check]]:
    """The checks that a module defines, those it imports and those that only serve as a base apart."""
    return [
        value
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, Check)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


CHECKS: tuple[type[Check], ...] = tuple(
    sorted((check for module in _MODULES for check in _checks_of(module)), key=code_of)
)
"""The rules that are judged, by code."""


class UnknownRule(CountersignError):
    """A code that the catalogue does not have."""


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, judged or not, by code."""
    return tuple(sorted((*map(describe, CHECKS), *UNASSESSED), key=lambda rule: rule.code))


def rule(code: str) -> Rule:
    """The rule of that code, however it is written ("dis-01", "DIS01"). Raises `UnknownRule`."""
    wanted = code.strip().upper().replace("-", "")
    for entry in catalogue():
        if entry.code.replace("-", "") == wanted:
            return entry
    raise UnknownRule("There is no rule of that code.", "`countersign rules` lists them all.")
