"""What the store's SQL asks of PostgreSQL: in as few round trips as may be."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Dialect, Executable, Float, Integer, Table
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

from qualwb.model import Change
from qualwb.store.engines.backend import ChainHead
from qualwb.store.engines.json_members import json_each
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.conversation import Answer, Conversation, Said
from qualwb.store.engines.postgresql.notices import CHANNEL, NOTIFY
from qualwb.store.engines.postgresql.turn_index import ServerTurnIndex
from qualwb.store.engines.statements import Asked, Statements

DIALECT: Dialect = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]
ROWS_AT_ONCE = 20_000
"""Rows of one statement: what a message holds of them stays well below the server's limit of a gigabyte."""
_SEES_EVERYTHING = "SELECT my_role() IN ('owner', 'lead') OR cardinality(hidden_rounds()) = 0"

KeyStock = dict[str, deque[int]]
"""Keys that no row has, by table: those of one process go to its rows in order."""
KEYS_AT_ONCE = 8
"""Keys that are fetched ahead for single rows; what is not used of them is a gap."""
KEYS_TO_SPARE = 4
"""So many are left when more are fetched along with something else."""
NO_TABLE: frozenset[str] = frozenset()

CHAIN_HEAD = Said("SELECT number, digest FROM chain_head()")


@compiles(json_each, "postgresql")
def _json_each(element: json_each, compiler: SQLCompiler, **kw: Any) -> str:
    # As an array, since the server knows how many members that has before it plans; of JSON it guesses 100.
    listed = f"translate(CAST({compiler.process(element.clauses, **kw)} AS text), '[]', '{{}}')"
    return f"(SELECT value FROM unnest(CAST({listed} AS integer[])) AS value)"


class PostgresqlBackend:
    """The backend of one connection: its conversation, and the keys that the process has in stock."""

    dialect = DIALECT
    hides = True
    words_for_views = {  # noqa: RUF012
        "tables": SCHEMA,
        "views": "pg_temp",
        "listed": "(SELECT CAST(value AS integer) FROM json_array_elements_text(codings) AS value)",
    }
    statements = Statements(DIALECT, native=True)
    turn_index = ServerTurnIndex()

    def __init__(self, conversation: Conversation, keys: KeyStock) -> None:
        self.conversation = conversation
        self._keys = keys

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
        key = self._next_key(connection, table)
        statements = self.statements.of(table)
        bound = statements.bound(table, row, key=key)
        self.conversation.say(Said(statements.insert_numbered, bound, _only(table)))
        if table.name == Change.__tablename__:
            self.conversation.note(CHAIN_HEAD, [(key, row["digest"])])
            self.conversation.stores(row["digest"])
        return key

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
        (first, last, *_rest), *_none = self.conversation.ask(
            Said(f"SELECT min(key), max(key) FROM ({_new_keys(table)}) AS keys", (count,))
        )
        assert last - first + 1 == count, "somebody took keys without the lock"
        return int(first)

    def expect_change(self, connection: Connection) -> None:  # noqa: ARG002
        self.conversation.ask_with_opening(CHAIN_HEAD)

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

    def _next_key(self, connection: Connection, table: Table) -> int:
        """A key for one row. Changes are numbered without gaps: whoever writes them holds the lock."""
        if table.name == Change.__tablename__:
            return self.chain_head(connection).number + 1
        stock = self._keys.setdefault(table.name, deque())
        more = Said(_new_keys(table), (KEYS_AT_ONCE,))

        def put_in_stock(found: Answer) -> None:
            stock.extend(key for (key,) in found)

        if not stock:
            put_in_stock(self.conversation.ask(more))
        elif len(stock) == KEYS_TO_SPARE:
            self.conversation.ask_in_passing(more, put_in_stock)
        return stock.popleft()


def _only(table: Table) -> frozenset[str]:
    return frozenset((table.name,))


def _digest_before(number: int) -> Said:
    return Said("SELECT digest_before(%s)", (number,), frozenset((Change.__tablename__,)))


def _new_keys(table: Table) -> str:
    sequence = f"pg_get_serial_sequence('{SCHEMA}.{table.name}', 'id')"
    return f"SELECT nextval({sequence})::integer AS key FROM generate_series(1, %s)"


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
