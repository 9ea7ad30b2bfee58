"""The guide: both languages have the same steps, and each command in it works on the study."""

import re
import shlex
from pathlib import Path

import pytest

from qualwb import manual
from qualwb.cli.app import run
from qualwb.cli.choices import SWEDISH
from qualwb.errors import QualwbError
from qualwb.manual import LANGUAGES, guide_step, guide_text

pytestmark = pytest.mark.file_only


def commands(text: str) -> list[list[str]]:
    """The command lines of the guide's blocks, without 'qualwb'."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert all(line.startswith("qualwb ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_steps_each_with_workbench_and_command(language: str) -> None:
    for number in range(1, 11):
        step = guide_step(language, number)
        assert step.startswith(f"## {number}. ")
        assert step.count("\n## ") == 0
        assert commands(step)
        assert {"sv": "I arbetsbordet: ", "en": "In the workbench: "}[language] in step
    with pytest.raises(QualwbError, match="no step 11"):
        guide_step(language, 11)


def test_both_languages_show_the_same_commands() -> None:
    # The Swedish guide names the choices in Swedish ('--kind beslut').
    swedish, english = (
        [[SWEDISH.get(word, word) for word in line if not word.count(" ")] for line in lines]
        for lines in (commands(guide_text(language)) for language in LANGUAGES)
    )
    assert swedish == english


def test_the_table_of_screens_stands_where_the_mark_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in LANGUAGES:
        assert "<!--" not in guide_text(language)
    monkeypatch.setattr(manual, "SCREENS", (("Matrix", "F3"),))
    for language in LANGUAGES:
        assert "| Matrix | `F3` |" in guide_text(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_works_on_the_study(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = commands(guide_text(language))
    assert lines[0][:2] == ["demo", "studie"]
    assert run(lines[0]) == 0
    monkeypatch.chdir(tmp_path / "studie")
    Path("intervju.txt").write_text("Moderator: Hur var det?\nD1: Bra, tack.\nD2: Mm, jo.\n" * 3, "utf-8")
    Path("inspelning.ogg").write_bytes(b"OggS")
    failed = []
    for line in lines[1:]:
        status = run(line)
        err = capsys.readouterr().err
        if status and not (line[:2] == ["study", "compare"] and status == 1):
            failed.append((line, status, err))
    assert failed == []


def test_the_command_prints_a_step(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["guide", "7", "--language", "sv"]) == 0
    assert capsys.readouterr().out == guide_step("sv", 7)
    assert run(["guide", "-o", str(tmp_path / "g.md")]) == 0
    assert (tmp_path / "g.md").read_text("utf-8") == guide_text("en")
    assert run(["guide", "12"]) == 2
