"""What a Word file says of itself: properties, settings, people, custom XML, and the names it gives things.

Counts, versions and the vocabulary that every file of the program carries are left out; what only an author
or an author's organisation can have written is kept. Names of fonts are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.canonical import one_line
from ingest.docx import drawing, parts
from ingest.docx.names import attribute, local
from ingest.docx.state import State
from ingest.docx.strings import is_writing, strings
from models.document import Channel

_MACHINE = re.compile(
    r"^(?:[\d.,:TZ+-]*|true|false|(?:Microsoft|LibreOffice|python-docx|Aspose|Google)\b.{0,80}"
    r"|(?:(?:Title|Headings|Titel|Rubrik) \d{1,4} ?)*)$"
)
_MACHINE_FIELDS = frozenset({"Application", "AppVersion", "HeadingPairs", "DigSig", "revision"})
_NUMBERS = frozenset(
    {"TotalTime", "Pages", "Words", "Characters", "DocSecurity", "Lines", "Paragraphs", "ScaleCrop",
     "LinksUpToDate", "SharedDoc", "CharactersWithSpaces", "HyperlinksChanged", "MMClips", "Notes", "Slides",
     "HiddenSlides", "PresentationFormat"}
)  # fmt: skip
_NAMING = frozenset({"styles", "theme", "fonts", "numbering"})  # parts, by the name of their root
_SETTING = frozenset({"settings", "webSettings", "people"})
_SETTINGS = frozenset({"caption", "attachedSchema", "schema", "smartTagType", "saveThroughXslt"})
_NO_WORDS = frozenset(
    {"mainDocumentType", "dataType", "destination", "type", "viewMergedData", "linkToQuery"}
)
_LEVEL_NUMBER = re.compile(r"%[1-9]")
_OFFICE_THEME = re.compile(r"^(?:Office\b|Standard|Default|Larissa|Th[eè]me|Tema\b)", re.I)
_BASE_NAMES = re.compile(
    r"^(?:\[content_types\]|\.?rels|document|header|footer|footnotes|endnotes|comments\w*|settings|styles\w*|app|core"
    r"|custom|theme|themeoverride|fonttable|font|websettings|numbering|people|item|itemprops|thumbnail|image|chart"
    r"|style|colors|data|layout|drawing|quickstyle|oleobject|microsoft_\w+|embeddings?|printersettings"
    r"|vbaproject|vbadata|activex|origin|sig|customizations|attachedtoolbars|glossary|labelinfo|recipientdata"
    r"|taskpanes|webextension|documenttasks|slide\w*|presentation\w*|workbook|sheet|sharedstrings|chartsheet"
    r"|calcchain|bibliography|ink|hdphoto|diagrams?|afchunk|chunk|control|package|revisions?|user\w*|connections"
    r"|table|query\w*|external\w*|pivot\w*|word|xl|ppt|docprops|customxml|media|_rels|charts|fonts|notes\w*"
    r"|tags?|viewprops|presprops|tablestyles|handoutmaster|metadata|commentauthors)[\d_-]*$",
    re.I,
)


def read_properties(state: State) -> None:
    """Core, extended and custom properties; counts and versions that the program keeps are left out."""
    package = state.package
    for relation in package.relations("").values():
        if not relation.kind.endswith("properties") or relation.target not in package.members:
            continue
        package.covered.add(relation.target)
        root = package.xml(relation.target)
        for element in () if root is None else root:
            name, words = local(element), one_line(" ".join(element.itertext()))
            if relation.kind == "custom-properties":
                name = one_line(element.get("name", ""))
                words = f"{name}: {words} {one_line(element.get('linkTarget', ''))}".strip()
            elif name in _NUMBERS | _MACHINE_FIELDS and _MACHINE.match(words):
                continue
            state.unseen(words, Channel.PROPERTY, f"{relation.target}#{name}")
        if root is not None:
            state.seen.update(root.iter())


def read_container(state: State) -> None:
    """Words of the archive itself: comments, extra fields, names of members, bytes outside of any member."""
    package = state.package
    comments = [package.archive.comment]
    for name, info in package.members.items():
        comments.append(info.comment)
        base = name.rpartition("/")[2].partition(".")[0]
        if package.is_xml(name) and base and not _BASE_NAMES.match(base):
            state.unseen(name.rpartition("/")[2], Channel.ATTACHMENT, name)
        for words in strings(info.extra):
            state.unseen(words, Channel.OTHER, name)
    for info in package.archive.infolist():
        folder = info.filename.rstrip("/").rpartition("/")[2]
        if info.filename.endswith("/") and not _BASE_NAMES.match(folder) and is_writing(folder):
            state.unseen(folder, Channel.ATTACHMENT, info.filename)
    for comment in comments:
        state.unseen(one_line(comment.decode("utf-8", "replace")), Channel.PROPERTY, "zip comment")
    loose = [data for data in package.between if data.strip(b"\x00\r\n ")]
    for data in loose:
        for words in strings(data):
            state.unseen(words, Channel.OTHER, "bytes outside the parts")
    if loose:
        state.gathered.problem(
            "loose-bytes",
            "The file holds bytes that belong to none of its parts, such as deleted ones leave. Open it in "
            "Word and save it again.",
            blocks=True,
        )


def read_settings(state: State) -> None:
    """Document variables, mail merge, people, custom XML; names of styles, themes and lists."""
    package = state.package
    for part in sorted(package.members):
        if part in package.covered or not package.is_xml(part):
            continue
        if part.startswith("customXml/"):
            _custom_xml(state, part)
            continue
        root = package.xml(part)
        kind = "" if root is None else local(root)
        if kind in _NAMING:
            package.covered.add(part)
            _names(state, part, root)
            _rest(state, part, root)
        elif kind in _SETTING:
            _settings(state, part, root)
            package.covered.add(part)
            parts.sweep_rest(state, part, root)


def _settings(state: State, part: str, root: Any) -> None:
    for element in root.iter():
        match local(element):
            case "docVar":
                words = f"{attribute(element, 'name')}: {attribute(element, 'val')}"
                state.unseen(one_line(words), Channel.PROPERTY, part)
            case "person" | "presenceInfo":
                for key in ("author", "userId"):
                    state.author(one_line(attribute(element, key)), part)
            case "mailMerge":
                for inner in element.iter():
                    if local(inner) not in _NO_WORDS:
                        for words in drawing.attribute_texts(inner, alone=True):
                            state.unseen(words, Channel.OTHER, part)
            case "frame" | "frameset" | "name" | "title" if local(root) == "webSettings":
                state.unseen(one_line(attribute(element, "val")), Channel.OTHER, part)
            case "writeProtection" | "documentProtection":
                for key in ("user", "userName", "cryptProvider"):
                    state.author(one_line(attribute(element, key)), part)
            case name if name in _SETTINGS:
                for words in drawing.attribute_texts(element, alone=True):
                    state.unseen(words, Channel.OTHER, part)


def _names(state: State, part: str, root: Any) -> None:
    """The names that authors gave to styles, themes and lists, and the words in list numbers."""
    told: set[str] = set()
    for words in _named(root):
        if words and words not in told:
            told.add(words)
            state.unseen(words, Channel.OTHER, part)


def _named(root: Any) -> Iterator[str]:
    names = {
        one_line(attribute(name, "val")): attribute(name.getparent(), "customStyle") in ("1", "true", "on")
        for name in root.iter("{*}name", "{*}aliases")
        if local(name.getparent()) == "style"
    }
    told = {name.lower() for name in names}
    for name, is_own in names.items():
        if is_own and name.lower().removesuffix(" char") not in told - {name.lower()}:
            yield name
    for element in root.iter("{*}lvlText", "{*}name"):
        words = one_line(_LEVEL_NUMBER.sub(" ", attribute(element, "val")))
        if local(element.getparent()) != "style" and is_writing(words):
            yield words
    for element in root.iter("{*}theme", "{*}clrScheme", "{*}fontScheme", "{*}fmtScheme", "{*}custClr"):
        words = one_line(element.get("name", ""))
        if not _OFFICE_THEME.match(words):
            yield words


def _rest(state: State, part: str, root: Any) -> None:
    for words in parts.grouped_texts(root, state.seen):
        state.unseen(words, Channel.OTHER, part)


def _custom_xml(state: State, part: str) -> None:
    state.package.covered.add(part)
    if part.rpartition("/")[2].startswith("itemProps") or part.endswith(".rels"):
        return
    root = state.package.xml(part)
    if root is None:
        return
    for words in (*parts.grouped_texts(root, state.seen), *drawing.attribute_texts(root)):
        state.unseen(words, Channel.CUSTOM_XML, part)
