"""Whether a word is one that English text may have: listed, made from one that is, or a slip away from one.

No list has every "unaccompanied" and "rehousing", and a name is no name for want of them.
"""

from __future__ import annotations

from functools import lru_cache

from redact.find.words import AMBIGUOUS, FORENAMES, NOT_NAMES, ORDINARY, words

_KNOWN = (ORDINARY | NOT_NAMES | words("jargon") | words("abbreviations") | AMBIGUOUS) - (
    FORENAMES - AMBIGUOUS
)
_FRONTS = (
    "re",
    "un",
    "non",
    "mis",
    "over",
    "under",
    "pre",
    "self",
    "anti",
    "sub",
    "inter",
    "dis",
    "de",
    "co",
    "multi",
)
_BACKS = (
    ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("er", "e"), ("ness", ""), ("less", ""), ("able", ""), ("able", "e"), ("ation", "e"), ("ation", ""),
    ("ment", ""), ("al", ""), ("y", ""), ("ies", "y"), ("ied", "y"), ("ity", ""), ("ity", "e"), ("ful", ""),
    ("ism", ""), ("ist", ""), ("ise", ""), ("ised", ""), ("ising", ""), ("ion", ""), ("ion", "e"),
    ("ally", ""), ("ive", ""), ("ive", "e"), ("t", ""), ("nt", "n't"),
)  # fmt: skip
"""An ending, and what the word it was added to had in its place."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def unknown_word(word: str, compounds: bool = True) -> bool:
    """Neither a listed word nor one made from a listed word. Forenames are unknown words here.

    With `compounds`, two words run together are known: "logbook", and Greenwood too.
    """
    plain = word.casefold()
    return not (_known(plain) or (compounds and plain not in FORENAMES and _compound(plain)))


def _compound(word: str) -> bool:
    return any(word[:at] in ORDINARY and word[at:] in ORDINARY for at in range(4, len(word) - 3))


@lru_cache(maxsize=20_000)
def _known(word: str) -> bool:
    if word in _KNOWN:
        return True
    if word in FORENAMES:
        return False
    parts = [part for part in word.replace("’", "'").replace("-", "'").split("'") if len(part) > 1]
    if len(parts) > 1:
        return all(_known(part) for part in parts)
    stems = [
        word,
        *(word[len(front) :] for front in _FRONTS if word.startswith(front) and len(word) > len(front) + 3),
    ]
    for stem in stems:
        if stem in _KNOWN:
            return True
        for back, rest in _BACKS:
            if stem.endswith(back) and len(stem) - len(back) > 2:
                root = stem[: len(stem) - len(back)] + rest
                if root in ORDINARY or (root[-1:] == root[-2:-1] and root[:-1] in ORDINARY):
                    return True
    return False


@lru_cache(maxsize=20_000)
def misspelt(word: str) -> bool:
    """One slip away from an ordinary word of five letters or more: "recieved", "definately"."""
    plain = word.casefold()
    if len(plain) < 5 or plain in FORENAMES:
        return False
    cuts = [(plain[:at], plain[at:]) for at in range(len(plain) + 1)]
    return any(
        slip in ORDINARY
        for a, b in cuts
        for slip in (
            a + b[1:],
            a + b[1:2] + b[:1] + b[2:],
            *(a + c + b[1:] for c in _LETTERS),
            *(a + c + b for c in _LETTERS),
        )
        if len(slip) > 3 and slip != plain
    )
