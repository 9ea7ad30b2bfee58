"""What stands below a board, a table or a list; its border is dragged, and stays so on all such screens."""

from typing import ClassVar

from textual import on
from textual.containers import VerticalScroll

from qualwb.workbench.widgets.kept_size import KeptSize
from qualwb.workbench.widgets.keyword_list import KeywordList
from qualwb.workbench.widgets.quote_list import QuoteList
from qualwb.workbench.widgets.resizable import Edge, Resizable

LEAST = 4
"""Rows of the pane, its border with them."""
ROWS_ABOVE = 14
"""Rows that the screen keeps for its bar, what stands above, its notes and the footer."""


class LowerPane(KeptSize):
    """As high as it was dragged on any screen, as far as what stands above leaves room."""

    EDGE: ClassVar[Edge] = "top"

    def fit(self) -> None:
        wanted, most = self.kept.lower_height, self.screen.size.height - ROWS_ABOVE
        self.styles.height = max(min(wanted, most), LEAST) if wanted else None

    @on(Resizable.Dragged)
    def _dragged(self, event: Resizable.Dragged) -> None:
        event.stop()
        self.kept.lower_height = max(event.cells, LEAST)
        self.fit()


class LowerQuotes(QuoteList, LowerPane):
    """Quotes below what they belong to."""

    DEFAULT_CSS = """
    LowerQuotes { border-top: tall $primary 50%; }
    """


class LowerKeywords(KeywordList, LowerPane):
    """The places of a word, below the words."""

    DEFAULT_CSS = """
    LowerKeywords { border-top: tall $primary 50%; border-title-color: $foreground; }
    """


class LowerDetail(VerticalScroll, LowerPane):
    """The quote under the cursor in full, below the list."""

    DEFAULT_CSS = """
    LowerDetail { border-top: tall $primary 50%; }
    """
