"""`countersign read`: everything that was read from a file."""

from __future__ import annotations

from typing import Any

from api.answers.places import place
from models.document import Block, Document
from models.structure import Action, Attendee, Fact, Facts, FormMatch, Section, Subject

_FACTS = (
    "area", "level", "category", "meeting_date", "meeting_kind", "venue", "chair", "chair_role",
    "lead_agency", "risk_of_harm", "next_review",
)  # fmt: skip


def read_answer(document: Document, file: str) -> dict[str, Any]:
    """The document; `file` is the path as the caller gave it."""
    return {
        "file": file,
        "sha256": document.sha256,
        "format": document.format.value,
        "reader": document.reader,
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "pages": [
            {
                "number": p.number,
                "width": p.width,
                "height": p.height,
                "state": p.state.value,
                "confidence": p.confidence,
            }
            for p in document.pages
        ],
        "problems": problems(document),
        "form": form(document.form),
        "facts": _facts(document.facts),
        "subject": _subject(document.subject),
        "sections": [_section(section) for section in document.sections],
        "attendance": [_attendee(attendee) for attendee in document.attendance],
        "actions": [_action(action) for action in document.actions],
        "dates": [
            {
                "date": d.date.isoformat(),
                "kind": d.kind.value,
                **place(d.span),
                "text": document.quote(d.span),
            }
            for d in document.dates
        ],
        "conditions": [{"text": c.text, "kind": c.kind.value, **place(c.span)} for c in document.conditions],
        "unsure": [{"start": w.start, "end": w.end, "confidence": w.confidence} for w in document.unsure],
    }


def form(match: FormMatch) -> dict[str, Any]:
    """Which form the document is, and why it is thought so."""
    return {
        "name": match.name,
        "title": match.title,
        "kind": match.kind.value,
        "family": match.family,
        "confidence": match.confidence.value,
        "evidence": list(match.evidence),
    }


def problems(document: Document) -> list[dict[str, Any]]:
    """What was not read, and whether that keeps a copy from being released."""
    return [
        {
            "code": p.code,
            "message": p.message,
            "page": p.page,
            "part": p.part,
            "blocks_release": p.blocks_release,
        }
        for p in document.problems
    ]


def _block(block: Block) -> dict[str, Any]:
    where, cell = block.provenance, block.cell
    return {
        "start": block.start,
        "end": block.end,
        "kind": block.kind.value,
        "channel": block.channel.value,
        "level": block.level,
        "marker": block.marker,
        "page": where.page,
        "box": [where.box.left, where.box.top, where.box.right, where.box.bottom] if where.box else None,
        "part": where.part,
        "paragraph": where.paragraph,
        "ocr": where.ocr,
        "anchor": block.anchor,
        "cell": {
            "table": cell.table,
            "row": cell.row,
            "column": cell.column,
            "column_span": cell.column_span,
            "row_span": cell.row_span,
            "within": cell.within,
            "header": cell.header,
        }
        if cell
        else None,
    }


def _facts(facts: Facts) -> dict[str, Any]:
    return {name: _fact(getattr(facts, name)) for name in _FACTS}


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {"value": fact.value, "confidence": fact.confidence.value, **place(fact.span)}


def _subject(subject: Subject | None) -> dict[str, Any] | None:
    if subject is None:
        return None
    return {
        "name": subject.name,
        **place(subject.span),
        "aliases": list(subject.aliases),
        "date_of_birth": subject.date_of_birth.isoformat() if subject.date_of_birth else None,
        "identifiers": [{"label": label, "value": value} for label, value in subject.identifiers],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "heading": section.heading,
        **place(section.heading_span, "heading_"),
        **place(section.span),
        "state": section.state.value,
        "hollow": section.hollow.value if section.hollow else None,
        "number": section.number,
        "level": section.level,
        "parent": section.parent,
        "required": section.required,
    }


def _attendee(attendee: Attendee) -> dict[str, Any]:
    return {
        "name": attendee.name,
        "role": attendee.role,
        "agency": attendee.agency,
        "presence": attendee.presence.value,
        **place(attendee.span),
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "number": action.number,
        "text": action.text,
        "owner": action.owner,
        "agency": action.agency,
        "due": action.due,
        "due_date": action.due_date.isoformat() if action.due_date else None,
        "status": action.status.value,
        "outcome": action.outcome,
        "previous": action.previous,
        **place(action.span),
    }
