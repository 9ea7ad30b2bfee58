"""Attributes of all at once, as in a spreadsheet: typed into cells, pasted, and stored as one act."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualwb.acts.attributes import (
    attributes_of_people,
    attributes_of_sources,
    describe_people,
    describe_sources,
)
from qualwb.acts.pasted_attributes import (
    AttributeTable,
    Changes,
    Pasted,
    Subject,
    pasted,
    pasted_cells,
    shown_name,
)
from qualwb.analysis.connection import Connection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.widgets.attribute_grid import CHANGED, AttributeGrid
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.matrix_grid import GridRow, MatrixGrid


@dataclass(frozen=True, slots=True)
class Described:
    """Whose attributes they are: the title, what a row is, and heads of columns that are not attributes."""

    title: str
    corner: str
    row_name: Callable[[Subject], str]
    derived: Collection[str] = ()


class CellInput(Input):
    """One cell; several that are pasted are told, for one line holds the first alone."""

    @dataclass
    class SeveralPasted(Message):
        """Cells of several rows or columns were pasted."""

        text: str

    def _on_paste(self, event: events.Paste) -> None:
        if set("\t\n\r") & set(event.text.strip()):
            event.stop()
            event.prevent_default()
            self.post_message(self.SeveralPasted(event.text))


class CellDialog(LineDialog):
    """Asks for one cell after the other, down a column; ctrl+s takes it as the last."""

    INPUT = CellInput

    BINDINGS = [Binding("ctrl+s", "take_last", _("Take it as the last"), priority=True)]  # noqa: RUF012

    def __init__(self, title: str, value: str) -> None:
        keys = _("Enter takes it and goes on beneath, Ctrl+S takes it as the last, Escape ends")
        super().__init__(title, value, empty=True, keys=keys)
        self.goes_on = True
        """Whether the next cell is to be asked for."""
        self.pasted = ""
        """Several cells that were pasted into this one: they go into the table from here on."""

    @on(CellInput.SeveralPasted)
    def _paste(self, event: CellInput.SeveralPasted) -> None:
        event.stop()
        self.pasted = event.text
        self.dismiss(None)

    def action_take_last(self) -> None:
        """Give what stands there, and ask for no more."""
        self.goes_on = False
        self.dismiss(self.query_one(Input).value.strip())


class AttributesDialog(ModalScreen[Changes | None]):
    """A table of attributes to be changed; gives what changed, or None."""

    app: ProjectApp
    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.ATTRIBUTES)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Attributes")

    def __init__(self, table: AttributeTable, described: Described, typed: Changes | None = None) -> None:
        """``typed`` are changes that could not be stored before."""
        super().__init__()
        self._stored, self._table = table, table.with_changes(typed or {})
        self._described = described
        self._earlier: list[AttributeTable] = []
        self._warned_of: Changes | None = None
        """What it was said of that leaving throws it away."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield AttributeGrid()
        yield Static(classes="grid-hint muted", markup=False)
        yield FittingFooter()

    def on_mount(self) -> None:
        self._show()
        self.query_one(AttributeGrid).focus()

    # Showing

    @property
    def changes(self) -> Changes:
        """What was changed since the table was opened."""
        return self._stored.differences(self._table)

    def _show(self) -> None:
        changes, table = self.changes, self._table

        def shown(who: Subject, name: str) -> str:
            return table.value(who, name) + (f" {CHANGED}" if name in changes.get(who, {}) else "")

        rows = [
            GridRow(self._described.row_name(who), 0, tuple(shown(who, name) for name in table.names))
            for who in table.subjects
        ]
        self.query_one(AttributeGrid).show(self._described.corner, table.names, rows)
        n = sum(map(len, changes.values()))
        told = [self._described.title]
        if n:
            told.append(ngettext("{n} change, not stored yet", "{n} changes, not stored yet", n).format(n=n))
        self.query_one(".bar", Label).update(" " + " · ".join(told))
        self._tell_cell()

    @on(MatrixGrid.Moved)
    def _tell_cell(self) -> None:
        """Show the whole cell under the cursor, and how to go on."""
        if not self._table.names:
            said = _("No attributes yet: n names one, or paste a table from a spreadsheet, heads and all.")
        elif (at := self._at) is None:
            said = ""
        else:
            who, name = at
            said = f"{self._described.row_name(who)} · {name}: {self._table.value(who, name) or '–'}"
        self.query_one(".grid-hint", Static).update(said)

    @property
    def _at(self) -> tuple[Subject, str] | None:
        row, column = self.query_one(AttributeGrid).place
        if row < len(self._table.subjects) and column < len(self._table.names):
            return self._table.subjects[row], self._table.names[column]
        return None

    # Changing

    def _change(self, changes: Changes) -> None:
        changed = self._table.with_changes(changes)
        if changed.names != self._table.names or self._table.differences(changed):
            self._earlier.append(self._table)
            self._table = changed
        self._show()

    @on(MatrixGrid.Opened)
    def _edit(self) -> None:
        """Type what stands in the cell, then in those beneath it, until Escape."""
        if (at := self._at) is None:
            self.action_new()
            return
        who, name = at

        def take(text: str | None) -> None:
            if dialog.pasted:
                self._paste(dialog.pasted)
            elif text is not None:
                self._change({who: {name: text}})
                self.query_one(AttributeGrid).action_step(1, 0)
                if self._at != at and dialog.goes_on:
                    self._edit()

        title = f"{self._described.row_name(who)} · {name}"
        dialog = CellDialog(title, self._table.value(who, name))
        self.app.push_screen(dialog, take)

    def action_clear(self) -> None:
        """Empty the cell."""
        if at := self._at:
            self._change({at[0]: {at[1]: ""}})

    def action_new(self) -> None:
        """Name one more attribute."""

        def take(name: str | None) -> None:
            if name and (subjects := self._table.subjects):
                self._change({subjects[0]: {name: self._table.value(subjects[0], name)}})
                grid = self.query_one(AttributeGrid)
                grid.move_to(0, self._table.names.index(name))

        self.app.push_screen(LineDialog(_("Name of the attribute")), take)

    @on(AttributeGrid.Pasted)
    def _pasted(self, event: AttributeGrid.Pasted) -> None:
        event.stop()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Paste what was copied here; of what other programs copied, only the terminal knows."""
        if self.app.clipboard:
            self._paste(self.app.clipboard)
            return
        said = _("Paste as your terminal does, often with Ctrl+Shift+V: a table with heads finds its rows.")
        self.app.notify(said, timeout=6)

    def _paste(self, text: str) -> None:
        place = self.query_one(AttributeGrid).place
        found = pasted(self._table, pasted_cells(text), place, self._described.derived)
        before = self._table
        self._change(found.changes)
        n = sum(map(len, before.differences(self._table).values()))
        said = [ngettext("{n} cell changed", "{n} cells changed", n).format(n=n), *_left_out(found)]
        self.app.notify(" · ".join(said), markup=False, timeout=6)

    def action_back(self) -> None:
        """Take the newest change in the table back."""
        if self._earlier:
            self._table = self._earlier.pop()
            self._show()

    def action_copy(self) -> None:
        """Copy the table, for a spreadsheet."""
        self.app.copy_to_clipboard(self._table.copied())
        self.app.notify(_("The table is copied, with its heads."), timeout=4)

    def action_keys(self) -> None:
        """The keys that work here."""
        self.app.show_keys()

    # Ending

    def action_store(self) -> None:
        """Give what changed."""
        if empty := self._without_a_value():
            said = _("Not kept, since nobody has a value of it: {names}.").format(names=", ".join(empty))
            self.app.notify(said, markup=False, timeout=6)
        self.dismiss(self.changes or None)

    def _without_a_value(self) -> list[str]:
        """The attributes that were named here and have no value: values are all that is kept of one."""
        new = [name for name in self._table.names if name not in self._stored.names]
        return [n for n in new if not any(self._table.value(who, n) for who in self._table.subjects)]

    def action_leave(self) -> None:
        """Leave it; what was changed is thrown away only when that is asked for again."""
        if self.changes in ({}, self._warned_of):
            self.dismiss(None)
            return
        self._warned_of = self.changes
        said = _("What you have written is not saved: Ctrl+S saves, Escape again throws it away")
        self.app.notify(said, timeout=6)


def _left_out(found: Pasted) -> list[str]:
    """What of the pasted cells found no place."""
    told = []
    if found.unknown:
        told.append(_("nobody here is called {names}").format(names=", ".join(found.unknown)))
    if found.aside:
        told.append(_("not attributes: {names}").format(names=", ".join(found.aside)))
    if found.beyond:
        told.append(
            ngettext("{n} cell hangs over the edge", "{n} cells hang over the edge", found.beyond).format(
                n=found.beyond
            )
        )
    return told


def ask_attributes_of_people(screen: ProjectScreen) -> None:
    """Open the participants' attributes, and store what is changed there."""
    # A list of participants that was exported has these beside the attributes.
    beside = (_("Role"), _("Turns"), _("Words"))
    described = Described(_("Attributes of the participants"), _("Participant"), shown_name, beside)
    researcher = screen.app.researcher
    _open(screen, described, attributes_of_people, partial(describe_people, researcher))


def ask_attributes_of_sources(screen: ProjectScreen) -> None:
    """Open the sources' attributes, and store what is changed there."""
    described = Described(_("Attributes of the sources"), _("Source"), shown_name)
    researcher = screen.app.researcher
    _open(screen, described, attributes_of_sources, partial(describe_sources, researcher))


def _open(
    screen: ProjectScreen,
    described: Described,
    read: Callable[[Connection], AttributeTable],
    store: Callable[[Changes, AttributeTable], object],
    typed: Changes | None = None,
) -> None:
    """Open the table as it is now; where it can't be stored, it is opened again with what was typed."""

    def show(table: AttributeTable) -> None:
        def again(changes: Changes) -> None:
            _open(screen, described, read, store, changes)

        def take(changes: Changes | None) -> None:
            if changes:
                screen.do(lambda: store(changes, table), again=lambda _error: again(changes))

        screen.app.push_screen(AttributesDialog(table, described, typed), take)

    screen.ask("attributes", read, show)
