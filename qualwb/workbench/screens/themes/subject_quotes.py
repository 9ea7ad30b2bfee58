"""The quotes below the board of themes: of the theme or code that the cursor rests on."""

from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import Selection
from qualwb.localization import gettext as _
from qualwb.workbench.at_rest import AtRest
from qualwb.workbench.screens.quote_screen import QuoteScreen
from qualwb.workbench.screens.themes.board import Subject
from qualwb.workbench.screens.themes.theme_board import ThemeBoard
from qualwb.workbench.widgets.quote_list import QuoteList


def nothing_counted() -> str:
    """What is said of a code or theme without quotes; a moderator's may have been coded."""
    return _("No passage that is counted has this; moderators and observers are left out.")


class SubjectQuotes:
    """Asks for the quotes of what the cursor is on, and shows them."""

    def __init__(self, screen: QuoteScreen) -> None:
        self._screen = screen
        self._at_rest = AtRest(screen, self.ask)
        self._shown: Subject | None = None
        """What the quotes were asked for that are shown."""

    def ask_at_rest(self, subject: Subject | None) -> None:
        """Ask when the cursor has rested on something else than what is shown."""
        if subject != self._shown:
            self._at_rest.ask()

    def ask_at_once(self, subject: Subject | None) -> None:
        """Ask now, unless the quotes of the subject are shown."""
        if subject != self._shown:
            self.ask()

    def ask(self) -> None:
        """Ask for the quotes of what the cursor is on."""
        screen, quotes = self._screen, self._screen.query_one(QuoteList)
        subject = self._shown = screen.query_one(ThemeBoard).subject
        selection = self._selection(subject)
        if selection is None:
            nothing = _("Codes that no theme gathers yet: mark them with space, v moves them.")
            quotes.show((), nothing, of=subject)
            return
        query = Query(selection=selection)
        screen.ask(
            "quotes",
            lambda connection: find_quotes(connection, query),
            lambda found: quotes.show(found, nothing_counted(), of=subject),
        )

    def _selection(self, subject: Subject | None) -> Selection | None:
        rounds = (self._screen.app.researcher.round,)
        if subject is None or subject == Subject(None):
            return None
        if subject.code is not None:
            return Selection(rounds=rounds, codes=(subject.code,))
        return Selection(rounds=rounds, themes=(subject.theme or "",))
