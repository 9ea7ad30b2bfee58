"""What waits until the cursor rests: a key that is held down asks for nothing on its way."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

REST = 0.12
"""Seconds that the cursor rests."""


class AtRest:
    """Does something when nobody has asked for it anew for a while."""

    def __init__(self, widget: Widget, act: Callable[[], object]) -> None:
        """While the ``widget`` lives ``act`` is done."""
        self._widget, self._act = widget, act
        self._timer: Timer | None = None

    def ask(self) -> None:
        """Do it after a rest that begins now."""
        self._stop()
        self._timer = self._widget.set_timer(REST, self._do)

    def ask_at_once(self) -> None:
        """Do it now where it waits for a rest."""
        if self._timer is not None:
            self._do()

    def _do(self) -> None:
        self._stop()
        self._act()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
