"""The parts of a Word file beside its body: headers, notes, comments, diagrams, building blocks, the rest.

Every part ends in one of three ways: a rule here gives its text a channel; the sweep at the end puts what no
rule knows into `Channel.OTHER`; or, where it is no XML, it is reported.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from ingest.canonical import clean, one_line
from ingest.docx import drawing
from ingest.docx.carriers import read_carriers
from ingest.docx.names import attribute, local
from ingest.docx.state import State
from ingest.docx.story import Place, Story
from ingest.docx.strings import certified_names
from models.document import Channel

NOTE_PARTS = (
    ("footnotes", "footnote", Channel.FOOTNOTE),
    ("endnotes", "endnote", Channel.ENDNOTE),
    ("comments", "comment", Channel.COMMENT),
)
_NUMBERS_OF_LAYOUT = frozenset(
    [
        "posOffset",
        "align",
        "pctWidth",
        "pctHeight",
        "pctPosHOffset",
        "pctPosVOffset",
        "f",
        "ptCount",
        "formatCode",
        "DigestValue",
        "SignatureValue",
        "X509SerialNumber",
        "Modulus",
        "Exponent",
        "binData",
        "uniqueTag",
    ]
)
_OWN_SHEET = re.compile(r"^(?:sheet|tabelle|feuil|hoja|foglio) ?\d*$", re.I)
_STORIES = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes", "comments"})
_PAGES = (".htm", ".html", ".xhtml", ".mht")  # read as what is embedded
_LISTS = frozenset({"Types", "Relationships"})
_PARAGRAPHS = frozenset({"p", "si", "row", "tr", "pt", "comment", "author"})


def read_margins(state: State, main: str) -> None:
    """Headers and footers, in the order in which sections first use them, then those that none uses."""
    package = state.package
    relations = package.relations(main)
    used = [
        relations[id]
        for element in package.xml(main).iter()
        if local(element) in ("headerReference", "footerReference")
        and (id := attribute(element, "id")) in relations
    ]
    for relation in [*used, *relations.values()]:
        if relation.kind in ("header", "footer") and relation.target in package.members:
            channel = Channel.HEADER if relation.kind == "header" else Channel.FOOTER
            read_story(state, relation.target, channel)


def read_story(state: State, part: str, channel: Channel) -> None:
    """A part that is one story, unless it was read before or is broken."""
    if part in state.package.covered:
        return
    state.package.covered.add(part)
    root = state.package.xml(part)
    if root is not None:
        Story(state, part, root).walk(root, Place(channel))
        sweep_rest(state, part, root)


def read_notes(state: State, main: str) -> None:
    """Footnotes, endnotes and comments, each with the place in the text that it belongs to."""
    for kind, name, channel in NOTE_PARTS:
        for part in state.package.related(main, kind):
            state.package.covered.add(part)
            root = state.package.xml(part)
            if root is None:
                continue
            story = Story(state, part, root)
            for note in root:
                if local(note) != name:
                    continue
                story.anchor = state.notes.get((name, attribute(note, "id")))
                if channel is Channel.COMMENT:
                    _comment_author(state, note, part, story)
                story.walk(note, Place(channel))
            sweep_rest(state, part, root)


def _comment_author(state: State, note: Any, part: str, story: Story) -> None:
    author, initials = one_line(attribute(note, "author")), one_line(attribute(note, "initials"))
    state.unseen(author, Channel.AUTHOR, part, story.anchor)
    if initials and initials != author:
        state.unseen(initials, Channel.AUTHOR, part, story.anchor)


def read_diagrams(state: State) -> None:
    """SmartArt and charts: their words once, and what only their stored picture says."""
    told: set[str] = set()
    for kind, channel in (("data", Channel.DIAGRAM), ("chart", Channel.DIAGRAM), ("drawing", Channel.OTHER)):
        for part in sorted(state.package.members):
            folder = part.rpartition("/")[0].rpartition("/")[2]
            if folder not in ("diagrams", "charts") or kind not in part.rpartition("/")[2]:
                continue
            root = state.package.xml(part) if state.package.is_xml(part) else None
            if root is None or part in state.package.covered:
                continue
            state.package.covered.add(part)
            for words in (*grouped_texts(root, state.seen), *_sheets(root)):
                if words not in told:
                    told.add(words)
                    state.unseen(words, channel, part)


def _sheets(root: Any) -> Iterator[str]:
    """The sheets that a chart takes its numbers from, where they have names that somebody gave them."""
    for formula in root.iter("{*}f"):
        sheet = one_line((formula.text or "").rpartition("!")[0]).strip("'")
        if sheet and not _OWN_SHEET.match(sheet):
            yield sheet


def read_glossary(state: State, main: str) -> None:
    """Building blocks kept in the file: text a recipient can insert with one click."""
    for part in state.package.related(main, "glossaryDocument"):
        state.package.covered.add(part)
        root = state.package.xml(part)
        if root is None:
            continue
        Story(state, part, root).walk(root, Place(Channel.GLOSSARY))
        for element in root.iter():
            if local(element) in ("name", "category", "description"):
                state.unseen(one_line(attribute(element, "val")), Channel.GLOSSARY, part)
        sweep_rest(state, part, root)


def read_targets(state: State) -> None:
    """Targets that no text led to: templates, data sources, linked pictures, parts that are not there."""
    package = state.package
    for rels in sorted(name for name in package.members if name.endswith(".rels")):
        folder, _, name = rels.rpartition("_rels/")
        part = folder + name.removesuffix(".rels")
        for relation in package.relations(part).values():
            dangling = not relation.external and relation.target not in package.members
            if dangling or (relation.external and (part, relation.id) not in state.used):
                state.unseen(relation.target, Channel.LINK, part or rels)


def sweep_rest(state: State, part: str, root: Any) -> None:
    """What a part still holds that no rule has dealt with, in it and around its root."""
    read_carriers(state, part, root)
    for words in grouped_texts(root, state.seen):
        state.unseen(words, Channel.OTHER, part)
    for outside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        state.unseen(one_line(outside.text or ""), Channel.OTHER, part)


def sweep_parts(state: State) -> None:
    """Every XML part that no rule has covered; parts that claim to be XML and are not are reported."""
    package = state.package
    for part in sorted(package.members):
        if part in package.covered or not package.is_xml(part) or part.lower().endswith(_PAGES):
            continue
        package.covered.add(part)
        root = package.xml(part)
        if root is None:
            continue
        if local(root) == "svg":
            for words in grouped_texts(root, state.seen):
                state.unseen(words, Channel.DIAGRAM, part)
        if local(root) in _STORIES:
            channel = Channel.GLOSSARY if "/glossary/" in part else Channel.OTHER
            Story(state, part, root).walk(root, Place(channel))
        elif local(root) not in _LISTS:
            for words in drawing.attribute_texts(root):
                state.unseen(words, Channel.OTHER, part)
            for certificate in root.iter("{*}X509Certificate"):
                state.seen.add(certificate)
                for name in certified_names(_unpacked(certificate.text or "")):
                    state.unseen(name, Channel.PROPERTY, part)
        sweep_rest(state, part, root)
    for part in package.broken:
        state.gathered.problem(
            "part-not-read",
            "A part of the file is damaged and its text is unknown. Open it in Word and save it again.",
            part=part,
            blocks=True,
        )


def _unpacked(data: str) -> bytes:
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def grouped_texts(root: Any, seen: set[Any]) -> Iterator[str]:
    """Texts of an XML tree not yet seen, those of one paragraph together; comments in the XML included."""
    group: Any = None
    words: list[str] = []
    for element in root.iter():
        for text, owner in ((element.text, element), (element.tail, element.getparent())):
            if not text or text.isspace() or owner is None:
                continue
            if owner is element and (element in seen or local(element) in _NUMBERS_OF_LAYOUT):
                continue
            around = next((e for e in _upwards(owner) if local(e) in _PARAGRAPHS), owner)
            if around is not group and words:
                yield one_line("".join(words))
                words = []
            group = around
            words.append(clean(text) if local(owner) == "t" else clean(text) + " ")
            if owner is element:
                seen.add(element)
    if words:
        yield one_line("".join(words))


def _upwards(element: Any) -> Iterator[Any]:
    yield element
    for count, parent in enumerate(element.iterancestors()):
        if count > 6:
            return
        yield parent
