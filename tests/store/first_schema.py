"""A project file as the first schema had it, made anew for the tests."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import JSON

from qualwb.acts import codes, codings, print_versions
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer, refuse
from qualwb.model import Record
from qualwb.store.connection import APPLICATION_ID, engine_for
from qualwb.store.images import Image, digest_of_rows
from qualwb.store.migration import upgrade
from qualwb.store.project_file import ProjectFile
from qualwb.store.schema_check import SCHEMAS, schema_digest
from tests.conftest import transcript_of

CHANGES = "SELECT id, at, coder, act, summary, reason, target, images FROM change ORDER BY id"


def first_schema_project(folder: Path) -> Path:
    """A worked project as the first schema had it: its tables, and digests over the images themselves.

    Its images know the columns of that schema alone.
    """
    with ProjectFile.create(folder / "arbete.qwb") as project:
        work(Researcher(project, "Karin"))
    path = folder / "gammal.qwb"
    engine = engine_for(path)
    upgrade(engine, to="0001")
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("ATTACH ? AS new", (str(folder / "arbete.qwb"),))
    columns_of = {
        table: [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
        for table in Record.metadata.tables
    }
    for table, columns in columns_of.items():
        if not columns:
            continue  # a table that came later
        named = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM new.{table} ORDER BY rowid")
    connection.execute("DELETE FROM sqlite_sequence")
    connection.execute("INSERT INTO sqlite_sequence SELECT * FROM new.sqlite_sequence")
    previous = ""
    for key, *texts, images in connection.execute(CHANGES).fetchall():
        old_images = images_with(connection, columns_of, images)
        payload = json.dumps([*texts, old_images], ensure_ascii=False)
        previous = hashlib.sha256((previous + payload).encode()).hexdigest()
        values = (old_images, previous, key)
        connection.execute("UPDATE change SET images = ?, digest = ? WHERE id = ?", values)
    connection.commit()
    assert schema_digest(connection) == SCHEMAS["0001"]
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.close()
    return path


def whole(path: Path, table: str) -> str:
    """A query for all rows of a table, with the columns that the file has today; later ones are left out."""
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    named = ", ".join(f'"{column}"' for column in columns)
    return f"SELECT {named} FROM {table} ORDER BY id"


def images_with(connection: sqlite3.Connection, columns_of: Mapping[str, Sequence[str]], images: str) -> str:
    """The images without the columns that came later; what was inserted in bulk must be there still."""
    kept = json.loads(images)
    for image in kept:
        columns = columns_of[image["table"]]
        for side in ("before", "after"):
            if isinstance(row := image.get(side), dict):
                image[side] = {name: value for name, value in row.items() if name in columns}
        if image["op"] == "insert_many":
            image["columns"] = [name for name in image["columns"] if name in columns]
            image["sha256"] = digest_of_rows(bulk(connection, image))
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def bulk(connection: sqlite3.Connection, image: Image) -> list[list[Any]]:
    """The rows of a bulk insert, as SQLAlchemy reads them."""
    table = Record.metadata.tables[image["table"]]
    named = ", ".join(f'"{name}"' for name in image["columns"])
    rows = connection.execute(
        f"SELECT {named} FROM {table.name} WHERE id BETWEEN ? AND ? ORDER BY id",
        (image["first"], image["last"]),
    )
    decode = [
        json.loads if isinstance(table.c[name].type, JSON) else lambda value: value
        for name in image["columns"]
    ]
    return [[read(value) for read, value in zip(decode, row, strict=True)] for row in rows]


def work(researcher: Researcher) -> None:
    """Codings, two print versions of which the newer is taken away again, a refusal, an undo."""
    import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
    with researcher.project.reading() as connection:
        first = passage_quoted(connection, "Intervju 1", "Ingen visste")
        second = passage_quoted(connection, "Intervju 1", "ett papper")
    codings.apply(researcher, first, ["ovisshet"], create=True)
    print_versions.write(researcher, first, "Ingen visste det")
    print_versions.write(researcher, second, "papper")
    print_versions.clear(researcher, second)
    refuse(researcher, second, Offer("ovisshet", 2, 0.25, "words"))
    codes.create(researcher, "oro")
    researcher.project.undo(coder="Karin")
