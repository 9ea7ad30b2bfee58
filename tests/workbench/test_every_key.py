"""Every key of the registry is pressed where it holds: it reaches its act, and the workbench goes on."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from qualwb.acts import recordings
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.action import is_two_keys
from qualwb.workbench.registry.keymap import KeyRow, key_rows, tables
from tests.conftest import ROOT
from tests.projects import copy_of
from tests.workbench.filled_project import fill
from tests.workbench.screens.coded_material import press
from tests.workbench.screens.test_arrivals import written
from tests.workbench.settling import settle


@dataclass(frozen=True)
class Place:
    """Where tables of keys hold: a screen, and keys that open a dialog on it."""

    screen: str
    tables: tuple[str, ...]
    way: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join(self.tables)


TALK = "Moderator: Vad var bra?\nÅsa: Mötena.\nBjörn: Resorna tog tid.\nÅsa: Ja.\nModerator: Varför?\n"
PRINTED = ROOT / "tests" / "transcripts" / "core" / "printed_interviews.txt"
PLACES = (
    Place("code", ("CODE", "TRANSCRIPT", "LISTENING"), ("s",)),
    Place("code", ("CODES_PANE",), ("s",)),  # by itself: acts of the screen fold it
    Place("themes", ("THEMES", "THEME_BOARD", "QUOTE_LIST")),
    Place("codebook", ("CODEBOOK", "CODEBOOK_TABLE")),
    Place("matrix", ("MATRIX", "MATRIX_GRID")),
    Place("crosstabs", ("CROSSTABS",)),
    Place("quotes", ("QUOTES", "QUERY_LINE")),
    Place("participants", ("PARTICIPANTS",)),
    Place("participants", ("ATTRIBUTES", "ATTRIBUTE_GRID"), ("b",)),
    Place("sources", ("SOURCES", "LISTS", "LISTING")),
    Place("sources", ("SPEAKER_TABLE", "IMPORTING", "IMPORT_LIST"), ("i", "<samtal.txt>", "enter")),
    Place("sources", ("REPORT_TABLE",), ("i", f"<{PRINTED}>", "enter", "w")),
    Place("sources", ("ARRIVAL_TABLE", "ARRIVAL_LIST"), ("i", "<annan.qdpx>", "enter")),
    Place("questions", ("QUESTIONS",)),
    Place("memos", ("MEMOS",)),
    Place("journal", ("JOURNAL",)),
    Place("acceptance", ("ACCEPTANCE",)),
    Place("like", ("LIKE",)),
    Place("autocode", ("AUTOCODE",)),
    Place("guide", ("GUIDE", "APP")),
    Place("settings", ("SETTINGS",)),
    Place("checklists", ("CHECKLISTS",)),
    Place("report", ("REPORT",)),
    Place("compare", ("COMPARE",)),
    Place("agreement", ("AGREEMENT",)),
    Place("names", ("NAMES",)),
    Place("privacy", ("PRIVACY",)),
    Place("search", ("SEARCH", "SEARCH_LINE")),
    Place("words", ("WORDS",)),
    Place("cooccurrence", ("COOCCURRENCE",)),
    Place("participation", ("PARTICIPATION",)),
    Place("saturation", ("SATURATION",)),
)
HANDED_ON = {"themes.stop", "compare.stop"}
"""Acts that the pane's own act of the same key hands on to when it has nothing to do itself."""


def test_every_table_is_pressed_somewhere() -> None:
    pressed = {table for place in PLACES for table in place.tables}
    assert pressed == {*tables(), "TRANSCRIPT"}


class Recording(Workbench):
    """The workbench, which notes what it is told to do by keys."""

    def __init__(self, researcher: Researcher) -> None:
        super().__init__(researcher)
        self.told: list[str] = []

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        self.told.append(str(action))
        return await super().run_action(action, default_namespace, namespaces)

    async def action_quit(self) -> None:
        """The next key is pressed here."""


