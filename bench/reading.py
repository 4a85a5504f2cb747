"""Does every file end in a document or a refusal, in time and in little memory; and how fast is that?

    python -m bench.reading [--folder FOLDER] [--quick]

Reads every file under the folder (default: ../shared/data/minutes and ../shared/data/files) through the
locked-down pool and prints what failed, what was refused and why, and the slowest and largest. Then, over
the PDFs that all can read: milliseconds a page here and in PDFium alone, pypdf and pdftotext; a Word file of
100,000 words with 500 tables, in the child; what the sandbox adds to a file. Refusals are held against what
PDFium by itself fails on. Exits 1 if a bar is missed. Damaged copies: `bench.mutations`.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import io
import resource
import shutil
import statistics
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

import ingest
from models.document import Document, FileFormat
from models.errors import Refused

SHARED = Path("../shared/data")
SECONDS, MEMORY, PER_PAGE_MS, SANDBOX_MS, WORD_SECONDS = 20.0, 1024**3, 12.0, 15.0, 2.0


@dataclass
class Tally:
    """What became of the files."""

    documents: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    seconds: list[tuple[float, str]] = field(default_factory=list)
    memory: list[tuple[int, str]] = field(default_factory=list)
    read: dict[Path, Document] = field(default_factory=dict)


def main() -> int:
    """Run the measurement; 0 where every bar is met."""
    arguments = _arguments()
    folders = [arguments.folder] if arguments.folder else [SHARED / "minutes", SHARED / "files"]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    if not files:
        print(f"no files under {', '.join(map(str, folders))}")
        return 2
    with ingest.ReaderPool(ingest.Limits(ocr_pictures=0)) as pool:  # what pictures cost, bench.scans tells
        print("protections:", "; ".join(pool.protections))
        tally = read_all(pool, files)
        good = report(tally, len(files))
        good &= refused_rightly(tally, files)
        if not arguments.quick:
            good &= speed([path for path, doc in tally.read.items() if doc.format is FileFormat.PDF])
            good &= long_word_file(pool)
            good &= sandbox_cost(pool, files)
    return 0 if good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="read the files under this folder instead")
    parser.add_argument("--quick", action="store_true", help="leave out the comparison of speed")
    return parser.parse_args()


def read_all(pool: ingest.ReaderPool, files: list[Path]) -> Tally:
    """Every file through the pool."""
    tally = Tally()
    for path in files:
        data = path.read_bytes()
        start = time.perf_counter()
        try:
            document = pool.read(data, path.name)
            tally.documents[document.format.value] += 1
            tally.read[path] = document
        except Refused as refused:
            tally.refusals[f"{refused.code.value}: {refused.message}"] += 1
            print(f"refused  {path.name}: {refused.code.value}")
        except Exception as error:  # noqa: BLE001 - anything else is exactly what is looked for
            tally.crashes.append(f"{path.name}: {type(error).__name__}")
        took, used = time.perf_counter() - start, pool.last_outcome.memory
        tally.seconds.append((took, path.name))
        tally.memory.append((used, path.name))
        if took > SECONDS:
            tally.slow.append(path.name)
        if used > MEMORY:
            tally.large.append(path.name)
    return tally


def report(tally: Tally, count: int) -> bool:
    """Print the tally; True where nothing crashed, hung or swelled."""
    print(f"\n{count} files: {tally.documents.total()} documents {dict(tally.documents)}")
    print(f"{tally.refusals.total()} refused:")
    for reason, number in tally.refusals.most_common():
        print(f"  {number:4}  {reason}")
    for title, names in (("crashed", tally.crashes), ("over 20 s", tally.slow), ("over 1 GB", tally.large)):
        print(f"{title}: {len(names)} {', '.join(names)}")
    print("slowest:", ", ".join(f"{name} {s:.2f} s" for s, name in sorted(tally.seconds, reverse=True)[:5]))
    print("largest:", ", ".join(f"{name} {m >> 20} MB" for m, name in sorted(tally.memory, reverse=True)[:5]))
    problems = Counter(problem.code for document in tally.read.values() for problem in document.problems)
    print("problems reported:", dict(problems.most_common()))
    return not (tally.crashes or tally.slow or tally.large)


def refused_rightly(tally: Tally, files: list[Path]) -> bool:
    """Hold the PDFs that were refused against those that PDFium by itself cannot open."""
    pdfs = [path for path in files if b"%PDF-" in path.read_bytes()[:1024]]
    ours = {path.name for path in pdfs if path not in tally.read}
    theirs = {path.name for path in pdfs if not _opens(path.read_bytes())}
    print(f"PDFs refused here and opened by PDFium: {len(ours - theirs)} {sorted(ours - theirs)}")
    return ours <= theirs


def _opens(data: bytes) -> bool:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    pages = pdfium.FPDF_GetPageCount(document) if document else 0
    if document:
        pdfium.FPDF_CloseDocument(document)
    return bool(pages)


def long_word_file(pool: ingest.ReaderPool) -> bool:
    """Seconds of processor time to read 100,000 words with 500 tables, and of the child from fork to end."""
    data = _long_word_file()
    start = _processor_seconds()
    found = ingest.read(data, "long")
    took = _processor_seconds() - start
    words = len(found.text.split())
    pool.read(data, "long")
    print(f"\n{words:,} words and 500 tables: {took:.2f} s of processor time; in the child ", end="")
    print(f"{pool.last_outcome.seconds:.2f} s elapsed, {pool.last_outcome.memory >> 20} MB")
    return took <= WORD_SECONDS


def _long_word_file() -> bytes:
    """A Word file whose every third word stands in a run of its own."""
    thirds = ("The panel met ", "in the usual ", "room and agreed ", "the plan for ", "the next year ")
    runs = "".join(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' for words in thirds)
    paragraph = f"<w:p>{runs}</w:p>"
    cell = f"<w:tc>{paragraph}</w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * 3}</w:tbl>"
    body = (paragraph * 5 + table) * 500
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{types}"/>')
        document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


def speed(files: list[Path]) -> bool:
    """Milliseconds of processor time a page over PDFs that all four can read."""
    spent: dict[str, float] = dict.fromkeys(("countersign",), 0.0)
    pages = failed = 0
    readers: dict[str, Callable[[bytes], None]] = {
        "countersign": _ours,
        "pdfium, text only": _pdfium,
        "pypdf, text only": _pypdf,
    }
    if shutil.which("pdftotext"):
        readers["pdftotext"] = _pdftotext
    for path in files:
        data = path.read_bytes()
        try:
            times = {}
            for name, reader in readers.items():
                start = _processor_seconds()
                reader(data)
                times[name] = _processor_seconds() - start
        except Exception:  # noqa: BLE001 - a file that one of them cannot read is left out, and counted
            failed += 1
            continue
        with pypdfium2.PdfDocument(data) as document:
            pages += len(document)
        for name, took in times.items():
            spent[name] = spent.get(name, 0.0) + took
    print(f"\nspeed over {pages} pages of {len(files) - failed} PDFs ({failed} left out: not read by all)")
    for name, took in spent.items():
        print(f"  {took / max(pages, 1) * 1000:7.2f} ms a page  {name}")
    return spent["countersign"] / max(pages, 1) * 1000 <= PER_PAGE_MS


def _processor_seconds() -> float:
    """Of this process and of the programs that it ran: other work on the machine does not count."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _ours(data: bytes) -> None:
    from ingest.pdf import read_pdf

    read_pdf(data, ingest.Limits())


def _pdfium(data: bytes) -> None:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        pdfium.FPDFText_GetText(text, 0, count, (ctypes.c_ushort * (count * 2 + 2))())
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def _pypdf(data: bytes) -> None:
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        page.extract_text()


def _pdftotext(data: bytes) -> None:
    subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True, timeout=60)


def sandbox_cost(pool: ingest.ReaderPool, files: list[Path]) -> bool:
    """Median milliseconds that the child adds to a file, over small files of each kind."""
    added = []
    small = [path for path in files if path.stat().st_size < 60_000][::6][:60]
    for path in small or files[:10]:
        data = path.read_bytes()
        inside, outside = [], []
        for _ in range(5):
            inside.append(_timed(partial(ingest.read, data, "a")))
            outside.append(_timed(partial(pool.read, data, "a")))
        added.append((min(outside) - min(inside)) * 1000)
    middle = statistics.median(added)
    print(f"\nthe sandbox adds {middle:.1f} ms to a file (median of {len(added)})")
    return middle < SANDBOX_MS


def _timed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    with contextlib.suppress(Refused):
        step()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
