"""The screen of what stands together: how near each code stands to each other, and the quotes of a pair."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.widgets import Label

from qualwb.analysis.connection import Connection
from qualwb.analysis.cooccurrence import Cooccurrence, cooccurrence
from qualwb.analysis.neighbours import MEASURES, Pairs
from qualwb.analysis.pair_quotes import pair_quotes
from qualwb.analysis.quotes import Quote
from qualwb.exchange.tables.analyses import cooccurrence_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import answer_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.cooccurrence.pair_words import (
    measure_in_words,
    nearness_in_words,
    network_around,
    numbered_heads,
    numbered_rows,
    told_cell,
)
from qualwb.workbench.screens.counting_screen import CountedView, CountingScreen
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.widgets.changing_text import ChangingText
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.matrix_grid import GridRow, MatrixGrid
from qualwb.workbench.widgets.notes_pane import NotesPane
from qualwb.workbench.widgets.quote_list import QuoteList

NEARNESSES = ("", "0", "1", "2", "3", "5", "10")
"""What near can mean: sharing text, in one turn, no more than so many turns apart."""


def make() -> "CooccurrenceScreen":
    """The screen, for the app's table of screens."""
    return CooccurrenceScreen()


@dataclass(frozen=True, slots=True)
class PairedView(CountedView):
    """What is paired, and what near means."""

    within: int | None = None


@dataclass(frozen=True, slots=True)
class Paired:
    """What was asked for, and the pairs that there are."""

    view: PairedView
    found: Cooccurrence
    pairs: Pairs
    measure: str
    rows: Sequence[GridRow]
    notes: str

    @classmethod
    def of(cls, view: PairedView, found: Cooccurrence, measure: str) -> "Paired":
        """What is found, made ready to be shown: any thread may do it, of many codes it takes a while."""
        pairs = Pairs(found)
        notes = " · ".join(cooccurrence_table(found).notes)
        return cls(view, found, pairs, measure, numbered_rows(pairs, measure), notes)


@dataclass(frozen=True, slots=True)
class PairsPlace:
    """Where the reader is among the pairs."""

    view: PairedView
    measure: str
    pair: tuple[str, str] | None
    opened: tuple[str, str] | None
    """The pair whose quotes are shown."""


