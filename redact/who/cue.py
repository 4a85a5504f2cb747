"""A cue: what the words just before or just after a name say of the person's part, and how much it weighs.

Windows are short and repetition is bounded, so a cue costs the same wherever it is looked for. Each says
itself in words, which an officer reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.people import Role

SURE, STRONG, FAIR, WEAK = 100, 20, 8, 3
"""Weights: structure; words right beside the name; words that usually mean it; a hint."""

_NEAR = (
    r"(?:'s|’s)?(?:,|:| is| was| are| were|,? (?:called|named)| \(|"
    r"['’]s name is)?[ \u00a0]{0,2}[\"“‘]?(?:[^\W\d_]+(?:,? \(?\d{1,2}\)?)?(?:,| and|"
    r" &) ){0,3}(?:[A-Z][\w.'’-]{0,20} )?$"
)
TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx)\.? )?"


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing the words before a name, or after it, can say of its person's role.

    `beside` is False for what the person is only said to do, which somebody else may do as well. `both` asks
    for the words before and the words after.
    """

    role: Role
    weight: int
    why: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    beside: bool = True
    both: bool = False

    def said(self, left: str, right: str) -> bool:
        """Whether the words around a name say it."""
        ahead = self.before is not None and self.before.search(left) is not None
        if self.both:
            return ahead and self.after is not None and self.after.match(right) is not None
        return ahead or (self.after is not None and self.after.match(right) is not None)


def before(words: str) -> re.Pattern[str]:
    """The words stand before the name, or before a list of names that it is in."""
    return re.compile(rf"(?<![\w-]){words}(?!\w){_NEAR}", re.IGNORECASE)


def after(words: str) -> re.Pattern[str]:
    """The words say what the person is: "Jean Hollis, the victim", "Jean Hollis (his aunt)"."""
    return re.compile(
        rf"^(?:['’]s)?,? ?\(?(?:who (?:is|was) )?(?:is |was )?(?:{words})(?![\w-])", re.IGNORECASE
    )


def told(words: str) -> re.Pattern[str]:
    """The rest of the line says what the person is, after a colon or a dash: "Jean Hollis: aunt"."""
    return re.compile(
        rf"^(?: ?:| [-–—=]) ?(?:his |her |their |the |an? )?(?:[a-z]+ ){{0,2}}(?:{words})(?![\w-])",
        re.IGNORECASE,
    )


def ends(words: str) -> re.Pattern[str]:
    """The words stand right before the name, a title between them or not."""
    return re.compile(
        rf"(?<!\w)(?:{words}) (?:both |either )?(?:[^\W\d_]+(?:,| and) )?{TITLE}$", re.IGNORECASE
    )


def follows(words: str) -> re.Pattern[str]:
    """The words go on from the name: "Jean Hollis [and she] told police"."""
    return re.compile(rf"^,? (?:(?:who|and (?:she|he)) )?(?:{words})(?!\w)", re.IGNORECASE)
