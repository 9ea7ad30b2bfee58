"""What the screens may ask of the app: the researcher, the settings, acts, and the way to other screens."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter

from qualwb.acts.colleagues import NoConnection
from qualwb.acts.projects import ProjectMoved
from qualwb.acts.researcher import Researcher
from qualwb.acts.rounds import round_there_is
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders
from qualwb.workbench.company import Company, InView
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.mishaps import told_of
from qualwb.workbench.reading_meaning import MeaningTold, ReadingMeaning
from qualwb.workbench.safe_lines import SafeLines
from qualwb.workbench.state import ProjectState, Settings
from qualwb.workbench.tmux_buffer import to_tmux
from qualwb.workbench.waiting_aloud import WaitingAloud

if TYPE_CHECKING:
    from qualwb.analysis.autocoding import AutocodeQuery


class ProjectApp(App[int]):
    """The app as its screens know it."""

    player_options: Sequence[str] = ()
    """Options for the player of recordings, as mpv knows them."""

    def __init__(self, researcher: Researcher, folders: AllowedFolders = ANYWHERE) -> None:
        super().__init__()
        self.folders = folders
        """Where files may be read and written."""
        self._safe_lines = SafeLines()
        self.researcher = researcher
        self.settings = Settings.load()
        self.state = ProjectState.load(researcher.project.state_key)
        self.state.belong_to(researcher.coder)
        self.came_from = "code"
        """The screen that was shown before the one in view."""
        self.meaning = ReadingMeaning(
            lambda: self.researcher.project, lambda: self.post_message(MeaningTold())
        )
        """What the project's texts mean, read in the background."""
        self.coders_met = [researcher.coder]
        """Who worked here since the start, also without having coded yet."""
        self._begin: str | None = None
        """The round that all began in when it was looked last."""
        self._told_to_begin = False
        self.company = Company(self, lambda: self.researcher, self.state, self.in_view)
        """Who else is at work on the project."""

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text on the clipboard, in tmux into its buffer too."""
        super().copy_to_clipboard(text)
        if not self.is_web:
            self.run_worker(lambda: to_tmux(text), thread=True, exit_on_error=False)

    def get_key_display(self, binding: Binding) -> str:
        """What a key is called where it is told: a word where it is one in English alone."""
        shown = super().get_key_display(binding)
        return _("space") if shown == "space" else shown

    def in_view(self) -> InView | None:
        """The screen in view, unless a dialog stands over it."""
        raise NotImplementedError

    def work_as(self, coder: str | None = None, round_: str | None = None) -> None:
        """Go on as another coder, or in another round; the screens show what that coder may see."""
        now = self.researcher
        self.researcher = replace(now, coder=coder or now.coder, round=round_ or now.round)
        self.coders_met = list(dict.fromkeys([*self.coders_met, self.researcher.coder]))
        self.state.belong_to(self.researcher.coder)
        if self._told_to_begin:
            self.clear_notifications()  # it told of the round before
            self._told_to_begin = False
        self.changed()

    def begin_in(self, round_: str) -> None:
        """Say where somebody moved all to another round: what is coded here goes to the old one as before."""
        before, self._begin = self._begin, round_
        if before not in (None, round_) and round_ not in ("", self.researcher.round):
            said = _("All begin in round {name} now. You go on in round {now}; W leads to another.")
            said = said.format(name=round_, now=self.researcher.round)
            self.notify(said, markup=False, severity="warning", timeout=30)
            self._told_to_begin = True

    def stay_in_a_round(self, *, far: bool = False) -> bool:
        """Go on in a round that there is, for the one at work goes when it is undone; whether in another.

        On a server that is far, which would be waited for at each change, it is looked for only with ``far``.
        """
        now = self.researcher
        if (now.project.far and not far) or (there := round_there_is(now)) == now.round:
            return False
        self.researcher = replace(now, round=there)
        return True

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes on its way to the terminal."""
        return [*super().get_line_filters(), self._safe_lines]

    def attempt(
        self, act: Callable[[], object], again: Callable[[QualwbError], object] | None = None
    ) -> bool:
        """Do something that a user can be told the failure of; whether it went well.

        ``again`` is called with what went wrong when that has been read: what was typed is not lost.
        """
        self.company.acted()  # first, so that what the act shows is known to be as new as it is
        try:
            with self.waiting_aloud():
                act()
        except ProjectMoved as error:
            self.tell_moved(error)
            return False
        except NoConnection as error:
            self.tell_no_connection(error, act, again)
            return False
        except Exception as error:  # whatever it is, it is told
            self.tell_failure(error, again)
            return False
        return True

    def tell_failure(self, error: Exception, then: Callable[[QualwbError], object] | None = None) -> None:
        """Say what went wrong, whatever it was; ``then`` is called when that has been read."""
        if isinstance(error, ProjectMoved):
            self.tell_moved(error)
            return
        if isinstance(error, NoConnection):
            self.tell_no_connection(error)
            return
        failure = told_of(error, self.state.screen)

        def read(_read: None) -> None:
            if then is not None:
                then(failure)

        told_already = isinstance(self.screen, FailureDialog) and self.screen.says(failure)
        if then is not None or not told_already:
            self.push_screen(FailureDialog(failure.message, failure.hint), read)

    def waiting_aloud(self) -> AbstractContextManager[None]:
        """Within it a wait for the server is told in the first line; a file keeps nobody waiting."""
        return WaitingAloud(self).aloud() if self.researcher.project.far else nullcontext()

    def let_keys_wait(self) -> Callable[[], object]:
        """Hold the keys behind the one at work, for what it asked for; gives what lets them go on."""
        raise NotImplementedError

    def tell_no_connection(
        self,
        error: NoConnection,
        act: Callable[[], object] | None = None,
        again: Callable[[QualwbError], object] | None = None,
    ) -> None:
        """Say that the server can't be reached; the act is kept until it is.

        ``again`` is called when it is given up, or refused for another reason later; see ``attempt``.
        """
        raise NotImplementedError

    def tell_moved(self, error: ProjectMoved) -> None:
        """Say that the open file is no longer where it lay, and offer to save what is open."""
        raise NotImplementedError

    def changed(self) -> None:
        """After an act: let the screen in view show the project as it is now."""
        raise NotImplementedError

    def undo_alone(self, number: int) -> bool:
        """Undo the act of this number, whatever was done since; that stays. Whether it is undone."""
        raise NotImplementedError

    def undo(self) -> bool:
        """Undo the newest act, one of another session only when told to; whether it is undone."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """Show the keys that work where the focus is."""
        raise NotImplementedError

    def action_go(self, name: str) -> None:
        """Show the screen of this name, which was chosen; what was on it stays as it was."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Show the screen that was shown before, as it was left."""
        raise NotImplementedError

    def jump(self, name: str, then: Callable[[Any], object]) -> None:
        """Go to a screen, and there to a place: ``then`` is called with the screen when it can show one."""
        raise NotImplementedError

    def leave_place(self) -> None:
        """Keep the place where the reader is: another one is about to be shown."""
        raise NotImplementedError

    def show_source(self, name: str) -> None:
        """Go to a source, where the reader was in it."""
        raise NotImplementedError

    def show_passage(self, source: str, start: int, end: int) -> None:
        """Go to code points [start, end) of a source, selected."""
        raise NotImplementedError

    def show_words(self, source: str, start: int, end: int) -> None:
        """Go to words that a search found at code points [start, end) of a source."""
        raise NotImplementedError

    def show_like(self, source: str, start: int, end: int, text: str) -> None:
        """Go to the turns that are like code points [start, end) of a source, whose words are ``text``."""
        raise NotImplementedError

    def show_autocode(
        self,
        query: "AutocodeQuery | None" = None,
        code: str | None = None,
        ticked: Collection[tuple[str, int, int]] | None = None,
    ) -> None:
        """Go to what a query finds, to be given a code at one go; None: what was looked for there.

        A ``code`` that is not said is asked for. ``ticked`` are those places of it, (source, start, end),
        that are ticked at first; None: as a rule.
        """
        raise NotImplementedError

    def show_disagreements(self, coders: tuple[str, ...], round_: str, label: str) -> None:
        """Go to where these coders disagree in a round on a code, or theme, of that name."""
        raise NotImplementedError

    def show_answers(self, question: str) -> None:
        """Go to the turns that answer a question in own words."""
        raise NotImplementedError

    def show_search(self, words: str, way: str = "words") -> None:
        """Go to the search in all sources, for these words, meant in this way."""
        raise NotImplementedError
