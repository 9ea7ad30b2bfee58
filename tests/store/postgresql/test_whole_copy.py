"""A project published to a server and fetched again: the same rows, keys and journal, or nothing at all."""

import hashlib
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from qualwb.acts import codes, codings, memos, themes
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.model import Change, Code, Project, Record
from qualwb.store.check import check, problems_in
from qualwb.store.driver import chain_head
from qualwb.store.engines.file_records import FileRecords
from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.records import ServerRecords
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.errors import NoConnection, UnusableProject
from qualwb.store.fetching import fetch_into
from qualwb.store.project_file import ProjectFile
from qualwb.store.publishing import publish
from qualwb.store.server_project import ServerProject
from qualwb.store.whole_copy import IncompleteCopy, copied_tables, copy_records
from tests.postgresql.cluster import Cluster

pytestmark = pytest.mark.file_only


@pytest.fixture
def engine() -> FileEngine:
    """An encrypted file is read by the same statements: one test of the command line publishes one."""
    return PLAIN


@pytest.fixture
def worked(material: Researcher) -> ProjectFile:
    """A project file with work in it: codings, a theme, a memo, what was undone, and a code that is gone."""
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
    codings.apply(material, passage, ["ovisshet", "nytta 🙂"], create=True)
    themes.create(material, "Otydligt syfte", codes=["ovisshet"])
    memos.write(material, "Ironi?\\N \t\\ åäö", target="source", name="Intervju 1")
    codes.create(material, "gone")
    codes.delete(material, ["gone"])
    codes.create(material, "undone")
    material.project.undo(coder="Karin")
    assert isinstance(material.project, ProjectFile)
    return material.project


@pytest.fixture
def elsewhere(database: str) -> Iterator[ServerProject]:
    """A database without a project."""
    with ServerProject.connected(Address.parsed(database)) as server:
        yield server


@pytest.fixture
def published(worked: ProjectFile, elsewhere: ServerProject) -> ServerProject:
    """The project on a server."""
    with worked.reading_whole() as origin:
        publish(origin, elsewhere)
    return elsewhere


def rows_of(project: ProjectFile) -> dict[str, list[tuple[object, ...]]]:
    """All that the file's tables hold, and the highest keys that they ever gave."""
    with project.reading_whole() as connection:
        records = FileRecords(connection)
        rows = {table.name: list(map(tuple, records.rows(table))) for table in copied_tables()}
        return {**rows, "keys": sorted(records.last_keys().items())}


def tables_in(server: ServerProject) -> int:
    with server.reading_whole() as connection:
        named = text("SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('qualwb')")
        return int(connection.execute(named).scalar_one())


def fetched(server: ServerProject, path: Path) -> ProjectFile:
    with server.reading_whole() as connection:
        return ProjectFile.open(fetch_into(connection, path, server.label))


def test_what_comes_back_is_what_went(worked: ProjectFile, published: ServerProject, tmp_path: Path) -> None:
    assert check(published) == []
    with fetched(published, tmp_path / "back.qwb") as back:
        assert rows_of(back) == rows_of(worked)
        assert check(back) == []
        assert stat.S_IMODE(back.path.stat().st_mode) == 0o600
        with back.reading() as ours, published.reading_whole() as theirs:
            assert chain_head(ours) == chain_head(theirs)
            assert len({c.execute(select(Project.uid)).scalar_one() for c in (ours, theirs)}) == 1


def test_no_key_is_used_twice_on_either_side(published: ServerProject, tmp_path: Path) -> None:
    on_server = Researcher(published, "Karin")
    with published.reading() as connection:
        used = ServerRecords(connection).last_keys()["code"]
    codes.create(on_server, "next")
    with published.reading() as connection:
        assert connection.execute(select(Code.id).where(Code.name == "next")).scalar_one() > used
    codes.delete(on_server, ["next"])
    with published.reading() as connection:
        used = ServerRecords(connection).last_keys()["code"]
    with fetched(published, tmp_path / "back.qwb") as back:
        codes.create(Researcher(back, "Karin"), "next")
        with back.reading() as connection:
            assert connection.execute(select(Code.id).where(Code.name == "next")).scalar_one() > used


def test_work_on_the_server_is_fetched_too(published: ServerProject, tmp_path: Path) -> None:
    codes.create(Researcher(published, "Karin"), "ny")
    with fetched(published, tmp_path / "back.qwb") as back, back.reading() as connection:
        newest = connection.execute(select(Change.act).order_by(Change.id.desc()).limit(1)).scalar_one()
        assert newest == "code.new"
        assert check(back) == []


def test_what_is_done_while_it_is_fetched_is_not_in_the_copy(
    published: ServerProject, database: str, tmp_path: Path
) -> None:
    done: list[str] = []

    def work(_copied: int, _of_all: int) -> None:
        if not done:
            done.append("meanwhile")
            with ServerProject.open(Address.parsed(database)) as other:
                codes.create(Researcher(other, "Bo"), "meanwhile")

    with published.reading_whole() as connection:
        before = chain_head(connection)
        path = fetch_into(connection, tmp_path / "back.qwb", published.label, work)
    assert done
    with ProjectFile.open(path) as back, back.reading() as connection:
        assert chain_head(connection) == before
        assert check(back) == []
    assert published.revision() == before.number + 1


