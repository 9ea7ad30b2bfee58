"""Searching a transcript while one types: a bar below the view, and both together as one pane."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from qualwb.localization import gettext as _
from qualwb.workbench.widgets.transcript.finding import BadPattern
from qualwb.workbench.widgets.transcript.view import TranscriptView


class FindBar(Horizontal):
    """One line to type in; hits are marked at each key, Enter keeps them, if any, and Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", _("Back to where the search began"), id="find.cancel"),
        Binding("down", "step('next')", _("Next hit"), id="find.next"),
        Binding("up", "step('previous')", _("Previous hit"), id="find.previous"),
        Binding("ctrl+t", "toggle_regex", _("Regular expression or plain text"), id="find.regex"),
        Binding("ctrl+l", "toggle_case", _("Heed capitals or not"), id="find.case"),
    ]

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        display: none;
        background: $panel;

        &.-open { display: block; }
        & > Label { padding: 0 1; color: $foreground 70%; }
        & > Input { width: 1fr; }
        &.-bad > #find-count { color: $text-error; }
    }
    """

    def __init__(self, view: TranscriptView) -> None:
        super().__init__()
        self._view = view
        self._origin = view.place
        self._regex = False
        self._ignore_case = True

    def compose(self) -> ComposeResult:
        """The way of searching, the pattern, the count."""
        yield Label("", id="find-way", markup=False)
        yield Input(compact=True, select_on_focus=True)
        yield Label("", id="find-count", markup=False)

    def open(self) -> None:
        """Take the keys; the pattern of last time stands there, selected."""
        self._origin = self._view.place
        self.add_class("-open")
        self._show_way()
        self.query_one(Input).focus()
        self._search()

    def close(self) -> None:
        """Give the keys back to the view."""
        self.remove_class("-open")
        self._view.focus()

    def action_cancel(self) -> None:
        """Forget the hits and go back."""
        self._view.clear_search()
        self._view.place = self._origin
        self.close()

    def action_step(self, direction: str) -> None:
        """Go to another hit while the bar stays open."""
        if direction == "next":
            self._view.action_next_hit()
        else:
            self._view.action_previous_hit()

    def action_toggle_regex(self) -> None:
        """Read the pattern as a regular expression, or as it stands."""
        self._regex = not self._regex
        self._show_way()
        self._search()

    def action_toggle_case(self) -> None:
        """Heed capitals, or not."""
        self._ignore_case = not self._ignore_case
        self._show_way()
        self._search()

    def show_count(self, count: int, number: int) -> None:
        """Tell which hit of how many the cursor is at."""
        self.remove_class("-bad")
        self._tell(_("{number} of {count}").format(number=number or "–", count=count))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search()

    def _search(self) -> None:
        if not self.has_class("-open"):
            return
        pattern = self.query_one(Input).value
        self._view.place = self._origin
        try:
            self._view.find(pattern, regex=self._regex, ignore_case=self._ignore_case)
        except BadPattern as error:
            self.add_class("-bad")
            self._tell(error.message)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        if self.has_class("-bad"):
            return
        if self._view.hit_count or not event.value:
            self.close()
        else:
            self._tell(_("Nothing found."))

    def _show_way(self) -> None:
        way = _("Search by pattern") if self._regex else _("Search, also within words")
        self.query_one("#find-way", Label).update(way if self._ignore_case else f"{way} (Aa)")

    def _tell(self, text: str) -> None:
        self.query_one("#find-count", Label).update(text)


class TranscriptPane(Vertical):
    """A transcript view with its find bar."""

    DEFAULT_CSS = """
    TranscriptPane > TranscriptView { height: 1fr; }
    """

    def __init__(self, *, view_id: str | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = TranscriptView(id=view_id)
        self.find_bar = FindBar(self.view)

    def compose(self) -> ComposeResult:
        """The view above, the bar below."""
        yield self.view
        yield self.find_bar

    @on(TranscriptView.SearchRequested)
    def _open_find_bar(self) -> None:
        self.find_bar.open()

    @on(TranscriptView.SearchChanged)
    def _show_count(self, event: TranscriptView.SearchChanged) -> None:
        self.find_bar.show_count(event.count, event.number)
