"""Every rule on passages and layouts that it has not met: `python -m bench.checks --heldout [--stock NAME]`.

A faulty passage counts towards its rule's recall. Everything that a rule says of a sound passage, of its own
or of another's, and of sound papers counts against its precision; a faulty paper may well have other faults,
so what other rules say of it counts for nothing. What is said of the sound paper underneath is counted once,
with the sound papers.
"""

from __future__ import annotations

from bench.counting import Tally
from bench.planting import HOUSES_OF, Passage, bears_on, clean, drawn, passages, twin
from checks import check
from checks.merging import BLANK, TOLD_THERE
from checks.registry import rule
from models.finding import Finding


def measure_second(
    held_out: bool, each: int, only: str = "", show: bool = False, stock: str = "second"
) -> Tally:
    """The tally over a stock's held-out passages or those for mending, each in so many houses, turn by turn.

    `show` prints what was missed and what was false. Use it with the passages for mending alone.
    """
    tally = Tally()
    wanted = [p for p in passages(stock) if p.held_out == held_out and p.code.startswith(only)]
    for turn, passage in enumerate(wanted):
        tally.passages.setdefault(passage.code, set()).add((passage.faulty, passage.number))
        bearing = [h for h in HOUSES_OF[stock] if bears_on(passage, h)]
        for step in range(min(each, len(bearing))):
            house = bearing[(turn * each + step) % len(bearing)]
            document, history = drawn(passage.plant, house, turn + step, stock)
            under = twin(passage.plant, house, turn + step, stock)
            bare = {(f.code, f.message) for f in check(under).findings}
            findings = [f for f in check(document, history).findings if (f.code, f.message) not in bare]
            tally.documents += 1
            wrong = _count(tally, passage, findings)
            if show and wrong:
                said = [f"{f.code}: {f.message} | {f.quote[:100]!r}" for f in findings if f.code in wrong]
                kind = "fault" if passage.faulty else "sound"
                print(f"  {passage.code} {kind} {passage.number} in {house.name}: {said or 'missed'}")
    for house, document in clean(stock):
        codes = {f.code for f in check(document).findings}
        tally.documents += 1
        tally.false.update(c for c in codes if c.startswith(only))
        if show and codes:
            print(f"  sound papers in {house.name}: {sorted(codes)}")
    return tally


def _count(tally: Tally, passage: Passage, findings: list[Finding]) -> set[str]:
    """Enter what the rules said of one paper; what of it was wrong."""
    codes = {f.code for f in findings}
    if passage.faulty:
        told = passage.code in codes or _told_elsewhere(passage, findings)
        tally.planted[passage.code] += 1
        tally.hit[passage.code] += told
        return set() if told else {passage.code}
    false = codes - set(passage.plant.get("also", ()))
    tally.false.update(c for c in false if rule(c).assessed)
    return false


def _told_elsewhere(passage: Passage, findings: list[Finding]) -> bool:
    """Whether the fault is told under another rule's code, as the report merges findings on one place."""
    places = {k.rstrip("+") for k in passage.plant} | set(passage.plant.get("without", ()))
    bare = {k for k, v in passage.plant.items() if isinstance(v, str) and len(v.split()) <= 3}
    said_as_well = set(passage.plant.get("also", ()))
    if any(f.section in bare or f.code in said_as_well for f in findings):
        return True  # a box that says next to nothing is told once, by the rule that says most
    if passage.code in (*BLANK, "MIN-04"):
        return any(f.section in places for f in findings)
    return any(f.code in TOLD_THERE.get(passage.code, ()) for f in findings)
