"""Identifiers, measured: recall and precision of each kind, worst first.

    python -m bench.identifiers          # the table
    python -m bench.identifiers --show   # what was missed, and what was taken in vain

Each kind's values are made by seed, written in each way, behind each label and behind none, in a sentence, a
field, a table, across a line break, and with the label after. Found means that no letter or digit of it is
left outside a direct identifier; right means that it is told for what it is. Precision counts findings of
that kind in look-alikes and beside the values.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.identifiers.made import KINDS, Kind
from ingest.structure import structure
from models.document import Block, BlockKind, CellPosition, Document, FileFormat
from models.people import DIRECT_IDENTIFIERS, EntityType, Mention
from redact.find import detect

HERE = Path(__file__).parent
BAR = 0.995
TOGETHER = 25
"""How many cases stand in one document."""
Lines = tuple[tuple[str, ...], ...]
_SENTENCES = (
    "He gave {} when asked.",
    "It was recorded as {}, and checked.",
    "The officer noted {} in her book.",
)
_BARE = ("He gave {} when asked.", "It was seen again ({}) in June.")


@dataclass(frozen=True, slots=True)
class Case:
    """Lines of a document, the value in it, and how it was written."""

    kind: str
    type: EntityType
    lines: Lines  # a line of several parts is a row of cells
    value: str
    way: str


def cases() -> Iterator[Case]:
    """Every case; the same each time."""
    for kind in KINDS:
        yield from _of(kind)
    for number, line in enumerate(_lines("addresses.txt")):
        value = line.replace("\\", "\n")
        type, name = EntityType.ADDRESS, "ADDRESS"
        yield Case(name, type, ((f"He lives at {value}. He is well.",),), value, "sentence")
        yield Case(name, type, (("Address", value), ("Status", "Settled")), value, "cell")
        yield Case(name, type, ((f"Address: {value}",), ("Agreed.",)), value, "field")
        if number % 2:
            yield Case(name, type, ((f"Police were called to {value} at night.",),), value, "called to")


def _of(kind: Kind) -> Iterator[Case]:
    rng = random.Random(kind.name or kind.type.value)
    name = kind.name or kind.type.value
    for write in kind.writings:
        label = rng.choice(kind.labels)
        value = write(kind.make(rng))
        way = getattr(write, "__name__", "").strip("_<>")
        yield Case(name, kind.type, ((f"{label} {value}",),), value, f"label {way}")
        value = write(kind.make(rng))
        yield Case(name, kind.type, ((f"{label.rstrip(':')}: {value}",), ("Agreed.",)), value, f"field {way}")
        value = write(kind.make(rng))
        yield Case(name, kind.type, ((label.rstrip(":"), value), ("Status", "Open")), value, f"cell {way}")
        value = write(kind.make(rng))
        sentence = rng.choice(_SENTENCES).format(f"{label.rstrip(':')} {value}")
        yield Case(name, kind.type, ((sentence,),), value, f"sentence {way}")
        value = write(kind.make(rng))
        yield Case(
            name,
            kind.type,
            ((f"The record shows {value} ({label.rstrip(':')}).",),),
            value,
            f"label after {way}",
        )
        if not kind.only_labelled and way not in ("ocr", "lower"):
            value = write(kind.make(rng))
            yield Case(name, kind.type, ((rng.choice(_BARE).format(value),),), value, f"bare {way}")
        value = write(kind.make(rng))
        if " " in value:
            broken = value.replace(" ", "\n", 1)
            yield Case(name, kind.type, ((f"{label} {broken} was noted.",),), broken, f"broken {way}")
        value = write(kind.make(rng))
        yield Case(name, kind.type, ((f"{label}\n{value} was noted.",),), value, f"line between {way}")
    if kind.wrong:
        for label in kind.labels:
            value = kind.wrong(kind.make(rng))
            yield Case(name, kind.type, ((f"{label} {value}",),), value, "wrong check character")


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _document(groups: Sequence[Lines]) -> tuple[Document, list[tuple[int, int]]]:
    """One document of several groups of lines, and where each group stands in it."""
    text, blocks, places = "", [], []
    for table, lines in enumerate(groups):
        first = len(text)
        for row, parts in enumerate(lines):
            for column, part in enumerate(parts):
                start = len(text)
                text += part + ("\n" if column + 1 == len(parts) else "\t")
                place = CellPosition(table, row, column) if len(parts) > 1 else None
                blocks.append(
                    Block(start, len(text), BlockKind.CELL if place else BlockKind.PARAGRAPH, cell=place)
                )
        places.append((first, len(text)))
        text += "The meeting went on.\n"
        blocks.append(Block(places[-1][1], len(text), BlockKind.PARAGRAPH))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("one.docx", digest, FileFormat.DOCX, text, tuple(blocks), reader="bench"), places


def _found(groups: Sequence[Lines]) -> Iterator[tuple[str, int, list[Mention]]]:
    """For each group its document's text, where it starts, and the direct identifiers found in it."""
    for batch in range(0, len(groups), TOGETHER):
        document, places = _document(groups[batch : batch + TOGETHER])
        mentions = [m for m in detect(structure(document)).mentions if m.type in DIRECT_IDENTIFIERS]
        for start, end in places:
            yield document.text[start:end], start, [m for m in mentions if start <= m.start < end]


