"""The second of two keys: which there are is shown until one of them is pressed."""

from collections.abc import Mapping

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import FIRST_OF_TWO, is_two_keys

BETWEEN = 2
"""Cells between two columns of letters."""


class SecondLetterPanel(ModalScreen[ActiveBinding | None]):
    """The letters that lead somewhere, at the foot of the screen; any other key closes it."""

    BINDINGS = [Binding("escape", "dismiss(None)", _("Close"))]  # noqa: RUF012

    def __init__(self, by_letter: Mapping[str, ActiveBinding], here: str) -> None:
        """``here``: where the reader is, from the project down."""
        super().__init__()
        self._by_letter, self._here = by_letter, here

    def compose(self) -> ComposeResult:
        with Vertical(classes="letters"):
            yield Label(self._here, classes="here", markup=False)
            yield Label(id="second-letters", markup=False)

    def on_resize(self) -> None:
        """As many columns as there is room for."""
        told = [f"{letter}  {found.binding.description}" for letter, found in self._by_letter.items()]
        self.query_one("#second-letters", Label).update(in_columns(told, self.size.width - 2))

    async def on_key(self, event: events.Key) -> None:
        """Give what the letter stands for."""
        if event.key != "escape":
            event.stop()
            self.dismiss(self._by_letter.get(event.character or event.key))


def ask_second_letter(app: App[int], here: str) -> None:
    """Do what g and the next key stand for where the focus is; ``here`` says where the reader is."""
    found = {
        key.removeprefix(FIRST_OF_TWO): active
        for key, active in app.screen.active_bindings.items()
        if is_two_keys(key) and active.enabled
    }

    def take(chosen: ActiveBinding | None) -> None:
        if chosen is not None:
            app.call_next(app.run_action, chosen.binding.action, chosen.node)

    by_letter = dict(sorted(found.items(), key=lambda pair: (pair[0].lower(), pair[0])))
    app.push_screen(SecondLetterPanel(by_letter, here), take)


def in_columns(texts: list[str], width: int) -> str:
    """Short texts in as many columns of the same width as there is room for, read downwards."""
    widest = max(map(cell_len, texts), default=0) + BETWEEN
    columns = max(width // widest, 1)
    height = -(-len(texts) // columns)
    rows = (texts[row::height] for row in range(height))
    return "\n".join("".join(set_cell_size(text, widest) for text in row).rstrip() for row in rows)
