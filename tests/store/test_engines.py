"""Encrypted files: what they show, what opens them, and that nothing tells their key."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualwb.acts import codes, memos
from qualwb.acts.files import import_transcript
from qualwb.acts.merging.merge import merge
from qualwb.acts.parting import split_for
from qualwb.acts.researcher import Researcher
from qualwb.store.backup import back_up
from qualwb.store.check import check
from qualwb.store.connection import connect, engine_for
from qualwb.store.conversion import convert
from qualwb.store.engines.detection import engine_of, engine_with
from qualwb.store.engines.keys import KEYS, Key, refuse
from qualwb.store.erasing import texts_in_use
from qualwb.store.errors import PassphraseNeeded, UnusableProject, WrongPassphrase
from qualwb.store.leak_search import search
from qualwb.store.project_file import ProjectFile
from qualwb.store.restoring import restore
from qualwb.store.search import refresh_index
from qualwb.store.traces import holds_other_text
from tests.conftest import TALK, transcript_of
from tests.encrypted import PASSPHRASE, encrypted_engine, key, raw_connection

pytestmark = pytest.mark.file_only

SECRET = "Ingen visste vad det skulle bli"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """An encrypted project with a transcript, whose key this process holds."""
    path = tmp_path / "hemlig.qwb"
    with ProjectFile.create(path, engine=encrypted_engine()) as project:
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1")
    return path


@pytest.fixture
def forgotten(secret: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same while no key is held, as in a new process."""
    monkeypatch.setattr(KEYS, "_keys", {})
    monkeypatch.setattr(KEYS, "ask", refuse)  # whatever a front asked with before
    return secret


def files_with(folder: Path, words: str) -> list[str]:
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(words.encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le"))
    ]


def test_plain_sqlcipher_opens_it_with_the_passphrase(secret: Path) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(secret))) as other:
        other.execute(f"PRAGMA key = '{PASSPHRASE}'")
        (text,) = other.execute("SELECT text FROM text_content").fetchone()
        assert SECRET in text
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert other.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_a_file_that_plain_sqlcipher_made_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encrypted_engine()
    from sqlcipher3 import dbapi2

    path = tmp_path / "annan.db"
    with closing(dbapi2.connect(str(path), isolation_level=None)) as other:
        other.execute("PRAGMA key = 'deras egen'")
        other.execute("CREATE TABLE t (a)")
    monkeypatch.setattr(KEYS, "ask", lambda _path: "deras egen")
    with closing(raw_connection(path)) as ours:
        assert ours.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    with pytest.raises(UnusableProject, match="another program"):
        ProjectFile.open(path)


def test_no_byte_of_what_is_stored_can_be_read(secret: Path) -> None:
    with ProjectFile.open(secret) as project:
        researcher = Researcher(project, "Karin")
        memos.write(researcher, "Anna i Hovslätt", target="source", name="Intervju 1")
        with project.backed_up("test"):
            codes.create(researcher, "ovisshet i Hovslätt")
        project.undo(coder="Karin")
        refresh_index(project)
        with project.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2  # sorts in memory
            assert connection.exec_driver_sql(
                "SELECT count(*) FROM turn_index WHERE turn_index MATCH 'visste'"
            ).scalar()
        assert (secret.parent / "hemlig.qwb-wal").stat().st_size
        for words in (SECRET, "Hovslätt", "otydligt", "Intervju", "Karin", "CREATE TABLE", "SQLite"):
            assert files_with(secret.parent, words) == []
    assert len(list(secret.parent.iterdir())) == 2
    for words in (SECRET, "Hovslätt", "otydligt", "Intervju", "Karin", "CREATE TABLE", "SQLite"):
        assert files_with(secret.parent, words) == []


