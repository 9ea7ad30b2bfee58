"""The keys at the foot of a screen: as many as there is room for, those that lead to all others always."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

ALWAYS = ("help", "command_palette")
"""Actions that show all others."""
FIRST_TO_GO = ("undo",)
"""Actions that are the same on all screens, and learnt."""
AROUND = 3
"""Cells that Textual leaves around a key and after its description."""


class FittingFooter(Footer):
    """A footer that leaves keys away where there is no room: undoing first, then the screen's last ones.

    The rows of the registry stand in the order of their use.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._fitted_to = 0

    def compose(self) -> ComposeResult:
        self._fitted_to = self.screen.size.width
        yield from that_fit(list(super().compose()), self._fitted_to)

    def on_resize(self, _event: events.Resize) -> None:
        """Another width has room for other keys."""
        if self._bindings_ready and self._fitted_to != self.screen.size.width:
            self.call_after_refresh(self.recompose)


def that_fit(keys: Sequence[Widget], width: int) -> list[Widget]:
    """The keys that so many cells have room for, in their order."""
    shown = list(keys)
    for key in _by_need(keys):
        if sum(map(_cells, shown)) <= width:
            break
        shown.remove(key)
    return shown


def _by_need(keys: Sequence[Widget]) -> list[Widget]:
    """What may be left away, the least needed first."""
    last_first = [key for key in reversed(keys) if isinstance(key, FooterKey) and key.action not in ALWAYS]
    learnt = [key for key in last_first if key.action in FIRST_TO_GO]
    return [*learnt, *(key for key in last_first if key not in learnt)]


def _cells(key: Widget) -> int:
    return cell_len(key.key_display + key.description) + AROUND if isinstance(key, FooterKey) else 0
