"""What a chair says to the findings of a document, and what a new version of it cleared.

An answer holds for the series: the same fault in the next version keeps it, with the version that it was
given at. Only the newest version can be answered, so that nobody waives what is no longer said.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.answer import Answer, AnswerKind, Progress, Standing, progress
from models.errors import CountersignError
from models.finding import Finding
from pipeline.entries import NotReady, whole
from storage import audit
from storage.archive import Archive
from storage.company import COMPARABLE
from storage.events import Event
from storage.store import Store
from storage.tables import DocumentRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_REASON = 2000
_SHOWN_OF_KEY = 16


class NoSuchFinding(CountersignError):
    """The document has no finding of that key."""


class AnswersChanged(CountersignError):
    """Somebody else answered since whoever asks looked at the answers."""


class NoReason(CountersignError):
    """A finding is waived with a reason, and none was given."""


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a document: what the present one is compared with."""

    document_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A document's findings with what was said to them.

    `answers` go by the findings' keys and hold for the whole series. `before` is the last version that was
    checked, and `progress` what became of its findings; both are None for a first version.
    """

    document_id: str
    version: int
    findings: tuple[Finding, ...]
    answers: dict[str, Answer]
    before: Version | None = None
    progress: Progress | None = None

    def answer(self, finding: Finding) -> Answer | None:
        """What was said to the finding."""
        return self.answers.get(finding.key)

    @property
    def state(self) -> str:
        """Another one whenever any answer of the series is another: for whoever would not undo another's."""
        said = sorted((a.key, a.kind.value, a.by, a.at.isoformat()) for a in self.answers.values())
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def standing(self, number: int) -> Standing | None:
        """How the finding of that number stands to the version before."""
        return self.progress.standings[number] if self.progress else None

    @property
    def standing_faults(self) -> tuple[Finding, ...]:
        """The findings that nobody has waived."""
        return tuple(f for f in self.findings if not waived(self.answer(f)))


def waived(answer: Answer | None) -> bool:
    """Whether the finding may stand as it is."""
    return answer is not None and answer.kind is AnswerKind.WAIVED


class AnswerBook:
    """Answers of one installation. `actor` is always an account's id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, id: str, actor: str) -> Answered:
        """The document's findings with their answers; raises `NotReady` before it was checked."""
        with self._store.reading() as (_, archive):
            found = answered(archive, whole(archive.row(id)))
        with self._store.writing() as (session, _):
            self._note(session, Event.SENSITIVE_READ, actor, document=id, what="answers")
        return found

    def give(
        self,
        id: str,
        finding_key: str,
        kind: AnswerKind,
        reason: str,
        actor: str,
        seen: str | None = None,
    ) -> Answered:
        """Answer a finding, or change the answer; the document's findings as they then stand.

        `seen` is the state of the answers that it rests on. Raises `NoReason` for a waiver without one,
        `NoSuchFinding`, `NotReady` where there is a newer version, and `AnswersChanged`.
        """
        reason = " ".join(reason.split())
        if kind is AnswerKind.WAIVED and not reason:
            raise NoReason(
                "A finding is waived with a reason.",
                "Say why it may stand as it is; whoever reads the minutes later will ask.",
            )
        if len(reason) > LONGEST_REASON:
            raise NoReason(
                f"The reason is longer than {LONGEST_REASON} characters.",
                "Shorten it; what belongs in the minutes is written in the minutes.",
            )
        with self._store.writing() as (session, archive):
            row = _unchanged(archive, _newest(archive, id), seen)
            finding = next((f for f in archive.findings(row) if f.key == finding_key), None)
            if finding is None:
                raise _no_such_finding()
            key = archive.answers.give(row, finding_key, finding.code, kind, reason, actor)
            self._note(
                session,
                Event.ANSWER_GIVEN,
                actor,
                document=id,
                code=finding.code,
                finding=key[:_SHOWN_OF_KEY],
                answer=kind.value,
            )
            return answered(archive, row)

    def withdraw(self, id: str, finding_key: str, actor: str, seen: str | None = None) -> Answered:
        """Take an answer back, so that the finding is open again; raises `NoSuchFinding` where none was."""
        with self._store.writing() as (session, archive):
            row = _unchanged(archive, _newest(archive, id), seen)
            taken = archive.answers.withdraw(row, finding_key)
            if taken is None:
                raise _no_such_finding()
            code, key = taken
            self._note(
                session,
                Event.ANSWER_WITHDRAWN,
                actor,
                document=id,
                code=code,
                finding=key[:_SHOWN_OF_KEY],
            )
            return answered(archive, row)

    def _note(self, session: Session, event: Event, actor: str, **detail: str | int) -> None:
        audit.append(session, self._store.keys, event, actor, **detail)


def answered(archive: Archive, row: DocumentRow) -> Answered:
    """The document's findings with their answers, inside a transaction of the caller's."""
    findings = tuple(archive.findings(row))
    answers = archive.answers.of(row)
    earlier = _version_before(archive, row)
    if earlier is None:
        return Answered(row.id, row.version, findings, answers)
    became = progress(archive.findings(earlier), findings)
    return Answered(row.id, row.version, findings, answers, Version(earlier.id, earlier.version), became)


def _newest(archive: Archive, id: str) -> DocumentRow:
    row = whole(archive.row(id))
    if row.superseded_by:
        raise NotReady(
            "There is a newer version of this document.", "Answer the findings of the newest version."
        )
    return row


def _unchanged(archive: Archive, row: DocumentRow, seen: str | None) -> DocumentRow:
    """The row, where the answers are still those that whoever asks has seen."""
    if seen is not None and answered(archive, row).state != seen:
        raise AnswersChanged(
            "Somebody else answered meanwhile.", "Look at the answers again, then do it once more."
        )
    return row


def _version_before(archive: Archive, row: DocumentRow) -> DocumentRow | None:
    """The last version before this one that went through all stages and is still kept."""
    return archive.session.scalar(
        archive.visible()
        .where(
            DocumentRow.series == row.series,
            DocumentRow.version < row.version,
            DocumentRow.state.in_(COMPARABLE),
            DocumentRow.wrapped_key != b"",
        )
        .order_by(DocumentRow.version.desc())
        .limit(1)
    )


def _no_such_finding() -> NoSuchFinding:
    return NoSuchFinding(
        "The document has no such finding, or there is no answer to it.",
        "Look at the document's findings again: a new check may have changed them.",
    )
