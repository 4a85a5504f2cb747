"""How many names are found by the way in which they are written, each alone in a text of three lines.

    python -m bench.writings            # recall by way of writing, and by origin of name
    python -m bench.writings --lines    # the lines that do worst

A document usually gives a name more than once, and one finding brings the others: these are the hardest
places, without that help. The names are those of the development half of the held-out documents
(`bench/heldout/names.txt`); rules were made by these lines, so that this shows what is weak and is no measure
of what to expect.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.heldout.cast import origins
from bench.heldout.writing import DEVELOPMENT
from bench.tab import as_document
from models.people import EntityType
from redact.find import detect

LINES = Path(__file__).with_name("writings.txt")
_SLOT = re.compile(r"\{(\w+)\}")
_OPENINGS = {"lower": "tel log\n", "caps": "INCIDENT LOG\n"}
_INITIALS = {"I", "J", "K"}
Counts = dict[str, list[int]]


def ways() -> Iterator[tuple[str, str]]:
    """The class and the words of each line."""
    held = ""
    for line in LINES.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        way, _, words = line.partition(" | ")
        if way == "broken" and not held:
            held = words + "\n"
            continue
        yield way, held + words
        held = ""


def slots(rng: random.Random, forenames: list[str], surnames: list[str]) -> dict[str, str]:
    """What each slot is filled with."""
    f, g, h, m = rng.sample(forenames, 4)
    s, t, u = rng.sample(surnames, 3)
    small = {"f": f.lower(), "g": g.lower(), "s": s.lower()}
    loud = {"FC": f.upper(), "SC": s.upper(), "TC": t.upper()}
    return {
        "F": f,
        "G": g,
        "H": h,
        "M": m,
        "S": s,
        "T": t,
        "U": u,
        "I": f[0],
        "J": g[0],
        "K": s[0],
        **small,
        **loud,
    }


def found(way: str, words: str, values: dict[str, str]) -> Iterator[bool]:
    """For each name of the line, whether all of it was found."""
    text = _OPENINGS.get(way, "The meeting was held on Tuesday.\n")
    spans, at = [], 0
    for slot in _SLOT.finditer(words):
        text += words[at : slot.start()]
        if slot[1] not in _INITIALS:
            spans.append((len(text), len(text) + len(values[slot[1]])))
        text += values[slot[1]]
        at = slot.end()
    text += words[at:] + "\nNothing further was agreed.\n"
    hidden = bytearray(len(text))
    for mention in detect(as_document(text)).mentions:
        if mention.type is EntityType.PERSON:
            hidden[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for start, end in spans:
        yield all(hidden[i] for i in range(start, end) if text[i].isalnum())


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--lines", action="store_true", help="the lines that do worst")
    chosen = asked.parse_args()
    rng = random.Random(7)
    by: dict[str, Counts] = {name: defaultdict(lambda: [0, 0]) for name in ("way", "origin", "line", "all")}
    for origin, (_, lists) in origins(DEVELOPMENT.folder).items():
        forenames = list(DEVELOPMENT.of(lists["f"])) + list(DEVELOPMENT.of(lists["m"]))
        surnames = list(DEVELOPMENT.of(lists["s"]))
        for _ in range(chosen.rounds):
            for way, words in ways():
                for good in found(way, words, slots(rng, forenames, surnames)):
                    for name, key in (("way", way), ("origin", origin), ("line", words), ("all", "all")):
                        by[name][key][0] += good
                        by[name][key][1] += 1
    for name in ("all", "way", "origin", *(["line"] if chosen.lines else [])):
        print()
        for key, (right, count) in sorted(by[name].items(), key=lambda item: item[1][0] / item[1][1])[:40]:
            print(f"{right / count:6.3f} {count:6,}  {key}")


if __name__ == "__main__":
    main()
