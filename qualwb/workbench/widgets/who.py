"""Who codes, in which round, and who else is there: at the right end of every screen's bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len, set_cell_size
from textual.widgets import Label

from qualwb.localization import gettext as _
from qualwb.workbench.registry.actions import SCREENS

ROOM_FOR_WORDS = 100
"""Columns from which the round is called a round, and one other person by name."""
ROOM_FOR_TWO = 150
"""Columns from which two others are told by name."""
LONGEST = 32
"""Cells that names of any length may take; so many again for each other person."""

_TITLES = {row.name: row.title for row in SCREENS}


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else at work: on which screen, and in which source where it is the one for coding."""

    coder: str
    screen: str = ""
    source: str = ""
    same_source: bool = False

    def in_words(self) -> str:
        """Who is where, short where it is here."""
        return _("{coder} is here").format(coder=self.coder) if self.same_source else self.whole_words()

    def whole_words(self) -> str:
        """Who is where."""
        if self.source:
            return _("{coder} is in {source}").format(coder=self.coder, source=self.source)
        return f"{self.coder}: {_TITLES.get(self.screen, self.screen)}"


class Who(Label):
    """The coder and the round at work; a round that hides what others code is said to be blind.

    Before them stands who else has the project open, or since when there is no connection to the server.
    """

    def __init__(self) -> None:
        super().__init__(classes="who", markup=False)
        self.room = 0
        """Cells that it takes."""
        self._self = ""
        self._company = ""

    @property
    def is_told(self) -> bool:
        """Whether it says yet who works."""
        return bool(self._self)

    def show(self, coder: str, round_: str, *, blind: bool, columns: int) -> None:
        """Say who works where, on a screen of so many columns."""
        if columns >= ROOM_FOR_WORDS:
            text = _("{coder} · round {name}").format(coder=coder, name=round_)
        else:
            text = f"{coder}, {round_}"
        if blind:
            text += " " + _("(blind)")
        self._self = _shortened(text)
        self._draw()

    def show_company(
        self, companions: Sequence[Companion], lost_since: datetime | None, *, columns: int
    ) -> None:
        """Say who else is there; without a connection, since when there is none."""
        self.set_class(lost_since is not None, "-lost")
        if lost_since is not None:
            time = lost_since.astimezone().strftime("%H:%M")
            self._company = _("no connection since {time}").format(time=time)
        else:
            self._company = _company(companions, columns)
        self._draw()

    def _draw(self) -> None:
        text = " · ".join(filter(None, (self._company, self._self)))
        self.room = cell_len(text) + 2
        if self.content != f" {text} ":
            self.update(f" {text} ")

    async def on_click(self) -> None:
        """Choose another coder or round."""
        await self.app.run_action("app.who")


def _company(companions: Sequence[Companion], columns: int) -> str:
    """As many by name as there is room for, and how many more; '●' says that one reads the same source."""
    named = 0 if columns < ROOM_FOR_WORDS else 1 if columns < ROOM_FOR_TWO else 2
    told = [_shortened(one.in_words()) for one in companions[:named]]
    if rest := companions[named:]:
        told.append(("●" if any(one.same_source for one in rest) else "") + f"+{len(rest)}")
    return " · ".join(told)


def _shortened(text: str) -> str:
    return text if cell_len(text) <= LONGEST else set_cell_size(text, LONGEST - 1) + "…"


def cut(text: str, room: int) -> str:
    """A line in so many cells: its end goes where there is no room for it."""
    return text if cell_len(text) <= room else set_cell_size(text, max(room - 1, 0)).rstrip() + "…"
