"""Whether the tables on a server hold what they promise: an administrator can switch their rules off."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, exists, literal, select, text, union_all

from qualwb.localization import gettext as _
from qualwb.model import Record
from qualwb.store.engines.broken_rules import Fault, dangling
from qualwb.store.engines.postgresql import SCHEMA

_UNHELD_RULES = text("""
    SELECT rule.conrelid::regclass::text, rule.conname
    FROM pg_constraint AS rule WHERE rule.connamespace = to_regnamespace(:schema) AND NOT rule.convalidated
    UNION ALL
    SELECT indexed.indrelid::regclass::text, indexed.indexrelid::regclass::text
    FROM pg_index AS indexed JOIN pg_class AS named ON named.oid = indexed.indexrelid
    WHERE named.relnamespace = to_regnamespace(:schema) AND NOT (indexed.indisvalid AND indexed.indisready)
    UNION ALL
    SELECT watching.tgrelid::regclass::text, rule.conname
    FROM pg_trigger AS watching JOIN pg_constraint AS rule ON rule.oid = watching.tgconstraint
    WHERE rule.connamespace = to_regnamespace(:schema) AND watching.tgenabled IN ('D', 'R')
    ORDER BY 1, 2
""")


def server_faults(connection: Connection) -> Iterator[Fault]:
    """Rules that are not held to, and rows that refer to nothing: one question each."""
    unheld = {tuple(row): None for row in connection.execute(_UNHELD_RULES, {"schema": SCHEMA})}
    for table, rule in unheld:
        yield Fault("integrity", f"{table}, {rule}", _("this rule of the database is switched off"))
    for table, key, parent in connection.execute(union_all(*_dangling())):
        yield dangling(table, key, parent)


def _dangling() -> Iterator[Select[*tuple[Any, ...]]]:
    """For each reference, the rows whose other end is gone: table, key and the table referred to."""
    for table in Record.metadata.sorted_tables:
        for rule in table.foreign_key_constraints:
            (reference,) = rule.elements
            there = reference.column.table.alias("there")
            found = exists().where(there.c[reference.column.name] == reference.parent)
            names = literal(table.name), table.c.id, literal(rule.referred_table.name)
            yield select(*names).where(reference.parent.is_not(None), ~found)
