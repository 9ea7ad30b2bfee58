"""A screen that broke: which it was, and what stands in for it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual._context import active_message_pump
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Label, Static

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.mishaps import told_of
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter


class BrokenScreen(Screen[None]):
    """Says why a screen could not be shown, and how to reach the others; its own key shows it anew."""

    def __init__(self, title: str, failure: QualwbError) -> None:
        super().__init__()
        self._title, self._failure = title, failure

    def compose(self) -> ComposeResult:
        yield Label(f" {self._title}", classes="bar", markup=False)
        yield Static(self._failure.message, markup=False, classes="broken-what")
        yield Static(self._failure.hint, markup=False, classes="broken-what")
        yield Static(_("The other screens:"), markup=False, classes="broken-what")
        others = [
            f"{row.key.upper() or row.keys:>6}  {row.title}" for row in SCREENS if row.title != self._title
        ]
        yield Static("\n".join(others), markup=False, classes="broken-what")
        yield FittingFooter()


def broken_screen(name: str, error: Exception) -> BrokenScreen:
    """Report why the screen of this name could not be shown; gives what stands in for it."""
    title = next(row.title for row in SCREENS if row.name == name)
    said = _("A defect in qualwb: this screen can't be shown. Everything that was answered is stored.")
    return BrokenScreen(title, told_of(error, name, said))


def guarded(name: str, make: Callable[[], Screen[None]]) -> Callable[[], Screen[None]]:
    """``make``, but what it makes is a message where it fails."""
    return partial(_made, name, make)


def _made(name: str, make: Callable[[], Screen[None]]) -> Screen[None]:
    try:
        return make()
    except Exception as error:  # whatever it is, the other screens can be used
        return broken_screen(name, error)


def screen_at_work() -> Screen[Any] | None:
    """The screen that, or a widget of which, is at work when an error is handled; None for the app itself."""
    node = active_message_pump.get(None)
    if not isinstance(node, Widget) or (not isinstance(node, ProjectScreen) and not node.is_attached):
        return None
    return node.screen
