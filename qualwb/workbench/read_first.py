"""Dialogs that nobody asked for: a key that was typed before one could be read does not answer it."""

from math import inf

from textual import events
from textual.screen import ModalScreen, ScreenResultType


class ReadFirst(ModalScreen[ScreenResultType]):
    """A dialog that keys answer only when they were typed while it was on screen."""

    _shown_at = inf
    """When it was painted first, by the clock of events."""

    def on_mount(self) -> None:
        self.call_after_refresh(self._shown)

    def _shown(self) -> None:
        self._shown_at = events.Event().time

    def is_answered_by(self, event: events.Event) -> bool:
        """Whether a key, or a pasted text, is meant for it."""
        return event.time >= self._shown_at
