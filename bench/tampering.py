"""Whether every change to the audit trail is found, and at the right record.

    python -m bench.tampering [--edits 1000] [--records 400] [--database URL]... [--seed 1]

A trail of real records is written by the product. Then somebody who may do anything to the database, and
holds no key, drops the triggers and does one thing to it: changes a column (to another value, another
record's, nothing, a value of another type), renumbers, deletes, cuts off the end, takes out the middle and
closes the gap, swaps, turns a stretch round, puts a record in, or mends the signed end as far as that is
possible without the key. The trail is verified as `countersign verify` does it, with a checkpoint that was
kept outside, and has to name the first record that is not as it was written. Then that is undone and the next
is done. Each kind is counted; without `--database`, SQLite and, where a server with a database `test` answers
at 127.0.0.1:5432, PostgreSQL. Exits 1 where an edit was not found or was found elsewhere, or an untouched
trail was called changed. Also says what holds without the outside checkpoint: all but an old end put back.
"""

from __future__ import annotations

import argparse
import getpass
import random
import secrets
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from storage import audit
from storage.audit import Anchor, Trail
from storage.events import Event
from storage.keys import FileKeys
from storage.scope import INSTALLATION
from storage.store import Store

COLUMNS = ("at", "event", "actor", "detail", "chained")
GUARDS = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_no_change ON audit", "DROP TRIGGER audit_no_truncate ON audit"),
}
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an edit is done to: the connection, chance, the last record's number, and an old signed end."""

    connection: Connection
    draw: random.Random
    last: int
    old_head: Row

    def run(self, statement: str, **values: object) -> None:
        """One statement of the intruder's."""
        self.connection.execute(text(statement), values)

    def row(self, seq: int) -> Row:
        """A record as it stands."""
        found = self.connection.execute(text("SELECT * FROM audit WHERE seq = :seq"), {"seq": seq})
        return dict(found.mappings().one())

    def put(self, row: Row) -> None:
        """A record written anew."""
        self.run(
            "INSERT INTO audit (seq, at, event, actor, detail, chained) "
            "VALUES (:seq, :at, :event, :actor, :detail, :chained)",
            **row,
        )

    def some(self, most: int | None = None) -> int:
        """A record's number."""
        return self.draw.randint(1, most or self.last)

    def shift(self, first: int, by: int) -> None:
        """Renumber from `first` on, by way of numbers that nobody has."""
        self.run("UPDATE audit SET seq = seq + 1000000 WHERE seq >= :first", first=first)
        self.run("UPDATE audit SET seq = seq - 1000000 + :by WHERE seq >= 1000000", by=by)


def change_a_value(s: Scene) -> int:
    """One character of one column."""
    seq, column = s.some(), s.draw.choice(COLUMNS)
    value = str(s.row(seq)[column])
    at = s.draw.randrange(len(value))
    other = "0" if value[at] != "0" else "1"
    s.run(f"UPDATE audit SET {column} = :v WHERE seq = :seq", v=value[:at] + other + value[at + 1 :], seq=seq)  # noqa: S608
    return seq


def empty_a_value(s: Scene) -> int:
    """Nothing in place of a value."""
    seq, column = s.some(), s.draw.choice(COLUMNS)
    s.run(f"UPDATE audit SET {column} = '' WHERE seq = :seq", seq=seq)  # noqa: S608
    return seq


def write_the_same_otherwise(s: Scene) -> int:
    """A blank in the JSON: it says the same, and was not written so."""
    seq = s.some()
    s.run("UPDATE audit SET detail = replace(detail, ':', ': ') WHERE seq = :seq", seq=seq)
    return seq


def take_anothers_value(s: Scene) -> int:
    """A true time or a true hash, of another record's."""
    seq, other = s.draw.sample(range(1, s.last + 1), 2)
    column = s.draw.choice(("at", "chained"))  # every record has its own
    s.run(
        f"UPDATE audit SET {column} = (SELECT {column} || '' FROM audit WHERE seq = :o) WHERE seq = :seq",  # noqa: S608
        o=other,
        seq=seq,
    )
    return seq


def change_the_type(s: Scene) -> int:
    """SQLite keeps bytes in a column of text; elsewhere the database refuses, so another value is given."""
    seq, column = s.some(), s.draw.choice(COLUMNS)
    value: object = s.draw.randbytes(9) if s.connection.dialect.name == "sqlite" else "nine bytes"
    s.run(f"UPDATE audit SET {column} = :v WHERE seq = :seq", v=value, seq=seq)  # noqa: S608
    return seq


