"""The field for several lines in a small window: undo and redo while its scrollbar comes and goes."""

import random

import pytest
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from qualwb.workbench.widgets.writing_area import WritingArea


class Small(App[None]):
    """A field of a few rows."""

    CSS = "TextArea { height: 5; width: 14; }"
    FIELD: type[TextArea] = WritingArea

    def compose(self) -> ComposeResult:
        yield self.FIELD("ord som bryts om\nen rad", soft_wrap=True)


@pytest.mark.parametrize("seed", range(6))
async def test_undo_and_redo_hold_where_the_scrollbar_comes_and_goes(seed: int) -> None:
    chance = random.Random(seed)
    app = Small()
    async with app.run_test(size=(20, 8)) as pilot:
        field = app.query_one(TextArea)
        first = field.text
        for _step in range(60):
            match chance.randrange(5):
                case 0:
                    field.insert(chance.choice(("rad\n" * 6, "ett långt ord till ", "\n\n\n\n", "x")))
                case 1:
                    field.undo()
                case 2:
                    field.redo()
                case 3:
                    field.move_cursor(chance.choice((field.document.end, (0, 0))))
                case _:
                    field.action_select_all()
                    await pilot.press(chance.choice(("backspace", "delete", "ö")))
            await pilot.pause()
        for _step in range(100):
            field.undo()
            await pilot.pause()
        assert field.text == first
