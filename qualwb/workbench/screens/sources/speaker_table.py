"""The speaker table: whom a file was read as speaking, for a person to correct before anything is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from qualwb.acts import files
from qualwb.acts.changed_file import ChangedFile
from qualwb.acts.files import FileReading, Role, SpeakerFinding, Transcript, Verdict
from qualwb.analysis.who_counts import role_name
from qualwb.errors import QualwbError
from qualwb.exchange.changed_file_words import changed_file_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.registry import import_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.sources.file_words import SPEAKERS, speaker_row
from qualwb.workbench.screens.sources.import_table import Decision, ImportTable
from qualwb.workbench.widgets.listing import Listing, Row

LEFT_TO_OTHERS = 18
"""Rows of the screen that all but the changes of a file take, the list with some of its rows."""


class SpeakerTable(ImportTable):
    """One transcript by its labels."""

    BINDINGS: ClassVar[list[Binding]] = bindings(import_actions.SPEAKER_TABLE)  # type: ignore[assignment]
    columns = SPEAKERS
    empty = _("No speakers are named in this file: it is stored as text. w reads it as a printed report.")

    @dataclass
    class ReadAgain(Message):
        """The file was read with other verdicts."""

        reading: FileReading
        verdicts: dict[str, Verdict]

    def __init__(
        self,
        reading: FileReading,
        *,
        groups: Sequence[str] = (),
        taken: Sequence[str] = (),
        changed: str | None = None,
        changes: Callable[[Transcript], ChangedFile] | None = None,
        place: tuple[int, int] = (1, 1),
        last_group: str | None = None,
        verdicts: Mapping[str, Verdict] = {},
        aliases: Mapping[str, str] = {},
    ) -> None:
        """``changed`` is the source that the file is a new state of, and ``changes`` tells what it changes.

        ``place`` is file n of all. ``verdicts`` and ``aliases`` are what is known of labels before.
        ``last_group`` is that of the file before, which is offered first.
        """
        super().__init__(reading, changed or reading.file.stem, place)
        self._groups, self._changed, self._last = tuple(groups), changed, last_group
        self._changes = changes
        self._compared: tuple[Transcript, ChangedFile] | None = None
        self._taken = {name.casefold() for name in taken}
        self._group: str | None = None
        speakers = reading.transcript.speakers if reading.transcript else ()
        self._order = {found.label: n for n, found in enumerate(speakers)}
        self._verdicts = dict(verdicts)
        self._roles: dict[str, Role] = {}
        self._aliases = dict(aliases)

    # Showing

    def destination(self) -> list[str]:
        if self._changed is not None:
            told = [_("New state of the source '{source}'").format(source=self._changed)]
            return [*told, *self._told_changes()]
        lines = [
            _("Source: {name} · Group: {group}").format(
                name=self._source_name, group=self._group or self._source_name
            )
        ]
        if self._source_name.casefold() in self._taken:
            lines.append(_("! There is a source of that name; r gives another."))
        return lines

    def _told_changes(self) -> list[str]:
        """What the file changes, as it is read now: compared once for each reading."""
        read = self._reading.transcript
        if self._changes is None or read is None:
            return []
        if self._compared is None or self._compared[0] is not read:
            try:
                self._compared = read, self._changes(read)
            except QualwbError as error:  # the source is gone, or the server
                return [f"! {error}"]
        return changed_file_in_words(self._compared[1], max(self.app.size.height - LEFT_TO_OTHERS, 3))

    def hints(self) -> list[str]:
        unsure = sum(self._verdict(finding) is Verdict.UNSURE for finding in self._findings())
        if not unsure:
            return []
        return [
            ngettext(
                "{n} label is unsure (?): it counts as no speaker until space says so.",
                "{n} labels are unsure (?): they count as no speakers until space says so.",
                unsure,
            ).format(n=unsure)
        ]

    def rows(self) -> list[Row]:
        return [
            speaker_row(
                found,
                self._verdict(found),
                self._roles.get(found.label, found.role),
                self._aliases.get(found.label, "" if found.collective else found.label),
            )
            for found in self._findings()
        ]

    def _findings(self) -> tuple[SpeakerFinding, ...]:
        """The labels in the order of the first reading, so that none jumps away under the cursor."""
        found = self._reading.transcript.speakers if self._reading.transcript else ()
        return tuple(sorted(found, key=lambda one: self._order.get(one.label, len(self._order))))

    def _verdict(self, found: SpeakerFinding) -> Verdict:
        return self._verdicts.get(found.label, found.verdict)

    def _current(self) -> SpeakerFinding | None:
        key = self.query_one(Listing).key
        return next((found for found in self._findings() if found.label == key), None)

    # Correcting

    def action_decide(self) -> None:
        """Say that the label is a speaker, or that it is not; the file is read again so."""
        found = self._current()
        if found is None:
            return
        is_one = self._verdict(found) is Verdict.SPEAKER
        self._verdicts[found.label] = Verdict.NOT_A_SPEAKER if is_one else Verdict.SPEAKER
        self.show()
        self.query_one(Listing).action_step(1)
        verdicts = dict(self._verdicts)

        def read_again() -> None:
            self.post_message(self.ReadAgain(files.settled(self._reading, verdicts), verdicts))

        self.run_worker(read_again, thread=True, exclusive=True, exit_on_error=False)

    def on_speaker_table_read_again(self, event: ReadAgain) -> None:
        event.stop()
        if event.verdicts == self._verdicts:
            self._reading = event.reading
            self.show()

    def action_report(self) -> None:
        """Read the file as a printed report, whose quotes are then looked through."""
        if self._changed is not None:
            return
        try:
            again = files.read_as_report(self._reading)
        except QualwbError as error:
            self.app.notify(str(error), markup=False, timeout=4)
        else:
            self.dismiss(Decision(False, again, again=True))

    def action_role(self) -> None:
        """Choose the role of the person behind the label."""
        found = self._current()
        if found is None or self._keeps_people():
            return
        choices = [Choice(role.value, role_name(role.value)) for role in Role]

        def take(role: str | None) -> None:
            if role is not None:
                self._roles[found.label] = Role(role)
                self.show()

        self.app.push_screen(ChoiceDialog(_("Role of {label}").format(label=found.label), choices), take)

    def action_alias(self) -> None:
        """Give the person behind the label an alias; labels with one alias are one person."""
        found = self._current()
        if found is None or self._keeps_people():
            return

        def take(alias: str | None) -> None:
            if alias:
                self._aliases[found.label] = alias
                self.show()

        title = _("Alias of {label}; one alias for two labels makes them one person").format(
            label=found.label
        )
        self.app.push_screen(LineDialog(title, self._aliases.get(found.label, found.label)), take)

    def _keeps_people(self) -> bool:
        if self._changed is not None:
            self.app.notify(_("The source's people keep their roles and aliases."), timeout=3)
        return self._changed is not None

    def action_name(self) -> None:
        """Give the source another name; a new state keeps its source's."""
        if self._changed is None:
            super().action_name()

    def action_group(self) -> None:
        """Put the source into a group that is there, or a new one."""
        if self._changed is not None:
            return

        def take(group: str | None) -> None:
            if group is not None:
                self._take_group(group.removeprefix(ChoiceDialog.NEW).removeprefix("="))

        first = [self._last] if self._last is not None else []
        names = dict.fromkeys([*first, *self._groups])
        dialog = ChoiceDialog(
            _("Group of the source"),
            [Choice(f"={name}", name) for name in names],
            hint=_("A group, or the name of a new one"),
            new=_("+ new group '{name}'"),
        )
        self.app.push_screen(dialog, take)

    def _take_group(self, group: str | None) -> None:
        self._group = group or self._group
        self.show()

    # Deciding

    def decision(self, *, rest: bool = False) -> Decision:
        return Decision(
            True,
            self._reading,
            self._source_name,
            self._group,
            self._reading.doubts_refused | self._verdicts,
            dict(self._roles),
            dict(self._aliases),
            rest,
        )
