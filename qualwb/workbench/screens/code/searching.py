"""Searching the transcript, and showing only some of its turns."""

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import one_line
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.screens.code.source_state import forms_pattern
from qualwb.workbench.screens.code.surface import CodeSurface

_NO_QUOTES = str.maketrans('"”“', "   ")


class Searching:
    """The search for all forms of a word, and the filter."""

    def __init__(self, screen: CodeSurface) -> None:
        self._screen = screen
        self.only = ""
        """What the transcript is narrowed to, in words; '' when all of it is shown."""

    def ask_for_forms(self) -> None:
        """Search for all forms of a word."""

        def take(word: str | None) -> None:
            source = self._screen.source
            if word and source is not None:
                pattern = forms_pattern(word, source.document.text)
                self._tell(self._screen.view.find(pattern, regex=True))

        self._screen.app.push_screen(LineDialog(_("Search for a word in all its forms")), take)

    def _tell(self, hits: int) -> None:
        self._screen.app.notify(ngettext("{n} hit", "{n} hits", hits).format(n=hits), timeout=2)

    def autocode(self) -> None:
        """Look for the selected words in all of the material, to give them a code at one go."""
        from qualwb.analysis.autocoding import AutocodeQuery

        screen, query = self._screen, None
        start, end = screen.view.passage
        if screen.source is not None and start < end:
            words = one_line(screen.source.document.text[start:end].translate(_NO_QUOTES))
            query = AutocodeQuery(text=f'"{words}"' if " " in words else words)
        screen.app.show_autocode(query)

    def choose_filter(self) -> None:
        """Show only a code, a speaker or what is uncoded."""
        source = self._screen.source
        if source is None:
            return
        used = sorted({c.name for c in source.codings.values()}, key=str.casefold)
        choices = [Choice("uncoded:", _("uncoded: turns without a code, not the moderator's"))]
        choices += [Choice(f"speaker:{s}", _("speaker: {name}").format(name=s)) for s in source.speakers]
        choices += [Choice(f"code:{name}", _("code: {name}").format(name=name)) for name in used]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                kind, _sign, name = chosen.partition(":")
                self.show_only(kind, name)

        self._screen.app.push_screen(ChoiceDialog(_("Show only"), choices), take)

    def show_only(self, kind: str, name: str = "") -> None:
        """Show only the turns of a 'code' or 'speaker' of this name, or those that are 'uncoded'."""
        screen = self._screen
        intervals = screen.source.intervals(kind, name) if screen.source is not None else []
        if not intervals:
            screen.app.notify(_("Nothing to show."), timeout=3)
            return
        self.only = name or _("uncoded")
        screen.view.show_only(intervals)
        screen.show_bar()
        screen.view.focus()

    def show_all(self) -> None:
        """Show the whole transcript."""
        self.only = ""
        self._screen.view.show_only(None)
        self._screen.show_bar()