def test_without_its_passphrase_it_is_refused_in_one_line(
    forgotten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = forgotten
    before = secret.read_bytes()
    with pytest.raises(PassphraseNeeded, match=r"encrypted, or no project") as needed:
        ProjectFile.open(secret)
    monkeypatch.setattr(KEYS, "ask", lambda _path: "fel")
    with pytest.raises(WrongPassphrase, match="does not open with this passphrase") as wrong:
        ProjectFile.open(secret)
    assert needed.value.exit_code == wrong.value.exit_code == 3
    assert secret.read_bytes() == before
    assert sorted(file.name for file in secret.parent.iterdir()) == ["hemlig.qwb"]


def test_the_passphrase_is_asked_for_once_for_a_project_and_its_copies(
    forgotten: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = forgotten
    asked: list[Path] = []
    monkeypatch.setattr(KEYS, "ask", lambda path: asked.append(path) or PASSPHRASE)
    with ProjectFile.open(secret) as project:
        copy = back_up(project.path, tmp_path / "kopia.qwb")
    with ProjectFile.open(copy) as project:
        assert check(project) == []
    assert asked == [secret]
    assert files_with(tmp_path, SECRET) == []


def test_a_truncated_and_a_damaged_one_are_told(secret: Path) -> None:
    whole = secret.read_bytes()
    secret.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnusableProject, match="cut off"):
        ProjectFile.open(secret)
    secret.write_bytes(whole[:8192] + bytes(8192) + whole[16384:])
    with pytest.raises(UnusableProject, match="damaged"), ProjectFile.open(secret) as project:
        check(project)


def test_nothing_shows_the_key(secret: Path) -> None:
    ours = Key.derived("ett annat", bytes(16))
    raw = ours.literal()[2:66]
    engine = engine_for(secret)
    shown = [repr(ours), str(ours), repr(KEYS), repr(engine), str(engine.url), repr(engine_of(secret))]
    shown += [repr(engine_with(ours)), repr(vars(engine_with(ours)))]
    with pytest.raises(Exception, match="no such table") as error, engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    shown += [repr(error.value), str(error.value)]
    for text in shown:
        assert raw not in text
        assert key().literal()[2:66] not in text
    engine.dispose()


def test_a_file_that_is_open_here_is_not_opened_to_look_at_it(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing it would drop the locks that this process has on it."""
    with closing(connect(secret)) as first:
        first.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(Path, "open", None)
        assert engine_of(secret).key is not None
        with closing(connect(secret)) as second:
            second.execute("PRAGMA busy_timeout = 1")
            with pytest.raises(Exception, match="locked"):
                second.execute("BEGIN IMMEDIATE")


def test_what_is_merged_or_restored_into_an_encrypted_project_lies_nowhere_plain(
    secret: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "annan"
    folder.mkdir()
    plain = folder / "b.qwb"
    with ProjectFile.create(plain) as project:
        import_transcript(Researcher(project, "Mia"), transcript_of((("Ada", "Bokvägen 7."),)), name="Ny")
    looked: list[list[str]] = []
    with ProjectFile.open(secret) as project:
        researcher = Researcher(project, "Karin")
        merge(researcher, plain, lambda _step: looked.append(plain_beside(secret)))
        assert check(project) == []
    assert looked
    assert not any(looked)
    restore(secret, plain)
    assert plain_beside(secret) == []
    with ProjectFile.open(secret) as project:
        assert project.encrypted
        assert check(project) == []


def plain_beside(path: Path) -> list[str]:
    return [
        file.name
        for file in path.parent.iterdir()
        if file.is_file() and (b"Bokv" in file.read_bytes() or file.read_bytes()[:6] == b"SQLite")
    ]


def test_a_copy_for_a_coder_and_one_saved_elsewhere_are_encrypted(secret: Path, tmp_path: Path) -> None:
    with ProjectFile.open(secret) as project:
        split_for(Researcher(project, "Karin"), tmp_path / "mia.qwb", "Mia")
        project.save_elsewhere(tmp_path / "räddad.qwb")
    for name in ("mia.qwb", "räddad.qwb"):
        with ProjectFile.open(tmp_path / name) as project:
            assert project.encrypted
            assert check(project) == []
    assert files_with(tmp_path, SECRET) == []


def test_an_encrypted_project_is_merged_into_a_plain_one(secret: Path, tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "b.qwb") as project:
        researcher = Researcher(project, "Mia")
        merge(researcher, secret)
        with project.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM turn").scalar() == len(TALK)


def test_a_plain_database_goes_by_pythons_own_driver(project: ProjectFile) -> None:
    opened = raw_connection(project.path)
    assert isinstance(opened, sqlite3.Connection) is not project.encrypted
    opened.close()


def test_the_leak_search_reads_what_it_has_the_key_of_and_tells_what_it_has_not(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = search([secret], ["otydligt"])
    assert [leak.where.split(",")[0] for leak in found.leaks if "text_content" in leak.where] == [
        "text_content.text"
    ]
    assert found.unread == ()
    monkeypatch.setattr(KEYS, "_keys", {})
    closed = search([secret], ["otydligt"])
    assert closed.leaks == ()
    assert [unread.path for unread in closed.unread] == [secret]


def test_a_purge_looks_into_encrypted_copies_and_takes_what_it_cant_open_for_holding_anything(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProjectFile.open(secret) as project:
        copy = back_up(project.path, secret.with_name("kopia.bak"))
        with project.reading() as connection:
            in_use = texts_in_use(connection)
    assert not holds_other_text(copy, in_use, ())
    assert holds_other_text(copy, (), ())
    monkeypatch.setattr(KEYS, "_keys", {})
    assert holds_other_text(copy, in_use, ())


def test_a_full_disk_leaves_what_was_to_be_encrypted_as_it_was(small_disk: Path) -> None:
    encrypted_engine()
    path = small_disk / "a.qwb"
    with ProjectFile.create(path) as project:
        codes.create(Researcher(project, "Karin"), "mål")
    (small_disk / "annat").write_bytes(bytes(500_000))
    before = path.read_bytes()
    with pytest.raises(UnusableProject, match="disk is full"):
        convert(path, key())
    assert sorted(file.name for file in small_disk.iterdir()) == ["a.qwb", "annat"]
    assert len(path.read_bytes()) == len(before)
    with ProjectFile.open(path) as project:
        assert not project.encrypted
        assert check(project) == []
