"""Form templates: what each form is called, what parts it has and which of them must be there.

A form is a TOML file in `ingest/forms`; an area adds its own by adding a file:

    title = "Northshire: minutes"        # what to call it to a person
    family = "mappa"                     # mappa, mappa-scotland, marac, or the area's own
    kind = "minutes"                     # a `DocumentKind`
    titles = ["Northshire * minutes"]    # headlines it carries; * stands for up to six words
    letters = ["MAPPA B"]                # titles that say too little to go by alone
    years = [2012, 2021]                 # first and last year in use
    sections = ["rmp", "disclosure"]     # in their order, by their names in words/aliases.toml
    required = ["rmp"]
    marks = ["restrictive"]              # sections that only this version of the form has
    [prompts]
    rmp = ["Describe the plan here."]    # the template's own words, which nobody wrote
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ingest.structure.aliases import WORDS, aliases, read_words
from ingest.structure.words import fold
from models.errors import SettingsError
from models.structure import DocumentKind

FORMS = WORDS.parent
_KEYS = {"title", "family", "kind", "titles", "letters", "years", "sections", "required", "marks", "prompts"}
_NEEDED = {"title", "family", "kind", "titles", "sections", "required"}


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """One form. `titles` and `letters` are patterns over folded text; `prompts` are folded."""

    name: str
    title: str
    family: str
    kind: DocumentKind
    titles: tuple[re.Pattern[str], ...]
    sections: tuple[str, ...]
    required: frozenset[str]
    letters: tuple[re.Pattern[str], ...] = ()
    years: tuple[int, int] | None = None
    marks: frozenset[str] = frozenset()
    prompts: dict[str, frozenset[str]] = field(default_factory=dict)


def read_form(path: Path, known: Iterable[str]) -> FormTemplate:
    """A form from its file. `known` are the sections there are. Raises `SettingsError`."""
    table = read_words(path)
    _check(path.name, table, set(known))
    years = table.get("years")
    return FormTemplate(
        name=path.stem,
        title=table["title"],
        family=table["family"],
        kind=DocumentKind(table["kind"]),
        titles=tuple(_pattern(words) for words in table["titles"]),
        sections=tuple(table["sections"]),
        required=frozenset(table["required"]),
        letters=tuple(_pattern(words, whole=True) for words in table.get("letters", [])),
        years=(years[0], years[1]) if years else None,
        marks=frozenset(table.get("marks", [])),
        prompts={
            name: frozenset(fold(words) for words in said) for name, said in table.get("prompts", {}).items()
        },
    )


def _check(name: str, table: dict[str, object], known: set[str]) -> None:
    if missing := _NEEDED - table.keys():
        raise SettingsError(f"{name}: {', '.join(sorted(missing))} missing.", "Add them.")
    if unknown := table.keys() - _KEYS:
        raise SettingsError(f"{name}: unknown keys {', '.join(sorted(unknown))}.", "Remove or rename them.")
    for key in ("title", "family", "kind"):
        if not isinstance(table[key], str):
            raise SettingsError(f"{name}: `{key}` is no text.", "Write it in quotation marks.")
    if table["kind"] not in set(DocumentKind):
        raise SettingsError(f"{name}: no kind {table['kind']!r}.", f"Use one of {', '.join(DocumentKind)}.")
    for key in ("titles", "letters", "sections", "required", "marks"):
        said = table.get(key, [])
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            raise SettingsError(f"{name}: `{key}` is no list of texts.", 'Write it as ["...", "..."].')
        if key in ("sections", "required", "marks") and (strange := set(said) - known):
            raise SettingsError(
                f"{name}: `{key}` names {', '.join(sorted(strange))}.", "Use names of aliases.toml."
            )
    years = table.get("years", [0, 0])
    if not isinstance(years, list) or len(years) != 2 or not all(isinstance(year, int) for year in years):
        raise SettingsError(f"{name}: `years` is no pair of years.", "Write it as [2012, 2021].")
    prompts = table.get("prompts", {})
    if not isinstance(prompts, dict) or not all(isinstance(said, list) for said in prompts.values()):
        raise SettingsError(f"{name}: [prompts] must hold a list of texts for each section.", "Correct it.")
    if strange := set(prompts) - known - {"any"}:
        raise SettingsError(
            f"{name}: [prompts] names {', '.join(sorted(strange))}.", "Use names of aliases.toml."
        )


def _pattern(words: str, whole: bool = False) -> re.Pattern[str]:
    """A title as a pattern over folded words. `whole` asks for nothing before it."""
    pieces = [re.escape(fold(piece)) for piece in words.split("*")]
    gap = r"(?: \S+){0,6}? "
    middle = gap.join(piece for piece in pieces if piece)
    return re.compile((r"^" if whole else r"(?:^|(?<= ))") + middle + r"(?:$|(?= ))")


def read_forms(folder: Path) -> tuple[FormTemplate, ...]:
    """Every form of a folder, by name. Raises `SettingsError` at the first that cannot be used."""
    known = aliases().sections
    return tuple(read_form(path, known) for path in sorted(folder.glob("*.toml")))


@lru_cache(maxsize=1)
def forms() -> tuple[FormTemplate, ...]:
    """The forms that are shipped."""
    return read_forms(FORMS)
