"""Colleagues' copies of the project on a screen: compared, merged, told of, one by one."""

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from qualwb.acts.merging.merge import Merged, merge, plan_merge
from qualwb.errors import QualwbError
from qualwb.exchange.tables.merging import findings_in_words, tallies_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import ConfirmDialog, ToldDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen

SUFFIX = ".qwb"
"""What files of projects are called."""
FINDINGS = 8
"""Lines on conflicts and lost places that are shown before merging; after it all are."""


def refuse_no_copy(files: Iterable[Path]) -> None:
    """Raise ``QualwbError`` for the first file that is no project of this program."""
    for file in files:
        if file.suffix.lower() != SUFFIX:
            raise QualwbError(
                _("{file} is no copy of the project: its name does not end in {suffix}.").format(
                    file=file.name, suffix=SUFFIX
                ),
                _("Other files are imported with i."),
            )


class MergeImport:
    """Merging on a screen; nothing is written before a person has seen what would be."""

    def __init__(self, screen: ListScreen, after: Callable[[], None], *, behind: int = 0) -> None:
        """``after`` is called when the last file is settled, and reads so many files that are ``behind``."""
        self._screen, self._after, self._behind = screen, after, behind
        self._waiting: deque[Path] = deque()

    def read(self, files: list[Path]) -> None:
        """Compare the files with the project one after the other, and ask about each."""
        self._waiting = deque(files)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._after()
            return
        file, researcher = self._waiting.popleft(), self._screen.app.researcher

        def compare(job: Job) -> Merged | QualwbError:
            try:
                return plan_merge(researcher, file, job.tell)
            except QualwbError as error:
                return error

        def show(planned: Merged | QualwbError, _job: Job) -> None:
            if isinstance(planned, QualwbError):
                self._tell(_("Not merged"), [str(planned)])
            elif planned.changes:
                self._ask(planned)
            else:
                said = _("There was nothing new in {file}.").format(file=file.name)
                self._screen.app.notify(said, markup=False)
                self._next()

        said = _("comparing {file} with the project").format(file=file.name)
        self._screen.work(said, compare, show, abandon=_("Stopped; nothing was merged."))

    def _ask(self, planned: Merged) -> None:
        findings = findings_in_words(planned)
        shown = [str(planned.other), "", *tallies_in_words(planned), "", *findings[:FINDINGS]]
        if len(findings) > FINDINGS:
            shown.append(_("… and {n} more lines, told after it").format(n=len(findings) - FINDINGS))

        def take(yes: bool | None) -> None:
            if yes:
                self._merge(planned.other)
            else:
                self._next()

        title = _("Merge {file} into this project?").format(file=planned.other.name)
        self._screen.app.push_screen(ConfirmDialog(title, "\n".join(shown)), take)

    def _merge(self, file: Path) -> None:
        researcher = self._screen.app.researcher

        def write(job: Job) -> Merged:
            return merge(researcher, file, job.tell)

        def show(done: Merged, _job: Job) -> None:
            self._screen.app.changed()
            back = _("u takes the whole merge back.")
            if done.to_look_at:
                self._tell(_("Merged"), [*tallies_in_words(done), "", *findings_in_words(done), "", back])
                return
            said = _("Merged: {file}.").format(file=file.name)
            self._screen.app.notify(f"{said} {back}", markup=False)
            self._next()

        self._screen.work(_("merging {file}").format(file=file.name), write, show)

    def _tell(self, title: str, lines: list[str]) -> None:
        if left := len(self._waiting) + self._behind:
            said = ngettext("Then {n} more file is read.", "Then {n} more files are read.", left)
            lines = [*lines, "", said.format(n=left)]
        self._screen.app.push_screen(ToldDialog(title, "\n".join(lines)), lambda _closed: self._next())
