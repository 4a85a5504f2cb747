"""How many documents a minute the service processes, and what keeping them costs.

    python -m bench.throughput [--documents 40] [--words 3000] [--workers 1 2] [--grown]

Invented minutes of about 3,000 words, no two alike, are sent to the service, and worker processes do them:
reading in the locked-down child, marking, checking, detecting, storing. Their start (loading the model) is
not counted: documents before the first are waited for. `--grown` does the same again with a PostgreSQL
cluster and a RabbitMQ node of its own and Celery workers. Times are from upload to ready, with all documents
sent at once.

The cost of keeping is what the same documents take in one process with the stages alone, against the same
with the job table, encryption and the audit trail around them. The fingerprints of a document's wording
belong to its checking, and are taken in both.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from checks.reuse import prints
from ingest import ReaderPool
from models.case import JobState
from pipeline import stages
from pipeline.embedded import Workforce
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.worker import open_workshop
from storage.database import Database
from tests.own_servers import PostgreSql, RabbitMq

HEADINGS = (
    "Attendance", "Apologies", "Confidentiality and diversity statement", "Previous actions",
    "Information sharing: police", "Information sharing: probation", "Information sharing: health",
    "Risk of serious harm", "Victim safety", "Disclosure", "Risk management plan", "Actions", "Next review",
)  # fmt: skip
SURNAMES = "Archer Brook Carver Dunmore Ellery Farrow Garside Holt Ingleby Jarrow Kestle Lomax".split()  # noqa: SIM905
NOUNS = "visit licence housing contact plan report hostel curfew worker placement test review alert".split()  # noqa: SIM905
VERBS = "agreed noted confirmed discussed reviewed checked arranged reported considered raised".split()  # noqa: SIM905


def minutes(number: int, words: int) -> bytes:
    """Minutes as text: a marking, headings of the form, sentences with names, dates and telephone numbers."""
    draw = random.Random(number)
    lines = [
        "OFFICIAL-SENSITIVE",
        "MAPPA Level 2 meeting minutes",
        f"Date of meeting: {number % 28 + 1} March 2024",
    ]
    count = 0
    for heading in HEADINGS:
        lines.append(f"## {heading}")
        while count < words * (HEADINGS.index(heading) + 1) / len(HEADINGS):
            sentence = (
                f"{draw.choice(['Mr', 'Ms', 'PC', 'Dr'])} {draw.choice(SURNAMES)} {draw.choice(VERBS)} the "
                f"{draw.choice(NOUNS)} and the {draw.choice(NOUNS)} with the {draw.choice(NOUNS)} team on "
                f"{draw.randint(1, 28)} February 2024, and will telephone 020 7946 0{draw.randint(100, 999)} "
                f"about the {draw.choice(NOUNS)} before the {draw.choice(NOUNS)} is {draw.choice(VERBS)}."
            )
            lines.append(sentence)
            count += len(sentence.split())
    return "\n\n".join(lines).encode()


@contextmanager
def celery(settings: Settings) -> Iterator[None]:
    """Celery workers for these settings."""
    told = {
        "FOLDER": str(settings.folder),
        "DATABASE_URL": settings.database,
        "CELERY_BROKER_URL": settings.celery_broker_url.get_secret_value(),
    }
    command = [str(Path(sys.executable).with_name("celery")), "-A", "pipeline.celery_app", "worker"]
    process = subprocess.Popen(
        [*command, "--concurrency", str(settings.workers), "--loglevel", "error"],
        env={**os.environ, **{f"COUNTERSIGN_{name}": value for name, value in told.items()}},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def through(
    settings: Settings, documents: list[bytes], hands: AbstractContextManager[object]
) -> tuple[float, list[float], int]:
    """Seconds for all, seconds from upload to the end for each, and bytes on disk a document."""
    with Service.open(settings) as service, hands:
        warm = [service.accept(minutes(-n - 1, 300), "warm.md", f"warm {n}", "bench") for n in range(8)]
        _wait(service, [w.job_id for w in warm])
        before = _size(settings.folder)
        started = time.monotonic()
        taken = [
            service.accept(data, f"{n}.md", f"case {n % 10}", "bench").job_id
            for n, data in enumerate(documents)
        ]
        _wait(service, taken)
        seconds = time.monotonic() - started
        ended = [service.job(id) for id in taken]
        unwell = [job.state for job in ended if job.state not in (JobState.READY, JobState.QUARANTINED)]
        if unwell:
            raise SystemExit(f"{len(unwell)} documents did not become ready: {sorted(set(unwell))}")
        waits = [(job.updated - job.created).total_seconds() for job in ended]
        return seconds, waits, (_size(settings.folder) - before) // len(documents)


def compared(settings: Settings, documents: list[bytes]) -> tuple[float, float]:
    """Seconds by the stages alone, and with everything around them, for the same documents turn by turn.

    Turn by turn, so that whatever else the machine does falls on both. Each document is in a case of its own:
    the checks then have the same to do.
    """
    alone = kept = 0.0
    with (
        ReaderPool(limits=settings.limits) as reader,
        Service.open(settings) as service,
        open_workshop(settings) as workshop,
    ):
        key = secrets.token_bytes(32)
        stages.process(documents[0], "warm.md", reader=reader, settings=settings)
        service.accept(documents[0], "warm.md", "warm", "bench")
        workshop.do_next()
        for number, data in enumerate(documents):
            started = time.monotonic()
            done = stages.process(data, f"{number}.md", reader=reader, settings=settings)
            prints(done.document.text[: done.document.main_end], key)
            between = time.monotonic()
            service.accept(data, f"{number}.md", f"case {number}", "bench")
            workshop.do_next()
            alone += between - started
            kept += time.monotonic() - between
    return alone, kept


def _wait(service: Service, ids: list[str]) -> None:
    while not all(service.job(id).state.terminal for id in ids):
        time.sleep(0.05)


def _size(folder: Path) -> int:
    """Bytes on disk, without the database's write-ahead log, which is used again and again."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and "-wal" not in p.name)


