"""The board of themes as styled pieces of rows, on the ground of what is marked and where the cursor is."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.style import Style

from qualwb.localization import gettext as _
from qualwb.workbench.screens.themes.board import Board, Subject
from qualwb.workbench.screens.themes.board_columns import (
    MAIN,
    NAME_LINES,
    THEME,
    CardLine,
    claim,
    evidence,
    title,
)
from qualwb.workbench.widgets.cursor_view import Place
from qualwb.workbench.widgets.folding import cut, folded, ink_of, strip_of
from qualwb.workbench.widgets.transcript.look import parse_colour

Piece = tuple[str, Style]


@dataclass(frozen=True)
class BoardPainting:
    """All that the look of a row hangs on."""

    board: Board
    lines: Sequence[Sequence[CardLine]]
    """The rows of cards of each column."""
    wide: int
    """Cells of a column, the gap to the next one with it."""
    place: Place
    marked: Collection[Subject]
    target: int | None
    """The column over which cards are dragged."""
    base: Style
    style_of: Callable[[str], Style]
    monochrome: bool

    def main_row(self, scroll_x: int) -> list[Piece]:
        """The main themes, each over its columns; the name keeps in view while any of them is."""
        pieces: list[Piece] = []
        left = 0
        branches = groupby(range(len(self.board.columns)), lambda i: self.board.columns[i].main or -i - 1)
        for _key, indices in branches:
            branch = list(indices)
            main = self.board.columns[branch[0]].main
            wide = self.wide * len(branch)
            here = self.place[0] == MAIN and self.place[1] in branch
            hidden = min(max(scroll_x - left, 0), wide - 1)
            style = self.base
            if main:
                style += self.style_of("main")
                if Subject(main) in self.marked:
                    style += self.style_of("marked")
                if here:
                    style += self.style_of("cursor")
            elif self.board.columns[branch[0]].theme:
                style += ink_of(self.style_of("count"))
            text = " " * hidden + cut(self._named(branch[0]), wide - 2 - hidden)
            pieces += [*_sized(text, wide - 1, style), (" ", self.base)]
            left += wide
        return pieces

    def _named(self, index: int) -> str:
        """What stands over a column: its main theme, or that it has none."""
        column = self.board.columns[index]
        if not column.main:
            return " " + _("(no main theme)") if column.theme else ""
        return f" {'✓ ' if Subject(column.main) in self.marked else ''}{column.main}"

    def heading_row(self, index: int, row: int) -> list[Piece]:
        """A row of a column's heading: its name, its evidence or its claim."""
        column, wide = self.board.columns[index], self.wide - 1
        here = index == self.target if self.target is not None else self.place == (THEME, index)
        if row < NAME_LINES:
            kind = "theme"
            mark = "✓ " if column.theme and Subject(column.name) in self.marked else ""
            mark = "→ " + mark if index == self.target else mark
            names = folded(mark + title(column), wide - 2, NAME_LINES)
            text = names[row] if row < len(names) else ""
        elif row == NAME_LINES:
            kind, text = "evidence", evidence(column, wide - 2)
        else:
            kind, text = "claim", claim(column, wide - 2)
        style = self.base + self.style_of(kind)
        if Subject(column.name) in self.marked:
            style += self.style_of("marked")
        if here:
            style += self.style_of("cursor")
        return [*_sized(f" {cut(text, wide - 2)}", wide, style), (" ", self.base)]

    def card_row(self, index: int, row: int) -> list[Piece]:
        """A row of a column's cards; blank below the last."""
        wide = self.wide - 1
        lines = self.lines[index]
        if row >= len(lines):
            return [(" " * (wide + 1), self.base)]
        line, column = lines[row], self.board.columns[index]
        card = column.cards[line.card]
        marked = Subject(column.name, card.name) in self.marked
        here = self.place == (line.card, index)
        style = self.base
        if marked:
            style += self.style_of("marked")
        if here:
            style += self.style_of("cursor")
        plain = marked or self.monochrome
        sign = style if plain else style + Style(color=parse_colour(card.colour).rich_color)
        faint = style if here else style + ink_of(self.style_of("count"))
        lead = ("✓" if marked else "■") if line.first else " "
        text_wide = wide - 3 - len(line.count)
        pieces = [(f" {lead} ", sign), *_sized(line.text, text_wide, style), (line.count, faint)]
        return [*pieces, (" ", self.base)]


def _sized(text: str, wide: int, style: Style) -> list[Piece]:
    """A text cut or filled to ``wide`` cells."""
    return [(segment.text, style) for segment in strip_of([(text, style)], wide, style)]
