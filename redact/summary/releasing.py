"""A summary as a file that may leave the building, or no file at all.

Threat: an officer types into a summary what the policy took out of the minutes, or a drafted sentence tells
it in other words of the same name. Rule: the file is searched for everything that the minutes' decisions
remove, by the verifier that searches copies; a hit and there is no file. Residual risk: what is told without
any of the removed words ("the boy next door") is for the officer and the approver to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from models.disclosure import Decision, DisclosurePolicy, Verdict, Verification
from models.document import Block, BlockKind, Document, FileFormat
from models.errors import CountersignError, VerificationFailed
from models.marking import ProtectiveMarking
from models.people import EntityType
from models.summary import Summary
from redact.verify import needles, verify_copy
from redact.verify.search import Haystack
from redact.write.docx import write_docx
from redact.write.layout import lay_out
from redact.write.note import marking_line
from redact.write.pdf import write_pdf

TITLE = "Executive summary"
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_MEANT_OTHERWISE = frozenset({"April", "May", "June", "August"})
"""Names that stand with a capital in any sentence with a date."""


@dataclass(frozen=True, slots=True)
class SummaryRelease:
    """A verified summary and what the verifier said."""

    copy: bytes
    verification: Verification


def spoken_of(
    document: Document, decisions: tuple[Decision, ...], summary: Summary
) -> tuple[tuple[str, int], ...]:
    """The lines that hold what the decisions remove, by part name and number from 0; never the words."""
    wanted = needles(document, decisions)
    names = _capitals(document, decisions)
    found = []
    for part in summary.parts:
        for number, line in enumerate(part.lines):
            stack = Haystack(line.text)
            named = names is not None and names.search(line.text)
            if named or any(stack.holds(needle) for needle in wanted):
                found.append((part.name, number))
    return tuple(found)


def _capitals(document: Document, decisions: tuple[Decision, ...]) -> re.Pattern[str] | None:
    """A removed person's name that is a word too ("Crane", "Rose"), with its capital and not at the start.

    In a copy such a word is not looked for by itself, since the document's own sentences may hold it; in a
    line of a summary it can be looked at again.
    """
    people = [d for d in decisions if d.type is EntityType.PERSON]
    kept = {w for d in people if d.verdict is Verdict.KEEP for w in _NAME.findall(document.quote(d.span))}
    gone = {w for d in people if d.verdict is Verdict.REMOVE for w in _NAME.findall(document.quote(d.span))}
    words = sorted(gone - kept - _MEANT_OTHERWISE)
    return re.compile(rf"(?<=[^.?!:•] )(?:{'|'.join(words)})\b") if words else None


def release_summary(
    document: Document,
    decisions: tuple[Decision, ...],
    summary: Summary,
    policy: DisclosurePolicy,
    format: Literal["docx", "pdf"],
    marking: ProtectiveMarking,
    look: bool = False,
) -> SummaryRelease:
    """Write and verify. Raises `VerificationFailed`, or `CountersignError` where it says nothing."""
    if not any(line.text.strip() for part in summary.parts for line in part.lines):
        raise CountersignError("The summary says nothing.", "Write at least one line.")
    telling = spoken_of(document, decisions, summary)
    if telling:
        headings = {part.name: part.heading for part in summary.parts}
        where = "; ".join(f"“{headings[name]}”, line {number + 1}" for name, number in telling[:5])
        raise VerificationFailed(
            f"The summary tells what the policy removes: {where}. No file was made.",
            "Change those lines, or keep the words in the minutes too, if they may go.",
        )
    layout = lay_out(as_document(summary), ())
    note = [
        f"This summary was made under the disclosure policy {policy.name}, version {policy.version}. "
        "It takes the place of the minutes, which are not disclosed."
    ]
    if any(d.verdict is Verdict.REMOVE and d.label in _text(summary) for d in decisions):
        note.append("Words in square brackets stand where something was removed.")
    write = write_docx if format == "docx" else write_pdf
    copy = write(layout, note, marking_line(marking), TITLE)
    verification = verify_copy(copy, document, decisions, look)
    if not verification.clean:
        raise VerificationFailed(
            f"The summary was made and did not pass: in {len(verification.leaks)} places something was found "
            "that should not be there. It was thrown away.",
            "Read the lines again for what the policy removes, or report this as a fault of the product.",
        )
    return SummaryRelease(copy, verification)


def as_document(summary: Summary) -> Document:
    """The summary as headings, paragraphs and lists; parts with nothing to say are left out."""
    blocks: list[Block] = []
    text = ""
    for part in summary.parts:
        lines = [" ".join(line.text.split()) for line in part.lines if line.text.strip()]
        if not lines:
            continue
        listed = part.name not in ("meeting", "next-review")
        kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
        for words, block_kind, level in [
            (part.heading, BlockKind.HEADING, 1),
            *((line, kind, 0) for line in lines),
        ]:
            start = len(text)
            text += words + "\n"
            marker = "•" if block_kind is BlockKind.LIST_ITEM else ""
            blocks.append(Block(start, len(text), block_kind, level=level, marker=marker))
    return Document("", "", FileFormat.TEXT, text, tuple(blocks))


def _text(summary: Summary) -> str:
    return "\n".join(line.text for part in summary.parts for line in part.lines)
