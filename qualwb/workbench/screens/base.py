"""What every screen of a project is: it shows the project, asks it in a thread, and acts on it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, Literal, TypeVar

from textual import events
from textual._callback import invoke
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Label
from textual.worker import Worker, WorkerState

from qualwb.acts.colleagues import NoConnection
from qualwb.acts.meanwhile import ChangedMeanwhile
from qualwb.acts.rounds import RoundsNow, rounds_now
from qualwb.analysis.connection import Connection
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.mishaps import told_of
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.repainting import RowCompositor
from qualwb.workbench.widgets.screen_strip import FROM, ScreenStrip
from qualwb.workbench.widgets.who import Who, cut
from qualwb.workbench.writing_dialogs import TextDialog

Answer = TypeVar("Answer")

PATIENCE = 0.4
"""Seconds after which the bar says that an answer is being worked out."""
DIALOG = "dialog"
"""The kind of question that asks what a dialog needs."""


@dataclass(frozen=True, slots=True)
class Made:
    """A code or theme that an act made or changed, by the name that was asked for."""

    kind: Literal["code", "theme"]
    name: str
    theme: str = ""
    """The theme that a code was put in, where that is known."""


@dataclass(frozen=True, slots=True)
class AskedText:
    """A text of several lines that is asked for: what is done with it, and what it was when it was opened."""

    title: str
    then: Callable[[str, str], object]
    """The act with the new text and with the one that it was edited from; it may be refused."""
    was: str = ""
    context: str = ""
    said: str = ""
    """What is said when it went well."""


class ProjectScreen(Screen[None]):
    """A screen with a bar on top, whose contents analysis works out.

    The app calls ``project_changed``, ``change_turned`` and ``remember``; a screen says what it shows by
    ``read_project`` and ``bar_text``, and what its keys do is titled ``BINDING_GROUP_TITLE``.

    Each kind of question has one answer: a newer question makes an older one void, and Escape makes the
    question itself void, so that what is shown stays as it was.
    """

    app: ProjectApp

    @dataclass
    class Answered(Message):
        """A question of this kind and number has been answered, or refused."""

        kind: str
        number: int
        show: Callable[[], object]
        whole: bool = True
        """False for a part of the answer, which the whole follows."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowCompositor()
        self._asked: dict[str, int] = {}
        self._waiting: dict[str, float] = {}
        self._afterwards: list[Callable[[], object]] = []
        """What is to be done when all that was asked for has come."""
        self._in_part: set[str] = set()
        """Kinds of questions of whose answer only a part is shown."""
        self.took = 0.0
        """Seconds that the newest answer took."""
        self._clock: Timer | None = None
        self._seen: tuple[int, str, str] | None = None
        """The project's revision, the coder and the round that the screen shows."""
        self._unread = False
        """Whether something could not be read that the screen shows."""
        self.broken: list[BaseException] = []
        """Errors that no question should raise."""

    def on_mount(self) -> None:
        """Read the project."""
        self.mount(Who())
        self._clock = self.set_interval(PATIENCE, self.show_bar, pause=True)
        self.show_company()
        self.project_changed()

    def on_screen_resume(self) -> None:
        """Another screen may have changed the project meanwhile; what could not be read is read now."""
        self.show_strip()
        if self._unread:
            self.project_changed()
        else:
            self.look_for_changes()
        self.show_company()
        self.app.company.be_at_place()

    def look_for_changes(self) -> None:
        """Show the project as it is now where that is not what is shown."""
        if self._seen not in (None, self._now()):
            self.project_changed()

    def on_resize(self) -> None:
        """The bar ends where there is no room for it."""
        self.show_strip()
        self.show_who()
        self.show_company()

    def on_screen_suspend(self) -> None:
        """Keep the place before another screen is shown."""
        self.remember()

    # What the app calls

    def project_changed(self) -> None:
        """Show the project as it is now."""
        self._unread = False
        self.up_to_date()
        self.app.stay_in_a_round()
        self.read_project()

    def change_turned(self, number: int, *, undone: bool) -> None:  # noqa: ARG002
        """Show the project after the change of this number was undone, or redone."""
        self.project_changed()

    def remember(self) -> None:
        """Keep for the next start where the reader is; most screens have no such place."""

    def place(self) -> Any:
        """Where the reader is in this screen, to come back to; most screens stay where they were."""
        return None

    def go_to_place(self, at: Any) -> None:
        """Show again what ``place`` said; what is no more is passed over."""

    def entered(self) -> None:
        """The reader chose this screen by its key or name; most screens wait for nothing then."""

    def meaning_told(self) -> None:
        """More is known of what texts mean; most screens show nothing of it."""

    # What a screen of this kind says of itself

    def read_project(self) -> None:
        """Ask for everything the screen shows; a screen that shows nothing of the project asks nothing."""

    def bar_text(self) -> str:
        """What the bar says while nothing is being worked out."""
        raise NotImplementedError

    def unmark(self) -> None:
        """Take the marks away that an act was done on; most screens have none."""

    def stand_on(self, made: Made) -> None:
        """Have the cursor stand on what an act made or changed, once it is shown; most list none."""

    def up_to_date(self) -> None:
        """Note that what is shown is the project as it is now."""
        self._seen = self._now()
        self.show_who()

    def follows(self) -> bool:
        """Note the act that was done here just now, which the screen itself shows; whether that is all.

        Where others acted meanwhile, what they did is not shown: the project is to be read anew.
        """
        seen, now = self._seen, self._now()
        if seen is None or now[1:] != seen[1:] or now[0] > seen[0] + 1:
            return False
        self.up_to_date()
        return True

    def _now(self) -> tuple[int, str, str]:
        researcher = self.app.researcher
        return self.app.company.state_of_project, researcher.coder, researcher.round

    # What goes wrong

    async def _dispatch_message(self, message: Message) -> None:
        """What Textual calls with every message to the screen: an error in it would end the screen.

        What the reader asked for is told as having failed, and the screen stays. Where showing it fails,
        which events and answers lead to, it can't stay.
        """
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            shows = isinstance(message, (events.Event, self.Answered))
            if shows and not isinstance(message, events.Callback):
                raise
            self.app.tell_failure(error)

    def call_next(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """As Textual calls what a dialog was answered with: an error in it is told, and the screen stays."""

        async def call() -> None:
            try:
                await invoke(partial(callback, *args, **kwargs))
            except Exception as error:
                self.app.tell_failure(error)

        super().call_next(call)

    # Acting

    def do(
        self,
        act: Callable[[], object],
        said: str = "",
        again: Callable[[QualwbError], object] | None = None,
    ) -> bool:
        """Do an act, show what it changed and say so; whether it went well.

        An act that failed is explained, and nothing else is said; then ``again`` asks for it anew.
        """
        if not self.app.attempt(act, again):
            return False
        self.unmark()
        self.app.changed()
        if said:
            self.app.notify(said, markup=False, timeout=4)
        return True

    def ask_line(
        self, title: str, then: Callable[[str], object], value: str = "", *, empty: bool = False
    ) -> None:
        """Ask for a line and do an act with it."""

        def take(text: str | None) -> None:
            if text is not None:
                self.do(lambda: then(text))

        self.app.push_screen(LineDialog(title, value, empty=empty), take)

    def ask_text(self, asked: AskedText, typed: str | None = None) -> None:
        """Ask for a text and do an act with it; one that was refused is asked for again as it was typed.

        Where somebody else changed the text meanwhile, theirs is shown beside it; saving again replaces it.
        """

        def take(text: str | None) -> None:
            if text and text != asked.was:
                self.do(lambda: asked.then(text, asked.was), asked.said, lambda error: again(text, error))

        def again(text: str, error: QualwbError) -> None:
            now = error.now.get("text", asked.was) if isinstance(error, ChangedMeanwhile) else asked.was
            shown = error.message if now != asked.was else asked.context
            self.ask_text(replace(asked, was=now, context=shown), text)

        shown = asked.was if typed is None else typed
        self.app.push_screen(TextDialog(asked.title, shown, context=asked.context, saved=asked.was), take)

    # Asking

    def ask_soonest(
        self, kind: str, question: Callable[[Connection], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Ask at once where that keeps nobody waiting, as of a file; else as ``ask``."""
        project = self.app.researcher.project
        if project.far:
            self.ask(kind, question, then)
            return
        with project.reading() as connection:
            answer = question(connection)
        then(answer)

    def ask_for_dialog(
        self, question: Callable[[Connection], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Ask what a dialog needs, which ``then`` shows: at once, or soon where the project is far.

        What is typed until then goes to the dialog. None opens when the reader is elsewhere by then.
        """
        if not self.app.researcher.project.far:
            self.ask_soonest(DIALOG, question, then)
            return
        go_on = self.app.let_keys_wait()

        def show(do: Callable[[], object]) -> None:
            if self.is_current:
                do()
            go_on()

        self.ask(
            DIALOG,
            question,
            lambda answer: show(lambda: then(answer)),
            failed=lambda error: show(lambda: self.app.tell_failure(error)),
        )

    def ask(
        self,
        kind: str,
        question: Callable[[Connection], Answer],
        then: Callable[[Answer], object],
        *,
        soon: Callable[[Connection], Callable[[], object]] | None = None,
        failed: Callable[[QualwbError], object] | None = None,
    ) -> None:
        """Ask in a thread; ``then`` is called with the answer, unless a newer question came between.

        ``soon`` quickly finds a part of the answer, and returns what shows it until the whole is there.
        ``failed`` is called where there is none, else the screen tells why.
        """
        number = self._asked[kind] = self._asked.get(kind, 0) + 1
        self._waiting[kind] = monotonic()
        if self._clock is not None:
            self._clock.resume()
        project = self.app.researcher.project

        def run() -> None:
            try:
                with project.reading() as connection:
                    if soon is not None:
                        self._show_part(kind, number, soon(connection))
                    answer = question(connection)
                    # Before the transaction's end, which is a way to the server and back again.
                    self.post_message(self.Answered(kind, number, lambda: then(answer)))
            except QualwbError as error:
                refusal, tell = error, failed or self._refusing(kind)
                self.post_message(self.Answered(kind, number, lambda: tell(refusal)))

        self.run_worker(run, group=kind, exclusive=True, thread=True, exit_on_error=False)

    def _show_part(self, kind: str, number: int, show: Callable[[], object]) -> None:
        """From a thread: have a part of the answer shown, and let it be painted before going on."""
        painted = Event()

        def paint() -> None:
            show()
            self.call_after_refresh(painted.set)

        self.post_message(self.Answered(kind, number, paint, whole=False))
        painted.wait(PATIENCE)

    def _refusing(self, kind: str) -> Callable[[QualwbError], object]:
        """What tells why a question of this kind could not be answered."""

        def tell(error: QualwbError) -> None:
            if isinstance(error, NoConnection):
                # The header tells of it, and the project is read anew when there is a connection again.
                self.show_bar()
            else:
                self.refused(kind, error)

        return tell

    def refused(self, kind: str, error: QualwbError) -> None:  # noqa: ARG002
        """Tell why a question of this kind could not be answered; in a round that is gone, ask in another."""
        if self.app.stay_in_a_round(far=True):
            self.project_changed()
            return
        self._unread = True
        self.app.notify(f"{error.message} {error.hint}".strip(), markup=False, severity="warning", timeout=6)

    def on_project_screen_answered(self, event: Answered) -> None:
        """Show an answer that is still wanted."""
        event.stop()
        if self._asked.get(event.kind) != event.number:
            return
        if event.whole:
            self._in_part.discard(event.kind)
            self._settle(event.kind)
        else:
            self._in_part.add(event.kind)
        event.show()
        if not self._waiting:
            afterwards, self._afterwards = self._afterwards, []
            for then in afterwards:
                then()

    def when_read(self, then: Callable[[], object]) -> None:
        """Do something with what is shown: now, or when all has come that was asked for.

        Not at all where it is waited for no longer.
        """
        if self._waiting:
            self._afterwards.append(then)
        else:
            then()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work in a thread that broke is not waited for any longer; why is told."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:  # a newer question cancels the older one
            return
        if event.worker.group in self._waiting:
            self._settle(event.worker.group)
        if isinstance(error, NoConnection):
            return  # the header tells of it
        self._unread = True
        if not isinstance(error, QualwbError):
            self.broken.append(error)
        told = told_of(error, self.app.state.screen)
        self.app.notify(str(told), markup=False, severity="error", timeout=10)

    @property
    def waits(self) -> bool:
        """Whether an answer is being worked out."""
        return bool(self._waiting)

    def waits_for(self, kind: str) -> bool:
        """Whether an answer to a question of this kind is being worked out."""
        return kind in self._waiting

    def is_whole(self) -> bool:
        """Whether all is shown that was asked for; says so where it is not."""
        if self._in_part:
            said = _("Only a part has been read so far; wait for the rest.")
            self.app.notify(said, severity="warning", timeout=3)
        return not self._in_part

    def read_on(self, pane: str, by: int) -> None:
        """Scroll the pane of this selector by so many screenfuls."""
        found = self.query_one(pane)
        found.scroll_relative(y=by * max(found.size.height - 1, 1), animate=False)

    def action_stop(self) -> None:
        """Wait for no answer any longer."""
        self._afterwards.clear()
        for kind in list(self._waiting):
            self.void(kind)

    def void(self, kind: str) -> None:
        """Wait for no answer to a question of this kind any longer."""
        if kind in self._waiting:
            self._asked[kind] += 1
            self._settle(kind)

    def _settle(self, kind: str) -> None:
        begun = self._waiting.pop(kind, None)
        if begun is not None:
            self.took = monotonic() - begun
        if not self._waiting and self._clock is not None:
            self._clock.pause()
        self.show_bar()

    # Both stand in the screen itself: all that is below it need not be looked through at each key

    @property
    def _whos(self) -> list[Who]:
        return [child for child in self.children if isinstance(child, Who)]

    @property
    def _bars(self) -> list[Label]:
        return [child for child in self.children if isinstance(child, Label) and child.has_class("bar")]

    def show_strip(self) -> None:
        """Show the screens in one line, where there is room for one."""
        strips = self.query(ScreenStrip)
        if self.size.width < FROM:
            strips.remove()
            return
        strip = strips.first() if strips else ScreenStrip(self.app.researcher.project.label)
        if not strips:
            self.mount(strip, before=0)
        strip.show(self.app.state.screen, self.size.width - sum(who.room for who in self._whos))

    def show_who(self) -> None:
        """Say who works in which round, at the right end of the bar."""
        researcher = self.app.researcher

        def show(blind: bool) -> None:
            for who in self._whos:
                who.show(researcher.coder, researcher.round, blind=blind, columns=self.size.width)
            self.show_bar()

        def take(now: RoundsNow) -> None:
            show(now.blind)
            self.app.begin_in(now.begin)

        if not any(who.is_told for who in self._whos):
            show(blind=False)  # until that is known
        self.ask_soonest("who", lambda connection: rounds_now(connection, researcher.round), take)

    def show_company(self) -> None:
        """Say who else is at work on the project, or since when there is no connection."""
        company = self.app.company
        for who in self._whos:
            who.show_company(company.companions, company.lost_since, columns=self.size.width)
        self.show_bar()

    def show_bar(self) -> None:
        """Let the bar say what is shown, or for how long it has been worked on."""
        text = self.bar_text()
        if self._in_part:
            text = _("only a part so far") + " · " + text
        if self._waiting:
            seconds = monotonic() - min(self._waiting.values())
            if seconds >= PATIENCE:
                text = _("working it out, {n} s (Escape stops)").format(n=round(seconds)) + " · " + text
        if self.size.width:
            text = cut(text, self.size.width - 1 - sum(who.room for who in self._whos))
        for bar in self._bars:
            if bar.content != " " + text:
                bar.update(" " + text, layout=False)  # one line as wide as the screen, whatever it says
