"""A layout as a Word file, and as the PDF that LibreOffice prints from it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bench.structure_heldout.reading import Layout

_PIECES = re.compile(r"(~~.+?~~|\{[^{}]+\})")
_BOLD = re.compile(r"^\*\*(.+)\*\*$")
_LEAD = re.compile(r"^\*\*(.+?)\*\*")
_ITALIC = re.compile(r"^\*([^*]+)\*$")


def word_file(layout: Layout) -> bytes:
    """The layout as a DOCX."""
    drawn = new_document()
    waiting: list[str] = []
    for line in [*layout.page, ""]:
        if waiting and line[:1] != waiting[0][:1]:
            _table(drawn, waiting)
            waiting = []
        if line[:1] in ("|", "¦"):
            waiting.append(line)
        elif line:
            _line(drawn, line)
    held = io.BytesIO()
    drawn.save(held)
    return held.getvalue()


def _line(drawn: Any, line: str) -> None:
    if line.startswith("HEADER: "):
        drawn.sections[0].header.paragraphs[0].text = line[8:]
    elif line.startswith("T: "):
        _write(drawn.add_paragraph(style="Title"), line[3:])
    elif line.startswith("#"):
        hashes = len(line) - len(line.lstrip("#"))
        _write(drawn.add_paragraph(style=f"Heading {hashes}"), line[hashes:].strip())
    elif line.startswith("- "):
        _write(drawn.add_paragraph(style="List Bullet"), line[2:])
    elif line.startswith("+"):
        _write(drawn.add_paragraph(style="List Number"), line.lstrip("+* "), bold=line[1] == "*")
    else:
        _write(drawn.add_paragraph(), line)


def _write(paragraph: Any, words: str, bold: bool = False) -> None:
    italic = False
    if whole := _BOLD.match(words):
        words, bold = whole[1], True
    elif lead := _LEAD.match(words):
        paragraph.add_run(lead[1]).bold = True
        words = words[lead.end() :]
    elif whole := _ITALIC.match(words):
        words, italic = whole[1], True
    for piece in _PIECES.split(words):
        if piece.startswith("{"):
            kind, _, said = piece[1:-1].partition(":")
            paragraph._p.append(_control(kind, said))
        elif piece:
            run = paragraph.add_run(piece.strip("~") if piece.startswith("~~") else piece)
            run.bold, run.italic = bold or None, italic or None
            run.font.strike = True if piece.startswith("~~") else None


def _control(kind: str, said: str) -> Any:
    """A content control: a list to choose from, a date, or one that still shows its prompt."""
    control, about, content = (OxmlElement(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    if kind == "empty":
        about.append(OxmlElement("w:showingPlcHdr"))
    about.append(OxmlElement("w:date" if kind == "date" else "w:dropDownList"))
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "Choose an item." if kind == "empty" else said
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    content.append(run)
    control.append(about)
    control.append(content)
    return control


def _table(drawn: Any, lines: Sequence[str]) -> None:
    rows = [[cell.strip() for cell in line[1:].rstrip("|¦ ").split("|")] for line in lines]
    for row, line in zip(rows, lines, strict=True):
        row += [""] * (line.count("|") - (1 if line[0] == "|" else 0) - len(row))
    width = max(len(row) for row in rows)
    table = drawn.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid" if lines[0][0] == "|" else None
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        if len(row) < width:
            cells[len(row) - 1].merge(cells[width - 1])
        for cell, words in zip(table.rows[number].cells, row, strict=False):
            _cell(cell, words)
    drawn.add_paragraph()


def _cell(cell: Any, words: str) -> None:
    first, *more = words.split("<br>")
    _write(cell.paragraphs[0], first.removeprefix("- "))
    for said in more:
        _write(cell.add_paragraph(), said.removeprefix("- "))


def printed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same as PDFs, by name; empty where LibreOffice is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        _print(office, folder, sorted(folder.glob("*.docx")))
        return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def _print(office: str, folder: Path, files: Iterable[Path]) -> None:
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=600,
    )
