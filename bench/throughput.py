"""How many documents a minute the service processes, and what keeping them costs.

    python -m bench.throughput [--documents 40] [--words 3000] [--workers 1 2] [--database URL]

Invented minutes of about 3,000 words, no two alike, are sent to the service, and its own worker processes do
them: reading in the locked-down child, marking, checking, detecting, storing. Their start (loading the model)
is not counted; the first document of each worker is waited for before the clock starts. The cost of keeping
is what the same documents take in one process with the stages alone, against the same with the job table,
encryption and the audit trail around them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from ingest import ReaderPool
from models.case import JobState
from pipeline import stages
from pipeline.embedded import Workforce
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.worker import open_workshop

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


def embedded(settings: Settings, documents: list[bytes]) -> tuple[float, list[float], int]:
    """Seconds for all, seconds from upload to the end for each, and bytes on disk a document."""
    with Service.open(settings) as service, Workforce(settings):
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
        stages.process(documents[0], "warm.md", reader=reader, settings=settings)
        service.accept(documents[0], "warm.md", "warm", "bench")
        workshop.do_next()
        for number, data in enumerate(documents):
            started = time.monotonic()
            stages.process(data, f"{number}.md", reader=reader, settings=settings)
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


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--documents", type=int, default=40)
    asked.add_argument("--words", type=int, default=3000)
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked.add_argument("--database", default="", help="URL of an empty database; SQLite where none is given")
    chosen = asked.parse_args()
    documents = [minutes(n, chosen.words) for n in range(chosen.documents)]
    rates = []
    for workers in chosen.workers:
        with tempfile.TemporaryDirectory() as folder:
            settings = load_settings(folder=Path(folder), workers=workers, database_url=chosen.database)
            seconds, waits, size = embedded(settings, documents)
            rates.append(60 * len(documents) / seconds)
            middle, tail = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
            print(
                f"{workers} worker{'s' * (workers > 1)}: {rates[-1]:6.1f} documents a minute; sent all at "
                f"once, ready after {middle:.1f} s (median), {tail:.1f} s (95 %); {size:,} bytes each"
            )
    if len(rates) > 1:
        print(f"scaling from {chosen.workers[0]} to {chosen.workers[-1]} workers: {rates[-1] / rates[0]:.2f}")
    few = documents[: max(5, len(documents) // 4)]
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(folder=Path(folder), other_case_documents=0)
        bare, whole = compared(settings, few)
    cost = 100 * (whole - bare) / whole
    print(
        f"one document after another: {bare / len(few):.3f} s each by the stages alone, "
        f"{whole / len(few):.3f} s with jobs, encryption and audit: {cost:.0f} % of the whole"
    )


if __name__ == "__main__":
    main()
