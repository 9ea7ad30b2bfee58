"""Databases that are damaged or made to do harm: one line that refuses, or what can be read; nothing else."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.errors import QualwbError
from qualwb.exchange import foreign_database
from qualwb.exchange.foreign_database import moment_told, opened, text_of, whole_number
from qualwb.exchange.qc.projects import read_qc
from qualwb.exchange.qualcoder.projects import read_qualcoder
from qualwb.exchange.taguette.html_text import HtmlText
from qualwb.exchange.taguette.projects import read_taguette
from qualwb.portable.arrival import Arrival, Wishes
from tests.exchange.peers.qc_project import QcProject
from tests.exchange.peers.qualcoder_database import QualcoderDatabase
from tests.exchange.peers.taguette_database import Highlight, TaguetteDatabase

pytestmark = pytest.mark.file_only


def _taguette(folder: Path) -> tuple[Path, Path, Callable[[Path, Wishes], Arrival]]:
    database = TaguetteDatabase(folder / "t.sqlite3")
    tag = database.tag(database.project("P"), "tid")
    database.document(
        1, "D", "<p>Åsa gråter.</p>" * 40, [Highlight(n, n + 9, "x", (tag,), "eva") for n in range(40)]
    )
    database.close()
    return folder / "t.sqlite3", folder / "t.sqlite3", read_taguette


def _qualcoder(folder: Path) -> tuple[Path, Path, Callable[[Path, Wishes], Arrival]]:
    database = QualcoderDatabase(folder / "p.qda", 4)
    database.put("source", name="t", fulltext="Åsa gråter 😀. " * 60, memo="m")
    database.put("code_cat", name="K")
    database.put("code_name", name="k", catid=1)
    for n in range(60):
        database.put("code_text", cid=1, fid=1, pos0=n, pos1=n + 9, seltext="x", owner="eva", memo="m")
    database.put("cases", name="Fall")
    database.put("case_text", caseid=1, fid=1, pos0=0, pos1=9)
    database.put("journal", name="J", jentry="j")
    return database.close(), folder / "p.qda" / "data.qda", read_qualcoder


def _qc(folder: Path) -> tuple[Path, Path, Callable[[Path, Wishes], Arrival]]:
    made = QcProject(folder / "p", "- a:\n  - b\n- c\n")
    made.document("m.txt", "Åsa gråter 😀.\n".encode() * 60, [(n, "eva", "b") for n in range(60)])
    return made.close(), folder / "p" / "d.sqlite3", read_qc


def _mutated(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    match chance.randrange(4):
        case 0:
            for _n in range(chance.choice((1, 3, 20, 300))):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        case 1:
            del spoilt[chance.randrange(len(spoilt)) :]
        case 2:
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randrange(1, 3000)] = chance.randbytes(chance.randrange(3000))
        case _:
            page = 4096 * chance.randrange(max(1, len(spoilt) // 4096))
            spoilt[page + chance.randrange(120)] = chance.randrange(256)
    return bytes(spoilt)


def _survives(
    tmp_path: Path, make: Callable[..., tuple[Path, Path, Callable[..., Arrival]]], times: int
) -> None:
    path, database, read = make(tmp_path)
    whole, chance = database.read_bytes(), random.Random(14)
    read_well = several_lines = 0
    for _n in range(times):
        database.write_bytes(_mutated(whole, chance))
        try:
            arrival = read(path, Wishes())
        except QualwbError as error:
            several_lines += "\n" in str(error)
            continue
        read_well += 1
        texts = {one.uid: one.text for one in arrival.project.sources}
        assert all(0 <= one.start < one.end <= len(texts[one.source]) for one in arrival.project.codings)
    assert 0 < read_well < times
    assert several_lines == 0


@pytest.mark.parametrize("make", [_taguette, _qualcoder, _qc])
def test_any_damage_is_told_in_a_line(
    tmp_path: Path, make: Callable[..., tuple[Path, Path, Callable[..., Arrival]]]
) -> None:
    _survives(tmp_path, make, 150)


@pytest.mark.slow
@pytest.mark.parametrize("make", [_taguette, _qualcoder, _qc])
def test_thousands_of_damages_are_told_in_a_line(
    tmp_path: Path, make: Callable[..., tuple[Path, Path, Callable[..., Arrival]]]
) -> None:
    _survives(tmp_path, make, 2000)


def _with_sql(path: Path, sql: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()
    return path


def test_views_triggers_and_generated_columns_do_not_run(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    path = _with_sql(
        tmp_path / "t",
        f"CREATE VIEW v AS {endless}; CREATE TABLE t (a, b AS (hex(zeroblob(100000000))) VIRTUAL);"
        "INSERT INTO t (a) VALUES (1); CREATE VIRTUAL TABLE f USING fts5(a);",
    )
    with opened(path) as database:
        assert not database.has("v")
        assert not database.has("f")
        assert not database.has("t", "b")
        assert list(database.rows("v", "x")) == list(database.rows("f", "a")) == []
        assert list(database.rows("t", "a", "b")) == [{"a": 1, "b": None}]


def test_the_file_is_left_as_it_is(tmp_path: Path) -> None:
    path, database, read = _taguette(tmp_path)
    before = database.read_bytes()
    database.chmod(0o444)
    read(path, Wishes())
    assert database.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["t.sqlite3"]


def test_more_rows_and_longer_texts_than_can_be_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _with_sql(tmp_path / "t", "CREATE TABLE t (a); INSERT INTO t VALUES ('åäö'), ('x'), ('y');")
    for limit in ("ROWS_LIMIT", "TEXT_LIMIT"):
        with monkeypatch.context() as patched, opened(path) as database:
            patched.setattr(foreign_database, limit, 2)
            with pytest.raises(QualwbError, match="far more"):
                list(database.rows("t", "a"))


def test_values_of_any_kind_are_what_they_say() -> None:
    assert [text_of(one) for one in (None, "å", 3, 1.5, "å".encode(), b"\xff")] == [
        "",
        "å",
        "3",
        "1.5",
        "å",
        "\ufffd",
    ]
    values = (None, "3", " -4 ", 5, 6.0, 6.5, "x", "٣", "9" * 30, b"7", float("inf"))
    assert [whole_number(one) for one in values] == [None, 3, -4, 5, 6, None, None, None, None, 7, None]
    assert moment_told("2026-03-04 05:06:07+02:00") == "2026-03-04T03:06:07+00:00"
    assert [moment_told(one) for one in ("", "x", None, 5, "0001-01-01 00:00:00+23:00")] == [""] * 5


@pytest.mark.parametrize(
    "part", ["<", "<a", "<!--", "<a b='", "&#" + "9" * 5000 + ";", "<pre>", "&", "<p>x "]
)
def test_pages_made_to_take_long_take_no_longer(part: str) -> None:
    assert len(HtmlText(part * 20_000).text) <= len(part) * 20_000


def test_endless_numbers_in_settings_of_qc_are_refused(tmp_path: Path) -> None:
    bomb = "corpus_dir: &a [x, x]\ndatabase: *a\n"
    folder = QcProject(tmp_path / "p", "", bomb).close()
    with pytest.raises(QualwbError, match="repeats"):
        read_qc(folder, Wishes())
    (folder / "settings.yaml").write_text("[" * 100_000)
    with pytest.raises(QualwbError, match="nest"):
        read_qc(folder, Wishes())
