"""How our tables are made on a server, whatever migration asks for them.

Importing this module tells Alembic of it.

- Strings are of any length and ordered by code point, as SQLite has them: ``TEXT COLLATE "C"``.
- Foreign keys can wait for the end of a transaction, as turning an act back needs.
"""

from typing import Any

from alembic.ddl.postgresql import PostgresqlImpl
from sqlalchemy import Column, Constraint, ForeignKeyConstraint, String, Table, Text

COLLATION = "C"


class ServerTables(PostgresqlImpl):
    """Alembic's way to a PostgreSQL database, with what all tables of ours have."""

    __dialect__ = "postgresql"

    def create_table(self, table: Table, **options: Any) -> None:
        super().create_table(as_on_server(table), **options)

    def add_column(self, table_name: str, column: Column[Any], **options: Any) -> None:
        _order_by_code_point(column)
        super().add_column(table_name, column, **options)

    def add_constraint(self, const: Constraint, **options: Any) -> None:
        _let_wait(const)
        super().add_constraint(const, **options)


def as_on_server(table: Table) -> Table:
    """The table itself, altered to what it is on a server."""
    for column in table.columns:
        _order_by_code_point(column)
    for constraint in table.constraints:
        _let_wait(constraint)
    return table


def _order_by_code_point(column: Column[Any]) -> None:
    if isinstance(column.type, String):
        column.type = Text(collation=COLLATION)


def _let_wait(constraint: Constraint) -> None:
    if isinstance(constraint, ForeignKeyConstraint):
        constraint.deferrable = True
        constraint.initially = "IMMEDIATE"
