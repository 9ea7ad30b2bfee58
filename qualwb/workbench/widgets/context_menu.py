"""A menu at the pointer: the acts for what was clicked, each with its key."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import OptionList

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action
from qualwb.workbench.widgets.folding import cut

_FRAME = 4
"""Columns of border and padding."""


class ContextMenu(ModalScreen[str | None]):
    """Gives the action of the row that was chosen; None for Escape or a click elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", _("Cancel"), show=False)]

    DEFAULT_CSS = """
    ContextMenu { background: transparent; }
    ContextMenu > OptionList, ContextMenu > OptionList:focus {
        height: auto; border: round $primary; background: $surface; padding: 0 1;
    }
    """

    def __init__(self, acts: Sequence[Action], at: Offset, keymap: Mapping[str, str]) -> None:
        """``keymap``: the user's own keys of acts, by their ids."""
        super().__init__()
        self._acts, self._at, self._keymap = acts, at, keymap

    def compose(self) -> ComposeResult:
        most = max(self.app.size.width - _FRAME, 1)
        shown = [self._row(act, most) for act in self._acts]
        menu = OptionList(*shown, markup=False)
        width, height = max(row.cell_len for row in shown) + _FRAME, len(shown) + 2
        room = self.app.size
        menu.styles.width, menu.styles.max_height = min(width, room.width), room.height
        menu.styles.offset = (
            max(min(self._at.x, room.width - width), 0),
            max(min(self._at.y, room.height - height), 0),
        )
        yield menu

    def _row(self, act: Action, most: int) -> Text:
        keys = self._keymap.get(act.id, act.keys)
        key = self.app.get_key_display(Binding(keys.split(",")[0], act.method))
        return Text.assemble((f"{key:>3} ", "bold"), cut(act.description, most - 4))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._acts[event.option_index].method)

    def on_click(self, event: events.Click) -> None:
        """A click elsewhere closes the menu."""
        if not self.query_one(OptionList).region.contains(round(event.screen_x), round(event.screen_y)):
            self.dismiss(None)
