"""Files inside a PDF: their names and descriptions, and the words of those that are text or documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.generic import IndirectObject, StreamObject

from ingest import embedded
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
            read_file(specification, structure, "/EmbeddedFiles", limits, name)
    if len(files) > _MOST:
        structure.gathered.problem(
            "attachments-not-read", f"The PDF holds more than {_MOST} attached files.", blocks=True
        )


def read_file(value: Any, structure: Structure, part: str, limits: Limits, name: str = "") -> None:
    """One attached file: its names and description, and its words where it is a document."""
    specification = dictionary(value)
    names = [said for said in (name, *(words(specification.get(key)) for key in ("/UF", "/F"))) if said]
    for said in dict.fromkeys([*names, words(specification.get("/Desc"))]):
        structure.gathered.add(said, Channel.ATTACHMENT, part)
    held = dictionary(specification.get("/EF"))
    for key in ("/UF", "/F"):
        if isinstance(reference := held.raw_get(key) if key in held else None, IndirectObject):
            structure.files.add(reference.idnum)
    stream = resolved(held.get("/UF", held.get("/F")))
    if isinstance(stream, StreamObject):
        read_data(stream.get_data(), structure, part, names[-1] if names else "", limits)


def read_data(data: bytes, structure: Structure, part: str, name: str, limits: Limits) -> None:
    """The words of an attached file; said to be unread where it is no document, or lies too deep."""
    found = embedded.read_embedded(data, name, "", limits)
    if found is None:
        structure.gathered.problem(
            "embedded-object",
            "A file is attached to the PDF whose text was not read. Send it as a document of its own.",
            part=part,
            blocks=True,
        )
        return
    for piece in found.pieces:
        piece.provenance = replace(piece.provenance, part=part)
    structure.gathered.pieces.extend(found.pieces)
    structure.gathered.problems.extend(replace(problem, part=part) for problem in found.problems)
    structure.gathered.problem(
        "embedded-document", "A document is attached to the PDF; it was read with it.", part=part
    )
