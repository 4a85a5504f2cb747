"""How well structure is read, over layouts that the rules were not written on.

    python -m bench.structure            the layouts kept for measuring
    python -m bench.structure --seen     those that were looked at while writing the rules
    python -m bench.structure --misses   with what was missed and what was wrong

Draws invented documents: each layout sets headings, tables, lists, order and wording in its own way, each
section is filled, left empty, pointed elsewhere or left as the template had it, and what was put in is
compared with what is read. Prints precision and recall for each field.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter

from bench.structure_drawn.drawing import draw, read
from bench.structure_drawn.layouts import SEEN, third, unseen
from bench.structure_drawn.scoring import Score, compare
from bench.structure_heldout.measuring import measure


def main() -> None:
    """Draw, read, compare, print."""
    parser = argparse.ArgumentParser(description="Precision and recall of structure over generated layouts.")
    parser.add_argument("--seen", action="store_true", help="the layouts that the rules were written on")
    parser.add_argument(
        "--third", action="store_true", help="a further set, with other headings, tables and wording"
    )
    parser.add_argument(
        "--heldout", nargs="?", const="both", choices=["both", "used", "kept"],
        help="pages set out by hand, as Word files and PDFs",
    )  # fmt: skip
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was wrong")
    parser.add_argument("--each", type=int, default=5, help="documents for each layout")
    chosen = parser.parse_args()
    if chosen.heldout:
        measure(chosen.heldout, chosen.misses)
        return
    layouts = SEEN if chosen.seen else third() if chosen.third else unseen()
    scores: dict[str, Score] = {}
    faults: Counter[str] = Counter()
    spent, characters = 0.0, 0
    for number, layout in enumerate(layouts):
        for copy in range(chosen.each):
            document, true = draw(layout, random.Random(number * 1000 + copy))
            began = time.perf_counter()
            found = read(document)
            spent += time.perf_counter() - began
            characters += len(document.text)
            for field_name, want, got in compare(true, found):
                scores.setdefault(field_name, Score()).add(want, got)
                if want != got:
                    ways = (layout.heading, layout.body, layout.details, layout.people, layout.tasks)
                    parts = "/".join(way.__name__ for way in ways)
                    faults[
                        f"{field_name} [{parts}] missed {sorted(map(str, want - got))[:2]} wrong "
                        f"{sorted(map(str, got - want))[:2]}"
                    ] += 1
    documents = len(layouts) * chosen.each
    print(
        f"{documents} documents in {len(layouts)} layouts, {spent / documents * 1000:.1f} ms each, "
        f"{characters // documents} characters"
    )
    print(f"{'field':<24}{'precision':>10}{'recall':>10}{'right':>8}{'wrong':>8}{'missed':>8}")
    for name, score in scores.items():
        print(
            f"{name:<24}{score.precision:>10.3f}{score.recall:>10.3f}{score.right:>8}{score.wrong:>8}{score.missed:>8}"
        )
    if chosen.misses:
        for fault, count in sorted(faults.items()):
            print(count, fault)


if __name__ == "__main__":
    main()
