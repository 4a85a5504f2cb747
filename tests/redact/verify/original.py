"""The document whose copies are doctored: who was in it, and the words that a doctor puts back."""

from __future__ import annotations

from functools import cache
from typing import Literal

from models.disclosure import Decision
from models.document import Document
from redact import decide, load_policy, write_copy
from tests.redact.scene import MARKING, scene

SOURCE = """
# 1. Attendance
| Name | Role | Agency |
| <P2 professional|Ann Archer> | Chair | Probation |
# 5. Disclosure
<P1 victim|Jean Pennock> lives at <ADDRESS P1|3 Quay Lane, Exetown>.
She can be rung on <PHONE P1|07700 900123>.
<P3 subject|Marcus Thorne> has the NHS number <NHS_NUMBER P3|999 123 4560>.
His prison number is <PRISON_NUMBER P3|A1234BC>.
Disclosure was considered and the meeting decided not to disclose.
"""


@cache
def original() -> tuple[Document, tuple[Decision, ...]]:
    """The document and the decisions on it."""
    drawn = scene(SOURCE)
    return drawn.document, decide(drawn.document, drawn.detection, load_policy("third-party"), seed=1)


@cache
def clean(format: Literal["docx", "pdf"]) -> bytes:
    """The copy before anybody doctors it."""
    return write_copy(*original(), format, MARKING)
