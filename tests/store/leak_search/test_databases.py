"""Words in SQLite files are found wherever they lie, deleted too, and across pages; none is made up."""

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.store.leak_search import search
from qualwb.store.leak_search.decrypted import DecryptedFile
from tests.encrypted import encrypted_engine, key

pytestmark = pytest.mark.file_only

NAME = "Åsa-Lill Örnsköld"
FILLER = "bcdf ghjk lmnp qrst vwxz "
REPEATED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@contextmanager
def database(path: Path, page_size: int = 512, encoding: str = "UTF-8") -> Iterator[sqlite3.Connection]:
    """A new database with a table, which keeps what is deleted, as most SQLite libraries do."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size={page_size}")
        connection.execute(f"PRAGMA encoding='{encoding}'")
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE memo (id INTEGER PRIMARY KEY, title TEXT, text TEXT, more JSON)")
        yield connection


def found(path: Path, *words: str) -> set[tuple[str, str]]:
    result = search([path], words)
    assert result.unread == ()
    return {(leak.where, leak.word) for leak in result.leaks}


def words_found(path: Path, *words: str) -> set[str]:
    return {word for _where, word in found(path, *words)}


def test_a_row_is_told_by_table_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute("INSERT INTO memo (title, text) VALUES ('annan', ?)", (f"Sa {NAME}s mamma",))
    assert found(path, NAME, "Anna") == {("memo.text", NAME)}


def test_names_of_tables_and_columns_are_searched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute("CREATE TABLE answers (id INTEGER, [vad Lillemor sa] TEXT)")
    assert found(path, "Lillemor") == {("sqlite_schema", "Lillemor")}


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
@pytest.mark.parametrize("page_size", [512, 4096, 65536])
@REPEATED
@given(before=st.integers(0, 9000), after=st.integers(0, 9000), rows=st.integers(0, 30))
def test_a_deleted_row_is_found_wherever_its_pages_part(
    tmp_path: Path, encoding: str, page_size: int, before: int, after: int, rows: int
) -> None:
    path = tmp_path / "a.db"
    text = f"{(FILLER * 400)[:before]} {NAME} {(FILLER * 400)[:after]}"
    with database(path, page_size, encoding) as connection:
        others = [(f"memo {n}", FILLER * n) for n in range(rows)]
        connection.execute("CREATE TABLE gone (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
        connection.executemany("INSERT INTO memo (title, text) VALUES (?, ?)", others)
        connection.execute("INSERT INTO gone (title, text) VALUES ('rest', ?)", (text,))
        connection.executemany("INSERT INTO memo (title, text) VALUES (?, ?)", others)
        connection.execute("INSERT INTO gone (title, text) VALUES ('first', ?)", (FILLER * 5000,))
        connection.execute("DELETE FROM gone WHERE title = 'first'")  # its page has the list of freed ones
        connection.execute("DELETE FROM gone WHERE title = 'rest'")
    assert found(path, NAME, "Aabsent") == {("freed space", NAME)}


@pytest.mark.parametrize("word", ["lmnp", "Åsa", "qrst"])
@REPEATED
@given(before=st.integers(0, 3000), rows=st.integers(0, 30))
def test_a_word_within_words_is_none_wherever_pages_part(
    tmp_path: Path, word: str, before: int, rows: int
) -> None:
    path = tmp_path / "a.db"
    text = f"{(FILLER * 400)[:before]} " + f"b{word.lower()}b " * 300
    filler = FILLER.replace(word, "")
    with database(path) as connection:
        connection.executemany(
            "INSERT INTO memo (title, text) VALUES (?, ?)", [(filler, filler * n) for n in range(rows)]
        )
        connection.execute(
            "INSERT INTO memo (title, text) VALUES ('rest', ?)", (text.replace(f" {word} ", " "),)
        )
        connection.execute(
            "INSERT INTO memo (title, text) VALUES ('rest', ?)", (text.replace(f" {word} ", " "),)
        )
        connection.execute("DELETE FROM memo WHERE id % 3 = 0 OR id > ?", (rows + 1,))
    assert found(path, word) == set()


def test_all_that_was_deleted_is_found_by_whatever_it_was_overwritten(tmp_path: Path) -> None:
    """Of 300 rows most go, and others come where they lay: what bytes remain is what is found."""
    path = tmp_path / "a.db"
    names = [f"Namn{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(300)]
    with database(path) as connection:
        rows = [(f"- {name} -", FILLER * (n % 40)) for n, name in enumerate(names)]
        connection.executemany("INSERT INTO memo (title, text) VALUES (?, ?)", rows)
        connection.execute("DELETE FROM memo WHERE id % 5 <> 0")
        connection.executemany("INSERT INTO memo (title, text) VALUES (?, ?)", [("ny", FILLER)] * 60)
    raw = path.read_bytes()
    remaining = {name for name in names if f" {name} ".encode() in raw}
    assert 60 < len(remaining) < 300
    assert words_found(path, *names) >= remaining


def test_nothing_is_left_once_the_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute("INSERT INTO memo (title, text) VALUES ('rest', ?)", (f"{NAME} {FILLER * 200}",))
        connection.execute("DELETE FROM memo")
        assert words_found(path, NAME) == {NAME}
        connection.execute("VACUUM")
    assert found(path, NAME) == set()


def test_terms_of_deleted_rows_are_found_in_a_full_text_index(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    names = [f"lillemor{letter}" for letter in "abcdefghijklmnop"]
    with database(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE turn_index USING fts5(text)")
        for name in names:
            connection.execute("INSERT INTO turn_index (text) VALUES (?)", (f"{name} {FILLER}",))
        connection.execute("DELETE FROM turn_index")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
    assert {("turn_index", name) for name in names} <= found(path, *names, "lillemor", "lille")
    assert words_found(path, *names, "lillemor", "lille") == set(names)


def test_every_term_of_a_full_text_index_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path, 4096) as connection:
        connection.execute("CREATE VIRTUAL TABLE turn_index USING fts5(text)")
        texts = [(f"namn{n:o}x{'å' * (n % 90)} ord",) for n in range(3000)]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO turn_index (text) VALUES (?)", texts)
        connection.execute("COMMIT")
        connection.execute("INSERT INTO turn_index (turn_index) VALUES ('optimize')")
        connection.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, turn_index, row)")
        terms = [term for (term,) in connection.execute("SELECT term FROM temp.v")]
        assert len(terms) == 3001
        connection.execute("DROP TABLE temp.v")
        connection.execute("UPDATE turn_index_content SET c0 = ''")
    index = {word for where, word in found(path, *terms) if where == "turn_index"}
    assert index == set(terms)


def test_a_log_is_searched_by_itself_with_older_states_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        long = f"{FILLER * 100}{NAME} {FILLER * 100}"
        for text in (long, "Lillemor sjöng", "nu"):
            connection.execute("INSERT OR REPLACE INTO memo (id, title, text) VALUES (1, 'x', ?)", (text,))
        log = Path(shutil.copy(f"{path}-wal", tmp_path / "copied-wal"))
        assert found(log, NAME, "Lillemor", "Aabsent") == {("pages", NAME), ("pages", "Lillemor")}
        assert found(path, NAME, "Lillemor") == set()


def test_a_rollback_journal_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute(
            "INSERT INTO memo (title, text) VALUES ('x', ?)", (f"{FILLER * 99}{NAME} {FILLER}",)
        )
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM memo")
        connection.executemany("INSERT INTO memo (title) VALUES (?)", [(FILLER * 20,)] * 50)
        journal = Path(shutil.copy(f"{path}-journal", tmp_path / "copied-journal"))
        connection.execute("ROLLBACK")
    assert found(journal, NAME) == {("pages", NAME)}


def test_a_database_in_an_archive_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute("INSERT INTO memo (text) VALUES ('sa Lillemor'), (?)", (NAME,))
        connection.execute("DELETE FROM memo WHERE text = 'sa Lillemor'")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "inne.db")
    where = {(w, word) for w, word in found(tmp_path / "a.zip", NAME, "Lillemor")}
    assert where == {("inne.db » memo.text", NAME), ("inne.db » freed space", "Lillemor")}


def test_a_damaged_database_is_said_to_be_and_searched_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with database(path) as connection:
        connection.execute("INSERT INTO memo (text) VALUES (?)", (f"{NAME} ",))
    raw = bytearray(path.read_bytes())
    raw[100:140] = b"\xff" * 40
    path.write_bytes(raw)
    result = search([path], [NAME])
    assert [unread.path for unread in result.unread] == [path]
    assert {leak.word for leak in result.leaks} == {NAME}


def test_what_was_deleted_from_an_encrypted_file_is_found_until_it_is_written_anew(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="needs the extra 'encrypted'")
    path = tmp_path / "a.qwb"
    path.touch()
    with closing(encrypted_engine().open(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF").fetchone()
        connection.execute("CREATE TABLE memo (id INTEGER PRIMARY KEY, text TEXT)")
        rows = [(f"{NAME} {FILLER * n}",) for n in range(300)]
        connection.executemany("INSERT INTO memo (text) VALUES (?)", rows)
        connection.execute("DELETE FROM memo")
    assert found(path, NAME, "Gudrun") == {("freed space", NAME)}
    with closing(encrypted_engine().open(path)) as connection:
        connection.execute("VACUUM")
    assert found(path, NAME) == set()


def test_an_encrypted_file_reads_as_the_plain_one_that_it_was_made_of(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="needs the extra 'encrypted'")
    path = tmp_path / "a.qwb"
    path.touch()
    with closing(encrypted_engine().open(path)) as connection:
        connection.execute("CREATE TABLE memo (id INTEGER PRIMARY KEY, text TEXT)")
        connection.execute("INSERT INTO memo (text) VALUES (?)", (f"{NAME} {FILLER * 2000}",))
    with path.open("rb") as file:
        plain = DecryptedFile(file, key()).read()
    assert len(plain) == path.stat().st_size
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(plain)
        assert connection.execute("SELECT text FROM memo").fetchall() == [(f"{NAME} {FILLER * 2000}",)]
