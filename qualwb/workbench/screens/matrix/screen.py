"""The matrix screen: themes or codes across the material, from a cell to its quotes and their places."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Label, Static

from qualwb.analysis.connection import Connection, together
from qualwb.analysis.matrix import COUNTS, Matrix, theme_matrix
from qualwb.analysis.quotes import Quote, find_quotes
from qualwb.analysis.scope import attribute_names
from qualwb.analysis.selection import Selection, in_groups_words
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.in_groups import in_groups_dialog
from qualwb.workbench.screens.matrix.drill_down import (
    MatrixCell,
    cell_at,
    column_kinds,
    place_of,
    query_for,
)
from qualwb.workbench.screens.matrix.matrix_words import cell_in_words, grid_heads, grid_rows, kind_in_words
from qualwb.workbench.screens.quote_screen import QuoteScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.matrix_grid import MatrixGrid
from qualwb.workbench.widgets.quote_list import QuoteList


def make() -> "MatrixScreen":
    """The screen, for the app's table of screens."""
    return MatrixScreen()


@dataclass(frozen=True, slots=True)
class View:
    """What the matrix is to show."""

    rows: str = "themes"
    columns: str = "groups"
    count: str = "passages"
    cited: bool = False
    moderator: bool = MODERATOR_COUNTS
    roll_up: bool = False
    in_groups: int | None = None

    def selection(self, round_: str) -> Selection:
        """The passages that are counted."""
        return Selection(
            rounds=(round_,),
            cited=True if self.cited else None,
            moderator=self.moderator,
            roll_up=self.roll_up,
            in_groups=self.in_groups,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """A matrix with what was asked for, and what else its columns could be."""

    view: View
    matrix: Matrix
    kinds: tuple[str, ...]


class MatrixScreen(QuoteScreen):
    """Where is what said, how often, by how many."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.MATRIX)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Matrix")

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.counted: Counted | None = None
        self._drilled: MatrixCell | None = None

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield MatrixGrid(id="matrix")
        yield Static(id="matrix-notes", markup=False)
        yield QuoteList(id="matrix-quotes")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.quotes.add_class("-hidden")
        self.table.focus()

    @property
    def table(self) -> MatrixGrid:
        """The table."""
        return self.query_one(MatrixGrid)

    @property
    def quotes(self) -> QuoteList:
        """The quotes of a cell."""
        return self.query_one(QuoteList)

    # Counting

    def read_project(self) -> None:
        """Ask for the matrix, and for the quotes of the cell that was opened."""
        view, round_ = self.view, self.app.researcher.round

        self.ask("matrix", lambda connection: count(connection, view, round_), self._show)

    def _show(self, counted: Counted) -> None:
        here = self.cell
        self.counted = counted
        matrix = counted.matrix
        self.table.show(kind_in_words(matrix.rows_kind), grid_heads(matrix), grid_rows(matrix))
        self._put_cursor(here)
        self.show_bar()
        self._show_notes()
        if self._drilled is not None:
            self._open(self._drilled)

    def bar_text(self) -> str:
        """What is shown, each with the key that changes it."""
        view = self.view
        parts = [
            f"R: {kind_in_words(view.rows)}",
            f"C: {kind_in_words(view.columns)}",
            f"#: {kind_in_words(view.count)}",
            "z: " + (_("key quotes only") if view.cited else _("all quotes")),
            "o: " + (_("with the moderator") if view.moderator else _("without the moderator")),
        ]
        if view.rows == "codes" or view.roll_up:
            parts.append("b: " + (_("with codes beneath") if view.roll_up else _("each code alone")))
        if view.in_groups is not None:
            parts.append("f: " + in_groups_words(view.in_groups))
        return "  ".join(parts)

    def _show_notes(self) -> None:
        """What the cursor is on, by its whole name, and who is left out."""
        counted = self.counted
        if counted is None:
            return
        if not counted.matrix.rows:
            nothing = _("No themes yet: F3 gathers codes in themes; R shows the codes.")
            if counted.view.rows == "codes":
                nothing = _("No codes yet: code passages on F2, or add a codebook on F4.")
            self.query_one("#matrix-notes", Static).update(nothing)
            return
        cell = self.cell
        told = cell_in_words(counted.matrix, cell) if cell is not None else ""
        lines = [told, " · ".join((*counted.matrix.notes, *counted.matrix.doubts))]
        self.query_one("#matrix-notes", Static).update("\n".join(filter(None, lines)))

    # The cursor

    @property
    def cell(self) -> MatrixCell | None:
        """The cell under the cursor."""
        counted = self.counted
        if counted is None or not counted.matrix.rows or not self.table.rows:
            return None
        return cell_at(counted.matrix, *self.table.place)

    def _put_cursor(self, cell: MatrixCell | None) -> None:
        """Back to that cell; where its row or column is gone, to the first."""
        assert self.counted is not None
        matrix = self.counted.matrix
        row = place_of(matrix, MatrixCell(cell.row, None)) if cell else None
        column = place_of(matrix, MatrixCell(None, cell.column)) if cell else None
        self.table.move_to(row[0] if row else 0, column[1] if column else 0)

    @on(MatrixGrid.Moved)
    def _moved(self) -> None:
        self._show_notes()

    # From a cell to its quotes, from a quote to its place

    @on(MatrixGrid.Opened)
    def _selected(self) -> None:
        cell = self.cell
        if cell is not None:
            self.quotes.remove_class("-hidden")
            self._open(cell)
            self.quotes.focus()

    def _open(self, cell: MatrixCell) -> None:
        assert self.counted is not None
        matrix = self.counted.matrix
        query = query_for(matrix, self.counted.view.selection(self.app.researcher.round), cell)
        if query is None:
            self._close()
            return
        self._drilled = cell
        self.ask("quotes", lambda connection: find_quotes(connection, query), self._show_quotes)

    def _show_quotes(self, quotes: list[Quote]) -> None:
        self.quotes.show(quotes, _("No passage is counted here."))

    @on(QuoteList.Left)
    def _close(self) -> None:
        self._drilled = None
        self.quotes.add_class("-hidden")
        self.table.focus()

    # What is counted

    def _change(self, view: View) -> None:
        self.view = view
        if not self.quotes.has_class("-hidden"):
            self._close()
        self.read_project()
        self.show_bar()

    def refused(self, kind: str, error: QualwbError) -> None:
        """Back to what could be counted."""
        super().refused(kind, error)
        if kind == "matrix" and self.counted is not None:
            self.view = self.counted.view
            self.show_bar()

    def action_stop(self) -> None:
        """Wait no longer: what is shown stays, and the bar says so again."""
        super().action_stop()
        if self.counted is not None:
            self.view = self.counted.view
            self.show_bar()

    def action_rows(self) -> None:
        """Themes or codes."""
        self._change(replace(self.view, rows="codes" if self.view.rows == "themes" else "themes"))

    def action_columns(self) -> None:
        """Choose what stands in the columns."""
        kinds = self.counted.kinds if self.counted else ()
        self._choose(_("Columns"), kinds, lambda kind: replace(self.view, columns=kind))

    def action_count(self) -> None:
        """Choose what is counted."""
        self._choose(_("Count"), COUNTS, lambda count: replace(self.view, count=count))

    def _choose(self, title: str, kinds: tuple[str, ...], change: Callable[[str], View]) -> None:
        def take(kind: str | None) -> None:
            if kind is not None:
                self._change(change(kind))

        choices = [Choice(kind, kind_in_words(kind)) for kind in kinds]
        self.app.push_screen(ChoiceDialog(title, choices), take)

    def action_cited(self) -> None:
        """Key quotes only, or all."""
        self._change(replace(self.view, cited=not self.view.cited))

    def action_moderator(self) -> None:
        """With or without the moderator."""
        self._change(replace(self.view, moderator=not self.view.moderator))

    def action_roll_up(self) -> None:
        """Whether a code stands for the codes beneath it."""
        self._change(replace(self.view, roll_up=not self.view.roll_up))

    def action_in_groups(self) -> None:
        """Only what is found in so many groups."""

        def take(least: str | None) -> None:
            if least is not None:
                self._change(replace(self.view, in_groups=int(least) if least else None))

        groups = self.counted.matrix.groups if self.counted else 0
        self.app.push_screen(in_groups_dialog(groups), take)

    def action_export(self) -> None:
        """The matrix with its notes, to a file."""
        if self.counted is None:
            return
        from qualwb.exchange.tables.matrix import matrix_table

        matrix = self.counted.matrix
        ask_export_table(self.app, _("matrix.xlsx"), lambda: matrix_table(matrix))


def count(connection: Connection, view: View, round_: str) -> Counted:
    """Count what the view asks for, and look what else its columns could be."""
    selection = view.selection(round_)
    names, matrix = together(
        connection,
        attribute_names,
        lambda asked: theme_matrix(asked, view.rows, view.columns, view.count, selection),
    )
    return Counted(view, matrix, column_kinds(names))
