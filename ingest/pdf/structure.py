"""What a PDF holds beside its pages' words: properties, outline, notes, form fields, links, files, scripts.

Read with pypdf, within a budget of time, because its speed on hostile files is not to be trusted. Nothing is
run, fetched or opened.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdf
from lxml import etree
from pypdf.generic import DictionaryObject, StreamObject

from ingest.assemble import Gathered
from ingest.canonical import one_line
from ingest.docx.package import parse_xml
from ingest.docx.parts import grouped_texts
from ingest.limits import Limits
from ingest.pdf import attachments
from ingest.pdf.budget import OutOfTime, budget
from ingest.pdf.fields import FieldValue, field_texts
from ingest.pdf.objects import array, dictionary, name_tree, opened, resolved, words
from models.document import Channel
from models.errors import Refused

_LOG = logging.getLogger("pypdf")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False  # it logs what it meets, and that is the document

_MACHINE = frozenset({"/Producer", "/Trapped", "/PTEX.Fullbanner", "/GTS_PDFXVersion"})
_DEEPEST = 30
_MOST = 20_000  # notes, outline entries
_LONGEST_VALUE = 400  # characters without a space: more is data, as of a picture
_LONGEST_SCRIPT = 20_000
_XMP_MACHINE = ("adobe:ns:meta", "uuid:", "xmp.did", "xmp.iid", "application/pdf")


@dataclass(slots=True)
class Structure:
    """What was found: `gathered` out of the running text, `fields` that stand on the page.

    `reader` is pypdf's own, for what is looked up later; None where it could not open the file. `files` are
    the objects of embedded files that were dealt with.
    """

    gathered: Gathered = field(default_factory=Gathered)
    fields: list[FieldValue] = field(default_factory=list)
    pages: Sequence[pypdf.PageObject] = ()
    reader: pypdf.PdfReader | None = None
    files: set[int] = field(default_factory=set)


def read_structure(data: bytes, limits: Limits) -> Structure:
    """Everything that pypdf can tell within the time allowed; what it could not is a problem that blocks."""
    structure = Structure()
    try:
        with budget(limits.structure_seconds):
            reader = opened(data)
            structure.pages = list(reader.pages)
            structure.reader = reader
            for step in (
                _information,
                _xmp,
                _outline,
                _catalogue,
                _annotations,
                _form,
                attachments.read_attachments,
            ):
                step(reader, structure, limits)
    except OutOfTime:
        _not_read(structure, "it took too long to go through")
    except Refused:
        raise
    except (MemoryError, RecursionError):
        _not_read(structure, "it is folded too deep")
    except Exception:  # noqa: BLE001 - pypdf raises every kind of exception on damaged files
        _not_read(structure, "it is damaged")
    return structure


def _not_read(structure: Structure, why: str) -> None:
    structure.gathered.problem(
        "structure-not-read",
        f"Notes, form fields, attachments and properties of the PDF could not all be read: {why}. Print it "
        "to a new PDF and send that, or check it by eye before release.",
        blocks=True,
    )


def _information(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    information = resolved(reader.trailer.get("/Info"))
    if isinstance(information, DictionaryObject):
        for key, value in information.items():
            if key not in _MACHINE:
                structure.gathered.add(words(value), Channel.PROPERTY, f"/Info{key}")


def _xmp(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    stream = resolved(reader.root_object.get("/Metadata"))
    if not isinstance(stream, StreamObject):
        return
    data = stream.get_data()[: limits.part_bytes].strip(b"\x00 \r\n\t")
    try:
        root = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError, Refused):
        structure.gathered.problem(
            "metadata-not-read", "The PDF's metadata is damaged and was not read.", blocks=True
        )
        return
    told = {piece.text for piece in structure.gathered.pieces}
    values = [*grouped_texts(root, set()), *_xmp_attributes(root)]
    for value in values:
        if " " not in value and len(value) > _LONGEST_VALUE:
            structure.gathered.problem("thumbnail", "The PDF's metadata carries a small picture of its page.")
        elif value not in told and not value.lower().startswith(_XMP_MACHINE):
            told.add(value)
            structure.gathered.add(value, Channel.PROPERTY, "/Metadata")


def _xmp_attributes(root: Any) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            for name, value in element.attrib.items():
                if not name.endswith(("}about", "}lang", "}parseType", "}xmptk", "xmptk", "}resource")):
                    yield one_line(value)


def _outline(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    outlines = resolved(reader.root_object.get("/Outlines"))
    seen: set[int] = set()
    stack = [outlines.get("/First")] if isinstance(outlines, DictionaryObject) else []
    while stack and len(seen) < _MOST:
        item = resolved(stack.pop())
        if not isinstance(item, DictionaryObject) or id(item) in seen:
            continue
        seen.add(id(item))
        structure.gathered.add(words(item.get("/Title")), Channel.OUTLINE, "/Outlines")
        _action(item.get("/A"), structure, "/Outlines", None)
        stack.extend(item[key] for key in ("/Next", "/First") if key in item)


def _catalogue(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    """Scripts, named places, layers, and other things that the catalogue points at."""
    root = reader.root_object
    for name, value in name_tree(root.get("/Names"), "/JavaScript"):
        structure.gathered.add(name, Channel.BOOKMARK, "/Names")
        _action(value, structure, "/Names", None)
    for name, _ in name_tree(root.get("/Names"), "/Dests"):
        if any(c.isalpha() for c in name):
            structure.gathered.add(name, Channel.BOOKMARK, "/Dests")
    for name in dictionary(root.get("/Dests")):
        if any(c.isalpha() for c in name):
            structure.gathered.add(words(name.removeprefix("/")), Channel.BOOKMARK, "/Dests")
    _action(root.get("/OpenAction"), structure, "/OpenAction", None)
    _actions(root.get("/AA"), structure, "/AA", None)
    layers = resolved(root.get("/OCProperties"))
    if isinstance(layers, DictionaryObject):
        for layer in array(layers.get("/OCGs")):
            structure.gathered.add(words(dictionary(layer).get("/Name")), Channel.OTHER, "/OCProperties")


def _annotations(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    count = 0
    for number, page in enumerate(structure.pages, start=1):
        if number > limits.pages:
            return
        _actions(page.get("/AA"), structure, "/Page", number)
        for reference in array(page.get("/Annots")):
            count += 1
            if count > _MOST:
                _not_read(structure, f"it has more than {_MOST:,} notes")
                return
            _annotation(dictionary(reference), structure, number, limits)


def _annotation(note: DictionaryObject, structure: Structure, page: int, limits: Limits) -> None:
    kind = words(note.get("/Subtype"))
    part = f"annotation{kind}"
    if kind == "/Widget":
        _actions(note.get("/AA"), structure, part, page)
        _action(note.get("/A"), structure, part, page)
        return
    gathered = structure.gathered
    before = len(gathered.pieces)
    if kind != "/Popup":
        said = words(note.get("/Contents"))
        gathered.add(said, Channel.ALT_TEXT if kind == "/Link" else Channel.ANNOTATION, part)
        rich = _rich(note.get("/RC"))
        if rich and rich != said:
            gathered.add(rich, Channel.ANNOTATION, part)
        gathered.add(words(note.get("/T")), Channel.AUTHOR, part)
        gathered.add(words(note.get("/Subj")), Channel.ANNOTATION, part)
        gathered.add(words(note.get("/OverlayText")), Channel.ANNOTATION, part)
    _action(note.get("/A"), structure, part, page)
    _actions(note.get("/AA"), structure, part, page)
    if kind == "/FileAttachment":
        attachments.read_file(note.get("/FS"), structure, part, limits)
    if kind == "/Redact":
        gathered.problem(
            "redaction-not-applied",
            "A redaction is marked on the page but was never applied: the words under it are still there.",
            page=page,
        )
    for piece in gathered.pieces[before:]:
        piece.provenance = type(piece.provenance)(page=page, part=piece.provenance.part)


def _rich(value: Any) -> str:
    """The words of a note's formatted copy."""
    value = resolved(value)
    data = value.get_data() if isinstance(value, StreamObject) else words(value).encode()
    if not data.strip():
        return ""
    try:
        return one_line(" ".join(grouped_texts(parse_xml(data), set())))
    except (etree.XMLSyntaxError, ValueError):
        return one_line(data.decode("utf-8", "replace"))


