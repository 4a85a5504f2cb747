"""The shapes of names, as pieces of patterns.

Python's `re` has no class for capital letters, so the alphabets that names in British files are written in
are listed here. Every repetition is bounded: a pattern built of these runs in time linear in the text.
"""

from __future__ import annotations

import sys
import unicodedata


def _ranges(category: str, last: int = 0x1FFF) -> str:
    """A character class body of every letter of a Unicode category up to `last`."""
    parts: list[str] = []
    start = None
    for code in range(min(last, sys.maxunicode) + 2):
        inside = code <= last and unicodedata.category(chr(code)) == category
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            parts.append(chr(start) if code - start == 1 else f"{chr(start)}-{chr(code - 1)}")
            start = None
    return "".join(parts)


UPPER = _ranges("Lu")
LOWER = _ranges("Ll")
APOSTROPHE = "'’‘ʼ`´"
HYPHEN = "-‐‑‒–\u00ad"

LETTER = f"[{UPPER}{LOWER}\u0300-\u036f]"
CAPITAL = f"[{UPPER}]"

WORD = (
    rf"{CAPITAL}{LETTER}{{1,30}}(?:[{APOSTROPHE}]{CAPITAL}{LETTER}{{1,30}}|"
    rf"[{HYPHEN}]{{1,2}}\n?{CAPITAL}{LETTER}{{0,30}}){{0,3}}"
)
"""One part of a name: Smith, McKay, D'Souza, Al-Rashid, SMITH, Ann-Marie; a hyphen may end a line."""

ELIDED = rf"{CAPITAL}[{APOSTROPHE}]{CAPITAL}{LETTER}{{1,30}}(?:[{HYPHEN}]{CAPITAL}{LETTER}{{1,30}})?"
"""O'Brien, D'Arcy."""

INITIAL = rf"{CAPITAL}(?:\.[ \u00a0]?{CAPITAL}(?![{LOWER}{UPPER}])){{0,3}}\.?(?![{LOWER}{UPPER}{APOSTROPHE}])"
"""J, J., J.R., J. R."""

PARTICLE = (
    r"(?:de[ ](?:la|los)|de[nrls]?|van[ ]de[nr]|van|von|bin|bint|ibn|al|el|d[aiou]s?|del|della|le|la|"
    r"ter|ten|zu|y)"
)

PART = rf"(?>{ELIDED}|{WORD}|{INITIAL})"
"""Atomic: what one part took is not tried again another way, which keeps a line of initials cheap."""

GAP = r"(?:[ \u00a0]{1,3}|[ ]?\n[ ]?)"
"""What stands between the parts of a name: a space, or the end of a line."""

NAME = rf"{PART}(?:{GAP}(?:{PARTICLE}(?:{GAP}|-)){{0,2}}{PART}){{0,4}}"
"""A whole name, up to five parts."""

NAME_ON_LINE = NAME.replace(GAP, r"[ \u00a0]{1,3}")
"""A whole name that does not run over the end of a line."""
