"""What the store's SQL asks of PostgreSQL: in as few round trips as may be."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import JSON, Boolean, Column, Connection, Dialect, Executable, Float, Integer, Table
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

from qualwb.model import Change
from qualwb.store.engines.backend import ChainHead
from qualwb.store.engines.json_members import json_each
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.conversation import Conversation, Said
from qualwb.store.engines.postgresql.notices import CHANNEL, NOTIFY
from qualwb.store.engines.postgresql.turn_index import ServerTurnIndex
from qualwb.store.engines.statements import Asked, Statements

DIALECT: Dialect = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]
ROWS_AT_ONCE = 20_000
"""Rows of one statement: what a message holds of them stays well below the server's limit of a gigabyte."""
_SEES_EVERYTHING = "SELECT my_role() IN ('owner', 'lead') OR cardinality(hidden_rounds()) = 0"

NO_TABLE: frozenset[str] = frozenset()
Found = TypeVar("Found")

CHAIN_HEAD = Said("SELECT number, digest FROM chain_head()")
LAST_KEYS = Said(
    "SELECT relname, pg_sequence_last_value(oid) FROM pg_class"
    f" WHERE relkind = 'S' AND relnamespace = '{SCHEMA}'::regnamespace"
)
"""The newest key of each table. Who holds the lock knows by it all keys to come, without asking for each."""


@compiles(json_each, "postgresql")
def _json_each(element: json_each, compiler: SQLCompiler, **kw: Any) -> str:
    # As an array, since the server knows how many members that has before it plans; of JSON it guesses 100.
    listed = f"translate(CAST({compiler.process(element.clauses, **kw)} AS text), '[]', '{{}}')"
    return f"(SELECT value FROM unnest(CAST({listed} AS integer[])) AS value)"


