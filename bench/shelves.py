"""Is a case opened quickly when 100,000 documents are kept? Pages as a chair asks for them, timed.

    python -m bench.shelves [--documents 100000] [--cases 8000] [--opened 60] [--databases sqlite postgresql]

The rows of an installation that has run for years are written in bulk: documents with sealed names in cases
with sealed references, a job and the findings of each. Those that are opened are whole, with results in the
store that open; the findings and results of the rest are random bytes of the usual size, since nobody looks
into them. No index of wording and no audit trail is made up: neither grows what a page asks for. PostgreSQL
is a cluster of its own, set up as it comes, in a temporary folder.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Connection, text

from api.web.app import create_app
from api.web.paging import following
from bench.throughput import minutes
from ingest import read
from models.case import JobState, Stage
from models.codec import to_json
from pipeline import stages
from pipeline.settings import load_settings
from pipeline.versions import VERSIONS
from storage.accounts import AccountRole, Accounts, hash_password
from storage.archive import Archive
from storage.keys import KeyProvider
from storage.sealing import Seal, owner_of
from storage.store import Store
from storage.tables import FIRST_AREA
from tests.own_servers import PostgreSql

BAR = 0.100
"""Seconds within which a case is to be open."""
PASSWORD = "correct horse battery staple"  # noqa: S105 - of an installation that lives for minutes
FINDINGS = 12
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
AT_ONCE = 20_000
STATES = (*[JobState.READY] * 95, *[JobState.QUARANTINED] * 3, JobState.REFUSED, JobState.FAILED)


class Filler:
    """Writes rows in bulk, in the way that each database takes them fastest."""

    def __init__(self, store: Store, archive: Archive, seed: int) -> None:
        self._store, self._archive, self._draw = store, archive, random.Random(seed)
        self._keys: KeyProvider = store.keys
        whole = read(minutes(1, 3000), "minutes.md")
        settings = load_settings()
        done = stages.judge(whole, history=stages.NO_HISTORY, settings=settings)
        self._results = {
            Stage.READ: done.document, Stage.MARK: done.marking,
            Stage.CHECK: done.report, Stage.DETECT: done.detection,
        }  # fmt: skip
        self._findings = done.report.findings

    def fill(self, connection: Connection, documents: int, cases: int, opened: int) -> list[str]:
        """All of it; the ids of the cases whose documents are whole, spread over the years."""
        made = [self._case(number) for number in range(cases)]
        pour(connection, "cases", [row for row, _ in made])
        ids = [row["id"] for row, _ in made]
        shown = ids[:: max(1, cases // opened)][:opened]
        tables: dict[str, list[dict[str, Any]]] = {"documents": [], "results": [], "findings": [], "jobs": []}
        for number in range(documents):
            self._document(tables, number, ids[number % cases], set(shown))
            if number % AT_ONCE == AT_ONCE - 1 or number == documents - 1:
                for table, rows in tables.items():
                    pour(connection, table, rows)
                    rows.clear()
                print(f"\r  {number + 1:,} documents", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        return shown

    def _case(self, number: int) -> tuple[dict[str, Any], Seal]:
        id, reference = secrets.token_hex(16), f"NPS-{number:06}"
        seal, wrapped = Seal.new(self._keys, f"case {id}")
        row = {
            "id": id, "reference_key": self._archive._reference_key(reference, FIRST_AREA),
            "sealed_reference": seal.close("reference", reference.encode()), "key_id": wrapped.key_id,
            "wrapped_key": wrapped.wrapped, "created": NOW - timedelta(days=2000), "area": FIRST_AREA,
            "restricted": False,
        }  # fmt: skip
        return row, seal

    def _document(
        self, tables: dict[str, list[dict[str, Any]]], number: int, case: str, shown: set[str]
    ) -> None:
        id, draw = secrets.token_hex(16), self._draw
        seal, wrapped = Seal.new(self._keys, owner_of(id, 1))
        received = NOW - timedelta(minutes=25 * number)
        state = JobState.READY if case in shown else draw.choice(STATES)
        through = state in (JobState.READY, JobState.QUARANTINED)
        held: date | None = received.date() if through else None
        tables["documents"].append({
            "id": id, "case_id": case, "series": id, "version": 1, "superseded_by": None,
            "duplicate_of": None, "part_of": None, "part_number": None,
            "sha256": hashlib.sha256(id.encode()).hexdigest(), "size": 40_000,
            "state": state.value, "received": received, "received_by": "u1",
            "key_id": wrapped.key_id, "wrapped_key": wrapped.wrapped,
            "sealed_filename": seal.close("filename", f"minutes {number}.docx".encode()),
            "original": f"{id[:2]}/{id}/original-0", "format": "docx", "form": "mappa-c" if through else "",
            "kind": "minutes" if through else "", "held": held, "declared": "OFFICIAL-SENSITIVE",
            "proposed": "OFFICIAL-SENSITIVE", "outcome": "agreed" if through else "",
            "faults": "STL-01 ACT-02",
            "blocking": 1, "high": 3, "medium": 5, "low": 3, "not_assessed": 4, "mentions": 80, "people": 12,
        })  # fmt: skip
        for stage, value in self._results.items() if through else ():
            blob = f"{id[:2]}/{id}/{stage.value}-0"
            if case in shown:
                what = f"{stage.value}-result"
                blob = self._store.blobs.put(id, what, seal.close(what, to_json(value), pack=True))
            tables["results"].append({
                "id": secrets.token_hex(16), "document_id": id, "stage": stage.value,
                "version": VERSIONS[stage], "blob": blob, "created": received,
            })  # fmt: skip
        for place in range(FINDINGS if through else 0):
            finding = self._findings[place % len(self._findings)]
            sealed = draw.randbytes(350)
            if case in shown:
                sealed = seal.close(f"finding {place}", to_json(finding), pack=True)
            tables["findings"].append({
                "id": secrets.token_hex(16), "document_id": id, "number": place, "code": finding.code,
                "severity": finding.severity.value, "confidence": finding.confidence.value,
                "key": secrets.token_hex(32), "sealed": sealed,
            })  # fmt: skip
        tables["jobs"].append({
            "id": secrets.token_hex(16), "document_id": id, "task": "process", "state": state.value,
            "stage": "store", "priority": 20, "attempts": 1, "created": received, "updated": received,
            "not_before": 0.0, "lease_owner": "", "lease_token": "", "lease_until": 0.0, "code": "agreed",
            "reason": "", "remedy": "",
        })  # fmt: skip


def pour(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows: one prepared statement on SQLite, COPY on PostgreSQL."""
    if not rows:
        return
    columns = ", ".join(f'"{name}"' for name in rows[0])
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(rows[0]))
        values = [tuple(map(_sqlite, row.values())) for row in rows]
        connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608
        return
    lines = io.BytesIO("".join("\t".join(map(_copy, row.values())) + "\n" for row in rows).encode())
    cursor: Any = connection.connection.cursor()
    cursor.execute(f"COPY {table} ({columns}) FROM STDIN", stream=lines)


