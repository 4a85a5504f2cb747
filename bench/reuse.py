"""How well and how fast `checks.reuse.align` finds carried passages.

    python bench/reuse.py [--seed N] [--pairs N]

Passages of 30 to 120 words are copied out of one real text into another that has nothing to do with it, as
they are and with one word in eight replaced, struck out or doubled. Precision and recall are over words of
the new text. Unrelated pairs are texts of different origin that share nothing on purpose. Bars: unedited
0.97 and 0.97; a word in eight changed 0.85; fewer than 1 false match in 1,000 pairs; 5 MB/s. Exits 1 where
one is missed. Needs ../shared/data (court judgments, news, forum posts, committee minutes).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from checks.reuse import align

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
WORD = re.compile(r"\w+")


def columns(path: Path, sentences: int) -> list[str]:
    """Texts of so many sentences from a CoNLL file."""
    texts = [
        " ".join(line.split()[0] for line in block.splitlines() if line.strip())
        for block in path.read_text(encoding="utf-8", errors="replace").split("\n\n")
    ]
    return ["\n".join(texts[i : i + sentences]) for i in range(0, len(texts) - sentences, sentences)]


def sources() -> tuple[list[str], list[str]]:
    """Two bodies of text without a common origin: formal prose, and everything else."""
    formal = [
        json.loads(line)["text"]
        for name in ("train", "dev")
        for line in (DATA / "tab" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    minutes = [p.read_text(encoding="utf-8") for p in sorted((DATA / "minutes/nodejs_tsc").glob("*.md"))]
    news = columns(next((DATA / "ner/wikigold").rglob("*.txt")), 40)
    return formal, minutes + news


def edited(words: list[str], stock: list[str], rate: float, rng: random.Random) -> list[str]:
    """The words with about one in `1 / rate` replaced, struck out or followed by a new one."""
    result: list[str] = []
    for word in words:
        draw = rng.random()
        if draw >= rate:
            result.append(word)
        elif draw < rate * 0.7:
            result.append(rng.choice(stock))
        elif draw < rate * 0.85:
            result.extend((word, rng.choice(stock)))
    return result


def plant(rate: float, pairs: int, rng: random.Random) -> tuple[float, float]:
    """Precision and recall over words of the new text, for passages copied and edited at that rate."""
    formal, other = sources()
    right = found = planted = 0
    for _ in range(pairs):
        old, host = rng.choice(formal), rng.choice(other)
        taken = old.split()
        size = rng.randint(30, min(120, len(taken)))
        at = rng.randrange(len(taken) - size + 1)
        passage = " ".join(edited(taken[at : at + size], host.split() or ["and"], rate, rng))
        lines = host.splitlines(keepends=True)
        where = len("".join(lines[: rng.randrange(len(lines) + 1)]))
        new = host[:where] + passage + "\n" + host[where:]
        truth = {m.start() for m in WORD.finditer(new, where, where + len(passage))}
        claimed = {w.start() for m in align(old, new) for w in WORD.finditer(new, m.new.start, m.new.end)}
        right, found, planted = right + len(truth & claimed), found + len(claimed), planted + len(truth)
    return right / max(found, 1), right / max(planted, 1)


def unrelated(pairs: int, rng: random.Random) -> int:
    """Matches among so many pairs of texts of different origin."""
    formal, other = sources()
    return sum(len(align(rng.choice(formal), rng.choice(other))) for _ in range(pairs))


def speed(rng: random.Random) -> float:
    """MB of new text a second against one earlier document, the best of five."""
    formal, other = sources()
    body = "\n".join(formal + other)[:2_000_000]
    earlier = rng.choice(formal)
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        align(earlier, body)
        took.append(time.perf_counter() - begun)
    return len(body.encode()) / 1e6 / min(took)


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    asked = argparse.ArgumentParser(description="Measure the alignment of carried text.")
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--pairs", type=int, default=300)
    options = asked.parse_args()
    if not DATA.is_dir():
        print(f"skipped: {DATA} is not there, and nothing was measured", file=sys.stderr)
        return 2
    rng = random.Random(options.seed)
    missed = False
    for title, rate, bar in (("unedited", 0.0, 0.97), ("a word in eight changed", 0.125, 0.85)):
        precision, recall = plant(rate, options.pairs, rng)
        missed |= min(precision, recall) < bar
        print(f"{title:32} precision {precision:.3f}  recall {recall:.3f}  bar {bar}")
    false = unrelated(options.pairs * 10, rng)
    missed |= false * 1000 >= options.pairs * 10
    print(f"{'false matches, unrelated pairs':32} {false} in {options.pairs * 10}  bar under 1 in 1,000")
    rate = speed(rng)
    missed |= rate < 5
    print(f"{'speed':32} {rate:.1f} MB/s  bar 5")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
