"""Screens of a table that is counted by rows and columns: from a cell to its quotes and their places."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.keys import format_key
from textual.widgets import Label

from qualwb.analysis.coders import coders_in
from qualwb.analysis.connection import Connection
from qualwb.analysis.query_notes import query_notes
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.in_groups import CODER, coder_choices
from qualwb.workbench.screens.matrix.drill_down import MatrixCell, cell_at, name_of, place_of, query_for
from qualwb.workbench.screens.matrix.matrix_choices import Counted, MatrixChoices
from qualwb.workbench.screens.matrix.matrix_words import (
    GridRows,
    cell_in_words,
    column_name,
    given_way_in_words,
    grid_heads,
    grid_shape,
    grid_signs,
    kind_in_words,
    row_name,
    sorting_choices,
    within_in_words,
)
from qualwb.workbench.screens.quote_screen import QuoteScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.lower_pane import LowerQuotes
from qualwb.workbench.widgets.matrix_grid import MatrixGrid
from qualwb.workbench.widgets.notes_pane import NotesPane
from qualwb.workbench.widgets.quote_list import QuoteList


class CountedTableScreen(QuoteScreen):
    """A table with what is chosen for it in the bar, its notes below, and the quotes of a cell on demand."""

    BINDINGS: ClassVar[list[Binding]] = []  # type: ignore[assignment]
    cells: ClassVar[tuple[str, ...]] = ()
    """What the cells can hold."""
    counts: ClassVar[tuple[str, ...]] = ()
    """What can be counted."""

    def __init__(self, choices: MatrixChoices) -> None:
        super().__init__()
        self.choices = self._first = choices
        self.shaded = True
        self.counted: Counted | None = None
        self._drilled: MatrixCell | None = None
        self._sorted_anew = ""
        """The way in which the table was just asked to be sorted, until it is shown so."""
        self._wanted: MatrixCell | None = None
        """The cell to go back to once the table is there."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield MatrixGrid(id="matrix")
        yield NotesPane(id="matrix-notes")
        yield LowerQuotes(id="matrix-quotes")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.quotes.add_class("-hidden")
        self.table.focus()

    def labelled(self, action: str, text: str) -> str:
        """What is chosen, with the key of the action that changes it."""
        first = next(binding.key for binding in self.BINDINGS if binding.id == action)
        keys = self.app.settings.keymap.get(action, first)
        return f"{format_key(keys.split(',')[0])}: {text}"

    # What a screen of this kind says of itself

    def count(self, connection: Connection, choices: MatrixChoices, round_: str) -> Counted:
        """Ask for the table, in a thread."""
        raise NotImplementedError

    def nothing_text(self) -> str:
        """What to do where there are no rows yet."""
        raise NotImplementedError

    def exported_name(self) -> str:
        """The name that a file is offered."""
        raise NotImplementedError

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
        choices, round_ = self.choices, self.app.researcher.round

        self.ask("matrix", lambda connection: self.count(connection, choices, round_), self._show)

    def _show(self, counted: Counted) -> None:
        here, self._wanted = self._wanted or self.cell, None
        self.counted, self.choices = counted, counted.choices
        self._fill()
        self._put_cursor(here)
        self._to_first_of_sorted()
        self.show_bar()
        self._show_notes()
        if self._drilled is not None:
            self._open(self._drilled)

    def _fill(self) -> None:
        """Put what was counted into the table."""
        assert self.counted is not None
        view = self.counted.view
        kind = kind_in_words(view.matrix.rows_kind)
        rows = GridRows(view, shaded=self.shaded)
        self.table.show(kind, grid_heads(view), rows, grid_shape(view), grid_signs(view))

    def _show_notes(self) -> None:
        """What the cursor is on, by its whole name, and who is left out."""
        counted = self.counted
        if counted is None:
            return
        matrix = counted.view.matrix
        if not matrix.rows:
            self.query_one(NotesPane).say(self.nothing_text())
            return
        cell = self.cell
        told = cell_in_words(counted.view, cell) if cell is not None else ""
        lines = [told, " · ".join((*matrix.notes, *matrix.doubts))]
        self.query_one(NotesPane).say("\n".join(filter(None, lines)), cell)

    # The cursor

    @property
    def cell(self) -> MatrixCell | None:
        """The cell under the cursor."""
        counted = self.counted
        if counted is None or not counted.view.matrix.rows or not self.table.rows:
            return None
        return cell_at(counted.view.matrix, *self.table.place)

    def _put_cursor(self, cell: MatrixCell | None) -> None:
        """Back to that cell; where its row or column is gone, to the first."""
        assert self.counted is not None
        matrix = self.counted.view.matrix
        row = place_of(matrix, MatrixCell(cell.row, None)) if cell else None
        column = place_of(matrix, MatrixCell(None, cell.column)) if cell else None
        self.table.move_to(row[0] if row else 0, column[1] if column else 0)

    def _to_first_of_sorted(self) -> None:
        """Show the top of what was just sorted: the first row, or the first column."""
        (row, column), sorted_anew, self._sorted_anew = self.table.place, self._sorted_anew, ""
        if sorted_anew.startswith("rows"):
            self.table.move_to(0, column)
        elif sorted_anew:
            self.table.move_to(row, 0)

    @on(MatrixGrid.Moved)
    def _moved(self) -> None:
        self._show_notes()

    def place(self) -> tuple[MatrixChoices, MatrixCell | None]:
        """What is chosen, and the cell under the cursor."""
        return self.choices, self.cell

    def go_to_place(self, at: tuple[MatrixChoices, MatrixCell | None]) -> None:
        """The table and the cell that were left."""
        choices, cell = at
        if choices != self.choices:
            self._wanted = cell
            self.choices = choices
            self.read_project()
        elif self.counted is not None:
            self._put_cursor(cell)
        self.show_bar()

    def ask_narrowing(self, choices: list[Choice]) -> None:
        """Ask in how many groups, where that is among the ``choices``, or whose codings are to be counted."""
        round_ = self.app.researcher.round

        def show(coders: tuple[str, ...]) -> None:
            offered = [*choices, *coder_choices(coders, round_, self.choices.coder)]
            title = _("Only some: in how many groups, or whose") if choices else _("Whose codings?")
            if offered:
                self.app.push_screen(ChoiceDialog(title, offered), take)
            else:
                self.app.notify(_("All that is counted was coded by one coder."), timeout=3)

        def take(key: str | None) -> None:
            if key is None:
                return
            if key.startswith(CODER):
                self.change(replace(self.choices, coder=key.removeprefix(CODER)))
            else:
                self.change(replace(self.choices, in_groups=int(key) if key else None))

        self.ask_for_dialog(lambda connection: coders_in(connection, round_), show)

    def action_unfilter(self) -> None:
        """Rows in however many groups again, and the codings of all coders."""
        self.change(replace(self.choices, in_groups=None, coder=""))

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
        query = self._query(cell)
        if query is None:
            self._close()
            return
        self._drilled = cell
        self.ask("quotes", lambda connection: find_quotes(connection, query), self._show_quotes)

    def _query(self, cell: MatrixCell) -> Query | None:
        """The question whose quotes a cell counts."""
        assert self.counted is not None
        selection = self.counted.choices.selection(self.app.researcher.round)
        return query_for(self.counted.view.matrix, selection, cell)

    def _show_quotes(self, quotes: list[Quote]) -> None:
        self.quotes.show(quotes, _("No passage is counted here."), of=self._drilled)

    @on(QuoteList.Left)
    def _close(self) -> None:
        self._drilled = None
        self.quotes.add_class("-hidden")
        self.table.focus()

    # What is shown

    def change(self, choices: MatrixChoices) -> None:
        """Show what is chosen now."""
        self.choices = self.choices.changed_to(choices)
        given_way = given_way_in_words(choices, self.choices)
        if given_way:
            self.app.notify(given_way, markup=False, timeout=4)
        if not self.quotes.has_class("-hidden"):
            self._close()
        self.read_project()
        self.show_bar()

    def refused(self, kind: str, error: QualwbError) -> None:
        """Back to what could be counted; where that is gone from the project, to what is shown first."""
        is_gone = kind == "matrix" and self.counted is not None and self.choices == self.counted.choices
        if is_gone and self.choices != self._first:
            said = _("What was counted is gone from the project: {why}").format(why=error.message)
            self.app.notify(said, markup=False, severity="warning", timeout=6)
            self.choices = self._first
            self._close()
            self.read_project()
            return
        super().refused(kind, error)
        if kind == "matrix":
            self._back()

    def action_stop(self) -> None:
        """Wait no longer: what is shown stays, and the bar says so again."""
        super().action_stop()
        self._back()

    def _back(self) -> None:
        if self.counted is not None:
            self.choices = self.counted.choices
            self.show_bar()

    def action_columns(self) -> None:
        """Choose what stands in the columns."""
        kinds = self.counted.kinds if self.counted else ()
        self.choose(_("Columns"), kinds, lambda kind: replace(self.choices, columns=kind))

    def action_count(self) -> None:
        """Choose what is counted."""
        self.choose(_("Count"), self.counts, lambda count: replace(self.choices, count=count))

    def action_cells(self) -> None:
        """Choose what the cells hold."""
        self.choose(_("Cells"), self.cells, lambda cells: replace(self.choices, cells=cells))

    def choose(self, title: str, kinds: tuple[str, ...], change: Callable[[str], MatrixChoices]) -> None:
        """Ask for one of some kinds, and show what is chosen then."""

        def take(kind: str | None) -> None:
            if kind is not None:
                self.change(change(kind))

        choices = [Choice(kind, kind_in_words(kind)) for kind in kinds]
        self.app.push_screen(ChoiceDialog(title, choices), take)

    def action_sort(self) -> None:
        """Choose whether the rows are sorted by the column of the cursor, or the columns by its row."""
        if self.cell is None or self.counted is None:
            return
        row, column = self.table.place
        matrix = self.counted.view.matrix
        by_column, by_row = column_name(matrix, column), row_name(matrix, row)

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._sorted_anew = chosen
                self.change(self.choices.sorted_as(chosen, by_column, by_row))

        within = within_in_words(matrix, self.choices.rows)
        choices = [Choice(*choice) for choice in sorting_choices(by_column, by_row, within)]
        self.app.push_screen(ChoiceDialog(_("Sort"), choices), take)

    @on(MatrixGrid.HeadChosen)
    def _head_chosen(self, event: MatrixGrid.HeadChosen) -> None:
        """Rows by a column: most first, then least first, then as they are in the project."""
        if self.counted is not None:
            name = column_name(self.counted.view.matrix, event.column)
            self.change(self.choices.with_rows_turned(name))

    def action_shade(self) -> None:
        """Shade the cells by their numbers, or not."""
        self.shaded = not self.shaded
        if self.counted is not None:
            self._fill()

    def action_cited(self) -> None:
        """Key quotes only, or all."""
        self.change(replace(self.choices, cited=not self.choices.cited))

    def action_moderator(self) -> None:
        """With or without the moderator."""
        self.change(replace(self.choices, moderator=not self.choices.moderator))

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the notes."""
        self.read_on("#matrix-notes", by)

    def action_export(self) -> None:
        """The table as it is shown, with its notes, to a file; where they have the keys, the quotes."""
        if self._drilled is not None and self.quotes.has_focus:
            self._export_quotes(self._drilled)
        elif self.counted is not None:
            from qualwb.exchange.figures.heat_map import heat_map

            view = self.counted.view
            picture = (lambda: heat_map(view.matrix)) if view.wishes.counts else None
            ask_export_table(self.app, self.exported_name(), lambda: view.table, picture)

    def _export_quotes(self, cell: MatrixCell) -> None:
        """The quotes of a cell, told which cell it is."""
        from qualwb.exchange.tables.quotes import quotes_table

        query = self._query(cell)
        if query is None or self.counted is None:
            return
        place, quotes = " × ".join(name_of(self.counted.view.matrix, cell)), self.quotes.quotes

        def ask(notes: tuple[str, ...]) -> None:
            table = quotes_table(quotes, printed=False).with_notes((place, *notes))
            ask_export_table(self.app, _("quotes.docx"), lambda: table)

        self.ask_for_dialog(lambda connection: query_notes(connection, query), ask)
