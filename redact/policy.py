"""Disclosure policies as data: read, checked, and refused with the line to change.

A policy is a TOML file in plain English, shipped in `redact/policies` or pointed at by an area. Its rules are
read from the top; the first that fits a mention decides, and what no rule fits is removed. Types may be named
in groups: `@direct-identifiers` and `@special-categories` stand for the sets of that name in `models.people`.
Reason codes come from `policies/reasons.toml`; a file of an area's own may add some under `[reasons]`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from models.disclosure import DisclosurePolicy, PolicyRule, Verdict
from models.errors import SettingsError
from models.people import DIRECT_IDENTIFIERS, SPECIAL_CATEGORIES, EntityType, Role
from models.structure import DateKind

SHIPPED = Path(__file__).parent / "policies"
GROUPS = {
    "@direct-identifiers": tuple(sorted(DIRECT_IDENTIFIERS)),
    "@special-categories": tuple(sorted(SPECIAL_CATEGORIES)),
}
KINDS = frozenset(DateKind) | {
    "vague", "no-year", "record", "agency", "area", "post", "kin", "venue", "local", "status"
}  # fmt: skip


class _Reason(msgspec.Struct, forbid_unknown_fields=True):
    words: str
    source: str


class _Rule(msgspec.Struct, forbid_unknown_fields=True):
    verdict: Verdict
    reason: str
    why: str
    types: list[str] = []
    roles: list[Role] = []
    kinds: list[str] = []


class _PolicyFile(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    version: str
    title: str
    purpose: str
    rule: list[_Rule]
    staff_names: bool = True
    sections_withheld: list[str] = []
    only_about: list[str] = []
    only_with: list[str] = []
    reasons: dict[str, _Reason] = {}


def policy_names() -> tuple[str, ...]:
    """The policies that come with the product, in alphabetical order."""
    return tuple(sorted(p.stem for p in SHIPPED.glob("*.toml") if p.stem != "reasons"))


def load_policy(name: str | Path) -> DisclosurePolicy:
    """The policy of that name, or of an area's own file where a path to a `.toml` is given.

    Raises `SettingsError` where there is none, or where the file says something that is no policy.
    """
    if isinstance(name, Path) or name.endswith(".toml"):
        return _read(Path(name))
    if name not in policy_names():
        raise SettingsError(
            f"There is no disclosure policy called {name!r}.",
            f"Use one of: {', '.join(policy_names())}; or give the path of a policy file that ends in .toml.",
        )
    return _shipped(name)


@cache
def _shipped(name: str) -> DisclosurePolicy:
    return _read(SHIPPED / f"{name}.toml")


@cache
def _common_reasons() -> dict[str, _Reason]:
    with (SHIPPED / "reasons.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, _Reason])


def _read(path: Path) -> DisclosurePolicy:
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        file = msgspec.convert(raw, _PolicyFile)
    except OSError as error:
        raise SettingsError(
            f"The policy file {path.name} could not be opened.", "Check the path and its permissions."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The policy file {path.name} is not TOML: {error}.", "Mend that line."
        ) from error
    except msgspec.ValidationError as error:
        raise SettingsError(
            f"The policy file {path.name} does not fit: {error}.", "Mend that entry."
        ) from error
    return _policy(file, path.name)


def _policy(file: _PolicyFile, filename: str) -> DisclosurePolicy:
    reasons = _common_reasons() | file.reasons
    if not file.rule:
        raise SettingsError(f"The policy file {filename} has no rules.", "Give it at least one [[rule]].")
    for what, value in (("name", file.name), ("version", file.version), ("purpose", file.purpose)):
        if not value.strip():
            raise SettingsError(f"The policy file {filename} has an empty {what}.", f"Give it a {what}.")
    if file.only_with and not file.only_about:
        raise SettingsError(
            f"The policy file {filename} has only_with and no only_about.",
            "Say under only_about what may go.",
        )
    rules = tuple(_rule(rule, number, reasons, filename) for number, rule in enumerate(file.rule, 1))
    return DisclosurePolicy(
        file.name,
        file.version,
        file.title.strip(),
        " ".join(file.purpose.split()),
        rules,
        tuple((code, f"{r.words} ({r.source})") for code, r in sorted(reasons.items())),
        file.staff_names,
        tuple(file.sections_withheld),
        tuple(file.only_about),
        tuple(file.only_with),
    )


def _rule(rule: _Rule, number: int, reasons: dict[str, _Reason], filename: str) -> PolicyRule:
    where = f"Rule {number} of the policy file {filename}"
    if rule.reason not in reasons:
        raise SettingsError(
            f"{where} gives the reason {rule.reason!r}, which nothing explains.",
            f"Use one of {', '.join(sorted(reasons))}, or explain it under [reasons.{rule.reason}].",
        )
    unknown = [kind for kind in rule.kinds if kind not in KINDS]
    if unknown:
        raise SettingsError(
            f"{where} names the kind {unknown[0]!r}, which is none.",
            f"Kinds are: {', '.join(sorted(KINDS))}.",
        )
    if rule.verdict is Verdict.KEEP and not rule.types and not rule.roles:
        raise SettingsError(
            f"{where} keeps everything, so that nothing after it is ever removed.",
            "Name the types or the roles that it is about.",
        )
    types = tuple(t for name in rule.types for t in _types(name, where))
    return PolicyRule(rule.verdict, rule.reason, rule.why, types, tuple(rule.roles), tuple(rule.kinds))


def _types(name: str, where: str) -> tuple[EntityType, ...]:
    if name in GROUPS:
        return GROUPS[name]
    if name not in EntityType.__members__:
        raise SettingsError(
            f"{where} names the type {name!r}, which is none.",
            f"Types are: {', '.join(EntityType)}; groups: {', '.join(GROUPS)}.",
        )
    return (EntityType(name),)
