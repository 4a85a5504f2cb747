"""An area's own forms, from a folder of TOML files: added to those that are shipped, or in place of them.

They are settings, read and checked when the service starts, and handed to the locked-down readers as text:
a reader opens no file itself. A form whose file has the name of one that is shipped takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ingest.structure.aliases import Aliases, aliases
from ingest.structure.forms import FormTemplate, forms, read_forms
from models.errors import SettingsError

_MOST = 200  # files
_LONGEST = 256 * 1024  # bytes
SETTING = "COUNTERSIGN_FORMS"


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms there are, and the headings of all of them."""

    templates: tuple[FormTemplate, ...]
    aliases: Aliases


def form_files(folder: Path) -> dict[str, str]:
    """The texts of a folder's forms by file name. Raises `SettingsError` where they cannot be read."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as fault:
        raise SettingsError(
            f"{SETTING}: the folder {folder} cannot be read: {fault.strerror}.",
            "Name a folder of .toml files, one for each form; docs/forms.md shows one.",
        ) from None
    if not paths or len(paths) > _MOST:
        fault_ = "holds no .toml file" if not paths else f"holds more than {_MOST} forms"
        raise SettingsError(f"{SETTING}: the folder {folder} {fault_}.", "Put one file for each form there.")
    return {path.name: _text(path) for path in paths}


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LONGEST:
            raise SettingsError(f"{path.name} is larger than {_LONGEST // 1024} KB.", "Shorten it.")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(
            f"{path.name} cannot be read: {type(fault).__name__}.", "Save it as UTF-8 text that may be read."
        ) from None


def forms_with(texts: Mapping[str, str]) -> Forms:
    """The forms that are shipped and those of an area. Raises `SettingsError` where one cannot be used."""
    own = [replace(form, own=True) for form in read_forms(texts)]
    names = {form.name for form in own}
    known = aliases()
    for form in own:
        known = known.with_headings(f"{form.name}.toml", form.headings)
    return Forms((*own, *(form for form in forms() if form.name not in names)), known)


@lru_cache(maxsize=1)
def shipped() -> Forms:
    """The forms that are shipped, and no other."""
    return Forms(forms(), aliases())
