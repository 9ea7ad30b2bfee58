"""Screens with a list of quotes: from a quote to its place, and the choice of key quotes."""

from textual import on

from qualwb.acts import codings
from qualwb.workbench.copying import copy_quote
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.widgets.quote_list import QuoteList


class QuoteScreen(ProjectScreen):
    """A screen that holds a list of quotes."""

    @on(QuoteList.Chosen)
    def _go_to_place(self, event: QuoteList.Chosen) -> None:
        event.stop()
        self.app.show_passage(event.quote.source, event.quote.start, event.quote.end)

    @on(QuoteList.CopyAsked)
    def _copy(self, event: QuoteList.CopyAsked) -> None:
        event.stop()
        copy_quote(self.app, event.quote)

    @on(QuoteList.CiteAsked)
    def _cite(self, event: QuoteList.CiteAsked) -> None:
        event.stop()
        quote = event.quote
        self.do(lambda: codings.cite(self.app.researcher, quote.codings, not quote.cited))
