"""Who codes, and in which round: at the right end of every screen's bar; a click changes it."""

from rich.cells import cell_len, set_cell_size
from textual.widgets import Label

from qualwb.localization import gettext as _

ROOM_FOR_WORDS = 100
"""Columns from which the round is called a round."""
LONGEST = 32
"""Cells that names of any length may take."""


class Who(Label):
    """The coder and the round at work; a round that hides what others code is said to be blind."""

    def __init__(self) -> None:
        super().__init__(classes="who", markup=False)
        self.room = 0
        """Cells that it takes."""

    def show(self, coder: str, round_: str, *, blind: bool, columns: int) -> None:
        """Say who works where, on a screen of so many columns."""
        if columns >= ROOM_FOR_WORDS:
            text = _("{coder} · round {name}").format(coder=coder, name=round_)
        else:
            text = f"{coder}, {round_}"
        if blind:
            text += " " + _("(blind)")
        if cell_len(text) > LONGEST:
            text = set_cell_size(text, LONGEST - 1) + "…"
        self.room = cell_len(text) + 2
        if self.content != f" {text} ":
            self.update(f" {text} ")

    async def on_click(self) -> None:
        """Choose another coder or round."""
        await self.app.run_action("app.who")


def cut(text: str, room: int) -> str:
    """A line in so many cells: its end goes where there is no room for it."""
    return text if cell_len(text) <= room else set_cell_size(text, max(room - 1, 0)).rstrip() + "…"
