"""What stands after a name that is also a word, where it is meant as a name: "May told her sister"."""

from __future__ import annotations

import re

MONTHISH = frozenset({"may", "june", "april", "august"})
MODAL = frozenset({"may", "will", "can", "might"})
ACT_ONLY = re.compile(
    r" (?:(?:is|was|has|had|does|did)n['’]t|is|was|has|had|says|"
    r"said|told|tells|wants|needs|lives|feels|thinks|knows|went|came|saw|"
    r"rang|felt|left|made|got|took|(?:also |then |later |still )?(?!need|exceed|proceed|succeed|"
    r"feed)[a-z]{3,14}ed)\b|"
    r", (?:who|aged|his|her|the|can|could|would|please|thanks|do|did)\b| to [a-z]{3,}|(?:, [A-Z]| and [A-Z])"
)
ACT = re.compile(
    ACT_ONLY.pattern
    + r"| (?:to|will|would|can|could|may|does|did|asked|should|must|cannot|has|ran|hit|knew|never|"
    r"(?:still|again|now|sometimes|always|often|usually) [a-z]{3,14}(?:s|ed)|[a-z]{3,14}s)\b|"
    r" (?:can|won|would)['’]t\b| and (?:his|her|the) "
)
NOTED = re.compile(r"(?:: | [-–] )[a-z]|[,.:]?[\n\t]|[?!]")
"""What follows a name that opens a note about somebody: "Hope: no change"."""
ACT_CAPITALS = re.compile(
    r" (?:IS|WAS|HAS|HAD|SAYS|SAID|STATES|TOLD|TELLS|WANTED|DENIES|LIVES|WENT|CAME|LEFT|RAN|HIT|TOOK|MUST|"
    r"[A-Z]{3,12}ED)\b"
)
"""The same in a line of capitals: "WINTER DETAINED AT ADDRESS"."""
HUMAN = re.compile(
    r"(?:, who\b| (?:said|told|tells|says|rang|phoned|denies|denied|admits|admitted|disclosed|drew|cried|"
    r"wept|smiled|"
    r"laughed|shouted|screamed|wrote|hugged|whispered|swore|apologised|slept|"
    r"(?:is|was|remains|became|seems|seemed|felt|feels) (?:so |very |still |too |quite )?(?:frightened|"
    r"scared|afraid|"
    r"upset|tearful|angry|worried|pregnant|adamant|unwell|terrified|anxious))\b)"
)
"""What only a person does or is: before it a capitalised word is a name, whatever else the word means."""
KEEPS = re.compile(
    r" (?:(?:also|now|still|then|never|often) )?[a-z]{2,12}(?:[^s\W]s|ed) "
    r"(?:his|her|him|the|them|a|an|no|to|with|that|in|at|on|for|from|about|messages|money|it|near|next)\b"
)
"""A verb of one person, and what it is done to: before it a forename is a name, whatever else it means."""
FEARED = re.compile(r"(?:frightened|scared|afraid|terrified|wary|fearful) of $")
AFTER_WORD = re.compile(r"[ \u00a0]{0,2}(?:\d|20\d\d)")
