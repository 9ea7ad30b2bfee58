"""The code screen: the transcript in the middle, the codebook on the left, the inspector on the right."""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from qualwb.analysis.coder_names import codes_under
from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions, listening_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import Made
from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.searching import Searching
from qualwb.workbench.screens.code.shown_codings import ShownCodings
from qualwb.workbench.screens.code.source_at_hand import SourceAtHand
from qualwb.workbench.screens.code.suggesting import Suggesting
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.screens.finishing import turn_finished
from qualwb.workbench.widgets.codes_pane import CodesPane, PaneCode, PaneTheme
from qualwb.workbench.widgets.inspector import Inspector
from qualwb.workbench.widgets.listening_strip import PlayerTold
from qualwb.workbench.widgets.suggestion_strip import SuggestionStrip
from qualwb.workbench.widgets.transcript import ReadingPlace, TranscriptView
from qualwb.workbench.writing_dialogs import TextDialog

if TYPE_CHECKING:
    from qualwb.workbench.screens.code.listening import Listening
    from qualwb.workbench.screens.code.mouse_acts import MouseActs
    from qualwb.workbench.screens.code.pane_acts import PaneActs
    from qualwb.workbench.screens.code.source_state import Progress
    from qualwb.workbench.screens.code.text_acts import TextActs
    from qualwb.workbench.screens.code.turn_acts import TurnActs


def make() -> "CodeScreen":
    """The screen, for the app's table of screens."""
    return CodeScreen()


