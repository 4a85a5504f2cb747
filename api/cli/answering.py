"""Answers from a file, and the annotated file, for a check without a service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from api.cli.faults import about, usage
from api.cli.reading import bytes_at
from api.cli.terminal import note
from api.cli.writing import place, refuse_existing
from models.answer import Answer, AnswerKind
from models.document import Document
from models.finding import Finding

if TYPE_CHECKING:
    from ingest import ReaderPool
    from pipeline.settings import Settings

LARGEST = 5 * 2**20
_FORM = 'It holds {"answers": [{"key": "...", "answer": "waived", "reason": "..."}]}; see docs/cli.md.'


class _Given(msgspec.Struct, forbid_unknown_fields=True):
    """One answer as a file holds it: the keys that the service gives, and only these two needed."""

    key: str
    answer: Literal["acknowledged", "waived"]
    reason: str = ""
    by: str = ""
    name: str = ""
    at: datetime | None = None
    version: int = 1


class _File(msgspec.Struct, forbid_unknown_fields=True):
    answers: list[_Given]


def answers_at(path: Path) -> dict[str, Answer]:
    """The answers in a file, by the findings' keys; a fault names the file and what it should hold."""
    with about(path):
        try:
            held = msgspec.json.decode(bytes_at(path, LARGEST), type=_File)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise usage("The file does not hold answers.", _FORM, path, "answers") from error
    for given in held.answers:
        if given.answer == "waived" and not given.reason.strip():
            raise usage(
                "A finding is waived without a reason.", "Add a reason to each waiver.", path, "answers"
            )
    now = datetime.now(UTC)
    return {
        g.key: Answer(g.key, AnswerKind(g.answer), g.reason, g.by or g.name, g.at or now, g.version)
        for g in held.answers
    }


def standing(findings: Iterable[Finding], answers: Mapping[str, Answer]) -> tuple[Finding, ...]:
    """The findings that nobody has waived; says where an answer fits none of them."""
    findings = tuple(findings)
    unused = len(answers.keys() - {f.key for f in findings})
    if unused:
        note(f"{unused} of the answers fit no finding of this document (any more).")
    return tuple(f for f in findings if f.key not in answers or answers[f.key].kind is not AnswerKind.WAIVED)


def free_place(path: Path) -> None:
    """Refuse a name that the annotated file cannot take, before any work is done."""
    if path.suffix.lower() != ".docx":
        raise usage("The annotated file is a Word file.", "Give it a name that ends in .docx.", path, "path")
    refuse_existing(path, remedy="Choose another name, or remove the file first.")


def write_annotated(
    path: Path,
    source: Path,
    document: Document,
    findings: tuple[Finding, ...],
    pool: ReaderPool,
    settings: Settings,
) -> None:
    """The file for the minute-taker; without findings there is none, and that is said."""
    from pipeline.annotating import annotated
    from pipeline.stages import mark

    if not findings:
        note("There is nothing to send back, so no annotated file was written.")
        return
    with about(source):
        original = bytes_at(source, settings.limits.file_bytes)
        made = annotated(document, original, findings, mark(document, settings).highest, pool)
    with about(path):
        place(path, made)
