"""The workbench on an encrypted project: every screen works, and nothing of it is remembered elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb import user_folders
from qualwb.acts.researcher import Researcher
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.actions import SCREENS
from tests.encrypted import encrypted_engine
from tests.workbench.screens.coded_material import UNCLEAR, coded, press, shown, way_to

pytestmark = pytest.mark.file_only

__all__ = ["coded"]


@pytest.fixture(params=["plain", "encrypted"])
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ProjectFile]:
    """An empty project, plain or encrypted."""
    engine = encrypted_engine() if request.param == "encrypted" else PLAIN
    with ProjectFile.create(tmp_path / "studie.qwb", engine=engine) as project:
        yield project


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with all of the user's own folders."""
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "egna" / kind))
    return tmp_path / "egna"


def files_with(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


async def test_what_is_remembered_of_an_encrypted_project_names_nothing(own: Path, coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "J", "J", "s", "c", f"<{UNCLEAR}>", "enter")
        for screen in SCREENS:
            await press(pilot, *way_to(screen))
        assert isinstance(pilot.app, Workbench)
        assert pilot.app.state.source
        pilot.app.state.left = False
        pilot.app.remember()
        kept = type(pilot.app.state).load(coded.project.path)
    encrypted = coded.project.encrypted
    assert user_folders.state_of(coded.project.path).exists()
    assert not kept.left
    assert bool(kept.source) is bool(kept.recent_codes) is (not encrypted)
    for words in ("Intervju", UNCLEAR):
        assert bool(files_with(own, words)) is (not encrypted)
