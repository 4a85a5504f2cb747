"""Names planted in every channel of a file, and what an outside scan still finds of them in the copies.

    python -m bench.leaks [--policy third-party] [--scratch FOLDER]

A DOCX and a PDF are built with an invented victim in each place that text can hide in: body, table, header,
footer, footnote, comment, tracked deletion, hidden and white text, alternative text, bookmark, link target,
properties, custom XML; annotation, outline, attachment's name, invisible text. Each is read, detected and
released in both formats. The scan knows nothing of the product: it unzips, inflates, and runs pdftotext,
mutool and qpdf where they are installed. Then it times a copy of 3,000 words, and two longer ones; detection
is not counted. Exits 1 where anything is left, or the copy of 3,000 words takes 2 seconds.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import ingest
import redact
from bench.throughput import minutes
from models.marking import ProtectiveMarking, Tier

MARKING = ProtectiveMarking(Tier.OFFICIAL, sensitive=True)
SURNAME, FORENAME, NUMBER = "Quillfeather", "Bryonia", "07700 900482"
VICTIM = f"{FORENAME} {SURNAME}"
LINES = (
    "OFFICIAL-SENSITIVE",
    "MAPPA Level 2 meeting minutes",
    "Date of meeting: 5 March 2024",
    "Victim issues",
    f"The victim, {VICTIM}, can be rung on {NUMBER}. She is afraid.",
    f"Ms {SURNAME} was told of the release. PC Ali Farrow, Police, will visit her.",
    f"Mail goes to {FORENAME.lower()}.{SURNAME.lower()}@example.org.",
)


def word_file() -> bytes:
    """A DOCX with the victim in every channel that python-docx and a little XML can reach."""
    file = docx.Document()
    for line in LINES:
        file.add_paragraph(line)
    table = file.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Victim", VICTIM
    file.sections[0].header.paragraphs[0].text = f"OFFICIAL-SENSITIVE {VICTIM}"
    file.sections[0].footer.paragraphs[0].text = VICTIM
    properties = file.core_properties
    properties.author = properties.title = properties.subject = properties.keywords = VICTIM
    properties.comments = properties.last_modified_by = properties.category = VICTIM
    hidden = file.add_paragraph().add_run(f"hidden {VICTIM}")
    hidden.font.hidden = True
    body = file.element.body
    for inside in (
        f'<w:del w:id="1" w:author="{VICTIM}"><w:r><w:delText>{VICTIM} lied</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="{VICTIM}"><w:r><w:t>{VICTIM} agreed</w:t></w:r></w:ins>',
        f'<w:bookmarkStart w:id="3" w:name="{SURNAME}"/><w:bookmarkEnd w:id="3"/>',
        f"<w:r><w:t>told {SURNAME[:5]}</w:t></w:r><w:r><w:t>{SURNAME[5:]} of it</w:t></w:r>",
        f'<w:fldSimple w:instr=" HYPERLINK https://example.org/{SURNAME} "><w:r><w:t>x</w:t></w:r>'
        "</w:fldSimple>",
        f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>white {VICTIM}</w:t></w:r>',
        f'<w:sdt><w:sdtPr><w:alias w:val="{VICTIM}"/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{VICTIM}</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    out = io.BytesIO()
    file.save(out)
    with zipfile.ZipFile(out, "a") as package:
        package.comment = VICTIM.encode()
        package.writestr("customXml/item9.xml", f"<victim>{VICTIM}</victim>")
        package.writestr("docProps/custom.xml", f"<Properties><p>{VICTIM}</p></Properties>")
    return out.getvalue()


def page_file() -> bytes:
    """A PDF with the victim in every channel that reportlab and pypdf can reach."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle(VICTIM)
    canvas.setAuthor(VICTIM)
    canvas.setSubject(VICTIM)
    canvas.setKeywords(VICTIM)
    for page in range(2):
        canvas.drawString(200, 820, f"OFFICIAL-SENSITIVE {SURNAME}")
        for number, line in enumerate(LINES):
            canvas.drawString(60, 780 - 20 * number, line)
        text = canvas.beginText(60, 500)
        text.setTextRenderMode(3)
        text.textLine(f"invisible {VICTIM}")
        canvas.drawText(text)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 460, f"white {VICTIM}")
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"{VICTIM} {page}", f"p{page}")
        canvas.linkURL(f"https://example.org/{SURNAME}", (60, 400, 90, 420))
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(out.getvalue())))
    writer.add_annotation(0, FreeText(text=f"ask {VICTIM}", rect=(50, 50, 200, 80)))
    writer.add_metadata({"/Case": VICTIM})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


