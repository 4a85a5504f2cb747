"""Special categories, measured: precision and recall of each, worst first.

    python -m bench.special_categories             # the development half and the half kept back
    python -m bench.special_categories --show      # what was missed and taken in vain, of the first half

A span is found where a mention of its category covers half of its letters; a mention is right where it
touches a span of its category. Sentences that hold none count against precision alone. A nationality counts
for an ethnic origin: the words are the same, and every policy treats the two alike.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from models.document import Block, BlockKind, Document, FileFormat
from models.people import EntityType, Mention
from redact.find import detect

SENTENCES = Path(__file__).parent / "sentences.txt"
SIGNS = {
    "H": EntityType.HEALTH,
    "E": EntityType.ETHNICITY,
    "R": EntityType.RELIGION,
    "S": EntityType.SEXUALITY,
    "P": EntityType.POLITICS,
    "U": EntityType.TRADE_UNION,
    "B": EntityType.BIOMETRIC,
    "O": EntityType.OFFENCE,
    "M": EntityType.MONEY,
}
_SPAN = re.compile(r"\{([A-Z])\|([^}]+)\}")


def _lines(half: int) -> list[str]:
    lines = SENTENCES.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")][half::2]


def _as_told(mention: Mention, text: str) -> EntityType:
    origin = mention.type is EntityType.DEMOGRAPHIC and text[mention.start].isupper()
    return EntityType.ETHNICITY if origin else mention.type


def measure(half: int, show: bool) -> None:
    """Print the table of one half."""
    text, blocks, gold = "", [], []
    for line in _lines(half):
        start, at = len(text), 0
        for span in _SPAN.finditer(line):
            text += line[at : span.start()]
            gold.append((len(text), len(text) + len(span[2]), SIGNS[span[1]]))
            text += span[2]
            at = span.end()
        text += line[at:] + "\n"
        blocks.append(Block(start, len(text), BlockKind.PARAGRAPH))
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("one.docx", digest, FileFormat.DOCX, text, tuple(blocks), reader="bench")
    wanted = {*SIGNS.values(), EntityType.DEMOGRAPHIC}
    mentions = [replace(m, type=_as_told(m, text)) for m in detect(document).mentions if m.type in wanted]
    mentions = [m for m in mentions if m.type in SIGNS.values()]
    counts: dict[EntityType, Counter[str]] = defaultdict(Counter)
    said = []
    for start, end, kind in gold:
        over = sum(max(0, min(m.end, end) - max(m.start, start)) for m in mentions if m.type is kind)
        found = over * 2 >= end - start
        counts[kind].update(gold=1, found=found)
        if not found:
            line = text[text.rfind("\n", 0, start) + 1 : text.index("\n", end)]
            said.append(f"missed {kind}: {text[start:end]!r} in {line!r}")
    for m in mentions:
        right = any(s < m.end and m.start < e and k is m.type for s, e, k in gold)
        counts[m.type].update(taken=1, right=right)
        if not right:
            line = text[text.rfind("\n", 0, m.start) + 1 : text.index("\n", m.end)]
            said.append(f"in vain {m.type} by {m.recogniser}: {text[m.start : m.end]!r} in {line!r}")
    print(f"{'development' if half == 0 else 'kept back'}: {len(_lines(half))} sentences")
    print(f"  {'category':14}{'recall':>8}{'precision':>11}{'spans':>7}{'taken':>7}")
    for kind, c in sorted(counts.items(), key=lambda item: item[1]["found"] / max(item[1]["gold"], 1)):
        recall, precision = c["found"] / max(c["gold"], 1), c["right"] / max(c["taken"], 1)
        print(f"  {kind:14}{recall:8.3f}{precision:11.3f}{c['gold']:7}{c['taken']:7}")
    total: Counter[str] = sum(counts.values(), Counter())
    recall, precision = total["found"] / total["gold"], total["right"] / max(total["taken"], 1)
    print(f"  {'all':14}{recall:8.3f}{precision:11.3f}{total['gold']:7}{total['taken']:7}\n")
    if show and half == 0:
        print(*said, sep="\n")


def main() -> int:
    """Print both tables; the misses of the half kept back are not shown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for half in (0, 1):
        measure(half, options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
