"""The names of the people of one document, as tables in which a word is looked up in one step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.who.names import Name, fold, full_forms
from redact.who.people import Somebody


@dataclass(slots=True)
class KnownNames:
    """Known words of names, and strings that several run together make."""

    forenames: dict[str, list[int]]
    surnames: dict[str, list[int]]
    joined: dict[str, int]
    letters: dict[str, list[int]]
    near: dict[str, list[str]]


def index_people(people: Sequence[Somebody]) -> KnownNames:
    """Tables from every name of every person."""
    index = KnownNames({}, {}, {}, {}, {})
    for number, somebody in enumerate(people):
        forenames = set(somebody.forenames) | somebody.nicks
        for name in somebody.names:
            if name.only:
                forenames.add(name.only)
        for word in forenames:
            index.forenames.setdefault(word, []).append(number)
        for word in {*somebody.surnames, *_halves(somebody)}:
            index.surnames.setdefault(word, []).append(number)
        for surname in somebody.surnames:
            _join(index, forenames, surname, number)
        for name in somebody.names:
            if name.full and name.forenames:
                for letters in _letters(name):
                    index.letters.setdefault(letters, []).append(number)
    for word in (*index.forenames, *index.surnames):
        if len(word) >= 5:
            for shorter in deletions(word):
                index.near.setdefault(shorter, []).append(word)
    return index


def _letters(name: Name) -> set[str]:
    """Initials of a name, with and without the second half of a double barrel and the middle names."""
    first, last = name.forenames[0][0], name.surname[0]
    barrels = re.split(r"[-‐‑–]", name.written.split()[-1])
    both = "".join(fold(part)[:1] for part in barrels) if len(barrels) == 2 else last
    middle = "".join(w[0] for w in name.forenames)
    return {first + last, middle + last, first + both}


def _halves(somebody: Somebody) -> Iterator[str]:
    """The halves of a double-barrelled surname: either may be used alone."""
    for name in somebody.names:
        for part in name.written.split():
            pieces = re.split(r"[-‐‑–]", part)
            if len(pieces) > 1 and fold(part) == name.surname:
                yield from (fold(p) for p in pieces if len(fold(p)) >= 4)


def _join(index: KnownNames, forenames: set[str], surname: str, number: int) -> None:
    for first in forenames:
        for form in {first, *full_forms(first)}:
            if len(form) < 2 or len(surname) < 2:
                continue
            index.joined.setdefault(form + surname, number)
            index.joined.setdefault(surname + form, number)
        if len(surname) >= 4:
            index.joined.setdefault(first[0] + surname, number)
            index.joined.setdefault(surname + first[0], number)
        if len(first) >= 4:
            index.joined.setdefault(first + surname[0], number)


def deletions(word: str) -> set[str]:
    """The word, and the word with any one letter left out: words one slip apart share one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
