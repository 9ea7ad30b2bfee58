"""Screens with a list of quotes: from a quote to its place, and the choice of key quotes."""

from textual import on

from qualwb.acts import codings
from qualwb.localization import gettext as _
from qualwb.workbench.copying import copy_quote
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.widgets.quote_list import QuoteList

ALL_CODES = "all"
"""The choice of all codes of a passage; that of one has its place before it."""


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
        """A passage with several codes is a key quote for one of them, or for all: which is asked."""
        event.stop()
        quote = event.quote
        starred = set(quote.cited_codes)

        def cite(cited: bool, code: str = "") -> None:
            self.do(lambda: codings.cite(self.app.researcher, quote.codings, cited, code))

        def take(answer: str | None) -> None:
            if answer == ALL_CODES:
                cite(starred != set(quote.codes))
            elif answer is not None:
                code = quote.codes[int(answer)]
                cite(code not in starred, code)

        if len(quote.codes) < 2:
            cite(not quote.cited)
            return
        one_each = [
            Choice(str(place), f"★ {code} " + _("(no longer)") if code in starred else code)
            for place, code in enumerate(quote.codes)
        ]
        told = _("all of them, no longer") if starred == set(quote.codes) else _("all of them")
        self.app.push_screen(
            ChoiceDialog(_("Key quote for which code?"), [*one_each, Choice(ALL_CODES, told)]), take
        )