WANTED = re.compile(rf"{SURNAME}|{FORENAME}|{SURNAME[:6]}|07700\W?900\W?482", re.IGNORECASE)


def scan(copy: bytes, suffix: str, scratch: Path) -> list[str]:
    """Where anything is left, told by tools that share nothing with the product."""
    file = scratch / f"copy{suffix}"
    file.write_bytes(copy)
    pieces = [("the file's bytes", copy)]
    if suffix == ".docx":
        with zipfile.ZipFile(file) as package:
            pieces.append(("the archive's comment", package.comment))
            for name in package.namelist():
                content = package.read(name)
                pieces += [(name, content), (f"{name} without tags", re.sub(rb"<[^>]*>", b"", content))]
    else:
        for number, packed in enumerate(re.findall(rb"stream\r?\n(.*?)endstream", copy, re.DOTALL)):
            try:
                pieces.append((f"stream {number}", zlib.decompressobj().decompress(packed)))
            except zlib.error:
                pieces.append((f"stream {number}", packed))
        for tool in (
            ["pdftotext", str(file), "-"],
            ["mutool", "draw", "-F", "txt", str(file)],
            ["qpdf", "--qdf", "--object-streams=disable", str(file), "-"],
            ["pdfinfo", str(file)],
        ):
            if shutil.which(tool[0]):
                pieces.append((tool[0], subprocess.run(tool, capture_output=True, check=False).stdout))
    return [
        where
        for where, data in pieces
        if WANTED.search(data.decode("latin-1"))
        or WANTED.search(data.decode("utf-16-le", "ignore"))
        or WANTED.search(data.decode("utf-16-be", "ignore"))
    ]


def seconds(words: int) -> tuple[int, float]:
    """How many words an invented text has, and how long its Word copy takes once detection is done."""
    document = ingest.read(minutes(1, words), "minutes.md")
    detection = redact.detect(document)
    policy = redact.load_policy("third-party")
    start = time.perf_counter()
    redact.release(document, detection, policy, "docx", MARKING)
    return len(document.text.split()), time.perf_counter() - start


def main() -> int:
    """Print what is left, how long it takes, and whether that is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--policy", default="third-party")
    policy = redact.load_policy(parser.parse_args().policy)
    left = 0
    for kind, data in (("docx", word_file()), ("pdf", page_file())):
        document = ingest.read(data, f"planted.{kind}")
        channels = sorted({b.channel.value for b in document.blocks if WANTED.search(document.content(b))})
        print(f"planted.{kind}: the name was read in {len(channels)} channels: {', '.join(channels)}")
        detection = redact.detect(document)
        for suffix in (".docx", ".pdf"):
            with tempfile.TemporaryDirectory() as scratch:
                made = redact.release(
                    document, detection, policy, "docx" if suffix == ".docx" else "pdf", MARKING
                )
                found = scan(made.copy, suffix, Path(scratch))
            left += len(found)
            removed = sum(entry.count for entry in made.log.removed)
            print(f"  copy as {suffix[1:]}: {removed} removals; left by an outside scan: {found or 0}")
    seconds(300)  # the first run loads the model
    times = [seconds(words) for words in (3_000, 12_000, 48_000)]
    for words, took in times:
        print(f"{words} words: decided, written as Word and verified in {took:.2f} s")
    slow = times[0][1] >= 2
    print("passed" if not left and not slow else "failed")
    return int(bool(left) or slow)


if __name__ == "__main__":
    sys.exit(main())
