"""The tables that the migrations make on a server are those of the model."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import (
    CheckConstraint,
    Connection,
    Engine,
    MetaData,
    bindparam,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

from qualwb.model import MEMO_TARGETS, Code, Coder, Group, Record, Source
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.catalog import Part, parts
from qualwb.store.engines.postgresql.recognition import STORED
from qualwb.store.migration import migrations_folder, upgrade

LONGEST_NAME = 63
"""Bytes; PostgreSQL cuts what is longer."""


@pytest.fixture
def made(empty: Engine) -> Engine:
    """An engine on a database that the migrations have run on."""
    upgrade(empty)
    return empty


def looking_at(connection: Connection, schema: str) -> None:
    connection.execute(text(f"SET search_path = {schema}"))


def stored(connection: Connection, schema: str = SCHEMA) -> list[Part]:
    """What our records are kept in."""
    return [
        part
        for part in parts(connection, schema)
        if part.kind in STORED and part.name.partition(".")[0] in Record.metadata.tables
    ]


def model_on_server() -> MetaData:
    """The model's tables as they are to be on a server."""
    from qualwb.store.engines.postgresql.tables import as_on_server

    model = MetaData(naming_convention=Record.metadata.naming_convention)
    for table in Record.metadata.sorted_tables:
        copy = as_on_server(table.to_metadata(model))
        conditions = {index.name: index.info.get("where") for index in table.indexes}
        for index in copy.indexes:
            if where := conditions[index.name]:
                index.dialect_options["postgresql"]["where"] = text(where)
    memo = model.tables["memo"]
    memo.constraints = {one for one in memo.constraints if one.name != "ck_memo_one_target"}
    targets = ", ".join(target.column for target in MEMO_TARGETS.values())
    memo.append_constraint(CheckConstraint(f"num_nonnulls({targets}) <= 1", name="one_target"))
    return model


def test_the_tables_are_those_of_the_model(made: Engine) -> None:
    with made.begin() as connection:
        connection.execute(text("CREATE SCHEMA model"))
        looking_at(connection, "model")
        model_on_server().create_all(connection)
        wanted, found = stored(connection, "model"), stored(connection)
    assert found == wanted
    columns = [part for part in found if part.kind == "column"]
    assert len(columns) == sum(len(table.columns) for table in Record.metadata.tables.values())


def test_strings_are_of_any_length_and_ordered_by_code_point(made: Engine) -> None:
    names = ["ö" * 300, "a", "B", "å", "\N{GRINNING FACE}", "\N{FULLWIDTH LATIN SMALL LETTER A}"]
    with made.begin() as connection:
        looking_at(connection, SCHEMA)
        connection.execute(insert(Coder), [{"name": name} for name in names])
        assert connection.scalars(select(Coder.name).order_by(Coder.name)).all() == sorted(names)
        words = [part.words.split(" not null")[0] for part in stored(connection) if part.kind == "column"]
    assert {told.split(" default ")[0] for told in words} == {
        "text C",
        "integer",
        "boolean",
        "double precision",
        "json",
    }


def test_values_of_json_are_kept_as_they_are_written(made: Engine) -> None:
    attributes = {
        "ö": [1.0, 1e300, None, True],
        "a": {"z": "å\n", "b": ""},
        "z": {},
        "tal": 12345678901234567890,
    }
    with made.begin() as connection:
        looking_at(connection, SCHEMA)
        connection.execute(insert(Group).values(name="Grupp", attributes=attributes))
        assert connection.scalar(text("SELECT attributes::text FROM focus_group")) == json.dumps(attributes)
        assert list(connection.scalar(select(Group.attributes)) or ()) == ["ö", "a", "z", "tal"]


def test_each_table_has_a_sequence_of_its_own(made: Engine) -> None:
    with made.connect() as connection:
        owned = select(func.pg_get_serial_sequence(bindparam("table"), "id"))
        for table in Record.metadata.tables:
            sequence = connection.scalar(owned, {"table": f"{SCHEMA}.{table}"})
            assert sequence == f"{SCHEMA}.{table}_id_seq"


def test_no_key_is_used_twice(made: Engine) -> None:
    with made.begin() as connection:
        looking_at(connection, SCHEMA)
        new = insert(Code).values(name="a", created_at="").returning(Code.id)
        keys = []
        for _row in range(3):
            keys.append(connection.execute(new).scalar_one())
            connection.execute(text("DELETE FROM code"))
    assert keys == [1, 2, 3]


def test_references_can_wait_for_the_end_of_a_transaction(made: Engine) -> None:
    lone = insert(Source).values(name="Intervju", group_id=7, imported_at="")
    with made.connect() as connection:
        looking_at(connection, SCHEMA)
        with pytest.raises(IntegrityError):
            connection.execute(lone)
    with made.begin() as connection:
        looking_at(connection, SCHEMA)
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        connection.execute(lone)
        connection.execute(insert(Group).values(id=7, name="Grupp"))
    with made.connect() as connection:
        looking_at(connection, SCHEMA)
        assert connection.scalar(select(Source.group_id)) == 7


def test_a_memo_hangs_on_one_thing(made: Engine) -> None:
    two = text(
        "INSERT INTO memo (uid, text, coder_id, created_at, updated_at, code_id, theme_id)"
        " VALUES ('a', '', 1, '', '', 1, 1)"
    )
    with made.connect() as connection:
        looking_at(connection, SCHEMA)
        with pytest.raises(IntegrityError, match="ck_memo_one_target"):
            connection.execute(two)


def test_no_name_is_cut() -> None:
    names = [
        str(part.name)
        for table in Record.metadata.tables.values()
        for part in (table, *table.columns, *table.constraints, *table.indexes)
    ]
    assert len(names) > 300
    assert max(len(name.encode()) for name in names) <= LONGEST_NAME


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """Our migrations and one more, which fails after it made a table."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder(), folder)
    (folder / "versions" / "9999_fails.py").write_text(
        "from alembic import op\n"
        "revision, down_revision, branch_labels, depends_on = '9999', '0007', None, None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (a integer)')\n"
        "    op.execute('ALTER TABLE code DROP COLUMN colour')\n"
        "    op.execute('SELECT nothing')\n"
    )
    return folder


def test_a_failing_migration_leaves_nothing(empty: Engine, failing: Path) -> None:
    with pytest.raises(Exception, match="nothing"):
        upgrade(empty, failing)
    with empty.connect() as connection:
        assert connection.scalar(select(func.to_regnamespace(SCHEMA))) is None


def test_a_failing_migration_leaves_a_project_as_it_was(made: Engine, failing: Path) -> None:
    with made.connect() as connection:
        before = parts(connection)
    with pytest.raises(Exception, match="nothing"):
        upgrade(made, failing)
    with made.connect() as connection:
        assert parts(connection) == before
        assert connection.scalar(text(f"SELECT version_num FROM {SCHEMA}.alembic_version")) == "0007"


def test_nothing_is_made_outside_of_the_schema(made: Engine) -> None:
    upgrade(made)
    with made.connect() as connection:
        assert inspect(connection).get_table_names("public") == []
        assert inspect(connection).get_schema_names() == ["information_schema", "public", SCHEMA]
