"""Who asks: the one statement that every query goes through.

Threat: somebody reads, counts or finds what belongs to an area that is not theirs, or a case that is kept
to named people; a new query forgets to ask. Rule: a transaction is opened with a `Scope`, and every statement
of the object mapper in it is narrowed to that scope before it is sent, whichever table it begins with and
however it joins; a transaction without a scope sees nothing (`NOBODY`). Statements that go round the mapper
are refused where they touch such a table. On PostgreSQL the database holds to the same by itself: see
`storage.row_security`. SQLite has no such thing, so there this module is all that stands in the way. Residual
risk: raw SQL text is not looked into on SQLite; who types the exact reference of a restricted case of their
own area when sending a document in learns that the reference is taken.

What a case hangs on is told by a column: `cases` itself, `case_id`, `document_id` or `disclosure_id`. A new
table with one of these is narrowed without another word, and a test names every table that has none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy import Connection, Table, and_, event, exists, or_, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, with_loader_criteria
from sqlalchemy.sql import visitors

from models.errors import CountersignError
from storage.tables import Base, CaseAccessRow, CaseRow, DocumentRow

_SET = text(
    "SELECT set_config('countersign.areas', :areas, true), "
    "set_config('countersign.account', :account, true), set_config('countersign.case', :case, true)"
)
_SCOPE = "countersign_scope"


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows that somebody may see: open cases of `areas`, and those restricted ones that list `account`.

    `case` is one restricted case that is seen besides: the one that a worker has in hand. `everything` is for
    the installation's own programs.
    """

    account: str = ""
    areas: frozenset[str] = frozenset()
    case: str = ""
    everything: bool = False

    def within(self, areas: Collection[str]) -> Self:
        """The same, for no more than these areas: what a key or a programme was lent of somebody's rights."""
        kept = frozenset(areas) if self.everything else self.areas & frozenset(areas)
        return replace(self, areas=kept, everything=False)


NOBODY = Scope()
"""Sees no case, no document and nothing of either."""
INSTALLATION = Scope(everything=True)
"""The installation's own programs: workers at the job table, commands of whoever holds the key file."""


class OutsideTheStatement(CountersignError):
    """A query would go round the one statement: a fault of the calling code."""


class Asking(Session):
    """A session that knows who asks."""

    @classmethod
    def of(cls, bind: Any, scope: Scope) -> Self:
        """A session on that engine, for that scope."""
        return cls(bind, expire_on_commit=False, info={_SCOPE: scope})


def scope_of(session: Session) -> Scope:
    """Who asks in this session; nobody where it was opened by other means."""
    found = session.info.get(_SCOPE, NOBODY)
    return found if isinstance(found, Scope) else NOBODY


def hangs_on(table: Table) -> str:
    """The column that leads from a table to its case, empty for one that holds nothing of a case."""
    if table.name == CaseRow.__tablename__:
        return "id"
    return next((c for c in ("case_id", "document_id", "disclosure_id") if c in table.columns), "")


@event.listens_for(Asking, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    scope = scope_of(state.session)
    if scope.everything:
        return
    if not state.is_orm_statement:
        _refuse_round(state.statement)
        return
    if state.is_select or state.is_update or state.is_delete:
        options = state.session.info.get("countersign_criteria")
        if options is None:
            options = state.session.info["countersign_criteria"] = _criteria(scope)
        state.statement = state.statement.options(*options)


@event.listens_for(Asking, "after_begin")
def _tell(session: Session, _: SessionTransaction, connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        tell(connection, scope_of(session))


def tell(connection: Connection, scope: Scope) -> None:
    """Tell PostgreSQL who asks, for the transaction that the connection is in."""
    every = scope.everything
    connection.execute(
        _SET,
        {
            "areas": "*" if every else ",".join(sorted(scope.areas)),
            "account": "*" if every else scope.account,
            "case": scope.case,
        },
    )


def _refuse_round(statement: Any) -> None:
    for part in visitors.iterate(statement):
        if isinstance(part, Table) and hangs_on(part):
            raise OutsideTheStatement(
                f"A statement on {part.name} goes round the one that knows who asks.",
                "Name the mapped class in it.",
            )


_case = CaseRow.__table__.alias("scope_case")
_document = DocumentRow.__table__.alias("scope_document")
_access = CaseAccessRow.__table__.alias("scope_access")


def _criteria(scope: Scope) -> tuple[Any, ...]:
    """What every statement is narrowed by, for each mapped class that hangs on a case."""
    made = []
    for mapper in Base.registry.mappers:
        assert isinstance(mapper.local_table, Table)
        column = hangs_on(mapper.local_table)
        if column:
            criterion = _OF[column](sorted(scope.areas), scope.account, scope.case)
            made.append(with_loader_criteria(mapper.class_, criterion, include_aliases=True))
    return tuple(made)


# SQLAlchemy takes the criterion as a lambda, which it reads once and then fills with each scope's values. So
# each is written out whole, with nothing but columns and plain values in it.


def _of_case(areas: list[str], account: str, case: str) -> Callable[[Any], Any]:
    return lambda it: and_(
        it.area.in_(areas),
        or_(
            it.restricted.is_(False),
            it.id == case,
            exists().where(_access.c.case_id == it.id, _access.c.account_id == account),
        ),
    )


def _by_case(areas: list[str], account: str, case: str) -> Callable[[Any], Any]:
    return lambda it: exists().where(
        _case.c.id == it.case_id,
        _case.c.area.in_(areas),
        or_(
            _case.c.restricted.is_(False),
            _case.c.id == case,
            exists().where(_access.c.case_id == _case.c.id, _access.c.account_id == account),
        ),
    )


def _by_document(areas: list[str], account: str, case: str) -> Callable[[Any], Any]:
    return lambda it: exists().where(
        _document.c.id == it.document_id,
        _case.c.id == _document.c.case_id,
        _case.c.area.in_(areas),
        or_(
            _case.c.restricted.is_(False),
            _case.c.id == case,
            exists().where(_access.c.case_id == _case.c.id, _access.c.account_id == account),
        ),
    )


def _by_disclosure(areas: list[str], account: str, case: str) -> Callable[[Any], Any]:
    disclosure = Base.metadata.tables["disclosures"].alias("scope_disclosure")
    return lambda it: exists().where(
        disclosure.c.id == it.disclosure_id,
        _document.c.id == disclosure.c.document_id,
        _case.c.id == _document.c.case_id,
        _case.c.area.in_(areas),
        or_(
            _case.c.restricted.is_(False),
            _case.c.id == case,
            exists().where(_access.c.case_id == _case.c.id, _access.c.account_id == account),
        ),
    )


_OF: dict[str, Callable[[list[str], str, str], Callable[[Any], Any]]] = {
    "id": _of_case,
    "case_id": _by_case,
    "document_id": _by_document,
    "disclosure_id": _by_disclosure,
}
