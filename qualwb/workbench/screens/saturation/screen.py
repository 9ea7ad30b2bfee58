"""The screen of saturation: the curve, what each group added, and the quotes of what is new in it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Label

from qualwb.acts.saturation_choice import SaturationUsed, saturation_choice
from qualwb.analysis.connection import Connection
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.analysis.saturation import Saturation, first_seen, matrix_saturation
from qualwb.exchange.numbers import number, percent
from qualwb.exchange.saturation_words import rule_of, with_choice
from qualwb.exchange.tables.analyses import ratio_in_words, saturation_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.registry import answer_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.counting_screen import CountedView, CountingScreen
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.widgets.accumulation_chart import AccumulationChart, Curve
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row
from qualwb.workbench.widgets.notes_pane import NotesPane
from qualwb.workbench.widgets.quote_list import QuoteList

COLUMNS = (
    ListColumn(_("Group"), 8, 24),
    ListColumn(_("New"), 4, 6, right=True),
    ListColumn(_("Cumulative"), 6, 11, right=True),
    ListColumn(_("Mean of orders"), 6, 22, rank=3, right=True),
    ListColumn(_("Fewest"), 6, 7, rank=5, right=True),
    ListColumn(_("Most"), 5, 7, rank=4, right=True),
    ListColumn(_("Seen before"), 6, 12, rank=2, right=True),
    ListColumn(_("What is new"), 12, 300, rank=1),
)


def make() -> "SaturationScreen":
    """The screen, for the app's table of screens."""
    return SaturationScreen()


@dataclass(frozen=True, slots=True)
class SaturationView(CountedView):
    """What is counted over what."""

    units: str = "groups"
    rule: SaturationUsed | None = None
    """None for the one that the team has chosen, or the usual one."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was asked for, by which rule, and what came of it."""

    view: SaturationView
    rule: SaturationUsed
    found: Saturation
    new: tuple[tuple[str, ...], ...]
    """What each group has that none before it has."""
    notes: tuple[str, ...]
    """The warnings and the estimates: the same wherever the cursor is."""


