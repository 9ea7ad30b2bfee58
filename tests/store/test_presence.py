"""What another program does to an open file: no act is answered that nobody will find again."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.demo import make_demo
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.backup import back_up
from qualwb.store.check import check
from qualwb.store.errors import UnusableProject
from qualwb.store.presence import ProjectMoved
from qualwb.store.project_file import ProjectFile
from tests.conftest import ROOT

pytestmark = pytest.mark.file_only


def delete(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("annat.qwb"))


def replace(path: Path) -> None:
    """As a sync client does: the other side's state is written beside it and put in its place."""
    back_up(path, path.with_name("other"))
    path.with_name("other").replace(path)


def cut_off(path: Path) -> None:
    os.truncate(path, 8192)


@pytest.mark.parametrize("disturb", [delete, rename, replace, cut_off])
def test_an_act_on_a_file_that_is_not_there_is_refused(
    project: ProjectFile, researcher: Researcher, disturb: Callable[[Path], None]
) -> None:
    codes.create(researcher, "först")
    disturb(project.path)
    for name in ("andra", "tredje"):
        with pytest.raises(ProjectMoved):
            codes.create(researcher, name)
    with pytest.raises(ProjectMoved):
        project.undo(coder="Karin")


@pytest.mark.parametrize("disturb", [delete, rename, replace])
def test_what_is_open_is_saved_elsewhere(
    project: ProjectFile, researcher: Researcher, disturb: Callable[[Path], None], tmp_path: Path
) -> None:
    codes.create(researcher, "först")
    disturb(project.path)
    target = tmp_path / "räddad.qwb"
    project.save_elsewhere(target)
    with pytest.raises(UnusableProject, match="exists already"):
        project.save_elsewhere(target)
    with ProjectFile.open(target) as saved:
        assert check(saved) == []
        codes.create(Researcher(saved, "Karin"), "sedan")
        with saved.reading() as connection:
            names = connection.exec_driver_sql("SELECT name FROM code ORDER BY id").scalars().all()
    assert names == ["först", "sedan"]


def test_a_growing_and_folded_file_is_the_same(project: ProjectFile, researcher: Researcher) -> None:
    """Other processes may write, and the log may be folded in, meanwhile."""
    for n in range(30):
        with ProjectFile.open(project.path) as other:
            codes.create(Researcher(other, "Mia"), f"{n} {'lång ' * 40}")
        codes.create(researcher, f"egen {n}")
    assert check(project) == []


def test_a_project_made_by_several_at_once_is_one_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.qwb"

    call = [sys.executable, "-m", "qualwb", "new", str(path)]
    makers = [subprocess.Popen(call, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _n in range(6)]
    ended = [(maker.wait(), maker.communicate()[1]) for maker in makers]
    assert sorted(status for status, _said in ended) == [0, 3, 3, 3, 3, 3]
    assert all("exists already" in said for status, said in ended if status)
    assert [file.name for file in tmp_path.iterdir()] == ["p.qwb"]
    with ProjectFile.open(path) as project:
        assert check(project) == []


def test_backups_to_one_target_at_once_are_whole(project: ProjectFile, researcher: Researcher) -> None:
    codes.create(researcher, "kod")
    target = project.path.with_name("kopia.qwb")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _n: back_up(project.path, target), range(12)))
    with ProjectFile.open(target) as copy:
        assert check(copy) == []
    assert list(project.path.parent.glob("*.partial")) == []


def test_a_demo_is_replaced_when_asked_and_the_old_one_kept(tmp_path: Path) -> None:
    path = tmp_path / "d.qwb"
    make_demo(path, coded=False)
    with ProjectFile.open(path) as project:
        codes.create(Researcher(project, "Karin"), "min egen kod")
    before = path.read_bytes()
    with pytest.raises(QualwbError, match="exists already"):
        make_demo(path)
    assert path.read_bytes() == before
    told: list[str] = []
    make_demo(path, coded=False, replace=True, notice=told.append)
    (kept,) = tmp_path.glob("*.demo.bak")
    assert kept.name in told[0]
    with ProjectFile.open(kept) as old, old.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM code").scalars().all()
    assert "min egen kod" in names
