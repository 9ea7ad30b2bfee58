"""The dialog for splitting a code: passages that go to the new code are ticked, and the reason is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from qualwb.analysis.code_uses import CodeUse
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import one_line
from qualwb.workbench.widgets.listing import ListColumn, QuietListing, Row

COLUMNS = (
    ListColumn("", 3, 3),
    ListColumn(_("Place"), 8, 20),
    ListColumn(_("Speaker"), 4, 12, rank=1),
    ListColumn(_("Text"), 20, 300),
    ListColumn(_("Coder"), 4, 24, rank=2),
)


@dataclass(frozen=True, slots=True)
class Split:
    """What goes to which new code, and why."""

    codings: tuple[int, ...]
    new: str
    reason: str


class SplitDialog(ModalScreen[Split | None]):
    """The filter narrows by text, group, source, speaker or coder; space ticks one, A all that are shown."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s,ctrl+j", "take", _("Split"), priority=True),
        Binding("escape", "dismiss(None)", _("Cancel"), priority=True),
        Binding("space", "tick", _("Tick")),
        Binding("A", "tick_all", _("Tick all that are shown")),
        Binding("slash", "filter", _("Filter")),
    ]

    def __init__(self, code: str, uses: Sequence[CodeUse], asked: Split | None = None) -> None:
        """``asked`` is what was asked for before and refused."""
        super().__init__()
        self._code, self._uses = code, uses
        self._found_by = {use.key: _found_by(use) for use in uses}
        self._asked = asked or Split((), "", "")
        self._ticked = self._found_by.keys() & set(self._asked.codings)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall -wide"):
            yield Label(classes="dialog-title", markup=False)
            yield Input(placeholder=_("/ filter by text, group, speaker ..."), id="split-filter")
            yield QuietListing(COLUMNS, empty=_("Nothing fits the filter."), id="split-uses")
            yield Input(self._asked.new, placeholder=_("Name of the new code"), id="split-name")
            yield Input(self._asked.reason, placeholder=_("Why? (kept in the journal)"), id="split-reason")
            hint = _("Space ticks, A all, Tab to the next field, Ctrl+S splits, Escape cancels")
            yield Label(hint, classes="dialog-hint")

    def on_mount(self) -> None:
        """Begin among the passages; after a refusal at the name, which is what was wrong."""
        self._show()
        (self._field("name") if self._asked.codings else self._listing).focus()

    @property
    def _listing(self) -> QuietListing:
        return self.query_one(QuietListing)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#split-{name}", Input)

    @property
    def _shown(self) -> list[CodeUse]:
        words = self._field("filter").value.casefold().split()
        return [use for use in self._uses if all(word in self._found_by[use.key] for word in words)]

    def _show(self) -> None:
        several = len({use.round for use in self._uses}) > 1
        rows = [_row(use, use.key in self._ticked, told_round=several) for use in self._shown]
        self._listing.show(rows)
        n = len(self._ticked)
        told = ngettext(
            "Split '{code}': {n} of {all} codings goes to the new code",
            "Split '{code}': {n} of {all} codings go to the new code",
            n,
        )
        title = told.format(code=self._code, n=n, all=len(self._uses))
        self.query_one(".dialog-title", Label).update(title)

    @on(Input.Changed, "#split-filter")
    def _filtered(self) -> None:
        self._show()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "split-reason":
            self.action_take()
        else:
            self.focus_next()

    @on(QuietListing.Opened)
    def _opened(self, event: QuietListing.Opened) -> None:
        event.stop()
        self.action_tick()

    def action_filter(self) -> None:
        """Type into the filter."""
        self._field("filter").focus()

    def action_tick(self) -> None:
        """Tick the passage under the cursor, or untick it."""
        key = self._listing.key
        if isinstance(key, int):
            self._ticked ^= {key}
            self._show()

    def action_tick_all(self) -> None:
        """Tick all that are shown; where all are, none of them."""
        shown = {use.key for use in self._shown}
        self._ticked = self._ticked - shown if shown <= self._ticked else self._ticked | shown
        self._show()

    def action_take(self) -> None:
        """Split, once something is ticked and the new code has a name."""
        name = self._field("name").value.strip()
        if not self._ticked:
            self.app.notify(_("No passage is ticked: space ticks one, A all."), severity="warning", timeout=4)
            self._listing.focus()
        elif not name:
            self.app.notify(_("The new code has no name yet."), severity="warning", timeout=4)
            self._field("name").focus()
        else:
            reason = self._field("reason").value.strip()
            self.dismiss(Split(tuple(sorted(self._ticked)), name, reason))


def _row(use: CodeUse, ticked: bool, *, told_round: bool) -> Row:
    place = use.source if use.turn is None else f"{use.source} · {use.turn}"
    state = "[x]" if ticked else "[ ]"
    who = f"{use.coder}, {use.round}" if told_round else use.coder
    return Row(use.key, (state, place, ", ".join(use.speakers), one_line(use.text), who))


def _found_by(use: CodeUse) -> str:
    """What the filter looks in."""
    return " ".join((use.text, use.group, use.source, *use.speakers, use.coder, use.round)).casefold()
