"""Structure tags for the PDF copy, so that a screen reader announces headings, lists and table headers.

reportlab draws but does not tag. Here each paragraph is drawn between the operators that number its content
(ISO 32000-1, 14.6 and 14.7), rules and page furniture are marked as artifacts, and the tree of elements is
written when the document is saved. Elements carry no text of their own: no alternative or actual text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from redact.write.note import LANGUAGE

_BOAST = re.compile(rb"(?<=%) ReportLab [^\n]*|(?<= )ReportLab Generated [^\n]*")
"""What reportlab signs a file with; blanked at its length, so that offsets stay as they were."""


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree. `kids` are elements, or (page from 0, content number)."""

    tag: str
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)  # columns, rows

    def add(self, tag: str) -> Element:
        """A new element at the end of this one."""
        element = Element(tag)
        self.kids.append(element)
        return element


class TaggedParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph that is drawn as the content of its element; a repetition of it is an artifact."""

    element: Element | None = None
    drawn = False

    def split(self, width: float, height: float) -> list[Paragraph]:
        parts: list[Paragraph] = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        """Draw between the marks."""
        self.canv.begin_content(None if self.drawn else self.element)
        super().draw()
        self.canv.end_content()
        self.drawn = True


class TaggedTable(Table):  # type: ignore[misc]
    """A table whose rules and shading are artifacts."""

    def _drawBkgrnd(self) -> None:
        self.canv.begin_content(None)
        super()._drawBkgrnd()
        self.canv.end_content()

    def _drawLines(self) -> None:
        self.canv.begin_content(None)
        super()._drawLines()
        self.canv.end_content()


class TaggingCanvas(Canvas):  # type: ignore[misc]
    """A canvas that numbers content and holds pages back until their count is known.

    `furniture(canvas, page, pages)` draws what stands on every page.
    """

    def __init__(
        self,
        *args: Any,
        furniture: Callable[[Canvas, int, int], None],
        root: Element,
        title: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._furniture, self._root, self._called = furniture, root, title
        self._held: list[dict[str, Any]] = []
        self._on_page: list[Element] = []
        self.setViewerPreference("DisplayDocTitle", "true")

    def begin_content(self, element: Element | None) -> None:
        """Open the content of an element, or of an artifact where there is none."""
        if element is None:
            self._code.append("/Artifact BMC")
            return
        element.kids.append((len(self._held), len(self._on_page)))
        self._code.append(f"/{element.tag} <</MCID {len(self._on_page)}>> BDC")
        self._on_page.append(element)

    def end_content(self) -> None:
        """Close what was opened last."""
        self._code.append("EMC")

    def showPage(self) -> None:
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._on_page = []
        self._startPage()

    def save(self) -> None:
        """Write the pages with their furniture, then the tree; the properties say nothing but the title."""
        info = self._doc.info
        info.title = self._called
        for entry in ("author", "subject", "creator", "producer", "keywords"):
            setattr(info, entry, "")
        held = self._held
        for number, page in enumerate(held):
            self.__dict__.update(page)
            self.begin_content(None)
            self._furniture(self, number + 1, len(held))
            self.end_content()
            super().showPage()
            written = self._doc.Pages.pages[-1]
            written.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
            written.StructParents, written.Tabs = number, pdfdoc.PDFName("S")
        _Tree(self._doc, [page["_on_page"] for page in held]).write(self._root)
        self._filename.write(_BOAST.sub(lambda m: b" " * len(m[0]), self._doc.GetPDFData(self)))


class _Tree:
    """Turns elements into PDF objects that know their parents and pages."""

    def __init__(self, doc: Any, pages: list[list[Element]]) -> None:
        self.doc, self.pages = doc, pages
        self.names: dict[int, str] = {}

    def write(self, root: Element) -> None:
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        tree_ref = self.doc.Reference(tree, "structure")
        tree.dict["K"] = pdfdoc.PDFArray([self._element(root, tree_ref)])
        numbers: list[Any] = []
        for number, elements in enumerate(self.pages):
            numbers += [number, pdfdoc.PDFArray([self._ref(element) for element in elements])]
        tree.dict["ParentTree"] = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        tree.dict["ParentTreeNextKey"] = len(self.pages)
        catalog = self.doc.Catalog
        catalog.StructTreeRoot = tree_ref
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalog.Lang = pdfdoc.PDFString(LANGUAGE)

    def _ref(self, element: Element) -> Any:
        name = self.names.setdefault(id(element), f"element{len(self.names)}")
        return pdfdoc.PDFObjectReference(name)

    def _element(self, element: Element, parent: Any) -> Any:
        ref = self._ref(element)
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._element(kid, ref))
            else:
                page = pdfdoc.PDFObjectReference(f"Page{kid[0] + 1}")
                kids.append(pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("MCR"), "Pg": page, "MCID": kid[1]}))
        entries: dict[str, Any] = {
            "Type": pdfdoc.PDFName("StructElem"),
            "S": pdfdoc.PDFName(element.tag),
            "P": parent,
            "K": pdfdoc.PDFArray(kids),
        }
        columns, rows = element.spans
        attributes: dict[str, Any] = {"O": pdfdoc.PDFName("Table")}
        if element.tag == "TH":
            attributes["Scope"] = pdfdoc.PDFName("Column")
        attributes |= {"ColSpan": columns} if columns > 1 else {}
        attributes |= {"RowSpan": rows} if rows > 1 else {}
        if len(attributes) > 1:
            entries["A"] = pdfdoc.PDFDictionary(attributes)
        self.doc.Reference(pdfdoc.PDFDictionary(entries), self.names[id(element)])
        return ref
