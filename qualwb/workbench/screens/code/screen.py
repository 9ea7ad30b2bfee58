"""The code screen: the transcript in the middle, the codebook on the left, the inspector on the right."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Footer, Input, Label
from textual.worker import get_current_worker

from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.pane_acts import PaneActs
from qualwb.workbench.screens.code.searching import Searching
from qualwb.workbench.screens.code.shown_codings import ShownCodings
from qualwb.workbench.screens.code.source_at_hand import SourceAtHand
from qualwb.workbench.screens.code.suggesting import Suggesting
from qualwb.workbench.screens.code.text_acts import TextActs
from qualwb.workbench.screens.code.turn_acts import TurnActs
from qualwb.workbench.widgets.codes_pane import CodesPane, CodesTree
from qualwb.workbench.widgets.inspector import CodingLine, Inspector
from qualwb.workbench.widgets.transcript import TranscriptView

COUNT_AFTER = 0.3
"""Seconds without an act after which passages are counted anew."""
ROOM_FOR_INSPECTOR, ROOM_FOR_CODES = 112, 70
"""Columns from which the panes stand beside the transcript."""


def make() -> "CodeScreen":
    """The screen, for the app's table of screens."""
    return CodeScreen()


class CodeScreen(ProjectScreen):
    """Reading and coding one source at a time: what is shown. What the keys do is in the parts."""

    BINDINGS: ClassVar[list[Binding]] = actions.bindings(actions.CODE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Coding")

    def __init__(self) -> None:
        super().__init__()
        self.source: source_state.LoadedSource | None = None
        self.codebook = source_state.ShownCodebook()
        self.questions: list[str] = []
        self.read_through = False
        self.at_hand = SourceAtHand(self)
        self.coding = CodingActs(self)
        self.shown_codings = ShownCodings(self)
        self.suggesting = Suggesting(self)
        self.turn_acts = TurnActs(self)
        self.text_acts = TextActs(self)
        self.searching = Searching(self)
        self.pane_acts = PaneActs(self)
        self._counting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Label(id="code-bar", classes="bar", markup=False)
        with Horizontal(id="code-body"):
            yield CodesPane(id="codes-pane")
            with Vertical():
                yield TranscriptView(id="transcript")
                yield Input(id="search-line", placeholder=_("Search; /text/ is a regular expression"))
            yield Inspector(id="inspector")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._fold()
        self.view.show_times = self.app.settings.times
        self.view.focus()
        self.at_hand.reveal_wanted()

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one("#transcript", TranscriptView)

    @property
    def pane(self) -> CodesPane:
        """The codes on the left."""
        return self.query_one("#codes-pane", CodesPane)

    @property
    def inspector(self) -> Inspector:
        """What is on the passage."""
        return self.query_one("#inspector", Inspector)

    # The project

    def on_screen_resume(self) -> None:
        """The settings may have changed meanwhile."""
        self.view.show_times = self.app.settings.times

    def read_project(self) -> None:
        """Show the project at the place where the reader is."""
        with self.app.researcher.project.reading() as connection:
            self.questions = source_state.questions(connection)
        self.read_codebook()
        self.at_hand.read()

    def change_turned(self, number: int, *, undone: bool) -> None:
        """Codings that come and go are shown as they do; for anything else the project is read anew."""
        if not self.shown_codings.turned(number, undone=undone):
            super().change_turned(number, undone=undone)

    def unmark(self) -> None:
        """Take the marks in the pane away that an act was done on."""
        self.pane.clear_marks()

    def read_codebook(self) -> None:
        """Show the codes at once with the counts known so far; count when the keys rest."""
        with self.app.researcher.project.reading() as connection:
            self.codebook = source_state.load_codebook(connection)
        self.pane.show(self.codebook.codes, self.codebook.themes)
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNT_AFTER, self._count)

    def _count(self) -> None:
        self.run_worker(self._counts, group="count", thread=True, exclusive=True, exit_on_error=False)

    def _counts(self) -> None:
        worker, book = get_current_worker(), self.codebook
        with self.app.researcher.project.reading() as connection:
            book = source_state.counted(connection, book, self.app.researcher.round)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, book)

    def _counted(self, book: source_state.ShownCodebook) -> None:
        self.codebook = book
        self.pane.show(book.codes, book.themes)

    # Where the reader is

    def show_source(self, name: str) -> None:
        """Read another source; the place in this one is kept."""
        self.at_hand.show(name)

    def remember(self) -> None:
        """Keep the place in the source at hand."""
        self.at_hand.remember()

    def reveal(self, source: str, start: int, end: int) -> None:
        """Show code points [start, end) of a source, selected."""
        self.at_hand.reveal(source, start, end)

    # Panes and the bar

    def on_resize(self) -> None:
        """Panes fold where there is no room for them."""
        self._fold()

    def _fold(self) -> None:
        state, width = self.app.state, self.size.width
        self.inspector.set_class(not state.right or width < ROOM_FOR_INSPECTOR, "-hidden")
        self.pane.set_class(not state.left or width < ROOM_FOR_CODES, "-hidden")

    def action_focus_pane(self, pane: str) -> None:
        """Put the focus into the codes; they unfold when they are folded."""
        if pane == "codes":
            self.pane.remove_class("-hidden")
            self.query_one(CodesTree).focus()
        else:
            self.view.focus()

    def action_toggle_codes(self) -> None:
        """Fold or unfold the codes."""
        self.pane.toggle_class("-hidden")
        self.app.state.left = not self.pane.has_class("-hidden")
        self.view.focus()

    def action_toggle_inspector(self) -> None:
        """Fold or unfold the inspector."""
        self.inspector.toggle_class("-hidden")
        self.app.state.right = not self.inspector.has_class("-hidden")
        self.view.focus()

    def action_read_through(self) -> None:
        """Begin or end reading the whole transcript without coding."""
        self.read_through = not self.read_through
        self.view.set_marks(() if self.read_through or self.source is None else self.source.marks)
        if self.read_through:
            self.view.show_only(None)
        self.show_bar()

    def bar_text(self) -> str:
        """Where the reader is, and how far the coding has come."""
        if self.source is None:
            return _("No source yet: F8 imports transcripts.")
        done = self.source.progress(self.view.cursor)
        parts = [
            self.source.name,
            _("turn {n} of {all}").format(n=done.turn, all=done.turns),
            _("coded {n} %").format(n=done.coded_percent),
            _("{n} turns left").format(n=done.uncoded),
            f"{self.app.researcher.coder}, {self.app.researcher.round}",
        ]
        if self.read_through:
            parts.append(_("READ-THROUGH"))
        if self.searching.only:
            parts.append(_("only {what} (F shows all)").format(what=self.searching.only))
        return " · ".join(parts)

    # The inspector follows the cursor

    @on(TranscriptView.CursorMoved)
    def _cursor_moved(self) -> None:
        self.show_bar()
        self.inspect()

    @on(TranscriptView.SelectionChanged)
    def _selection_changed(self) -> None:
        self.inspect()

    def inspect(self) -> None:
        """Show what is on the passage at hand."""
        if self.source is None:
            return
        start, end = self.view.passage
        found = self.shown_codings.here()
        self.inspector.show_place(self.source.place_lines(self.view.cursor))
        self.inspector.show_codes([self._coding_line(c) for c in found])
        self.inspector.show_memos(self.source.memos_at(start, end, self.view.cursor, {c.name for c in found}))
        self.suggesting.ask()

    def _coding_line(self, found: source_state.CodingAt) -> CodingLine:
        return CodingLine(
            found.name,
            found.colour,
            found.letter,
            found.coder,
            found.round,
            found.cited,
            self.codebook.rules.get(found.name, ""),
        )

    @on(TranscriptView.PassageActivated)
    def _passage_activated(self, event: TranscriptView.PassageActivated) -> None:
        self.view.set_focus_code(event.mark.code_id)

    @on(TranscriptView.SearchRequested)
    def _search_requested(self) -> None:
        self.searching.open()

    @on(Input.Submitted, "#search-line")
    def _search_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.searching.find(event.value)

    @on(CodesPane.Asked)
    def _asked_in_pane(self, event: CodesPane.Asked) -> None:
        event.stop()
        self.pane_acts.do(event.act)

    # What the keys do

    def action_choose_source(self) -> None:
        self.at_hand.choose()

    def action_step_source(self, by: int) -> None:
        self.at_hand.step(by)

    def action_code(self) -> None:
        self.coding.choose()

    def action_repeat(self) -> None:
        self.coding.repeat()

    def action_in_vivo(self) -> None:
        self.coding.in_vivo()

    def action_uncode(self) -> None:
        self.coding.uncode()

    def action_cite(self) -> None:
        self.coding.cite()

    def action_edge(self, edge: str) -> None:
        self.coding.move_edge(edge)

    def action_take(self, number: int) -> None:
        self.suggesting.take(number)

    def action_refuse(self) -> None:
        self.suggesting.refuse()

    def action_memo(self) -> None:
        self.text_acts.memo()

    def action_group_memo(self) -> None:
        self.text_acts.group_memo()

    def action_correct(self) -> None:
        self.text_acts.correct()

    def action_next_question(self) -> None:
        self.turn_acts.next_question()

    def action_question(self) -> None:
        self.turn_acts.choose_question()

    def action_speaker(self) -> None:
        self.turn_acts.choose_speaker()

    def action_search(self) -> None:
        self.searching.open()

    def action_search_lemma(self) -> None:
        self.searching.ask_for_forms()

    def action_filter(self) -> None:
        self.searching.choose_filter()

    def action_unfilter(self) -> None:
        self.searching.show_all()
