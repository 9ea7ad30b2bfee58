"""The workbench: one project, its screens, and what holds on all of them."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from qualwb.acts.colleagues import LookAnew, NoConnection
from qualwb.acts.projects import OnServer, ProjectMoved, due_of
from qualwb.acts.researcher import Researcher
from qualwb.defect_report import Defect, reported
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders
from qualwb.workbench.company import CompanyTold, SourcesNamed
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.f3_with_modifiers import key_meant
from qualwb.workbench.keys_here import key_sections
from qualwb.workbench.keys_in_order import KeyFollowed, KeysInOrder
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.reading_meaning import SOON, MeaningTold
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screen_modules import NAMES, make_screen
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.broken import broken_screen, guarded, screen_at_work
from qualwb.workbench.screens.command_palette import ActPalette
from qualwb.workbench.trail import Place, Trail
from qualwb.workbench.undoing import Undoing
from qualwb.workbench.unstored import FoundOut, Unstored

if TYPE_CHECKING:
    from qualwb.analysis.autocoding import AutocodeQuery
    from qualwb.workbench.screens.code.screen import CodeScreen
    from qualwb.workbench.screens.like.screen import LikeScreen
    from qualwb.workbench.screens.search.screen import SearchScreen


class Workbench(ProjectApp):
    """The Textual application. Screens act through ``researcher`` and report failures through ``attempt``."""

    CSS_PATH = Path(__file__).with_name("styles.tcss")
    TITLE = "qualwb"
    LOOK_EVERY = 5.0
    """Seconds after which the workbench looks whether the open file is still where it lay."""
    PAUSE_GC_ON_SCROLL = True
    ENABLE_COMMAND_PALETTE = True
    SCREENS: ClassVar = {name: guarded(name, partial(make_screen, name)) for name in NAMES}
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-narrow"),
        (100, "-medium"),
        (150, "-wide"),
    ]
    BINDINGS: ClassVar[list[Binding]] = bindings(actions.APP)  # type: ignore[assignment]

    def __init__(
        self, researcher: Researcher, *, tour: bool = False, folders: AllowedFolders = ANYWHERE
    ) -> None:
        super().__init__(researcher, folders)
        self._tour = tour
        self._undoing = Undoing(self)
        self._unstored = Unstored(self, self.company)
        self._told_moved = False
        self._told_failure: Exception | None = None
        self.trail = Trail()
        self._keys = KeysInOrder(self, self.on_event)
        self._broken: list[ProjectScreen] = []
        self.crash: Defect | None = None
        """What ended the workbench, if it was a defect."""

    # Screens

    def on_mount(self) -> None:
        """Show the screen that was shown last."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        if self.settings.keymap:
            self.set_keymap(self.settings.keymap)
        self.sub_title = self.researcher.project.label
        self.company.begin()
        if not self.company.tells:
            self.set_interval(self.LOOK_EVERY, self.look_for_file)
        self.set_timer(SOON, self._read_meaning)
        self.action_go("guide" if self._tour else self.state.screen)
        if (due := due_of(self.researcher.project)) is not None:
            self.notify(due.in_words(), markup=False, severity="warning", timeout=10)

    def action_go(self, name: str) -> None:
        """Show a screen that was chosen by its key or name; what was on it stays as it was."""
        if self.go_to(name) and isinstance(screen := self.get_screen(self.state.screen), ProjectScreen):
            screen.entered()

    def go_to(self, name: str) -> bool:
        """Show a screen, whether there was no dialog over them; what was on it stays as it was."""
        if name not in NAMES:
            name = "code"
        if len(self.screen_stack) > 1 and self.screen.is_modal:
            return False
        if name != self.state.screen:
            self.came_from = self.state.screen
            self.leave_place()
        self._show_screen(name)
        return True

    def _show_screen(self, name: str) -> None:
        self.state.screen = name
        if len(self.screen_stack) > 1:
            self.switch_screen(name)
        else:
            self.push_screen(name)

    # Places

    def here(self) -> Place:
        """The place where the reader is."""
        screen = self.in_view()
        return Place(self.state.screen, None if screen is None else screen.place())

    def crumbs(self) -> str:
        """Where the reader is: project, coder, round, screen, and what stands in its bar."""
        who, shown = self.researcher, self.in_view()
        title = next(row.title for row in SCREENS if row.name == self.state.screen)
        bar = shown.bar_text() if shown is not None else ""
        round_ = _("round {name}").format(name=who.round)
        return " › ".join(filter(None, (who.project.label, who.coder, round_, title, bar)))

    def leave_place(self) -> None:
        """Keep the place where the reader is: another one is about to be shown."""
        if self.in_view() is not None:
            self.trail.leave(self.here())

    def action_walk_back(self) -> None:
        """To the place that was left last."""
        self._walk(self.trail.back)

    def action_walk_forward(self) -> None:
        """To the place that was gone back from last."""
        self._walk(self.trail.forward)

    def _walk(self, turn: Callable[[Place], Place | None]) -> None:
        if self.in_view() is None:
            return
        if (place := turn(self.here())) is None:
            self.notify(_("There is no further place."), timeout=2)
            return
        self._show_screen(place.screen)
        if isinstance(screen := self.get_screen(place.screen), ProjectScreen):
            screen.go_to_place(place.at)

    def jump(self, name: str, then: Callable[[Any], object]) -> None:
        """Go to a screen, and there to a place: ``then`` is called with the screen when it can show one."""
        self.leave_place()
        if self.go_to(name) and isinstance(screen := self.get_screen(name), ProjectScreen):
            screen.call_later(then, screen)

    def show_source(self, name: str) -> None:
        """Go to a source, where the reader was in it."""
        self.leave_place()
        if screen := self._code_screen():
            screen.show_source(name)
        self.action_go("code")

    def show_passage(self, source: str, start: int, end: int) -> None:
        """Go to code points [start, end) of a source, selected."""
        self.leave_place()
        self.action_go("code")
        if screen := self._code_screen():
            screen.reveal(source, start, end)

    def show_like(self, source: str, start: int, end: int, text: str) -> None:
        """Go to the turns that are like code points [start, end) of a source, whose words are ``text``."""
        if screen := self._like_screen():
            screen.look_for_passage(source, start, end, text)
        self.go_to("like")

    def show_answers(self, question: str) -> None:
        """Go to the turns that answer a question in own words."""
        if screen := self._like_screen():
            screen.look_for_question(question)
        self.go_to("like")

    def show_search(self, words: str, way: str = "words") -> None:
        """Go to the search in all sources, for these words, meant in this way."""
        if screen := self._search_screen():
            screen.begin_with(words, way)
        self.go_to("search")

    def action_step_match(self, by: int) -> None:
        """Go to the place of the next match of the search in all sources, or the one before."""
        if not self.screen.is_modal and (screen := self._search_screen()):
            screen.step(by)

    def _search_screen(self) -> "SearchScreen | None":
        """The screen for one search over all sources, unless it broke."""
        from qualwb.workbench.screens.search.screen import SearchScreen

        screen = self.get_screen("search")
        return screen if isinstance(screen, SearchScreen) else None

    def show_autocode(
        self,
        query: "AutocodeQuery | None" = None,
        code: str | None = None,
        ticked: Collection[tuple[str, int, int]] | None = None,
    ) -> None:
        """Go to what a query finds, to be given a code at one go; None: as it was there.

        ``ticked`` are those places of it, (source, start, end), that are ticked at first; None: as a rule.
        """
        from qualwb.workbench.screens.autocode.screen import AutocodeScreen

        screen = self.get_screen("autocode")
        if isinstance(screen, AutocodeScreen):  # it may be broken
            screen.look_for(query or screen.query_now, code, ticked)
        self.action_go("autocode")

    def _like_screen(self) -> "LikeScreen | None":
        """The screen for turns in own words, unless it broke."""
        from qualwb.workbench.screens.like.screen import LikeScreen

        screen = self.get_screen("like")
        return screen if isinstance(screen, LikeScreen) else None

    def _code_screen(self) -> "CodeScreen | None":
        """The screen for coding, unless it broke."""
        from qualwb.workbench.screens.code.screen import CodeScreen

        screen = self.get_screen("code")
        return screen if isinstance(screen, CodeScreen) else None

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """A key waits until the one before it is done with."""
        if isinstance(event, events.CursorPosition) and (key := key_meant(event)) is not None:
            event = key
        typed = isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded
        if typed and self._keys.holds(event):
            return
        await super().on_event(event)
        if typed and self.screen_stack:
            self._keys.begun()

    @on(KeyFollowed)
    def _key_followed(self, message: KeyFollowed) -> None:
        if self.screen_stack:
            self._keys.followed(message)

    # Defects

    def _handle_exception(self, error: Exception) -> None:
        """What Textual calls with every error that nobody caught.

        A screen that broke leaves the others in reach. Anything else ends the workbench; Textual's own way
        out would print values of variables, which are text of the project.
        """
        screen = screen_at_work()
        if screen in self._broken:
            return
        if screen is not None and screen is self.screen and self.state.screen in NAMES:
            self._broken.append(screen)
            instead = self._show_anew if isinstance(error, NoConnection) else self._show_broken
            self.call_next(instead, self.state.screen, error)
            return
        if self.crash is None:
            said = _("a defect ended the workbench; everything that was answered is stored, open it again.")
            self.crash = reported(error, f"screen: {self.state.screen}", said)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def _show_broken(self, name: str, error: Exception) -> None:
        self._put_in_place(name, broken_screen(name, error))

    def _show_anew(self, name: str, error: NoConnection) -> None:
        """The server went away in the midst of something: no defect, but what was at work has ended."""
        if (screen := self.in_view()) is not None:
            screen.remember()
        self._put_in_place(name, guarded(name, partial(make_screen, name))())
        self.tell_no_connection(error)

    def _put_in_place(self, name: str, screen: Screen[None]) -> None:
        self.switch_screen(screen)
        self.uninstall_screen(name)
        self.install_screen(screen, name)

    # Acts

    def changed(self) -> None:
        """After an act: let the screen in view show the project as it is now."""
        self.company.acted()
        self.meaning.look_again()
        if isinstance(self.screen, ProjectScreen):
            self.screen.project_changed()

    def _read_meaning(self) -> None:
        """Begin to read what the project's texts mean, where suggestions are wanted."""
        if self.settings.suggestions:
            self.meaning.begun()

    @on(MeaningTold)
    def _meaning_told(self) -> None:
        """Let the screens show how far the reading has come; a failure is told once.

        Not when the workbench is closing: its screens go before what it is told from a thread.
        """
        if not self.is_running:
            return
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.meaning_told()
        if (failure := self.meaning.failure) is not self._told_failure and failure is not None:
            self._told_failure = failure
            said = _("Texts are compared by words alone: {why}").format(why=failure)
            self.notify(said, markup=False, severity="warning", timeout=8)

    def on_unmount(self) -> None:
        """What reads and listens in the background leaves off before the project is closed."""
        self.meaning.end()
        self.company.end()

    # Others at work on it

    def in_view(self) -> ProjectScreen | None:
        """The screen in view, unless a dialog stands over it, or the workbench is closing."""
        shown = self.screen_stack[-1] if self.screen_stack else None
        return shown if isinstance(shown, ProjectScreen) else None

    @on(CompanyTold)
    def _company_told(self, message: CompanyTold) -> None:
        """Show what others did, where they are, and whether there is a connection."""
        if self.is_running:
            self.company.told(message.event)
            if isinstance(message.event, LookAnew):
                self.meaning.look_again()
            self._unstored.connection_changed()

    @on(SourcesNamed)
    def _sources_named(self, message: SourcesNamed) -> None:
        self.company.sources_named(message.names)

    @on(FoundOut)
    def _found_out(self, message: FoundOut) -> None:
        self._unstored.found_out(message)

    def tell_no_connection(
        self,
        error: NoConnection,
        act: Callable[[], object] | None = None,
        again: Callable[[QualwbError], object] | None = None,
    ) -> None:
        """Say that the server can't be reached; the act is kept until it is."""
        self._unstored.tell(error, act, again)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a name stands for; what needs the server while it is away is told as that.

        So is what can't be done to a project on a server.
        """
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except NoConnection as error:
            self.tell_no_connection(error)
        except OnServer as error:
            self.push_screen(FailureDialog(error.message, error.hint))
        return True

    def action_undo(self) -> None:
        """Undo the newest act; one that was not done in this session only when told to."""
        self.undo()

    def undo(self) -> bool:
        return self._undoing.undo()

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._undoing.redo()

    # The file

    def on_app_focus(self) -> None:
        """Another program may have had the file meanwhile."""
        self.look_for_file()

    def look_for_file(self) -> None:
        """Show what another process did; tell when the file is no longer where it lay, once.

        In the midst of a dialog neither, nor when the workbench is closing: its screens go before its timers.
        """
        if not self.screen_stack or self.company.tells:
            return
        try:
            self.researcher.project.verify_presence()
        except ProjectMoved as error:
            if not self._told_moved and not self.screen.is_modal:
                self.tell_moved(error)
        except OSError:
            return  # a folder that can't be looked into now; an act will tell
        else:
            self._told_moved = False
            if isinstance(self.screen, ProjectScreen):
                self.screen.look_for_changes()

    def tell_moved(self, error: ProjectMoved) -> None:
        """Say that the open file is no longer where it lay, and offer to save what is open."""
        from qualwb.workbench.screens.saving_elsewhere import offer_to_save

        self._told_moved = True
        offer_to_save(self, error)

    # Coders and rounds

    def action_who(self) -> None:
        """Choose who codes, and in which round."""
        from qualwb.workbench.screens.coders_and_rounds import CodersAndRounds

        if not self.screen.is_modal:
            CodersAndRounds(self).choose()

    def action_company(self) -> None:
        """Who else has the project open, and where; Enter goes to the source that they read."""
        from qualwb.workbench.screens.who_is_here import who_is_here

        if not self.screen.is_modal:
            who_is_here(self)

    # Help and palette

    def action_help(self) -> None:
        """The keys that work here, nearest first."""
        if not self.screen.is_modal:
            self.show_keys()

    def show_keys(self) -> None:
        """The keys that work here; a dialog with keys of its own asks for it."""
        from qualwb.workbench.screens.help import HelpScreen

        self.push_screen(HelpScreen(key_sections(self)))

    def action_second_letter(self) -> None:
        """Wait for the second of two keys, and show which there are."""
        from qualwb.workbench.screens.second_letter import ask_second_letter

        if not self.screen.is_modal:
            ask_second_letter(self, self.crumbs())

    def action_command_palette(self) -> None:
        """Every act by its name, and every place."""
        if not isinstance(self.screen, ActPalette):
            self.push_screen(ActPalette())

    def action_jump(self) -> None:
        """A place by its name."""
        if not self.screen.is_modal:
            self.push_screen(ActPalette(places=True))

    def action_switch_look(self) -> None:
        """Dark or light; kept for the next start."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"
        self.settings.theme = self.theme
        self.settings.save()

    def action_help_quit(self) -> None:
        """Say which key leaves: ctrl+c copies what is selected, and nothing is."""
        for active in self.active_bindings.values():
            if active.binding.action in ("quit", "app.quit"):
                told = _("{key} quits; all is stored already.")
                key = self.get_key_display(active.binding)
                self.notify(told.format(key=key), title=_("Do you want to quit?"), markup=False)
                return

    async def action_quit(self) -> None:
        """Leave; everything is stored already, the place is remembered."""
        self.remember()
        self.exit(0)

    def remember(self) -> None:
        """Keep where the reader was, for the next start."""
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.remember()
        kept = self.state.without_names() if self.researcher.project.encrypted else self.state
        kept.save(self.researcher.project.state_key)
