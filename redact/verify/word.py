"""A DOCX taken apart: as a zip, as XML by two parsers, and as bytes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from xml.parsers import expat

from lxml import etree

from redact.verify.extract import Contents, Extract

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/(document|styles|numbering|settings|fontTable"
    r"|header\d*|footer\d*)\.xml|word/_rels/(document|header\d*|footer\d*)\.xml\.rels"
)
"""The parts that a copy is made of. Comments, custom XML, pictures, embedded files have no business there."""

FORBIDDEN = frozenset(
    {
        "ins", "del", "moveFrom", "moveTo", "vanish", "webHidden", "comment", "commentReference",
        "commentRangeStart", "bookmarkStart", "hyperlink", "object", "pict", "drawing", "altChunk", "sdt",
        "instrText", "smartTag", "customXml", "control", "OLEObject", "txbxContent", "proofErr",
        "permStart", "rsids", "footnoteReference", "endnoteReference", "delText", "subDoc",
    }
)  # fmt: skip
FIELDS = frozenset({"PAGE", "NUMPAGES"})
LOCAL_HEADER = 30
"""Bytes before an entry's name."""
STREAMED = 0x08
"""The flag of an entry whose sizes stand after it, where anything could stand too."""
NEUTRAL = re.compile(r"(Redacted copy|Executive summary|en-GB|2000-01-01T00:00:00Z|\s)*")


def take_apart(data: bytes) -> Contents:
    """Everything in the package. A member that is not XML, or does not parse, is a stranger."""
    found = Contents(["zipfile and lxml", "expat", "bytes"])
    found.blobs.append(("package", data))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.comment:
            found.strangers.append(("package", "a comment on the archive"))
        if data[:4] != b"PK\x03\x04":
            found.strangers.append(("package", "bytes before the archive"))
        if _unowned(data, package):
            found.strangers.append(("package", "bytes that belong to no entry, or entries over each other"))
        for entry in package.infolist():
            name = entry.filename
            if not PARTS.fullmatch(name):
                found.strangers.append((name, "a part that a copy does not have"))
            if entry.comment or entry.extra:
                found.strangers.append((name, "remarks on an entry of the archive"))
            content = package.read(name)
            found.extracts.append(Extract(name, name))
            found.blobs.append((name, content))
            if name.endswith((".xml", ".rels")):
                _by_lxml(name, content, found)
                _by_expat(name, content, found)
    return found


def _unowned(data: bytes, package: zipfile.ZipFile) -> bool:
    """True where the entries, one after the other, do not make up the file from its start to its directory.

    zipfile gives the last of two entries of one name, other readers the first: neither may be there.
    """
    at = 0
    for entry in sorted(package.infolist(), key=lambda e: e.header_offset):
        name, extra = struct.unpack("<HH", data[entry.header_offset + 26 : entry.header_offset + 30])
        if entry.header_offset != at or extra or entry.flag_bits & STREAMED:
            return True
        at += LOCAL_HEADER + name + entry.compress_size
    names = package.namelist()
    return at != package.start_dir or len(names) != len(set(names))


def _by_lxml(name: str, content: bytes, found: Contents) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        found.strangers.append((name, "XML that does not parse"))
        return
    paragraphs: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            found.strangers.append((name, "an XML comment or processing instruction"))
            continue
        tag = etree.QName(element).localname
        if tag in FORBIDDEN:
            found.strangers.append((name, f"an element called {tag}"))
        if element.get("TargetMode") == "External":
            found.strangers.append((name, "a link to elsewhere"))
        if tag == "fldSimple" and not _plain_field(element):
            found.strangers.append((name, "a field other than a page number"))
        if tag == "p":
            paragraphs.append("".join(str(t) for t in element.itertext()))
        found.extracts += [Extract(name, str(v), scrap=True) for v in element.attrib.values()]
    everything = "".join(str(t) for t in root.itertext())
    found.extracts += [Extract(name, "\n".join(paragraphs)), Extract(name, everything, scrap=True)]
    if name.startswith("docProps/") and not NEUTRAL.fullmatch("\n".join(str(t) for t in root.itertext())):
        found.strangers.append((name, "properties that are not neutral"))


def _plain_field(element: etree._Element) -> bool:
    code = next((str(v) for k, v in element.attrib.items() if etree.QName(str(k)).localname == "instr"), "")
    return code.strip() in FIELDS


def _by_expat(name: str, content: bytes, found: Contents) -> None:
    """A second parser, and another way to put words together: a space where any element but a run ends."""
    pieces: list[str] = []

    def ended(tag: str) -> None:
        if tag.rpartition("}")[2].rpartition(":")[2] in ("p", "tc", "tr", "title", "language"):
            pieces.append("\n")

    parser = expat.ParserCreate()
    parser.CharacterDataHandler = pieces.append
    parser.EndElementHandler = ended
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        found.strangers.append((name, "XML that does not parse"))
    found.extracts.append(Extract(name, "".join(pieces)))