def main() -> int:
    """Print the table; 1 where the recall of all is under the bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    vain: Counter[str] = Counter()
    said: list[str] = []
    every = list(cases())
    for case, (text, offset, mentions) in zip(every, _found([c.lines for c in every]), strict=True):
        at = offset + text.index(case.value)
        end = at + len(case.value)
        over = [m for m in mentions if m.start < end and at < m.end]
        hidden = {i for m in over for i in range(m.start, m.end)}
        found = all(i in hidden for i in range(at, end) if text[i - offset].isalnum())
        right = found and any(m.type is case.type for m in over)
        counts[case.kind].update(all=1, found=found, right=right, whole=found and len(over) == 1)
        for mention in mentions:
            if mention not in over:
                vain[mention.type.value] += 1
                words = text[mention.start - offset : mention.end - offset]
                said.append(f"in vain {mention.type.value}: {words!r} in {text!r}")
        if not found or not right:
            told = ", ".join(f"{m.type.value} {text[m.start - offset : m.end - offset]!r}" for m in over)
            verdict = "as other" if found else "missed"
            said.append(f"{verdict} {case.kind} ({case.way}): {text!r}: {told or 'nothing'}")
    alike: Counter[str] = Counter()
    look = [line.partition(": ")[::2] for line in _lines("lookalikes.txt")]
    for (kind, words), (_, offset, taken) in zip(look, _found([((w,),) for _, w in look]), strict=True):
        alike[kind] += 1
        alike[f"{kind} taken"] += bool(taken)
        for m in taken:
            vain[m.type.value] += 1
            value = words[m.start - offset : m.end - offset]
            said.append(f"look-alike taken as {m.type.value} by {m.recogniser}: {words!r}: {value!r}")
    print(f"{'kind':22}{'recall':>8}{'as itself':>11}{'as one':>8}{'precision':>11}{'of':>6}")
    types = {(k.name or k.type.value): k.type.value for k in KINDS} | {"ADDRESS": "ADDRESS"}
    for name, c in sorted(
        counts.items(), key=lambda item: (item[1]["found"] / item[1]["all"], item[1]["right"])
    ):
        precision = c["right"] / (c["right"] + vain[types[name]]) if c["right"] else 0.0
        rates = c["found"] / c["all"], c["right"] / c["all"], c["whole"] / c["all"], precision
        print(f"{name:22}{rates[0]:8.3f}{rates[1]:11.3f}{rates[2]:8.3f}{rates[3]:11.3f}{c['all']:6}")
    all_ = sum(c["all"] for c in counts.values())
    recall = sum(c["found"] for c in counts.values()) / all_
    kinds = [k for k in alike if not k.endswith(" taken")]
    clean = sum(alike[k] - alike[f"{k} taken"] for k in kinds)
    of = sum(alike[k] for k in kinds)
    print(f"\nall: recall {recall:.3f} of {all_} (wanted {BAR}); look-alikes left alone {clean} of {of}")
    if options.show:
        print("", *said, sep="\n")
    return 0 if recall >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
