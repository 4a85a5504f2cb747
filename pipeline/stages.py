"""The way of one document: receive, read and identify, mark, check, detect. Pure; storing is the caller's.

    receive   is it a size that may be read at all, and does the virus scanner let it pass
    read      bytes to a Document, in a locked-down child; identify is part of it, so that the form is told
              where the hostile bytes are
    mark      before anything is kept: above the ceiling the document is refused and nothing of it remains
    check     against the case's earlier documents and other cases'
    detect    people and identifiers

Every stage takes values and gives values, so each runs and is tested without a database, a queue or a server.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import checks
import marking
import redact
from ingest import Opened
from models.case import History, Stage
from models.disclosure import DisclosurePolicy
from models.document import Document, FileFormat
from models.errors import CountersignError, RefusalCode, Refused
from models.finding import CheckReport, NotAssessed
from models.marking import MarkingOutcome, MarkingVerdict
from models.people import Detection
from pipeline.antivirus import scan
from pipeline.receiving import receive
from pipeline.settings import Settings

__all__ = [
    "HistorySource",
    "Opener",
    "Processed",
    "Progress",
    "Reader",
    "check",
    "clean_copy",
    "copy_format",
    "detect",
    "disclosure_policy",
    "judge",
    "mark",
    "process",
    "receive",
    "scan",
]

Progress = Callable[[Stage], None]
NO_HISTORY = History()
HistorySource = History | Callable[[Document], History]


class Reader(Protocol):
    """Bytes to a Document, or `Refused`: an `ingest.ReaderPool`."""

    def read(self, data: bytes, filename: str) -> Document:
        """The document that the bytes hold."""
        ...


class Opener(Reader, Protocol):
    """A reader that also takes out the files that a file carries."""

    def open(self, data: bytes, filename: str) -> Opened:
        """The document, if it is one, and the files that it carries."""
        ...


@dataclass(frozen=True, slots=True)
class Processed:
    """All that is known of one document. `reader` protections and times are the caller's to add."""

    document: Document
    marking: MarkingVerdict
    report: CheckReport
    detection: Detection

    @property
    def quarantined(self) -> bool:
        """True where it may not be stored as ready, nor copied, before its marking is settled."""
        return self.marking.quarantine


def mark(document: Document, settings: Settings) -> MarkingVerdict:
    """The document's marking; one above the ceiling is refused, and the caller keeps nothing of it."""
    verdict = marking.classify(document, settings.ceiling)
    if verdict.outcome is MarkingOutcome.ABOVE_CEILING:
        raise Refused(
            RefusalCode.ABOVE_CEILING,
            f"The document calls for a marking above {settings.marking_ceiling}, the highest that may be "
            "held here. Its content was not kept.",
            "Remove it from this system's folders and handle it on a system that is accredited for it; tell "
            "your security officer that it was sent here.",
        )
    return verdict


def check(document: Document, history: History, settings: Settings) -> CheckReport:
    """The findings. Where part of the file was not read, no rule counts as passed: a fault may be there."""
    report = checks.check(document, history, settings.profile)
    if document.readable or not report.passed:
        return report
    unsure = tuple(
        NotAssessed(
            code,
            checks.rule(code).title,
            "Part of the file could not be read, so what this rule looks for may stand there.",
        )
        for code in report.passed
    )
    return replace(report, passed=(), not_assessed=(*report.not_assessed, *unsure))


def detect(document: Document, settings: Settings) -> Detection:
    """People and identifiers in the document."""
    return redact.detect(document, settings.model_path)


def process(
    data: bytes,
    filename: str,
    *,
    reader: Reader,
    history: HistorySource = NO_HISTORY,
    settings: Settings,
    progress: Progress | None = None,
) -> Processed:
    """One document from its bytes to all that is known of it; raises `Refused`.

    `history` may be a function of the document read, for callers who find its earlier documents by its date.
    """
    tell = progress or (lambda _: None)
    tell(Stage.RECEIVE)
    receive(data, settings)
    scan(data, settings)
    tell(Stage.READ)
    document = reader.read(data, filename)
    tell(Stage.IDENTIFY)  # done by the reader; told, so that whoever watches sees every step
    return judge(document, history=history, settings=settings, progress=tell)


def judge(
    document: Document, *, history: HistorySource, settings: Settings, progress: Progress | None = None
) -> Processed:
    """The stages after reading; raises `Refused` for a document above the ceiling."""
    tell = progress or (lambda _: None)
    tell(Stage.MARK)
    verdict = mark(document, settings)
    tell(Stage.CHECK)
    report = check(document, history(document) if callable(history) else history, settings)
    tell(Stage.DETECT)
    return Processed(document, verdict, report, detect(document, settings))


def copy_format(format: FileFormat) -> Literal["docx", "pdf"]:
    """The family that a redacted copy of such a file comes in."""
    return "pdf" if format is FileFormat.PDF else "docx"


def disclosure_policy(name: str, settings: Settings) -> DisclosurePolicy:
    """The policy of that name, with this installation's choice about professionals' names."""
    policy: DisclosurePolicy = redact.load_policy(name)
    return policy if settings.staff_names is None else replace(policy, staff_names=settings.staff_names)


def clean_copy(processed: Processed, policy: DisclosurePolicy) -> redact.Release:
    """A verified copy; raises `VerificationFailed`, or `CountersignError` where none may be made at all."""
    if processed.quarantined:
        raise CountersignError(
            "No copy is made while the document's marking is not settled.",
            "Have somebody with the authority settle the marking first.",
        )
    if not processed.document.readable:
        raise CountersignError(
            "No copy is made: part of the file could not be read, so nobody can say what a copy leaves out.",
            "Send a version of the document whose pages are all text, with nothing embedded.",
        )
    return redact.release(
        processed.document,
        processed.detection,
        policy,
        copy_format(processed.document.format),
        processed.marking.proposed,
    )