def _actions(value: Any, structure: Structure, part: str, page: int | None) -> None:
    for action in dictionary(value).values():
        _action(action, structure, part, page)


def _action(value: Any, structure: Structure, part: str, page: int | None, depth: int = 0) -> None:
    """The target or script of an action, and of those that follow it."""
    action = resolved(value)
    if not isinstance(action, DictionaryObject) or depth > _DEEPEST:
        return
    structure.gathered.add(words(action.get("/URI")), Channel.LINK, part)
    target = resolved(action.get("/F"))
    if isinstance(target, DictionaryObject):
        target = target.get("/UF") or target.get("/F")
    structure.gathered.add(words(target), Channel.LINK, part)
    script = resolved(action.get("/JS"))
    if script is not None:
        text = (
            script.get_data().decode("utf-8", "replace") if isinstance(script, StreamObject) else str(script)
        )
        structure.gathered.add(one_line(text[:_LONGEST_SCRIPT]), Channel.SCRIPT, part)
        structure.gathered.problem(
            "script",
            "The PDF holds a script. It was not run and is not part of any copy.",
            page=page,
            part=part,
        )
    for following in array(action.get("/Next")) or [action.get("/Next")]:
        _action(following, structure, part, page, depth + 1)


def _form(reader: pypdf.PdfReader, structure: Structure, limits: Limits) -> None:
    form = dictionary(reader.root_object.get("/AcroForm"))
    for value in field_texts(structure.pages, form, structure.gathered):
        structure.fields.append(value)
    parts = array(form.get("/XFA")) or [form.get("/XFA")]
    for part in parts:
        stream = resolved(part)
        if not isinstance(stream, StreamObject):
            continue
        try:
            for said in grouped_texts(parse_xml(stream.get_data()[: limits.part_bytes]), set()):
                structure.gathered.add(said, Channel.CUSTOM_XML, "/AcroForm/XFA")
        except (etree.XMLSyntaxError, ValueError):
            continue  # a packet is a piece of a document and need not be one by itself
    if any(isinstance(resolved(part), StreamObject) for part in parts):
        structure.gathered.problem(
            "xfa",
            "The PDF is a dynamic (XFA) form; what it shows may differ from what was read. Print it to a new "
            "PDF.",
        )
