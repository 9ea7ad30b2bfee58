"""The table of codes: its columns share the width by what they hold."""

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding
from textual.geometry import Offset
from textual.widgets import DataTable

from qualwb.analysis.codes import CodeRow
from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.transcript.look import sign_style

NAME_ROOM, THEMES_ROOM = (24, 48), (16, 40)
"""Least and most cells of the columns of names and of themes."""
ROOMY = 100
"""The width from which all columns of numbers are shown."""
LEAST_RULE = 24
"""The least cells in which a definition is shown at all."""


class CodebookTable(DataTable[Text]):
    """The table of codes; the cursor stays on its code."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.CODEBOOK_TABLE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Table")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=True, fixed_columns=1)
        self.cell_padding = 1
        self._names: list[str] = []
        self._scroll_wanted: Offset | None = None
        """How far it is to be scrolled when it has been laid out."""

    @property
    def names(self) -> list[str]:
        """The codes shown, in order."""
        return self._names

    @property
    def current(self) -> str | None:
        """The code under the cursor."""
        return self._names[self.cursor_row] if 0 <= self.cursor_row < len(self._names) else None

    def show(
        self, rows: Sequence[CodeRow], marked: Collection[str], width: int, wanted: str | None = None
    ) -> None:
        """Show these codes in so many cells; the cursor stays on its code, or goes to the one wanted."""
        here, at, scrolled = self.current, self.cursor_row, self._scroll_wanted or self.scroll_offset
        self._names = [row.name for row in rows]
        if wanted in self._names:
            here, scrolled = wanted, Offset(scrolled.x, scrolled.y + self._names.index(wanted) - at)
        self.clear(columns=True)
        numbers = _numbers(width)
        name, themes, rule = _widths(rows, width, numbers)
        self.add_column(Text(_("Code")), width=name)
        for heading in numbers:
            self.add_column(Text(heading, justify="right"), width=len(heading))
        self.add_column(Text(_("Themes")), width=themes)
        if rule:
            self.add_column(Text(_("Definition")), width=rule)
        for row in rows:
            definition = [Text(cut(" ".join(row.definition.split()), rule))] if rule else []
            self.add_row(
                self._title(row, row.name in marked, name),
                *(Text(str(number(row) or ""), justify="right") for number in numbers.values()),
                Text(cut("; ".join(row.themes), themes)),
                *definition,
            )
        index = self._names.index(here) if here in self._names else min(at, len(rows) - 1)
        if index > 0:
            self.move_cursor(row=index, animate=False, scroll=False)
        # The table has its new size after the next refresh, and can't be scrolled before.
        self._scroll_wanted = Offset(scrolled.x, max(scrolled.y + max(index, 0) - at, 0))
        self.call_after_refresh(self._scroll_back)

    def _scroll_back(self) -> None:
        """Let the cursor stand where in the view it stood, or in view if it would not."""
        if self._scroll_wanted is not None:
            self.scroll_to(*self._scroll_wanted, animate=False, force=True)
            self._scroll_wanted = None
            self.move_cursor(row=self.cursor_row, animate=False)

    def _title(self, row: CodeRow, marked: bool, width: int) -> Text:
        colour = "" if self.app.no_color else sign_style(row.colour)
        title = Text.assemble("  " * row.depth, ("✓ " if marked else "■ ", colour), row.name)
        title.truncate(width, overflow="ellipsis")
        return title


def _numbers(width: int) -> dict[str, Callable[[CodeRow], int]]:
    """The columns of numbers, by heading; the two that matter most where there is little room."""
    numbers: dict[str, Callable[[CodeRow], int]] = {
        _("Passages"): lambda row: row.passages,
        _("Groups"): lambda row: row.groups,
    }
    if width >= ROOMY:
        numbers |= {_("Sources"): lambda row: row.sources, _("Memos"): lambda row: row.memos}
    return numbers


def _widths(rows: Sequence[CodeRow], width: int, headings: Collection[str]) -> tuple[int, int, int]:
    """Cells for names, themes and definitions; where there is no room for all, the definitions go."""
    longest = max((cell_len(row.name) + 2 * row.depth + 2 for row in rows), default=0)
    numbers = sum(len(heading) + 2 for heading in headings)
    name = min(max(longest, NAME_ROOM[0]), NAME_ROOM[1], max(width // 2, NAME_ROOM[0]))
    left = width - name - numbers - 8
    widest = max((cell_len("; ".join(row.themes)) for row in rows), default=0)
    themes = min(max(widest, THEMES_ROOM[0]), THEMES_ROOM[1], max(left, THEMES_ROOM[0]))
    rule = left - themes - 2
    return (name, themes, rule) if rule >= LEAST_RULE else (name, max(left, THEMES_ROOM[0]), 0)
