"""Projects and codebooks of other programs on a screen: looked through, taken in, told of, one by one."""

from collections import deque
from collections.abc import Callable
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.arrivals.opened_file import OpenedFile, opened_file
from qualwb.exchange.reconciliation import Reconciliation
from qualwb.exchange.tables.arrivals import arrival_in_words, kind_in_words
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Wishes
from qualwb.workbench.dialogs import ToldDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.sources.arrival_table import ArrivalDecision, ArrivalTable


class ArrivalImport:
    """One import on a screen; nothing is stored before a person has seen what it would bring."""

    def __init__(self, screen: ListScreen, after: Callable[[], None]) -> None:
        """``after`` is called when the last file is settled."""
        self._screen, self._after = screen, after
        self._waiting: deque[Path] = deque()
        self._files = 0

    def read(self, files: list[Path]) -> None:
        """Read the files one after the other, and ask about each."""
        self._waiting, self._files = deque(files), len(files)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._after()
            return
        file, researcher = self._waiting.popleft(), self._screen.app.researcher
        wishes = Wishes(researcher.coder, researcher.round)

        def read(_job: Job) -> OpenedFile | QualwbError:
            try:
                return opened_file(file, wishes, researcher)
            except QualwbError as error:
                return error

        def show(opened: OpenedFile | QualwbError, _job: Job) -> None:
            if isinstance(opened, QualwbError):
                self._tell(_("Not stored"), [str(opened)])
            else:
                self._plan(opened, find_speakers=False)

        said = _("reading {file}").format(file=file.name)
        self._screen.work(said, read, show, abandon=_("Stopped; nothing was stored."))

    def _plan(self, opened: OpenedFile, *, find_speakers: bool) -> None:
        """Show what the file would bring."""
        researcher = self._screen.app.researcher
        place = (self._files - len(self._waiting), self._files)

        def plan(job: Job) -> Reconciliation:
            return opened.take_in(researcher, find_speakers=find_speakers, dry_run=True, progress=job.tell)

        def show(planned: Reconciliation, _job: Job) -> None:
            table = ArrivalTable(planned, found_speakers=find_speakers, place=place)
            self._screen.app.push_screen(table, lambda decision: self._decided(opened, decision))

        said = _("comparing with the project")
        self._screen.work(said, plan, show, abandon=_("Stopped; nothing was stored."))

    def _decided(self, opened: OpenedFile, decision: ArrivalDecision | None) -> None:
        if decision is not None and decision.again:
            self._plan(opened, find_speakers=decision.find_speakers)
        elif decision is not None and decision.store:
            self._store(opened, find_speakers=decision.find_speakers)
        else:
            if decision is None or decision.rest:
                self._waiting.clear()
            self._next()

    def _store(self, opened: OpenedFile, *, find_speakers: bool) -> None:
        researcher = self._screen.app.researcher

        def store(job: Job) -> Reconciliation:
            return opened.take_in(researcher, find_speakers=find_speakers, progress=job.tell)

        def show(done: Reconciliation, _job: Job) -> None:
            self._screen.app.changed()
            title = _("Taken in: {numbers}").format(numbers=_numbers(done))
            if done.is_lossy:
                back = _("u takes all of it back.")
                self._tell(title, [*arrival_in_words(done), "", back])
                return
            said = _("There was nothing new in {file}.").format(file=done.file.name)
            if done.changes:
                said = f"{title}. " + _("u takes all of it back.")
            self._screen.app.notify(said, markup=False)
            self._next()

        self._screen.work(_("storing"), store, show)

    def _tell(self, title: str, lines: list[str]) -> None:
        self._screen.app.push_screen(ToldDialog(title, "\n".join(lines)), lambda _closed: self._next())


def _numbers(done: Reconciliation) -> str:
    """'source 2, code 40, coding 205'"""
    told = [f"{kind_in_words(one.kind)} {one.new}" for one in done.counts if one.new]
    return ", ".join(told) or _("nothing new")
