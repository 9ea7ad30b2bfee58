"""What PostgreSQL's catalog says of the tables in the first schema of the search path."""

from typing import Any

from sqlalchemy import Connection, text

Facts = set[tuple[Any, ...]]

OURS = (
    "relnamespace = current_schema()::regnamespace AND relname NOT IN ('alembic_version', 'indexed_source')"
)


def columns(connection: Connection) -> Facts:
    """Table, column, type, collation, whether it takes NULL, default."""
    return _facts(
        connection,
        f"""
        SELECT relname, attname, format_type(atttypid, atttypmod), collname, NOT attnotnull,
               pg_get_expr(adbin, adrelid)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        LEFT JOIN pg_collation ON pg_collation.oid = attcollation
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE {OURS} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
        """,
    )


def constraints(connection: Connection) -> Facts:
    """Table, name, kind (its first letter), definition, whether it can wait, whether it does."""
    return _facts(
        connection,
        f"""
        SELECT relname, conname, contype::text, pg_get_constraintdef(pg_constraint.oid),
               condeferrable, condeferred
        FROM pg_class JOIN pg_constraint ON conrelid = pg_class.oid
        WHERE {OURS} AND contype IN ('c', 'f', 'p', 'u')
        """,
    )


def indices(connection: Connection) -> Facts:
    """Table and definition, without the schema's name."""
    return _facts(
        connection,
        f"""
        SELECT relname, replace(pg_get_indexdef(indexrelid), current_schema() || '.', '')
        FROM pg_class JOIN pg_index ON indrelid = pg_class.oid WHERE {OURS}
        """,
    )


def sequences(connection: Connection) -> Facts:
    """Table, column, and the sequence that goes with the column and gives it its keys."""
    return _facts(
        connection,
        f"""
        SELECT relname, attname, pg_get_serial_sequence(quote_ident(relname), attname)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE {OURS} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
          AND pg_get_serial_sequence(quote_ident(relname), attname) IS NOT NULL
        """,
    )


def _facts(connection: Connection, query: str) -> Facts:
    return set(map(tuple, connection.execute(text(query))))
