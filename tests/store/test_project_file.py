"""Project files: made, opened, refused, backed up, migrated."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from qualwb.acts import codes, codings, sources
from qualwb.acts.passages import passage_quoted
from qualwb.acts.projects import back_up as back_up_project
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.model import Record
from qualwb.store import migration, project_file
from qualwb.store.backup import KEPT, LEFT_SECONDS, back_up, prune
from qualwb.store.check import check
from qualwb.store.connection import engine_for
from qualwb.store.engines.interface import FileEngine
from qualwb.store.errors import NotFound, ProjectLocked, UnusableProject
from qualwb.store.project_file import ProjectFile
from tests.conftest import ROOT
from tests.encrypted import raw_connection

pytestmark = pytest.mark.file_only


def test_a_new_project_is_one_file_for_its_owner_alone(tmp_path: Path, engine: FileEngine) -> None:
    path = tmp_path / "å ä%ö.qwb"
    with ProjectFile.create(path, engine=engine) as project:
        codes.create(Researcher(project, "Karin"), "mål")
    assert [p.name for p in tmp_path.iterdir()] == ["å ä%ö.qwb"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(UnusableProject, match="exists already"):
        ProjectFile.create(path)


def test_foreign_keys_are_enforced(researcher: Researcher) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), researcher.act("x") as act:
        act.connection.exec_driver_sql("INSERT INTO theme_code (theme_id, code_id) VALUES (77, 88)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a qualwb project"),
        (b"\x00\xff" * 4000, "not a qualwb project"),
        (b"SQLite format 3\x00" + b"\x00" * 50, "cut off"),
        ("Åsa: hej\n".encode(), "not a qualwb project"),
    ],
)
def test_what_is_no_project_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.qwb"
    path.write_bytes(content)
    with pytest.raises(UnusableProject, match=said) as error:
        ProjectFile.open(path)
    assert error.value.exit_code == 3
    assert path.read_bytes() == content


def test_one_reading_may_lie_within_another(material: Researcher) -> None:
    count = "SELECT count(*) FROM turn"
    with material.project.reading() as outer:
        assert outer.exec_driver_sql(count).scalar() == 5
        with material.project.reading() as inner:
            assert inner.exec_driver_sql(count).scalar() == 5
        codes.create(material, "medan någon läser")
        assert outer.exec_driver_sql("SELECT count(*) FROM code").scalar() == 0


def test_a_folder_and_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableProject, match="folder"):
        ProjectFile.open(tmp_path)
    with pytest.raises(UnusableProject, match="no such project"):
        ProjectFile.open(tmp_path / "saknas.qwb")


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.qwb"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(UnusableProject, match="another program"):
        ProjectFile.open(path)


def test_a_truncated_project_is_refused(material: Researcher) -> None:
    path = material.project.path
    material.project.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UnusableProject, match="cut off"):
        ProjectFile.open(path)


def test_a_damaged_page_is_found_by_check_or_opening(material: Researcher) -> None:
    path = material.project.path
    material.project.close()
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 3] = os.urandom(4096 * 2)
    path.write_bytes(data)
    with contextlib.suppress(UnusableProject), ProjectFile.open(path) as project:
        assert check(project)


def test_a_newer_file_is_refused_and_untouched(material: Researcher) -> None:
    path = material.project.path
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    material.project.close()
    before = path.read_bytes()
    with pytest.raises(UnusableProject, match="newer qualwb"):
        ProjectFile.open(path)
    assert path.read_bytes() == before


def test_a_write_lock_is_waited_for_and_then_explained(
    researcher: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualwb.store.connection.BUSY_SECONDS", 0.2)
    other = raw_connection(researcher.project.path)
    other.execute("BEGIN IMMEDIATE")
    with ProjectFile.open(researcher.project.path) as project, pytest.raises(ProjectLocked):
        codes.create(Researcher(project, "Mia"), "mål")
    other.close()


def test_backups_are_verified_named_and_rotated(material: Researcher) -> None:
    made = []
    for _time in range(KEPT + 3):
        with material.project.backed_up("test") as backup:
            made.append(backup)
    kept = sorted(material.project.path.parent.glob("*.bak"))
    assert kept == made[-KEPT:]
    with ProjectFile.open(kept[0]) as copy:
        assert check(copy) == []
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_a_refused_act_leaves_no_backup_and_prunes_none(material: Researcher) -> None:
    folder = material.project.path.parent
    back_up_project(material.project)
    for _time in range(KEPT):
        with material.project.backed_up("test"):
            pass
    before = sorted(folder.glob("*.bak"))
    for _time in range(KEPT + 2):
        with pytest.raises(NotFound):
            sources.delete_source(material, "saknas")
    assert sorted(folder.glob("*.bak")) == before


def test_backups_that_a_person_made_stay_however_many_there_are(material: Researcher) -> None:
    made = [back_up_project(material.project) for _time in range(KEPT + 2)]
    for _time in range(KEPT + 2):
        with material.project.backed_up("test"):
            pass
    prune(material.project.path)
    assert all(path.exists() for path in made)
    assert len(list(material.project.path.parent.glob("*.test.bak"))) == KEPT


def test_what_killed_processes_left_is_swept_after_a_day(material: Researcher) -> None:
    folder, name = material.project.path.parent, material.project.path.name
    left = [
        folder / f"{name}.{rest}"
        for rest in ("x1.partial", "7.making", "20270101T101500000000.x.bak.y.partial")
    ]
    others = [folder / "annat.qwb.x.partial", folder / f"{name}.partial.txt", folder / f"{name}.new.partial"]
    for path in (*left, *others):
        path.touch()
    old = time.time() - LEFT_SECONDS - 60
    for path in (*left, *others[:2]):
        os.utime(path, (old, old))
    back_up_project(material.project)
    assert [path.exists() for path in (*left, *others)] == [False] * 3 + [True] * 3


def test_a_backup_of_a_damaged_project_is_refused(material: Researcher, tmp_path: Path) -> None:
    with material.project.writing() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    raw = raw_connection(material.project.path)
    raw.execute("INSERT INTO theme_code (theme_id, code_id) VALUES (77, 88)")
    raw.close()
    target = tmp_path / "copy.qwb"
    with pytest.raises(UnusableProject, match="did not pass"):
        back_up(material.project.path, target)
    assert not target.exists()
    assert not list(tmp_path.glob("*.partial"))


def test_the_revision_constant_is_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migration.config()).get_heads() == [migration.SCHEMA_REVISION]


def test_the_migrations_build_exactly_the_records(tmp_path: Path) -> None:
    from alembic import command

    engine = engine_for(tmp_path / "a.db")
    migration.upgrade(engine)
    settings = migration.config()
    with engine.connect() as connection, connection.begin():
        settings.attributes["connection"] = connection
        command.check(settings)
    engine.dispose()
    assert len(Record.metadata.tables) == 25


LATER = """
import sqlalchemy as sa
from alembic import op
revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

