"""``qualwb export refi``: what it writes, and what it says of what others will not see."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.portable.arrival import Wishes
from tests.blind_project import SECRET, blind_projects


def test_it_writes_the_project_for_other_programs_and_for_ours(
    on_coded: Callable[..., Any], tmp_path: Path
) -> None:
    target = tmp_path / "p.qdpx"
    on_coded("export", "refi", str(target))
    project = read_refi(target, Wishes()).project
    assert [source.name for source in project.sources] == ["Intervju 1"]
    assert {code.name for code in project.codes} == {"ovisshet", "nytta"}
    assert [coder.name for coder in project.coders] == ["Karin"]


@pytest.mark.parametrize("options", [["--coders", "pseudonymer"], ["--coders", "none", "--themes", "båda"]])
def test_options_are_known_in_both_languages(
    on_coded: Callable[..., Any], tmp_path: Path, options: list[str]
) -> None:
    target = tmp_path / "p.qdpx"
    on_coded("export", "refi", str(target), *options)
    assert "Karin" not in {coder.name for coder in read_refi(target, Wishes()).project.coders}


def test_for_another_program_it_says_what_that_has_no_place_for(
    coded_place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "p.qdpx"
    assert run(["-p", coded_place, "export", "refi", str(target), "--for", "nvivo"]) == 0
    said = capsys.readouterr().err
    assert "1 source, 2 codings" in said
    assert "Not in the file: 1 question (REFI-QDA has no place for it)." in said
    assert "qualwb.json" not in zipfile.ZipFile(target).namelist()


def test_another_kind_of_file_is_refused(on_coded: Callable[..., Any], tmp_path: Path) -> None:
    assert "name it OUT.qdpx" in on_coded("export", "refi", str(tmp_path / "out.zip"), status=2)


def test_nothing_that_another_did_in_a_blind_round_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = []
    for number, path in enumerate(blind_projects(tmp_path)):
        target = tmp_path / f"{number}.qdpx"
        assert run(["-p", str(path), "--coder", "Anna", "export", "refi", str(target)]) == 0
        with zipfile.ZipFile(target) as container:
            written.append({name: container.read(name).decode() for name in container.namelist()})
    said = capsys.readouterr().err
    assert "Round två is blind: only your own codings are shown." in said
    assert "of memos on passages your own are shown, and those that are older" in said
    assert SECRET not in str(written[1])
    assert written[0] == written[1]


@pytest.mark.parametrize("form", [["refi", "x.qdpx"], ["taguette", "x.sqlite3"], ["folder", "x"]])
def test_every_form_says_what_a_blind_round_hides(
    form: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _before, after = blind_projects(tmp_path)
    assert run(["-p", str(after), "--coder", "Anna", "export", form[0], str(tmp_path / form[1])]) == 0
    said = capsys.readouterr().err
    assert "only your own codings are shown" in said
    assert "of memos on passages your own are shown, and those that are older" in said


def test_one_round_alone_is_exported_on_a_wish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, target = blind_projects(tmp_path)[0], tmp_path / "x.qdpx"

    def exported(*options: str, before: tuple[str, ...] = ()) -> tuple[int, str]:
        capsys.readouterr()
        assert (
            run(["-p", str(path), "--coder", "Anna", *before, "export", "refi", str(target), *options]) == 0
        )
        return len(read_refi(target, Wishes()).project.codings), capsys.readouterr().err

    every, said = exported()
    assert "stands there for each" in said
    alone, said = exported("--in-round", "TVÅ")
    assert (every, alone) == (7, 1)
    assert "stands there for each" not in said
    assert exported(before=("--round", "två"))[0] == 1
    for form in (["refi", str(target)], ["taguette", str(tmp_path / "x.sqlite3")]):
        assert run(["-p", str(path), "export", *form, "--in-round", "tre"]) == 2
        assert "There is no round 'tre'." in capsys.readouterr().err
