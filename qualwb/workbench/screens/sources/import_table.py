"""What a file was read as, for a person to look through before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualwb.acts.files import FileReading, Role, Verdict
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.sources.file_words import amount
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row


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
    again: bool = False
    """The reading is another one of the file, to be looked through in its turn."""


def unseen(reading: FileReading) -> Decision:
    """A file stored as it was read: labels that are unsure are no speakers."""
    return Decision(True, reading, reading.file.stem, verdicts=reading.doubts_refused)


class ImportList(Listing):
    """The list of the table; Enter stores."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.IMPORT_LIST)
    BINDING_GROUP_TITLE = _("Import")


class ImportTable(ModalScreen[Decision]):
    """One file, with a list of what was found in it. Enter stores, Escape leaves the file out."""

    app: ProjectApp
    BINDING_GROUP_TITLE = _("Import")
    columns: ClassVar[Sequence[ListColumn]] = ()
    empty = ""

    def __init__(self, reading: FileReading, source_name: str, place: tuple[int, int]) -> None:
        """``place`` is file n of all."""
        super().__init__()
        self._reading, self._source_name, self._place = reading, source_name, place

    def compose(self) -> ComposeResult:
        with Vertical(classes="import-table"):
            yield Label(id="import-title", classes="dialog-title", markup=False)
            yield Static(id="import-facts", markup=False)
            yield ImportList(self.columns, empty=self.empty)
            yield Static(id="import-hint", markup=False, classes="dialog-hint")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.show()
        self.query_one(Listing).focus()

    # Showing

    def show(self) -> None:
        """Show the file as it is read now."""
        number, of = self._place
        which = _(" (file {n} of {all})").format(n=number, all=of) if of > 1 else ""
        self.query_one("#import-title", Label).update(self._reading.file.name + which)
        self.query_one("#import-facts", Static).update("\n".join(self._facts()))
        self.query_one("#import-hint", Static).update("\n".join(self._hints()))
        self.query_one(Listing).show(self.rows())

    def rows(self) -> list[Row]:
        """What was found in the file."""
        raise NotImplementedError

    def destination(self) -> list[str]:
        """Where it will be stored, in words."""
        raise NotImplementedError

    def hints(self) -> list[str]:
        """What is still to be decided."""
        return []

    def _facts(self) -> list[str]:
        transcript = self._reading.transcript
        assert transcript is not None
        read_as = _("Read as '{reader}': {why}").format(reader=transcript.reader, why=transcript.why)
        warnings = [f"! {warning}" for warning in transcript.warnings[:4]]
        return [*self.destination(), read_as, amount(self._reading), *warnings]

    def _hints(self) -> list[str]:
        lines = [*self.hints(), _("Nothing is stored yet. Enter stores, Escape leaves the file out.")]
        if self._place[1] > self._place[0]:
            lines.append(_("A stores all further files as read, X leaves them out."))
        return lines

    # Deciding

    def decision(self, *, rest: bool = False) -> Decision:
        """The file is to be stored as it is shown."""
        raise NotImplementedError

    def action_name(self) -> None:
        """Give the source another name."""
        self.app.push_screen(LineDialog(_("Name of the source"), self._source_name), self._take_name)

    def _take_name(self, name: str | None) -> None:
        self._source_name = name or self._source_name
        self.show()

    @on(Listing.Opened)
    def _store(self, event: Listing.Opened) -> None:
        event.stop()
        self.dismiss(self.decision())

    def on_key(self, event: events.Key) -> None:
        """Enter stores where no row is to be opened."""
        if event.key == "enter" and self.query_one(Listing).key is None:
            self.dismiss(self.decision())

    def action_store_all(self) -> None:
        """Store this file and the further ones as they were read."""
        self.dismiss(self.decision(rest=True))

    def action_skip(self) -> None:
        """Leave the file out."""
        self.dismiss(Decision(False, self._reading))

    def action_cancel(self) -> None:
        """Leave this and the further files out."""
        self.dismiss(Decision(False, self._reading, rest=True))