def _sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _copy(value: Any) -> str:
    match value:
        case None:
            return "\\N"
        case bytes():
            return "\\\\x" + value.hex()
        case bool():
            return "t" if value else "f"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def measure(name: str, folder: Path, database: str, given: argparse.Namespace) -> bool:
    """Fill, ask, print; False where a case takes too long."""
    settings = load_settings(folder=folder, database_url=database, requests_per_minute=0)
    began = time.monotonic()
    with closing(Store.open(settings.database, settings.store, settings.keys)) as store:
        with store.reading() as (_, archive):
            filler = Filler(store, archive, seed=1)
        with store.database.writing(store.scope) as session:
            shown = filler.fill(session.connection(), given.documents, given.cases, given.opened)
            accounts = Accounts(session, store.keys)
            accounts.add("Chair", hash_password(PASSWORD), AccountRole.CHAIR, False, areas=None)
        with store.database.engine.connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.commit()
    size = f"{given.documents:,} documents in {given.cases:,} cases"
    print(f"{name}: {size}, written in {time.monotonic() - began:.0f} s", flush=True)
    with client_of(create_app(settings)) as client:
        far = following(0, given.documents // 2, given.documents)
        asked = {
            "a case opened": [f"/cases/{id}" for id in shown],
            "the newest documents": ["/documents"] * 10,
            "documents far back": [f"/documents?cursor={far}"] * 5,
            "a case's documents": [f"/documents?case=NPS-{n:06}" for n in range(0, 200, 20)],
            "the quarantine": ["/quarantine"] * 10,
            "the list of cases": ["/cases"] * 5,
            "dead letters": ["/api/v1/jobs?state=failed"] * 10,
            "figures": ["/figures"] * 3,
        }
        good = True
        for what, addresses in asked.items():
            client.get(addresses[0])  # templates and plans are made at the first
            times = sorted(timed(client, address) for address in addresses)
            middle, tail = statistics.median(times), times[int(0.95 * (len(times) - 1))]
            print(f"  {what:<22} {1000 * middle:7.1f} ms (median), {1000 * tail:7.1f} ms (95 %)")
            good = good and (what != "a case opened" or tail < BAR)
    return good


@contextmanager
def client_of(app: Any) -> Iterator[TestClient]:
    """A browser with a chair signed in."""
    with TestClient(app, base_url="http://localhost") as client:
        client.post("/api/v1/session", json={"name": "Chair", "password": PASSWORD}).raise_for_status()
        yield client


def timed(client: TestClient, address: str) -> float:
    """Seconds to the whole answer."""
    began = time.perf_counter()
    client.get(address).raise_for_status()
    return time.perf_counter() - began


def main() -> None:
    """Measure on each database."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--documents", type=int, default=100_000)
    asked.add_argument("--cases", type=int, default=8_000)
    asked.add_argument("--opened", type=int, default=60)
    asked.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    given = asked.parse_args()
    good = True
    for name in given.databases:
        with tempfile.TemporaryDirectory() as folder:
            if name == "sqlite":
                good = measure(name, Path(folder), "", given) and good
                continue
            with PostgreSql(Path(folder) / "postgresql") as server:
                good = measure(name, Path(folder) / "var", server.url, given) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
