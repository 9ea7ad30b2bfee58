"""Names that were replaced and may lie somewhere still, looked for from the workbench, by the key."""

from itertools import islice
from pathlib import Path

from qualwb.acts import privacy
from qualwb.acts.projects import as_file
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.leaks import LeakCheck, check_leaks
from qualwb.acts.pseudonyms.same_project import refuse_key_of_another
from qualwb.errors import QualwbError
from qualwb.exchange.tables.leaks import leaks_in_lines, sealing_in_words, summary_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import LineDialog, ToldDialog
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.screens.pseudonyms.key_place import ask_key
from qualwb.workbench.undisturbed import undisturbed

MOST = 500
"""Files of a folder that is proposed to be looked through."""


class LookingForLeaks:
    """Asks for the key and for exports, and tells where in them and in the project an original lies."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen, self._app = screen, screen.app

    def begin(self) -> None:
        """Ask for the key file, where any names were replaced. Raises ``OnServer``."""
        project = self._app.researcher.project
        as_file(project)
        with project.reading() as connection:
            applied = privacy.applied(connection)
        if applied:
            ask_key(self._app, _("Look for names that are left: the key file"), self._with_key)
        else:
            self._app.notify(_("No names have been replaced."), timeout=4)

    def _with_key(self, path: Path, words: str) -> None:
        def go_on() -> None:
            key_file = KeyFile.open(path, words)
            refuse_key_of_another(self._app.researcher.project, key_file)
            self._ask_exports(key_file)

        self._app.attempt(go_on)

    def _ask_exports(self, key_file: KeyFile) -> None:
        folder = self._app.researcher.project.folder

        def take(name: str | None) -> None:
            if name is not None:
                paths = [folder / Path(name).expanduser()] if name else []
                self._app.attempt(
                    lambda: self._look(key_file, paths), lambda _failure: self._ask_exports(key_file)
                )

        title = _("In which folder, or file, do exports and reports lie?")
        context = _("The project is looked through in any case, with its backups and caches.")
        hint = _("nothing: the project alone")
        proposed = str(folder) if _is_small(folder) else ""
        self._app.push_screen(LineDialog(title, proposed, hint=hint, context=context, empty=True), take)

    def _look(self, key_file: KeyFile, paths: list[Path]) -> None:
        for path in paths:
            self._app.folders.refuse(path)
            if not path.exists():
                raise QualwbError(_("{path}: there is no such file or folder.").format(path=path))
        project = self._app.researcher.project
        undisturbed(
            self._app,
            _("looking for names that are left"),
            lambda: check_leaks(project, key_file.key, paths),
            lambda check: self._tell(check, paths),
        )

    def _tell(self, check: LeakCheck, paths: list[Path]) -> None:
        folder = self._app.researcher.project.folder
        named = ", ".join(map(str, paths))
        beside = _("Looked through beside the project: {paths}.").format(paths=named)
        said = [
            *(summary_in_words(check), sealing_in_words(check, "D")),
            beside if paths else _("Exports and reports were not looked through."),
            *("", *leaks_in_lines(check, folder)),
        ]
        self._app.push_screen(ToldDialog(_("Names that are left"), "\n".join(said).strip()))


def _is_small(folder: Path) -> bool:
    """Whether a folder holds few enough files to be looked through without being asked for."""
    return folder != Path.home() and sum(1 for _file in islice(folder.rglob("*"), MOST + 1)) <= MOST
