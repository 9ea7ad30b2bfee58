"""What the mouse does on the code screen: codes are clicked to apply them, the right button opens menus."""

from collections.abc import Sequence

from textual.dom import DOMNode
from textual.geometry import Offset

from qualwb.localization import gettext as _
from qualwb.workbench.registry import menus
from qualwb.workbench.registry.action import Action
from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.codes_pane import CodesTree
from qualwb.workbench.widgets.context_menu import ContextMenu


class MouseActs:
    """Clicks on codes and passages."""

    def __init__(self, screen: CodeSurface, coding: CodingActs) -> None:
        self._screen, self._coding = screen, coding

    def apply(self, name: str) -> None:
        """Give a code that was clicked to the selection; without one nothing is coded."""
        screen = self._screen
        start, end = self._coding.selected()
        if screen.read_through:
            screen.app.notify(_("Read-through: press L to end it before coding."), timeout=3)
        elif screen.source is None or start >= end:
            screen.app.notify(_("Select a passage first, then click the code."), timeout=3)
        else:
            self._coding.code(screen.source.passage(start, end), (name,))
        screen.view.focus()

    def passage_menu(self, at: Offset) -> None:
        """The acts on the passage."""
        self._open(menus.PASSAGE, at, self._screen)

    def code_menu(self, at: Offset) -> None:
        """The acts on the code or theme under the cursor of the pane."""
        self._open(menus.CODE_IN_PANE, at, self._screen.query_one(CodesTree))

    def _open(self, acts: Sequence[Action], at: Offset, on: DOMNode) -> None:
        """A menu whose acts are those of a widget, or of the screen."""
        app = self._screen.app

        async def do(action: str | None) -> None:
            if action:
                await app.run_action(action, on)

        app.push_screen(ContextMenu(acts, at, app.settings.keymap), do)
