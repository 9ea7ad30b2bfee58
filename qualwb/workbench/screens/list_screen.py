"""Screens that are a list with a filter and a detail: sources, participants, memos, journal, settings."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Input, Label, Static
from textual.worker import Worker

from qualwb.errors import QualwbError
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.came_back import CameBack
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.list_filter import Listed, list_filter, listed, unknown_column
from qualwb.workbench.screens.sorting_screen import SortingScreen
from qualwb.workbench.widgets.detail_pane import DetailPane
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.line_above import LineAbove
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row

Result = TypeVar("Result")

JOB = "job"
"""The group of workers that do long work."""


class Job:
    """Long work in a thread: what it says of itself, and whether it is to stop."""

    def __init__(self, screen: "ListScreen", text: str, abandon: str) -> None:
        self._screen = screen
        self.text = text
        self.abandon = abandon
        self.stopped = False
        self._turn = Lock()

    def stop(self) -> str:
        """It is to stop; returns what is said if it is given up at once, else ''."""
        with self._turn:
            self.stopped = True
            return self.abandon

    def keep(self) -> bool:
        """From the thread: it is not given up from now on, since it writes; False where it has been."""
        with self._turn:
            self.abandon = "" if not self.stopped else self.abandon
            return not self.stopped

    def tell(self, text: str) -> None:
        """Say how far the work has come; from the thread."""
        self._screen.post_message(ListScreen.JobTold(self, text))


class ListScreen(SortingScreen):
    """A list, its filter above it and the row under the cursor in full beside or below it."""

    columns: tuple[ListColumn, ...] = ()
    list_kind: type[Listing] = Listing

    @dataclass
    class JobTold(Message):
        """Long work has come so far."""

        job: Job
        text: str

    @dataclass
    class JobDone(Message):
        """Long work is done, or was refused."""

        job: Job
        show: Callable[[], object]

    def __init__(self) -> None:
        super().__init__()
        self.job: Job | None = None
        self._wanted: Hashable = None
        self._came_back: CameBack[Hashable] = CameBack()
        self.detailed: Hashable = None
        """The key of the row that is shown in full."""
        self._rows: list[Row] = []
        self._listed: list[Listed] = []
        """The same rows as they are looked through; empty until the filter needs them."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Container(classes="list-body"):
            with Vertical(classes="list-side"):
                yield LineAbove(placeholder=_("/ filter, also column=value"), classes="filter")
                yield self.list_kind(self.columns)
            with DetailPane(classes="list-detail"):
                yield Static(markup=False, classes="list-detail-text")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.listing.focus()

    # What a screen of this kind says of itself

    def rows(self) -> Sequence[Row]:
        """The rows, before the filter."""
        raise NotImplementedError

    def all_keys(self) -> Collection[Hashable]:
        """The keys of all rows, also of those that a filter holds back."""
        return [row.key for row in self._rows]

    def detail(self, key: Any) -> str:
        """The row in full."""
        raise NotImplementedError

    def summary(self) -> str:
        """What the bar says."""
        raise NotImplementedError

    def empty_text(self) -> str:
        """What to do where there is nothing yet."""
        raise NotImplementedError

    def open_row(self, key: Any) -> None:
        """Enter on a row."""

    # Showing

    def columns_to_sort(self) -> Sequence[ListColumn]:
        return self.columns

    def show_in_order(self) -> None:
        self.fill()

    def fill(self) -> None:
        """Show the rows as they are now."""
        self._rows, self._listed = list(self.order.rows(self.rows(), self.columns)), []
        came_back = self._came_back.among(self.all_keys())
        if self._wanted is None:
            self._wanted = came_back
        self._filter()

    def change_turned(self, number: int, *, undone: bool) -> None:
        """The cursor goes to what came back, if a row did."""
        self._came_back.turning(self.all_keys())
        super().change_turned(number, undone=undone)

    def _filter(self) -> None:
        """Show the rows that the filter lets through; their texts are folded when first needed."""
        typed = self.query_one(".filter", Input).value
        wanted = list_filter(typed, self.columns)
        if wanted.lets_all_through:
            shown = self._rows
        else:
            self._listed = self._listed or [listed(row) for row in self._rows]
            shown = wanted.passing(self._listed)
        empty = self._nothing_fits(typed) if self._rows else self.empty_text()
        self.listing.show(shown, columns=self.order.headed(self.columns), empty=empty, hidden=self.all_keys())
        if self._wanted in self.listing.keys:
            self.listing.go_to(self._wanted)
            self._wanted = None
        self.show_bar()

    def clear_filter(self) -> None:
        """Show all rows that there are, whatever is typed above the list."""
        with self.prevent(Input.Changed):
            self.query_one(".filter", Input).value = ""
        self.fill()

    def _nothing_fits(self, typed: str) -> str:
        """Why no row passes the filter."""
        if unknown := unknown_column(typed, self.columns):
            named = ", ".join(column.title for column in self.columns if column.title)
            told = _("Nothing fits the filter. There is no column '{name}' here; there are: {columns}.")
            return told.format(name=unknown, columns=named)
        return _("Nothing fits the filter.")

    def seek(self, key: Hashable) -> None:
        """Put the cursor on this row as soon as it is shown."""
        self._wanted = key

    def bar_text(self) -> str:
        """How far long work has come, else what the screen says."""
        if self.job is not None:
            return _("{what} (Escape stops)").format(what=self.job.text)
        if n := len(self.listing.hidden_marks):
            hidden = ngettext("{n} marked row is hidden", "{n} marked rows are hidden", n).format(n=n)
            return f"{hidden} · {self._counted()}"
        return self._counted()

    def _counted(self) -> str:
        """The summary, and before it how many of the rows the filter lets through."""
        shown = len(self.listing.keys)
        if shown == len(self._rows):
            return self.summary()
        told = _("/: {n} of {m} shown").format(n=shown, m=len(self._rows))
        return f"{told} · {self.summary()}"

    def place(self) -> tuple[str, Hashable]:
        """What is filtered for, and the row under the cursor."""
        return self.query_one(".filter", Input).value, self.listing.key

    def go_to_place(self, at: tuple[str, Hashable]) -> None:
        """The filter and the row that were left."""
        words, key = at
        with self.prevent(Input.Changed):
            self.query_one(".filter", Input).value = words
        self._wanted = key
        self._filter()

    @on(Listing.Highlighted)
    def _show_detail(self, event: Listing.Highlighted) -> None:
        event.stop()
        self.show_detail()

    def show_detail(self) -> None:
        """Show the row under the cursor in full."""
        key = self.listing.key
        self.query_one(".list-detail-text", Static).update("" if key is None else self.detail(key))
        pane = self.query_one(".list-detail")
        pane.set_class(key is None, "-hidden")
        if key != self.detailed:
            pane.scroll_home(animate=False)
        self.detailed = key

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        event.stop()
        self.open_row(event.key)

    @on(Input.Changed, ".filter")
    def _filtered(self, event: Input.Changed) -> None:
        self._filter()
        if event.value.strip() and self.listing.keys and self._wanted is None:
            self.listing.go_to(self.listing.keys[0])  # what fits best, not where the cursor was before

    @on(Input.Submitted, ".filter")
    def _to_list(self, event: Input.Submitted) -> None:
        event.stop()
        self.listing.focus()

    def action_focus_filter(self) -> None:
        """Type into the filter."""
        self.query_one(".filter", Input).focus()

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the detail."""
        self.read_on(".list-detail", by)

    # Acts

    def unmark(self) -> None:
        """Take the marks away that an act was done on."""
        self.listing.clear_marks()
        self.show_bar()

    def export(self, table: Callable[[], Table], name: str) -> None:
        """Ask for a file and write a table to it; the suffix gives the format."""
        if self.is_whole():
            ask_export_table(self.app, name, table)

    # Long work

    def busy(self) -> bool:
        """Whether long work is being done, which is then said."""
        if self.job is not None:
            self.app.notify(_("Still at work: {what}").format(what=self.job.text), markup=False, timeout=3)
        return self.job is not None

    def work(
        self,
        text: str,
        task: Callable[[Job], Result],
        then: Callable[[Result, Job], None],
        *,
        abandon: str = "",
    ) -> None:
        """Do long work in a thread, one at a time; Escape sets ``job.stopped``, which the task looks at.

        Work whose result is of no use half done is given up at once, and ``abandon`` is said.
        """
        if self.busy():
            return
        job = self.job = Job(self, text, abandon)
        self.show_bar()

        def run() -> None:
            try:
                result = task(job)
            except QualwbError as error:
                refusal = FailureDialog(error.message, error.hint)
                self.post_message(self.JobDone(job, lambda: self.app.push_screen(refusal)))
                return
            self.post_message(self.JobDone(job, lambda: then(result, job)))

        self.run_worker(run, group=JOB, thread=True, exit_on_error=False)

    def on_list_screen_job_told(self, event: JobTold) -> None:
        event.stop()
        event.job.text = event.text
        if event.job is self.job:
            self.show_bar()

    def on_list_screen_job_done(self, event: JobDone) -> None:
        event.stop()
        if event.job is self.job:
            self.job = None
            self.show_bar()
            event.show()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work that broke is not waited for; its error is told."""
        if event.worker.error is not None and event.worker.group == JOB:
            self.job = None
            self.show_bar()
            self.app.notify(str(event.worker.error), markup=False, severity="error", timeout=10)

    def action_stop(self) -> None:
        """Stop long work; without any, clear the filter; without one, the marks."""
        if self.job is not None:
            if abandoned := self.job.stop():
                self.app.notify(abandoned, markup=False, timeout=4)
                self.job = None
                self.show_bar()
                return
            self.job.text = _("stopping: {what}").format(what=self.job.text)
            self.show_bar()
        elif self.waits:
            super().action_stop()
        else:
            words = self.query_one(".filter", Input)
            if words.value:
                words.value = ""
            else:
                self.unmark()
            self.listing.focus()


def lines(pairs: Iterable[tuple[str, object]]) -> str:
    """'Name: value' lines of what has a value."""
    return "\n".join(f"{name}: {value}" for name, value in pairs if value not in (None, ""))
