"""Which entries of the attendance are of people who were there for an agency.

Where a document has no heading after its list of those present, the reader of its structure may take the
lines of prose that follow for entries of the list. Whoever is named there is not staff for it: a victim read
as staff would keep her name in a copy that takes everybody else's out.
"""

from __future__ import annotations

import re

from models.document import Document
from models.structure import Attendee
from redact.who.vocabulary import AGENCY, CHILD, FAMILY, JOB

ENTRY = 110
"""How many characters an entry has at most."""

_WORDS_WITHOUT_AGENCY = 4
_OFFICE = re.compile(rf"(?<![\w-])(?:{JOB}|{AGENCY})(?![\w-])", re.IGNORECASE)
_PRIVATE = re.compile(
    rf"(?<![\w-])(?:{FAMILY}|{CHILD}|victim|complainer|complainant|neighbour|landlord|landlady)"
    r"(?!['’]?s? (?:services?|social|worker|liaison|support|unit|officer|care|team|nurse|lead))(?![\w-])",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[.?!;] +[A-Z]|\b(?:he|she|they|has|have|had|was|were|will|said|says|is)\b")


def seated(document: Document) -> list[Attendee]:
    """The attendance without what is prose about somebody."""
    return [a for a in document.attendance if _is_entry(document, a)]


def _is_entry(document: Document, attendee: Attendee) -> bool:
    if attendee.span is None:
        return True
    words = document.quote(attendee.span)
    rest = words.replace(attendee.name, " ", 1)
    if "\t" in words:
        return True
    if len(words) > ENTRY or _PROSE.search(rest) or _PRIVATE.search(rest):
        return False
    return bool(_OFFICE.search(rest)) or len(rest.split()) <= _WORDS_WITHOUT_AGENCY
