"""How quotes are printed where that is otherwise than they were said."""

from collections.abc import Mapping

from qualwb.acts import print_versions
from qualwb.acts.passages import passage_at
from qualwb.analysis.connection import Connection
from qualwb.analysis.quotes import Quote
from qualwb.localization import gettext as _
from qualwb.workbench.screens.base import AskedText, ProjectScreen

Prints = Mapping[tuple[str, int, int], str]
"""Printed texts by source and code points [start, end) in it."""


class PrintActs:
    """The printed texts known to a screen, and the key that edits one."""

    def __init__(self, screen: ProjectScreen) -> None:
        self._screen = screen
        self.known: Prints = {}

    def of(self, quote: Quote) -> str:
        """How the quote is printed; '' as it was said."""
        return self.known.get((quote.source, quote.start, quote.end), "")

    def edit(self, quote: Quote) -> None:
        """Edit how the quote is printed; the transcript stays as it is."""
        now = self.of(quote) or quote.text

        def write(text: str, was: str) -> None:
            self._write(quote, text, was if was != quote.text else self.of(quote))

        self._screen.ask_text(AskedText(_("As it is printed"), write, now, f"”{quote.text}”"))

    def _write(self, quote: Quote, text: str, was: str) -> None:
        researcher = self._screen.app.researcher
        with researcher.project.reading() as connection:
            passage = passage_at(connection, quote.source, quote.start, quote.end)
        print_versions.write(researcher, passage, text, was=was)


def load_prints(connection: Connection) -> Prints:
    """The printed texts of the project."""
    found = print_versions.print_versions(connection).values()
    return {(one.source, one.start, one.end): one.text for one in found}
