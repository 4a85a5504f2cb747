"""What a worker process of a folder run does: read and mark a file, then check, detect and copy it.

Two rounds, because a document can only be compared with its case once all of the case has been read and put
in order. Between them documents lie in the spool. A document above the ceiling never gets there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from checks.reuse import Prints, prints
from checks.survival import Past, past
from ingest import Member, ReaderPool
from models.case import History, Stage
from models.codec import from_json, to_json
from models.disclosure import DisclosurePolicy
from models.document import Document
from models.errors import CountersignError, Refused, VerificationFailed
from models.marking import MarkingVerdict
from models.structure import DocumentKind
from models.text import Span
from pipeline import stages
from pipeline.annotating import annotated, is_word
from pipeline.order import own_date
from pipeline.settings import Settings
from pipeline.spool import Spool
from pipeline.stages import Processed
from pipeline.survey import open_inside
from redact import Release

Tell = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class WasRefused:
    """A file that will not be processed, and why."""

    code: str
    message: str
    remedy: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Read:
    """First round: the file at this place, or one that such a file carried and that lies in the spool.

    `index` numbers the files of the run.
    """

    index: int
    path: Path
    root: Path
    name: str
    spooled: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file inside another: where it lies in the spool, or why it was not taken out."""

    name: str
    spooled: str
    refused: WasRefused | None = None


@dataclass(frozen=True, slots=True)
class WasUnpacked:
    """An archive: no document, but the files in it."""

    carried: tuple[Carried, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class WasRead:
    """What the run needs to know of a document to put it in order and find its like."""

    sha256: str
    held: date | None
    kind: DocumentKind
    prints: Prints
    seconds: float
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Second round: the document of that number, against these others, oldest first."""

    index: int
    earlier: tuple[int, ...]
    other_cases: tuple[int, ...]
    held_widely: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """All that came of a document. Where there is no release, `no_copy` says why, `remedy` what to do.

    `annotated` is the Word file for the minute-taker; empty without findings, or where it could not be made:
    then `not_annotated` says why.
    """

    processed: Processed
    release: Release | None
    no_copy: str
    remedy: str
    leaked: bool  # a copy was made, and something that was to go could still be found in it
    past: Past
    annotated: bytes
    not_annotated: str
    seconds: float


class Desk:
    """A reader, the spool and the settings of one run."""

    def __init__(
        self, reader: ReaderPool, spool: Spool, settings: Settings, policy: DisclosurePolicy
    ) -> None:
        self._reader, self._spool, self._settings, self._policy = reader, spool, settings, policy
        self._remembered = lru_cache(maxsize=24)(self._earlier)

    def work(self, task: object, tell: Tell) -> object:
        """One task of either round."""
        started = time.monotonic()
        try:
            if isinstance(task, Read):
                return self._read(task, tell, started)
            if isinstance(task, Judge):
                return self._judge(task, tell, started)
        except Refused as refusal:
            seconds = time.monotonic() - started
            return WasRefused(refusal.code.value, refusal.message, refusal.remedy, seconds)
        raise TypeError(f"not a task: {type(task).__name__}")

    def _read(self, task: Read, tell: Tell, started: float) -> WasRead | WasUnpacked | WasRefused:
        tell(Stage.RECEIVE)
        try:
            if task.spooled:
                data = self._spool.get(task.spooled)
            else:
                data = open_inside(task.path, task.root, self._settings.limits.file_bytes)
        except OSError as error:
            why = error.strerror or "it is no longer where it was"
            return WasRefused(
                "unreadable",
                f"The file could not be opened: {why}.",
                "Check its permissions, then run again.",
            )
        stages.receive(data, self._settings)
        stages.scan(data, self._settings)
        tell(Stage.READ)
        carried: tuple[Carried, ...] = ()
        if task.spooled:  # what it carries itself was taken out with it
            document = self._reader.read(data, task.name)
        else:
            opened = self._reader.open(data, task.name)
            carried = self._keep(task.index, opened.members)
            if opened.document is None:
                return WasUnpacked(carried, time.monotonic() - started)
            document = opened.document
        tell(Stage.MARK)
        verdict = stages.mark(document, self._settings)
        self._spool.put(f"{task.index}.document", to_json(document))
        self._spool.put(f"{task.index}.marking", to_json(verdict))
        self._spool.put(f"{task.index}.original", data if is_word(document, data) else b"")
        return WasRead(
            document.sha256,
            own_date(document),
            document.form.kind,
            prints(document.text[: document.main_end], self._spool.key),
            time.monotonic() - started,
            carried,
        )

    def _keep(self, index: int, members: Sequence[Member]) -> tuple[Carried, ...]:
        """The files that another carries, each in the spool under a name of its own."""
        kept = []
        for number, member in enumerate(members):
            refused, spooled = member.refused, f"{index}.carried.{number}"
            if refused is None:
                self._spool.put(spooled, member.data)
                kept.append(Carried(member.name, spooled))
            else:
                why = WasRefused(refused.code.value, refused.message, refused.remedy)
                kept.append(Carried(member.name, "", why))
        return tuple(kept)

    def _judge(self, task: Judge, tell: Tell, started: float) -> Judged:
        document = from_json(Document, self._spool.get(f"{task.index}.document"))
        verdict = from_json(MarkingVerdict, self._spool.get(f"{task.index}.marking"))
        history = History(
            tuple(self._remembered(i) for i in task.earlier),
            tuple(self._remembered(i) for i in task.other_cases),
            task.held_widely,
        )
        tell(Stage.CHECK)
        report = stages.check(document, history, self._settings)
        tell(Stage.DETECT)
        processed = Processed(document, verdict, report, stages.detect(document, self._settings))
        tell(Stage.STORE)
        try:
            release, no_copy, remedy, leaked = stages.clean_copy(processed, self._policy), "", "", False
        except CountersignError as error:
            release, no_copy, remedy = None, error.message, error.remedy
            leaked = isinstance(error, VerificationFailed)
        comments, not_annotated = self._annotated(task.index, processed)
        return Judged(
            processed,
            release,
            no_copy,
            remedy,
            leaked,
            past(document, history),
            comments,
            not_annotated,
            time.monotonic() - started,
        )

    def _annotated(self, index: int, processed: Processed) -> tuple[bytes, str]:
        """The file for the minute-taker, or why there is none."""
        found, marking = processed.report.findings, processed.marking.highest
        if not found:
            return b"", ""
        try:
            original = self._spool.get(f"{index}.original")
            return annotated(processed.document, original, found, marking, self._reader), ""
        except CountersignError as error:
            return b"", str(error)

    def _earlier(self, index: int) -> Document:
        """A document to compare with: without the places of its words on the page, which nobody compares."""
        document = from_json(Document, self._spool.get(f"{index}.document"))
        return replace(document, pages=tuple(replace(p, words=()) for p in document.pages))


@contextmanager
def open_desk(spool: Spool, settings: Settings, policy: str) -> Iterator[Callable[[object, Tell], object]]:
    """A desk of its own for a worker process."""
    rules = stages.disclosure_policy(policy, settings)
    with ReaderPool(limits=settings.limits, forms=settings.forms) as reader:
        yield Desk(reader, spool, settings, rules).work
