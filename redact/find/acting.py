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
ACT = re.compile(ACT_ONLY.pattern + r"| (?:to|will|would|can|could|may|does|did|asked|[a-z]{3,14}s)\b")
AFTER_WORD = re.compile(r"[ \u00a0]{0,2}(?:\d|20\d\d)")
