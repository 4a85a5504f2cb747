"""Two names of one person, where the words between them say so: "Gaz, also known as Gareth Lomax".

Only words that say nothing else count. "Gaz or Gareth" may be two people, and "Gaz is Gareth's friend" is;
a name in brackets counts where the initial before it is its own ("A. Whitcombe (Adrian)") or where one of the
two is the other's surname or forename alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from redact.who.names import Name, full_forms

_SAYS_SO = re.compile(
    r"['\"’”)]?,? ?\(?(?:=|(?:(?:who is |is |was |now |better |more often |he is |she is "
    r")?(?:also |formerly |"
    r"previously |then )?(?:known|called|referred to)(?: to (?:friends|all|us))? as|"
    r"a\.?k\.?a\.?:?|alias|n[ée]e|"
    r"formerly|real name(?: is)?:?|whose real name is|is really(?: called)?|(?:is |was |"
    r"now )?(?:thought|believed|"
    r"known) to be|nicknamed|goes by(?: the name)?(?: of)?|uses the name|street name))[ \"'“‘(]{0,3}",
    re.IGNORECASE,
)
_BRACKET = re.compile(r" \([\"'“‘]?")
_FARTHEST = 40


def aliases_told(
    text: str, named: Sequence[tuple[Name, tuple[int, int]]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The places of two names, one after the other, that the words between them make one person's."""
    for (one, first), (other, second) in pairwise(named):
        if not 0 < second[0] - first[1] <= _FARTHEST:
            continue
        between = text[first[1] : second[0]]
        if _SAYS_SO.fullmatch(between) or (_BRACKET.fullmatch(between) and _own(one, other)):
            yield first, second


def _own(one: Name, other: Name) -> bool:
    """A single name in brackets that is what the initial or the surname before it leaves out."""
    if not other.only:
        return False
    if one.initials and not one.forenames:
        return other.only[0] == one.initials[0]
    return bool(one.forenames) and bool(full_forms(other.only) & full_forms(one.forenames[0]))
