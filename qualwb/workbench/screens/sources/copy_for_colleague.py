"""A copy of the project for a colleague who codes on in it, and whose work is merged back afterwards."""

from pathlib import Path

from qualwb.acts.parting import Parted, split_for
from qualwb.acts.projects import as_file
from qualwb.analysis.coder_names import people_of
from qualwb.analysis.coders import round_of_copy
from qualwb.analysis.lookup import coder_names
from qualwb.errors import QualwbError
from qualwb.exchange.sharing_words import parted_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog, ToldDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen

WITH, WITHOUT = "with", "without"


class CopyForColleague:
    """One copy, asked for on a screen: for whom, with or without what is coded, and its file."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen, self._app = screen, screen.app

    def ask(self) -> None:
        """Ask for whom the copy is; another coder than those there are too."""
        with self._app.researcher.project.reading() as connection:
            names = [name for name in coder_names(connection) if len(people_of(name)) == 1]

        def take(chosen: str | None) -> None:
            if chosen:
                self._ask_codings(chosen.removeprefix(ChoiceDialog.NEW))

        choices = [Choice(name, name) for name in names if name != self._app.researcher.coder]
        dialog = ChoiceDialog(
            _("Who codes on in the copy?"), choices, hint=_("Type a name"), new=_("+ coder '{name}'")
        )
        self._app.push_screen(dialog, take)

    def _ask_codings(self, coder: str) -> None:
        choices = [
            Choice(WITHOUT, _("Without codings: {coder} begins anew").format(coder=coder)),
            Choice(WITH, _("With what is coded so far, but for blind rounds")),
        ]

        def take(chosen: str | None) -> None:
            if chosen:
                self._ask_file(coder, without_codings=chosen == WITHOUT)

        self._app.push_screen(ChoiceDialog(_("What is in the copy?"), choices), take)

    def _ask_file(self, coder: str, *, without_codings: bool) -> None:
        project = as_file(self._app.researcher.project).path.resolve()
        title = _("File of the copy, in {folder}").format(folder=project.parent)
        name = f"{project.stem}-{'-'.join(coder.split()).replace('/', '-')}.qwb"

        def take(text: str | None) -> None:
            if text:
                target = project.parent / Path(text).expanduser()
                if self._app.attempt(lambda: self._app.folders.refuse(target)):
                    self._make(target, coder, without_codings=without_codings)

        self._app.push_screen(LineDialog(title, name), take)

    def _make(self, target: Path, coder: str, *, without_codings: bool) -> None:
        researcher = self._app.researcher

        def make(_job: Job) -> Parted | QualwbError:
            with researcher.project.reading() as connection:
                round_ = round_of_copy(connection)
            try:
                return split_for(researcher, target, coder, without_codings=without_codings, round_=round_)
            except QualwbError as error:
                return error

        def show(done: Parted | QualwbError, _job: Job) -> None:
            if isinstance(done, QualwbError):
                title, lines = _("Not written"), [done.message, done.hint]
            else:
                title = _("Written")
                names = _("Names stand in it as they do here: the copy is to be merged, not handed out.")
                back = _("M among the sources merges it back when it returns.")
                lines = [*parted_in_words(done), names, back]
            self._app.push_screen(ToldDialog(title, "\n".join(lines)))

        self._screen.work(_("copying"), make, show)
