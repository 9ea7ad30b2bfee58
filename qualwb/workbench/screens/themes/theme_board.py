"""The board of themes: columns of cards, of which only the rows in view are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.themes.board import Board, Subject
from qualwb.workbench.screens.themes.board_columns import MAIN, NAME_LINES, THEME, CardLine, card_lines
from qualwb.workbench.screens.themes.board_painting import BoardPainting
from qualwb.workbench.widgets.cursor_view import CursorView, Place
from qualwb.workbench.widgets.folding import folded, strip_of

NARROWEST, WIDEST = 25, 44
"""Cells of a column, the gap to the next one with it."""


class ThemeBoard(CursorView):
    """Themes as columns, codes as cards; the cursor stands on a card or a heading."""

    STYLES_OF = "theme-board"
    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.THEME_BOARD)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Board of themes")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "theme-board--main",
        "theme-board--theme",
        "theme-board--evidence",
        "theme-board--claim",
        "theme-board--cursor",
        "theme-board--marked",
        "theme-board--count",
    }
    DEFAULT_CSS = """
    ThemeBoard {
        background: $surface;
        color: $foreground;
        overflow: auto auto;
        scrollbar-size: 1 1;
        & > .theme-board--main { background: $primary 25%; text-style: bold; }
        & > .theme-board--theme { background: $panel; text-style: bold; }
        & > .theme-board--evidence { background: $panel; color: $foreground 80%; }
        & > .theme-board--claim { background: $panel; color: $foreground 80%; text-style: italic; }
        & > .theme-board--marked { text-style: bold; background: $accent 25%; }
        & > .theme-board--count { color: $foreground 65%; }
        & > .theme-board--cursor { background: $primary 35%; }
        &:focus > .theme-board--cursor { background: $primary; color: $text; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on something else."""

        board: "ThemeBoard"
        subject: Subject | None

    @dataclass
    class Opened(Message):
        """The reader wants the quotes of what the cursor is on."""

        board: "ThemeBoard"

    @dataclass
    class Dropped(Message):
        """Cards were dragged to another theme; None: to the codes without one."""

        board: "ThemeBoard"
        cards: list[Subject]
        theme: str | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._board = Board()
        self._held: Subject | None = None
        """The card that the mouse holds."""
        self._target: int | None = None
        """The column over which it is held, where that is not its own."""
        self._place = (THEME, 0)
        self._marked: dict[Subject, None] = {}
        self._lines: list[list[CardLine]] = []
        self._nothing = ""

    # What is shown and chosen

    def show(self, board: Board, nothing: str = "") -> None:
        """Show a board; cursor and marks stay where their card or theme still is."""
        here, held = self.subject, self.cursor_at
        self._board, self._nothing = board, nothing
        there = set(self._subjects())
        self._marked = {subject: None for subject in self._marked if subject in there}
        self.measure()
        wanted = self._place_of(here) if here is not None else None
        self._place = self.nearest(wanted or self._place)
        self.hold_cursor(held)
        self.cursor_moved()

    @property
    def subject(self) -> Subject | None:
        """What the cursor is on."""
        if not self._board.columns:
            return None
        row, index = self._place
        column = self._board.columns[index]
        if row == MAIN:
            return Subject(column.main)
        if row == THEME:
            return Subject(column.name)
        return Subject(column.name, column.cards[row].name)

    @property
    def chosen(self) -> list[Subject]:
        """What is marked, in the order of marking; else what the cursor is on."""
        return list(self._marked) or ([self.subject] if self.subject else [])

    @property
    def marks(self) -> list[Subject]:
        """What is marked."""
        return list(self._marked)

    def clear_marks(self) -> None:
        """Unmark all."""
        self._marked.clear()
        self.refresh()

    def go_to(self, subject: Subject) -> bool:
        """Put the cursor on a card or theme, if the board has it."""
        place = self._place_of(subject)
        if place is not None:
            self.move_to(*place)
        return place is not None

    def _place_of(self, subject: Subject) -> Place | None:
        for index, column in enumerate(self._board.columns):
            if subject.code is None and column.name == subject.theme:
                return THEME, index
            if subject.code is None and subject.theme and column.main == subject.theme:
                return MAIN, index
            names = [card.name for card in column.cards] if column.name == subject.theme else []
            if subject.code in names:
                return names.index(subject.code), index
        return None

    def _subjects(self) -> Iterable[Subject]:
        for column in self._board.columns:
            yield Subject(column.name)
            if column.main:
                yield Subject(column.main)
            yield from (Subject(column.name, card.name) for card in column.cards)

    # Dragging cards

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the card under the pointer."""
        at = event.get_content_offset(self)
        place = self.place_under(at) if at is not None and event.button == 1 and not event.ctrl else None
        if place is not None and place[0] >= 0:
            column = self._board.columns[place[1]]
            self._held = Subject(column.name, column.cards[place[0]].name)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the theme over which the card is held."""
        if self._held is not None:
            self._target = self._column_for(event)
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go: over another theme, the card is dropped there, and with it those marked like it."""
        if self._held is None:
            return
        held, target = self._held, self._column_for(event)
        self._let_go()
        if target is not None:
            marked = [subject for subject in self._marked if subject.code is not None]
            cards = [held, *(one for one in marked if one != held)] if held in self._marked else [held]
            self.post_message(self.Dropped(self, cards, self._board.columns[target].name))

    def _let_go(self) -> None:
        self.release_mouse()
        self._held = self._target = None
        self.refresh()

    def _column_for(self, event: events.MouseEvent) -> int | None:
        """The column under the pointer, unless the card that is held lies in it, or it is over none."""
        at = event.screen_offset - self.content_region.offset
        index = (at.x + self.scroll_offset.x) // self._wide
        inside = 0 <= at.x < self.size.width and 0 <= at.y < self.size.height
        if self._held is None or not inside or index >= len(self._board.columns):
            return None
        return None if self._board.columns[index].name == self._held.theme else index

    # The cursor: rows from MAIN and THEME over the cards, a column a theme

    def nearest(self, place: Place) -> Place:
        """The place, or the nearest that its column has."""
        row, column = place
        column = min(max(column, 0), max(len(self._board.columns) - 1, 0))
        if not self._board.columns:
            return THEME, column
        there = self._board.columns[column]
        return min(max(row, MAIN if there.main else THEME), len(there.cards) - 1), column

    def place_under(self, at: Offset) -> Place | None:
        """The card or heading under a cell of the view."""
        column = (at.x + self.scroll_offset.x) // self._wide
        if not 0 <= column < len(self._board.columns):
            return None
        if self._has_mains and at.y == 0:
            return MAIN if self._board.columns[column].main else THEME, column
        if at.y < self.fixed.y:
            return THEME, column
        row = at.y - self.fixed.y + self.scroll_offset.y
        return (self._lines[column][row].card, column) if row < len(self._lines[column]) else None

    def cursor_region(self) -> Region:
        """The card of the cursor in its column; the top of the column for a heading."""
        row, column = self._place
        lines = self._lines[column] if column < len(self._lines) else []
        rows = [i for i, line in enumerate(lines) if line.card == row]
        top, height = (rows[0], len(rows)) if rows else (0, 0)
        return Region(column * self._wide, top, self._wide, height)

    @property
    def fixed(self) -> Offset:
        """The headings stay when cards scroll."""
        return Offset(0, int(self._has_mains) + NAME_LINES + 1 + int(self._has_claims))

    def cursor_moved(self) -> None:
        """Tell what the cursor is on."""
        self.post_message(self.Moved(self, self.subject))

    def action_step(self, rows: int, columns: int = 0) -> None:
        """To the next card, or the next column; on a main theme, to the next main theme."""
        if columns and self._place[0] == MAIN:
            self.move_to(MAIN, self._next_main(columns))
        else:
            super().action_step(rows, columns)

    def action_edge(self, rows: int, columns: int = 0) -> None:
        """To the theme's heading or its last card; to the first or last column."""
        if rows < 0:
            self.move_to(THEME, self._place[1])
        else:
            super().action_edge(rows, columns)

    def action_mark(self) -> None:
        """Mark or unmark."""
        subject = self.subject
        if subject is None or subject == Subject(None):
            self.app.notify(_("Only themes and codes are marked: down leads to the codes."), timeout=3)
            return
        if self._marked.pop(subject, self) is self:
            self._marked[subject] = None
        self.refresh()
        self.cursor_moved()

    def action_unmark(self) -> None:
        """Let go of what is dragged, else unmark all; without marks, the screen's own Escape."""
        if self._held is not None:
            self._let_go()
            return
        if not self._marked:
            self.call_next(self.run_action, "screen.stop")
        self.clear_marks()
        self.cursor_moved()

    def action_open(self) -> None:
        """To the quotes."""
        self.post_message(self.Opened(self))

    def clicked(self, event: events.Click) -> None:
        """With ctrl: mark."""
        if event.ctrl:
            self.action_mark()
        else:
            super().clicked(event)

    def _next_main(self, by: int) -> int:
        """The first column of the next main theme, or of the one before; this one where there is none."""
        columns, here = self._board.columns, self._place[1]
        rest = range(here, len(columns)) if by > 0 else range(here, -1, -1)
        other = next((i for i in rest if columns[i].main not in ("", columns[here].main)), None)
        if other is None:
            return here
        return next(i for i, column in enumerate(columns) if column.main == columns[other].main)

    # Measuring

    @property
    def _wide(self) -> int:
        columns, width = len(self._board.columns), self.size.width
        fitting = max(width // NARROWEST, 1)
        return min(max(width // max(min(columns, fitting), 1), NARROWEST), WIDEST)

    @property
    def _has_mains(self) -> bool:
        return any(column.main for column in self._board.columns)

    @property
    def _has_claims(self) -> bool:
        return any(column.theme and column.theme.claim for column in self._board.columns)

    def measure(self) -> None:
        """Give the columns their width, and fold the cards to it."""
        wide = self._wide - 1
        self._lines = [card_lines(column, wide, self._board.groups) for column in self._board.columns]
        tallest = max(map(len, self._lines), default=0)
        self.virtual_size = Size(self._wide * len(self._board.columns), self.fixed.y + tallest)
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row: a heading, which does not scroll down, or a row of cards."""
        width, base = self.size.width, self.rich_style
        columns = self._board.columns
        if not columns:
            lines = folded(self._nothing, max(width - 2, 1))
            return strip_of([(f" {lines[y] if y < len(lines) else ''}", base)], width, base)
        scroll_x, scroll_y = self.scroll_offset
        painting = BoardPainting(
            *(self._board, self._lines, self._wide, self._place, self._marked, self._target, base),
            self.style_of,
            self.app.no_color,
        )
        if y == 0 and self._has_mains:
            return strip_of(painting.main_row(scroll_x), scroll_x + width, base).crop(scroll_x)
        first = scroll_x // self._wide
        seen = range(first, min((scroll_x + width - 1) // self._wide + 1, len(columns)))
        if y < self.fixed.y:
            row = y - int(self._has_mains)
            pieces = [piece for i in seen for piece in painting.heading_row(i, row)]
        else:
            row = y - self.fixed.y + scroll_y
            pieces = [piece for i in seen for piece in painting.card_row(i, row)]
        left = scroll_x - first * self._wide
        return strip_of(pieces, left + width, base).crop(left)
