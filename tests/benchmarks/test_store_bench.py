"""Import and single acts against the raw limits: plain files, plain sqlite3, in the same run."""

import hashlib
import inspect
import sqlite3
from itertools import count
from pathlib import Path

import pytest

from qualwb.acts import codings
from qualwb.acts.files import Origin, import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from qualwb.transcripts.reading import read
from tests.benchmarks.corpus import LargeCorpus, large_project
from tests.benchmarks.measuring import cpu_of_process, paired, paired_processes

pytestmark = pytest.mark.bench

MOST_TIMES_RAW = 5.6
"""Measured: 3.6 to 4.0 with 200 files, 4.7 with 50. The goal is 3, which it misses: each file stays an act
and a durable commit of its own.

Twenty files a commit were tried and reach 3.5, .15 s of 200 files: too little for acts that share a
transaction, each undone alone where it fails, and for files that a crash takes along with others.
"""
MOST_TIMES_RAW_COMMAND = {50: 11.0, 100: 9.0, 200: 7.5}
"""By files. Measured: 9.0, 7.1 and 6.0, the start of Python and a new project included; the goal is 3."""

READING = """
import contextlib, io, sys
from qualwb.cli.app import run
with contextlib.redirect_stdout(io.StringIO()):
    assert run(sys.argv[1:]) == 0
"""

IMPORTING = """
import contextlib, io, sys, tempfile
from pathlib import Path
from qualwb.cli.app import run
with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
    project = str(Path(folder, "p.qwb"))
    assert run(["-q", "new", project]) == 0
    assert run(["-q", "-p", project, "import", *sys.argv[1:]]) == 0
"""
RAW_IMPORTS = "import hashlib, sqlite3, sys, tempfile; from pathlib import Path"
RAW_COMMAND = """
with tempfile.TemporaryDirectory() as folder:
    raw_import(list(map(Path, sys.argv[1:])), Path(folder, "raw.db"))
"""


def files(folder: Path, sources: int) -> list[Path]:
    folder.mkdir()
    made = []
    for number, turns in enumerate(LargeCorpus(sources=sources).transcripts):
        path = folder / f"källa-{number:03}.txt"
        path.write_text("".join(f"{who}: {words}\n" for who, words in turns), encoding="utf-8")
        made.append(path)
    return made


def raw_import(paths: list[Path], target: Path) -> None:
    """Read, split into turns, plain executemany, one durable transaction a file."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, name, sha, text)")
    connection.execute("CREATE TABLE turn (id INTEGER PRIMARY KEY, source, number, speaker, start, end_)")
    for key, path in enumerate(paths):
        turns, said, at = [], [], 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            who, _colon, words = line.partition(": ")
            turns.append((key, number, who, at, at + len(words)))
            said.append(words)
            at += len(words) + 1
        text = "\n".join(said)
        connection.execute("BEGIN IMMEDIATE")
        sha = hashlib.sha256(text.encode()).hexdigest()
        connection.execute("INSERT INTO source VALUES (?, ?, ?, ?)", (key, path.stem, sha, text))
        connection.executemany(
            "INSERT INTO turn (source, number, speaker, start, end_) VALUES (?, ?, ?, ?, ?)", turns
        )
        connection.execute("COMMIT")
    connection.close()


def our_import(paths: list[Path], target: Path) -> None:
    with ProjectFile.create(target) as project:
        researcher = Researcher(project, "Karin")
        for path in paths:
            transcript = read(path, "txt")
            origin = Origin.of(path.name, path.read_bytes())
            import_transcript(researcher, transcript, name=path.stem, origin=origin)


@pytest.mark.parametrize("sources", [50, 100, 200])
def test_import_of_text_files(tmp_path: Path, sources: int) -> None:
    paths = files(tmp_path / "files", sources)
    number = count()
    measured = paired(
        lambda: our_import(paths, tmp_path / f"ours{next(number)}.qwb"),
        lambda: raw_import(paths, tmp_path / f"raw{next(number)}.db"),
        2,
    )
    print(f"\nimport of {sources}: {measured}")
    assert measured.ratio < MOST_TIMES_RAW


@pytest.mark.parametrize("sources", MOST_TIMES_RAW_COMMAND)
def test_the_command_that_imports_text_files(tmp_path: Path, sources: int) -> None:
    """As a person waits for it: the start of Python, a new project, each file detected and told of."""
    paths = list(map(str, files(tmp_path / "files", sources)))
    raw = f"{RAW_IMPORTS}\n{inspect.getsource(raw_import)}\n{RAW_COMMAND}"
    measured = paired_processes(IMPORTING, raw, *paths, rounds=3)
    print(f"\nimport command, {sources}: {measured}")
    assert measured.ratio < MOST_TIMES_RAW_COMMAND[sources]


def test_one_coding_against_a_plain_durable_insert(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE plain (a, b, c, d)")

    def insert() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO plain VALUES (?, ?, ?, ?)", (1, 2, 3, "ord " * 10))
        raw.execute("COMMIT")

    with large_project(tmp_path / "large.qwb") as project:
        researcher = Researcher(project, "Karin")
        with project.reading() as connection:
            places = iter([passage_at(connection, "källa-001", at, at + 40) for at in range(0, 20_000, 100)])
        codings.apply(researcher, next(places), ["kod"], create=True)
        measured = paired(lambda: codings.apply(researcher, next(places), ["kod"]), insert, 60, times=5)
    raw.close()
    print(f"\none coding: {measured}")
    assert measured.ratio < 25


def test_a_reading_command_on_the_large_project(tmp_path: Path) -> None:
    path = tmp_path / "large.qwb"
    large_project(path).close()
    empty = cpu_of_process("import sqlalchemy, click")
    for arguments in (["matrix"], ["quotes", "--code", "kod 001"], ["log"], ["code", "list"], ["sources"]):
        spent = cpu_of_process(READING, "-q", "-p", str(path), *arguments)
        print(f"\n{' '.join(arguments)}: {spent:.2f} s CPU, bare imports {empty:.2f} s")
        assert spent / empty < 20
