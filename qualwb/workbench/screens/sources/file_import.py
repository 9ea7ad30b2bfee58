"""An import: files are read, each is looked at by a person, and what is wanted is stored and told."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualwb.acts.changed_file import ChangedFile
from qualwb.acts.corrections import known_labels, what_changes
from qualwb.acts.files import FileReading, Stored, Transcript, Verdict, read_file, settled, store_file
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.exchange.changed_file_words import changed_file_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import ToldDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.sources.import_table import Decision, ImportTable, unseen
from qualwb.workbench.screens.sources.report_table import ReportTable
from qualwb.workbench.screens.sources.speaker_table import SpeakerTable

MOST_CHANGES = 12
"""Places of a changed text that are told when it is stored."""


@dataclass(frozen=True)
class KnownNames:
    """The names of groups and sources that are in the project already."""

    groups: tuple[str, ...]
    sources: tuple[str, ...]


class FileImport:
    """One import on a screen; nothing is stored before a person has seen how it was read."""

    def __init__(
        self, screen: ListScreen, known: Callable[[], KnownNames], changed: str | None = None
    ) -> None:
        """``changed`` is the source that the file is a new state of."""
        self._screen, self._known, self._changed = screen, known, changed
        self._waiting: deque[FileReading] = deque()
        self._files = 0
        self._last_group: str | None = None
        """The group of the file before."""
        self._failed: list[str] = []
        self._stored: list[Stored] = []

    def read(self, files: list[Path]) -> None:
        """Read files in a thread, then ask about one after the other."""

        def read(job: Job) -> list[FileReading]:
            readings = []
            for number, file in enumerate(files, 1):
                if job.stopped:
                    break
                job.tell(
                    _("reading file {n} of {all}: {file}").format(n=number, all=len(files), file=file.name)
                )
                readings.append(read_file(file))
            return readings

        def show(readings: list[FileReading], _job: Job) -> None:
            self._failed = [reading.error for reading in readings if reading.error]
            self._waiting = deque(reading for reading in readings if not reading.error)
            self._files = len(self._waiting)
            self._next()

        self._screen.work(_("reading files"), read, show, abandon=_("Stopped; nothing was stored."))

    def _next(self) -> None:
        """Ask about the next file; after the last, tell what became of all."""
        if not self._waiting:
            self._tell()
            return
        reading, known = self._waiting.popleft(), self._known()
        place = (self._files - len(self._waiting), self._files)
        table: ImportTable
        if reading.report is not None:
            table = ReportTable(reading, groups=known.groups, taken=known.sources, place=place)
        else:
            known_speakers = self._known_speakers()
            verdicts = {
                finding.label: Verdict.SPEAKER
                for finding in (reading.transcript.speakers if reading.transcript else ())
                if finding.label in known_speakers and finding.verdict is not Verdict.SPEAKER
            }
            table = SpeakerTable(
                settled(reading, verdicts),
                verdicts=verdicts,
                aliases={label: alias for label, alias in known_speakers.items() if alias},
                groups=known.groups,
                taken=known.sources,
                changed=self._changed,
                changes=self._what_changes if self._changed is not None else None,
                place=place,
                last_group=self._last_group,
            )
        self._screen.app.push_screen(table, self._decided)

    def _known_speakers(self) -> dict[str, str]:
        """The labels of the source whose new state is read, with their aliases; none for a new source."""
        if self._changed is None:
            return {}
        with self._screen.app.researcher.project.reading() as connection:
            return known_labels(connection, self._changed)

    def _what_changes(self, transcript: Transcript) -> ChangedFile:
        assert self._changed is not None
        with self._screen.app.researcher.project.reading() as connection:
            return what_changes(connection, self._changed, transcript)

    def _decided(self, decision: Decision | None) -> None:
        if decision is not None and decision.again:
            self._waiting.appendleft(decision.reading)
            self._next()
            return
        rest = list(self._waiting)
        if decision is None or decision.rest:
            self._waiting.clear()
        if decision is not None and decision.store:
            self._last_group = decision.group or decision.name
            further = [unseen(reading) for reading in rest] if decision.rest else []
            self._store([decision, *further])
        else:
            self._next()

    def _store(self, decisions: list[Decision]) -> None:
        researcher = self._screen.app.researcher

        def store(job: Job) -> tuple[list[Stored], list[str]]:
            stored, failed = [], []
            for decision in decisions:
                file = decision.reading.file.name
                if job.stopped:
                    failed.append(_("{file}: not stored, stopped.").format(file=file))
                    continue
                job.tell(_("storing {file}").format(file=file))
                try:
                    stored.append(_stored(researcher, decision, self._changed))
                except QualwbError as error:
                    failed.append(f"{file}: {error}")
            return stored, failed

        def show(done: tuple[list[Stored], list[str]], _job: Job) -> None:
            stored, failed = done
            self._stored += stored
            self._failed += failed
            if stored:
                self._begin_at(self._stored[0].sources[0])
            self._screen.app.changed()
            self._next()

        self._screen.work(_("storing"), store, show)

    def _begin_at(self, first: str) -> None:
        """Let the code screen show the first source of the import next: at its start, unless it was read."""
        state = self._screen.app.state
        self._screen.seek(first)
        state.source = first
        if self._changed is None:
            state.places.pop(first, None)  # of another of that name, which is gone

    def _tell(self) -> None:
        """Say what was stored, what was not and why, and which passages are gone from a changed text."""
        said, moved = self._in_short(), self._moved()
        if not self._failed and not moved:
            self._screen.app.notify(said, markup=False, timeout=4)
            return
        failed = [_("Not stored:"), *self._failed, ""] if self._failed else []
        back = ["", _("u takes the changed text back.")] if moved else []
        self._screen.app.push_screen(ToldDialog(_("Import"), "\n".join([said, "", *failed, *moved, *back])))

    def _in_short(self) -> str:
        names = [name for stored in self._stored for name in stored.sources]
        said = ngettext("{n} source stored", "{n} sources stored", len(names)).format(n=len(names))
        if self._stored:
            turns = sum(stored.spoken for stored in self._stored)
            said += ", " + ngettext("{n} turn", "{n} turns", turns).format(n=turns)
            said += self._coded_in_words()
            said += ". " + _("F2 shows {source}.").format(source=names[0])
        return said

    def _coded_in_words(self) -> str:
        """What printed reports coded, as whose and where; nothing where none was among the files."""
        coded, researcher = sum(stored.coded for stored in self._stored), self._screen.app.researcher
        if not coded:
            return ""
        told = ngettext(
            "; {n} passage coded as {coder} in round {round}",
            "; {n} passages coded as {coder} in round {round}",
            coded,
        )
        return told.format(n=coded, coder=researcher.coder, round=researcher.round)

    def _moved(self) -> list[str]:
        """The passages that a changed text has no place for, and those that joined others in it."""
        lost = [orphan for stored in self._stored for orphan in stored.lost]
        told = [f"{orphan.kind} {orphan.key}: ”{orphan.quote}”" for orphan in lost]
        if lost:
            told.insert(0, _("These passages are gone from the text; they are kept, but not counted:"))
        told += [one.in_words() for stored in self._stored for one in stored.joined]
        for stored in self._stored:
            file = stored.changed
            if file is not None and (file.speakers or any(change.takes_back for change in file.changes)):
                told += changed_file_in_words(file, MOST_CHANGES)
        return told


def _stored(researcher: Researcher, decision: Decision, changed: str | None) -> Stored:
    return store_file(
        researcher,
        settled(decision.reading, decision.verdicts),
        name=decision.name,
        group=decision.group,
        changed=changed,
        roles=decision.roles,
        aliases=decision.aliases,
    )
