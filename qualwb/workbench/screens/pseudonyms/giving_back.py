"""Names given back from the workbench: by the key, after saying what that means."""

from pathlib import Path

from qualwb.acts import privacy
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.restoring import Restored, restore
from qualwb.exchange.replacing_words import restored_in_words
from qualwb.exchange.tables.leak_words import where_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import ConfirmDialog, ToldDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.pseudonyms.key_place import ask_key


class GivingBack:
    """Asks for the key, and gives back all names that were replaced with it."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen, self._app = screen, screen.app

    def begin(self) -> None:
        """Tell what will happen, where any names were replaced."""
        with self._app.researcher.project.reading() as connection:
            applied = privacy.applied(connection)
            sealed = privacy.sealed(connection) is not None
        if not applied:
            self._app.notify(_("No names have been replaced."), timeout=4)
            return
        text = [
            _("All original names stand in the project again, wherever they stood. u replaces them anew."),
            _("One alone: give all back, decide on that one with 3 (keep) and replace the others with Z."),
        ]
        if sealed:
            text.append(_("The project is not sealed then: that can't be undone."))
        dialog = ConfirmDialog(_("Give the names back?"), "\n".join(text))
        self._app.push_screen(dialog, lambda yes: self._ask() if yes else None)

    def _ask(self) -> None:
        ask_key(self._app, _("The key file that gives the names back"), self._work)

    def _work(self, path: Path, words: str) -> None:
        researcher = self._app.researcher

        def task(_job: Job) -> Restored:
            return restore(researcher, KeyFile.open(path, words))

        self._screen.work(_("giving names back"), task, lambda restored, _job: self._done(restored))

    def _done(self, restored: Restored) -> None:
        self._app.changed()
        said = "\n".join(restored_in_words(restored))
        if not restored.left:
            self._app.notify(said, markup=False, timeout=10)
            return
        lost = (f"  {where_in_words(one.where)}: {one.original} ({one.alias})" for one in restored.left)
        self._app.push_screen(ToldDialog(_("Given back"), "\n".join((said, "", *lost))))
