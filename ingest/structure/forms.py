"""Form templates: what each form is called, what parts it has and which of them must be there.

A form is a TOML file; those that are shipped lie in `ingest/forms`, and docs/forms.md tells an area how to
write one of its own:

    title = "Northshire: minutes"        # what to call it to a person
    family = "mappa"                     # mappa, mappa-scotland, marac, or the area's own
    kind = "minutes"                     # a `DocumentKind`
    titles = ["Northshire * minutes"]    # headlines it carries; * stands for up to six words
    letters = ["MAPPA B"]                # titles that say too little to go by alone
    years = [2012, 2021]                 # first and last year in use
    sections = ["rmp", "disclosure"]     # in their order, by their names in words/aliases.toml
    required = ["rmp"]
    marks = ["restrictive"]              # sections that only this version of the form has
    [headings]
    rmp = ["What we will do"]            # what the form calls a section, where no other form calls it so
    [prompts]
    rmp = ["Describe the plan here."]    # the template's own words, which nobody wrote
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from ingest.structure.aliases import WORDS, aliases
from ingest.structure.words import fold
from models.errors import SettingsError
from models.structure import DocumentKind

FORMS = WORDS.parent
_STARS = 3  # more in one title and a line of many words would be tried in too many ways
_PLACE = re.compile(r"^(?P<fault>.*?) - at `\$\.?(?P<key>.*)`$")
_CALLED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What a form's file may say."""

    title: str
    family: str
    kind: DocumentKind
    titles: list[str]
    sections: list[str]
    required: list[str]
    letters: list[str] = []
    years: tuple[int, int] | None = None
    marks: list[str] = []
    headings: dict[str, list[str]] = {}
    prompts: dict[str, list[str]] = {}


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
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    prompts: dict[str, frozenset[str]] = field(default_factory=dict)
    own: bool = False  # the area's, and surer to be meant where its title stands than one that is shipped


def read_form(filename: str, text: str, known: Collection[str]) -> FormTemplate:
    """A form from the text of its file. `known` are the sections there are.

    Raises `SettingsError`, which names the file, the key and the remedy.
    """
    said = _parsed(filename, text)
    for key, fault, remedy in _faults(said, known):
        raise SettingsError(f"{filename}: {key}: {fault}.", remedy)
    name = filename.removesuffix(".toml")
    if not _CALLED.fullmatch(name):
        raise SettingsError(
            f"{filename}: the name of the file is the name of the form, and this cannot be one.",
            "Use small letters, figures and single hyphens: northshire-minutes.toml.",
        )
    return FormTemplate(
        name=name,
        title=said.title.strip(),
        family=said.family.strip(),
        kind=said.kind,
        titles=tuple(_pattern(words) for words in said.titles),
        sections=tuple(said.sections),
        required=frozenset(said.required),
        letters=tuple(_pattern(words, whole=True) for words in said.letters),
        years=said.years,
        marks=frozenset(said.marks),
        headings={section: tuple(words) for section, words in said.headings.items()},
        prompts={section: frozenset(map(fold, words)) for section, words in said.prompts.items()},
    )


def _parsed(filename: str, text: str) -> _File:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        remedy = "Correct that line; the example in docs/forms.md shows the layout."
        raise SettingsError(f"{filename} is not TOML: {fault}.", remedy) from None
    try:
        return msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        found = _PLACE.match(str(error))
        wrong, key = (found["fault"], found["key"]) if found else (str(error), "")
        where = f"{filename}: {key}" if key else filename
        raise SettingsError(f"{where}: {_plainly(wrong)}.", _remedy(wrong)) from None


def _plainly(fault: str) -> str:
    """A validator's words as a person's."""
    for theirs, ours in (
        (r"Object missing required field `(\w+)`", r"`\1` is missing"),
        (r"Object contains unknown field `(.+)`", r"there is no key `\1`"),
        (r"Invalid enum value '(.*)'", r"there is no kind '\1'"),
        (r"Expected `(?:str)`, got .*", r"must be text"),
        (r"Expected `array` of length 2.*|Expected `array(?: \| null)?`, got .*", r"must be a list"),
        (r"Expected `int`, got .*", r"must be a whole number"),
        (r"Expected `object`, got .*", r"must be a table of lists"),
    ):
        fault = re.sub(f"^{theirs}$", ours, fault)
    return fault


def _remedy(fault: str) -> str:
    if "unknown field" in fault:
        return f"Remove or rename it. The keys are {', '.join(_File.__struct_fields__)}."
    if "enum" in fault:
        return f"Use one of {', '.join(k for k in DocumentKind if k is not DocumentKind.UNKNOWN)}."
    if "missing" in fault:
        return "Add it; the example in docs/forms.md shows every key."
    return 'Write text in quotation marks, lists as ["...", "..."], years as [2012, 2021].'


def _faults(said: _File, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """What the shape of the file allows and its meaning does not: key, fault, remedy."""
    if said.kind is DocumentKind.UNKNOWN:
        yield (
            "kind",
            "'unknown' is what a document is where no form fits",
            "Name the part that the form plays.",
        )
    for key in ("title", "family"):
        if not getattr(said, key).strip():
            yield key, "is empty", "Write what to call it."
    for key in ("titles", "letters"):
        for words in getattr(said, key):
            if not fold(words) or words.count("*") > _STARS:
                yield key, f"{words!r} cannot be looked for", f"Give it words, and at most {_STARS} stars."
    if not said.titles and not said.required:
        yield "titles", "nothing tells this form from another", "Give it `titles`, or sections in `required`."
    for key in ("sections", "required", "marks", "headings", "prompts"):
        free = {"any"} if key == "prompts" else set()
        if strange := sorted(set(getattr(said, key)) - set(known) - free):
            yield key, f"there is no section {', '.join(strange)}", f"Use {', '.join(sorted(known))}."
    for key in ("required", "marks"):
        if beyond := sorted(set(getattr(said, key)) - set(said.sections)):
            yield key, f"{', '.join(beyond)} is not among `sections`", "Add it there, or take it out here."
    if said.years is not None and not 1990 <= said.years[0] <= said.years[1] <= 2200:
        yield "years", "the first year must not come after the last", "Write them as [2012, 2021]."


def _pattern(words: str, whole: bool = False) -> re.Pattern[str]:
    """A title as a pattern over folded words. `whole` asks for nothing before it."""
    pieces = [re.escape(fold(piece)) for piece in words.split("*")]
    gap = r"(?: \S+){0,6}? "
    middle = gap.join(piece for piece in pieces if piece)
    return re.compile((r"^" if whole else r"(?:^|(?<= ))") + middle + r"(?:$|(?= ))")


def read_forms(texts: Mapping[str, str]) -> tuple[FormTemplate, ...]:
    """The forms of files by name. Raises `SettingsError` at the first that cannot be used."""
    known = aliases().sections
    return tuple(read_form(name, texts[name], known) for name in sorted(texts))


@lru_cache(maxsize=1)
def forms() -> tuple[FormTemplate, ...]:
    """The forms that are shipped."""
    return read_forms({path.name: path.read_text(encoding="utf-8") for path in FORMS.glob("*.toml")})
