"""Word documents (.docx), whole: every place in the package where a recipient could find text.

Covered: the body in true order with nested tables and merged cells, headers and footers of every section,
footnotes, endnotes, comments and their authors, tracked insertions, deletions and moves, hidden text, content
controls, text boxes, fields and their codes, link targets, bookmarks, alternative text, SmartArt and charts,
properties, document variables, custom XML, building blocks, embedded documents, and whatever other XML the
package holds. Not covered: words in pictures that nobody looked at, and in objects that are not Office
packages (reported as problems), names of styles and fonts, bytes of the file that belong to no member.
"""

from __future__ import annotations

from ingest import refusals
from ingest.assemble import Gathered
from ingest.docx import objects, parts, properties
from ingest.docx.names import child, local, switched_on
from ingest.docx.numbering import read_numbering
from ingest.docx.package import Package, open_package
from ingest.docx.sheet import read_sheet
from ingest.docx.state import State
from ingest.docx.story import Place, Story
from ingest.docx.styles import read_styles
from ingest.headings import promote_headings
from ingest.limits import Limits
from ingest.scans.eyes import Eyes, NoEyes
from ingest.scans.report import tell_of_pictures
from models.document import Channel

__all__ = ["read_docx"]

_OTHERS = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
    ("visio/", "a Visio drawing"),
)


def read_docx(data: bytes, limits: Limits, eyes: Eyes | None = None) -> Gathered:
    """Everything in a Word document; raises `Refused` for other archives and for hostile ones.

    `eyes` look at pictures that may hold words; without them those are told as not read.
    """
    package = open_package(data, limits)
    main = _main_part(package)
    body = package.xml(main)
    if body is None:
        raise refusals.damaged("Word document")
    package.covered.add(main)
    state = State(
        package,
        read_styles(_first(package, main, "styles")),
        read_numbering(_first(package, main, "numbering")),
        sheet=read_sheet(body),
        eyes=eyes or NoEyes(),
    )
    background = child(body, "background")
    settings = _first(package, main, "settings")
    shown = None if settings is None else child(settings, "displayBackgroundShape")
    state.background = background is not None and shown is not None and switched_on(shown)
    Story(state, main, body).walk(body, Place(Channel.BODY))
    promote_headings(state.gathered.pieces, state.headings)
    parts.sweep_rest(state, main, body)
    parts.read_margins(state, main)
    parts.read_notes(state, main)
    properties.read_properties(state)
    properties.read_settings(state)
    parts.read_glossary(state, main)
    parts.read_diagrams(state)
    parts.sweep_parts(state)
    objects.read_objects(state)
    tell_of_pictures(state.gathered)
    parts.read_targets(state)
    properties.read_container(state)
    return state.gathered


def _main_part(package: Package) -> str:
    """The part that holds the body, told by the package's own relationship or content type."""
    for part in package.related("", "officeDocument"):
        root = package.xml(part)
        if root is None:
            raise refusals.damaged("Word document")
        if local(root) == "document":
            return part
    for folder, what in _OTHERS:
        if any(name.startswith(folder) for name in package.members):
            raise refusals.unsupported(what)
    if "[Content_Types].xml" in package.members and "word/document.xml" in package.members:
        return "word/document.xml"
    if "EncryptedPackage" in package.members:
        raise refusals.password("Word document")
    raise refusals.unsupported("a zip archive, or an Office file without a document in it")


def _first(package: Package, main: str, kind: str) -> object:
    """The root of the first part so related, or None."""
    for part in package.related(main, kind):
        return package.xml(part)
    return None
