"""The workbench: one project, its screens, and what holds on all of them."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.actions import ActionParseResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, WorkerState

from qualwb.acts.colleagues import LookAnew, NoConnection
from qualwb.acts.projects import ProjectMoved, due_of
from qualwb.acts.researcher import Researcher
from qualwb.defect_report import Defect, reported
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders
from qualwb.workbench.breakages import Breakages
from qualwb.workbench.company import CompanyTold, SourcesNamed
from qualwb.workbench.f3_with_modifiers import key_meant
from qualwb.workbench.keys_here import key_sections
from qualwb.workbench.keys_in_order import KeyFollowed, KeysInOrder
from qualwb.workbench.own_name import ask_name
from qualwb.workbench.read_first import ReadFirst
from qualwb.workbench.reading_meaning import SOON, MeaningTold
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screen_modules import NAMES, make_screen
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.broken import guarded
from qualwb.workbench.screens.command_palette import ActPalette
from qualwb.workbench.undoing import Undoing
from qualwb.workbench.unstored import FoundOut, Unstored
from qualwb.workbench.wayfinding import Wayfinding


class Workbench(Wayfinding):
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
        self,
        researcher: Researcher,
        *,
        tour: bool = False,
        folders: AllowedFolders = ANYWHERE,
        asks_name: bool = False,
    ) -> None:
        """``asks_name``: nobody said who codes, so that it is asked at the start."""
        super().__init__(researcher, folders)
        self._tour, self._asks_name = tour, asks_name
        if asks_name:
            self.state.coder = ""  # until it is answered: a login that stands in is not who codes here
        self._undoing = Undoing(self)
        self._unstored = Unstored(self, self.company)
        self._told_moved = False
        self._told_failure: Exception | None = None
        self._keys = KeysInOrder(self, self.on_event)
        self._breakages = Breakages(self, self._keys.let_go)
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
        if self._asks_name:
            ask_name(self)
        if (due := due_of(self.researcher.project)) is not None:
            self.notify(due.in_words(), markup=False, severity="warning", timeout=10)

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """A key waits until the one before it is done with."""
        if isinstance(event, events.CursorPosition) and (key := key_meant(event)) is not None:
            event = key
        typed = isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded
        if typed and self._keys.holds(event):
            return
        if typed and self._typed_before_dialog(event):
            self._keys.let_go()
            return
        await super().on_event(event)
        if typed and self.screen_stack:
            self._keys.begun()

    def _typed_before_dialog(self, event: events.Event) -> bool:
        """Whether a key was meant for what stood there before something had to be told."""
        shown = self.screen_stack[-1] if self.screen_stack else None
        return isinstance(shown, ReadFirst) and not shown.is_answered_by(event)

    @on(KeyFollowed)
    def _key_followed(self, message: KeyFollowed) -> None:
        if self.screen_stack:
            self._keys.followed(message)

    def let_keys_wait(self) -> Callable[[], object]:
        """Hold the keys behind the one at work, for what it asked for; gives what lets them go on."""
        return self._keys.wait()

    # Defects

    async def _dispatch_message(self, message: Message) -> None:
        """What Textual calls with every message to the app: an error in it would end the workbench."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self._breakages.goes_on:
                raise
            self._breakages.tell(error)

    def _handle_exception(self, error: Exception) -> None:
        """What Textual calls with every error that nobody caught.

        It is told, and what broke gives way. What can't be told ends the workbench; Textual's own way out
        would print values of variables, which are text of the project.
        """
        if self._breakages.met(error):
            return
        if self.crash is None:
            said = _("a defect ended the workbench; everything that was answered is stored, open it again.")
            self.crash = reported(error, f"screen: {self.state.screen}", said)
        super()._handle_exception(error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work of the workbench's own in a thread: what goes wrong is told."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.tell_failure(event.worker.error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def pop_screen(self) -> AwaitComplete:
        """Leave a dialog; what it stood over may have broken meanwhile."""
        left = super().pop_screen()
        self._breakages.screen_left()
        return left

    # Acts

    def changed(self) -> None:
        """After an act: let the screen in view show the project as it is now.

        One that is being put up reads it by itself; work that ends meanwhile may find it half there.
        """
        self.company.acted()
        self.meaning.look_again()
        if isinstance(self.screen, ProjectScreen) and self.screen.is_mounted:
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
        """Do what a key or a name stands for; what goes wrong is told, whatever it is."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as error:
            if not self._breakages.goes_on:
                raise
            self._breakages.tell(error)
        return True

    def action_undo(self) -> None:
        """Undo the newest act; one that was not done in this session only when told to."""
        self.undo()

    def undo(self) -> bool:
        return self._undoing.undo()

    def undo_alone(self, number: int) -> bool:
        return self._undoing.undo_alone(number)

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
        """Leave; everything is stored already, the place is remembered.

        What is being written is not stored: it is thrown away only when that is asked for again.
        """
        from qualwb.workbench.writing_dialogs import WritingDialog

        warning = _("What you have written is not saved: Ctrl+S saves, Ctrl+Q again quits without it")
        writing = [screen for screen in self.screen_stack if isinstance(screen, WritingDialog)]
        if not all(screen.may_be_left(warning) for screen in writing):
            return
        try:
            self.remember()
        finally:
            self.exit(0)

    def remember(self) -> None:
        """Keep where the reader was, for the next start."""
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                screen.remember()
        kept = self.state.without_names() if self.researcher.project.encrypted else self.state
        kept.save(self.researcher.project.state_key)
