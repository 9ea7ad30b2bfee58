"""What is taken a picture of: the screens of the registry, and the dialogs with the way to each."""

import shlex
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.no_connection import DoubtDialog, NoConnectionDialog
from tests.workbench.screens.coded_material import press, settle

Way = Callable[[Pilot[int]], Awaitable[None]]

TALK = """Moderator: Hur var det från början?
Åsa: Det var otydligt. Ingen visste vad det skulle bli av det.
Problemet är två saker: det ena är tiden och det andra är pengarna.
Björn: Vi fick ett papper i handen, sen åkte vi.
"""


@dataclass(frozen=True, slots=True)
class View:
    """One picture: its name, the screen that it begins on, and what is done there."""

    name: str
    screen: str
    way: Way


def keys(*pressed: str) -> Way:
    """Pressing keys; a text in <> is pasted."""

    async def go(pilot: Pilot[int]) -> None:
        await press(pilot, *pressed)

    return go


async def right_click(pilot: Pilot[int]) -> None:
    """The menu of a passage."""
    await press(pilot, "J", "s")
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    await pilot.click(screen.view, offset=(screen.view.layout_columns.text_at + 3, 1), button=3)
    await settle(pilot)


async def no_connection(pilot: Pilot[int]) -> None:
    """An act that the server could not be reached for."""
    pilot.app.push_screen(NoConnectionDialog(lambda: True))
    await settle(pilot)


async def doubt(pilot: Pilot[int]) -> None:
    """An act of which it is not known whether it was stored."""
    pilot.app.push_screen(DoubtDialog())
    await settle(pilot)


def with_file(folder: Path, *pressed: str) -> Way:
    """Asking for a file, taking one, then pressing keys."""
    file = folder / "samtal från Åmål.txt"
    file.write_text(TALK, encoding="utf-8")
    return keys("i", f"<{shlex.quote(str(file))}>", "enter", *pressed)


def of_screens() -> list[View]:
    """Every screen of the registry, as it is when it is entered."""
    return [View(row.name, row.name, keys()) for row in SCREENS]


def of_dialogs(folder: Path) -> list[View]:
    """The dialogs, and screens with something asked; ``folder`` holds the files that are imported."""
    return [
        View("code-palette", "code", keys("J", "s", "c")),
        View("code-palette-typed", "code", keys("J", "s", "c", "<otydligt>")),
        View("menu", "code", right_click),
        View("suggestions", "code", keys("slash", "<mandat>", "enter", "t")),
        View("filter", "code", keys("f")),
        View("find", "code", keys("slash", "<papper>", "enter")),
        View("correct", "code", keys("J", "s", "ctrl+k")),
        View("speaker", "code", keys("V")),
        View("question", "code", keys("q")),
        View("memo", "code", keys("m")),
        View("who", "code", keys("W")),
        View("who-is-here", "code", keys("H")),
        View("no-connection", "code", no_connection),
        View("doubt", "code", doubt),
        View("undo", "codebook", keys("u")),
        View("g", "codebook", keys("g")),
        View("help", "code", keys("question_mark")),
        View("help-matrix", "matrix", keys("question_mark")),
        View("commands", "code", keys("ctrl+p")),
        View("commands-typed", "code", keys("ctrl+p", "<exp>")),
        View("jump", "code", keys("ctrl+g")),
        View("jump-typed", "code", keys("ctrl+g", "<mandat>")),
        View("split", "codebook", keys("S")),
        View("edit", "codebook", keys("e")),
        View("colour", "codebook", keys("P")),
        View("delete", "codebook", keys("d")),
        View("merge", "codebook", keys("space", "down", "space", "M")),
        View("autocode-found", "autocode", keys("<papper>", "enter")),
        View("autocode-how", "autocode", keys("<papper>", "enter", "w")),
        View("search-found", "search", keys("<papper>", "enter")),
        View("search-ways", "search", keys("<papper>", "enter", "w")),
        View("like-found", "like", keys("<vad var syftet>", "enter")),
        View("files", "sources", keys("i", f"<{folder}/>")),
        View("speakers", "sources", with_file(folder)),
        View("group", "sources", with_file(folder, "v")),
        View("group-new", "sources", with_file(folder, "v", "<Grupp 9>")),
        View("share", "sources", keys("Y")),
        View("attributes", "participants", keys("b")),
        View("withdrawal", "participants", keys("D")),
        View("proposals", "themes", keys("p")),
        View("theme-edit", "themes", keys("e")),
        View("matrix-percent", "matrix", keys("t", "down", "enter")),
        View("matrix-cells", "matrix", keys("t")),
        View("matrix-columns", "matrix", keys("C")),
        View("matrix-quotes", "matrix", keys("enter")),
        View("print", "quotes", keys("e")),
        View("key", "settings", keys("G", "enter")),
        View("passphrase", "privacy", keys("w")),
    ]
