"""A text that changes draws the lines anew that changed, and no others."""

import asyncio
from typing import Any

from rich.text import Text
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult

from qualwb.workbench.widgets.changing_text import ChangingText


class Reader(App[None]):
    """Notes the rows that are painted."""

    CSS = "ChangingText { height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self.painted: set[int] = set()

    def compose(self) -> ComposeResult:
        yield ChangingText()

    def _display(self, screen: Any, renderable: Any) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.painted |= {y for y, _start, _end in renderable.spans}
        super()._display(screen, renderable)

    def shown(self) -> list[str]:
        """The rows on the screen."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def refreshed(text: ChangingText) -> None:
    """Wait until what was said is on the screen."""
    done = asyncio.Event()
    text.call_after_refresh(done.set)
    await done.wait()


async def test_only_the_lines_that_differ_are_painted() -> None:
    app = Reader()
    async with app.run_test(size=(20, 6)):
        text = app.query_one(ChangingText)
        text.say(Text("ett\ntvå\ntre"))
        await refreshed(text)
        for said, rows in (
            ("ett\n2\ntre", {1}),
            ("ett\n2\ntre", set()),
            ("ett\n2", {2}),
            ("ett\n2 som är längre än en rad", {1, 2}),
        ):
            app.painted.clear()
            text.say(Text(said))
            await refreshed(text)
            assert app.painted == rows, said
        assert app.shown()[:3] == ["ett", "2 som är längre än", "en rad"]
        assert text.rows == 3


async def test_what_is_said_at_another_width_is_drawn_whole() -> None:
    app = Reader()
    async with app.run_test(size=(20, 6)) as pilot:
        text = app.query_one(ChangingText)
        text.say(Text("en rad som bryts\nslut"))
        await pilot.resize_terminal(10, 6)
        assert app.shown()[:3] == ["en rad som", "bryts", "slut"]
        text.say(Text("en rad som\nslut"))
        await refreshed(text)
        assert app.shown()[:3] == ["en rad som", "slut", ""]
        assert text.rows == 2
