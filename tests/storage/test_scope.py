"""Who asks is asked of every statement, whichever table it begins with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, exists, func, select, text, update
from sqlalchemy.orm import aliased

import storage.clients
import storage.partial
import storage.repeats  # noqa: F401 - every table that there is
from models.answer import AnswerKind
from models.finding import Confidence, Finding, Severity, Source
from models.review import Act, ActKind, DisclosureRequest
from models.text import Span
from storage.answers import AnswerRow
from storage.archive import NoSuchDocument, NotForYou, WhichArea
from storage.disclosures import ActRow, DisclosureRow
from storage.jobs import Priority, enqueue
from storage.scope import INSTALLATION, NOBODY, OutsideTheStatement, Scope, hangs_on
from storage.store import Store
from storage.tables import (
    AreaRow,
    Base,
    CaseAccessRow,
    CaseRow,
    DocumentRow,
    FindingRow,
    JobRow,
    ResultRow,
    WordingDocumentRow,
)
from tests.storage.test_archive import add

OF_NO_CASE = {
    "accounts", "account_areas", "sessions", "sign_in_failures", "second_factors", "recovery_codes",
    "outside_accounts",  # people
    "areas",
    "processes",  # workers and servers, and what they counted
    "audit", "audit_head",  # ids and counts, for auditors, who see all of it
    "wording", "wording_common",  # keyed hashes and a number; whose it is stands in wording_documents
    "clients", "client_tokens", "repeats", "partial_uploads", "partial_pieces",  # each its account's own
}  # fmt: skip
"""Written by hand: a table that is not here has to lead to its case by a column of one of the known names."""

ANN, BEN = "account-ann", "account-ben"
MAIN, NORTH = frozenset({"main"}), frozenset({"north"})
FINDING = Finding("X", Severity.HIGH, Confidence.HIGH, "A", "B", "C", (Source("Guidance"),))


def area(store: Store, id: str) -> None:
    with store.writing() as (session, _):
        session.add(AreaRow(id=id, title=id.title(), created=datetime.now(UTC)))


def filled(store: Store, words: str, case: str, area: str, listed: str = "") -> str:
    """A document of a case in that area, with a row in every table of cases; kept to one person if listed."""
    id = add(store, words, f"{case}", area=area)
    with store.writing() as (session, archive):
        row = archive.row(id)
        archive.keep_findings(row, [FINDING])
        archive.answers.give(row, FINDING.key, "X", AnswerKind.WAIVED, "why", ANN)
        archive.wording.keep(id, row.case_id, [(1, 2, 3)])
        enqueue(session, id, Priority.BULK)
        now = datetime.now(UTC)
        session.add(ResultRow(id=f"r{id}", document_id=id, stage="read", version=1, blob="", created=now))
        opened = archive.disclosures.open(row, "p", "1", DisclosureRequest("a", "b", "c", "d"), ANN)
        archive.disclosures.add(opened, Act("1", ActKind.KEEP, (Span(0, 1),), ANN, now.isoformat()))
        if listed:
            session.get_one(CaseRow, row.case_id).restricted = True
            session.add(
                CaseAccessRow(case_id=row.case_id, account_id=listed, area=area, given=now, given_by=ANN)
            )
    return id


@pytest.fixture
def house(store: Store) -> dict[str, str]:
    """An open and a restricted case in each of two areas; Ann is on the list of the restricted ones."""
    area(store, "north")
    return {
        "main open": filled(store, "one", "C-1", "main"),
        "main kept": filled(store, "two", "C-2", "main", ANN),
        "north open": filled(store, "three", "C-1", "north"),
        "north kept": filled(store, "four", "C-2", "north", ANN),
    }


SEES = [
    (NOBODY, set()),
    (Scope(ANN, frozenset()), set()),
    (Scope(ANN, MAIN), {"main open", "main kept"}),
    (Scope(BEN, MAIN), {"main open"}),
    (Scope("", MAIN), {"main open"}),
    (Scope(BEN, NORTH), {"north open"}),
    (Scope(ANN, MAIN | NORTH), {"main open", "main kept", "north open", "north kept"}),
    (Scope(ANN, MAIN | NORTH).within(NORTH), {"north open", "north kept"}),
    (Scope(BEN, frozenset({"nowhere"})), set()),
    (INSTALLATION, {"main open", "main kept", "north open", "north kept"}),
    (INSTALLATION.within(MAIN), {"main open"}),
]


def test_every_table_leads_to_a_case_or_is_known_to_hold_none() -> None:
    tables = {t.name for t in Base.metadata.tables.values() if not hangs_on(t)}
    assert tables <= OF_NO_CASE
    assert not {t.name for t in Base.metadata.tables.values() if hangs_on(t)} & OF_NO_CASE


@pytest.mark.parametrize(("scope", "expected"), SEES)
def test_a_scope_sees_its_rows_of_every_table_and_no_others(
    store: Store, house: dict[str, str], scope: Scope, expected: set[str]
) -> None:
    with store.seen_by(scope).reading() as (session, archive):
        assert {name for name, id in house.items() if id in {r.id for r in archive.rows()}} == expected
        assert len(archive.cases()) == len(expected)
        for row in (CaseRow, DocumentRow, ResultRow, FindingRow, AnswerRow, JobRow, DisclosureRow, ActRow):
            assert session.scalar(select(func.count()).select_from(row)) == len(expected), row
            assert len(session.scalars(select(aliased(row))).all()) == len(expected), row
        assert len(session.scalars(select(WordingDocumentRow.document_id)).all()) == len(expected)
        kept = {name for name in expected if name.endswith("kept")}
        assert session.scalar(select(func.count()).select_from(CaseAccessRow)) == len(kept)


def test_what_is_not_seen_is_as_if_it_were_not_there(store: Store, house: dict[str, str]) -> None:
    with store.reading() as (session, _):
        hidden = session.get_one(DocumentRow, house["north open"])
        finding = session.scalars(select(FindingRow).where(FindingRow.document_id == hidden.id)).one()
    with store.seen_by(Scope(BEN, MAIN)).reading() as (session, archive):
        for id in (hidden.id, "0" * 32):
            with pytest.raises(NoSuchDocument, match="There is no such document"):
                archive.row(id)
        assert session.get(DocumentRow, hidden.id) is None
        assert session.get(FindingRow, finding.id) is None
        assert archive.case_reference(hidden.case_id) == ""
        assert archive.cases_of("C-2") == []
        joined = select(FindingRow.id).join(DocumentRow, DocumentRow.id == FindingRow.document_id)
        assert len(session.scalars(joined).all()) == 1
        there = select(DocumentRow.id).where(
            DocumentRow.id.in_(select(FindingRow.document_id)), exists(select(AnswerRow.id))
        )
        assert session.scalars(there).all() == [house["main open"]]
        both = select(DocumentRow.id).union(select(JobRow.document_id))
        assert session.scalars(both).all() == [house["main open"]]


def test_what_is_not_seen_is_not_changed(store: Store, house: dict[str, str]) -> None:
    with store.seen_by(Scope(BEN, MAIN)).writing() as (session, _):
        session.execute(update(DocumentRow).values(state="failed"))
        session.execute(delete(JobRow))
    with store.reading() as (session, _):
        changed = select(DocumentRow.id).where(DocumentRow.state == "failed")
        assert session.scalars(changed).all() == [house["main open"]]
        assert session.scalar(select(func.count()).select_from(JobRow)) == 3


def test_a_statement_that_goes_round_the_mapper_is_refused(store: Store) -> None:
    table = DocumentRow.__table__
    with store.seen_by(Scope(ANN, MAIN)).reading() as (session, _):
        for statement in (select(table), select(func.count()).select_from(table.join(CaseRow.__table__))):
            with pytest.raises(OutsideTheStatement):
                session.execute(statement)
        assert session.execute(text("SELECT 1")).scalar() == 1


def test_a_transaction_that_says_nothing_of_who_asks_sees_nothing(
    store: Store, house: dict[str, str]
) -> None:
    with store.database.reading() as session:
        assert session.scalars(select(DocumentRow.id)).all() == []


def test_a_reference_is_another_case_in_another_area(store: Store, house: dict[str, str]) -> None:
    with store.seen_by(Scope(ANN, MAIN | NORTH)).reading() as (_, archive):
        assert len(archive.cases_of("c-1")) == 2
        assert archive.case("C-1", area="north") != archive.case("C-1", area="main")
        with pytest.raises(WhichArea):
            archive.case("C-1")


def test_a_new_case_goes_where_whoever_sends_it_works(store: Store, house: dict[str, str]) -> None:
    with store.seen_by(Scope(BEN, NORTH)).writing() as (session, archive):
        made = archive.case("C-9", create=True)
        assert session.get_one(CaseRow, made).area == "north"
        with pytest.raises(WhichArea):
            archive.case("C-10", create=True, area="main")
    for scope in (Scope(BEN, MAIN | NORTH), Scope(BEN)):
        with store.seen_by(scope).writing() as (_, archive), pytest.raises(WhichArea):
            archive.case("C-10", create=True)


def test_nothing_is_sent_into_a_case_that_is_kept_from_the_sender(
    store: Store, house: dict[str, str]
) -> None:
    with store.seen_by(Scope(BEN, MAIN)).writing() as (_, archive), pytest.raises(NotForYou):
        archive.case("C-2", create=True)
    with store.seen_by(Scope(ANN, MAIN)).writing() as (_, archive):
        assert archive.case("C-2", create=True) is not None


def test_a_duplicate_elsewhere_is_not_told(store: Store, house: dict[str, str]) -> None:
    again = add(store, "three", "C-5", area="main", scope=Scope(BEN, MAIN))
    with store.reading() as (_, archive):
        assert archive.row(again).duplicate_of is None
    seen = add(store, "three", "C-6", area="main", scope=Scope(BEN, MAIN))
    with store.reading() as (_, archive):
        assert archive.row(seen).duplicate_of == again
