"""Formats of files by their names, and files that are written whole or not at all."""

from pathlib import Path

import pytest

from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.exchange.rendering import SUFFIXES, format_of, write, write_file
from qualwb.exchange.tables.table import Table
from qualwb.store.project_file import ProjectFile
from tests.projects import place_of

TABLE = Table(("a", "b"), [("å", 1)], numeric=frozenset({1}))
BEGINNINGS = {
    "csv": b"a,b\n",
    "md": b"| a | b |",
    "html": b"<!DOCTYPE html>",
    "latex": b"% A table",
    "xlsx": b"PK",
    "docx": b"PK",
    "json": b"[",
    "jsonl": b'{"a"',
    "table": b" a",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_files_name_says_its_format(tmp_path: Path, suffix: str) -> None:
    for path in (tmp_path / f"ut{suffix}", tmp_path / f"UT.1{suffix.upper()}"):
        write(TABLE, path)
        assert path.read_bytes().startswith(BEGINNINGS[format_of(path)])


@pytest.mark.parametrize("name", ["ut.pdf", "ut", "ut.", ".csv"])
def test_a_name_that_says_no_format_is_refused_with_those_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="no format that can be written") as refused:
        write(TABLE, tmp_path / name)
    assert all(suffix in refused.value.hint for suffix in SUFFIXES)
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_asked_for_goes_before_the_name(tmp_path: Path) -> None:
    write(TABLE, tmp_path / "ut.data", "csv")
    assert (tmp_path / "ut.data").read_bytes() == "a,b\nå,1\n".encode()


def test_the_command_line_refuses_a_name_that_says_no_format(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["-p", place_of(small_study), "quotes", "-o", str(tmp_path / "ut.xyz")]
    assert run(words) == 2
    assert "'.xyz' is no format" in capsys.readouterr().err
    assert run([*words, "--format", "md"]) == 0
    assert (tmp_path / "ut.xyz").read_text("utf-8").startswith("| group |")


def test_a_file_that_can_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="can't be written"):
        write_file(tmp_path / "saknas" / "ut.csv", b"a")
    (tmp_path / "mapp").mkdir()
    with pytest.raises(QualwbError, match="can't be written"):
        write_file(tmp_path / "mapp", b"a")
    assert [path.name for path in tmp_path.iterdir()] == ["mapp"]


@pytest.mark.parametrize("format_", sorted({*SUFFIXES.values()} - {"json"}))
def test_the_data_of_a_table_is_made_for_json_alone(tmp_path: Path, format_: str) -> None:
    asked = []

    def data() -> list[int]:
        asked.append(format_)
        return [1]

    table = Table(("a", "b"), [("å", 1)], data=data)
    write(table, tmp_path / "ut", format_)
    assert asked == []
    write(table, tmp_path / "ut.json")
    assert (tmp_path / "ut.json").read_text() == "[\n  1\n]\n"
