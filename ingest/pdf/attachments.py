"""Files inside a PDF: their names and descriptions, and the words of those that are text or documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.generic import StreamObject

from ingest.canonical import one_line
from ingest.limits import Limits
from ingest.pdf.objects import array, dictionary, name_tree, resolved, words
from models.document import Channel

if TYPE_CHECKING:
    from ingest.pdf.structure import Structure

_MOST = 200


def read_attachments(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    """Every file that the catalogue's tree of embedded files, or its associated files, names."""
    root = reader.root_object
    files = [(name, value) for name, value in name_tree(root.get("/Names"), "/EmbeddedFiles")]
    files.extend(("", value) for value in array(root.get("/AF")))
    seen: set[int] = set()
    for name, value in files[:_MOST]:
        specification = dictionary(value)
        if id(specification) not in seen:
            seen.add(id(specification))
            read_file(specification, structure, "/EmbeddedFiles", name)
    if len(files) > _MOST:
        structure.gathered.problem(
            "attachments-not-read", f"The PDF holds more than {_MOST} attached files.", blocks=True
        )


def read_file(value: Any, structure: Structure, part: str, name: str = "") -> None:
    """One attached file: its names and description, and its words where it is plain text."""
    specification = dictionary(value)
    names = (name, *(words(specification.get(key)) for key in ("/UF", "/F", "/Desc")))
    for said in dict.fromkeys(n for n in names if n):
        structure.gathered.add(said, Channel.ATTACHMENT, part)
    held = dictionary(specification.get("/EF"))
    stream = resolved(held.get("/UF", held.get("/F")))
    if not isinstance(stream, StreamObject):
        return
    text = _plain(stream.get_data())
    for line in (text or "").splitlines():
        structure.gathered.add(one_line(line), Channel.EMBEDDED, part)
    if text is None:
        structure.gathered.problem(
            "embedded-object",
            "A file is attached to the PDF whose text was not read. Send it as a document of its own.",
            part=part,
            blocks=True,
        )
    else:
        structure.gathered.problem(
            "embedded-document", "A text file is attached to the PDF; it was read with it.", part=part
        )


def _plain(data: bytes) -> str | None:
    """The text of a plain text file; None for any other kind."""
    if b"\x00" in data[:65536] or data.startswith((b"%PDF", b"PK", b"{\\rtf", b"\xd0\xcf")):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
