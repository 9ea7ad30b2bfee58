"""With Swedish asked for, a process of its own shows Swedish: help, tables, errors and the code screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher

ROOT = Path(__file__).parents[2]

CODE_SCREEN = """
import asyncio, sys
from pathlib import Path
from qualwb.store.project_file import ProjectFile
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from tests.workbench.settling import settle

async def show():
    with ProjectFile.open(Path(sys.argv[1])) as project:
        app = Workbench(Researcher(project, "Karin"))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            print("\\n".join(strip.text for strip in app.screen._compositor.render_strips()))

asyncio.run(show())
"""


def run(*arguments: str | Path, language: str = "sv") -> subprocess.CompletedProcess[str]:
    """Python with these arguments, in a language."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "QUALWB_LANG": language, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def qualwb(*arguments: str | Path, language: str = "sv") -> subprocess.CompletedProcess[str]:
    """The command line in a language."""
    return run("-m", "qualwb", *arguments, language=language)


@pytest.fixture
def coded(material: Researcher) -> Path:
    """A project file with one coded passage, closed."""
    path = material.project.path
    material.project.close()
    done = qualwb(
        *("-p", path, "--coder", "Karin", "code", "apply", "Intervju 1"),
        *("--quote", "Det var otydligt.", "--code", "otydligt", "--new"),
    )
    assert done.returncode == 0, done.stderr
    assert "Ny kod" in done.stderr or "Kodade Intervju 1 " in done.stderr
    return path


def test_help_is_swedish() -> None:
    text = qualwb("--help").stdout
    assert "Öppna arbetsbordet." in text
    assert "Kodning:" in text
    assert "Projektfilen, eller postgresql://värd/databas." in text


def test_matrix_is_swedish(coded: Path) -> None:
    shown = qualwb("-p", coded, "matrix", "--rows", "codes").stdout
    assert shown.split()[0] == "koder"
    assert "totalt" in shown
    assert "Borträknade: moderator" in shown


def test_error_is_swedish_and_names_the_kind(coded: Path) -> None:
    done = qualwb("-p", coded, "code", "delete", "saknas")
    assert done.returncode == 2
    assert "Hittar inte kod ”saknas”." in done.stderr


def test_code_screen_is_swedish(coded: Path) -> None:
    shown = run("-c", CODE_SCREEN, coded)
    assert shown.returncode == 0, shown.stderr
    for words in ("replik 1 av 5", "Koda", "Tangenter", "kodade"):
        assert words in shown.stdout


def test_english_stays_english(coded: Path) -> None:
    assert "Open the workbench." in qualwb("--help", language="en").stdout
    assert "Left out: moderator" in qualwb("-p", coded, "matrix", language="en").stdout


@pytest.mark.parametrize("asked", ["sv", "sv_SE.UTF-8", "SV"])
def test_language_is_known_by_its_first_letters(asked: str) -> None:
    assert "Öppna arbetsbordet." in qualwb("--help", language=asked).stdout
