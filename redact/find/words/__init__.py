"""Word lists as data: one or more words a line, `#` opens a comment line.

A phrase list (`phrases`) has one phrase a line, and `## TYPE: why` above the phrases that it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    return (files(__name__) / f"{name}.txt").read_text("utf-8").splitlines()


@cache
def words(name: str) -> frozenset[str]:
    """Every word of a list, in lower case."""
    return frozenset(w for line in _lines(name) if not line.startswith("#") for w in line.lower().split())


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """Phrases that mean the same kind of thing, with the reason an officer is given."""

    type: str
    why: str
    phrases: tuple[str, ...]


@cache
def phrases(name: str) -> tuple[PhraseGroup, ...]:
    """The groups of a phrase list, in the order of the file."""
    groups: list[tuple[str, str, list[str]]] = []
    for line in _lines(name):
        if line.startswith("## "):
            kind, _, why = line[3:].partition(":")
            groups.append((kind.strip(), why.strip(), []))
        elif line.strip() and not line.startswith("#"):
            groups[-1][2].append(line.strip())
    return tuple(PhraseGroup(kind, why, tuple(found)) for kind, why, found in groups)


FORENAMES = words("forenames")
SURNAMES = words("surnames")
"""Family names that are no English words, no towns and no forenames."""
STATES = words("states")
AMBIGUOUS = words("ambiguous") | (words("not_names") & FORENAMES)
NOT_NAMES = (words("not_names") | words("demonyms") | words("countries")) - FORENAMES
"""What names nobody; a word that is also a forename stands in `AMBIGUOUS` instead."""
ORDINARY = words("ordinary")
"""English words that are written small; many are surnames too, so this list alone rules none out."""
