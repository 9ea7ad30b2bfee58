"""Whatever is pressed, clicked, pasted: no exception, a sound project, a way out, and undo to the start."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualwb import user_folders
from qualwb.acts.researcher import Researcher
from qualwb.acts.undoing import next_to_undo
from qualwb.store.check import check
from qualwb.store.errors import ErasedChange, FinalChange, SealedChange
from qualwb.workbench.allowed_folders import AllowedFolders
from qualwb.workbench.app import Workbench
from tests.projects import copy_of
from tests.states import state
from tests.workbench.filled_project import fill
from tests.workbench.key_monkey import Monkey, fetch_home
from tests.workbench.screens.coded_material import shown

TALK = "Moderator: Vad var bra?\nÅsa: Mötena.\nBjörn: Resorna tog tid.\nÅsa: Ja.\nModerator: Varför?\n"


@dataclass
class Cage:
    """A project, files beside it to be pasted, and nothing else within reach."""

    researcher: Researcher
    folder: Path
    files: tuple[Path, ...]


@pytest.fixture
def cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cage]:
    folder = tmp_path / "cage"
    folder.mkdir()
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    monkeypatch.chdir(folder)
    (folder / "samtal.txt").write_text(TALK, encoding="utf-8")
    (folder / "bok.yaml").write_text("codebook: b\ncodes:\n- name: utifrån\n", encoding="utf-8")
    (folder / "ton.ogg").write_bytes(b"OggS" + bytes(100))
    with copy_of(fill, folder / "studie.qwb") as project:
        shutil.copy(folder / "studie.qwb", folder / "annan.qwb")
        files = tuple(folder / name for name in ("samtal.txt", "bok.yaml", "ton.ogg", "annan.qwb", "ut.csv"))
        yield Cage(Researcher(project, "Karin"), folder, files)


async def let_loose(cage: Cage, seed: int, keys: int) -> None:
    """The monkey at the workbench, and what has to hold afterwards."""
    project = cage.researcher.project
    first, newest = state(project), next_to_undo(cage.researcher)
    assert newest is not None
    loose: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: loose.append(str(context)))
    async with shown(cage.researcher, "code") as pilot:
        assert isinstance(pilot.app, Workbench)
        pilot.app.folders = AllowedFolders((cage.folder,))
        monkey = Monkey(pilot, seed, cage.files)
        while monkey.keys < keys:
            await monkey.burst()
            assert_sound(monkey, loose)
        await fetch_home(pilot)
        assert_sound(monkey, loose)
    assert_sound(monkey, loose)
    assert [problem for problem in check(project) if problem.kind != "orphan"] == [], list(monkey.done)
    last = state(project)
    undone, for_good = undo_all(cage.researcher, newest.id)
    gone_further = (
        left := next_to_undo(cage.researcher)
    ) is None or left.id != newest.id  # it undid what was there before it, too
    assert for_good or gone_further or state(project) == first
    for _n in range(undone):
        project.redo(coder="Karin")
    assert state(project) == last
    assert [problem for problem in check(project) if problem.kind != "orphan"] == []


def assert_sound(monkey: Monkey, loose: list[str]) -> None:
    report = user_folders.defect_report()
    assert not report.exists(), "\n".join((*monkey.done, report.read_text("utf-8")))
    assert loose == [], list(monkey.done)


def undo_all(researcher: Researcher, since: int) -> tuple[int, bool]:
    """Undo the acts after the one of this number; how many, and whether one of them is for good."""
    done = 0
    while (change := next_to_undo(researcher)) is not None and change.id > since:
        try:
            researcher.project.undo(coder=researcher.coder)
        except (ErasedChange, FinalChange, SealedChange):
            return done, True
        done += 1
    return done, False


@pytest.mark.file_only
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_short_visit_of_the_monkey(cage: Cage, seed: int) -> None:
    await let_loose(cage, seed, 150)


@pytest.mark.slow
@pytest.mark.file_only
@pytest.mark.parametrize("seed", range(101, 121))
async def test_five_thousand_keys(cage: Cage, seed: int) -> None:
    await let_loose(cage, seed, 5000)
