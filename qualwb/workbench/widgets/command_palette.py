"""The command palette, in the language in use; what is called so comes before what only resembles it."""

import re

from textual.command import CommandList, CommandPalette, Hit, Hits
from textual.system_commands import SystemCommandsProvider
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _
from qualwb.workbench.registry.keywords import keywords

BEGINS, HAS_WORDS, IS_ABOUT, HOLDS = 4.0, 3.0, 2.0, 1.0
"""Ranks of a name that begins with what was typed, has its words, is about it, or holds it somewhere."""


def rank(query: str, name: str, about: str = "") -> float:
    """How a name fits what was typed, by whole words and their beginnings; 0 where it does not.

    ``about`` are further words of the act, those that it is most about first.
    """
    typed, said = query.casefold().split(), name.casefold()
    if not typed:
        return 0.0
    own, further = re.findall(r"\w+", said), about.casefold().split()
    if said.startswith(" ".join(typed)):
        return BEGINS
    if all(any(word.startswith(one) for word in own) for one in typed):
        return HAS_WORDS
    if all(any(word.startswith(one) for word in (*own, *further)) for one in typed):
        first = next(n for n, word in enumerate((*further, *own)) if word.startswith(typed[0]))
        return IS_ABOUT - first / 100
    return HOLDS if all(one in said for one in typed) else 0.0


class Acts(SystemCommandsProvider):
    """The acts of the workbench by their names, and by further words for them."""

    async def search(self, query: str) -> Hits:
        """What fits by its words, best first, then what has the letters in this order."""
        matcher, further = self.matcher(query), keywords()
        for name, keys, call, *_rest in self.app.get_system_commands(self.screen):
            resemblance = matcher.match(name)
            fits = rank(query, name, further.get(name, ""))
            if fits or resemblance > 0:
                score = fits + resemblance / (1 + resemblance) / 1000
                yield Hit(score, matcher.highlight(name), call, help=keys)


class ActPalette(CommandPalette):
    """Textual's palette; its two texts are English and fixed, so they are said here."""

    def __init__(self) -> None:
        super().__init__(providers=[Acts], placeholder=_("Type what to do"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def tell() -> None:
            if search_value:
                nothing = Option(_("Nothing found."), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)
