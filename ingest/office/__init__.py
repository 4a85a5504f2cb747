"""Old word-processor files (.doc, .odt, .rtf): converted by LibreOffice, and what that leaves out read here.

What is found in a .doc: every story of the piece table, text of earlier saves that still stands in the file,
names of authors and of those who saved it, bookmarks and properties. In an .odt: every text of all XML parts,
tracked deletions, comments, what is not displayed, fields, properties, earlier versions, embedded documents.
In an .rtf: every group that holds text, known or not. Not covered: words in pictures and embedded objects
(reported), custom XML that an .rtf carries as binary data, macros (reported, never run).
"""

from __future__ import annotations

from ingest.assemble import Gathered
from ingest.docx import read_docx
from ingest.limits import Limits
from ingest.office.doc import read_doc
from ingest.office.odt import read_odt
from ingest.office.own import Own, add_own
from ingest.office.rtf import read_rtf
from ingest.scans.eyes import Eyes
from models.document import FileFormat

__all__ = ["CONVERTED", "Own", "read_converted", "read_own"]

CONVERTED = frozenset({FileFormat.DOC, FileFormat.ODT, FileFormat.RTF})
_WORDS = {
    FileFormat.DOC: "an old Word (.doc) file",
    FileFormat.ODT: "an OpenDocument (.odt) file",
    FileFormat.RTF: "a Rich Text (.rtf) file",
}


def read_own(data: bytes, format: FileFormat, limits: Limits) -> Own:
    """What the file itself says; raises `Refused` where it is not to be converted at all."""
    if format is FileFormat.DOC:
        return read_doc(data, limits)
    if format is FileFormat.ODT:
        return read_odt(data, limits)
    own = Own()
    rtf = read_rtf(data)
    for piece in rtf.pieces:
        own.add(piece.text, piece.channel, "rtf")
    if rtf.objects:
        own.problem(
            "embedded-object",
            "Something is embedded in the document whose text could not be read. Take it out, or send it as "
            "a document of its own.",
            blocks=True,
        )
    return own


def read_converted(own: Own, made: bytes, format: FileFormat, limits: Limits, eyes: Eyes) -> Gathered:
    """The conversion, its pictures looked at by `eyes`, with what it leaves out of the original."""
    gathered = read_docx(made, limits, eyes)
    add_own(gathered, own)
    gathered.problem(
        "converted",
        f"This is {_WORDS[format]}, read through a conversion to a Word document. What that left out was "
        "added from the file itself, at the end; the page may look otherwise than here.",
    )
    return gathered
