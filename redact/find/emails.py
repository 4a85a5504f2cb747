"""The names that e-mail addresses hold: jean.smith@example.org says that there is a Jean Smith.

Such a name is a person to look for, not a mention: the address itself is the mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.people import EntityType, Mention
from redact.find.words import FORENAMES, NOT_NAMES
from redact.who.people import Named

_LOCAL = re.compile(
    r"(?P<first>[A-Za-z]{2,20})[._-](?:[A-Za-z][._-])?(?P<last>[A-Za-z]{2,25}(?:-[A-Za-z]{2,25})?)\d{0,4}@"
)


def names_in_emails(text: str, mentions: Iterable[Mention]) -> Iterator[Named]:
    """Forename and surname where the first is a forename of the list and neither is a form's word."""
    for mention in mentions:
        if mention.type is not EntityType.EMAIL:
            continue
        match = _LOCAL.match(text[mention.start : mention.end])
        if not match:
            continue
        first, last = match["first"].casefold(), match["last"].casefold()
        if len(last) < 3:
            continue  # "jermaine.ob": initials of a name that stands elsewhere
        if first in FORENAMES and first not in NOT_NAMES and last not in NOT_NAMES:
            yield Named(mention.start, mention.start + match.end("last"), f"{first.title()} {last.title()}")
