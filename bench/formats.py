"""Which words of every place of a file are found, format by format, and how long a file takes.

    python -m bench.formats [--times N]

One word is planted in every place of an OpenDocument text, a Rich Text file, an old Word file, an e-mail and
an Outlook message that can hold one. Prints, for each format, how many are found, those that are not, how
many the conversion by itself would have lost, and milliseconds a file through the locked-down pool (the best
of N, and the mean), beside a plain text in the same run. Exits 1 where a word is not found.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import ingest
from ingest.docx import read_docx
from ingest.limits import Limits
from ingest.office import CONVERTED
from ingest.office.convert import confinement, convert, soffice, version
from models.document import Document, FileFormat
from tests.ingest import test_mail, test_other_formats
from tests.ingest.old_files import ODT_CHANNELS, ODT_WORDS, RTF_CHANNELS, RTF_WORDS

MAIL_WORDS = {"body": ["Bodyword", "Minutes", "ann@example.org"]}
OUTLOOK_WORDS = {
    "body": ["Subjectword", "Rtfword", "ann@example.org"],
    "hidden": ["Plainword"],
    "property": ["headerword", "Propertyword", "Recipientword", "Dispositionword"],
    "attachment-name": ["Fileword.docx", "Innersubject.eml"],
}


@dataclass(frozen=True)
class Sample:
    """A file with its planted words by channel ("": any)."""

    name: str
    data: bytes
    words: dict[str, list[str]]


def main() -> int:
    """Run the measurement; 0 where every word was found in its channel."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    print(confinement(), f"({version()})" if soffice() else "")
    good = True
    with ingest.ReaderPool() as pool:
        print(f"{'format':8} {'found':>9} {'lost by conversion alone':>25} {'best ms':>9} {'mean ms':>9}")
        for sample in samples():
            seconds, document = timed(pool, sample, times)
            places = [(channel, word) for channel, those in sample.words.items() for word in those]
            missed = [f"{w} ({c or 'any'})" for c, w in places if not stands(document, c, w)]
            lost = f"{lost_alone(sample, document)}" if document.format in CONVERTED else "-"
            count = f"{len(places) - len(missed)}/{len(places)}"
            best, mean = 1000 * min(seconds), 1000 * statistics.mean(seconds)
            print(f"{sample.name:8} {count:>9} {lost:>25} {best:9.1f} {mean:9.1f}")
            for word in missed:
                print(f"  not found: {word}")
            good &= not missed
    return 0 if good else 1


def samples() -> list[Sample]:
    """One file of each format that can be read here."""
    found = [
        Sample("text", b"The panel met.", {"body": ["panel"]}),
        Sample("email", test_mail.MAIL, MAIL_WORDS),
        Sample("outlook", test_mail.OUTLOOK, OUTLOOK_WORDS),
    ]
    if soffice() is None:
        return found
    with tempfile.TemporaryDirectory() as folder:
        old = test_other_formats.as_doc(test_other_formats.OLD, Path(folder))
    found.append(Sample("odt", ODT_CHANNELS, ODT_WORDS))
    found.append(Sample("rtf", RTF_CHANNELS, RTF_WORDS))
    found.append(Sample("doc", old, test_other_formats.OLD_WORDS))
    return found


def timed(pool: ingest.ReaderPool, sample: Sample, times: int) -> tuple[list[float], Document]:
    """Seconds of each reading, and the document."""
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        document = pool.read(sample.data, sample.name)
        seconds.append(time.perf_counter() - began)
    return seconds, document


def stands(document: Document, channel: str, word: str) -> bool:
    """Whether the word stands in that channel."""
    return any(
        word in document.content(block) and channel in ("", block.channel.value) for block in document.blocks
    )


def lost_alone(sample: Sample, document: Document) -> int:
    """How many of the words the conversion does not hold."""
    made = convert(sample.data, FileFormat(document.format), Limits())
    text = "\n".join(piece.text for piece in read_docx(made, Limits()).pieces)
    return sum(word not in text for those in sample.words.values() for word in those)


if __name__ == "__main__":
    sys.exit(main())
