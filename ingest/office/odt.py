"""OpenDocument text, for what its conversion leaves out: [OpenDocument 1.3], part 3.

The parts that are XML are swept once: every text and every attribute that holds words, by the channel of the
element around it. Saved earlier versions and embedded documents are packages of the same kind inside this one
and are read to one level.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from ingest import refusals
from ingest.docx.names import attribute, local
from ingest.docx.package import Package, open_package
from ingest.limits import Limits
from ingest.office.own import Own
from models.document import Channel

_PARTS = ("content.xml", "styles.xml", "meta.xml")
_PICTURES = ("pictures/", "thumbnails/", "objectreplacements/")
_CHANNELS = {
    "annotation": Channel.COMMENT, "deletion": Channel.DELETION, "note-body": Channel.FOOTNOTE,
    "text-box": Channel.TEXT_BOX, "title": Channel.ALT_TEXT, "desc": Channel.ALT_TEXT,
    "script": Channel.SCRIPT, "scripts": Channel.SCRIPT,
    "creator": Channel.AUTHOR, "sender-initials": Channel.AUTHOR, "meta": Channel.PROPERTY,
    "settings": Channel.PROPERTY, "header": Channel.HEADER, "header-left": Channel.HEADER,
    "header-first": Channel.HEADER, "footer": Channel.FOOTER, "footer-left": Channel.FOOTER,
    "footer-first": Channel.FOOTER, "form": Channel.FORM_FIELD, "math": Channel.DIAGRAM,
}  # fmt: skip
_ATTRIBUTES = {
    "string-value": Channel.HIDDEN, "string-value-if-true": Channel.HIDDEN,
    "string-value-if-false": Channel.HIDDEN, "condition": Channel.FIELD_CODE, "formula": Channel.FIELD_CODE,
    "description": Channel.FIELD_CODE, "href": Channel.LINK, "label": Channel.FORM_FIELD,
    "value": Channel.FORM_FIELD, "current-value": Channel.FORM_FIELD, "help-message": Channel.FORM_FIELD,
    "display-name": Channel.OTHER, "creator": Channel.AUTHOR, "content": Channel.PROPERTY,
    "database-name": Channel.LINK, "table-name": Channel.FIELD_CODE, "column-name": Channel.FIELD_CODE,
    "key1": Channel.FIELD_CODE, "key2": Channel.FIELD_CODE, "identifier": Channel.FIELD_CODE,
}  # fmt: skip
_NAMED = {"bookmark", "bookmark-start", "reference-mark", "reference-mark-start"}
_STYLING = frozenset(
    {
        "automatic-styles",
        "font-face-decls",
        "list-style",
        "outline-style",
        "default-style",
        "style",
        "page-layout",
    }
)
_PARAGRAPHS = frozenset(
    {"p", "h", "title", "desc", "creator", "initial-creator", "user-defined", "config-item"}
)
_STORIES = frozenset({"annotation", "note", "frame", "custom-shape", "rect", "line", "g", "tracked-changes"})
_NO_WORDS = frozenset({"note-citation", "date-string", "sequence-decls"})
_TOLD_SETTINGS = frozenset({"PrinterName", "CurrentDatabaseDataSource", "CurrentDatabaseCommand"})


def read_odt(data: bytes, limits: Limits) -> Own:
    """Every text in the file; raises `Refused` where it is encrypted, damaged or past a limit."""
    package = open_package(data, limits)
    _refuse_encrypted(package)
    own = Own()
    for part in _PARTS:
        _part(package, part, own)
    if "settings.xml" in package.members and (settings := package.xml("settings.xml")) is not None:
        for element in settings.iter():
            if local(element) == "config-item" and attribute(element, "name") in _TOLD_SETTINGS:
                own.add(element.text or "", Channel.PROPERTY, "settings.xml")
    _members(package, own, limits)
    return own


def _refuse_encrypted(package: Package) -> None:
    if "META-INF/manifest.xml" not in package.members:
        return
    root = package.xml("META-INF/manifest.xml")
    if root is not None and any(local(element) == "encryption-data" for element in root.iter()):
        raise refusals.password("OpenDocument text")


def _part(package: Package, part: str, own: Own, channel: Channel | None = None, name: str = "") -> None:
    if part not in package.members:
        return
    root = package.xml(part)
    if root is None:
        raise refusals.damaged("OpenDocument text")
    first = Channel.PROPERTY if part == "meta.xml" else Channel.BODY
    for words, found in _texts(root, channel or first, channel is not None):
        own.add(words, found, name or part)


def _texts(root: Any, first: Channel, keep: bool) -> Iterator[tuple[str, Channel]]:
    """Texts below the element with their channels; `keep` gives all of them the first one."""
    hidden = set() if keep else _hidden_styles(root)
    stack: list[tuple[Any, Channel]] = [(root, first)]
    while stack:
        element, around = stack.pop()
        name = local(element)
        if not name or (name in _STYLING and not keep) or name in _NO_WORDS:
            continue
        if name == "date" and local(element.getparent()) in ("annotation", "change-info"):
            continue
        channel = around if keep else _channel(element, name, around, hidden)
        if not keep:
            yield from _attributes(element, name)
        if name in _PARAGRAPHS:
            runs = _runs(element, channel, () if keep else hidden, stack)
            for found, group in groupby(runs, key=itemgetter(1)):
                yield "".join(words for words, _ in group), found
            continue
        yield element.text or "", channel
        stack.extend((child, channel) for child in element)


def _runs(
    element: Any, channel: Channel, hidden: Collection[str], stack: list[tuple[Any, Channel]]
) -> Iterator[tuple[str, Channel]]:
    """The words of a paragraph, in order; stories inside it (notes, comments, frames) go onto the stack."""
    yield element.text or "", channel
    for child in element:
        name = local(child)
        if name in _STORIES:
            stack.append((child, channel))
        elif name in ("tab", "s", "line-break"):
            yield " ", channel
        elif name:
            inner = _channel(child, name, channel, set(hidden))
            for words, found in _attributes(child, name):
                yield from ((" ", channel), (words, found))
            yield from _runs(child, inner, hidden, stack)
        yield child.tail or "", channel


def _channel(element: Any, name: str, around: Channel, hidden: set[str]) -> Channel:
    attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    if attributes.get("display") in ("none", "condition") and name == "section":
        return Channel.HIDDEN
    if name in ("p", "h") and any(local(child) == "hidden-paragraph" for child in element):
        return Channel.HIDDEN
    if attributes.get("style-name") in hidden:
        return Channel.HIDDEN
    if name == "note-body":
        kind = element.getparent().get(element.getparent().tag.rpartition("}")[0] + "}note-class", "")
        return Channel.ENDNOTE if kind == "endnote" else Channel.FOOTNOTE
    if name == "creator" and around is Channel.PROPERTY:
        return around
    return _CHANNELS.get(name, around)


def _hidden_styles(root: Any) -> set[str]:
    """Names of styles whose text is not displayed."""
    found: set[str] = set()
    for element in root.iter():
        if local(element) == "text-properties" and any(
            key.endswith("}display") and value == "none" for key, value in element.attrib.items()
        ):
            style = element.getparent()
            found |= {value for key, value in style.attrib.items() if key.endswith("}name")}
    return found


def _attributes(element: Any, name: str) -> Iterator[tuple[str, Channel]]:
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2]
        if plain in _ATTRIBUTES and any(map(str.isalpha, value)):
            yield value, _ATTRIBUTES[plain]
        elif plain == "name" and name in _NAMED:
            yield value, Channel.BOOKMARK
        elif plain == "name" and name in (
            "user-defined",
            "user-field-decl",
            "variable-decl",
            "frame",
            "section",
        ):
            yield value, Channel.PROPERTY if name == "user-defined" else Channel.OTHER


def _members(package: Package, own: Own, limits: Limits) -> None:
    """What the package holds besides its own parts."""
    pictures = 0
    for member in sorted(package.members):
        low = member.lower()
        if low.startswith(("basic/", "scripts/")):
            own.problem(
                "macros", "The file holds macros. They were not run and are not part of any copy.", member
            )
        elif low.startswith("versions/") and low != "versions/":
            _inner(package, member, Channel.EARLIER, own, limits)
        elif low.startswith(_PICTURES):
            pictures += low.startswith("pictures/")
        elif "/" in member and low.endswith("/content.xml"):
            _part(package, member, own, Channel.EMBEDDED, member)
        elif "/" not in member and not low.endswith((".xml", ".rdf", "mimetype")):
            own.add(member, Channel.ATTACHMENT, member)
            own.problem(
                "embedded-object",
                "Something is embedded in the document whose text could not be read. Take it out, or send it "
                "as a document of its own.",
                member,
                blocks=True,
            )
    if pictures:
        said = "A picture was" if pictures == 1 else f"{pictures} pictures were"
        own.problem("pictures", f"{said} not read; a picture may hold words.")


def _inner(package: Package, member: str, channel: Channel, own: Own, limits: Limits) -> None:
    """An earlier version, which is a whole package inside this one."""
    own.problem(
        "earlier-version", "The file holds an earlier version of itself; its text was read with it.", member
    )
    inner = open_package(package.read(member), limits)
    inner.spent = package.spent
    _part(inner, "content.xml", own, channel, f"{member}!content.xml")
    package.spent = inner.spent
