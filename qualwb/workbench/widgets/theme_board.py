"""The board of themes: columns of cards, of which only the rows in view are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.registry import actions, pane_actions
from qualwb.workbench.screens.themes.board import Board, BoardColumn, Card, Subject
from qualwb.workbench.widgets.folding import cut, folded, ink_of, strip_of
from qualwb.workbench.widgets.transcript.cells import displayable
from qualwb.workbench.widgets.transcript.look import parse_colour

NARROWEST, WIDEST = 25, 44
"""Cells of a column, the gap to the next one with it."""
MAIN, THEME = -2, -1
"""Places of the cursor above the cards: the main theme's heading, the theme's."""
NAME_LINES = 2

Piece = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class _BoardLine:
    """A row of a column below its heading: the card it belongs to and what stands there."""

    card: int
    first: bool
    text: str
    count: str


class ThemeBoard(ScrollView, can_focus=True):
    """Themes as columns, codes as cards; the cursor stands on a card or a heading."""

    BINDINGS: ClassVar[list[Binding]] = actions.bindings(pane_actions.THEME_BOARD)  # type: ignore[assignment]
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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._board = Board()
        self._column, self._place = 0, THEME
        self._marked: dict[Subject, None] = {}
        self._lines: list[list[_BoardLine]] = []
        self._nothing = ""

    # What is shown and chosen

    def show(self, board: Board, nothing: str = "") -> None:
        """Show a board; cursor and marks stay where their card or theme still is."""
        here, at = self.subject, (self._column, self._place)
        self._board, self._nothing = board, nothing
        there = set(self._subjects())
        self._marked = {subject: None for subject in self._marked if subject in there}
        self._measure()
        self._column = min(at[0], max(len(board.columns) - 1, 0))
        self._place = self._within(at[1])
        if here is not None:
            self.go_to(here)
        self._bring_into_view()
        self.post_message(self.Moved(self, self.subject))

    @property
    def subject(self) -> Subject | None:
        """What the cursor is on."""
        if not self._board.columns:
            return None
        column = self._board.columns[self._column]
        if self._place == MAIN:
            return Subject(column.main)
        if self._place == THEME:
            return Subject(column.name)
        return Subject(column.name, column.cards[self._place].name)

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
        for index, column in enumerate(self._board.columns):
            if column.name == subject.theme and subject.code is None:
                self._column, self._place = index, THEME
            elif column.name == subject.theme and subject.code in (names := [c.name for c in column.cards]):
                self._column, self._place = index, names.index(subject.code)
            elif subject.theme and column.main == subject.theme and subject.code is None:
                self._column, self._place = index, MAIN
            else:
                continue
            self._moved()
            return True
        return False

    def _subjects(self) -> Iterable[Subject]:
        for column in self._board.columns:
            yield Subject(column.name)
            if column.main:
                yield Subject(column.main)
            yield from (Subject(column.name, card.name) for card in column.cards)

    # Keys and mouse

    def action_step(self, columns: int, places: int) -> None:
        """To the next column, or the next card; on a main theme, to the next main theme."""
        if not self._board.columns:
            return
        if columns and self._place == MAIN:
            self._step_main(columns)
        elif columns:
            self._column = min(max(self._column + columns, 0), len(self._board.columns) - 1)
            self._place = self._within(self._place)
        else:
            self._place = self._within(self._place + places)
        self._moved()

    def action_edge(self, columns: int, places: int) -> None:
        """To the first or last column, or to the top or bottom of this one."""
        if columns:
            self._column = 0 if columns < 0 else max(len(self._board.columns) - 1, 0)
            self._place = self._within(self._place)
        elif self._board.columns:
            self._place = THEME if places < 0 else len(self._board.columns[self._column].cards) - 1
        self._moved()

    def action_mark(self) -> None:
        """Mark or unmark, and go on to the next card."""
        subject = self.subject
        if subject is None or subject == Subject(None):
            return
        if self._marked.pop(subject, self) is self:
            self._marked[subject] = None
        if self._place >= 0:
            self.action_step(0, 1)
        self.refresh()
        self.post_message(self.Moved(self, self.subject))

    def action_unmark(self) -> None:
        """Unmark all; without marks, the screen's own Escape."""
        if not self._marked:
            self.call_next(self.run_action, "screen.stop")
        self.clear_marks()
        self.post_message(self.Moved(self, self.subject))

    def action_quotes(self) -> None:
        """To the quotes."""
        self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; twice: to the quotes; with ctrl: mark."""
        at = event.get_content_offset(self)
        if at is None or not self._board.columns:
            return
        column = (at.x + self.scroll_offset.x) // self._wide
        if not 0 <= column < len(self._board.columns):
            return
        place = self._place_at(column, at.y)
        if place is None:
            return
        self._column, self._place = column, place
        self._moved()
        if event.ctrl:
            self.action_mark()
        elif event.chain == 2:
            self.action_quotes()

    def _place_at(self, column: int, y: int) -> int | None:
        if self._has_mains and y == 0:
            return MAIN if self._board.columns[column].main else THEME
        if y < self._heading:
            return THEME
        row = y - self._heading + self.scroll_offset.y
        return self._lines[column][row].card if row < len(self._lines[column]) else None

    def _step_main(self, by: int) -> None:
        """To the first column of the next main theme, or of the one before."""
        columns, main = self._board.columns, self._board.columns[self._column].main
        rest = range(self._column, len(columns)) if by > 0 else range(self._column, -1, -1)
        other = next((i for i in rest if columns[i].main not in ("", main)), None)
        if other is not None:
            main = columns[other].main
            self._column = next(i for i, column in enumerate(columns) if column.main == main)

    def _within(self, place: int) -> int:
        """The nearest place that the column has."""
        if not self._board.columns:
            return THEME
        column = self._board.columns[self._column]
        return min(max(place, MAIN if column.main else THEME), len(column.cards) - 1)

    def _moved(self) -> None:
        self._bring_into_view()
        self.refresh()
        self.post_message(self.Moved(self, self.subject))

    # Measuring

    def on_resize(self) -> None:
        """Give the columns their width; what the cursor is on stays in view."""
        self._measure()
        self._bring_into_view()

    def on_focus(self) -> None:
        """Show that keys come here."""
        self.notify_style_update()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.notify_style_update()

    def notify_style_update(self) -> None:
        """Draw in the styles of the theme."""
        super().notify_style_update()
        self.refresh()

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

    @property
    def _heading(self) -> int:
        """Rows of the headings, which stay when cards scroll."""
        return int(self._has_mains) + NAME_LINES + 1 + int(self._has_claims)

    def _measure(self) -> None:
        wide = self._wide - 1
        self._lines = [_lines_of(column, wide, self._board.groups) for column in self._board.columns]
        tallest = max(map(len, self._lines), default=0)
        self.virtual_size = Size(self._wide * len(self._board.columns), self._heading + tallest)
        self.refresh()

    def _bring_into_view(self) -> None:
        """Scroll so that the cursor's column is wholly in view, and its card too."""
        if not self._lines:
            return
        left, width = self._column * self._wide, self.size.width
        x, y = self.scroll_offset
        x = min(max(x, left + self._wide - width), left)
        if self._place < 0:
            y = 0
        else:
            rows = [i for i, line in enumerate(self._lines[self._column]) if line.card == self._place]
            room = max(self.size.height - self._heading, 1)
            y = min(max(y, rows[-1] + 1 - room), rows[0]) if rows else 0
        self.scroll_to(x=x, y=y, animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row: a heading, which does not scroll down, or a row of cards."""
        width, base = self.size.width, self.rich_style
        columns = self._board.columns
        if not columns:
            lines = folded(self._nothing, max(width - 2, 1))
            return strip_of([(f" {lines[y] if y < len(lines) else ''}", base)], width, base)
        scroll_x, scroll_y = self.scroll_offset
        if y == 0 and self._has_mains:
            return strip_of(self._main_row(base), scroll_x + width, base).crop(scroll_x)
        first = scroll_x // self._wide
        seen = range(first, min((scroll_x + width - 1) // self._wide + 1, len(columns)))
        if y < self._heading:
            row = y - int(self._has_mains)
            pieces = [piece for i in seen for piece in self._heading_row(i, row, base)]
        else:
            row = y - self._heading + scroll_y
            pieces = [piece for i in seen for piece in self._card_row(i, row, base)]
        left = scroll_x - first * self._wide
        return strip_of(pieces, left + width, base).crop(left)

    def _style(self, part: str) -> Style:
        style = self.get_component_rich_style(f"theme-board--{part}")
        return ink_of(style) if part == "count" else style

    def _main_row(self, base: Style) -> list[Piece]:
        """The main themes, each over its columns; the name keeps in view while any of them is."""
        pieces: list[Piece] = []
        left = 0
        branches = groupby(range(len(self._board.columns)), lambda i: self._board.columns[i].main or -i - 1)
        for _key, indices in branches:
            branch = list(indices)
            main = self._board.columns[branch[0]].main
            wide = self._wide * len(branch)
            here = self._place == MAIN and self._column in branch
            hidden = min(max(self.scroll_offset.x - left, 0), wide - 1)
            style = base
            if main:
                style += self._style("main")
                if Subject(main) in self._marked:
                    style += self._style("marked")
                if here:
                    style += self._style("cursor")
            text = " " * hidden + cut(self._marked_name(main), wide - 2 - hidden)
            pieces += [*_sized(text, wide - 1, style), (" ", base)]
            left += wide
        return pieces

    def _marked_name(self, theme: str | None) -> str:
        return f" {'✓ ' if theme and Subject(theme) in self._marked else ''}{theme or ''}"

    def _heading_row(self, index: int, row: int, base: Style) -> list[Piece]:
        column, wide = self._board.columns[index], self._wide - 1
        here = self._place == THEME and index == self._column
        if row < NAME_LINES:
            kind = "theme"
            names = folded(self._title(column), wide - 2, NAME_LINES)
            text = names[row] if row < len(names) else ""
        elif row == NAME_LINES:
            kind, text = "evidence", self._evidence(column)
        else:
            kind, text = "claim", self._claim(column)
        style = base + self._style(kind)
        if Subject(column.name) in self._marked:
            style += self._style("marked")
        if here:
            style += self._style("cursor")
        return [*_sized(f" {cut(text, wide - 2)}", wide, style), (" ", base)]

    def _title(self, column: BoardColumn) -> str:
        if column.theme is None:
            return _("without a theme")
        mark = "✓ " if Subject(column.name) in self._marked else ""
        if column.main == column.name:
            return mark + _("directly in it")
        return mark + (f"{column.path} › " if column.path else "") + column.theme.name

    def _evidence(self, column: BoardColumn) -> str:
        if column.theme is None:
            return ngettext("{n} code", "{n} codes", len(column.cards)).format(n=len(column.cards))
        memo = "✎ " if column.theme.memos else ""
        passages = ngettext("{n} passage", "{n} passages", column.theme.passages)
        groups = _("{n} of {k} groups")
        groups = groups.format(n=column.theme.groups, k=column.theme.of_groups)
        whole = f"{memo}{passages.format(n=column.theme.passages)} · {groups}"
        return whole if cell_len(whole) <= self._wide - 3 else f"{memo}{column.theme.passages} · {groups}"

    def _claim(self, column: BoardColumn) -> str:
        claim = column.theme.claim if column.theme else ""
        return _("claim: {claim}").format(claim=claim) if claim else ""

    def _card_row(self, index: int, row: int, base: Style) -> list[Piece]:
        wide = self._wide - 1
        lines = self._lines[index]
        if row >= len(lines):
            return [(" " * (wide + 1), base)]
        line, column = lines[row], self._board.columns[index]
        card = column.cards[line.card]
        marked = Subject(column.name, card.name) in self._marked
        here = index == self._column and line.card == self._place
        style = base
        if marked:
            style += self._style("marked")
        if here:
            style += self._style("cursor")
        plain = marked or self.app.no_color
        sign = style if plain else style + Style(color=parse_colour(card.colour).rich_color)
        faint = style if here else style + self._style("count")
        lead = ("✓" if marked else "■") if line.first else " "
        text_wide = wide - 3 - len(line.count)
        pieces = [(f" {lead} ", sign), *_sized(line.text, text_wide, style), (line.count, faint)]
        return [*pieces, (" ", base)]


def _lines_of(column: BoardColumn, wide: int, groups: int) -> list[_BoardLine]:
    """The rows of a column's cards: a name folded to two, its counts at the right of one of them."""
    lines: list[_BoardLine] = []
    for index, card in enumerate(column.cards):
        count = f" {_count(card, groups)} "
        name = ("↳ " if card.beneath else "") + card.name
        whole = wide - 3
        room = max(whole - len(count), 1)
        if cell_len(max(name.split()[:1], default="")) <= room:
            first = folded(name, room)[0]
            rest = displayable(name)[len(first) :].strip()
            texts = [first, *(folded(rest, whole, NAME_LINES - 1) if rest else [])]
            counts = [count, *("" for _text in texts[1:])]
        else:  # a long first word gets the whole row, and the counts the row below
            first = folded(name, whole)[0]
            rest = displayable(name)[len(first) :].strip()
            texts = [first, cut(rest, room)]
            counts = ["", count]
        lines += [
            _BoardLine(index, row == 0, *pair) for row, pair in enumerate(zip(texts, counts, strict=True))
        ]
    return lines


def _count(card: Card, groups: int) -> str:
    return f"{card.passages} · {card.groups}/{groups}" if card.passages else "–"


def _sized(text: str, wide: int, style: Style) -> list[Piece]:
    """A text cut or filled to ``wide`` cells."""
    return [(segment.text, style) for segment in strip_of([(text, style)], wide, style)]
