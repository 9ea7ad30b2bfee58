"""Suggestions on one line, for where the inspector has no room."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from qualwb.localization import gettext as _
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.inspector import SuggestionLine, how_far

BETWEEN = "  "


class SuggestionStrip(Static):
    """The numbered names of as many suggestions as the line holds; hidden until somebody asks for them."""

    DEFAULT_CSS = """
    SuggestionStrip { height: 1; background: $panel; display: none; }
    SuggestionStrip.-open { display: block; }
    """

    @dataclass
    class Clicked(Message):
        """The suggestion of this number was clicked."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.shown = 0
        """How many suggestions stand on the line."""

    def offer(self, suggestions: Sequence[SuggestionLine], note: str, share: float | None = None) -> None:
        """Show the suggestions, or why there are none.

        ``share`` says how far the reading of what texts mean has come, where there is room left.
        """
        width, line = self.app.size.width, Text()
        self.shown = 0
        for number, suggestion in enumerate(suggestions, 1):
            room = width - line.cell_len - len(BETWEEN) - len(str(number)) - 2
            likely = f" {suggestion.likely}".rstrip()
            room -= len(likely)
            if self.shown and cell_len(suggestion.name) > room:
                break
            name = suggestion.name
            line.append(f"{BETWEEN if self.shown else ''}")
            told = Text.assemble((f"{number}", "bold reverse"), f" {cut(name, room)}", (likely, "bold"))
            told.apply_meta({"suggestion": number})
            line.append_text(told)
            self.shown = number
        progress = BETWEEN + how_far(share) if share is not None else ""
        if self.shown and line.cell_len + cell_len(progress) <= width:
            line.append(progress, style="dim")
        self.update(line if self.shown else Text(note or _("no suggestions"), style="dim"))

    def on_click(self, event: events.Click) -> None:
        """Tell which suggestion was clicked."""
        if number := event.style.meta.get("suggestion"):
            self.post_message(self.Clicked(number))
