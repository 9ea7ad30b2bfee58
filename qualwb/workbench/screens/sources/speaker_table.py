"""The speaker table: what a file was read as, for a person to correct before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, Static

from qualwb.acts import files
from qualwb.acts.files import FileReading, Role, SpeakerFinding, Verdict
from qualwb.analysis.who_counts import role_name
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.registry import actions, pane_actions
from qualwb.workbench.screens.sources.file_words import HEADINGS, SPEAKERS, amount, heading_rows, speaker_row
from qualwb.workbench.widgets.listing import Listing, Row


@dataclass(frozen=True)
class Decision:
    """What a person decided on a file: store it so, and the further files too as they were read."""

    store: bool
    reading: FileReading
    name: str = ""
    group: str | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    rest: bool = False


def unseen(reading: FileReading) -> Decision:
    """A file stored as it was read: labels that are unsure are no speakers."""
    return Decision(True, reading, reading.file.stem, verdicts=reading.doubts_refused)


class SpeakerList(Listing):
    """The list of the table; Enter stores."""

    BINDINGS: ClassVar[list[Binding]] = actions.bindings(pane_actions.SPEAKER_LIST)
    BINDING_GROUP_TITLE = _("Import")


class SpeakerTable(ModalScreen[Decision]):
    """One file: its labels, or a printed report's headings. Enter stores, Escape leaves the file out."""

    app: ProjectApp
    BINDINGS: ClassVar[list[Binding]] = actions.bindings(actions.SPEAKER_TABLE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Import")

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
        place: tuple[int, int] = (1, 1),
    ) -> None:
        """``changed`` is the source that the file is a new state of; ``place`` is file n of all."""
        super().__init__()
        self._reading, self._groups, self._changed = reading, tuple(groups), changed
        self._taken = {name.casefold() for name in taken}
        self._source_name = changed or reading.file.stem
        self._group: str | None = None
        self._place = place
        speakers = reading.transcript.speakers if reading.transcript else ()
        self._order = {found.label: n for n, found in enumerate(speakers)}
        self._verdicts: dict[str, Verdict] = {}
        self._roles: dict[str, Role] = {}
        self._aliases: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="speaker-table"):
            yield Label(id="import-title", classes="dialog-title", markup=False)
            yield Static(id="import-facts", markup=False)
            yield SpeakerList(SPEAKERS, empty=_("No speakers are named in this file: it is stored as text."))
            yield Static(id="import-hint", markup=False, classes="dialog-hint")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one(Listing).focus()

    # Showing

    def _show(self) -> None:
        number, of = self._place
        which = _(" (file {n} of {all})").format(n=number, all=of) if of > 1 else ""
        self.query_one("#import-title", Label).update(self._reading.file.name + which)
        self.query_one("#import-facts", Static).update("\n".join(self._facts()))
        self.query_one("#import-hint", Static).update(self._hint())
        report = self._reading.report is not None
        rows = heading_rows(self._reading) if report else self._speaker_rows()
        self.query_one(Listing).show(rows, columns=HEADINGS if report else SPEAKERS)

    def _facts(self) -> list[str]:
        transcript = self._reading.transcript
        assert transcript is not None
        report = self._reading.report
        if self._changed is not None:
            lines = [_("New state of the source '{source}'").format(source=self._changed)]
        elif report is not None:
            groups = ", ".join(str(tag or self._source_name) for tag in report.groups)
            lines = [_("A group and a source for each of: {groups}").format(groups=groups)]
        else:
            lines = [
                _("Source: {name} · Group: {group}").format(
                    name=self._source_name, group=self._group or self._source_name
                )
            ]
            if self._source_name.casefold() in self._taken:
                lines.append(_("! There is a source of that name; n gives another."))
        lines.append(_("Read as '{reader}': {why}").format(reader=transcript.reader, why=transcript.why))
        lines.append(amount(self._reading))
        return lines + [f"! {warning}" for warning in transcript.warnings[:4]]

    def _hint(self) -> str:
        lines = []
        unsure = sum(self._verdict(finding) is Verdict.UNSURE for finding in self._findings())
        if unsure:
            lines.append(
                ngettext(
                    "{n} label is unsure (?): it counts as no speaker until space says so.",
                    "{n} labels are unsure (?): they count as no speakers until space says so.",
                    unsure,
                ).format(n=unsure)
            )
        lines.append(_("Nothing is stored yet. Enter stores, Escape leaves the file out."))
        if self._place[1] > self._place[0]:
            lines.append(_("A stores all further files as read, X leaves them out."))
        return "\n".join(lines)

    def _findings(self) -> tuple[SpeakerFinding, ...]:
        """The labels in the order of the first reading, so that none jumps away under the cursor."""
        transcript = self._reading.transcript
        if transcript is None or self._reading.report is not None:
            return ()
        return tuple(
            sorted(transcript.speakers, key=lambda found: self._order.get(found.label, len(self._order)))
        )

    def _speaker_rows(self) -> list[Row]:
        return [
            speaker_row(
                found,
                self._verdict(found),
                self._roles.get(found.label, found.role),
                self._aliases.get(found.label, "" if found.collective else found.label),
            )
            for found in self._findings()
        ]

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
        self._show()
        self.query_one(Listing).action_step(1)
        verdicts = dict(self._verdicts)

        def read_again() -> None:
            self.post_message(self.ReadAgain(files.settled(self._reading, verdicts), verdicts))

        self.run_worker(read_again, thread=True, exclusive=True, exit_on_error=False)

    def on_speaker_table_read_again(self, event: ReadAgain) -> None:
        event.stop()
        if event.verdicts == self._verdicts:
            self._reading = event.reading
            self._show()

    def action_role(self) -> None:
        """Choose the role of the person behind the label."""
        found = self._current()
        if found is None or self._keeps_people():
            return
        choices = [Choice(role.value, role_name(role.value)) for role in Role]

        def take(role: str | None) -> None:
            if role is not None:
                self._roles[found.label] = Role(role)
                self._show()

        self.app.push_screen(ChoiceDialog(_("Role of {label}").format(label=found.label), choices), take)

    def action_alias(self) -> None:
        """Give the person behind the label an alias; labels with one alias are one person."""
        found = self._current()
        if found is None or self._keeps_people():
            return

        def take(alias: str | None) -> None:
            if alias:
                self._aliases[found.label] = alias
                self._show()

        title = _("Alias of {label}; one alias for two labels makes them one person").format(
            label=found.label
        )
        self.app.push_screen(LineDialog(title, self._aliases.get(found.label, found.label)), take)

    def _keeps_people(self) -> bool:
        if self._changed is not None:
            self.app.notify(_("The source's people keep their roles and aliases."), timeout=3)
        return self._changed is not None

    def action_name(self) -> None:
        """Give the source another name."""
        if self._changed is None:
            self.app.push_screen(LineDialog(_("Name of the source"), self._source_name), self._take_name)

    def _take_name(self, name: str | None) -> None:
        self._source_name = name or self._source_name
        self._show()

    def action_group(self) -> None:
        """Put the source into a group that is there, or a new one."""
        if self._changed is not None or self._reading.report is not None:
            return

        def take(group: str | None) -> None:
            if group == "+":
                self.app.push_screen(
                    LineDialog(_("New group"), self._group or self._source_name), self._take_group
                )
            elif group is not None:
                self._take_group(group.removeprefix("="))

        choices = [Choice("+", _("+ new group")), *(Choice(f"={name}", name) for name in self._groups)]
        self.app.push_screen(ChoiceDialog(_("Group of the source"), choices), take)

    def _take_group(self, group: str | None) -> None:
        self._group = group or self._group
        self._show()

    # Deciding

    @on(Listing.Opened)
    def _store(self, event: Listing.Opened) -> None:
        event.stop()
        self.dismiss(self._decision())

    def on_key(self, event: events.Key) -> None:
        """Enter stores where no label is to be opened."""
        if event.key == "enter" and self.query_one(Listing).key is None:
            self.dismiss(self._decision())

    def action_store_all(self) -> None:
        """Store this file and the further ones as they were read."""
        self.dismiss(self._decision(rest=True))

    def action_skip(self) -> None:
        """Leave the file out."""
        self.dismiss(Decision(False, self._reading))

    def action_cancel(self) -> None:
        """Leave this and the further files out."""
        self.dismiss(Decision(False, self._reading, rest=True))

    def _decision(self, *, rest: bool = False) -> Decision:
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
