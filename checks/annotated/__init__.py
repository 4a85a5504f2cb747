"""Findings as comments for the minute-taker: what each comment says and where it stands.

`remarks` turns findings into comments, whatever file they go into; `new_document` makes a Word file of the
text with them, for originals that are not Word files themselves.
"""

from checks.annotated.fresh import new_document
from checks.annotated.wording import remarks

__all__ = ["new_document", "remarks"]
