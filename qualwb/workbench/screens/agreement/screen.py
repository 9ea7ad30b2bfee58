"""The screen of agreement: the figures of two coders, code by code, and what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Label

from qualwb.analysis.agreement.coder_agreement import CoderAgreement, LabelAgreement, coder_agreement
from qualwb.analysis.agreement.compared import PairInRound
from qualwb.analysis.agreement.labels import Asked as LabelsAsked
from qualwb.analysis.agreement.material import AgreementWish
from qualwb.analysis.connection import Connection
from qualwb.errors import QualwbError
from qualwb.exchange.agreement_words import agreement_notes
from qualwb.exchange.numbers import number
from qualwb.exchange.tables.agreement import FEW_SIGN, agreement_table
from qualwb.localization import gettext as _
from qualwb.round_words import round_in_words
from qualwb.workbench.registry import answer_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.compare.choosing_pair import ask_pair, refusal_in_words
from qualwb.workbench.screens.compare.side_by_side import Asked, compared_pair
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.sorting_screen import SortingScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row
from qualwb.workbench.widgets.notes_pane import NotesPane

ALL_THEMES = LabelsAsked(themes=("",))


WIDEST = 16
"""Of a column of one coder."""


def make() -> "AgreementScreen":
    """The screen, for the app's table of screens."""
    return AgreementScreen()


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Whose agreement on what."""

    asked: Asked = field(default_factory=Asked)
    rows: str = "codes"


class AgreementScreen(SortingScreen):
    """Do the coders find the same places, and give them the same codes?"""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.AGREEMENT)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Agreement")

    def __init__(self) -> None:
        super().__init__()
        self.view = AgreementView()
        """What is chosen."""
        self.found: CoderAgreement | None = None

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield Listing(_columns(_("the first"), _("the second"), "codes"), id="agreement-rows")
        yield NotesPane(id="agreement-notes")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.listing.focus()

    # Counting

    def read_project(self) -> None:
        """Count what the view asks for."""
        view, at_work = self.view, self.app.researcher.round
        self.ask("agreement", lambda connection: count(connection, view, at_work), self._show)

    def _show(self, found: CoderAgreement) -> None:
        self.found = found
        self.show_in_order()
        self._tell("\n".join(agreement_notes(found)))
        self.show_bar()

    def columns_to_sort(self) -> Sequence[ListColumn]:
        if self.found is None:
            return ()
        first, second = self.found.coders
        return _columns(first, second, self.found.kind)

    def show_in_order(self) -> None:
        if self.found is None:
            return
        columns = self.columns_to_sort()
        rows = self.order.rows([Row(row.name, _cells(row)) for row in self.found.labels], columns)
        empty = _("Neither of them has coded anything.")
        self.listing.show(rows, columns=self.order.headed(columns), empty=empty)

    def refused(self, kind: str, error: QualwbError) -> None:
        """Tell on the screen why there are no figures."""
        if kind != "agreement":
            super().refused(kind, error)
            return
        if self.view.asked != Asked():  # of coders that are gone
            self.app.notify(refusal_in_words(error), severity="warning", markup=False, timeout=6)
            self._change(replace(self.view, asked=Asked()))
            return
        self.found = None
        other = _("f: other coders, or another round.")
        self.listing.show([], empty=f"{refusal_in_words(error)} {other}")
        self._tell("")
        self.show_bar()

    def _tell(self, notes: str) -> None:
        self.query_one(NotesPane).say(notes)

    def bar_text(self) -> str:
        """Whose agreement, each choice with the key that changes it."""
        parts = ["R: " + (_("themes") if self.view.rows == "themes" else _("codes"))]
        if self.found is not None:
            round_ = round_in_words(self.found.round)
            parts.append(f"f: {' – '.join(self.found.coders)}, {round_}")
            if any(row.is_few for row in self.found.labels):
                parts.append(_("{sign} few units").format(sign=FEW_SIGN))
        return "  ".join(parts)

    # What the keys do

    @on(Listing.Opened)
    def _open(self, event: Listing.Opened) -> None:
        """To the disagreements on the code, or on those of the theme."""
        event.stop()
        if self.found is not None:
            self.app.show_disagreements(self.found.coders, self.found.round, str(event.key))

    def action_rows(self) -> None:
        """Codes or themes."""
        self._change(replace(self.view, rows="codes" if self.view.rows == "themes" else "themes"))

    def action_choose(self) -> None:
        """Other coders, or another round."""

        def take(pair: PairInRound) -> None:
            self._change(replace(self.view, asked=Asked(pair.coders, pair.round)))

        ask_pair(self.app, _("Agreement"), take)

    def _change(self, view: AgreementView) -> None:
        self.view = view
        self.read_project()
        self.show_bar()

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the notes."""
        self.read_on("#agreement-notes", by)

    def action_export(self) -> None:
        """The table with its notes, to a file."""
        if self.found is None:
            self.app.notify(_("There is nothing to export here."), severity="warning", timeout=4)
            return
        found = self.found
        ask_export_table(self.app, _("agreement.xlsx"), lambda: agreement_table(found))

    def action_stop(self) -> None:
        """Wait no longer; else back to where the reader came from."""
        if self.waits:
            super().action_stop()
        else:
            self.app.go_back()


def count(connection: Connection, view: AgreementView, at_work: str) -> CoderAgreement:
    """The agreement that a view asks for, as 'qualwb agreement' counts it."""
    compared = compared_pair(connection, view.asked, at_work)
    labels = ALL_THEMES if view.rows == "themes" else LabelsAsked()
    wish = AgreementWish(tuple(compared.coders.values()), compared.round, labels)
    return coder_agreement(connection, wish)


def _columns(first: str, second: str, kind: str) -> tuple[ListColumn, ...]:
    only, units = _("Only {coder}"), _("Units {coder}")
    return (
        ListColumn(_("Theme") if kind == "themes" else _("Code"), 20, 40),
        ListColumn(only.format(coder=first), 8, WIDEST, right=True),
        ListColumn(only.format(coder=second), 8, WIDEST, right=True),
        ListColumn(_("Both"), 5, 8, right=True),
        ListColumn(_("Jaccard"), 7, 8, right=True),
        ListColumn(_("|u-alpha"), 8, 8, right=True),
        _column_of(units.format(coder=first), rank=3),
        _column_of(units.format(coder=second), rank=3),
        ListColumn(_("Matched"), 7, 10, rank=2, right=True),
        ListColumn("", 1, 1),
    )


def _column_of(head: str, *, rank: int = 0) -> ListColumn:
    """A column of one coder: it is there only where its head can be read."""
    return ListColumn(head, min(len(head), WIDEST), WIDEST, rank=rank, right=True)


def _cells(row: LabelAgreement) -> tuple[str, ...]:
    """The figures of a code; of two coders there always are those of how they meet, where both coded."""
    sign, alpha = FEW_SIGN if row.is_few else "", number(row.alpha)
    if row.met is None:
        return (row.name, *[number(None)] * 4, alpha, *[number(None)] * 3, sign)
    met = row.met
    characters = (str(met.only_a), str(met.only_b), str(met.both))
    units = (str(met.units_a), str(met.units_b), str(met.matched))
    return (row.name, *characters, number(met.jaccard), alpha, *units, sign)
