"""Profiles: which rules hold where and when, with their intervals, deadlines, attendance and chair ranks.

A profile is a TOML file in `checks/profiles/`, or one of an area's own named by its path. It is data: a value
that is misspelt or of the wrong type is refused with what to change, and never ignored.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from checks.agencies import AGENCIES
from checks.meeting_date import held
from models.document import Document
from models.errors import SettingsError

LATE = timedelta(days=548)
"""How far outside its time a form is still met with: areas change over early or late."""

FOLDER = Path(__file__).with_name("profiles")


FAMILIES = ("mappa", "mappa-scotland", "marac")
RISKS = ("low", "medium", "high", "very high")


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds at one MAPPA level. Days are calendar days unless said otherwise; 0 means no such rule."""

    review_days: int = 0
    issue_working_days: int = 0
    required: tuple[str, ...] = ()  # agencies, by their names in `checks.agencies`
    chair: tuple[str, ...] = ()  # roles senior enough, as words to look for
    chair_words: str = ""  # the same for a person to read


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One set of rules and intervals. `since` and `until` are the dates of the meetings it is for."""

    name: str
    title: str
    families: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    forms: tuple[str, ...] = ()  # beginnings of form names that settle it, whatever the date
    off: tuple[str, ...] = ()  # rules that do not hold here
    levels: dict[str, Level] = {}
    risk_review_weeks: int = 0
    referral_months_before_release: int = 0
    sexual_risk_tools: tuple[str, ...] = ()
    categories: tuple[str, ...] = ("1", "2", "3")
    home_visits_a_year: dict[str, int] = {}

    def level(self, level: str) -> Level:
        """What holds at that level; nothing where the profile does not know it."""
        return self.levels.get(level, Level())


@cache
def load_profile(name: str) -> Profile:
    """The profile of that name, or in the file of that path. Raises `SettingsError`."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        raise SettingsError(
            f"There is no profile {name!r}.",
            f"Use one of {', '.join(profile_names())}, or the path of a .toml file.",
        )
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        profile = msgspec.convert(raw, Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
        raise SettingsError(
            f"The profile in {path.name} cannot be used: {fault}.",
            "Correct the file; those in checks/profiles show how each field is written.",
        ) from fault
    _hold_together(profile, path.name)
    return profile


def _hold_together(profile: Profile, filename: str) -> None:
    """Refuse what has the right type but cannot be meant."""
    for number, level in profile.levels.items():
        if number not in ("1", "2", "3"):
            raise SettingsError(f"{filename} has a level {number!r}.", "Levels are 1, 2 and 3.")
        if min(level.review_days, level.issue_working_days) < 0:
            raise SettingsError(
                f"{filename}: level {number} has a negative number of days.", "Use 0 for none."
            )
        for agency in level.required:
            if agency not in AGENCIES:
                raise SettingsError(
                    f"{filename}: level {number} requires an agency {agency!r} that is not known.",
                    f"Use the names {', '.join(AGENCIES)}.",
                )
    if odd := [code for code in profile.off if not re.fullmatch(r"[A-Z]{3}-\d\d", code)]:
        raise SettingsError(f"{filename} turns off {odd[0]!r}, which is no rule.", "Write codes as MIN-17.")
    if odd := [level for level in profile.home_visits_a_year if level not in RISKS]:
        raise SettingsError(f"{filename} has a risk level {odd[0]!r}.", f"Use {', '.join(RISKS)}.")
    if odd := [family for family in profile.families if family not in FAMILIES]:
        raise SettingsError(f"{filename} is for {odd[0]!r}.", f"Use {', '.join(FAMILIES)}.")
    if profile.since and profile.until and profile.since > profile.until:
        raise SettingsError(f"{filename} ends before it begins.", "Correct `since` and `until`.")


@cache
def profile_names() -> tuple[str, ...]:
    """The names of the profiles that ship with the product."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml")))


def choose(document: Document) -> Profile:
    """The profile for a document: by its form's name, else by its family and date, else the present one.

    A form's name gives way to a date well outside its time: its title may be that of two generations.
    """
    profiles = [load_profile(name) for name in profile_names()]
    form, day = document.form, held(document)
    for profile in profiles:
        named = bool(form.name) and any(form.name.startswith(f) for f in profile.forms)
        if named and (day is None or _in_time(profile, day, LATE)):
            return profile
    family = form.family or "mappa"
    fitting = [p for p in profiles if family in p.families] or profiles
    if day is not None:
        for profile in fitting:
            if _in_time(profile, day, timedelta(0)):
                return profile
    return max(fitting, key=lambda p: p.since or date.min)


def _in_time(profile: Profile, day: date, slack: timedelta) -> bool:
    since, until = profile.since or date.min + slack, profile.until or date.max - slack
    return since - slack <= day <= until + slack
