"""The sources: what is in the project, how far it is coded, and how files come in."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding

from qualwb.acts import memos, recordings, sources
from qualwb.acts.rounds import rounds_now
from qualwb.acts.tracing import own_file
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.groups import GroupRow, group_list
from qualwb.analysis.people import SpeakerRow, speaker_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import SourceRow, source_list, source_places
from qualwb.analysis.who_counts import role_name
from qualwb.exchange.numbers import clock, percent
from qualwb.exchange.tables.material import finished_text, readings_text, sources_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.round_words import round_in_words
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.paths import LISTED, RECORDINGS
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.attribute_grid import ask_attributes_of_sources
from qualwb.workbench.screens.base import AskedText
from qualwb.workbench.screens.finishing import turn_finished
from qualwb.workbench.screens.list_screen import Job, ListScreen, lines
from qualwb.workbench.screens.sources.describing import ask_group_act, ask_source_attributes
from qualwb.workbench.widgets.listing import ListColumn, Row

if TYPE_CHECKING:
    from qualwb.workbench.screens.sources.file_import import KnownNames

Found = tuple[tuple[SourceRow, ...], tuple[SpeakerRow, ...], tuple[GroupRow, ...], bool]
"""What is listed, and whether what others coded is hidden."""


def make() -> "SourcesScreen":
    """The screen, for the app's table of screens."""
    return SourcesScreen()


