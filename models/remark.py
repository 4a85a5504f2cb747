"""What is written beside a document for whoever has to put it right."""

from __future__ import annotations

from dataclasses import dataclass

from models.text import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a place of the document's text; without a place it belongs to the document's beginning.

    Each line is a paragraph of the comment.
    """

    span: Span | None
    lines: tuple[str, ...]
