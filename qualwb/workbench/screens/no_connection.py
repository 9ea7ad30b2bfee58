"""An act that the server could not be reached for: it is kept, and done when it is there again."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Label, Static

from qualwb.localization import gettext as _
from qualwb.workbench.read_first import ReadFirst


class NoConnectionDialog(ReadFirst[bool]):
    """Holds an act with all that was typed for it, until it is done again or given up."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "again", _("Do it again")),
        Binding("escape", "dismiss(False)", _("Give it up")),
    ]

    def __init__(self, lost: Callable[[], bool]) -> None:
        """``lost``: whether there is still no connection."""
        super().__init__()
        self._lost = lost

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -failure"):
            yield Label(_("No connection to the server; nothing was stored."), classes="dialog-title")
            yield Static(self._state(), id="state", markup=False)
            yield Static(
                _("What you typed is kept here until you do it again or give it up."),
                classes="dialog-context",
                markup=False,
            )
            yield Label(_("Enter does it again, Escape gives it up"), classes="dialog-hint")

    def _state(self) -> str:
        if self._lost():
            return _("The server is looked for all the time.")
        return _("The server is there again.")

    def show_state(self) -> None:
        """Say whether the server is there again."""
        self.query_one("#state", Static).update(self._state())

    def action_again(self) -> None:
        """Do it again, once there is a server for it."""
        if self._lost():
            self.app.bell()
        else:
            self.dismiss(True)


class DoubtDialog(ReadFirst[bool]):
    """Tells of an act that may be stored or not, until that is found out; then it can be done again."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "go_on", _("Go on")),
        Binding("escape", "dismiss(False)", _("Close")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._stored: bool | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -failure"):
            yield Label(_("The connection broke while this was being stored."), classes="dialog-title")
            yield Static(
                _("Whether it was is looked up as soon as the server is there again."),
                id="state",
                markup=False,
            )
            yield Label(_("Escape closes"), id="keys", classes="dialog-hint")

    def show_found(self, *, stored: bool) -> None:
        """Say what was found out."""
        self._stored = stored
        told = _("It was stored.") if stored else _("It was not stored.")
        keys = _("Enter closes") if stored else _("Enter does it again, Escape gives it up")
        self.query_one("#state", Static).update(told)
        self.query_one("#keys", Label).update(keys)

    def action_go_on(self) -> None:
        """Close, or do it again where it was not stored; nothing before that is known."""
        if self._stored is None:
            self.app.bell()
        else:
            self.dismiss(not self._stored)
