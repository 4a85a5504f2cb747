"""What stands in one paragraph: its words in the order of the page, and all that it carries out of sight."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.canonical import clean, one_line
from ingest.docx import drawing
from ingest.docx.colours import UNKNOWN, out_of_sight
from ingest.docx.names import attribute, child, local, switched_on, whole_number
from ingest.docx.state import State
from ingest.docx.styles import Look
from models.document import Channel

_OWN_BOOKMARK = re.compile(r"^_(?:Toc|Ref|Hlk|Hlt|GoBack|MailAutoSig|ENREF|PictureBullets|MON)", re.I)
_SKIPPED = frozenset(
    {"pPr", "rPr", "sectPr", "proofErr", "lastRenderedPageBreak", "annotationRef", "footnoteRef",
     "endnoteRef", "separator", "continuationSeparator", "sdtEndPr", "tblPr", "fldData"}
)  # fmt: skip
_TINY = 3  # half points: nobody reads type of one and a half points


@dataclass(slots=True)
class Field:
    """A field that has begun: its code so far, and whether what follows is its result."""

    code: str = ""
    result: bool = False


@dataclass(slots=True)
class Fragment:
    """Some characters in one channel with one look; `run` counts the runs of the paragraph from 0."""

    text: str
    channel: Channel
    look: Look
    run: int


@dataclass(slots=True)
class Unseen:
    """Text out of sight and how many visible characters of the paragraph stand before it."""

    text: str
    channel: Channel
    at: int


@dataclass(slots=True)
class Inline:
    """The walk over one paragraph. `boxes` holds text boxes, which are stories of their own.

    `ground` is the colour that the paragraph stands on (see `colours`), `hidden` that nobody sees it whatever
    its runs say.
    """

    state: State
    part: str
    channel: Channel
    look: Look
    fields: list[Field]
    ground: str = ""
    hidden: bool = False
    fragments: list[Fragment] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    boxes: list[tuple[Any, bool]] = field(default_factory=list)  # and whether nobody sees it
    notes: list[tuple[str, str, int]] = field(default_factory=list)
    authors: list[tuple[str, int]] = field(default_factory=list)
    length: int = 0
    runs: int = -1

    def walk(self, element: Any, change: Channel | None = None) -> None:
        """Everything inside an element. `change` is the tracked change it lies in."""
        for part in element:
            self._take(part, change)

    def _take(self, element: Any, change: Channel | None) -> None:
        name = local(element)
        match name:
            case "r":
                self._run(element, change)
            case "ins" | "moveTo":
                self._author(element)
                self.walk(element, change or Channel.INSERTION)
            case "del":
                self._author(element)
                self.walk(element, Channel.DELETION)
            case "moveFrom":
                self._author(element)
                self.walk(element, Channel.MOVED_FROM)
            case "hyperlink":
                self._link(element)
                self.walk(element, change)
            case "fldSimple":
                self._hide(attribute(element, "instr"), Channel.FIELD_CODE)
                self.walk(element, change)
            case "bookmarkStart":
                mark = attribute(element, "name")
                self.state.bookmarks.add(mark)
                if not _OWN_BOOKMARK.match(mark):
                    self._hide(mark, Channel.BOOKMARK)
            case "sdtPr":
                for text in drawing.control_texts(element):
                    self._hide(text, Channel.OTHER)
            case "smartTagPr" | "customXmlPr":
                for text in drawing.attribute_texts(element):
                    self._hide(text, Channel.CUSTOM_XML)
            case "AlternateContent":
                self.alternate(element, change)
            case _ if name not in _SKIPPED:
                self._mathematics_or_inner(element, change)

    def _mathematics_or_inner(self, element: Any, change: Channel | None) -> None:
        if local(element) == "t" and element.text:  # the text of a formula, or of something unknown
            self._show(element, element.text, self.look, change)
        self.walk(element, change)

    def alternate(self, element: Any, change: Channel | None, run_look: Look | None = None) -> None:
        """The modern copy of something that Word keeps twice; the old copy only where it says more."""
        choice, fallback = child(element, "Choice"), child(element, "Fallback")
        shown = fallback if choice is None else choice
        if shown is None:
            return
        for part in shown:
            if run_look is None:
                self._take(part, change)
            else:
                self._run_part(part, run_look, change)
        if choice is not None and fallback is not None:
            for text in drawing.only_in_fallback(choice, fallback, self.state.seen):
                self._hide(text, Channel.OTHER)

    def _run(self, element: Any, change: Channel | None) -> None:
        self.runs += 1
        look = self.look
        properties = child(element, "rPr")
        if properties is not None:
            style = child(properties, "rStyle")
            if style is not None:
                look = self.state.styles.over(look, attribute(style, "val"))
            look = look.under(properties)
        for part in element:
            self._run_part(part, look, change)

    def _run_part(self, element: Any, look: Look, change: Channel | None) -> None:
        match local(element):
            case "t" | "rt":
                self._show(element, element.text, look, change)
            case "delText":
                self._show(element, element.text, look, change or Channel.DELETION)
            case "tab" | "ptab":
                self._show(None, "\t", look, change)
            case "br" | "cr":
                self._show(None, "\n", look, change)
            case "noBreakHyphen":
                self._show(None, "-", look, change)
            case "sym":
                self._show(None, _symbol(element), look, change)
            case "instrText" | "delInstrText":
                self.state.seen.add(element)
                if self.fields:
                    self.fields[-1].code += element.text or ""
                else:
                    self._hide(element.text or "", Channel.FIELD_CODE)
            case "fldChar":
                self._field(element, look, change)
            case "footnoteReference" | "endnoteReference" | "commentReference":
                kind = local(element).removesuffix("Reference")
                self.notes.append((kind, attribute(element, "id"), self.length))
            case "drawing" | "pict" | "object":
                self._drawing(element)
            case "AlternateContent":
                self.alternate(element, change, look)
            case "ruby":
                for part in element.iter():
                    if local(part) == "r":
                        self._run(part, change)
            case name if name not in _SKIPPED:
                self._mathematics_or_inner(element, change)

    def _show(self, element: Any, text: str | None, look: Look, change: Channel | None) -> None:
        if element is not None:
            self.state.seen.add(element)
        if not text:
            return
        if element is not None:
            text = clean(text).replace("\n", " ")
        if self.fields and not self.fields[-1].result:
            self._hide(text, Channel.FIELD_CODE)
        elif change in (Channel.DELETION, Channel.MOVED_FROM):
            self._hide(text, change, join=True)
        elif (out := self._out_of_sight(look)) is not None:
            self._hide(text, out, join=True)
        else:
            if not self.length:
                text = text.lstrip()
            channel = change if change and self.channel is Channel.BODY else self.channel
            if text:
                self.fragments.append(Fragment(text, channel, look, self.runs))
                self.length += len(text)

    def _out_of_sight(self, look: Look) -> Channel | None:
        """The channel of text with this look that nobody sees on the page; None where it is seen."""
        if self.hidden or look.hidden or (look.size is not None and look.size <= _TINY):
            return Channel.HIDDEN
        if not look.colour and not look.highlight:
            return None
        ground = look.highlight or look.ground or self.ground or (UNKNOWN if self.state.background else "")
        return out_of_sight(look.colour, ground, bool(look.highlight))

    def _hide(self, text: str, channel: Channel, join: bool = False) -> None:
        """Keep text that the page does not show; `join` it to what went just before in the same channel."""
        last = self.unseen[-1] if self.unseen else None
        if join and last is not None and last.channel is channel and last.at == self.length:
            last.text += text
        elif text.strip() or join:
            self.unseen.append(Unseen(text if join else one_line(text), channel, self.length))

    def _author(self, element: Any) -> None:
        self.authors.append((one_line(attribute(element, "author")), self.length))

    def _link(self, element: Any) -> None:
        relation = self.state.relation(self.part, _relation_id(element))
        if relation is not None and relation.external:
            self._hide(relation.target, Channel.LINK)
        self._hide(attribute(element, "tooltip"), Channel.ALT_TEXT)
        self._hide(attribute(element, "docLocation"), Channel.LINK)

    def _field(self, element: Any, look: Look, change: Channel | None) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            shown, unseen = drawing.legacy_form(element)
            if shown:
                self._show(None, shown, look, change)
            for text in unseen:
                self._hide(text, Channel.OTHER)
            self.fields.append(Field())
        elif self.fields:
            current = self.fields[-1]
            if not current.result:
                self._hide(current.code, Channel.FIELD_CODE)
                current.result = True
            if kind == "end":
                self.fields.pop()

    def _drawing(self, element: Any) -> None:
        found = drawing.read_drawing(element, self.state, self.part)
        unseen = self.state.sheet.hides_drawing(element)
        self.boxes.extend((box, unseen) for box in found.boxes)
        for channel, text in found.texts:
            self._hide(text, Channel.HIDDEN if unseen and channel is Channel.TEXT_BOX else channel)

    def finish(self) -> None:
        """Take white space off the end of the paragraph."""
        while self.fragments:
            last = self.fragments[-1]
            kept = last.text.rstrip()
            self.length -= len(last.text) - len(kept)
            if kept:
                last.text = kept
                return
            self.fragments.pop()


def _symbol(element: Any) -> str:
    code = attribute(element, "char")
    try:
        return clean(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return "�"


def _relation_id(element: Any) -> str:
    """`r:id`, and not a plain `id`."""
    for key, value in element.attrib.items():
        if key.startswith("{") and key.endswith("}id") and "elationships" in key:
            return str(value)
    return ""


def is_on(element: Any, name: str) -> bool:
    """True where the element has an on/off child of that name that is on."""
    found = child(element, name)
    return found is not None and switched_on(found)


def whole(element: Any, name: str, default: int) -> int:
    """The number in the child of that name."""
    found = child(element, name)
    return default if found is None else whole_number(attribute(found, "val"), default)
