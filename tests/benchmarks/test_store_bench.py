"""Import and single acts against the raw limits: plain files, plain sqlite3, in the same run."""

import hashlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts import codings
from qualwb.acts.files import Origin, import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from qualwb.transcripts.reading import read
from tests.benchmarks.corpus import LargeCorpus, large_project
from tests.conftest import ROOT

pytestmark = pytest.mark.bench


def cpu(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


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
def test_import_of_text_files(tmp_path: Path, sources: int, record_property: Callable[..., None]) -> None:
    paths = files(tmp_path / "files", sources)
    our_import(paths[:2], tmp_path / "warm.qwb")
    raw = min(cpu(lambda n=n: raw_import(paths, tmp_path / f"raw{n}.db")) for n in range(3))
    ours = min(cpu(lambda n=n: our_import(paths, tmp_path / f"ours{n}.qwb")) for n in range(2))
    record_property("ratio", ours / raw)
    print(f"\nimport of {sources}: {ours:.2f} s CPU, raw {raw:.2f} s, ratio {ours / raw:.2f}")
    assert ours / raw < 12


def test_one_coding_above_a_plain_durable_insert(tmp_path: Path) -> None:
    with large_project(tmp_path / "large.qwb") as project:
        researcher = Researcher(project, "Karin")
        with project.reading() as connection:
            places = [passage_at(connection, "källa-001", at, at + 40) for at in range(0, 20_000, 100)]
        codings.apply(researcher, places[0], ["kod"], create=True)
        ours = cpu(lambda: [codings.apply(researcher, place, ["kod"]) for place in places[1:]]) / (
            len(places) - 1
        )
    raw = sqlite3.connect(tmp_path / "large.qwb", isolation_level=None)
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE plain (a, b, c, d)")

    def insert() -> None:
        for n in range(200):
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO plain VALUES (?, ?, ?, ?)", (n, n, n, "ord " * 10))
            raw.execute("COMMIT")

    plain = cpu(insert) / 200
    raw.close()
    print(f"\none coding: {ours * 1000:.2f} ms CPU, plain durable insert {plain * 1000:.2f} ms")
    assert ours - plain < 0.006


def test_a_reading_command_on_the_large_project(tmp_path: Path) -> None:
    path = tmp_path / "large.qwb"
    large_project(path).close()
    script = (
        "import sys, time; from qualwb.cli.app import run; status = run(sys.argv[1:]); "
        "print('CPU', time.process_time(), file=sys.stderr); sys.exit(status)"
    )
    for arguments in (["matrix"], ["quotes", "--code", "kod 001"], ["log"], ["code", "list"], ["sources"]):
        call = [sys.executable, "-c", script, "-q", "-p", str(path), *arguments]
        done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=False)
        spent = done.stderr.split()[-1]
        print(f"\n{' '.join(arguments)}: status {done.returncode}, {spent} s CPU")