class CooccurrenceScreen(CountingScreen[PairedView]):
    """What stands together?"""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.COOCCURRENCE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("What stands together")

    def __init__(self) -> None:
        super().__init__(PairedView())
        self.measure = "both"
        self.paired: Paired | None = None
        self._wanted: tuple[str, str] | None = None
        """The pair to go back to once the table is there."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Container(id="pairs-body"):
            yield MatrixGrid(id="pairs")
            with VerticalScroll(id="pair-network", can_focus=False):
                yield ChangingText(id="pair-network-text")
            yield QuoteList(id="pair-quotes")
        yield NotesPane()
        yield FittingFooter()

    def on_mount(self) -> None:
        self.quotes.add_class("-hidden")
        self.table.focus()

    @property
    def table(self) -> MatrixGrid:
        """The matrix."""
        return self.query_one(MatrixGrid)

    @property
    def shown_view(self) -> PairedView | None:
        return self.paired.view if self.paired is not None else None

    # Counting

    def read_project(self) -> None:
        """Ask for the pairs, and for the quotes of the one that was opened."""
        view, round_, measure = self.view, self.app.researcher.round, self.measure

        def find(connection: Connection) -> Paired:
            found = cooccurrence(connection, view.rows, view.within, view.selection(round_))
            return Paired.of(view, found, measure)

        self.ask("pairs", find, self._show)

    def _show(self, paired: Paired) -> None:
        here, self._wanted, self.paired = self._wanted or self.cell, None, paired
        self._fill()
        if here is not None:
            self._put_cursor(here)
        if self._opened is not None:
            self._read_quotes(*self._opened)

    def _put_cursor(self, pair: tuple[str, str]) -> None:
        """Back to that pair; where one of the two is gone, to the first."""
        assert self.paired is not None
        names = self.paired.pairs.names
        row, column = (names.index(name) if name in names else 0 for name in pair)
        self.table.move_to(row, column)

    def place(self) -> PairsPlace:
        """What is paired and counted, the pair under the cursor, and the one whose quotes are shown."""
        return PairsPlace(self.view, self.measure, self.cell, self._opened)

    def go_to_place(self, at: PairsPlace) -> None:
        """The pair, and its quotes, that were left."""
        counts_anew = (at.view, at.measure) != (self.view, self.measure)
        self.view, self.measure, self._wanted = at.view, at.measure, at.pair
        if at.opened is None and self._opened is not None:
            self.close_quotes()
        if counts_anew:
            self._opened = at.opened
            self.read_project()
        elif self.paired is not None and at.pair is not None:
            self._put_cursor(at.pair)
        if at.opened is not None:
            self._show_pair(at.opened)
        self.show_bar()

    def _fill(self) -> None:
        if self.paired is None:
            return
        pairs = self.paired.pairs
        corner = _("themes") if self.paired.view.rows == "themes" else _("codes")
        self.table.show(corner, numbered_heads(pairs), self.paired.rows)
        self._show_place()
        self.show_bar()

    @property
    def cell(self) -> tuple[str, str] | None:
        """The names of the row and column under the cursor."""
        if self.paired is None or not self.paired.pairs.names:
            return None
        names = self.paired.pairs.names
        row, column = self.table.place
        return (names[row], names[column]) if max(row, column) < len(names) else None

    def bar_text(self) -> str:
        """What is shown, each with the key that changes it."""
        view = self.view
        parts = [
            view.rows_in_words,
            "w: " + nearness_in_words(view.within),
            "#: " + measure_in_words(self.measure),
            *view.passages_in_words,
        ]
        if self.paired is not None:
            n = len(self.paired.found.pairs)
            parts.insert(0, ngettext("{n} pair", "{n} pairs", n).format(n=n))
        return "  ".join(parts)

    @on(MatrixGrid.Moved)
    def _show_place(self) -> None:
        """The pair under the cursor by its whole names, and the network around its row."""
        cell, paired = self.cell, self.paired
        if cell is None or paired is None:
            network = Text()
            advice = _("F2 gives a passage more codes; w asks what is near.")
            notes = f"{_('Nothing stands together yet.')} {advice}" if paired is not None else ""
        else:
            network = network_around(paired.pairs, cell[0], paired.measure)
            notes = told_cell(paired.pairs, *cell) + "\n" + paired.notes
        shown, room = self.query_one("#pair-network-text", ChangingText), self.query_one("#pair-network")
        shown.say(network)
        shown.fit(room.container_size.height)
        self.query_one(NotesPane).say(notes, cell)

    # From a pair to its quotes

    @on(MatrixGrid.Opened)
    def _open(self) -> None:
        cell, paired = self.cell, self.paired
        if cell is None or paired is None:
            return
        if paired.pairs.pair(*cell) is not None:
            self._show_pair(cell)
        elif cell[0] == cell[1]:
            self.app.notify(_("Choose two that are not the same: arrows go from cell to cell."), timeout=4)
        else:
            said = _("'{one}' and '{other}' stand together nowhere.").format(one=cell[0], other=cell[1])
            self.app.notify(said, markup=False, timeout=4)

    def _show_pair(self, pair: tuple[str, str]) -> None:
        """Show the quotes of a pair in place of the network."""
        self._opened = pair
        self._read_quotes(*pair)
        self.query_one("#pair-network").add_class("-hidden")
        self.quotes.remove_class("-hidden")
        self.quotes.focus()

    def _read_quotes(self, first: str, second: str) -> None:
        assert self.paired is not None
        view, selection = self.paired.view, self.paired.view.selection(self.app.researcher.round)
        self.ask(
            "quotes",
            lambda connection: pair_quotes(connection, first, second, view.rows, view.within, selection),
            self._show_quotes,
        )

    def _show_quotes(self, quotes: list[Quote]) -> None:
        self.quotes.show(quotes, _("No passage is counted here."), of=self._opened)

    @on(QuoteList.Left)
    def close_quotes(self) -> None:
        self._opened = None
        self.quotes.add_class("-hidden")
        self.query_one("#pair-network").remove_class("-hidden")
        self.table.focus()

    # What the keys do

    def action_nearness(self) -> None:
        """Choose what near means."""

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self.change(replace(self.view, within=int(chosen) if chosen else None))

        choices = [Choice(near, nearness_in_words(int(near) if near else None)) for near in NEARNESSES]
        self.app.push_screen(ChoiceDialog(_("Near means"), choices), take)

    def action_measure(self) -> None:
        """Choose the number that stands in the cells."""

        def take(measure: str | None) -> None:
            if measure is not None:
                self.measure = measure
                self._recount()

        choices = [Choice(measure, measure_in_words(measure)) for measure in MEASURES]
        self.app.push_screen(ChoiceDialog(_("What is counted"), choices), take)

    def _recount(self) -> None:
        """Show another number of the same pairs."""
        paired, measure = self.paired, self.measure
        if paired is None or self.waits:  # other pairs are on their way
            self.read_project()
        else:
            self.ask("pairs", lambda _c: Paired.of(paired.view, paired.found, measure), self._show)

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the network."""
        self.read_on("#pair-network", by)

    def action_export(self) -> None:
        """The pairs with all their coefficients, to a file."""
        if self.paired is not None:
            from qualwb.exchange.figures.network import network

            found = self.paired.found
            ask_export_table(
                self.app, _("co-occurrence.xlsx"), lambda: cooccurrence_table(found), lambda: network(found)
            )
