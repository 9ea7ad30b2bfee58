"""Correcting words while one listens: the dialog with the keys of the player and its strip."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.registry.listening_actions import WHILE_TYPING
from qualwb.workbench.widgets.listening_strip import ListeningStrip
from qualwb.workbench.writing_dialogs import TextDialog

if TYPE_CHECKING:
    from qualwb.workbench.screens.code.listening import Listening


class ListeningDialog(TextDialog):
    """Asks for a text; what is played goes on, and its keys come before those of the text."""

    BINDINGS: ClassVar[list[Binding]] = bindings(replace(action, priority=True) for action in WHILE_TYPING)  # type: ignore[assignment]

    def __init__(self, title: str, value: str, listening: "Listening") -> None:
        super().__init__(title, value)
        self._listening = listening

    def on_mount(self) -> None:
        """Show what the player does, below the text."""
        strip = ListeningStrip()
        strip.say(self._listening.line())
        keys = Label(
            _("Shift+F2 back, Shift+F3 play or pause, Shift+F5 over and over"),
            classes="dialog-hint",
        )
        self.query_one(Vertical).mount(strip, keys, after=self.query_one(TextArea))

    def action_listen(self, act: str) -> None:
        """What a key for listening does."""
        self._listening.acts[act]()
