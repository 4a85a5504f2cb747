"""How well scanned papers are read, and what that costs.

    python -m bench.scans                  # six papers at three qualities
    python -m bench.scans --papers 12      # more of them
    python -m bench.scans --resolution     # at 150, 200, 250 and 300 dots to the inch

The papers are invented; each is printed, then photocopied by `bench.photocopy`. Figures: words of the page
that were read, and words read that are on the page; of the words marked as uncertain, how many are wrong, and
of the wrong ones, how many are marked; people of whom nothing is left once everything detected is taken out,
counting what is left misread by a letter as left; seconds of processor time a page, tesseract's included.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import OSA

from bench.invented.writing import Marked, invent
from bench.photocopy import QUALITIES, STAMP, Quality, scanned, typed
from ingest import Limits, read
from ingest.pdf import render
from ingest.sandbox import program
from ingest.scans import pieces, rules, upright
from ingest.scans.tesseract import eyes
from models.document import MAIN, Document, PageState
from redact.find import detect

EXAMPLES = Path(__file__).parents[1] / "examples"
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})


@dataclass
class Tally:
    """Counts over all papers of one quality."""

    words: int = 0
    read: int = 0
    right: int = 0
    unsure: int = 0
    unsure_wrong: int = 0
    wrong: int = 0
    people: int = 0
    gone: int = 0
    pages: int = 0
    unread: int = 0
    seconds: float = 0.0
    left: list[str] = field(default_factory=list)


def running(document: Document) -> str:
    """The words that a reader of the page sees."""
    return " ".join(document.content(b) for b in document.blocks if b.channel in MAIN or b.provenance.page)


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(text.casefold())


def measure(pdf: bytes, marked: Marked | None, quality: Quality, tally: Tally) -> None:
    """Add one paper at one quality."""
    truth = Counter(words(running(read(pdf, "paper.pdf"))))
    scan = scanned(pdf, quality)
    limits = Limits()
    started = _processor_seconds()
    document = read(scan, "scan.pdf", limits, eyes(limits))
    tally.seconds += _processor_seconds() - started
    tally.pages += len(document.pages)
    if quality.stamped:
        truth.update({word: len(document.pages) for word in words(STAMP)})
    tally.unread += sum(page.state is PageState.NOT_READ for page in document.pages)
    seen = Counter(words(running(document)))
    tally.words += sum(truth.values())
    tally.read += sum(seen.values())
    tally.right += sum((truth & seen).values())
    _count_unsure(document, truth, tally)
    if marked is not None:
        _count_people(document, marked, tally)


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _count_unsure(document: Document, truth: Counter[str], tally: Tally) -> None:
    marked = {(w.start, w.end) for w in document.unsure}
    for page in document.pages:
        for place in page.words:
            said = words(document.text[place.start : place.end])
            wrong = any(word not in truth for word in said)
            unsure = (place.start, place.end) in marked
            tally.wrong += wrong
            tally.unsure += unsure
            tally.unsure_wrong += wrong and unsure


def _count_people(document: Document, marked: Marked, tally: Tally) -> None:
    left = list(document.text)
    for mention in detect(document).mentions:
        left[mention.start : mention.end] = " " * (mention.end - mention.start)
    remaining = set(words("".join(left)))
    known = Counter(words(marked.document.text))
    names: dict[str, set[str]] = {}
    text = marked.document.text
    for mark in marked.marks:
        if mark.kind == "person":
            parts = {w for w in words(text[mark.start : mark.end]) if len(w) > 3 and w not in _TITLES}
            names.setdefault(mark.who, set()).update(parts)
    for who, parts in names.items():
        again = [w for w in remaining for part in parts if _is_misread(w, part, known)]
        tally.people += 1
        tally.gone += not again
        tally.left.extend(f"{who}: {w}" for w in again)


def _is_misread(word: str, name: str, known: Counter[str]) -> bool:
    """True for the name, and for a word one letter off it that the paper itself does not use."""
    if word == name:
        return True
    return len(name) >= 5 and word not in known and OSA.distance(word, name) <= 1


def papers(count: int) -> list[tuple[bytes, Marked | None]]:
    """Invented minutes, and the examples that are PDFs."""
    invented = [invent(seed) for seed in range(1, count + 1)]
    examples = sorted(EXAMPLES.rglob("*.pdf"))[:2]
    return [(typed(m.document), m) for m in invented] + [(path.read_bytes(), None) for path in examples]


def table(count: int, label: str = "") -> None:
    """Measure and print."""
    drawn = papers(count)
    for quality in QUALITIES:
        tally = Tally()
        for pdf, marked in drawn:
            measure(pdf, marked, quality, tally)
        print(
            f"{label}{quality.name:5} {tally.pages:3} pages, {tally.unread} not read | words read "
            f"{tally.right / tally.words:.3f}, right {tally.right / max(tally.read, 1):.3f} | uncertain "
            f"{tally.unsure / max(tally.read, 1):.3f}, wrong of them "
            f"{tally.unsure_wrong / max(tally.unsure, 1):.2f}, "
            f"wrong ones marked {tally.unsure_wrong / max(tally.wrong, 1):.2f} | people gone "
            f"{tally.gone}/{tally.people} | {tally.seconds / tally.pages:.2f} s a page",
            flush=True,
        )
        if tally.left:
            print(f"      left: {', '.join(sorted(set(tally.left)))}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=6)
    parser.add_argument("--resolution", action="store_true")
    chosen = parser.parse_args()
    vars(program)["bubblewrap_works"] = lambda: False  # it ends before its child's time can be counted
    if not chosen.resolution:
        table(chosen.papers)
        return
    for dpi in (150, 200, 250, 300):
        for module in (upright, rules, pieces, render):
            vars(module)["DPI"] = dpi
        table(chosen.papers, f"{dpi} dpi ")


if __name__ == "__main__":
    main()
