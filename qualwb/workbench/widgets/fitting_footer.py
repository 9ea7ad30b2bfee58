"""The keys at the foot of a screen: as many as there is room for, those that lead to all others always."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

ALWAYS = ("second_letter", "help", "command_palette", "undo")
"""Actions that show all others and lead to all screens, and the one that takes back a mistake."""
AROUND = 3
"""Cells that Textual leaves around a key and after its description."""


class FittingFooter(Footer):
    """A footer that says less of each key where there is no room, and then leaves keys away.

    Those of ``least_used`` (names of actions) go first, then the screen's last ones: the rows of the registry
    stand in the order of their use.
    """

    def __init__(self, least_used: Sequence[str] = ()) -> None:
        super().__init__(show_command_palette=False)
        self._least_used = tuple(least_used)
        self._fitted_to = 0

    def compose(self) -> ComposeResult:
        self._fitted_to = self.screen.size.width
        yield from that_fit(list(super().compose()), self._fitted_to, self._least_used)

    def on_resize(self, _event: events.Resize) -> None:
        """Another width has room for other keys."""
        if self._bindings_ready and self._fitted_to != self.screen.size.width:
            self.call_after_refresh(self.recompose)


def that_fit(keys: Sequence[Widget], width: int, least_used: Sequence[str] = ()) -> list[Widget]:
    """The keys that so many cells have room for, in their order."""
    shown = list(keys)
    if _cells(shown) > width:
        for key in shown:
            if isinstance(key, FooterKey):
                key.description = _briefly(key.description)
    for key in _by_need(keys, least_used):
        if _cells(shown) <= width:
            break
        shown.remove(key)
    return shown


def _by_need(keys: Sequence[Widget], least_used: Sequence[str]) -> list[Widget]:
    """What may be left away, the least needed first."""
    last_first = [key for key in reversed(keys) if isinstance(key, FooterKey) and key.action not in ALWAYS]
    named = [key for action in least_used for key in last_first if key.action == action]
    return [*named, *(key for key in last_first if key not in named)]


def _cells(keys: Sequence[Widget]) -> int:
    shown = (key for key in keys if isinstance(key, FooterKey))
    return sum(cell_len(key.key_display) + cell_len(key.description) + AROUND for key in shown)


def _briefly(description: str) -> str:
    """What stands before the first sign that divides it."""
    return re.split(r"[:;,(]", description, maxsplit=1)[0].strip()
