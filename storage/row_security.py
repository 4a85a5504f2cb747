"""What PostgreSQL itself holds to, whatever the application asks: row-level security on every table of cases.

Threat: a fault of the application (a query that forgets who asks, an injected condition) reads another
area's rows. Rule: every table that hangs on a case has a policy, forced on its owner too; the policy compares
the case with what `storage.scope` told the database for this one transaction, and where nothing was told no
row is there. Residual risk: a superuser, and a role with BYPASSRLS, are above all policies: run the service
as neither (docs/people.md); who can run any statement as the service's role can also tell the database
another scope.

`case_access` is held to its area alone: the policy of `cases` looks into it, and a policy that looked back
would go round in circles.
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op
from sqlalchemy import Connection, text

_AREAS = "current_setting('countersign.areas', true)"
_ACCOUNT = "current_setting('countersign.account', true)"
_CASE = "current_setting('countersign.case', true)"
_IN_AREA = f"({_AREAS} = '*' OR area = ANY (string_to_array({_AREAS}, ',')))"
_EVERYTHING = f"({_AREAS} = '*' AND {_ACCOUNT} = '*')"

_LISTED = "EXISTS (SELECT 1 FROM case_access l WHERE l.case_id = cases.id AND l.account_id = {account})"
_THROUGH = "{everything} OR EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})"
_PARENT = {"case_id": "cases", "document_id": "documents", "disclosure_id": "disclosures"}


def condition(table: str, column: str) -> str:
    """When a row may be seen; a policy that looks into another table goes through that one's own."""
    if column == "area":
        return _IN_AREA
    if column == "id":
        listed = _LISTED.format(account=_ACCOUNT)
        return f"{_EVERYTHING} OR ({_IN_AREA} AND (NOT restricted OR id = {_CASE} OR {listed}))"
    return _THROUGH.format(everything=_EVERYTHING, parent=_PARENT[column], table=table, column=column)


def protect(tables: Sequence[tuple[str, str]]) -> None:
    """In a migration: hold each table to the scope by that column. Other databases are left as they are."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in tables:
        rows = condition(table, column)
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY in_scope ON {table} USING ({rows}) WITH CHECK ({rows})")


def release(tables: Sequence[tuple[str, str]]) -> None:
    """In a migration: take that away again."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, _ in tables:
        op.execute(f"DROP POLICY in_scope ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def above_policies(connection: Connection) -> bool:
    """Whether the role that is connected is one that no policy holds."""
    asked = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    return bool(connection.scalar(asked)) if connection.dialect.name == "postgresql" else False
