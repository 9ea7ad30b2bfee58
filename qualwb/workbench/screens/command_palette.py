"""The command palette, in the language in use; what is called so comes before what only resembles it."""

import asyncio
import re
from typing import TYPE_CHECKING, cast

from rich.markup import escape
from rich.text import Text
from textual.command import CommandList, CommandPalette, Hit, Hits, Provider
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _
from qualwb.workbench.destinations import Destination, destinations, turn_meant
from qualwb.workbench.keys_here import NamedAct, acts_by_name
from qualwb.workbench.registry.keywords import keywords

if TYPE_CHECKING:
    from qualwb.workbench.project_app import ProjectApp

BEGINS, HAS_WORDS, IS_ABOUT, HOLDS = 4.0, 3.0, 2.0, 1.0
"""Ranks of a name that begins with what was typed, has its words, is about it, or holds it somewhere."""
EXACT = 0.4
"""What a name that is what was typed ranks above one that only begins so."""
NAMED = 1.0
"""What something of the project that is called so ranks above a turn whose number was typed, perhaps."""

ELSEWHERE = 0.01
"""What an act of another screen ranks below one of the screen in view."""
MOST, FEW = 50, 12
"""Names that are shown at most of those that fit, and before anything is typed."""
PALETTE = "--command-palette"
"""The id by which Textual knows its palette."""


def rank(query: str, name: str, about: str = "") -> float:
    """How a name fits what was typed, by whole words and their beginnings; 0 where it does not.

    ``about`` are further words of the act, those that it is most about first.
    """
    typed, said = query.casefold().split(), name.casefold()
    if not typed:
        return 0.0
    own, further = re.findall(r"\w+", said), about.casefold().split()
    if said.split() == typed:
        return BEGINS + EXACT
    if said.startswith(" ".join(typed)):
        return BEGINS
    if all(any(word.startswith(one) for word in own) for one in typed):
        return HAS_WORDS
    if all(any(word.startswith(one) for word in (*own, *further)) for one in typed):
        first = next(n for n, word in enumerate((*further, *own)) if word.startswith(typed[0]))
        return IS_ABOUT - first / 100
    return HOLDS if all(one in said for one in typed) else 0.0


def _workbench(provider: Provider) -> "ProjectApp":
    return cast("ProjectApp", provider.app)


class Acts(Provider):
    """The acts of the workbench by their names, and by further words for them; those used most come first."""

    def _all(self) -> list[NamedAct]:
        return list(acts_by_name(_workbench(self), self.screen))

    async def discover(self) -> Hits:
        """All acts, those used most first, then those of the screen."""
        for n, act in enumerate(self._all()):
            yield self._hit(act, Text(act.name), self._use(act) - n / 10_000)

    async def search(self, query: str) -> Hits:
        """What fits by its words, best first, then what has the letters in this order."""
        matcher, further = self.matcher(query), keywords()
        for act in self._all():
            resemblance = matcher.match(act.name)
            fits = rank(query, act.name, further.get(act.name, ""))
            if fits or resemblance > 0:
                score = fits + self._use(act) + resemblance / (1 + resemblance) / 1000
                yield self._hit(act, Text(act.name), score - (0 if act.here else ELSEWHERE))

    def _use(self, act: NamedAct) -> float:
        """How often the act was called here, as a part of a rank: 0 to less than 1."""
        uses = _workbench(self).state.uses.get(act.id, 0)
        return uses / (uses + 1) * (1 - 2 * ELSEWHERE)

    def _hit(self, act: NamedAct, shown: Text, score: float) -> Hit:
        def call() -> None:
            _workbench(self).state.uses[act.id] = _workbench(self).state.uses.get(act.id, 0) + 1
            act.call()

        return Hit(score, shown, call, text=act.name, help=escape(act.told))


class Destinations(Provider):
    """What of the project has a name, and the turns of its sources by number."""

    async def startup(self) -> None:
        """Read the names."""
        project = _workbench(self).researcher.project

        def read() -> list[Destination]:
            with project.reading() as connection:
                return destinations(connection)

        self._known = await asyncio.to_thread(read)

    async def discover(self) -> Hits:
        """The sources: the rest is typed for."""
        for n, one in enumerate(self._known[:FEW]):
            yield self._hit(one, -1 - n / 10_000)

    async def search(self, query: str) -> Hits:
        """Names that fit, best first; of equal ones those that stand first."""
        for n, turn in enumerate(turn_meant(query, self._known, _workbench(self).state.source)):
            yield self._hit(turn, BEGINS + 1 - n / 10_000)
        fitting = [(rank(query, one.name), one) for one in self._known]
        best = sorted((one for one in fitting if one[0]), key=lambda one: -one[0])[:MOST]
        for n, (fits, one) in enumerate(best):
            exact = NAMED if fits > BEGINS else 0.0
            yield self._hit(one, fits + exact + 0.5 - n / 10_000)

    def _hit(self, one: Destination, score: float) -> Hit:
        return Hit(
            score, Text(one.name), lambda: one.go(_workbench(self)), text=one.name, help=escape(one.kind)
        )


class ActPalette(CommandPalette):
    """Textual's palette; its two texts are English and fixed, so they are said here."""

    def __init__(self, *, places: bool = False) -> None:
        """``places``: only what can be gone to, no acts."""
        if places:
            hint = _("Type where to go: a name, or the number of a turn, as 41 or Grupp 1 41")
            super().__init__([Destinations], placeholder=hint, id=PALETTE)
        else:
            super().__init__(
                [Acts, Destinations], placeholder=_("Type what to do, or where to go"), id=PALETTE
            )

    def _action_command_list(self, action: str) -> None:
        # A list that has no room yet knows of no lines to move over.
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def tell() -> None:
            if search_value:
                nothing = Option(_("Nothing found."), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)
