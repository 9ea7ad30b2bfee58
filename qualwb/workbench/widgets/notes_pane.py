"""What is told below a table: as many lines as there is room for, and the others by scrolling."""

from collections.abc import Hashable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from qualwb.workbench.widgets.changing_text import ChangingText


class NotesPane(VerticalScroll, can_focus=False):
    """Notes that may be longer than the pane: its scrollbar shows that they go on."""

    DEFAULT_CSS = """
    NotesPane {
        height: auto; max-height: 25%; scrollbar-size-vertical: 1;
        background: $panel; padding: 0 1;
    }
    """

    def compose(self) -> ComposeResult:
        yield ChangingText()

    _about: Hashable = None

    def say(self, told: str, about: Hashable = None) -> None:
        """Tell this, from its beginning where it is about something else than what was told before."""
        text = self.query_one(ChangingText)
        text.say(Text(told))
        text.fit()
        if about != self._about:
            self._about = about
            self.scroll_home(animate=False)