def become_another_record(s: Scene) -> int:
    """A true record, written once more over another."""
    seq, other = s.draw.sample(range(1, s.last + 1), 2)
    row = s.row(other) | {"seq": seq}
    s.run("DELETE FROM audit WHERE seq = :seq", seq=seq)
    s.put(row)
    return seq


def renumber(s: Scene) -> int:
    """One record under a number that nobody has."""
    seq = s.some()
    s.run("UPDATE audit SET seq = :n WHERE seq = :seq", n=s.draw.choice((-5, 0, s.last + 1, 10**9)), seq=seq)
    return seq


def delete_one(s: Scene) -> int:
    """One record."""
    seq = s.some()
    s.run("DELETE FROM audit WHERE seq = :seq", seq=seq)
    return seq


def delete_some(s: Scene) -> int:
    """A stretch of records."""
    first = s.some(s.last - 1)
    s.run("DELETE FROM audit WHERE seq BETWEEN :a AND :b", a=first, b=s.draw.randint(first, s.last))
    return first


def take_out_and_close_the_gap(s: Scene) -> int:
    """A stretch, with all after it renumbered."""
    first = s.some(s.last - 5)
    width = s.draw.randint(1, 4)
    s.run("DELETE FROM audit WHERE seq >= :a AND seq < :b", a=first, b=first + width)
    s.shift(first + width, -width)
    return first


def cut_the_end(s: Scene) -> int:
    """All from some record on."""
    first = s.some()
    s.run("DELETE FROM audit WHERE seq >= :a", a=first)
    return first


def cut_the_end_and_mend_the_head(s: Scene) -> int:
    """The signature of the end cannot be made without the key."""
    first = s.draw.randint(2, s.last)
    s.run("DELETE FROM audit WHERE seq >= :a", a=first)
    s.run("UPDATE audit_head SET seq = :n, chained = (SELECT chained FROM audit WHERE seq = :n)", n=first - 1)
    return first


def put_an_old_end_back(s: Scene) -> int:
    """A true end of an earlier day, signed by us: only a checkpoint that is kept outside tells."""
    seq = int(str(s.old_head["seq"]))
    s.run("DELETE FROM audit WHERE seq > :n", n=seq)
    s.run("UPDATE audit_head SET seq = :seq, chained = :chained, signature = :signature", **s.old_head)
    return seq + 1


def empty_the_table(s: Scene) -> int:
    """Every record, and at times the signed end with them."""
    s.run("DELETE FROM audit" if s.connection.dialect.name == "sqlite" else "TRUNCATE audit")
    if s.draw.random() < 0.5:
        s.run("DELETE FROM audit_head")
    return 1


def swap_two(s: Scene) -> int:
    """Two records, by their numbers."""
    one, two = sorted(s.draw.sample(range(1, s.last + 1), 2))
    for a, b in ((one, -1), (two, one), (-1, two)):
        s.run("UPDATE audit SET seq = :b WHERE seq = :a", a=a, b=b)
    return one


def turn_a_stretch_round(s: Scene) -> int:
    """A stretch of records in the opposite order."""
    first = s.some(s.last - 8)
    width = s.draw.randint(2, 8)
    rows = [s.row(seq) for seq in range(first, first + width)]
    s.run("DELETE FROM audit WHERE seq >= :a AND seq < :b", a=first, b=first + width)
    for offset, row in enumerate(reversed(rows)):
        s.put(row | {"seq": first + offset})
    return first


def put_one_in(s: Scene) -> int:
    """A record of the intruder's own, with all after it renumbered."""
    seq = s.some()
    row = s.row(seq) | {"actor": "u9"}
    s.shift(seq, 1)
    s.put(row)
    return seq


def put_one_at_the_end(s: Scene) -> int:
    """A true record once more, as the last."""
    s.put(s.row(s.some()) | {"seq": s.last + 1})
    return s.last + 1


def put_one_before_the_first(s: Scene) -> int:
    """A record with a number below 1."""
    seq = s.draw.choice((0, -1, -77))
    s.put(s.row(s.some()) | {"seq": seq})
    return seq


def change_the_head(s: Scene) -> int:
    """The signed end, or no end."""
    change = s.draw.choice(
        (
            "UPDATE audit_head SET chained = 'x'",
            "UPDATE audit_head SET seq = seq - 1",
            "DELETE FROM audit_head",
        )
    )
    s.run(change)
    return s.last


EDITS: tuple[Callable[[Scene], int], ...] = (
    change_a_value,
    empty_a_value,
    write_the_same_otherwise,
    take_anothers_value,
    change_the_type,
    become_another_record,
    renumber,
    delete_one,
    delete_some,
    take_out_and_close_the_gap,
    cut_the_end,
    cut_the_end_and_mend_the_head,
    put_an_old_end_back,
    empty_the_table,
    swap_two,
    turn_a_stretch_round,
    put_one_in,
    put_one_at_the_end,
    put_one_before_the_first,
    change_the_head,
)
"""Each returns the number of the first record that is not as it was written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one kind of edit: done, found at the right record; without the checkpoint; and the first misses."""

    done: Counter[str]
    right: Counter[str]
    alone: Counter[str]
    misses: list[str]


