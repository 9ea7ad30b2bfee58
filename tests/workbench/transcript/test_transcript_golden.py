"""What the screen shows, as text files that can be read in a diff.

Run with ``QUALWB_GOLDEN=write`` to write them anew; look at each change before it is kept.
"""

import os
from pathlib import Path

import pytest

from tests.workbench.transcript.transcript_material import ViewApp, make_document, make_marks, mark_at

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT = make_document()


def picture(app: ViewApp) -> str:
    """The text of the screen, and below it a sign for each cell: s selected, @ cursor, = overlap, # code"""
    view = app.view
    letters = []
    for y in range(view.size.height):
        row = ""
        for segment in view.render_line(y):
            style = segment.style
            kind = " "
            if style.bgcolor != view._scene.look.base.bgcolor:
                kind = "#"
            if (
                style == view._scene.look.part("cursor")
                or style.bgcolor == view._scene.look.part("cursor").bgcolor
            ):
                kind = "@"
            elif style.bgcolor == view._scene.look.part("selection").bgcolor:
                kind = "s"
            elif style.bgcolor == view._scene.look.part("hit").bgcolor:
                kind = "h"
            elif style.underline:
                kind = "="
            row += kind * segment.cell_length
        letters.append(row.rstrip())
    text = [view.render_line(y).text.rstrip() for y in range(view.size.height)]
    return "\n".join([*text, "-" * view.size.width, *letters]) + "\n"


def check(name: str, actual: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("QUALWB_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_coding_screen(size, theme):
    app = ViewApp(DOCUMENT, make_marks(DOCUMENT), theme)
    async with app.run_test(size=size) as pilot:
        app.view.show_times = size[0] > 100
        app.view.find("mandat")
        await pilot.press("ctrl+home", "J", "s", "shift+down")
        await pilot.pause()
        check(f"coding-{size[0]}x{size[1]}", picture(app))  # the same cells in both themes


async def test_narrow_pane_with_more_passages_than_lanes():
    marks = [mark_at(40 + 3 * n, 200 + 5 * n, n, n + 1) for n in range(9)]
    app = ViewApp(DOCUMENT, marks)
    async with app.run_test(size=(44, 24)) as pilot:
        await pilot.pause()
        check("narrow-44x24", picture(app))


async def test_filtered_screen():
    app = ViewApp(DOCUMENT, make_marks(DOCUMENT))
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.show_only([(turn.start, turn.end) for turn in DOCUMENT.turns if turn.speaker == "Örjan"])
        await pilot.pause()
        check("filtered-80x24", picture(app))
