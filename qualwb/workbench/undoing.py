"""Undo and redo in the workbench: at once over one's own acts of this session, beyond them when told to."""

from collections.abc import Callable

from qualwb.acts.projects import ProjectMoved
from qualwb.acts.undoing import BuiltOn, Change, Session, ends_undo
from qualwb.analysis.connection import Connection
from qualwb.errors import QualwbError
from qualwb.local_time import local_time
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.screens.base import ProjectScreen


class Undoing:
    """The session of a workbench, and what its keys turn back and bring back."""

    def __init__(self, app: ProjectApp) -> None:
        self._app = app
        self._session = Session.begin(app.researcher)

    def undo(self) -> bool:
        """Undo the newest act and say what it was; ask first for one that was not done in this session.

        Returns whether it is undone.
        """
        app = self._app
        try:
            with app.waiting_aloud():
                change, own = self._session.next_to_undo(app.researcher)
        except ProjectMoved as error:
            app.tell_moved(error)
            return False
        if change is None or own or ends_undo(change):  # what can't be undone is refused, not asked
            return self._undo(change.id if change else None)
        if isinstance(app.screen, ProjectScreen):
            app.screen.ask_for_dialog(
                lambda connection: _in_words(connection, change), lambda what: self._ask(change, what)
            )
        return False

    def _ask(self, change: Change, what: str) -> None:
        """Ask whether to undo what was not done in this session; ``what`` it did is told."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._undo(change.id)

        told = f"{what}\n{change.coder}, {local_time(change.at)}"
        question = _("Undo what you did not do in this session?")
        self._app.push_screen(ConfirmDialog(question, told), answered)

    def undo_alone(self, number: int) -> bool:
        """Undo the act of this number, whatever was done since; that stays. Returns whether it is undone."""
        coder, project = self._app.researcher.coder, self._app.researcher.project
        return self._turn(
            lambda: project.undo(coder=coder, number=number, alone=True), _("Undone: {what}"), undone=True
        )

    def redo(self) -> None:
        """Redo what was undone last and say what it was."""
        app = self._app
        self._turn(
            lambda: app.researcher.project.redo(coder=app.researcher.coder), _("Redone: {what}"), undone=False
        )

    def _undo(self, number: int | None) -> bool:
        coder, project = self._app.researcher.coder, self._app.researcher.project
        return self._turn(
            lambda: project.undo(coder=coder, number=number),
            _("Undone: {what}"),
            undone=True,
            built_on=lambda error: self._offer_parts(number, error),
        )

    def _offer_parts(self, number: int | None, error: BuiltOn) -> None:
        """Ask whether to undo what nobody built on."""
        question = ConfirmDialog(_("Undo the parts that nobody built on?"), error.message)
        self._app.push_screen(question, lambda yes: self._undo_parts(number) if yes else None)

    def _undo_parts(self, number: int | None) -> None:
        from qualwb.exchange.journal_words import stays_in_words

        coder, project = self._app.researcher.coder, self._app.researcher.project
        stays: list[str] = []

        def turn() -> Change:
            undone = project.undo_parts(coder=coder, number=number)
            stays.extend(stays_in_words(undone.stays))
            return undone.change

        self._turn(turn, _("Undone: {what}"), undone=True)
        if stays:
            self._app.notify("\n".join(stays), markup=False, timeout=8)

    def _turn(
        self,
        turning: Callable[[], Change],
        said: str,
        *,
        undone: bool,
        built_on: Callable[[BuiltOn], None] | None = None,
    ) -> bool:
        app = self._app
        app.company.acted()
        try:
            with app.waiting_aloud():
                change = turning()
        except ProjectMoved as error:
            app.tell_moved(error)
            return False
        except BuiltOn as error:
            if error.parts and built_on is not None:
                built_on(error)
            else:
                app.push_screen(FailureDialog(error.message))
            return False
        except QualwbError as error:
            app.notify(str(error), markup=False, severity="warning", timeout=3)
            return False
        self._say(said, change)
        if isinstance(app.screen, ProjectScreen):
            app.screen.change_turned(change.id, undone=undone)
        return True

    def _say(self, said: str, change: Change) -> None:
        """Say what was turned, as soon as it is known how much of it the coder may see."""
        app = self._app

        def say(what: str) -> None:
            app.notify(said.format(what=what), markup=False, timeout=4)

        if isinstance(app.screen, ProjectScreen):
            app.screen.ask_soonest(f"turned {change.id}", lambda read: _in_words(read, change), say)
        else:
            with app.researcher.project.reading() as connection:
                say(_in_words(connection, change))


def _in_words(connection: Connection, change: Change) -> str:
    """What an act did, as far as the coder may see it."""
    from qualwb.act_words import act_in_words
    from qualwb.analysis.log import summary_seen

    return f"{act_in_words(change.act)} {summary_seen(connection, change)}"
