"""What the schema of a project holds, as PostgreSQL's catalog tells it, in one statement.

Nothing of what is listed is run or read meanwhile, so it can be asked of a database that anybody made.
"""

from typing import Any, NamedTuple

from sqlalchemy import Connection

from qualwb.store.engines.postgresql import SCHEMA


class Part(NamedTuple):
    """One thing in the schema."""

    kind: str
    """table, column, constraint, index; what may run: view, trigger, rule, function, operator, type ..."""
    name: str
    """Of what a table has, after the table's and a point."""
    words: str
    """What is said of it, the same with every version of PostgreSQL."""


_PARTS = """
WITH place AS (SELECT oid, nspowner FROM pg_namespace WHERE nspname = %(schema)s::text),
relation AS (
    SELECT pg_class.* FROM pg_class JOIN place ON relnamespace = place.oid
),
stored AS (SELECT oid, relname FROM relation WHERE relkind = 'r'),
part (kind, name, words) AS (
    SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
                        WHEN 'c' THEN 'type' ELSE 'view' END,
           relname::text, relpersistence::text
    FROM relation WHERE relkind NOT IN ('S', 'i', 'I')
    UNION ALL
    SELECT 'column', relname || '.' || attname,
           concat_ws(' ', format_type(atttypid, atttypmod), collname,
                     CASE WHEN attnotnull THEN 'not null' END,
                     nullif(attgenerated, ''), 'default ' || pg_get_expr(adbin, adrelid))
    FROM stored JOIN pg_attribute ON attrelid = stored.oid
    LEFT JOIN pg_collation ON pg_collation.oid = attcollation
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'constraint', relname || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
    FROM stored JOIN pg_constraint ON conrelid = stored.oid WHERE contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT 'index', stored.relname || '.' || relation.relname, pg_get_indexdef(indexrelid)
    FROM stored JOIN pg_index ON indrelid = stored.oid JOIN relation ON relation.oid = indexrelid
    UNION ALL
    SELECT 'trigger', relname || '.' || tgname, ''
    FROM relation JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal
    UNION ALL
    SELECT 'rule', relname || '.' || rulename, ''
    FROM relation JOIN pg_rewrite ON ev_class = relation.oid WHERE relkind NOT IN ('v', 'm')
    UNION ALL
    SELECT 'function', proname::text, '' FROM pg_proc JOIN place ON pronamespace = place.oid
    UNION ALL
    SELECT 'operator', oprname::text, '' FROM pg_operator JOIN place ON oprnamespace = place.oid
    UNION ALL
    SELECT 'type', typname::text, '' FROM pg_type JOIN place ON typnamespace = place.oid
    WHERE typtype NOT IN ('b', 'c') OR (typtype = 'b' AND typcategory <> 'A')
    UNION ALL
    SELECT 'owner', relname::text, pg_get_userbyid(relowner)
    FROM relation JOIN place ON relowner <> nspowner WHERE relkind NOT IN ('i', 'I')
    UNION ALL
    SELECT 'owner', proname::text, pg_get_userbyid(proowner)
    FROM pg_proc JOIN place ON pronamespace = place.oid AND proowner <> nspowner
    UNION ALL
    SELECT 'right', 'use', '' FROM place WHERE has_schema_privilege(oid, 'USAGE')
    UNION ALL
    SELECT 'right', 'own', '' FROM place WHERE pg_has_role(nspowner, 'USAGE')
)
SELECT kind, name, replace(words, quote_ident(%(schema)s::text) || '.', '') FROM part
"""


def parts(connection: Connection, schema: str = SCHEMA) -> list[Part]:
    """All that a schema holds, sorted; nothing where there is none.

    Of the kind 'owner' is what belongs to another role than the schema does, the name of which is in the
    words; 'right' names what the login that asks may do with the schema: use it, own it.

    Where no transaction is open, none is begun: it is one question, and one way there and back.
    """
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(_PARTS, {"schema": schema}).fetchall()
    return sorted(Part(*row) for row in rows)
