"""The keys of the pane in focus, of its screen and of the whole workbench."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualwb.localization import gettext as _
from qualwb.workbench.registry.keywords import keywords

ROOM_FOR_KEYS = 22
"""Cells of the column of keys."""


class HelpScreen(ModalScreen[None]):
    """A table of keys: what is nearest to the focus comes first; typing filters it."""

    AUTO_FOCUS = "Input"
    BINDINGS = [Binding("escape,question_mark,f1", "dismiss", _("Close"), priority=True)]  # noqa: RUF012

    def __init__(self, sections: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """``sections``: (title, [(keys, description)])."""
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog -tall help"):
            yield Label(_("Keys here"), classes="dialog-title")
            yield Input(placeholder=_("Type to filter, Escape closes"))
            yield Static(id="help-table", markup=False)

    def on_mount(self) -> None:
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter the table."""
        self._show(event.value.casefold())

    def _show(self, text: str) -> None:
        parts: list[RenderableType] = []
        further = keywords() if text else {}
        for title, rows in self._sections:
            found = [
                (keys, what)
                for keys, what in rows
                if text in f"{keys} {what} {further.get(what, '')}".casefold()
            ]
            if found:
                parts += [*([""] if parts else []), Text(title.upper()), _in_columns(found)]
        self.query_one("#help-table", Static).update(Group(*parts) if parts else _("Nothing found."))


def _in_columns(rows: Sequence[tuple[str, str]]) -> Table:
    """Keys beside what they do; a long text goes on beneath itself."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=2)
    table.add_column(width=ROOM_FOR_KEYS)
    table.add_column(ratio=1)
    for keys, what in rows:
        table.add_row("", Text(keys), Text(what))
    return table
