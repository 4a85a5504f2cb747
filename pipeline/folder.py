"""The main job of the command line: a folder of cases in, findings, markings and verified copies out.

No database and no server. Sub-folders are cases, and files in the folder itself are a case of their own. A
file that cannot be processed is told in its row and stops no other.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import INSIDE
from models.case import Stage
from models.errors import CountersignError, SettingsError
from models.text import Span
from pipeline import rows
from pipeline.crew import Crew, Done, Lost, Told, Work
from pipeline.likeness import Likeness
from pipeline.naming import copy_name
from pipeline.order import Dated, ordered, own_date
from pipeline.outbox import Outbox
from pipeline.rows import Row
from pipeline.settings import Settings
from pipeline.spool import Spool
from pipeline.survey import Candidate, survey

if TYPE_CHECKING:
    from pipeline.desk import Carried, Judge, Judged, Read, WasRead


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file in full, for whoever writes its report; not kept afterwards. None where not processed."""

    row: Row
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class FolderResult:
    """A run: its rows in order of case and date, where it wrote, and how long it took."""

    rows: tuple[Row, ...]
    out: Path
    seconds: float


_PARCELS = (".zip", ".eml", ".msg")
"""Endings of files that likely carry others: a guess at how much work there is, and no more."""

Progress = Callable[[str, Stage | None, int, int], None]
"""Called with a file's name, the stage it enters (None: it is finished), files finished, files in all."""

Finished = Callable[[Outcome, Outbox], None]
"""Called once a file, as soon as it is done; what it writes through the outbox belongs to the run."""


def run_folder(
    folder: Path,
    out: Path,
    *,
    settings: Settings,
    policy: str,
    progress: Progress | None = None,
    finished: Finished | None = None,
) -> FolderResult:
    """Process every document below the folder, and write redacted copies under `out`.

    Raises `SettingsError` where the folder or the policy cannot be used, `NotOurs` where `out` cannot.
    """
    if out.resolve() == folder.resolve():
        raise SettingsError(
            "The output folder is the folder of the documents itself.", "Choose another with --out."
        )
    started = time.monotonic()
    candidates, skipped = survey(folder, out)
    outbox = Outbox(out, folder)
    spool = Spool.open()
    try:
        several = any(candidate.path.suffix.lower() in _PARCELS for candidate in candidates)
        size = settings.workers if several else max(1, min(settings.workers, len(candidates)))
        with Crew(size, _desk, (spool, settings, policy), settings.job_seconds, ("pipeline.warm",)) as crew:
            run = _Run(folder.resolve(), candidates, crew, outbox, settings)
            found = run.all(progress or _silent, finished or _nobody)
    finally:
        spool.close()
    outbox.close()
    found += [rows.of_skipped(file) for file in skipped]
    return FolderResult(tuple(found), outbox.folder, time.monotonic() - started)


