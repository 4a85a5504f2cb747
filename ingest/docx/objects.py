"""Pictures, embedded documents, macros and other members that are no text of the document's own."""

from __future__ import annotations

from typing import Any

from ingest.docx.package import Package, open_package
from ingest.docx.parts import grouped_texts
from ingest.docx.state import State
from ingest.html import read_html
from ingest.text import decode
from models.document import Channel
from models.errors import Refused

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
    ".svg",
    ".wdp",
    ".webp",
    ".ico",
)
_LARGE = 3_600_000  # EMU: 10 cm each way, room enough for a page of writing
_HARMLESS = (".odttf", ".ttf", ".fntdata")


def read_objects(state: State, depth: int) -> None:
    """Report every member that is no XML, and read those that are documents themselves."""
    package = state.package
    pictures = 0
    for part in sorted(package.members):
        name = part.lower()
        if part in package.covered or (
            package.is_xml(part) and not name.endswith((".svg", ".htm", ".html", ".mht"))
        ):
            continue
        package.covered.add(part)
        if "thumbnail" in name:
            state.gathered.problem(
                "thumbnail", "The file carries a small picture of its first page.", part=part
            )
        elif name.endswith(_PICTURES) or "image" in package.content_type(part):
            pictures += 1
        elif name.endswith("vbaproject.bin"):
            state.gathered.problem(
                "macros", "The file holds macros. They were not run and are not part of any copy.", part=part
            )
        elif not name.endswith(_HARMLESS):
            _object(state, part, depth)
    _report_pictures(state, pictures)


def _object(state: State, part: str, depth: int) -> None:
    data = state.package.read(part)
    state.unseen(part.rpartition("/")[2], Channel.ATTACHMENT, part)
    known = _text_object(state, part, data)
    if not known and data.startswith(b"PK\x03\x04") and depth < state.package.limits.embedded_depth:
        known = _embedded_package(state, part, data)
    if known:
        state.gathered.problem(
            "embedded-document",
            "Another document is embedded in this one; its text was read with it.",
            part=part,
        )
    else:
        state.gathered.problem(
            "embedded-object",
            "Something is embedded in the document whose text could not be read. Take it out, or send it as "
            "a document of its own.",
            part=part,
            blocks=True,
        )


def _text_object(state: State, part: str, data: bytes) -> bool:
    """HTML and plain text that Word shows as part of the page once it has opened the file."""
    kind = state.package.content_type(part)
    if kind == "text/plain" or part.endswith(".txt"):
        for line in decode(data).splitlines():
            state.unseen(line, Channel.EMBEDDED, part)
        return True
    if kind in ("text/html", "application/xhtml+xml") or part.endswith((".htm", ".html", ".xhtml")):
        for piece in read_html(decode(data)).pieces:
            state.unseen(piece.text, Channel.EMBEDDED, part)
        return True
    return False


def _embedded_package(state: State, part: str, data: bytes) -> bool:
    """All text of the XML parts of an embedded Word, Excel or PowerPoint file, under the same limits."""
    outer = state.package
    try:
        inner = open_package(data, outer.limits)
        inner.spent = outer.spent
        for name in sorted(inner.members):
            if inner.is_xml(name) and not name.endswith((".rels", "[Content_Types].xml")):
                _texts(state, inner, name, part)
        outer.spent = inner.spent
    except Refused:
        return False
    return not inner.broken and all(inner.is_xml(n) or n.lower().endswith(_PICTURES) for n in inner.members)


def _texts(state: State, inner: Package, name: str, part: str) -> None:
    root: Any = inner.xml(name)
    kind = inner.content_type(name)
    if root is None or kind.endswith(("theme+xml", ".styles+xml", "fonttable+xml", "numbering+xml")):
        return
    for words in grouped_texts(root, set()):
        state.unseen(words, Channel.EMBEDDED, f"{part}!{name}")


def _report_pictures(state: State, pictures: int) -> None:
    if not pictures:
        return
    large = [image for image in state.images if image.width >= _LARGE and image.height >= _LARGE]
    for image in large:
        state.gathered.problem(
            "large-picture",
            "A picture fills much of the page and may hold writing that was not read. Look at it before "
            "release.",
            part=image.part,
            blocks=True,
        )
    if pictures > len({image.part for image in large}):
        said = "A picture was" if pictures == 1 else f"{pictures} pictures were"
        state.gathered.problem("pictures", f"{said} not read; a picture may hold words.")
