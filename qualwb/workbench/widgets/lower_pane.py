"""What stands below a board, a table or a list; its border is dragged, and stays so on all such screens."""

from typing import ClassVar, Protocol, cast

from textual import on
from textual.containers import VerticalScroll

from qualwb.workbench.state import ProjectState
from qualwb.workbench.widgets.keyword_list import KeywordList
from qualwb.workbench.widgets.quote_list import QuoteList
from qualwb.workbench.widgets.resizable import Edge, Resizable

LEAST = 4
"""Rows of the pane, its border with them."""
ROWS_ABOVE = 14
"""Rows that the screen keeps for its bar, what stands above, its notes and the footer."""


class _Remembering(Protocol):
    """An app that remembers sizes between starts."""

    state: ProjectState


class LowerPane(Resizable):
    """As high as it was dragged on any screen, as far as what stands above leaves room."""

    EDGE: ClassVar[Edge] = "top"

    @property
    def _kept(self) -> ProjectState:
        return cast(_Remembering, self.app).state

    def on_mount(self) -> None:
        """As high as it was left."""
        self.fit()

    def on_resize(self) -> None:
        """Another terminal may have given it another height."""
        self.fit()

    def on_show(self) -> None:
        """It may have been dragged on another screen."""
        self.fit()

    def fit(self) -> None:
        """As high as is wanted; as high as usual where nothing is."""
        wanted, most = self._kept.lower_height, self.screen.size.height - ROWS_ABOVE
        self.styles.height = max(min(wanted, most), LEAST) if wanted else None

    @on(Resizable.Dragged)
    def _dragged(self, event: Resizable.Dragged) -> None:
        event.stop()
        self._kept.lower_height = max(event.cells, LEAST)
        self.fit()


class LowerQuotes(QuoteList, LowerPane):
    """Quotes below what they belong to."""

    DEFAULT_CSS = """
    LowerQuotes { border-top: tall $primary 50%; }
    """


class LowerKeywords(KeywordList, LowerPane):
    """The places of a word, below the words."""

    DEFAULT_CSS = """
    LowerKeywords { border-top: tall $primary 50%; }
    """


class LowerDetail(VerticalScroll, LowerPane):
    """The quote under the cursor in full, below the list."""

    DEFAULT_CSS = """
    LowerDetail { border-top: tall $primary 50%; }
    """