class SaturationScreen(CountingScreen[SaturationView]):
    """Does one more group still bring something new?"""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.SATURATION)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Saturation")

    def __init__(self) -> None:
        super().__init__(SaturationView())
        self.counted: Counted | None = None

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield AccumulationChart(id="saturation-chart")
        yield Listing(COLUMNS, id="saturation-units")
        yield QuoteList(id="saturation-quotes")
        yield NotesPane(id="saturation-notes")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.quotes.add_class("-hidden")
        self.units.focus()

    @property
    def units(self) -> Listing:
        """The groups, in the order in which they were analysed."""
        return self.query_one(Listing)

    @property
    def shown_view(self) -> SaturationView | None:
        return self.counted.view if self.counted is not None else None

    # Counting

    def read_project(self) -> None:
        """Count what the view asks for."""
        view, round_ = self.view, self.app.researcher.round
        self.ask("saturation", lambda connection: count(connection, view, round_), self._show)

    def _show(self, counted: Counted) -> None:
        self.counted = counted
        found = counted.found
        self.query_one(AccumulationChart).show(Curve(found.cumulative, found.new, found.mean))
        empty = _("No group yet: F8, then i, imports transcripts.")
        rows = [Row(place, _cells(counted, place)) for place in range(len(found.units))]
        head = _("Source") if counted.view.units == "sources" else _("Group")
        columns = (replace(COLUMNS[0], title=head), *COLUMNS[1:])
        self.units.show(rows, columns=columns, empty=empty)
        self._show_notes()
        self.show_bar()
        if self._opened is not None:
            self._read_quotes(self._opened)

    def bar_text(self) -> str:
        """What is counted, each with the key that changes it."""
        view = self.view
        parts = [
            view.rows_in_words,
            "w: " + (_("sources") if view.units == "sources" else _("groups")),
            *view.passages_in_words,
        ]
        if self.counted is not None:
            parts.insert(2, "#: " + _rule_in_words(self.counted.rule))
        return "  ".join(parts)

    @on(Listing.Highlighted)
    def _highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        self._show_notes()

    def _show_notes(self) -> None:
        """The warnings, what comes of the rule, what is new in the group under the cursor, the estimates."""
        if self.counted is None:
            return
        told = list(self.counted.notes)
        place = self.units.key
        if isinstance(place, int):
            new = self.counted.new[place]
            head = ngettext("{n} new in {group}", "{n} new in {group}", len(new))
            line = head.format(n=len(new), group=self.counted.found.units[place])
            before = len(self.counted.found.warnings) + len([*ratio_in_words(self.counted.found)])
            told.insert(before, f"{line}: {', '.join(new)}" if new else line)
        self.query_one(NotesPane).say("\n".join(told), place)

    # From a group to the quotes of what is new in it

    @on(Listing.Opened)
    def _open(self, event: Listing.Opened) -> None:
        event.stop()
        if isinstance(event.key, int) and self.counted is not None:
            self._opened = self.counted.found.units[event.key]
            self._read_quotes(self._opened)
            self.query_one(AccumulationChart).add_class("-hidden")
            self.quotes.remove_class("-hidden")
            self.quotes.focus()

    def _read_quotes(self, unit: str) -> None:
        """Ask for the quotes of what is new in a group, or source, where that is still there."""
        assert self.counted is not None
        new = dict(zip(self.counted.found.units, self.counted.new, strict=True))
        view, names = self.counted.view, new.get(unit)
        if not names:
            self._show_quotes([])
            return
        selection = view.selection(self.app.researcher.round)
        selection = (
            replace(selection, codes=names) if view.rows == "codes" else replace(selection, themes=names)
        )
        selection = (
            replace(selection, groups=(unit,))
            if view.units == "groups"
            else replace(selection, sources=(unit,))
        )
        self.ask(
            "quotes", lambda connection: find_quotes(connection, Query(None, selection)), self._show_quotes
        )

    def _show_quotes(self, quotes: list[Quote]) -> None:
        self.quotes.show(quotes, _("Nothing is new here."), of=self._opened)

    @on(QuoteList.Left)
    def close_quotes(self) -> None:
        self._opened = None
        self.quotes.add_class("-hidden")
        self.query_one(AccumulationChart).remove_class("-hidden")
        self.units.focus()

    # What the keys do

    def action_units(self) -> None:
        """Over groups or sources."""
        self.change(replace(self.view, units="groups" if self.view.units == "sources" else "sources"))

    def action_rule(self) -> None:
        """Choose base, run and threshold; an empty line stands for the team's rule."""

        def take(line: str | None) -> None:
            if line is not None:
                self.app.attempt(lambda: self.change(replace(self.view, rule=_rule_from(line, rule))))

        rule = self.counted.rule if self.counted is not None else rule_of(None)
        title = _("How many make the base, how many a run, the threshold, as 4 2 5 %; empty: the team's rule")
        written = f"{rule.base} {rule.run} {rule.percent}"
        self.app.push_screen(LineDialog(title, written, empty=True), take)

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the notes."""
        self.read_on("#saturation-notes", by)

    def action_export(self) -> None:
        """The accumulation with its estimates, to a file."""
        if self.counted is not None:
            from qualwb.exchange.figures.accumulation import accumulation

            found = self.counted.found
            ask_export_table(
                self.app, _("saturation.xlsx"), lambda: saturation_table(found), lambda: accumulation(found)
            )


def count(connection: Connection, view: SaturationView, round_: str) -> Counted:
    """Count what the view asks for, by its rule or the team's, and look what is new where."""
    choice, selection = saturation_choice(connection), view.selection(round_)
    rule = view.rule or rule_of(choice)
    matrix = theme_matrix(connection, view.rows, view.units, "presence", selection)
    found = matrix_saturation(
        connection, matrix, base=rule.base, run=rule.run, threshold=rule.threshold, selection=selection
    )
    found = with_choice(found, choice)
    notes = tuple(saturation_table(found).notes) if found.units else ()
    return Counted(view, rule, found, first_seen(matrix), notes)


def _rule_from(line: str, now: SaturationUsed) -> SaturationUsed | None:
    """The rule that a line says; what it does not say is as it is ``now``. Raises ``QualwbError``."""
    parts = line.split(maxsplit=2)
    if not parts:
        return None
    base, run, threshold = (*parts, *(str(now.base), str(now.run), now.percent)[len(parts) :])
    return SaturationUsed.read(base, run, threshold)


def _rule_in_words(rule: SaturationUsed) -> str:
    told = _("base {base}, run {run}, at most {threshold}")
    return told.format(base=rule.base, run=rule.run, threshold=percent(rule.threshold))


def _cells(counted: Counted, place: int) -> tuple[str, ...]:
    found = counted.found
    return (
        found.units[place],
        str(found.new[place]),
        str(found.cumulative[place]),
        number(found.mean[place]),
        str(found.lowest[place]),
        str(found.highest[place]),
        percent(found.seen_before[place - 1]) if place else "",
        ", ".join(counted.new[place]),
    )
