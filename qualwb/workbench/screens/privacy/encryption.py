"""The project encrypted, made plain or given another passphrase while it is open in the workbench.

The file is another one afterwards: it is closed first, nothing is shown meanwhile, and then opened anew.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qualwb.acts import encrypting
from qualwb.acts.encrypting import Copies, InLine
from qualwb.acts.projects import as_file, open_project
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import (
    Choice,
    ChoiceDialog,
    ConfirmDialog,
    ToldDialog,
)
from qualwb.workbench.new_passphrase import ask_new_passphrase, ask_passphrase
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.undisturbed import undisturbed


class Encryption:
    """Asks for passphrases, converts the file, and asks what happens to the copies beside it."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen, self._app = screen, screen.app
        self._path = as_file(screen.app.researcher.project).path

    def begin(self) -> None:
        """Encrypt a plain project, make an encrypted one plain."""
        if self._app.researcher.project.encrypted:
            question = _("Make {path} plain? Whoever can read the file reads all of it then.")
            dialog = ConfirmDialog(question.format(path=self._path.name))
            self._app.push_screen(dialog, lambda yes: self._known(self._decrypt) if yes else None)
        elif self._app.attempt(encrypting.refuse_without_extra):
            question = _("Encrypt {path}?").format(path=self._path.name)
            text = _("Whoever forgets the passphrase has lost the project: nobody can open it again.")
            dialog = ConfirmDialog(question, text)
            self._app.push_screen(dialog, lambda yes: self._new(self._encrypt) if yes else None)

    def change(self) -> None:
        """Give it another passphrase."""
        if self._app.attempt(lambda: encrypting.refuse_plain(self._path)):
            self._known(lambda: self._new(self._change))

    def _known(self, then: Callable[[], object]) -> None:
        """Ask for the passphrase that the project has, and go on when it is right."""

        def take(words: str) -> None:
            if self._app.attempt(lambda: encrypting.refuse_wrong_passphrase(self._path, words)):
                then()

        ask_passphrase(self._app, _("Passphrase of {path}").format(path=self._path.name), take)

    def _new(self, then: Callable[[str], object]) -> None:
        ask_new_passphrase(self._app, _("New passphrase of {path}").format(path=self._path.name), then)

    def _encrypt(self, words: str) -> None:
        said = _("{path} is encrypted; without its passphrase nobody opens it again.")
        self._convert(lambda path: encrypting.encrypt(path, words), said)

    def _decrypt(self) -> None:
        self._convert(encrypting.decrypt, _("{path} is no longer encrypted."))

    def _change(self, words: str) -> None:
        self._convert(
            lambda path: encrypting.change_passphrase(path, words), _("{path} has a new passphrase.")
        )

    def _convert(self, convert: Callable[[Path], object], said: str) -> None:
        """Convert the file while nobody looks, open it anew, and go on with the copies."""

        def work() -> None:
            self._app.researcher.project.close()
            convert(self._path)
            # Before anybody looks again: by the old connections the file can't be read any more.
            self._app.researcher = replace(self._app.researcher, project=open_project(self._path))

        def done(_converted: None) -> None:
            self._app.changed()
            self._app.notify(said.format(path=self._path.name), markup=False, timeout=6)
            self._ask_copies()

        undisturbed(self._app, _("converting {path}, please wait").format(path=self._path.name), work, done)

    def _ask_copies(self) -> None:
        copies = encrypting.copies_out_of_line(self._path)
        if not copies:
            return
        n = len(copies)
        title = ngettext(
            "Beside it lies {n} copy whose encryption differs from the project's",
            "Beside it lie {n} copies whose encryption differs from the project's",
            n,
        ).format(n=n)
        choices = [
            Choice("convert", _("Convert them like the project")),
            Choice("remove", _("Remove them")),
            Choice("keep", _("Keep them as they are")),
        ]

        def take(chosen: str | None) -> None:
            if chosen is not None and Copies(chosen) is not Copies.KEEP:
                self._bring_in_line(Copies(chosen))

        self._app.push_screen(ChoiceDialog(title, choices), take)

    def _bring_in_line(self, wanted: Copies) -> None:
        def done(found: InLine) -> None:
            self._app.changed()
            told = [
                *_listed(_("Converted:"), found.converted),
                *_listed(_("Removed:"), found.removed),
                *_listed(_("Left as they were:"), found.left),
            ]
            self._app.push_screen(ToldDialog(_("Copies beside the project"), "\n".join(told)))

        undisturbed(
            self._app,
            _("converting copies, please wait"),
            lambda: encrypting.bring_in_line(self._path, wanted),
            done,
        )


def _listed(heading: str, paths: tuple[Path, ...]) -> list[str]:
    return [heading, *(f"  {path.name}" for path in paths)] if paths else []