class CodeScreen(CodeSurface):
    """Reading and coding one source at a time. What the keys do is in the parts."""

    BINDINGS: ClassVar[list[Binding]] = bindings((*actions.CODE, *listening_actions.LISTENING))  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Coding")

    def __init__(self) -> None:
        super().__init__()
        self.shown_codings = ShownCodings(self)
        self.searching = Searching(self)
        self.at_hand = SourceAtHand(self, self.searching)
        self.coding = CodingActs(self, self.shown_codings)
        self.suggesting = Suggesting(self, self.coding)
        self._told_here: object = None

    # What the first picture needs nothing of is loaded at its first key

    @cached_property
    def turn_acts(self) -> "TurnActs":
        """Acts on turns."""
        from qualwb.workbench.screens.code.turn_acts import TurnActs

        return TurnActs(self)

    @cached_property
    def text_acts(self) -> "TextActs":
        """Writing on the text."""
        from qualwb.workbench.screens.code.text_acts import TextActs

        return TextActs(self, self.coding, self._dialog_for_words)

    @cached_property
    def mouse_acts(self) -> "MouseActs":
        """What the mouse does."""
        from qualwb.workbench.screens.code.mouse_acts import MouseActs

        return MouseActs(self, self.coding)

    @cached_property
    def pane_acts(self) -> "PaneActs":
        """Acts on what stands in the pane of codes."""
        from qualwb.workbench.screens.code.pane_acts import PaneActs

        return PaneActs(self, self.coding, self.searching)

    @cached_property
    def listening(self) -> "Listening":
        """The recording beside the text."""
        from qualwb.workbench.screens.code.listening import Listening

        return Listening(self)

    def on_mount(self) -> None:
        self.at_hand.reveal_wanted()

    def on_screen_resume(self) -> None:
        self.at_hand.call_speakers_as_wanted()

    # The project

    def read_project(self) -> None:
        """Show the project at the place where the reader is."""
        self.coding.go_on_as(self.app.researcher.coder)
        self.at_hand.read()

    def stand_on(self, made: Made) -> None:
        """In the codes, as soon as they are read anew."""
        self.pane.stand_on(PaneTheme if made.kind == "theme" else PaneCode, made.name)

    def change_turned(self, number: int, *, undone: bool) -> None:
        """Codings that come and go are shown as they do; for anything else the project is read anew."""
        self.coding.turned()

        def shown() -> None:
            if undone:
                self.suggesting.turned()

        def anew() -> None:
            self.project_changed()
            shown()

        self.shown_codings.turned(number, undone=undone, then=shown, otherwise=anew)

    def meaning_told(self) -> None:
        """Suggestions may be better now, or it has come further."""
        self.suggesting.meaning_told()

    def show_source(self, name: str) -> None:
        """Read another source; the place in this one is kept."""
        self.at_hand.show(name)

    def remember(self) -> None:
        """Keep the place in the source at hand."""
        self.at_hand.remember()

    def place(self) -> tuple[str, ReadingPlace] | None:
        """The source, and what is in view and under the cursor there."""
        return None if self.source is None else (self.source.name, self.view.place)

    def show_turn(self, source: str, number: int) -> None:
        """Go to a turn by its number, from 1; to the last where there are not so many."""
        self.at_hand.show_turn(source, number)

    def go_to_place(self, at: tuple[str, ReadingPlace] | None) -> None:
        """The source and the place in it that were left."""
        if at is not None:
            self.at_hand.come_back(*at)

    def reveal(self, source: str, start: int, end: int, *, found: bool = False) -> None:
        """Show code points [start, end) of a source, selected; as no passage where words were ``found``."""
        self.at_hand.reveal(source, start, end, found=found)

    # The bar and the inspector follow the cursor

    def bar_text(self) -> str:
        """Where the reader is, and how far the coding has come."""
        if self.source is None:
            return _("No source yet: F8, then i, imports transcripts.")
        done = self.source.progress(self.view.cursor)
        parts = [] if self.read_through else [self.coding.said or self.coding.pending_words()]
        parts = [*self._modes(), *(part for part in parts if part)]
        parts += [
            self.source.name,
            _place_in_words(done),
            self._coded_in_words(done.coded_percent, done.uncoded),
        ]
        if self.finished:
            parts.append(_("finished"))
        return " · ".join(parts)

    def _coded_in_words(self, percent: int, left: int) -> str:
        """How many of the turns are coded; where others have coded too, that it is by all."""
        assert self.source is not None
        reader = self.app.researcher.coder
        alone = all(codes_under(reader, label) for label in self.source.coders)
        told = (
            _("{n} % of turns coded, {left} left") if alone else _("{n} % of turns coded by all, {left} left")
        )
        return told.format(n=percent, left=left)

    def _modes(self) -> list[str]:
        """What makes the screen look and answer otherwise than usual; told first, so as never to be cut."""
        modes = []
        if self.read_through:
            told = _("L keeps that you have read it") if self.at_end else _("L ends it")
            modes.append(_("READ-THROUGH") + ": " + told)
        if self.searching.only:
            modes.append(_("only {what} (F shows all)").format(what=self.searching.only))
        return modes

    @on(TranscriptView.NothingCoded)
    def _tell_nothing_here(self) -> None:
        self.coding.tell_nothing_here()

    @on(TranscriptView.NoOtherTurn)
    def _tell_no_other_turn(self) -> None:
        self.turn_acts.tell_none_uncoded()

    @on(TranscriptView.CopyAsked)
    def _copy(self, event: TranscriptView.CopyAsked) -> None:
        from qualwb.workbench.copying import copy_span

        event.stop()
        if self.source is not None:
            copy_span(self.app, self.source.transcript, event.start, event.end)

    @on(TranscriptView.CursorMoved)
    def _cursor_moved(self) -> None:
        self.coding.forget_coded()
        self._here_changed()

    @on(TranscriptView.SelectionChanged)
    def _selection_changed(self) -> None:
        if self.view.selects:
            self.coding.forget_coded()
        self._here_changed()

    def _here_changed(self) -> None:
        """Tell what is here, once where both the cursor and the selection changed."""
        view = self.view
        here = view.document, view.cursor, view.selection, view.visual
        if here != self._told_here:
            self._told_here = here
            self.show_bar()
            self.inspect()

    def inspect(self, *, anew: bool = True) -> None:
        """Show what is on the passage at hand; suggestions not ``anew`` stay where they still hold."""
        if self.source is not None:
            found = self.shown_codings.here()
            start, end = self.view.passage
            start, end = (start, end) if start < end else (self.view.cursor, self.view.cursor + 1)
            self.inspector.show_place(self.source.place_lines(start, end))
            self.inspector.show_codes([coding.line(self.codebook.rules) for coding in found])
            names = {coding.name for coding in found}
            self.inspector.show_memos(self.source.memos_at(*self.view.passage, self.view.cursor, names))
            if anew:
                self.suggesting.ask()
            else:
                self.suggesting.ask_if_changed()

    @on(TranscriptView.PassageActivated)
    def _passage_activated(self, event: TranscriptView.PassageActivated) -> None:
        self.view.set_focus_code(event.mark.code_id)

    # The mouse

    @on(TranscriptView.MenuRequested)
    def _passage_menu(self, event: TranscriptView.MenuRequested) -> None:
        self.mouse_acts.passage_menu(event.at)

    @on(CodesPane.Clicked)
    def _code_clicked(self, event: CodesPane.Clicked) -> None:
        event.stop()
        if event.menu:
            self.mouse_acts.code_menu(event.at)
        elif name := self.pane.current_code:
            self.mouse_acts.apply(name)

    @on(Inspector.CodeClicked)
    def _inspected_code_clicked(self, event: Inspector.CodeClicked) -> None:
        event.stop()
        if event.menu:
            self.mouse_acts.passage_menu(event.at)
        else:
            self.mouse_acts.apply(event.name)

    @on(Inspector.SuggestionClicked)
    @on(SuggestionStrip.Clicked)
    def _suggestion_clicked(self, event: Inspector.SuggestionClicked | SuggestionStrip.Clicked) -> None:
        event.stop()
        self.suggesting.take(event.number)

    @on(CodesPane.Asked)
    def _asked_in_pane(self, event: CodesPane.Asked) -> None:
        event.stop()
        self.pane_acts.do(event.act)

    # The recording

    def source_shown(self) -> None:
        """What was coded elsewhere is told no longer; the keys for listening are there with a recording."""
        self.coding.forget_coded()
        if self.has_recording or self._listens:
            self.listening.source_shown()
        self.show_times_as_wanted()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether there is something that an act could be done on; who wants to listen is told how."""
        if action == "listen" and parameters != ("turn",):
            return self.has_recording
        return super().check_action(action, parameters)

    def _dialog_for_words(self, title: str, now: str) -> TextDialog:
        """A dialog for words of the source at hand: one can listen to its recording meanwhile."""
        if not self.has_recording:
            return TextDialog(title, now)
        from qualwb.workbench.screens.code.correcting import ListeningDialog

        return ListeningDialog(title, now, self.listening)

    @property
    def _listens(self) -> bool:
        """Whether there was a recording before."""
        return "listening" in self.__dict__

    @on(PlayerTold)
    def _player_told(self, event: PlayerTold) -> None:
        if self._listens:
            self.listening.told(event.playing)

    def on_screen_suspend(self) -> None:
        """Nothing plays behind another screen, where the keys for it are no more; behind a dialog it does."""
        if self.app.state.screen != "code":
            self.coding.said = ""
        if self._listens and self.app.state.screen != "code":
            self.listening.pause()

    def on_unmount(self) -> None:
        """The player ends with the screen."""
        if self._listens:
            self.listening.close()

    # What the keys do

    def action_listen(self, act: str) -> None:
        self.listening.acts[act]()

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

    def action_uncode_why(self) -> None:
        self.coding.uncode(asks_why=True)

    def action_recode(self) -> None:
        self.coding.recode()

    def action_cite(self) -> None:
        self.coding.cite()

    def action_move_edge(self, edge: str) -> None:
        self.coding.move_edge(edge)

    def action_take(self, number: int) -> None:
        self.suggesting.take(number)

    def action_refuse(self) -> None:
        self.suggesting.refuse()

    def action_finish(self) -> None:
        if self.source is not None:
            turn_finished(self, self.source.name)

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

    def action_split_turn(self) -> None:
        self.turn_acts.split()

    def action_join_turns(self) -> None:
        self.turn_acts.join()

    def action_search(self) -> None:
        self.view.action_search()

    def action_like(self) -> None:
        start, end = self.coding.pending()  # not selected: who comes back goes on where they were
        if self.source is not None and start < end:
            passage = self.source.passage(start, end)
            self.app.show_like(passage.source, passage.start, passage.end, passage.text)

    def action_autocode(self) -> None:
        self.searching.autocode()

    def action_search_lemma(self) -> None:
        self.searching.ask_for_forms()

    def action_filter(self) -> None:
        self.searching.choose_filter()

    def action_unfilter(self) -> None:
        self.searching.show_all()


def _place_in_words(done: "Progress") -> str:
    """Where the cursor is, by the number that stands beside the text; a heading or a note is no turn."""
    said = _("turn {n} of {all}") if done.spoken else _("paragraph {n} of {all}")
    return said.format(n=done.number, all=done.last_number)