@asynccontextmanager
async def at(place: Place, researcher: Researcher, folder: Path) -> AsyncIterator[Pilot[int]]:
    """The workbench on the screen of a place, with files to take in, a recording, and no player."""
    (folder / "samtal.txt").write_text(TALK, encoding="utf-8")
    written(folder / "annan.qdpx", (0, 5))
    (folder / "ton.ogg").write_bytes(b"OggS")
    recordings.tie(researcher, "Intervju 1", folder / "ton.ogg")
    app = Recording(researcher)
    app.state.screen = place.screen
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, *place.way)
        yield pilot


@pytest.fixture
def filled(folder: Path) -> Iterator[Researcher]:
    with copy_of(fill, folder / "studie.qwb") as project:
        yield Researcher(project, "Karin")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the project, with everything that the workbench may write in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # no player
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    return tmp_path


@pytest.mark.file_only
@pytest.mark.parametrize("place", PLACES, ids=str)
async def test_every_act_can_be_reached_by_its_key(filled: Researcher, place: Place, folder: Path) -> None:
    async with at(place, filled, folder) as pilot:
        missed = wanted(place).keys() - (await ways(pilot)).keys()
        assert missed <= HANDED_ON


@pytest.mark.slow
@pytest.mark.file_only
@pytest.mark.parametrize("place", PLACES, ids=str)
async def test_every_key_does_its_act(filled: Researcher, place: Place, folder: Path) -> None:
    missed = []
    async with at(place, filled, folder) as pilot:
        for row in wanted(place).values():
            if row.id not in HANDED_ON and not await pressed(pilot, row):
                missed.append(row.id)
            await come_back(pilot, place)
    assert missed == []
    assert [problem for problem in check(filled.project) if problem.kind != "orphan"] == []


@pytest.mark.file_only
@pytest.mark.parametrize("screen", ["themes", "compare"])
async def test_escape_is_handed_on_to_the_screen(filled: Researcher, screen: str, folder: Path) -> None:
    place = next(place for place in PLACES if place.screen == screen)
    async with at(place, filled, folder) as pilot:
        assert isinstance(pilot.app, Recording)
        await press(pilot, "escape")  # takes the pane's marks or selection away, if there are any
        pilot.app.told.clear()
        await press(pilot, "escape")
        assert {"stop", "screen.stop"} & {*pilot.app.told}


def wanted(place: Place) -> dict[str, KeyRow]:
    """The acts that hold at a place, by id."""
    return {row.id: row for row in key_rows({}) if row.table in place.tables}


async def ways(pilot: Pilot[int]) -> dict[str, tuple[Widget | None, str]]:
    """The acts that a key reaches from somewhere on the screen, with the focus and the binding's action.

    From a line only where from nowhere else: it takes letters itself.
    """
    app = pilot.app
    found: dict[str, tuple[Widget | None, str]] = {}
    nodes = (app.focused, *app.screen.focus_chain)
    for node in sorted(nodes, key=lambda one: isinstance(one, Input)):
        if node is not app.focused:
            app.screen.set_focus(node)
            await settle(pilot)
        for active in app.screen.active_bindings.values():
            if active.enabled and active.binding.id:
                found.setdefault(active.binding.id, (node, active.binding.action))
    return found


async def pressed(pilot: Pilot[int], row: KeyRow) -> bool:
    """Press the first key of an act with the focus where it holds; whether that reached the act."""
    app = pilot.app
    assert isinstance(app, Recording)
    if (way := (await ways(pilot)).get(row.id)) is None:
        return False
    app.screen.set_focus(way[0])
    key = row.keys.split(",")[0]
    app.told.clear()
    await press(pilot, *(key if is_two_keys(key) else (key,)))
    return way[1] in app.told


async def come_back(pilot: Pilot[int], place: Place) -> None:
    """Out of all dialogs, and back to the place."""
    app = pilot.app
    assert isinstance(app, Workbench)
    for _n in range(8):
        if not app.screen.is_modal:
            break
        await press(pilot, "escape")
    assert not app.screen.is_modal
    if app.state.screen != place.screen:
        app.action_go(place.screen)
    await press(pilot, *place.way)
