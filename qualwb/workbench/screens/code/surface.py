"""The surface of the code screen: its panes, and what of the project they show."""

from collections.abc import Callable
from itertools import count

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Label
from textual.worker import get_current_worker

from qualwb.acts.readings import mark_read
from qualwb.localization import gettext as _
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.code.room import STRIP, TEXT, WantedRoom, share_out
from qualwb.workbench.widgets.codes_pane import CodesPane, CodesTree
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.inspector import Inspector
from qualwb.workbench.widgets.listening_strip import ListeningStrip
from qualwb.workbench.widgets.resizable import Resizable
from qualwb.workbench.widgets.suggestion_strip import SuggestionStrip
from qualwb.workbench.widgets.transcript import TranscriptPane, TranscriptView

COUNT_AFTER = 0.3
"""Seconds without an act after which passages are counted anew."""


class CodeSurface(ProjectScreen):
    """A source between the codes and the inspector. The parts of the code screen work on it."""

    AUTO_FOCUS = "#transcript"

    def __init__(self) -> None:
        super().__init__()
        self.source: source_state.LoadedSource | None = None
        self.codebook = source_state.ShownCodebook()
        self.finished = False
        """Whether the coder has finished coding the source at hand in the round."""
        self.read_through = False
        """Whether the material is only read: no marks, no coding."""
        self._counting: Timer | None = None
        self._counts_of: tuple[str, str] | None = None
        """The coder and the round that passages are counted for."""
        self._codes_at_work = False
        self._inspector_asked = False
        """Whether the inspector was unfolded, however little room there is."""
        self._names_told: set[str] = set()
        """Sources whose shortened speakers were told."""
        self._readings = count()
        """Tells readings of the codes apart: each is followed by what it was done for."""

    def compose(self) -> ComposeResult:
        yield Label(id="code-bar", classes="bar", markup=False)
        with Horizontal(id="code-body"):
            yield CodesPane(id="codes-pane")
            yield TranscriptPane(view_id="transcript")
            yield Inspector(id="inspector")
        yield SuggestionStrip(id="suggestion-strip")
        yield ListeningStrip(id="listening-strip")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.view.name_codes = True
        self.view.show_times = self.wants_times
        self.share_out()
        self.view.focus()

    def on_screen_resume(self) -> None:
        """The settings may have changed meanwhile."""
        self.show_times_as_wanted()

    def show_times_as_wanted(self) -> None:
        """Show the times of turns, or no longer."""
        if self.view.show_times != (wanted := self.wants_times):
            self.view.show_times = wanted
            self.share_out()

    @property
    def has_recording(self) -> bool:
        """Whether a recording is tied to the source at hand."""
        return self.source is not None and self.source.transcript.recording is not None

    @property
    def wants_times(self) -> bool:
        """Whether the times of turns are shown: where there is a recording to find them in, or always."""
        return self.app.settings.times or self.has_recording

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

    @property
    def strip(self) -> SuggestionStrip:
        """The suggestions where the inspector is folded."""
        return self.query_one(SuggestionStrip)

    def inspect(self, *, anew: bool = True) -> None:
        """Show what is on the passage at hand; suggestions not ``anew`` stay where they still hold."""
        raise NotImplementedError

    def source_shown(self) -> None:
        """A source is shown, or the same one as it is now."""
        raise NotImplementedError

    def unmark(self) -> None:
        """Take the marks in the pane away that an act was done on."""
        self.pane.clear_marks()

    # The codebook

    def read_codebook(self, then: Callable[[], object]) -> None:
        """Read the codes and show them; ``then`` is called when they are shown."""

        def show(codes: source_state.ShownCodebook) -> None:
            self.show_codebook(codes)
            then()

        self.ask_soonest(f"codes {next(self._readings)}", source_state.load_codebook, show)

    def show_codebook(self, codes: source_state.ShownCodebook) -> None:
        """Show the codes at once with the counts known so far; count when the keys rest."""
        self.codebook = codes
        if self._counts_of != (of := (self.app.researcher.coder, self.app.researcher.round)):
            self._counts_of = of
            self.pane.forget_counts()
        self.pane.show(self.codebook.codes, self.codebook.themes)
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNT_AFTER, self._count)

    def _count(self) -> None:
        self.run_worker(self._counts, group="count", thread=True, exclusive=True, exit_on_error=False)

    def _counts(self) -> None:
        worker, shown = get_current_worker(), self.codebook
        with self.app.researcher.project.reading() as connection:
            counted = source_state.counted(connection, shown, self.app.researcher.round)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, shown, counted)

    def _counted(self, before: source_state.ShownCodebook, counted: source_state.ShownCodebook) -> None:
        """Show the counts; codes that changed while they were counted are counted when the keys rest."""
        if self.codebook is before:
            self.codebook = counted
            self.pane.show(counted.codes, counted.themes)

    # Panes

    def on_resize(self) -> None:
        """Panes fold where there is no room for them."""
        self._inspector_asked = False
        self.share_out()

    def share_out(self) -> None:
        """Give each pane its room, the text first."""
        state, pane, inspector = self.app.state, self.pane, self.inspector
        self._codes_at_work = self._keys_go_to_codes
        wanted = WantedRoom(
            state.left,
            state.right,
            state.codes_width,
            state.inspector_width,
            state.inspector_height,
            codes_needed=pane.needed,
            codes_at_work=self._codes_at_work,
            inspector_asked=self._inspector_asked,
        )
        room = share_out(self.size.width, self.size.height, self.view.columns_for(TEXT), wanted)
        pane.set_class(not room.codes, "-strip")
        if not room.codes:
            pane.show_all()
        pane.styles.width = room.codes or STRIP
        inspector.set_class(not (room.beside or room.under), "-hidden")
        inspector.stand(under=not room.beside)
        inspector.styles.width = room.beside or "100%"
        inspector.styles.height = "100%" if room.beside else room.under or None
        self._close_strip()

    def tell_shortened_speakers(self) -> None:
        """Say once for each source how its speakers are called where their names are too long."""
        source, short = self.source, self.view.shortened_speakers
        if source is None or not short or source.name in self._names_told:
            return
        self._names_told.add(source.name)
        pairs = ", ".join(f"{label} = {name}" for name, label in short.items())
        self.app.notify(_("Long names are shortened: {names}").format(names=pairs), markup=False, timeout=6)

    @on(Resizable.Dragged)
    def _border_dragged(self, event: Resizable.Dragged) -> None:
        """A pane is as large as its border was dragged, as far as the text has room; kept between starts."""
        event.stop()
        state, cells = self.app.state, max(event.cells, 1)
        if event.pane is self.pane:
            state.codes_width = cells
        elif self.inspector.under:
            state.inspector_height = cells
        else:
            state.inspector_width = cells
        self.share_out()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        """The codes unfold while the keys go to them."""
        if self._codes_at_work != self._keys_go_to_codes:
            self.share_out()

    @property
    def _keys_go_to_codes(self) -> bool:
        return self.focused is not None and self.pane in self.focused.ancestors

    def _close_strip(self) -> None:
        """The strip is for a folded inspector, and no wider than it was made for."""
        self.strip.remove_class("-open")

    @on(CodesPane.Unfolded)
    def _unfold_codes(self) -> None:
        self.action_focus_pane("codes")

    def action_focus_pane(self, pane: str) -> None:
        """Put the focus into the codes; they unfold when they are folded."""
        if pane == "codes":
            self.pane.remove_class("-strip")
            self.query_one(CodesTree).focus()
        else:
            self.view.focus()

    def action_toggle_codes(self) -> None:
        """Fold or unfold the codes; where they have no room only while the keys go to them."""
        self.app.state.left = self.pane.has_class("-strip")
        self.view.focus()
        self.share_out()
        if self.app.state.left and self.pane.has_class("-strip"):
            self.action_focus_pane("codes")

    def action_toggle_inspector(self) -> None:
        """Fold or unfold the inspector."""
        self.app.state.right = self._inspector_asked = self.inspector.has_class("-hidden")
        self.share_out()
        self.view.focus()

    @property
    def at_end(self) -> bool:
        """Whether the cursor is in the last turn."""
        if self.source is None:
            return False
        done = self.source.progress(self.view.cursor)
        return done.number == done.last_number

    def action_read_through(self) -> None:
        """Begin or end reading the whole transcript without coding; ended at its end, that is kept."""
        self.read_through = not self.read_through
        if not self.read_through and self.source is not None and self.at_end:
            name = self.source.name
            said = _("Kept in the journal: '{name}' read through.").format(name=name)
            self.do(lambda: mark_read(self.app.researcher, [name]), said)
        elif not self.read_through and self.source is not None:
            self.app.notify(_("Not kept as read through: that is done in the last turn."), timeout=3)
        self.view.set_marks(() if self.read_through or self.source is None else self.source.marks)
        if self.read_through:
            self.view.show_only(None)
        self.show_bar()
