"""Pictures, embedded documents, macros and other members that are no text of the document's own."""

from __future__ import annotations

from ingest import embedded
from ingest.docx.pictures import read_pictures
from ingest.docx.state import State
from ingest.docx.strings import strings
from models.document import Channel

_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".wdp",
    ".webp",
    ".ico",
)
_HARMLESS = (".odttf", ".ttf", ".fntdata", ".sigs")


def read_objects(state: State) -> None:
    """Report every member that is no XML, and read those that are documents themselves."""
    package = state.package
    pictures: list[str] = []
    for part in sorted(package.members):
        name = part.lower()
        if part in package.covered:
            continue
        package.covered.add(part)
        if "thumbnail" in name:
            state.gathered.problem(
                "thumbnail", "The file carries a small picture of its first page.", part=part
            )
        elif name.endswith(_PICTURES) or "image" in package.content_type(part):
            pictures.append(part)
        elif name.endswith("vbaproject.bin"):
            for words in strings(package.read(part)):
                state.unseen(words, Channel.SCRIPT, part)
            state.gathered.problem(
                "macros", "The file holds macros. They were not run and are not part of any copy.", part=part
            )
        elif "printersettings" in name:
            for words in strings(package.read(part)):
                state.unseen(words, Channel.PROPERTY, part)
        elif not name.endswith(_HARMLESS):
            _object(state, part)
    read_pictures(state, pictures)


def _object(state: State, part: str) -> None:
    data = state.package.read(part)
    state.unseen(part.rpartition("/")[2], Channel.ATTACHMENT, part)
    kind = state.package.content_type(part)
    found = embedded.read_embedded(data, part, kind, state.package.limits)
    if found is not None:
        state.gathered.pieces.extend(found.pieces)
        state.gathered.problems.extend(found.problems)
        state.gathered.problem(
            "embedded-document",
            "Another document is embedded in this one; its text was read with it.",
            part=part,
        )
        return
    for words in strings(data):
        state.unseen(words, Channel.OTHER, part)
    state.gathered.problem(
        "embedded-object",
        "Something is embedded in the document whose text could not be read. Take it out, or send it as "
        "a document of its own.",
        part=part,
        blocks=True,
    )
