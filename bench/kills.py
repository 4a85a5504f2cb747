"""Does anything get lost when processes are killed at every step? Real processes, real files, kill -9.

    python -m bench.kills [--documents 200] [--kills 60] [--words 600] [--modes embedded rabbitmq redis]

An installation is started as a person would start it, with a database and a broker of its own where it is
a grown one, and documents are sent over HTTP without end, so many in flight. Then worker processes, the
children that read files, the server, the broker and the database are killed outright, each when some job has
just come to a certain stage, by turns through all stages, or at a moment drawn by chance after that. Marking
follows reading, and storing detection, without a row that says so: `tests/pipeline/test_killed.py` kills to
the line. The first document is a poison: whoever takes it up is killed, always.

At the end every document that was accepted must have come to one end, by one job, told once by the audit
trail; one that is ready has one result of each stage, the same as without any kill, and everything opens. The
poison has failed after as many attempts as are allowed. Exit 1 where anything else is the case.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from bench.siege import ATTEMPTS, Running, Sender, Site, below
from bench.throughput import minutes
from ingest import read
from models.case import JobState, Stage
from models.document import Document
from models.finding import CheckReport
from pipeline.service import Service
from pipeline.settings import load_settings
from storage.jobs import Task
from storage.tables import DocumentRow, FindingRow, JobRow, ResultRow

STAGES = ("read", "check", "detect")
MOMENTS = (*STAGES, "later")
"""When a job has just come to that stage; or up to half a second later, wherever it is then."""
PATIENCE = 900.0
LOOK_SECONDS = 0.002
SAMPLE = 25
"""So many finished documents are compared with what the stages make of them undisturbed."""


class Killer:
    """Kills by turns, and keeps count: victim and stage."""

    def __init__(self, site: Site, sender: Sender, seed: int) -> None:
        self._site, self._sender, self._draw = site, sender, random.Random(seed)
        self.done: Counter[tuple[str, str]] = Counter()
        self.poisoned = 0
        self.poison = ""

    def turns(self, kills: int) -> list[tuple[str, str]]:
        """Whom to kill, and when: workers and children most, the rest a few times at every stage."""
        victims = ["worker", "worker", "server"]
        if self._site.mode != "embedded":
            victims += ["broker", "database"]
        turns = [(victim, moment) for victim in victims for moment in MOMENTS]
        turns += [("reading child", "read")] * 4 + (
            [] if self._site.mode == "embedded" else [("celery", "check")] * 2
        )
        times = -(-kills // len(turns))
        found = (turns * times)[: max(kills, len(turns))]
        self._draw.shuffle(found)
        return found

    def go_on(self, victim: str, moment: str) -> None:
        """Wait until a job is at that stage, and kill."""
        ends = time.monotonic() + 120
        while time.monotonic() < ends:
            hit = [r for r in self._watch() if moment in (r.stage, "later") and self._may_hit(r)]
            if hit:
                if moment == "later":
                    time.sleep(self._draw.uniform(0, 0.5))
                if self._kill(victim, self._draw.choice(hit)):
                    self.done[victim, moment] += 1
                    return
            time.sleep(LOOK_SECONDS)
        self.done["nobody found", moment] += 1

    def _may_hit(self, at: Running) -> bool:
        """Not so often that the document itself fails by it."""
        return at.attempts < ATTEMPTS - 3 and at.document != self.poison

    def settle(self) -> None:
        """No more kills but those of the poison's workers, until every job has come to an end."""
        ends = time.monotonic() + PATIENCE
        while (left := self._site.open_jobs()) != 0:
            if time.monotonic() > ends:
                raise SystemExit(f"{left} jobs never came to an end")
            until = time.monotonic() + 0.5
            while time.monotonic() < until:
                self._watch()
                time.sleep(LOOK_SECONDS)

    def _watch(self) -> list[Running]:
        """What is under way; the poison's worker dies on the way."""
        at_work = self._site.running()
        if not self.poison and at_work:
            self.poison = at_work[0].document
        for each in at_work:
            if each.document == self.poison and each.attempts > self.poisoned and _end(each.pid):
                self.poisoned = each.attempts
        return at_work

    def _kill(self, victim: str, at: Running) -> bool:
        site = self._site
        match victim:
            case "worker":
                return _end(at.pid)
            case "reading child":
                children = list(below(at.pid))
                return bool(children) and _end(self._draw.choice(children))
            case "server":
                assert site.server is not None
                _end(site.server.pid)
                site.server.wait()
                site.start_server()
            case "celery":
                assert site.celery is not None
                _end(site.celery.pid)
                site.celery.wait()
                site.start_celery()
            case "broker" | "database":
                server = site.broker if victim == "broker" else site.database
                assert server is not None
                server.kill()
                time.sleep(self._draw.uniform(0, 1))
                server.start()
        return True


