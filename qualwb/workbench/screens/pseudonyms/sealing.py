"""Sealing from the workbench: what would go is shown, and a word typed before it does."""

from pathlib import Path

from qualwb.acts.projects import as_file
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.sealing import Sealed, seal, would_seal
from qualwb.exchange.sealing_words import sealed_in_words, to_be_sealed_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import ToldDialog, TypedDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.pseudonyms.key_place import ask_key
from qualwb.workbench.undisturbed import undisturbed


class Sealing:
    """Asks for the key, shows what sealing erases, and seals when that is confirmed."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen, self._app = screen, screen.app

    def begin(self) -> None:
        """Ask for the key file. Raises ``OnServer``."""
        as_file(self._app.researcher.project)
        ask_key(self._app, _("Seal: the key file that gives the names back"), self._look)

    def _look(self, path: Path, words: str) -> None:
        researcher = self._app.researcher

        def task(_job: Job) -> tuple[KeyFile, Sealed]:
            key_file = KeyFile.open(path, words)
            return key_file, would_seal(researcher, key_file)

        self._screen.work(_("looking what would go"), task, lambda found, _job: self._ask(*found))

    def _ask(self, key_file: KeyFile, would: Sealed) -> None:
        title = _("Seal the project? This can't be undone")
        text = "\n".join(to_be_sealed_in_words(would, key_file.path))
        dialog = TypedDialog(title, text, _("seal"))
        self._app.push_screen(dialog, lambda yes: self._seal(key_file) if yes else None)

    def _seal(self, key_file: KeyFile) -> None:
        researcher = self._app.researcher

        def done(sealed: Sealed) -> None:
            self._app.state.forget_names()
            self._app.changed()
            text = "\n".join(sealed_in_words(sealed, key_file.path))
            self._app.push_screen(ToldDialog(_("Sealed"), text))

        undisturbed(self._app, _("sealing"), lambda: seal(researcher, key_file), done)
