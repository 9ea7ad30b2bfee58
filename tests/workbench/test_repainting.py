"""Painting asks widgets for the rows that changed; what it brings is what painting all of it shows."""

from typing import Any

from rich.console import Console
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label

from qualwb.workbench.repainting import RowCompositor, runs
from tests.workbench.settling import painted

ROWS, COLUMNS = 30, 60


class Asked(Label):
    """Notes the rows that it is asked for."""

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        self.asked: list[int] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked += crop.line_range
        return super().render_lines(crop)


class Rows(Screen[None]):
    """A bar, two columns, and a line at the bottom."""

    CSS = """
    Rows { layers: below above; }
    Asked { width: 1fr; }
    #over { layer: above; offset: 20 10; width: 10; height: 3; background: blue; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowCompositor()

    def compose(self) -> ComposeResult:
        yield Label("bar", id="bar")
        with Horizontal():
            with VerticalScroll():
                yield Asked("\n".join(f"vänster {n}" for n in range(60)), id="left")
            yield Asked("\n".join(f"höger {n}" for n in range(ROWS)), id="right")
        yield Label("botten", id="bottom")
        yield Label("över", id="over")


class Painter(App[None]):
    """Puts together what comes to the screen, painting by painting."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[ChopsUpdate] = []

    def on_mount(self) -> None:
        self.push_screen(Rows())

    def _display(self, screen: Any, renderable: Any) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.parts.append(renderable)
        super()._display(screen, renderable)


def painted_cells(update: ChopsUpdate) -> dict[tuple[int, int], str]:
    """The signs that a painting brings, by row and column."""
    found: dict[tuple[int, int], str] = {}
    x = y = 0
    for segment in update.__rich_console__(Console(), Console().options):
        if segment.control:
            (_kind, x, y), *_rest = segment.control

        elif segment.text != "\n":
            for sign in segment.text:
                found[y, x] = sign
                x += 1
    return found


def whole(app: Painter) -> dict[tuple[int, int], str]:
    rows = [strip.text for strip in app.screen._compositor.render_strips()]
    return {(y, x): sign for y, row in enumerate(rows) for x, sign in enumerate(row)}


async def test_the_rows_between_two_changes_are_asked_of_nobody() -> None:
    app = Painter()
    async with app.run_test(size=(COLUMNS, ROWS)):
        await painted(app)
        left, right = app.screen.query_one("#left", Asked), app.screen.query_one("#right", Asked)
        left.asked.clear(), right.asked.clear()
        app.screen.query_one("#bar", Label).update("ny bar", layout=False)
        right.refresh(Region(0, 24, 5, 1))
        await painted(app)
        assert right.asked == [24]
        assert left.asked in ([], [24])


async def test_what_is_painted_in_parts_is_what_a_whole_painting_shows() -> None:
    app = Painter()
    async with app.run_test(size=(COLUMNS, ROWS)):
        await painted(app)
        screen = app.screen
        shown = whole(app)
        steps = (
            lambda: screen.query_one("#bar", Label).update("en annan rad", layout=False),
            lambda: screen.query_one("#right", Asked).update("kort\ntext", layout=False),
            lambda: screen.query_one("#over", Label).update("ö" * 30, layout=False),
            lambda: [screen.query_one(name, Widget).refresh() for name in ("#bar", "#left", "#bottom")],
        )
        for step in steps:
            app.parts.clear()
            step()
            await painted(app)
            assert app.parts
            for part in app.parts:
                shown |= painted_cells(part)
            assert shown == whole(app)


def test_runs_of_rows() -> None:
    assert list(runs([])) == []
    assert list(runs([3])) == [range(3, 4)]
    assert list(runs([0, 1, 4, 5, 6, 9])) == [range(2), range(4, 7), range(9, 10)]
