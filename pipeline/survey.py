"""What lies in a folder: which files are documents, of which case, and what is left alone and why.

Threat: a shared folder in which somebody has put a link, so that files from elsewhere (another area's cases,
the system's own) are read and come out in the results. Rule: a link is followed only to a file inside the
folder itself; folders behind links are never entered. Residual risk: somebody who swaps a file for a link
between the survey and the reading; `open_inside` checks again at that moment, and leaves a window of
microseconds.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from models.errors import SettingsError

LEFT_BEHIND = {
    "thumbs.db": "a picture index that Windows keeps",
    "desktop.ini": "a folder setting that Windows keeps",
    ".ds_store": "a folder setting that macOS keeps",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to process. `name` is its path below the folder, with forward slashes."""

    path: Path
    name: str
    case: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is no document, and why it is left alone."""

    name: str
    case: str
    reason: str


def survey(folder: Path, out: Path | None = None) -> tuple[list[Candidate], list[Skipped]]:
    """Every file below the folder, in order of name; sub-folders are cases, and the root is one of its own.

    Files deeper down belong to the case of the first sub-folder. `out` is passed over where it lies inside.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise SettingsError(f"{folder} is not a folder.", "Name a folder that holds documents.")
    avoid = out.resolve() if out else None
    candidates: list[Candidate] = []
    skipped: list[Skipped] = []
    for here, folders, files in os.walk(root):
        place = Path(here)
        for name in sorted(folders):
            if (place / name).is_symlink():
                skipped.append(
                    Skipped(*_named(root, place / name), "a link to a folder, which is not followed")
                )
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not (place / name).is_symlink() and place / name != avoid
        )
        for name in sorted(files):
            path = place / name
            relative, case = _named(root, path)
            why = _why_not(path, root)
            if why:
                skipped.append(Skipped(relative, case, why))
            else:
                candidates.append(Candidate(path, relative, case))
    return candidates, skipped


def open_inside(path: Path, root: Path, most: int) -> bytes:
    """The file's bytes, at most one more than `most`, if it still is a plain file inside the root."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise PermissionError("the file is now a link out of the folder")
    with path.open("rb") as file:
        return file.read(most + 1)


def _named(root: Path, path: Path) -> tuple[str, str]:
    """A file's name below the root, and its case."""
    relative = path.relative_to(root)
    return relative.as_posix(), relative.parts[0] if len(relative.parts) > 1 else root.name


def _why_not(path: Path, root: Path) -> str:
    """Why a file is not looked at, or nothing."""
    known = LEFT_BEHIND.get(path.name.casefold())
    if known:
        return known
    if path.name.startswith("~$"):
        return "a lock file of Word: somebody has the document open"
    if path.name.startswith("."):
        return "a hidden file"
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "a link to a file outside the folder, which is not followed"
    if not path.exists():
        return "a link that leads nowhere"
    if not path.is_file():
        return "not a plain file"
    return ""