def upgrade() -> None:
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("shelf", sa.String(20), nullable=False, server_default="övre"))
"""


@pytest.fixture
def later_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations with one more, as a later qualwb would have them."""
    folder = tmp_path / "later"
    shutil.copytree(migration.migrations_folder(), folder)
    (folder / "versions" / "0008_later.py").write_text(LATER, encoding="utf-8")
    monkeypatch.setattr(migration, "migrations_folder", lambda: folder)
    monkeypatch.setattr(project_file, "SCHEMA_REVISION", "0008")
    return folder


def test_an_older_file_is_backed_up_and_migrated_without_losing_a_coding(
    material: Researcher, later_migrations: Path
) -> None:
    assert later_migrations.is_dir()
    path = material.project.path
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
    codings.apply(material, passage, ["syfte"], create=True)
    material.project.close()
    told: list[str] = []
    with ProjectFile.open(path, notice=told.append) as project:
        assert check(project) == []
        with project.reading() as connection:
            assert connection.exec_driver_sql("SELECT shelf FROM source").scalar() == "övre"
            assert connection.exec_driver_sql("SELECT count(*) FROM coding").scalar() == 1
            assert connection.exec_driver_sql("SELECT count(*) FROM turn").scalar() == 5
    assert len(told) == 1
    assert "schema-0007" in told[0]
    assert len(list(path.parent.glob("*.schema-0007.bak"))) == 1


