"""The screens of the workbench in one line: key and name of each, the one in view between brackets."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import Static

from qualwb.localization import gettext as _
from qualwb.workbench.registry.actions import SCREENS, ScreenRow

FROM = 150
"""Columns from which there is a strip."""


class ScreenStrip(Static):
    """As many screens as there is room for around the one in view; a click goes to one."""

    def __init__(self, project: str) -> None:
        super().__init__(classes="screen-strip", markup=False)
        self._project = project
        self._names: list[tuple[int, str]] = []
        """Where the name of each screen ends, in cells."""

    def show(self, current: str, columns: int) -> None:
        """Show the screens around the one of this name in so many cells."""
        text = Text(f" {self._project} ", style="bold")
        self._names = [(text.cell_len, "")]
        more = Text("  " + _("g: all screens"), style="dim")
        for row in around(current, columns - text.cell_len - more.cell_len):
            label = label_of(row, current)
            text.append(label, style="bold reverse" if row.name == current else "")
            self._names.append((text.cell_len, row.name))
        self.update(text + more)

    async def on_click(self, event: events.Click) -> None:
        """Go to the screen whose name is there."""
        name = next((name for end, name in self._names if event.x < end), "")
        if name:
            await self.app.run_action(f"app.go('{name}')")


def label_of(row: ScreenRow, current: str) -> str:
    """A screen as the strip shows it."""
    told = f"{row.key.upper() if row.key.startswith('f') else 'g' + row.letter} {row.title}"
    return f"[{told}]" if row.name == current else f" {told} "


def around(current: str, room: int) -> Sequence[ScreenRow]:
    """The screens that fit, in their order, as many before the one in view as after it."""
    widths = [cell_len(label_of(row, current)) for row in SCREENS]
    at = next((n for n, row in enumerate(SCREENS) if row.name == current), 0)
    first, end = at, at + 1
    while True:
        left = room - sum(widths[first:end])
        grown = (first, end)
        if first and widths[first - 1] <= left:
            first -= 1
            left -= widths[first]
        if end < len(SCREENS) and widths[end] <= left:
            end += 1
        if grown == (first, end):
            return SCREENS[first:end]
