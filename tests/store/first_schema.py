"""A project file as the first schema had it, made anew for the tests."""

import hashlib
import json
import sqlite3
from pathlib import Path

from qualwb.acts import codes, codings, print_versions
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.model import Record
from qualwb.store.connection import APPLICATION_ID, engine_for
from qualwb.store.migration import upgrade
from qualwb.store.project_file import ProjectFile
from qualwb.store.schema_check import SCHEMAS, schema_digest
from tests.conftest import transcript_of

CHANGES = "SELECT id, at, coder, act, summary, reason, target, images FROM change ORDER BY id"


def first_schema_project(folder: Path) -> Path:
    """A worked project as the first schema had it: its tables, and digests over the images themselves."""
    with ProjectFile.create(folder / "arbete.qwb") as project:
        work(Researcher(project, "Karin"))
    path = folder / "gammal.qwb"
    engine = engine_for(path)
    upgrade(engine, to="0001")
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("ATTACH ? AS new", (str(folder / "arbete.qwb"),))
    for table in Record.metadata.tables:
        columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
        if not columns:
            continue  # a table that came later
        named = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM new.{table} ORDER BY rowid")
    connection.execute("DELETE FROM sqlite_sequence")
    connection.execute("INSERT INTO sqlite_sequence SELECT * FROM new.sqlite_sequence")
    previous = ""
    for key, *columns in connection.execute(CHANGES).fetchall():
        payload = json.dumps(columns, ensure_ascii=False)
        previous = hashlib.sha256((previous + payload).encode()).hexdigest()
        connection.execute("UPDATE change SET digest = ? WHERE id = ?", (previous, key))
    connection.commit()
    assert schema_digest(connection) == SCHEMAS["0001"]
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.close()
    return path


def work(researcher: Researcher) -> None:
    """Codings, two print versions of which the newer is taken away again, an undo."""
    import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
    with researcher.project.reading() as connection:
        first = passage_quoted(connection, "Intervju 1", "Ingen visste")
        second = passage_quoted(connection, "Intervju 1", "ett papper")
    codings.apply(researcher, first, ["ovisshet"], create=True)
    print_versions.write(researcher, first, "Ingen visste det")
    print_versions.write(researcher, second, "papper")
    print_versions.clear(researcher, second)
    codes.create(researcher, "oro")
    researcher.project.undo(coder="Karin")
