"""Which databases are opened as a project: with our tables, and nothing beside them that would run."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.catalog import parts
from qualwb.store.engines.postgresql.recognition import BESIDE, OURS, SCHEMAS, is_owned, revision_of_server
from qualwb.store.errors import UnusableProject
from qualwb.store.migration import SCHEMA_REVISION, known_revisions, upgrade
from qualwb.store.server_project import ServerProject

NEWER = "UPDATE qualwb.alembic_version SET version_num = '0999'"
FUNCTION = "FUNCTION qualwb.x() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i::varchar AS version_num FROM n"
)


@pytest.fixture
def connection(empty: Engine) -> Iterator[Connection]:
    """A connection to a new project; what is done by it stays for itself."""
    upgrade(empty)
    with empty.connect() as connection:
        yield connection


def refused(connection: Connection) -> str:
    """Why the database is no project."""
    with pytest.raises(UnusableProject) as refusal:
        revision_of_server(connection, "studie")
    return str(refusal.value)


def test_a_new_project_has_the_newest_revision(connection: Connection) -> None:
    for path in ("public", "qualwb, pg_temp"):
        connection.execute(text(f"SET search_path = {path}"))
        assert revision_of_server(connection, "studie") == SCHEMA_REVISION
    assert set(SCHEMAS) == {revision for revision in known_revisions() if revision >= "0005"}
    assert len(set(SCHEMAS.values())) == len(SCHEMAS)


def test_a_project_with_roles_is_recognised(database: str) -> None:
    made_by = ServerProject.create(Address.parsed(database), "Studie")
    with made_by as project, project.reading_whole() as connection:
        assert revision_of_server(connection, "studie") == SCHEMA_REVISION
        made = {part[:2] for part in parts(connection)}
    assert made >= OURS
    assert {("table", name) for name in BESIDE} <= made


def test_what_the_search_index_is_made_of_is_its_own_affair(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE qualwb.indexed_source ADD COLUMN more integer"))
    assert revision_of_server(connection, "studie") == SCHEMA_REVISION


@pytest.mark.parametrize("made", ["", "CREATE SCHEMA qualwb"])
def test_a_database_without_a_project_is_refused(empty: Engine, made: str) -> None:
    with empty.connect() as connection:
        if made:
            connection.execute(text(made))
        assert "there is no project" in refused(connection)
        assert "team publish" in refused(connection)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([f"CREATE {FUNCTION}"], "a function, 'x'"),
        (
            [
                f"CREATE {FUNCTION.replace('qualwb.', 'public.')}",
                "CREATE TRIGGER x AFTER INSERT ON qualwb.memo FOR EACH ROW EXECUTE FUNCTION public.x()",
            ],
            "a trigger, 'memo.x'",
        ),
        (["CREATE RULE x AS ON INSERT TO qualwb.memo DO ALSO DELETE FROM qualwb.code"], "a rule, 'memo.x'"),
        (["CREATE VIEW qualwb.x AS SELECT 1"], "a view, 'x'"),
        (["CREATE MATERIALIZED VIEW qualwb.x AS SELECT 1"], "a view, 'x'"),
        (["CREATE DOMAIN qualwb.x AS text"], "a type, 'x'"),
        (
            ["CREATE OPERATOR qualwb.= (LEFTARG = text, RIGHTARG = text, FUNCTION = starts_with)"],
            "a operator, '='",
        ),
        (
            [
                "ALTER TABLE qualwb.alembic_version RENAME TO v",
                f"CREATE VIEW qualwb.alembic_version AS {ENDLESS}",
            ],
            "a view, 'alembic_version'",
        ),
        (["CREATE TABLE qualwb.x (a integer)"], "another program"),
        (["DROP TABLE qualwb.alembic_version"], "another program"),
        (["DELETE FROM qualwb.alembic_version", "DROP TABLE qualwb.reading"], "another program"),
        (["DROP INDEX qualwb.uq_coding_passage"], "another program"),
        (["CREATE INDEX x ON qualwb.memo (text)"], "another program"),
        (["ALTER TABLE qualwb.memo ADD COLUMN x text"], "another program"),
        (["ALTER TABLE qualwb.memo ALTER COLUMN kind SET DEFAULT current_user"], "another program"),
        (["ALTER TABLE qualwb.memo DROP CONSTRAINT ck_memo_one_target"], "another program"),
        (["ALTER TABLE qualwb.code ALTER CONSTRAINT fk_code_parent_id_code NOT DEFERRABLE"], "another prog"),
        (['ALTER TABLE qualwb.code ALTER COLUMN name TYPE text COLLATE "und-x-icu"'], "another program"),
        (["ALTER TABLE qualwb.theme_code SET UNLOGGED"], "another program"),
        ([NEWER, "CREATE TABLE qualwb.x (a integer)"], "made by a newer qualwb (schema 0999)"),
        ([NEWER, f"CREATE {FUNCTION}"], "made by a newer qualwb (schema 0999)"),
    ],
)
def test_what_is_not_ours_is_refused(connection: Connection, statements: list[str], said: str) -> None:
    for statement in statements:
        connection.execute(text(statement))
    assert said in refused(connection)


def test_what_belongs_to_another_role_is_refused(connection: Connection) -> None:
    connection.execute(text("CREATE ROLE schema_other"))
    connection.execute(text("ALTER TABLE qualwb.memo OWNER TO schema_other"))
    assert "'memo' in it belongs to 'schema_other'" in refused(connection)


def test_a_login_that_may_not_use_the_schema_is_told(connection: Connection) -> None:
    assert is_owned(connection)
    connection.execute(text("CREATE ROLE schema_other"))
    connection.execute(text("SET ROLE schema_other"))
    assert "may not open" in refused(connection)
    connection.execute(text("RESET ROLE"))
    connection.execute(text("GRANT USAGE ON SCHEMA qualwb TO schema_other"))
    connection.execute(text("SET ROLE schema_other"))
    assert revision_of_server(connection, "studie") == SCHEMA_REVISION
    assert not is_owned(connection)