class SourcesScreen(ListScreen):
    """Sources by group; files are read, looked at and stored from here."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.SOURCES)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Sources")
    columns = (
        ListColumn(_("Source"), 14, 40),
        ListColumn(_("Group"), 8, 24),
        ListColumn(_("Turns"), 5, 8, right=True),
        ListColumn(_("Words"), 6, 9, rank=1, right=True),
        ListColumn(_("Text coded"), 6, 10, right=True),
        ListColumn(_("Finished"), 5, 16, rank=1),
        ListColumn(_("Passages"), 5, 9, rank=4, right=True),
        ListColumn(_("Last time"), 9, 9, rank=3, right=True),
        ListColumn(_("Reader"), 6, 10, rank=2),
    )

    def __init__(self) -> None:
        super().__init__()
        self._sources: tuple[SourceRow, ...] = ()
        self._places: tuple[tuple[str, str], ...] = ()
        """Name and group of each source, until more is known."""
        self._speakers: dict[str, list[SpeakerRow]] = {}
        self._groups: tuple[GroupRow, ...] = ()
        self._hides = False

    # The list

    def read_project(self) -> None:
        round_ = self.app.researcher.round
        self.ask(
            "sources",
            lambda connection: find(connection, round_),
            self._read,
            soon=None if self._sources else self._names_first,
        )

    def _names_first(self, connection: Connection) -> Callable[[], object]:
        """Show what the sources are called before their words are counted."""
        places = source_places(connection)

        def show() -> None:
            self._places = places
            self.fill()

        return show

    def _read(self, found: Found) -> None:
        self._sources, speakers, self._groups, self._hides = found
        self._places = ()
        self._speakers = {}
        for speaker in speakers:
            self._speakers.setdefault(speaker.source, []).append(speaker)
        self.fill()

    def rows(self) -> list[Row]:
        unknown = [""] * (len(self.columns) - 2)
        return [Row(name, (name, group, *unknown)) for name, group in self._places] + [
            Row(
                row.name,
                (
                    row.name,
                    row.group,
                    str(row.turns),
                    str(row.words),
                    percent(row.coded),
                    finished_text(row),
                    str(row.passages),
                    clock(row.seconds),
                    row.reader,
                ),
            )
            for row in self._sources
        ]

    def summary(self) -> str:
        if self._places:
            return _("Sources")
        words = sum(row.words for row in self._sources)
        turns = sum(row.turns for row in self._sources)
        groups = len({row.group for row in self._sources})
        return " · ".join(
            (
                _("Sources"),
                ngettext("{n} source", "{n} sources", len(self._sources)).format(n=len(self._sources)),
                ngettext("{n} group", "{n} groups", groups).format(n=groups),
                ngettext("{n} turn", "{n} turns", turns).format(n=turns),
                ngettext("{n} word", "{n} words", words).format(n=words),
            )
        )

    def empty_text(self) -> str:
        return _(
            "No sources yet. Press i to import transcripts, a printed report or a project of another "
            "program, or drag files into the terminal."
        )

    def detail(self, key: Any) -> str:
        row = self._row(key)
        if row is None:
            return ""
        told = [
            (_("Source"), row.name),
            (_("Group"), row.group),
            (_("File"), row.file_name),
            (_("Reader"), row.reader),
            (_("Imported"), row.imported_at[:16].replace("T", " ")),
            (_("Turns"), _turns_in_words(row)),
            (_("Characters"), row.characters),
            (_("Codings, without those hidden") if self._hides else _("Codings in all rounds"), row.codings),
            (_("Read through"), readings_text(row) or "–"),
            (
                _("Coding finished in {round}").format(round=round_in_words(self.app.researcher.round)),
                finished_text(row) or "–",
            ),
            *(((_("Recording"), row.recording.path),) if row.recording else ()),
            *row.attributes.items(),
        ]
        speakers = [
            f"  {s.label}{'' if s.participant in ('', s.label) else f' = {s.participant}'}"
            f"{f' ({role_name(s.role)})' if s.role else ''}: "
            + ngettext("{n} turn", "{n} turns", s.turns).format(n=s.turns)
            + ", "
            + ngettext("{n} word", "{n} words", s.words).format(n=s.words)
            for s in self._speakers.get(row.name, ())
        ]
        return "\n".join([lines(told), "", _("Speakers"), *speakers])

    def open_row(self, key: Any) -> None:
        self.app.show_source(key)

    def _row(self, key: Any) -> SourceRow | None:
        return next((row for row in self._sources if row.name == key), None)

    @property
    def current(self) -> SourceRow | None:
        """The source under the cursor."""
        return self._row(self.listing.key)

    # Import

    def action_import(self) -> None:
        """Choose files to read."""
        self._ask_files(_("Import which files?"), self._take_files)

    def _ask_files(
        self,
        title: str,
        then: Callable[[list[Path] | None], None],
        *,
        single: bool = False,
        kinds: Collection[str] = LISTED,
    ) -> None:
        from qualwb.workbench.files_dialog import FilesDialog

        besides = own_file(self.app.researcher.project)
        dialog = FilesDialog(title, single=single, allowed=self.app.folders, kinds=kinds, besides=besides)
        self.app.push_screen(dialog, then)

    def _take_files(self, files: list[Path] | None) -> None:
        if files:
            self.read_files(files)

    def on_paste(self, event: events.Paste) -> None:
        """Files dragged into the terminal arrive as pasted paths."""
        from qualwb.workbench.paths import files_in

        found: list[Path] = []
        if not self.app.attempt(lambda: found.extend(files_in(event.text, self.app.folders))):
            event.stop()
            return
        files = [path for path in found if path.exists()]
        if files:
            event.stop()
            self.read_files(files)

    def action_reimport(self) -> None:
        """Read a changed file for the source under the cursor."""
        row = self.current
        if row is None:
            return

        def take(files: list[Path] | None) -> None:
            if files:
                self.read_files(files, changed=row.name)

        title = _("The changed file of '{source}' ({file})").format(source=row.name, file=row.file_name)
        self._ask_files(title, take, single=True)

    def read_files(self, files: list[Path], changed: str | None = None) -> None:
        """Read files, and ask about each before anything is stored."""
        # All that reads files of any kind takes longer to load than the screen itself.
        from qualwb.exchange.arrivals.opened_file import is_arriving
        from qualwb.workbench.screens.coders_and_rounds import CodersAndRounds, is_coded
        from qualwb.workbench.screens.sources.arrival_import import ArrivalImport
        from qualwb.workbench.screens.sources.file_import import FileImport
        from qualwb.workbench.screens.sources.merging import SUFFIX, MergeImport

        copies = [file for file in files if changed is None and file.suffix.lower() == SUFFIX]
        arriving: list[Path] = []
        rest = [file for file in files if file not in copies]
        if changed is None and not self.app.attempt(lambda: arriving.extend(filter(is_arriving, rest))):
            return
        others = [file for file in rest if file not in arriving]
        coded_before = is_coded(self.app)

        def read_others() -> None:
            if others:
                FileImport(self, self._known, changed).read(others)
            elif not coded_before:
                CodersAndRounds(self.app).offer_coded()

        def read_arriving() -> None:
            ArrivalImport(self, after=read_others).read(arriving)

        MergeImport(self, after=read_arriving, behind=len(rest)).read(copies)

    def action_merge(self) -> None:
        """Choose a copy of the project that somebody else has worked in, and merge it into this one."""
        from qualwb.workbench.screens.sources.merging import SUFFIX, refuse_no_copy

        def take(files: list[Path] | None) -> None:
            if files and self.app.attempt(lambda: refuse_no_copy(files)):
                self.read_files(files)

        self._ask_files(_("Merge which copy of the project?"), take, kinds=(SUFFIX,))

    def _known(self) -> "KnownNames":
        from qualwb.workbench.screens.sources.file_import import KnownNames

        return KnownNames(
            tuple(group.name for group in self._groups), tuple(row.name for row in self._sources)
        )

    # Acts

    def action_rename(self) -> None:
        """Give the source another name."""
        if row := self.current:
            self.ask_line(
                _("New name of '{name}'").format(name=row.name),
                lambda name: sources.rename_source(self.app.researcher, row.name, name),
                row.name,
            )

    def action_move(self) -> None:
        """Put the source into another group."""
        row = self.current
        if row is None:
            return
        groups = [group.name for group in self._groups if group.name != row.group]
        choices = [Choice("+", _("+ new group")), *(Choice(f"={name}", name) for name in groups)]

        def move(group: str) -> None:
            sources.move_source(self.app.researcher, row.name, group)

        def take(group: str | None) -> None:
            if group == "+":
                self.ask_line(_("New group"), move)
            elif group is not None:
                self.do(lambda: move(group.removeprefix(ChoiceDialog.NEW).removeprefix("=")))

        dialog = ChoiceDialog(_("To which group?"), choices, new=_("+ new group '{name}'"))
        self.app.push_screen(dialog, take)

    def action_attributes(self) -> None:
        """Edit the attributes of the source."""
        if row := self.current:
            ask_source_attributes(self, row)

    def action_group(self) -> None:
        """Rename the group of the source, or edit its attributes."""
        if row := self.current:
            now = next((group.attributes for group in self._groups if group.name == row.group), {})
            ask_group_act(self, row.group, now)

    def action_grid(self) -> None:
        """Change the attributes of all in a table."""
        ask_attributes_of_sources(self)

    def action_memo(self) -> None:
        """Write a memo on the source."""
        if row := self.current:

            def write(text: str, _was: str) -> None:
                memos.write(self.app.researcher, text, target="source", name=row.name)

            said = _("Memo written; F9 shows all memos.")
            self.ask_text(AskedText(_("Memo on '{name}'").format(name=row.name), write, said=said))

    def action_finish(self) -> None:
        """Keep that the coder has finished coding the source, or take it back."""
        if row := self.current:
            turn_finished(self, row.name)

    def action_recording(self) -> None:
        """Tie a recording to the source, or untie the one that is tied."""
        row = self.current
        if row is None:
            return
        if row.recording is None:
            self._tie(row.name)
            return
        choices = [
            Choice("tie", _("Tie another recording, or the same where it lies now")),
            Choice("untie", _("Untie '{file}'; the file stays where it is").format(file=row.recording.name)),
        ]

        def take(choice: str | None) -> None:
            if choice == "tie":
                self._tie(row.name)
            elif choice == "untie":
                self.do(lambda: recordings.untie(self.app.researcher, row.name))

        self.app.push_screen(ChoiceDialog(_("Recording of '{name}'").format(name=row.name), choices), take)

    def _tie(self, source: str) -> None:
        def take(files: list[Path] | None) -> None:
            if files:  # all of it is read, which may take a while
                self.work(
                    _("reading {file}").format(file=files[0].name),
                    lambda _job: recordings.tie(self.app.researcher, source, files[0]),
                    told,
                )

        def told(_tied: object, _job: Job) -> None:
            self.app.changed()
            self.app.notify(_("Tied. On the code screen Shift+F4 plays from a turn."), timeout=4)

        asked = _("Which file is the recording of '{name}'?").format(name=source)
        self._ask_files(asked, take, single=True, kinds=RECORDINGS)

    def action_remove(self) -> None:
        """Delete the source with its codings; undo brings it back."""
        if row := self.current:

            def show(deleted: int, _job: Job) -> None:
                self.app.changed()
                told = ngettext("Deleted with {n} coding", "Deleted with {n} codings", deleted)
                said = told.format(n=deleted) + "; " + _("u brings it back.")
                said += " " + _("Delete on the screen of privacy (gd) erases the text for good.")
                self.app.notify(said, markup=False, timeout=5)

            self.work(_("deleting"), lambda _job: sources.delete_source(self.app.researcher, row.name), show)

    def action_export(self) -> None:
        """Write the list to a file, or the project for another program."""
        from qualwb.workbench.screens.sources.for_other_programs import ExportFromSources

        def export_list() -> None:
            self.export(lambda: sources_table(self._sources), _("sources.xlsx"))

        if self.is_whole():
            ExportFromSources(self, export_list).ask()

    def action_share(self) -> None:
        """Make a copy of the project to hand to somebody else."""
        from qualwb.workbench.screens.sources.copy_to_share import CopyToShare

        CopyToShare(self).ask()


def find(connection: Connection, round_: str) -> Found:
    """The sources with what is coded in a round, their speakers, and the groups."""
    coded = Selection(rounds=(round_,))
    return together(
        connection,
        lambda asked: source_list(asked, coded),
        speaker_list,
        group_list,
        lambda asked: rounds_now(asked, round_).blind,
    )


def _turns_in_words(row: SourceRow) -> str:
    """The turns, and why the numbers beside the text go further than there are turns."""
    if not row.unspoken:
        return str(row.turns)
    said = ngettext(
        "{turns} (numbered to {last}: a paragraph that nobody speaks has a number too)",
        "{turns} (numbered to {last}: {n} paragraphs that nobody speaks have numbers too)",
        row.unspoken,
    )
    return said.format(turns=row.turns, last=row.turns + row.unspoken, n=row.unspoken)
