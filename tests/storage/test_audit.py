from __future__ import annotations

import random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from storage import audit
from storage.audit import Trail
from storage.events import KEYS, Event
from storage.store import Store

GUARDS = {
    True: ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    False: ("DROP TRIGGER audit_no_change ON audit", "DROP TRIGGER audit_no_truncate ON audit"),
}


def write(store: Store, count: int) -> None:
    for number in range(count):
        with store.writing() as (session, _):
            audit.append(
                session, store.keys, Event.SENSITIVE_READ, "u1", document=f"d{number}", what="findings"
            )


def tamper(store: Store, *statements: str) -> None:
    """What somebody does who may do anything to the database but has no key."""
    with store.database.engine.begin() as connection:
        for statement in (*GUARDS[store.database.sqlite], *statements):
            connection.execute(text(statement))


def verify(store: Store, *anchors: audit.Anchor) -> Trail:
    with store.reading() as (session, _):
        return audit.verify(session, store.keys, anchors)


def test_an_untouched_trail_is_whole(store: Store) -> None:
    assert verify(store) == Trail(0)
    write(store, 5)
    assert verify(store) == Trail(5)
    with store.reading() as (session, _):
        first = audit.records(session)[0]
    assert (first.event, first.actor) == ("sensitive_read", "u1")
    assert first.detail == {"document": "d0", "what": "findings"}


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'u2' WHERE seq = 2", "DELETE FROM audit"])
def test_the_database_itself_refuses_changes(store: Store, statement: str) -> None:
    write(store, 3)
    with pytest.raises(SQLAlchemyError, match="append-only"), store.writing() as (session, _):
        session.execute(text(statement))
    assert verify(store) == Trail(3)


@pytest.mark.parametrize(
    ("change", "bad"),
    [
        (["UPDATE audit SET actor = 'u2' WHERE seq = 4"], 4),
        (["DELETE FROM audit WHERE seq = 4"], 4),
        (["DELETE FROM audit WHERE seq = 1"], 1),
        (["DELETE FROM audit WHERE seq >= 6"], 6),
        (["DELETE FROM audit"], 1),
        (
            [
                "UPDATE audit SET seq = 100 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 5",
                "UPDATE audit SET seq = 5 WHERE seq = 100",
            ],
            3,
        ),
        (["UPDATE audit SET chained = (SELECT chained FROM audit WHERE seq = 2) WHERE seq = 7"], 7),
        (["DELETE FROM audit_head"], 7),
        (["DELETE FROM audit WHERE seq = 7", "UPDATE audit_head SET seq = 6"], 6),
        (
            [
                "DELETE FROM audit WHERE seq = 7",
                "UPDATE audit_head SET seq = 6, chained = (SELECT chained FROM audit WHERE seq = 6)",
            ],
            6,
        ),
    ],
    ids=["edit", "delete", "delete-first", "truncate", "delete-all", "reorder", "copy-hash", "no-head",
         "truncate-and-renumber", "truncate-and-mend"],
)  # fmt: skip
def test_the_first_bad_record_is_named(store: Store, change: list[str], bad: int) -> None:
    write(store, 7)
    tamper(store, *change)
    assert verify(store).bad == bad


def test_an_anchor_shows_a_trail_that_was_put_back_whole(store: Store) -> None:
    write(store, 3)
    with store.database.engine.connect() as connection:
        old = connection.execute(text("SELECT seq, chained, signature FROM audit_head")).one()
    write(store, 2)
    with store.reading() as (session, _):
        anchor = audit.anchor(session, store.keys)
    assert verify(store, anchor) == Trail(5)
    tamper(store, "DELETE FROM audit WHERE seq > 3")
    with store.database.engine.begin() as connection:
        connection.execute(
            text("UPDATE audit_head SET seq = :seq, chained = :chained, signature = :signature"),
            old._asdict(),
        )
    assert verify(store) == Trail(3), "without an anchor an old state looks whole"
    assert verify(store, anchor).bad == 4


def test_random_edits_are_found_at_the_right_record(store: Store) -> None:
    write(store, 40)
    tamper(store)
    draw = random.Random(11)
    with store.database.engine.connect() as connection:
        for _ in range(150):
            seq, column = draw.randint(1, 40), draw.choice(["at", "event", "actor", "detail", "chained"])
            turn = connection.begin()
            value = connection.scalar(text(f"SELECT {column} FROM audit WHERE seq = {seq}"))  # noqa: S608
            at = draw.randrange(len(value))
            changed = value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]
            connection.execute(
                text(f"UPDATE audit SET {column} = :value WHERE seq = {seq}"),  # noqa: S608
                {"value": changed},
            )
            with Session(connection) as session:
                assert audit.verify(session, store.keys).bad == seq, (seq, column)
            turn.rollback()
    assert verify(store) == Trail(40)


def test_an_event_that_is_rolled_back_leaves_no_gap(store: Store) -> None:
    write(store, 2)
    with store.database.reading() as session:  # closed without a commit
        audit.append(session, store.keys, Event.AUTHN_LOGIN_SUCCESS, "u1")
    write(store, 1)
    assert verify(store) == Trail(3)


@pytest.mark.parametrize(
    ("actor", "detail"),
    [
        ("Ann Archer", {"document": "d", "what": "findings"}),
        ("", {"document": "d", "what": "findings"}),
        ("u1", {"document": "d"}),
        ("u1", {"document": "d", "what": "findings", "filename": "x.docx"}),
        ("u1", {"document": "d", "what": "x" * 201}),
        ("u1", {"document": "d", "what": "two\nlines"}),
    ],
)
def test_an_event_with_other_keys_or_a_name_for_an_actor_is_not_written(
    store: Store, actor: str, detail: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"actor|keys|plain text"), store.writing() as (session, _):
        audit.append(session, store.keys, Event.SENSITIVE_READ, actor, **detail)
    assert verify(store) == Trail(0)


def test_every_event_says_which_keys_it_has() -> None:
    assert set(KEYS) == set(Event)
