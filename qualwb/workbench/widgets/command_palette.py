"""The command palette, in the language in use."""

from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _


class ActPalette(CommandPalette):
    """Textual's palette; its two texts are English and fixed, so they are said here."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("Type what to do"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def tell() -> None:
            if search_value:
                nothing = Option(_("Nothing found."), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)
