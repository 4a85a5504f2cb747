"""Comments into a Word file: ranges around the words, and the comments' own part.

The body is changed by comment marks and by cutting runs, and by nothing else; comments, tracked changes and
all other parts stay byte by byte or element by element as they were. A comment on words in a text box stands
at the paragraph that the box hangs on, since Word has none inside boxes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from lxml import etree

from ingest import refusals
from ingest.annotated.places import Placed, Point, Remarks
from ingest.annotated.runs import Letters, letters_of
from ingest.canonical import clean
from ingest.docx.names import attribute, local
from ingest.docx.package import Package, open_package
from ingest.docx.state import paragraphs_of
from ingest.limits import Limits
from models.errors import CountersignError

AUTHOR, INITIALS = "Countersign", "CS"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOXED = frozenset({"txbxContent", "drawing", "pict"})


def annotate(data: bytes, remarks: Remarks, limits: Limits) -> bytes:
    """The file with each remark as a comment; raises `Refused` for one that `read` would refuse."""
    package = open_package(data, limits)
    body = package.xml(remarks.part) if remarks.part in package.members else None
    if body is None:
        raise refusals.damaged("Word document")
    changed = {remarks.part: body}
    part, comments = _comments(package, remarks.part, body, changed)
    _Writer(body, comments, remarks.made).write(remarks.placed)
    changed[part] = comments
    return _packed(data, limits, {name: _serialised(root) for name, root in changed.items()})


def annotated(data: bytes, remarks: bytes, limits: Limits) -> bytes:
    """As `annotate`, with the remarks as JSON; whatever a damaged file makes go wrong is a `Refused`."""
    try:
        return annotate(data, msgspec.json.decode(remarks, type=Remarks), limits)
    except CountersignError:
        raise
    except (MemoryError, RecursionError) as error:
        raise refusals.over_limit("it unfolds to more than there is room for") from error
    except Exception as error:  # parsers raise every kind of exception on damaged input
        raise refusals.damaged("Word document") from error


@dataclass(slots=True)
class _Writer:
    """The marks in the body and the comments beside it."""

    body: Any
    comments: Any
    made: str
    w: str = ""
    next_id: int = 0
    paragraphs: list[Any] = field(default_factory=list)
    letters: dict[int, Letters] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.w = self.body.tag.rpartition("}")[0] + "}" if "}" in self.body.tag else ""
        self.paragraphs = list(paragraphs_of(self.body))
        names = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
        taken = [
            int(id)
            for root in (self.comments, self.body)
            for element in root.iter()
            if local(element) in names and (id := attribute(element, "id")).isdecimal() and len(id) < 10
        ]
        self.next_id = max(taken, default=-1) + 1

    def write(self, remarks: Sequence[Placed]) -> None:
        """All remarks: the runs are cut first, once for each paragraph, then the marks are set."""
        found = [self._where(remark) for remark in remarks]
        firsts: defaultdict[int, list[int]] = defaultdict(list)
        lasts: defaultdict[int, list[int]] = defaultdict(list)
        for where in found:
            if where.first is not None:
                firsts[where.start].append(where.first)
            if where.last is not None:
                lasts[where.end].append(where.last)
        for paragraph in firsts.keys() | lasts.keys():
            self._letters(paragraph).cut(firsts[paragraph], lasts[paragraph])
        for remark, where in zip(remarks, found, strict=True):
            self._comment(remark)
            self._mark(where)
            self.next_id += 1

    def _where(self, remark: Placed) -> _Where:
        """The paragraphs and letters that a comment goes around."""
        if remark.first is None or remark.last is None or remark.first.paragraph >= len(self.paragraphs):
            return _Where(*self._beginning())
        start = self._paragraph(remark.first.paragraph)
        end = self._paragraph(min(remark.last.paragraph, len(self.paragraphs) - 1))
        if self.paragraphs[start].getparent() is not self.paragraphs[end].getparent() or end < start:
            end = start  # not across cells and boxes: other programs lose such ranges
        outside = start != remark.first.paragraph
        first = None if outside else self._letter(remark.first)
        last = self._letter(remark.last) if end == remark.last.paragraph and not outside else None
        if first is None and not outside:
            sought = self._letters(start).find(remark.sought)
            if sought:
                first, last = sought[0], sought[1] if end == start else last
        if first is not None and last is not None and start == end and last < first:
            last = None
        return _Where(start, end, first, last)

    def _beginning(self) -> tuple[int, int]:
        """The first paragraph with words, for what is about the document as a whole."""
        for number in range(min(len(self.paragraphs), 200)):
            outside = self._paragraph(number)
            if outside == number and self._letters(number).runs:
                return number, number
        return 0, 0

    def _paragraph(self, number: int) -> int:
        """The paragraph, or the outermost one around the box that it stands in."""
        paragraph = self.paragraphs[number]
        outer = [e for e in paragraph.iterancestors() if e.tag == paragraph.tag]
        if not outer or not any(local(e) in _BOXED for e in paragraph.iterancestors()):
            return number
        return self.paragraphs.index(outer[-1])

    def _letter(self, point: Point) -> int | None:
        """The letter, where both sides count the same letters in the paragraph."""
        return point.letter if len(self._letters(point.paragraph).runs) == point.letters else None

    def _letters(self, number: int) -> Letters:
        if number not in self.letters:
            self.letters[number] = letters_of(self.paragraphs[number])
        return self.letters[number]

    def _mark(self, where: _Where) -> None:
        """The range and the reference. Where a letter is not known the range takes the paragraph's edge."""
        if not self.paragraphs:
            return
        start, end = self._mark_element("commentRangeStart"), self._mark_element("commentRangeEnd")
        paragraph = self.paragraphs[where.start]
        if where.first is None:
            at = 1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0
            paragraph.insert(at, start)
        else:
            self._letters(where.start).runs[where.first].addprevious(start)
        paragraph = self.paragraphs[where.end]
        if where.last is None:
            paragraph.append(end)
        else:
            self._letters(where.end).runs[where.last].addnext(end)
        top = end
        while top.getparent() is not paragraph:
            top = top.getparent()
        reference = top.makeelement(f"{self.w}r")
        etree.SubElement(reference, f"{self.w}commentReference").set(f"{self.w}id", str(self.next_id))
        top.addnext(reference)

    def _mark_element(self, name: str) -> Any:
        mark = self.body.makeelement(f"{self.w}{name}")
        mark.set(f"{self.w}id", str(self.next_id))
        return mark

    def _comment(self, remark: Placed) -> None:
        w = self.comments.tag.rpartition("}")[0] + "}"
        comment = etree.SubElement(self.comments, f"{w}comment")
        comment.set(f"{w}id", str(self.next_id))
        comment.set(f"{w}author", AUTHOR)
        comment.set(f"{w}date", self.made)
        comment.set(f"{w}initials", INITIALS)
        for number, line in enumerate(remark.lines or ("",)):
            run = etree.SubElement(etree.SubElement(comment, f"{w}p"), f"{w}r")
            if number == 0:
                etree.SubElement(etree.SubElement(run, f"{w}rPr"), f"{w}b")
            text = etree.SubElement(run, f"{w}t")
            text.set(_SPACE, "preserve")
            text.text = clean(line)


