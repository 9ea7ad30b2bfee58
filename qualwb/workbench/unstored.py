"""Acts that could not be stored since the server was away: kept, done again, or found out about."""

from collections.abc import Callable

from textual.message import Message

from qualwb.acts.colleagues import NoConnection, ProjectLocked, StoredInDoubt, was_stored
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.company import Company
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.screens.no_connection import DoubtDialog, NoConnectionDialog

Act = Callable[[], object]
AskAgain = Callable[[QualwbError], object]
"""Asks again for what was typed, after it was refused."""


class FoundOut(Message):
    """Whether an act in doubt was stored."""

    def __init__(self, dialog: DoubtDialog, *, stored: bool) -> None:
        super().__init__()
        self.dialog, self.stored = dialog, stored


class Unstored:
    """What becomes of acts that the server could not be reached for."""

    def __init__(self, app: ProjectApp, company: Company) -> None:
        self._app, self._company = app, company

    def tell(self, error: NoConnection, act: Act | None = None, again: AskAgain | None = None) -> None:
        """Say so, and keep the act, if it was one, with all that was typed for it."""

        def closed(do: bool | None) -> None:
            if do and act is not None:
                self._again(act, again)
            elif again is not None:
                again(error)

        if act is None:
            self._app.push_screen(FailureDialog(error.message, error.hint))
        elif isinstance(error, StoredInDoubt):
            self._doubt(error, act, again)
        else:
            dialog = NoConnectionDialog(lambda: self._company.lost_since is not None)
            self._app.push_screen(dialog, closed)

    def connection_changed(self) -> None:
        """Let the dialogs say whether the server is there."""
        for screen in self._app.screen_stack:
            if isinstance(screen, NoConnectionDialog):
                screen.show_state()

    def found_out(self, message: FoundOut) -> None:
        """Show whether the act in doubt was stored."""
        if message.dialog.is_attached:
            message.dialog.show_found(stored=message.stored)

    def _again(self, act: Act, again: AskAgain | None) -> None:
        if self._app.attempt(act, again):
            self._app.changed()
            self._app.notify(_("Done and stored."), timeout=4)

    def _doubt(self, error: StoredInDoubt, act: Act, again: AskAgain | None) -> None:
        dialog = DoubtDialog()
        self._app.push_screen(dialog, lambda do: self._again(act, again) if do else self._app.changed())
        self._company.when_back(lambda: self._find_out(error, dialog))

    def _find_out(self, error: StoredInDoubt, dialog: DoubtDialog) -> None:
        app, project = self._app, self._app.researcher.project

        def ask() -> None:
            try:
                app.post_message(FoundOut(dialog, stored=was_stored(project, error)))
            except (NoConnection, ProjectLocked):
                app.call_from_thread(self._company.when_back, lambda: self._find_out(error, dialog))
            except QualwbError as refused:
                app.call_from_thread(app.push_screen, FailureDialog(refused.message, refused.hint))

        app.run_worker(ask, group="doubt", thread=True, exit_on_error=False)
