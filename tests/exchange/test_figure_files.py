"""``export figures``: files of stable names, alike at each run, and an index of what they show."""

from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from tests.projects import new_project, place_of

NAMES = ("composition", "themes-by-groups", "accumulation", "participation")


def export(project: ProjectFile, *words: str) -> int:
    return run(["-p", place_of(project), "export", "figures", *words])


def test_each_figure_is_svg_and_png_and_stands_in_the_index(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nya" / "figurer"
    assert export(small_study, str(folder), "--people-by", "huvudman") == 0
    told = capsys.readouterr()
    assert told.out == ""
    expected = {f"{name}{suffix}" for name in NAMES for suffix in (".svg", ".png")} | {"index.md"}
    assert {path.name for path in folder.iterdir()} == expected
    assert all(f"{folder / name}." in told.err for name in expected)
    index = (folder / "index.md").read_text()
    for number, name in enumerate(NAMES, 1):
        assert f"{name}.svg, {name}.png | Figure {number}. " in index
        assert etree.parse(folder / f"{name}.svg").getroot().get("role") == "img"
        with Image.open(folder / f"{name}.png") as image:
            assert image.info["dpi"] == pytest.approx((300, 300), abs=0.05)
    assert "fewer than 5" in index


def test_files_that_are_there_are_replaced_by_the_same_bytes_and_it_is_said(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(small_study, str(tmp_path)) == 0
    assert "in place of" not in capsys.readouterr().err
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "index.md").write_text("min egen")
    assert export(small_study, str(tmp_path)) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert capsys.readouterr().err.count("in place of the one there") == len(first)


def test_nothing_to_draw_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        assert export(project, str(tmp_path / "figurer")) == 1
    assert "nothing to draw" in capsys.readouterr().err
    assert not (tmp_path / "figurer").exists()


def test_wrong_use_is_one_line(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(small_study, str(tmp_path / "f"), "--people-by", "ålder") == 2
    assert "'ålder'" in capsys.readouterr().err
    (tmp_path / "fil").write_text("")
    assert export(small_study, str(tmp_path / "fil")) == 2
    assert export(small_study, str(tmp_path / "fil" / "under")) == 2
    assert "can't be written" in capsys.readouterr().err
    assert (tmp_path / "fil").read_text() == ""