def written(store: Store, records: int) -> tuple[Row, Anchor]:
    """Write the trail: its signed end half way, and its checkpoint at the end. The triggers are dropped."""
    half: Row = {}
    for first in range(0, records, 50):
        with store.database.writing(INSTALLATION) as session:
            for number in range(first, min(first + 50, records)):
                audit.append(
                    session, store.keys, Event.SENSITIVE_READ, "u1", document=f"d{number}", what="findings"
                )
            if first + 50 >= records // 2 and not half:
                found = session.execute(text("SELECT seq, chained, signature FROM audit_head"))
                half = dict(found.mappings().one())
    with store.database.reading(INSTALLATION) as session:
        checkpoint = audit.anchor(session, store.keys)
    with store.database.engine.begin() as connection:
        for statement in GUARDS[connection.dialect.name]:
            connection.execute(text(statement))
    return half, checkpoint


def attack(store: Store, edits: int, records: int, seed: int) -> Outcome:
    """Do so many edits, each by itself, and verify after each."""
    draw = random.Random(seed)
    old_head, checkpoint = written(store, records)
    outcome = Outcome(Counter(), Counter(), Counter(), [])
    with store.database.engine.connect() as connection:
        for number in range(edits):
            edit = EDITS[number % len(EDITS)]
            turn = connection.begin()
            bad = edit(Scene(connection, draw, records, old_head))
            found, alone = (_verified(connection, store.keys, a) for a in ((checkpoint,), ()))
            turn.rollback()
            outcome.done[edit.__name__] += 1
            outcome.right[edit.__name__] += found.bad == bad
            outcome.alone[edit.__name__] += not alone.whole
            if found.bad != bad:
                outcome.misses.append(f"{edit.__name__}: record {bad}, told {found.bad} ({found.why})")
        if not _verified(connection, store.keys, (checkpoint,)).whole:
            outcome.misses.append("the untouched trail is called changed")
    return outcome


def _verified(connection: Connection, keys: object, anchors: tuple[Anchor, ...]) -> Trail:
    assert isinstance(keys, FileKeys)
    with Session(connection, join_transaction_mode="rollback_only") as session:
        return audit.verify(session, keys, anchors)


def main() -> int:
    """Attack each database, and print the table."""
    parser = argparse.ArgumentParser(description="Tamper with the audit trail, and see what is found.")
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--records", type=int, default=400)
    parser.add_argument("--database", action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        urls = chosen.database or [f"sqlite:///{folder}/trail.sqlite3", *_server()]
        for number, url in enumerate(urls):
            place = Path(folder) / str(number)
            store = Store.open(url, (place / "originals").as_uri(), place / "file.keys")
            try:
                outcome = attack(store, chosen.edits, chosen.records, chosen.seed)
            finally:
                store.close()
                _dropped(url)
            failed |= bool(outcome.misses)
            _print(url.split(":")[0], outcome)
    return 1 if failed else 0


def _print(name: str, outcome: Outcome) -> None:
    print(f"\n{name}: found at the right record, of edits done; found without the outside checkpoint")
    for kind, done in outcome.done.items():
        print(f"  {kind.replace('_', ' '):34} {outcome.right[kind]:4} of {done:4}   {outcome.alone[kind]:4}")
    print(f"  {'all':34} {outcome.right.total():4} of {outcome.done.total():4}   {outcome.alone.total():4}")
    for miss in outcome.misses[:20]:
        print(f"  MISSED {miss}")


def _server() -> list[str]:
    """A database of its own on the server, where there is one."""
    name = f"tampering_{secrets.token_hex(6)}"
    try:
        _administer(f"CREATE DATABASE {name}")
    except (SQLAlchemyError, OSError) as fault:
        print(f"PostgreSQL is left out: no server answers ({type(fault).__name__}).", file=sys.stderr)
        return []
    return [f"postgresql+pg8000://{getpass.getuser()}@127.0.0.1:5432/{name}"]


def _dropped(url: str) -> None:
    name = url.rsplit("/", 1)[-1]
    if name.startswith("tampering_"):
        with suppress(SQLAlchemyError, OSError):
            _administer(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(statement: str) -> None:
    url = f"postgresql+pg8000://{getpass.getuser()}@127.0.0.1:5432/test"
    server = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"timeout": 10})
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()


if __name__ == "__main__":
    sys.exit(main())
