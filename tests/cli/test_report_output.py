"""The file that a report goes to: its argument, or -o as of other commands."""

from pathlib import Path

from tests.cli.conftest import Command


def test_o_is_the_same_as_the_argument(on_coded: Command, tmp_path: Path) -> None:
    by_argument, by_option = tmp_path / "a.html", tmp_path / "b.html"
    on_coded("report", str(by_argument))
    on_coded("report", "-o", str(by_option))
    assert by_option.read_bytes() == by_argument.read_bytes()


def test_one_file_is_named(on_coded: Command, tmp_path: Path) -> None:
    assert "-o FILE" in on_coded("report", status=2)
    both = on_coded("report", str(tmp_path / "a.html"), "-o", str(tmp_path / "b.html"), status=2)
    assert "Name one file" in both
    assert not list(tmp_path.glob("?.html"))