class _Run:
    """One run's state: what was read, what the rows are."""

    def __init__(
        self, root: Path, candidates: list[Candidate], crew: Crew, outbox: Outbox, settings: Settings
    ) -> None:
        self._root, self._files, self._crew = root, candidates, crew
        self._outbox, self._settings = outbox, settings
        self._progress: Progress = _silent
        self._finished: Finished = _nobody
        self._read: dict[int, WasRead] = {}
        self._rows: dict[int, Row] = {}
        self._names: set[str] = set()
        self._same: dict[int, int] = {}
        self._inside: dict[int, tuple[Carried, ...]] = {}
        self._parts: defaultdict[int, list[int]] = defaultdict(list)

    def all(self, progress: Progress, finished: Finished) -> list[Row]:
        """Both rounds; the rows of all files, in order of case and date."""
        self._progress, self._finished = progress, finished
        self._round_one()
        cases = self._order()
        self._round_two(cases)
        for index in self._inside:
            parts = [self._rows[part] for part in self._parts[index]]
            self._rows[index] = rows.with_parts(self._rows[index], parts)
        inorder = {i: n for n, i in enumerate(i for case in cases.values() for i in case)}
        last = len(self._files)
        known = sorted(self._rows.items(), key=lambda r: (r[1].case, inorder.get(r[0], last), r[1].file))
        return [row for _, row in known]

    def _round_one(self) -> None:
        """The files of the folder, then those that they carried."""
        from pipeline.desk import Read

        self._read_all([Read(i, c.path, self._root, c.path.name) for i, c in enumerate(self._files)])
        found = []
        for index, inside in sorted(self._inside.items()):
            outer = self._files[index]
            for carried in inside:
                number = len(self._files)
                name = f"{outer.name}{INSIDE}{carried.name}"
                self._files.append(replace(outer, name=name))
                self._parts[index].append(number)
                if carried.refused is not None:
                    self._settle(number, rows.of_failure(self._files[number], carried.refused))
                else:
                    found.append(Read(number, outer.path, self._root, carried.name, carried.spooled))
        self._read_all(found)

    def _read_all(self, tasks: Sequence[Read]) -> None:
        from pipeline.desk import WasRead, WasUnpacked

        for index, result in self._do(tasks):
            match result:
                case WasRead():
                    self._read[index] = result
                    if result.carried:
                        self._inside[index] = result.carried
                case WasUnpacked():
                    self._inside[index] = result.carried
                    self._settle(index, rows.of_archive(self._files[index], result.seconds))
                case _:
                    self._settle(index, rows.of_failure(self._files[index], result))

    def _order(self) -> dict[str, list[int]]:
        """The documents of each case, oldest first; of several with the same bytes the first stands."""
        members: defaultdict[str, list[int]] = defaultdict(list)
        for index in sorted(self._read):
            members[self._files[index].case].append(index)
        result: dict[str, list[int]] = {}
        for case, indices in members.items():
            known = [self._read[i] for i in indices]
            dated = [Dated(self._files[i].name, r.held, r.kind) for i, r in zip(indices, known, strict=True)]
            result[case] = [indices[i] for i in ordered(dated)]
        first: dict[str, int] = {}
        for index in (i for case in result.values() for i in case):
            original = first.setdefault(self._read[index].sha256, index)
            if original != index:
                self._same[index] = original
        return result

    def _round_two(self, cases: dict[str, list[int]]) -> None:
        from pipeline.desk import Judge, Judged

        likeness = Likeness()
        for case, indices in cases.items():
            for index in indices:
                likeness.add(index, case, self._read[index].prints.values)

        def tasks() -> Iterator[Judge]:
            for indices in cases.values():
                for at, index in enumerate(indices):
                    yield Judge(
                        index,
                        self._unlike(index, indices[:at])[-self._settings.earlier_documents :],
                        self._unlike(index, self._elsewhere(index, likeness)),
                        self._widely(index, likeness),
                    )

        for index, result in self._do(tasks()):
            if isinstance(result, Judged):
                self._deliver(index, result)
            else:
                self._settle(index, rows.of_failure(self._files[index], result))

    def _elsewhere(self, index: int, likeness: Likeness) -> list[int]:
        return likeness.most_like(index, self._read[index].prints.values, self._settings.other_case_documents)

    def _widely(self, index: int, likeness: Likeness) -> tuple[Span, ...]:
        marks = self._read[index].prints
        return marks.held_widely(likeness.cases(index, marks.values))

    def _unlike(self, index: int, others: Sequence[int]) -> tuple[int, ...]:
        """Without copies of the document itself or of each other: a file saved twice repeats nobody."""
        own = self._read[index].sha256
        return tuple(i for i in others if self._read[i].sha256 != own and i not in self._same)

    def _do(self, tasks: Iterable[object]) -> Iterator[tuple[int, object]]:
        """The result of each task with the number of its file; word of stages goes to the progress."""
        for event in self._crew.run(tasks):
            index = event.task.index
            match event:
                case Told(news=stage):
                    self._tell(index, stage)
                case Lost():
                    yield index, event
                case Done(result=result):
                    yield index, result

    def _tell(self, index: int, stage: Stage | None) -> None:
        self._progress(self._files[index].name, stage, len(self._rows), len(self._files))

    def _settle(self, index: int, row: Row, judged: Judged | None = None) -> None:
        """The file is done; a report that cannot be written is told in its row and stops no other."""
        try:
            self._finished(Outcome(row, judged), self._outbox)
        except (CountersignError, OSError) as error:
            row = rows.without_report(row, error)
        self._rows[index] = row
        self._tell(index, None)

    def _deliver(self, index: int, judged: Judged) -> None:
        row = rows.of_document(self._files[index], judged, self._read[index].seconds)
        if index in self._same:
            row = replace(row, same_as=self._files[self._same[index]].name)
        release = judged.release
        if release is not None:
            held = own_date(judged.processed.document)
            extension = "pdf" if release.copy.startswith(b"%PDF") else "docx"
            name = copy_name(self._files[index].name, extension, held)
            try:
                name = self._outbox.free(name, self._names)
                self._outbox.write(name, release.copy)
                row = replace(row, copy=name)
            except (CountersignError, OSError) as error:
                row = rows.without_copy(row, error)
        self._settle(index, row, judged)


def _silent(file: str, stage: Stage | None, done: int, total: int) -> None:
    """Where nobody watches."""


def _nobody(outcome: Outcome, outbox: Outbox) -> None:
    """Where nobody writes reports."""


def _desk(spool: Spool, settings: Settings, policy: str) -> AbstractContextManager[Work]:
    """Imported only in the worker processes: what it needs takes seconds to load."""
    from pipeline.desk import open_desk

    return open_desk(spool, settings, policy)