def test_a_failing_migration_leaves_the_file_as_it_was(material: Researcher, later_migrations: Path) -> None:
    script = later_migrations / "versions" / "0008_later.py"
    script.write_text(LATER + "    op.execute('SELECT * FROM nowhere')\n", encoding="utf-8")
    path = material.project.path
    material.project.close()
    with pytest.raises(Exception, match="nowhere"):
        ProjectFile.open(path)
    raw = raw_connection(path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0007",)
    assert "shelf" not in {row[1] for row in raw.execute("PRAGMA table_info(source)")}
    assert raw.execute("SELECT count(*) FROM turn").fetchone() == (5,)
    raw.close()


def test_check_names_what_was_tampered_with(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["syfte"], create=True)
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE coding SET start = start + 1")
    assert [p.kind for p in check(material.project)] == ["quote", "row"]
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE coding SET start = start - 1")
        connection.exec_driver_sql("UPDATE text_content SET text = replace(text, 'otydligt', 'tydligt')")
    assert {p.kind for p in check(material.project)} == {"text", "quote", "turn"}


def test_check_names_a_source_whose_text_is_gone(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["syfte"], create=True)
    with material.project.writing() as connection:
        connection.exec_driver_sql("DELETE FROM text_version")
    found = check(material.project)
    assert ("text", "Intervju 1", "has no text") in [(p.kind, p.where, p.what) for p in found]
    assert {p.kind for p in found} == {"text", "turn", "quote", "row"}


@pytest.mark.parametrize("command", [["code", "list"], ["backup"], ["restore", "{}"]])
def test_a_pipe_is_refused_and_not_waited_for(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "p.qwb")
    with pytest.raises(UnusableProject, match="a pipe"):
        ProjectFile.open(tmp_path / "p.qwb")
    arguments = [word.format(tmp_path / "p.qwb") for word in command]
    assert run(["-p", str(tmp_path / "p.qwb"), *arguments]) in (2, 3)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_backup_does_not_replace_a_pipe(material: Researcher, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    with pytest.raises(QualwbError, match="a pipe"):
        back_up_project(material.project, tmp_path / "p")
    assert (tmp_path / "p").is_fifo()


def test_backups_and_the_log_lie_beside_the_file_that_a_link_leads_to(
    material: Researcher, tmp_path: Path
) -> None:
    (tmp_path / "länkar").mkdir()
    link = tmp_path / "länkar" / "studie.qwb"
    link.symlink_to(material.project.path)
    with ProjectFile.open(link) as project:
        codes.create(Researcher(project, "Mia"), "ny")
        made = back_up_project(project)
        assert sorted(path.name for path in link.parent.iterdir()) == ["studie.qwb"]
    assert made.parent == material.project.path.parent
    assert link.is_symlink()


def test_a_link_in_a_folder_that_only_reads_leads_to_a_project_that_is_written() -> None:
    script = """
import os, sys
from pathlib import Path
from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
import alembic.command, alembic.script, qualwb.store.check
folder = Path(sys.argv[1])
(folder / "data").mkdir()
(folder / "links").mkdir()
ProjectFile.create(folder / "data" / "a.qwb").close()
(folder / "links" / "a.qwb").symlink_to(folder / "data" / "a.qwb")
if os.geteuid() == 0:
    for path in (folder, folder / "data", folder / "data" / "a.qwb"):
        os.chown(path, 65534, 65534)
    os.setgid(65534)
    os.setuid(65534)
(folder / "links").chmod(0o555) if os.stat(folder / "links").st_uid == os.getuid() else None
assert not os.access(folder / "links", os.W_OK)
with ProjectFile.open(folder / "links" / "a.qwb") as project:
    codes.create(Researcher(project, "Mia"), "ny")
"""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        done = subprocess.run(
            [sys.executable, "-c", script, folder], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        raw = sqlite3.connect(Path(folder) / "data" / "a.qwb")
        assert raw.execute("SELECT name FROM code").fetchall() == [("ny",)]
        raw.close()


def test_on_a_full_disk_a_project_is_read_and_the_next_act_told_off(
    small_disk: Path, engine: FileEngine
) -> None:
    path = small_disk / "a.qwb"
    with ProjectFile.create(path, engine=engine) as project:
        codes.create(Researcher(project, "Karin"), "mål")
    filling = os.open(small_disk / "annat", os.O_CREAT | os.O_WRONLY)
    with contextlib.suppress(OSError):
        while True:
            os.write(filling, b"x" * 4096)
    os.close(filling)
    with ProjectFile.open(path) as project:
        assert check(project) == []
        with project.reading() as connection:
            assert connection.exec_driver_sql("SELECT name FROM code").scalar() == "mål"
        with pytest.raises(UnusableProject, match="disk is full"):
            codes.create(Researcher(project, "Karin"), "syfte")
    (small_disk / "annat").unlink()
    with ProjectFile.open(path) as project:
        codes.create(Researcher(project, "Karin"), "syfte")
