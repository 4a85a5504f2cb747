"""Word files for tests, made from raw XML so that every corner of the format can be written."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DEFAULTS = (
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{words}</w:t></w:r>'


def tbl(*rows: list[str]) -> str:
    """A table; a cell is plain words, or XML of its blocks."""

    def cell(content: str) -> str:
        if content.startswith("<w:tc>"):
            return content
        return f"<w:tc>{content if content.startswith('<') else p(content)}</w:tc>"

    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def part(root: str, content: str) -> str:
    """A part of the word/ folder with all namespaces."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def docx(
    body: str,
    parts: dict[str, str | bytes] | None = None,
    relations: list[tuple[str, str, str]] | None = None,
    package_relations: list[tuple[str, str, str]] | None = None,
    types: str = "",
) -> bytes:
    """A package. `relations` are (id, kind, target) of the document; a target with "://" is external."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{DEFAULTS}{types}</Types>',
        "_rels/.rels": _relations(
            [("rId1", "officeDocument", "word/document.xml"), *(package_relations or [])]
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(relations or []),
        **(parts or {}),
    }
    return zipped(members)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _relations(relations: list[tuple[str, str, str]]) -> str:
    outside = ' TargetMode="External"'
    inner = "".join(
        f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"{outside if ":" in target else ""}/>'
        for id, kind, target in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'
