"""Who is who, measured: whether people in short minutes are joined, kept apart and given their parts.

    python -m bench.roles                  # the first set, written before the rules were mended on it
    python -m bench.roles --set second     # the set written after that, and measured once
    python -m bench.roles --show           # what was wrong

Figures: people whose part is right, in all and by part; people all of whose names came together; people found
who are nobody else as well; professionals whose agency was read; private people read as staff, whose names
some policies keep; people other than the subject read as the subject. People of whom no name was found at all
count against the parts too: a part that is not known is not right.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.detection import Tally
from ingest.structure import structure
from models.document import Block, BlockKind, CellPosition, Document, FileFormat
from models.people import Detection, EntityType, Mention, Person, Role
from redact.find import detect

HERE = Path(__file__).parent / "who_is_who"
BAR = 0.93
_SLOT = re.compile(r"\{(\w+)\|([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """What the words say of one person: any of the parts is right; `agency` is a word of the employer's."""

    parts: tuple[Role, ...]
    agency: str = ""


@dataclass
class Minutes:
    """One short document with the places where people are named."""

    name: str
    people: dict[str, Told]
    document: Document
    named: list[tuple[int, int, str]]


@dataclass
class _Writer:
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    named: list[tuple[int, int, str]] = field(default_factory=list)
    table: int = -1
    row: int = -1

    def line(self, words: str) -> None:
        """A line of the source as a block, or as the cells of a row."""
        if words.startswith("|"):
            # a bar between cells has a space on either side, that of a slot has none
            cells = [c.strip() for c in words.strip().removeprefix("| ").removesuffix(" |").split(" | ")]
            self.row += 1
            self.table += self.row == 0
            for column, cell in enumerate(cells):
                place = CellPosition(self.table, self.row, column, header=self.row == 0)
                end = "\n" if column + 1 == len(cells) else "\t"
                self._block(cell, BlockKind.CELL, end=end, cell=place)
            return
        self.row = -1
        if words.startswith("# "):
            self._block(words[2:], BlockKind.HEADING, level=1)
        elif words.startswith("- "):
            self._block(words[2:], BlockKind.LIST_ITEM)
        else:
            self._block(words, BlockKind.PARAGRAPH)

    def _block(
        self, words: str, kind: BlockKind, level: int = 0, end: str = "\n", cell: CellPosition | None = None
    ) -> None:
        start, at = len(self.text), 0
        for slot in _SLOT.finditer(words):
            self.text += words[at : slot.start()]
            self.named.append((len(self.text), len(self.text) + len(slot[2]), slot[1]))
            self.text += slot[2]
            at = slot.end()
        self.text += words[at:] + end
        self.blocks.append(Block(start, len(self.text), kind, level=level, cell=cell))


def minutes(name: str) -> Iterator[Minutes]:
    """Every document of a set."""
    source = (HERE / f"{name}.txt").read_text("utf-8")
    for part in source.split("\n=== ")[1:]:
        title, _, rest = part.partition("\n")
        head, _, body = rest.partition("---\n")
        people = {}
        for line in head.strip().splitlines():
            key, parts, *agency = line.split()
            people[key] = Told(tuple(Role(p) for p in parts.split("/")), " ".join(agency))
        writer = _Writer()
        for line in body.strip().splitlines():
            writer.line(line)
        digest = hashlib.sha256(writer.text.encode()).hexdigest()
        document = Document(
            f"{title[:2]}.docx", digest, FileFormat.DOCX, writer.text, tuple(writer.blocks), reader="bench"
        )
        yield Minutes(title, people, document, writer.named)


def count(held: Minutes, detection: Detection, tally: Tally) -> None:
    """Add the figures of one document."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    bearers: dict[str, set[str]] = defaultdict(set)
    people = {p.id: p for p in detection.people}
    for start, end, key in held.named:
        for mention in _over(detection, start, end):
            found[key][mention.person] += 1
            bearers[mention.person].add(key)
    for key, told in held.people.items():
        ids = found.get(key, Counter())
        person = people[ids.most_common(1)[0][0]] if ids else None
        _parts(held, key, told, person, tally)
        tally.add("joined", len(ids) == 1)
        if len(ids) > 1:
            tally.misses.append(f"{held.name}: {key} is {len(ids)} people: {_names(held, key)}")
    for id, keys in bearers.items():
        tally.add("apart", len(keys) == 1)
        if len(keys) > 1:
            tally.misses.append(f"{held.name}: {people[id].names} is {' and '.join(sorted(keys))}")


def _parts(held: Minutes, key: str, told: Told, person: Person | None, tally: Tally) -> None:
    role = person.role if person else Role.UNKNOWN
    right = role in told.parts
    tally.add("roles", right)
    tally.add(f"  {told.parts[0]}", right)
    if not right:
        why = f" because {'; '.join(person.why)}" if person else ", not found"
        tally.misses.append(
            f"{held.name}: {_names(held, key)} is {'/'.join(told.parts)}, read as {role}{why}"
        )
    if Role.PROFESSIONAL not in told.parts:
        tally.add("private people read as staff", role is Role.PROFESSIONAL)
    if Role.SUBJECT not in told.parts:
        tally.add("others read as the subject", role is Role.SUBJECT)
    if told.agency:
        read = person is not None and told.agency in person.agency.casefold()
        tally.add("agency", read)
        if person is not None and not read:
            tally.misses.append(
                f"{held.name}: {_names(held, key)} works for {told.agency}, read {person.agency!r}"
            )


def _names(held: Minutes, key: str) -> str:
    return " / ".join(dict.fromkeys(held.document.text[s:e] for s, e, k in held.named if k == key))


def _over(detection: Detection, start: int, end: int) -> Iterator[Mention]:
    for mention in detection.mentions:
        over = mention.start < end and start < mention.end
        if over and mention.type is EntityType.PERSON and mention.person:
            yield mention


def main() -> int:
    """Print the table; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", default="first", choices=sorted(p.stem for p in HERE.glob("*.txt")))
    parser.add_argument("--show", action="store_true", help="what was wrong")
    options = parser.parse_args()
    tally = Tally()
    held = list(minutes(options.set))
    for one in held:
        count(one, detect(structure(one.document)), tally)
    print(f"who is who, the {options.set} set: {len(held)} documents\n")
    for what, (right, all_) in tally.counts.items():
        bar = f"  (wanted {BAR})" if what == "roles" else ""
        print(f"  {what:30} {right:4} of {all_:4}  {right / all_:.3f}{bar}")
    if options.show:
        print("", *tally.misses, sep="\n")
    return 0 if tally.rate("roles") >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
