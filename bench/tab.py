"""How well publication hides the person in court judgments: the Text Anonymization Benchmark's dev documents.

    python -m bench.tab            # ours, with stock Presidio on the same model beside it

Scored as the benchmark's paper does (Pilan et al. 2022, "The Text Anonymization Benchmark", section 5),
with its own list of tokens that do not count (titles, "no.", punctuation, small words):

- entity recall: an entity counts as hidden only if every mention of it is; direct and quasi-identifiers, on
the
  documents where annotators said which is which;
- token precision: of the words that were hidden, how many annotators hid too; on the same documents;
- mention recall by type, on all documents.

The dev documents are for measuring: the model is trained on the train file alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.stock import stock_spans
from models.disclosure import Verdict
from models.document import Block, Document, FileFormat

DEV = Path(__file__).resolve().parents[2] / "shared/data/tab/dev.jsonl"
BARS = {"direct": 0.98, "quasi": 0.92, "precision": 0.80}

_WORD = re.compile(r"\w+|[^\w\s]")
_IGNORED = frozenset(
    {
        "mr", "mrs", "ms", "no", "nr", "about", "the", "a", "an", "this", "that", "these", "those",
        "some", "any", "each", "every", "all", "both", "either", "of", "in", "on", "at", "by", "for",
        "to", "from", "with", "between", "since", "until", "after", "before", "during", "over", "under",
        "within", "through", "into", "as", "per", "against", "towards", "upon", "without", "around",
        "across", "among", "near", "and", "or", "but", "nor", "s", "not",
    }
)  # fmt: skip
"""The paper's ignored tokens, and the words that have the parts of speech it ignores (ADP, PART, CCONJ,
DET)."""

Spans = list[tuple[int, int]]


@dataclass
class Score:
    """Counts over documents."""

    entities: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    mentions: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    right: int = 0
    hidden: int = 0
    words: int = 0
    seconds: float = 0.0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    needless: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def rate(self, kind: str) -> float:
        """Entity recall of a kind of identifier."""
        found, all_ = self.entities[kind]
        return found / all_ if all_ else float("nan")

    @property
    def precision(self) -> float:
        """Token precision."""
        return self.right / self.hidden if self.hidden else float("nan")


def as_document(text: str) -> Document:
    """A judgment as one plain document, a block a line."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(start, start + len(line)))
        start += len(line)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("judgment.txt", digest, FileFormat.TEXT, text, tuple(blocks))


def published(text: str) -> Spans:
    """What the publication policy removes from a text."""
    from redact.decide import decide
    from redact.find import detect
    from redact.policy import load_policy

    document = as_document(text)
    decisions = decide(document, detect(document), load_policy("publication"))
    return [(d.start, d.end) for d in decisions if d.verdict is Verdict.REMOVE]


def everything(text: str) -> Spans:
    """All that detection finds, whatever a policy would do."""
    from redact.find import detect

    return [(m.start, m.end) for m in detect(as_document(text)).mentions]


def _covered(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _tokens(text: str, start: int, end: int) -> Spans:
    words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
    return [(s, e) for s, e in words if text[s].isalnum() and text[s:e].casefold() not in _IGNORED]


def score(documents: list[dict[str, Any]], find: Callable[[str], Spans]) -> Score:
    """Run a finder over documents and count."""
    total = Score()
    for document in documents:
        text, gold = document["text"], document["spans"]
        started = time.process_time()
        spans = find(text)
        total.seconds += time.process_time() - started
        total.words += len(text.split())
        hidden = _covered(spans, len(text))
        typed = any(s.get("identifier_type") for s in gold)
        whole: dict[tuple[str, str], bool] = {}
        for span in gold:
            told = all(all(hidden[s:e]) for s, e in _tokens(text, span["start"], span["end"]))
            total.mentions[span["label"]][0] += told
            total.mentions[span["label"]][1] += 1
            kind = span.get("identifier_type")
            if kind in ("DIRECT", "QUASI"):
                key = (kind.lower(), span.get("entity_id") or text[span["start"] : span["end"]])
                whole[key] = whole.get(key, True) and told
                if not told:
                    total.missed.append((kind, span["label"], text[span["start"] : span["end"]]))
        for (kind, _), told in whole.items():
            total.entities[kind][0] += told
            total.entities[kind][1] += 1
        if typed:
            needed = _covered(
                ((s["start"], s["end"]) for s in gold if s.get("identifier_type") in ("DIRECT", "QUASI")),
                len(text),
            )
            for start, end in _tokens(text, 0, len(text)):
                if hidden[start]:
                    total.hidden += 1
                    total.right += needed[start]
                    if not needed[start]:
                        total.needless[text[start:end]] += 1
    return total


def main() -> int:
    """Print the table; 1 where a bar is missed, 2 where the benchmark is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all-mentions", action="store_true", help="hide every mention, without the policy")
    parser.add_argument("--no-stock", action="store_true", help="leave stock Presidio out")
    parser.add_argument("--typed-only", action="store_true", help="only the documents with identifier types")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list N misses and needless words")
    parser.add_argument("--file", type=Path, default=DEV)
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"not measured: {options.file} is not here", file=sys.stderr)
        return 2
    documents = [json.loads(line) for line in options.file.read_text("utf-8").splitlines()]
    if options.typed_only:
        documents = [d for d in documents if any(s.get("identifier_type") for s in d["spans"])]
    finders = {"countersign": everything if options.all_mentions else published}
    if not options.no_stock:
        finders["stock presidio, our model"] = stock_spans
    scores = {name: score(documents, find) for name, find in finders.items()}
    typed = sum(any(s.get("identifier_type") for s in d["spans"]) for d in documents)
    print(f"{len(documents)} documents, {typed} with identifier types\n")
    print(f"{'':26} {'direct':>8} {'quasi':>8} {'token prec':>10} {'words/s':>9}")
    for name, one in scores.items():
        speed = one.words / one.seconds
        print(
            f"{name:26} {one.rate('direct'):8.3f} {one.rate('quasi'):8.3f} {one.precision:10.3f} {speed:9.0f}"
        )
    print(f"{'bars':26} {BARS['direct']:8.2f} {BARS['quasi']:8.2f} {BARS['precision']:10.2f}\n")
    labels = sorted({label for one in scores.values() for label in one.mentions})
    print(f"{'mention recall':26} " + " ".join(f"{label:>8}" for label in labels))
    for name, one in scores.items():
        print(f"{name:26} " + " ".join(f"{f / max(n, 1):8.3f}" for f, n in (one.mentions[x] for x in labels)))
    ours = scores["countersign"]
    for kind, label, text in ours.missed[: options.show]:
        print(f"  missed {kind:6} {label:8} {text!r}")
    for word, count in sorted(ours.needless.items(), key=lambda x: -x[1])[: options.show]:
        print(f"  needless {count:4} {word!r}")
    kept = ours.rate("direct") >= BARS["direct"] and ours.rate("quasi") >= BARS["quasi"]
    return 0 if kept and ours.precision >= BARS["precision"] else 1


if __name__ == "__main__":
    sys.exit(main())
