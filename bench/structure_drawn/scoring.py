"""What was read beside what is true, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.structure_drawn.sheet import Truth
from models.structure import SectionState


@dataclass
class Score:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, true: set[object], found: set[object]) -> None:
        """Count one comparison."""
        self.right += len(true & found)
        self.wrong += len(found - true)
        self.missed += len(true - found)

    @property
    def precision(self) -> float:
        """Of what was read, the share that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of what is there, the share that was read."""
        return self.right / max(self.right + self.missed, 1)


def compare(true: Truth, found: Truth) -> Iterator[tuple[str, set[object], set[object]]]:
    """Field by field, what is there and what was read."""
    yield "form", {true.form}, {found.form} if found.form else set()
    yield "sections found", set(true.states), set(found.states)
    for state in SectionState:
        if state is not SectionState.MISSING:
            yield (
                f"section {state}",
                {n for n, s in true.states.items() if s is state},
                {n for n, s in found.states.items() if s is state},
            )
    yield "attendance: names", {a[0] for a in true.attendance}, {a[0] for a in found.attendance}
    yield "attendance: whole", set(true.attendance), set(found.attendance)
    yield "actions: text", {a[0] for a in true.actions}, {a[0] for a in found.actions}
    yield "actions: whole", set(true.actions), set(found.actions)
    for name, value in true.facts.items():
        yield f"fact {name}", {value}, {found.facts[name]} if name in found.facts else set()