@dataclass(frozen=True, slots=True)
class _Where:
    """From a paragraph to one with the same parent; letters are None for the paragraphs' edges."""

    start: int
    end: int
    first: int | None = None
    last: int | None = None


def _comments(package: Package, main: str, body: Any, changed: dict[str, Any]) -> tuple[str, Any]:
    """The comments' part that is there, or a new one with all that makes it known."""
    for part in package.related(main, "comments"):
        root = package.xml(part)
        if root is not None and local(root) == "comments":
            return part, root
    folder = posixpath.dirname(main)
    part = _free(package, posixpath.join(folder, "comments"))
    strict = "purl.oclc.org" in body.tag
    _relate(package, main, posixpath.basename(part), _STRICT if strict else _TRANSITIONAL, changed)
    _declare(package, part, changed)
    namespace = body.tag.rpartition("}")[0].lstrip("{")
    return part, etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace})


def _free(package: Package, stem: str) -> str:
    taken = {name.casefold() for name in package.members}
    names = (f"{stem}{number or ''}.xml" for number in range(len(taken) + 1))
    return next(name for name in names if name.casefold() not in taken)


def _relate(package: Package, main: str, target: str, kinds: str, changed: dict[str, Any]) -> None:
    folder, name = posixpath.split(main)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    root = package.xml(rels) if rels in package.members else None
    if root is None:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    taken = {element.get("Id") for element in root}
    id = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    made = etree.SubElement(root, root.tag.rpartition("}")[0] + "}Relationship")
    made.set("Id", id)
    made.set("Type", f"{kinds}/comments")
    made.set("Target", target)
    changed[rels] = root


def _declare(package: Package, part: str, changed: dict[str, Any]) -> None:
    name = "[Content_Types].xml"
    root = package.xml(name) if name in package.members else None
    if root is None:
        raise refusals.damaged("Word document")
    made = etree.SubElement(root, f"{{{_TYPES}}}Override")
    made.set("PartName", f"/{part}")
    made.set("ContentType", _COMMENTS)
    changed[name] = root


def _serialised(root: Any) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(data: bytes, limits: Limits, changed: dict[str, bytes]) -> bytes:
    """The package anew: changed parts in their places, all others as they were, new ones at the end."""
    package = open_package(data, limits)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, info in package.members.items():
            plain = zipfile.ZipInfo(name, info.date_time)
            plain.compress_type, plain.external_attr = info.compress_type, info.external_attr
            archive.writestr(plain, changed.pop(name) if name in changed else package.read(name))
        for name, content in changed.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        archive.comment = package.archive.comment
    return written.getvalue()
