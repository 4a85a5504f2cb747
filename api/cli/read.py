"""`countersign read`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from api.answers.document import read_answer
from api.cli.faults import Exit
from api.cli.reading import document_at, readers
from api.cli.terminal import console, emit, named, safe, table
from models.document import Document
from models.structure import SectionState


def read_command(file: Path, forms: Path | None, as_json: bool) -> int:
    """Read one file and show the Document."""
    from pipeline.settings import load_settings

    settings = load_settings(**({"forms": forms} if forms else {}))
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
    if as_json:
        emit(read_answer(document, named(file)))
    else:
        _show(document)
    return Exit.DONE


def _show(document: Document) -> None:
    out = console()
    out.print(f"{safe(document.filename)}: {document.format.value}, {len(document.text):,} characters")
    form = document.form
    out.print(f"Form: {safe(form.title or 'not recognised')} ({form.kind.value})")
    why = "; ".join(form.evidence) or "no title or set of sections that a form has"
    out.print(f"  {form.confidence.value} confidence: {safe(why)}")
    if document.subject:
        out.print(f"Subject: {safe(document.subject.name)}")
    for problem in document.problems:
        out.print(f"{'Not read' if problem.blocks_release else 'Note'}: {safe(problem.message)}")
    _facts(document)
    _sections(document)
    _attendance(document)
    _actions(document)


def _facts(document: Document) -> None:
    """What was read off the head of the form; a fact read from prose is less sure and says so."""
    shown = table("Facts", "Fact", "Value", "Confidence")
    for field in fields(document.facts):
        fact = getattr(document.facts, field.name)
        if fact is not None:
            shown.add_row(field.name.replace("_", " "), safe(fact.value), fact.confidence.value)
    if shown.row_count:
        console().print(shown)


def _sections(document: Document) -> None:
    shown = table("Sections", "Section", "Heading", "State", "Characters")
    for section in document.sections:
        missing = section.state is SectionState.MISSING
        said = section.state.value + (f" ({section.hollow.value})" if section.hollow else "")
        length = "" if missing or section.span is None else f"{len(section.span):,}"
        shown.add_row(section.name, safe(f"{section.number} {section.heading}".strip()), said, length)
    if document.sections:
        console().print(shown)


def _attendance(document: Document) -> None:
    shown = table("Attendance", "Name", "Role", "Agency", "How")
    for person in document.attendance:
        shown.add_row(safe(person.name), safe(person.role), safe(person.agency), person.presence.value)
    if document.attendance:
        console().print(shown)


def _actions(document: Document) -> None:
    shown = table("Actions", "No.", "Action", "Owner", "Due", "State")
    for action in document.actions:
        state = ("carried: " if action.previous else "") + action.status.value
        shown.add_row(safe(action.number), safe(action.text), safe(action.owner), safe(action.due), state)
    if document.actions:
        console().print(shown)
