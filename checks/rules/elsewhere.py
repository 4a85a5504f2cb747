"""Rules that stand in the catalogue and are not judged, with what judging them would need.

They are here so that nobody takes silence for a pass. They are data: `elsewhere.toml`, beside this file.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from checks.rule import Rule
from models.finding import Severity, Source
from models.structure import DocumentKind


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as the file has it; a source is "title | paragraph"."""

    code: str
    title: str
    severity: Severity
    sources: tuple[str, ...]
    needs: str
    on: tuple[DocumentKind, ...] = ()


def _source(written: str) -> Source:
    title, _, paragraph = written.partition(" | ")
    return Source(title, paragraph)


def _rules() -> tuple[Rule, ...]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    entries = msgspec.convert(tomllib.loads(text)["rule"], list[_Entry])
    return tuple(
        Rule(e.code, e.title, e.severity, tuple(map(_source, e.sources)), e.on, needs=e.needs)
        for e in entries
    )


UNASSESSED: tuple[Rule, ...] = _rules()
"""All of them."""
