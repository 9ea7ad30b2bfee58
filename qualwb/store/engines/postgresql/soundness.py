"""Whether the tables on a server hold what they promise: an administrator can switch their rules off."""

from collections.abc import Iterator

from sqlalchemy import Connection, ForeignKeyConstraint, Select, exists, literal, select, text, union_all

from qualwb.localization import gettext as _
from qualwb.model import Record
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.soundness import Fault, dangling

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
    for table, rule in dict.fromkeys(
        (table, rule) for table, rule in connection.execute(_UNHELD_RULES, {"schema": SCHEMA})
    ):
        yield Fault("integrity", f"{table}, {rule}", _("this rule of the database is switched off"))
    for table, key, parent in connection.execute(union_all(*_dangling())):
        yield dangling(table, key, parent)


def _dangling() -> Iterator[Select[tuple[str, int, str]]]:
    """For each reference, the rows whose other end is gone."""
    for table in Record.metadata.sorted_tables:
        for rule in table.constraints:
            if isinstance(rule, ForeignKeyConstraint):
                (reference,) = rule.elements
                there = reference.column.table.alias("there")
                found = exists().where(there.c[reference.column.name] == reference.parent)
                yield (
                    select(literal(table.name), table.c.id, literal(there.element.name)).where(  # type: ignore[attr-defined]
                        reference.parent.is_not(None), ~found
                    )
                )
