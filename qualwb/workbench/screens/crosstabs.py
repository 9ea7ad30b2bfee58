"""Crosstabs on screen: the passages by any two of attributes, groups, people, questions and codes."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding

from qualwb.analysis.connection import Connection
from qualwb.analysis.crosstab import CROSSED_COUNTS
from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.in_groups import one_coder_words
from qualwb.workbench.screens.matrix.counted_table import CountedTableScreen
from qualwb.workbench.screens.matrix.matrix_choices import PERCENT, Counted, MatrixChoices, count_crosstab
from qualwb.workbench.screens.matrix.matrix_words import kind_in_words, sorting_in_words

CODED = frozenset({"themes", "codes"})
"""Kinds that are not crossed with each other."""


def make() -> "CrosstabsScreen":
    """The screen, for the app's table of screens."""
    return CrosstabsScreen()


class CrosstabsScreen(CountedTableScreen):
    """How the passages are spread over two sides of the material at once."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.CROSSTABS)
    BINDING_GROUP_TITLE = _("Crosstabs")
    cells = ("numbers", *PERCENT)
    counts = CROSSED_COUNTS

    def __init__(self) -> None:
        super().__init__(MatrixChoices(rows="", columns="themes"))

    def count(self, connection: Connection, choices: MatrixChoices, round_: str) -> Counted:
        return count_crosstab(connection, choices, round_)

    def nothing_text(self) -> str:
        return _("Nothing stands in these rows yet: choose others, or code passages on F2.")

    def exported_name(self) -> str:
        return _("crosstab.xlsx")

    def bar_text(self) -> str:
        """What is shown, each with the key that changes it."""
        chosen = self.choices
        parts = [
            self.labelled("crosstabs.rows", kind_in_words(chosen.rows)),
            self.labelled("crosstabs.columns", kind_in_words(chosen.columns)),
            self.labelled("crosstabs.cells", kind_in_words(chosen.cells)),
            self.labelled("crosstabs.count", kind_in_words(chosen.count)),
        ]
        if chosen.coder:
            parts.append(
                self.labelled("crosstabs.whose", one_coder_words(chosen.coder, self.app.researcher.round))
            )
        if sorting := sorting_in_words(chosen.sorting):
            parts.append(self.labelled("crosstabs.sort", sorting))
        cited = _("key quotes only") if chosen.cited else _("all quotes")
        moderator = _("with the moderator") if chosen.moderator else _("without the moderator")
        parts += [self.labelled("crosstabs.cited", cited), self.labelled("crosstabs.moderator", moderator)]
        return "  ".join(parts)

    def action_rows(self) -> None:
        """Choose what stands in the rows."""
        kinds = self.counted.kinds if self.counted else ()
        self.choose(_("Rows"), kinds, self._with_rows)

    def action_columns(self) -> None:
        """Choose what stands in the columns."""
        kinds = self.counted.kinds if self.counted else ()
        self.choose(_("Columns"), kinds, self._with_columns)

    def action_whose(self) -> None:
        """Only what one coder coded, or what all did."""
        self.ask_narrowing([])

    def _with_rows(self, kind: str) -> MatrixChoices:
        """Other rows; codes are not crossed with themes: what stood in the rows goes to the columns then."""
        before = self.choices
        turned = {kind, before.columns} <= CODED
        return replace(before, rows=kind, columns=before.rows if turned else before.columns)

    def _with_columns(self, kind: str) -> MatrixChoices:
        """The same for the columns."""
        before = self.choices
        turned = {kind, before.rows} <= CODED
        return replace(before, columns=kind, rows=before.columns if turned else before.rows)
