"""The same sentences peopled from one origin of name after another: whom does the model serve less well?"""

from __future__ import annotations

import random

from nlp.annotated import Annotated
from nlp.invented.documents import assemble
from nlp.invented.grammar import Segment
from nlp.invented.people import Person, origins, person

_SENTENCES = (
    "{full} attended with his solicitor.",
    "Present: {full}, {full} and {full}.",
    "The panel heard that {given} had moved in with {full}.",
    "{family} was recalled on Tuesday.",
    "Offender Manager\t{full}\tProbation",
    "Action: {given} to ring {full} before the review.",
    "His mother, {full}, does not want him back.",
    "Victim: {full}. Children: {given} and {given}.",
    "{family} denies that he followed {given}.",
    "{given} told {given} that {family} was outside the school.",
)


def by_origin(seed: int, rounds: int = 15) -> dict[str, list[Annotated]]:
    """Texts by origin. Training knows the lists that the names are drawn or spliced from."""
    found: dict[str, list[Annotated]] = {}
    for origin in origins():
        draw = random.Random(seed)
        found[origin] = [_peopled(draw, sentence, origin) for _ in range(rounds) for sentence in _SENTENCES]
    return found


def _peopled(draw: random.Random, sentence: str, origin: str) -> Annotated:
    segments: list[Segment] = []
    rest = sentence
    while "{" in rest:
        before, _, after = rest.partition("{")
        form, _, rest = after.partition("}")
        segments += [(before, ""), (_name(person(draw, origin), form), "PERSON")]
    return assemble([[*segments, (rest, "")]])


def _name(who: Person, form: str) -> str:
    return {"given": who.given, "family": who.family}.get(form) or f"{who.given} {who.family}"


def known_names() -> frozenset[str]:
    """Every word of the lists, in lower case."""
    words = (w for o in origins().values() for part in (o.female, o.male, o.family) for w in part)
    return frozenset(piece.lower() for word in words for piece in word.replace("-", " ").split())