def _end(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def judge(site: Site, sender: Sender, poison: str) -> list[str]:
    """What is wrong, in words; nothing where all is well. Prints what became of the documents."""
    wrong: list[str] = []
    settings = load_settings(
        folder=site.folder / "var", database_url=site.database_url if site.database else ""
    )
    with Service.open(settings) as service:
        store = service._store
        with store.reading() as (session, archive):
            rows = {row.id: row for row in session.scalars(select(DocumentRow))}
            jobs = list(session.scalars(select(JobRow)))
            results = Counter((r.document_id, r.stage) for r in session.scalars(select(ResultRow)))
            findings = Counter(session.scalars(select(FindingRow.document_id)))
            trail = [r for r in service.trail(most=10**6) if r.event == "upload_validation"]
            told = Counter(str(r.detail["job"]) for r in trail)
            wrong += [f"accepted and gone: {id}" for id in sender.accepted if id not in rows]
            ends: Counter[str] = Counter()
            for id, row in rows.items():
                own = [j for j in jobs if j.document_id == id and j.task == Task.PROCESS]
                if len(own) != 1 or not JobState(own[0].state).terminal or own[0].state != row.state:
                    wrong.append(f"{id}: jobs {[j.state for j in own]}, document {row.state}")
                    continue
                ends[row.state] += 1
                if told[own[0].id] != 1:
                    wrong.append(f"{id}: its end is told {told[own[0].id]} times")
                if row.state in (JobState.READY, JobState.QUARANTINED):
                    report = archive.result(CheckReport, row, Stage.CHECK)
                    counts = [results[id, s] for s in ("read", "mark", "check", "detect")]
                    if counts != [1] * 4 or report is None or findings[id] != len(report.findings):
                        wrong.append(f"{id}: results {counts}, findings {findings[id]}")
                elif id != poison:
                    wrong.append(f"{id}: ended as {row.state}: {own[0].reason}")
            if poison and rows[poison].state != JobState.FAILED:
                wrong.append(f"the poison ended as {rows[poison].state}")
            ready = [
                (id, n)
                for id, n in sender.accepted.items()
                if id in rows and rows[id].state == JobState.READY
            ]
            for id, number in random.Random(1).sample(ready, min(SAMPLE, len(ready))):
                expected = read(sender.words[number % len(sender.words)], f"{number}.md").text
                kept = archive.result(Document, rows[id], Stage.READ)
                if kept is None or kept.text != expected:
                    wrong.append(f"{id}: its text is not what was sent")
        sound = service.verify()
    wrong += [f"verify: {sound.trail.why}"] if not sound.trail.whole else []
    wrong += [f"verify: {f.document_id} {f.what} {f.why}" for f in sound.faults]
    others = [j for j in jobs if j.task != Task.PROCESS]
    wrong += [f"job {j.id}: {j.state}" for j in others if not JobState(j.state).terminal]
    took = Counter(j.attempts for j in jobs if j.task == Task.PROCESS)
    sent = f"{len(sender.accepted)} accepted, {len(rows)} kept"
    print(f"  documents: {sent} ({sender.unanswered} requests without an answer)")
    print(f"  ended as {dict(ends)}; attempts {dict(sorted(took.items()))}")
    return wrong


def siege(mode: str, documents: int, kills: int, words: int, seed: int) -> list[str]:
    """One installation from its start to the verdict."""
    print(f"{mode}:", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), mode)
        try:
            site.start()
            sender = Sender(site, [minutes(n, words) for n in range(64)], documents)
            sender.start()
            killer = Killer(site, sender, seed)
            began = time.monotonic()
            for victim, stage in killer.turns(kills):
                killer.go_on(victim, stage)
            lasted = time.monotonic() - began
            while len(sender.accepted) < documents:
                time.sleep(0.1)
            sender.stop.set()
            sender.join()
            killer.settle()
            wrong = judge(site, sender, killer.poison)
        finally:
            site.stop()
    total = sum(killer.done.values())
    print(f"  kills: {total} in {lasted:.0f} s, and {killer.poisoned} of the poison's workers")
    print("    " + "".join(f"{m:>8}" for m in MOMENTS))
    for victim in sorted({v for v, _ in killer.done}):
        print(f"    {''.join(f'{killer.done[victim, m]:>8}' for m in MOMENTS)}  {victim}")
    if killer.poisoned != ATTEMPTS:
        wrong.append(f"the poison's workers were killed {killer.poisoned} times")
    for line in wrong:
        print(f"  WRONG {line}")
    return wrong


def main() -> None:
    """Besiege each kind of installation and say what was lost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--documents", type=int, default=200, help="in flight")
    asked.add_argument("--kills", type=int, default=60)
    asked.add_argument("--words", type=int, default=600)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--modes", nargs="+", default=["embedded", "rabbitmq", "redis"])
    given = asked.parse_args()
    wrong = [
        w for mode in given.modes for w in siege(mode, given.documents, given.kills, given.words, given.seed)
    ]
    print("nothing lost" if not wrong else f"{len(wrong)} things wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
