"""A served workbench keeps to the folders that were named at start; one in a terminal is not limited."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.workbench.allowed_folders import AllowedFolders
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.files_dialog import FilesDialog
from qualwb.workbench.screens.sources.speaker_table import SpeakerTable
from tests.workbench.screens.coded_material import coded, lines, press
from tests.workbench.settling import settle

__all__ = ["coded"]

WORDS = "Anna: Vi fick ett papper i handen.\nBertil: Det var otydligt.\nAnna: Ja.\nBertil: Nej.\n"


@dataclass
class Place:
    """Folders on both sides of the border."""

    inside: Path
    outside: Path


@pytest.fixture
def place(coded: Researcher, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The project's folder with files and a link to a folder beside it that nobody named."""
    place = Place(coded.project.folder, tmp_path_factory.mktemp("outside"))
    for folder in (place.inside, place.outside):
        (folder / "samtal.txt").write_text(WORDS, encoding="utf-8")
        (folder / "bok.yaml").write_text("codebook: b\ncodes:\n- name: utifrån\n", encoding="utf-8")
    (place.inside / "länk").symlink_to(place.outside)
    (place.inside / "länk.txt").symlink_to(place.outside / "samtal.txt")
    return place


@asynccontextmanager
async def served(researcher: Researcher, screen: str, folders: tuple[Path, ...]) -> AsyncIterator[Pilot[int]]:
    """The workbench as a browser gets it."""
    app = Workbench(researcher, folders=AllowedFolders(folders))
    app.state.screen = screen
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        yield pilot


def paths_out(place: Place, name: str) -> list[str]:
    return [
        str(place.outside / name),
        str(place.inside / ".." / place.outside.name / name),
        str(place.inside / "länk" / name),
    ]


def told(pilot: Pilot[int]) -> str:
    """What the dialog says of the path: how it may go on, or why it is refused."""
    return str(pilot.app.screen.query_one(".dialog-context", Static).content)


@pytest.mark.parametrize("folders", [(), ("/",)])
def test_without_folders_or_beneath_them_everything_is_allowed(
    folders: tuple[str, ...], tmp_path: Path
) -> None:
    AllowedFolders(tuple(map(Path, folders))).refuse(tmp_path / "x")


def test_links_are_followed_and_names_that_only_begin_alike_are_refused(place: Place) -> None:
    allowed = AllowedFolders((place.inside,))
    allowed.refuse(place.inside / "ny" / "x.txt")
    beside = place.inside.with_name(place.inside.name + "2") / "x"
    for path in (*map(Path, paths_out(place, "x")), place.inside / "länk.txt", Path("/etc/passwd"), beside):
        with pytest.raises(QualwbError, match="outside"):
            allowed.refuse(path)


async def test_import_refuses_what_lies_outside_and_lists_nothing_of_it(
    coded: Researcher, place: Place
) -> None:
    async with served(coded, "sources", (place.inside,)) as pilot:
        await press(pilot, "i")
        for path in (*paths_out(place, "samtal.txt"), str(place.outside), str(place.outside / "finns-ej")):
            await press(pilot, "ctrl+u", f"<{path}>")
            assert told(pilot) == ""
            await press(pilot, "tab", "enter")
            assert isinstance(pilot.app.screen, FilesDialog)
            assert "lies outside the folders" in told(pilot)
        await press(pilot, "ctrl+u", *(f"{place.outside}/"))
        assert told(pilot) == ""
        await press(pilot, "ctrl+u", f"<{place.inside / 'samtal.txt'}>", "enter")
        assert isinstance(pilot.app.screen, SpeakerTable)


async def test_what_is_pasted_or_dropped_on_the_sources_is_refused(coded: Researcher, place: Place) -> None:
    async with served(coded, "sources", (place.inside,)) as pilot:
        for path in (*paths_out(place, "samtal.txt"), str(place.outside)):
            await press(pilot, f"<{path}>")
            assert isinstance(pilot.app.screen, FailureDialog)
            await press(pilot, "escape")
        await press(pilot, f"<{place.inside / 'samtal.txt'}>")
        assert isinstance(pilot.app.screen, SpeakerTable)


async def test_exports_refuse_what_lies_outside(coded: Researcher, place: Place) -> None:
    async with served(coded, "codebook", (place.inside,)) as pilot:
        for path in paths_out(place, "ut.csv"):
            await press(pilot, "E", "end", "ctrl+u", f"<{path}>", "enter")
            assert isinstance(pilot.app.screen, FailureDialog)
            await press(pilot, "escape")
        assert not (place.outside / "ut.csv").exists()
        await press(pilot, "E", "end", "ctrl+u", "<ut.csv>", "enter")
        assert (place.inside / "ut.csv").exists()


async def test_codebook_files_from_outside_are_refused(coded: Researcher, place: Place) -> None:
    async with served(coded, "codebook", (place.inside,)) as pilot:
        for path in paths_out(place, "bok.yaml"):
            await press(pilot, "i", f"<{path}>", "enter")
            assert isinstance(pilot.app.screen, FailureDialog)
            await press(pilot, "escape")
        await press(pilot, "i", "<vedung>", "enter")
        assert not isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "i", f"<{place.inside / 'bok.yaml'}>", "enter")
        assert any("utifrån" in line for line in lines(pilot))


@pytest.mark.file_only  # a file that was moved
async def test_saving_elsewhere_is_refused_outside(coded: Researcher, place: Place) -> None:
    async with served(coded, "codebook", (place.inside,)) as pilot:
        coded.project.path.rename(place.inside / "annan.qwb")
        await press(pilot, "n", "<x>", "enter")
        assert Path(pilot.app.screen.query_one(Input).value).parent == place.inside
        await press(pilot, "end", "ctrl+u", f"<{place.outside / 'ny.qwb'}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert not (place.outside / "ny.qwb").exists()


async def test_a_workbench_in_a_terminal_is_not_limited(coded: Researcher, place: Place) -> None:
    async with served(coded, "codebook", ()) as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{place.outside / 'ut.csv'}>", "enter")
        assert (place.outside / "ut.csv").exists()
