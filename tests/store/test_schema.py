"""A file from elsewhere: what is in it beside our tables never runs."""

import pytest

from qualwb.acts import memos
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.errors import UnusableProject
from qualwb.store.migration import SCHEMA_REVISION, known_revisions
from qualwb.store.project_file import ProjectFile
from qualwb.store.schema_check import SCHEMAS, schema_digest
from tests.encrypted import raw_connection

pytestmark = pytest.mark.file_only

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS version_num FROM n"


def test_the_digest_is_that_of_a_new_file(project: ProjectFile) -> None:
    connection = raw_connection(project.path)
    assert schema_digest(connection) == SCHEMAS[SCHEMA_REVISION]
    connection.close()
    assert set(SCHEMAS) == known_revisions()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TRIGGER x AFTER INSERT ON memo BEGIN DELETE FROM memo WHERE id <> new.id; END", "a trigger"),
        (
            f"CREATE VIEW code_use AS {ENDLESS}",
            "a view",
        ),
        ("CREATE TABLE extra (a)", "another program"),
        ("DROP INDEX uq_coding_passage", "another program"),
        ("CREATE INDEX mine ON memo (text)", "another program"),
        ("ALTER TABLE memo ADD COLUMN mine TEXT DEFAULT 1", "another program"),
    ],
)
def test_another_schema_is_refused_on_opening(
    project: ProjectFile,
    researcher: Researcher,
    statement: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for n in range(3):
        memos.write(researcher, f"Memo {n}", target="project")
    project.close()
    connection = raw_connection(project.path)
    connection.execute(statement)
    connection.close()
    before = project.path.read_bytes()
    with pytest.raises(UnusableProject, match=said):
        ProjectFile.open(project.path)
    assert run(["-p", str(project.path), "memo", "add", "till"]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert project.path.read_bytes() == before


@pytest.mark.parametrize("table", ["alembic_version", "saved_query"])
def test_an_endless_view_in_the_place_of_a_table_is_never_read(project: ProjectFile, table: str) -> None:
    project.close()
    connection = raw_connection(project.path)
    connection.execute(f"DROP TABLE {table}")
    connection.execute(f"CREATE VIEW {table} AS {ENDLESS}")
    connection.close()
    with pytest.raises(UnusableProject, match=f"'{table}'"):
        ProjectFile.open(project.path)