def measure(name: str, documents: list[bytes], workers: list[int], grown: dict[str, str]) -> None:
    """Print the rates of one kind of installation."""
    rates = []
    for number in workers:
        with tempfile.TemporaryDirectory() as folder:
            settings = load_settings(folder=Path(folder), workers=number, **grown)
            hands = celery(settings) if grown else Workforce(settings)
            seconds, waits, size = through(settings, documents, hands)
        rates.append(60 * len(documents) / seconds)
        middle, tail = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
        print(
            f"{name}, {number} worker{'s' * (number > 1)}: {rates[-1]:6.1f} documents a minute; sent all at "
            f"once, ready after {middle:.1f} s (median), {tail:.1f} s (95 %); {size:,} bytes each",
            flush=True,
        )
        _empty(grown)
    if len(rates) > 1:
        print(f"{name}: scaling from {workers[0]} to {workers[-1]} workers: {rates[-1] / rates[0]:.2f}")


def cost(name: str, documents: list[bytes], grown: dict[str, str]) -> None:
    """Print what keeping costs."""
    with tempfile.TemporaryDirectory() as folder:
        database = {"database_url": grown["database_url"]} if grown else {}
        settings = load_settings(folder=Path(folder), other_case_documents=0, **database)
        bare, whole = compared(settings, documents)
    alone, kept = bare / len(documents), whole / len(documents)
    print(
        f"{name}, one document after another: {alone:.3f} s each by the stages alone, {kept:.3f} s with "
        f"jobs, encryption and audit: {100 * (kept - alone) / kept:.0f} % of the whole",
        flush=True,
    )
    _empty(grown)


def _empty(grown: dict[str, str]) -> None:
    """Nothing of one measurement is there in the next: its keys went with its folder."""
    if grown:
        database = Database(grown["database_url"])
        database.migrate("base")
        database.close()


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--documents", type=int, default=40)
    asked.add_argument("--words", type=int, default=3000)
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked.add_argument("--grown", action="store_true", help="also on PostgreSQL with RabbitMQ and Celery")
    chosen = asked.parse_args()
    documents = [minutes(n, chosen.words) for n in range(chosen.documents)]
    few = documents[: max(5, len(documents) // 4)]
    measure("embedded", documents, chosen.workers, {})
    cost("embedded", few, {})
    if chosen.grown:
        with (
            tempfile.TemporaryDirectory() as folder,
            PostgreSql(Path(folder) / "database") as database,
            RabbitMq(Path(folder) / "broker") as broker,
        ):
            grown = {"database_url": database.url, "celery_broker_url": broker.url}
            measure("grown", documents, chosen.workers, grown)
            cost("grown", few, grown)


if __name__ == "__main__":
    main()
