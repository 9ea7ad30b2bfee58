"""What a project or codebook of another program would bring, for a person to look at before it is stored."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualwb.exchange.reconciliation import KindCount, Reconciliation
from qualwb.exchange.tables.arrivals import (
    arrival_in_words,
    kind_in_words,
    speakers_in_words,
    title_of,
)
from qualwb.localization import gettext as _
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.registry import import_actions, pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row

COUNTS = (
    ListColumn(_("What"), 10, 36),
    ListColumn(_("Found"), 6, 9, right=True),
    ListColumn(_("New"), 6, 9, right=True),
    ListColumn(_("Already here"), 8, 14, right=True),
    ListColumn(_("As another kind"), 8, 16, rank=1, right=True),
    ListColumn(_("Refused"), 7, 9, right=True),
)


@dataclass(frozen=True)
class ArrivalDecision:
    """What a person decided on a file."""

    store: bool
    find_speakers: bool = False
    again: bool = False
    """It is to be looked through once more, with the speakers found or left."""
    rest: bool = False
    """The further files are left out too."""


class ArrivalList(Listing):
    """What is found, kind by kind; Enter takes it in."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.ARRIVAL_LIST)
    BINDING_GROUP_TITLE = _("Import")


class ArrivalTable(ModalScreen[ArrivalDecision]):
    """One file with what it would bring. Enter takes it in, Escape leaves it out."""

    app: ProjectApp
    BINDINGS: ClassVar[list[Binding]] = bindings(import_actions.ARRIVAL_TABLE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Import")

    def __init__(self, plan: Reconciliation, *, found_speakers: bool, place: tuple[int, int]) -> None:
        """``place`` is file n of all."""
        super().__init__()
        self._plan, self._found_speakers, self._place = plan, found_speakers, place

    def compose(self) -> ComposeResult:
        with Vertical(classes="import-table"):
            yield Label(self._title(), classes="dialog-title", markup=False)
            yield ArrivalList(COUNTS, empty=_("Nothing that a project holds was found in it."))
            with VerticalScroll(classes="arrival-notes"):
                yield Static("\n".join(arrival_in_words(self._plan)), markup=False)
            yield Static("\n".join(self._hints()), markup=False, classes="dialog-hint arrival-hint")
        yield FittingFooter()

    def on_mount(self) -> None:
        """Show the numbers."""
        listing = self.query_one(Listing)
        listing.show([_row(one) for one in self._plan.counts])
        listing.styles.height = max(len(self._plan.counts), 1) + 1
        listing.focus()

    def _title(self) -> str:
        number, of = self._place
        return title_of(self._plan) + (_(" (file {n} of {all})").format(n=number, all=of) if of > 1 else "")

    def _hints(self) -> list[str]:
        lines = []
        if said := speakers_in_words(self._plan.speakers):
            lines.append(_("{said}: w takes them out of the text.").format(said=said))
        if self._found_speakers:
            lines.append(_("Labels in the texts are taken for speakers: w leaves them in the text."))
        if not self._plan.changes:
            lines.append(_("All of it is here already."))
        lines.append(_("Nothing is stored yet. Enter takes it in, Escape leaves it out."))
        return lines

    # Deciding

    @on(Listing.Opened)
    def _store(self, event: Listing.Opened) -> None:
        event.stop()
        self.dismiss(ArrivalDecision(True, self._found_speakers))

    def on_key(self, event: events.Key) -> None:
        """Enter takes it in wherever the focus is; on a row, opening it does."""
        listing = self.query_one(Listing)
        if event.key == "enter" and (listing.key is None or self.focused is not listing):
            self.dismiss(ArrivalDecision(True, self._found_speakers))

    def action_speakers(self) -> None:
        """Take the labels in the texts for speakers, or leave them in the text."""
        if self._found_speakers or self._plan.speakers:
            self.dismiss(ArrivalDecision(False, not self._found_speakers, again=True))

    def action_scroll_notes(self, by: int) -> None:
        """Read on in the notes, or back."""
        notes = self.query_one(".arrival-notes")
        notes.scroll_relative(y=by * max(notes.size.height - 1, 1), animate=False)

    def action_help(self) -> None:
        """The keys that work here."""
        self.app.show_keys()

    def action_skip(self) -> None:
        """Leave the file out."""
        self.dismiss(ArrivalDecision(False))

    def action_cancel(self) -> None:
        """Leave this and the further files out."""
        self.dismiss(ArrivalDecision(False, rest=True))


def _row(one: KindCount) -> Row:
    numbers = (one.found, one.new, one.here, one.otherwise, one.refused)
    cells = (kind_in_words(one.kind), *(str(n) if n else "" for n in numbers))
    return Row(one.kind, cells, "warn" if one.refused or one.unaccounted else "")
