"""The officer's desk: a policy's proposals, changed by hand, with every change on record and undone at will.

`review` gives the decisions as the officer's acts leave them, `search` finds what to add, `carry` brings the
acts over to the document's next version. All of it is pure: the same document, policy and acts give the same.
"""

from redact.desk.carrying import carry
from redact.desk.reviewing import review
from redact.desk.searching import search

__all__ = ["carry", "review", "search"]