def test_progress_ends_with_all(worked: ProjectFile, elsewhere: ServerProject) -> None:
    told: list[tuple[int, int]] = []
    with worked.reading_whole() as origin:
        publish(origin, elsewhere, lambda done, of_all: told.append((done, of_all)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def stopped(_done: int, _of_all: int) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_publishing_leaves_the_database_empty(
    worked: ProjectFile, elsewhere: ServerProject
) -> None:
    with worked.reading_whole() as origin, pytest.raises(KeyboardInterrupt):
        publish(origin, elsewhere, stopped)
    assert tables_in(elsewhere) == 0
    with worked.reading_whole() as origin:
        publish(origin, elsewhere)
    assert check(elsewhere) == []


def test_an_interrupted_fetching_leaves_no_file(published: ServerProject, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with published.reading_whole() as connection, pytest.raises(KeyboardInterrupt):
        fetch_into(connection, tmp_path / "back.qwb", published.label, stopped)
    assert sorted(tmp_path.iterdir()) == before


def ending(server: Cluster, database: str) -> Callable[[int, int], None]:
    """Cuts all connections to the database in the middle of the work."""
    name = Address.parsed(database).database

    def cut(done: int, of_all: int) -> None:
        if done == of_all:
            server.psql(
                "postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='{name}'"
            )

    return cut


def test_a_publishing_whose_connection_is_cut_leaves_nothing(
    worked: ProjectFile, elsewhere: ServerProject, server: Cluster, database: str
) -> None:
    with worked.reading_whole() as origin, pytest.raises(NoConnection):
        publish(origin, elsewhere, ending(server, database))
    assert tables_in(elsewhere) == 0


def test_a_project_is_not_published_onto_another(worked: ProjectFile, published: ServerProject) -> None:
    with worked.reading_whole() as origin, pytest.raises(UnusableProject, match="there is a project already"):
        publish(origin, published)
    assert check(published) == []


def test_a_damaged_file_is_not_published(worked: ProjectFile, elsewhere: ServerProject) -> None:
    with worked.writing() as connection:
        connection.execute(text("UPDATE coding SET quote = 'other'"))
    with worked.reading_whole() as origin, pytest.raises(UnusableProject, match="does not hold together"):
        publish(origin, elsewhere)
    assert tables_in(elsewhere) == 0


def test_what_comes_otherwise_than_it_went_is_found(worked: ProjectFile, tmp_path: Path) -> None:
    class Forgetful(FileRecords):
        """Loses the last sign of each memo."""

        def write(self, table, rows):  # type: ignore[no-untyped-def]
            if table.name == "memo":
                at = table.columns.keys().index("text")
                rows = [(*row[:at], row[at][:-1], *row[at + 1 :]) for row in rows]
            super().write(table, rows)

    with (
        ProjectFile.create(tmp_path / "copy.qwb") as copy,
        copy.writing() as connection,
        worked.reading_whole() as origin,
    ):
        for name in ("project", "round"):
            connection.execute(Record.metadata.tables[name].delete())
        with pytest.raises(IncompleteCopy, match="memo"):
            copy_records(FileRecords(origin), Forgetful(connection))


def test_check_tells_of_rules_that_are_switched_off(published: ServerProject) -> None:
    with published.writing() as connection:
        connection.execute(text("ALTER TABLE coder DISABLE TRIGGER ALL"))
    kinds = {problem.kind for problem in check(published)}
    assert kinds == {"integrity"}
    with published.writing() as connection:
        connection.execute(text("DELETE FROM coder"))
        connection.execute(text("ALTER TABLE coder ENABLE TRIGGER ALL"))
        assert any("refers to a row of coder" in problem.what for problem in problems_in(connection))


def test_check_tells_of_rows_that_were_altered_on_the_server(published: ServerProject) -> None:
    with published.writing() as connection:
        connection.execute(text("UPDATE memo SET text = 'Allvar'"))
    assert [(problem.kind, problem.where) for problem in check(published)] == [("row", "memo 1")]
    with published.writing() as connection:
        connection.execute(text("UPDATE change SET reason = 'x' WHERE id = 2"))
    assert "journal" in {problem.kind for problem in check(published)}


def test_a_file_is_left_as_it_is(worked: ProjectFile, elsewhere: ServerProject) -> None:
    worked.close()
    before = hashlib.sha256(worked.path.read_bytes()).hexdigest()
    with ProjectFile.open(worked.path) as again, again.reading_whole() as origin:
        publish(origin, elsewhere)
    assert hashlib.sha256(worked.path.read_bytes()).hexdigest() == before
    assert not list(worked.path.parent.glob("*.partial"))