class PostgresqlBackend:
    """The backend of one connection, by its conversation."""

    dialect = DIALECT
    hides = True
    words_for_views = {  # noqa: RUF012
        "tables": SCHEMA,
        "views": "pg_temp",
        "listed": "(SELECT CAST(value AS integer) FROM json_array_elements_text(codings) AS value)",
    }
    statements = Statements(DIALECT, native=True)
    turn_index = ServerTurnIndex()

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation

    def rows(self, connection: Connection, text: str, values: Sequence[Any]) -> Iterator[Any]:  # noqa: ARG002
        return iter(self.conversation.ask(Said(text, values)))

    def ask_ahead(
        self,
        connection: Connection,  # noqa: ARG002
        asked: Iterable[Asked],
        digest_before: int | None,
    ) -> None:
        said = [self._question(one) for one in asked]
        if digest_before is not None:
            said.append(_digest_before(digest_before))
        self.conversation.ask_ahead(said)

    def know(self, connection: Connection, asked: Asked, rows: list[Any]) -> None:  # noqa: ARG002
        self.conversation.know(self._question(asked), rows)

    def in_turn(
        self,
        connection: Connection,  # noqa: ARG002
        asked: Asked,
        then: Callable[[list[Any]], Found],
    ) -> Callable[[], Found]:
        answer = self.conversation.ask_in_turn(self._question(asked))
        return lambda: then(answer())

    def together(self, questions: Iterable[Callable[[], Any]]) -> list[Any]:
        return self.conversation.together(questions)

    def write(
        self,
        connection: Connection,  # noqa: ARG002
        statement: Executable,
        rows: Sequence[Mapping[str, Any]] = (),
        touching: Sequence[int] = (),
    ) -> None:
        said = _in_words(statement, rows)
        for one in map(_exactly, said, touching) if touching else said:
            self.conversation.say(one)

    def insert(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
        # Changes are numbered without gaps.
        change = table.name == Change.__tablename__
        key = self.chain_head(connection).number + 1 if change else self.new_keys(connection, table, 1)
        statements = self.statements.of(table)
        bound = statements.bound(table, row, key=key)
        self.conversation.say(Said(statements.insert_numbered, bound, _only(table)))
        if change:
            self.conversation.note(CHAIN_HEAD, [(key, row["digest"])])
            self.conversation.stores(row["digest"])
        return key

    def insert_missing(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        statements = self.statements.of(table)
        bound = statements.bound(table, row, key=self.new_keys(connection, table, 1))
        missing = f"{statements.insert_numbered} ON CONFLICT DO NOTHING"
        self.conversation.say(Said(missing, bound, _only(table)))

    def insert_columns(
        self,
        connection: Connection,  # noqa: ARG002
        table: Table,
        columns: Mapping[str, Iterable[Any]],
    ) -> None:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        lists = ", ".join(f"%s::{_array(column)}" for column in table.columns)
        read = ", ".join(_from_array(column, place) for place, column in enumerate(table.columns))
        numbered = ", ".join(f"c{place}" for place in range(len(table.columns)))
        text = f"INSERT INTO {table.name} ({names}) SELECT {read} FROM unnest({lists}) AS given({numbered})"
        plain = [_plain(column, columns[column.name]) for column in table.columns]
        rows = zip(*plain, strict=False)
        while part := list(islice(rows, ROWS_AT_ONCE)):
            values = [list(column) for column in zip(*part, strict=True)]
            self.conversation.say(Said(text, values, _only(table)))

    def new_keys(self, connection: Connection, table: Table, count: int) -> int:  # noqa: ARG002
        sequence = f"{table.name}_id_seq"
        last_keys = dict(self.conversation.known(LAST_KEYS))
        last = last_keys[sequence] or 0
        taken = f"SELECT exactly(max(nextval('{SCHEMA}.{sequence}')), %s) FROM generate_series(1, %s)"
        self.conversation.say(Said(taken, (last + count, count), NO_TABLE))
        self.conversation.note(LAST_KEYS, list({**last_keys, sequence: last + count}.items()))
        return int(last) + 1

    def expect_change(self, connection: Connection) -> None:  # noqa: ARG002
        self.conversation.ask_with_opening(CHAIN_HEAD)
        self.conversation.ask_with_opening(LAST_KEYS)

    def chain_head(self, connection: Connection) -> ChainHead:  # noqa: ARG002
        found = self.conversation.known(CHAIN_HEAD)
        return ChainHead(*found[0]) if found else ChainHead(0, "")

    def digest_before(self, connection: Connection, number: int) -> str:  # noqa: ARG002
        ((digest,),) = self.conversation.ask(_digest_before(number))
        return str(digest or "")

    def sees_everything(self, connection: Connection) -> bool:  # noqa: ARG002
        ((bound,),) = self.conversation.ask(Said("SELECT row_security_active('change')"))
        return not bound or bool(self.conversation.ask(Said(_SEES_EVERYTHING))[0][0])

    def defer_references(self, connection: Connection) -> None:  # noqa: ARG002
        self.conversation.say(Said("SET CONSTRAINTS ALL DEFERRED", (), NO_TABLE))

    def notify(self, connection: Connection, notice: str) -> None:  # noqa: ARG002
        self.conversation.say(Said(NOTIFY, (CHANNEL, notice), NO_TABLE))

    def hide(self, connection: Connection, views: Mapping[str, str]) -> None:  # noqa: ARG002
        for table, condition in views.items():
            hidden = condition.replace("%", "%%")
            self.conversation.say(
                Said(f"CREATE TEMP VIEW {table} AS SELECT * FROM {SCHEMA}.{table} WHERE {hidden}")
            )

    def is_encrypted(self, connection: Connection) -> bool:  # noqa: ARG002
        return False

    def run_as_json(
        self,
        connection: Connection,  # noqa: ARG002
        table: Table,  # noqa: ARG002
        first: int,  # noqa: ARG002
        last: int,  # noqa: ARG002
    ) -> Iterable[bytes]:
        return ()

    def _question(self, asked: Asked) -> Said:
        return Said(*self.statements.in_words(*asked), self.statements.tables_read(asked[0]))


def _only(table: Table) -> frozenset[str]:
    return frozenset((table.name,))


def _digest_before(number: int) -> Said:
    return Said("SELECT digest_before(%s)", (number,), frozenset((Change.__tablename__,)))


def _in_words(statement: Executable, rows: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    """A statement of SQLAlchemy's in the server's words, once for each row of values."""
    given = list(rows[0]) if rows else None
    compiled = statement.compile(dialect=DIALECT, column_keys=given)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    bind = {
        name: parameter.type.dialect_impl(DIALECT).bind_processor(DIALECT)
        for name, parameter in compiled.binds.items()
    }
    table = statement.table if isinstance(statement, UpdateBase) else None
    tables = _only(table) if isinstance(table, Table) else None
    for row in rows or ({},):
        values = compiled.construct_params(dict(row))
        order = compiled.positiontup or ()
        yield Said(str(compiled), [_bound(bind.get(name), values[name]) for name in order], tables)


def _exactly(said: Said, rows: int) -> Said:
    """The same, but an error unless it touches so many rows."""
    counted = f"WITH touched AS ({said.text} RETURNING 1) SELECT exactly(count(*), %s) FROM touched"
    return Said(counted, [*said.values, rows], said.tables)


def _bound(bind: Any, value: Any) -> Any:
    return value if bind is None else bind(value)


def _array(column: Column[Any]) -> str:
    """The type of many values of a column as one value."""
    kinds = ((Boolean, "boolean[]"), (Integer, "integer[]"), (Float, "float8[]"))
    return next((array for kind, array in kinds if isinstance(column.type, kind)), "text[]")


def _from_array(column: Column[Any], place: int) -> str:
    return f"c{place}::json" if isinstance(column.type, JSON) else f"c{place}"


def _plain(column: Column[Any], values: Iterable[Any]) -> Iterable[Any]:
    """Values as they stand in an array: JSON as its text."""
    return map(json.dumps, values) if isinstance(column.type, JSON) else values
