"""The table with fixed names: its cursor stands beside the scrollbars, not under them."""

from textual.app import App, ComposeResult

from qualwb.workbench.widgets.matrix_grid import GridRow, MatrixGrid
from tests.workbench.screens.coded_material import lines
from tests.workbench.settling import settle

ROWS, COLUMNS = 30, 12


class GridApp(App[None]):
    """A table alone, wider and longer than the screen."""

    def compose(self) -> ComposeResult:
        yield MatrixGrid()

    def on_mount(self) -> None:
        grid = self.query_one(MatrixGrid)
        rows = [GridRow(f"row {n}", 0, ("1",) * COLUMNS) for n in range(ROWS)]
        grid.show("rows", tuple(f"a wide column {n}" for n in range(COLUMNS)), rows)
        grid.focus()


async def test_the_last_row_is_above_the_scrollbar() -> None:
    async with GridApp().run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        assert pilot.app.query_one(MatrixGrid).show_horizontal_scrollbar
        await pilot.press("G")
        await settle(pilot)
        assert f"row {ROWS - 1}" in "\n".join(lines(pilot))
        await pilot.press("end")
        await settle(pilot)
        assert f"column {COLUMNS - 1}" in "\n".join(lines(pilot))
