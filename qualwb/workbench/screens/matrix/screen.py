"""The matrix screen: themes or codes across the material, from a cell to its quotes and their places."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding

from qualwb.analysis.connection import Connection
from qualwb.analysis.matrix import COUNTS
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.analysis.selection import in_groups_words
from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.in_groups import in_groups_choices, one_coder_words
from qualwb.workbench.screens.matrix.counted_table import CountedTableScreen
from qualwb.workbench.screens.matrix.drill_down import MatrixCell
from qualwb.workbench.screens.matrix.matrix_choices import CELLS, Counted, MatrixChoices, count_matrix
from qualwb.workbench.screens.matrix.matrix_words import kind_in_words, sorting_in_words, within_in_words
from qualwb.workbench.screens.matrix.summing_up import FrameworkCell, asked_summary, clear, framework_cell

_NOT_OF_TOTALS = _("A summary is written of one theme in one group, not of totals.")


def make() -> "MatrixScreen":
    """The screen, for the app's table of screens."""
    return MatrixScreen()


class MatrixScreen(CountedTableScreen):
    """Where is what said, how often, by how many, in which words; and what it comes to."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.MATRIX)
    BINDING_GROUP_TITLE = _("Matrix")
    cells = CELLS
    counts = COUNTS

    def __init__(self) -> None:
        super().__init__(MatrixChoices())

    def on_mount(self) -> None:
        self.choices = MatrixChoices.from_kept(self.app.state.matrix)

    def change(self, choices: MatrixChoices) -> None:
        super().change(choices)
        self.app.state.matrix = self.choices.to_keep()

    def count(self, connection: Connection, choices: MatrixChoices, round_: str) -> Counted:
        return count_matrix(connection, choices, round_)

    def nothing_text(self) -> str:
        if self.choices.rows == "codes":
            return _("No codes yet: code passages on F2, or add a codebook on F4.")
        return _("No themes yet: F3 gathers codes in themes; R shows the codes.")

    def exported_name(self) -> str:
        return _("matrix.xlsx")

    def bar_text(self) -> str:
        """What is shown, each with the key that changes it."""
        chosen = self.choices
        parts = [
            self.labelled("matrix.rows", kind_in_words(chosen.rows)),
            self.labelled("matrix.columns", kind_in_words(chosen.columns)),
            self.labelled("matrix.cells", kind_in_words(chosen.cells)),
            self.labelled("matrix.count", kind_in_words(chosen.count)),
        ]
        narrowed = [in_groups_words(chosen.in_groups)] if chosen.in_groups is not None else []
        narrowed += [one_coder_words(chosen.coder, self.app.researcher.round)] if chosen.coder else []
        if narrowed:
            parts.append(self.labelled("matrix.in_groups", ", ".join(narrowed)))
        within = within_in_words(self.counted.view.matrix, chosen.rows) if self.counted else ""
        if sorting := sorting_in_words(chosen.sorting, within):
            parts.append(self.labelled("matrix.sort", sorting))
        cited = _("key quotes only") if chosen.cited else _("all quotes")
        moderator = _("with the moderator") if chosen.moderator else _("without the moderator")
        parts += [self.labelled("matrix.cited", cited), self.labelled("matrix.moderator", moderator)]
        if chosen.rows == "codes" or chosen.roll_up:
            rolled = _("with codes beneath") if chosen.roll_up else _("each code alone")
            parts.append(self.labelled("matrix.roll_up", rolled))
        return "  ".join(parts)

    def action_rows(self) -> None:
        """Themes or codes."""
        self.change(replace(self.choices, rows="codes" if self.choices.rows == "themes" else "themes"))

    def action_roll_up(self) -> None:
        """Whether a code stands for the codes beneath it."""
        self.change(replace(self.choices, roll_up=not self.choices.roll_up))

    def action_in_groups(self) -> None:
        """Only what is found in so many groups, or what one coder coded."""
        groups = self.counted.view.matrix.groups if self.counted else 0
        self.ask_narrowing(in_groups_choices(groups))

    # The summaries of the framework

    def action_edit(self) -> None:
        """Write the summary of the cell, whatever the cells show now."""
        if (at := self._summed_up()) is None:
            return
        cell, query = at
        shown = self.choices.cells == "summaries"
        said = "" if shown else _("The summary is kept; t shows the summaries.")

        def read(connection: Connection) -> tuple[FrameworkCell | None, list[Quote]]:
            return self._framework_cell(connection, cell), find_quotes(connection, query)

        def ask(found: tuple[FrameworkCell | None, list[Quote]]) -> None:
            framework, quotes = found
            if framework is None:
                self.app.notify(_NOT_OF_TOTALS, timeout=4)
            else:
                self.ask_text(replace(asked_summary(self.app.researcher, framework, quotes), said=said))

        self.ask_soonest("summary", read, ask)

    def action_clear(self) -> None:
        """Take the summary of the cell away; undo brings it back."""
        if (at := self._summed_up()) is None:
            return

        def take(framework: FrameworkCell | None) -> None:
            if framework is None:
                self.app.notify(_NOT_OF_TOTALS, timeout=4)
            else:
                said = _("Taken away; u brings it back.")
                self.do(lambda: clear(self.app.researcher, framework), said)

        self.ask_soonest("summary", lambda connection: self._framework_cell(connection, at[0]), take)

    def _summed_up(self) -> tuple[MatrixCell, Query] | None:
        """The cell under the cursor that a summary can be written of, with the question for its quotes."""
        at = self.cell
        if at is None or self.counted is None or (query := self._query(at)) is None:
            return None
        if self.choices.summing_up() is None:
            said = _("Summaries are written of themes by groups or participants: R and C choose them.")
            self.app.notify(said, timeout=4)
            return None
        return at, query

    def _framework_cell(self, connection: Connection, at: MatrixCell) -> FrameworkCell | None:
        """What the summaries hold where the cursor is; None in a row or column of totals."""
        choices, counted = self.choices.summing_up(), self.counted
        assert choices is not None
        assert counted is not None
        if choices != counted.choices:
            counted = count_matrix(connection, choices, self.app.researcher.round)
        return framework_cell(counted.view, at)
