"""Errors that nobody foresaw: told without text of the project, and no screen takes the others along."""

import asyncio
import os
import pty
import select
import sys
import termios
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from qualwb import user_folders
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog
from qualwb.workbench.read_first import ReadFirst
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.broken import BrokenScreen, guarded
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.sources.screen import SourcesScreen
from tests.letters import PATIENCE
from tests.projects import place_of
from tests.workbench.screens.coded_material import coded, lines, press

__all__ = ["coded"]

SECRET = "Åsa sa att ingen visste"
PLACES = (
    *("made", "composed", "mounted", "asked", "answered", "resumed"),
    *("widget composed", "widget mounted", "widget's timer"),
)


def fail_at(place: str, wanted: str) -> None:
    if place == wanted:
        raise RuntimeError(SECRET)


class Breaking(Static):
    """A widget that fails in one place."""

    def __init__(self, place: str) -> None:
        super().__init__(classes="bar")
        self._place = place

    def compose(self) -> ComposeResult:
        fail_at(self._place, "widget composed")
        return ()

    def on_mount(self) -> None:
        fail_at(self._place, "widget mounted")
        self.set_timer(0.001, partial(fail_at, self._place, "widget's timer"))

    def render(self) -> str:
        fail_at(self._place, "widget drawn")
        return "drawn"


class BreakingScreen(ProjectScreen):
    """A screen that fails in one place."""

    BINDINGS = [Binding("b", "fail", "Fail")]  # noqa: RUF012

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        fail_at(place, "made")

    def compose(self) -> ComposeResult:
        fail_at(self._place, "composed")
        yield Breaking(self._place)

    def on_mount(self) -> None:
        fail_at(self._place, "mounted")

    def on_screen_resume(self) -> None:
        fail_at(self._place, "resumed")

    def read_project(self) -> None:
        fail_at(self._place, "asked")
        self.ask("x", lambda _connection: 1, lambda _answer: fail_at(self._place, "answered"))

    def bar_text(self) -> str:
        return "bar"

    def action_fail(self) -> None:
        fail_at("key", "key")


def breaking_workbench(researcher: Researcher, place: str) -> Workbench:
    """The workbench, which, or the screen of memos in it, fails in one place."""

    class BreakingWorkbench(Workbench):
        SCREENS = {**Workbench.SCREENS, "memos": guarded("memos", partial(BreakingScreen, place))}  # noqa: RUF012

        def on_mount(self) -> None:
            fail_at(place, "started")

    app = BreakingWorkbench(researcher)
    app.state.screen = "memos"
    return app


@asynccontextmanager
async def running(app: Workbench) -> AsyncIterator[None]:
    """The workbench at work; a pilot would wait for ever for an answer of the widget that broke."""
    work = asyncio.create_task(app.run_async(headless=True, size=(100, 30)))
    yield
    app.exit(0)
    await asyncio.wait_for(work, PATIENCE)


def is_read(screen: Screen[Any]) -> bool:
    """Whether a key that is typed now answers what is on screen."""
    return not isinstance(screen, ReadFirst) or screen.is_answered_by(events.Event())


async def page_with(app: Workbench, text: str) -> str:
    """What the screen shows, once a text stands on it and keys are taken for an answer to it."""
    page = ""
    async with asyncio.timeout(PATIENCE):
        while text not in page or not is_read(app.screen):
            await asyncio.sleep(0.01)
            if len(app.screen_stack) > 1:
                with app._context():
                    page = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    return page


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for reports of its own, since defects are meant to happen here."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.mark.parametrize("place", PLACES)
async def test_a_screen_that_fails_to_show_leaves_the_others_in_reach(
    coded: Researcher, state: Path, place: str
) -> None:
    app = breaking_workbench(coded, place)
    async with running(app):
        page = await page_with(app, "F4  Codebook")
        assert isinstance(app.screen, BrokenScreen)
        assert "Memos" in page
        assert SECRET not in page
        app.post_message(events.Key("f4", None))
        await page_with(app, "papper i handen")
        assert isinstance(app.screen, CodebookScreen)
        app.post_message(events.Key("f9", None))
        await page_with(app, "F4  Codebook")
        app.post_message(events.Key("f8", None))
        await page_with(app, "Intervju 2")
        assert isinstance(app.screen, SourcesScreen)
        app.post_message(events.Key("question_mark", "?"))
        await page_with(app, "Keys here")
    assert app.crash is None
    assert user_folders.defect_report().is_relative_to(state)
    report = user_folders.defect_report().read_text("utf-8")
    assert "RuntimeError" in report
    assert "screen: memos" in report
    assert SECRET not in report


async def test_an_act_that_breaks_is_told_and_the_workbench_goes_on(coded: Researcher, state: Path) -> None:
    app = breaking_workbench(coded, "")
    async with app.run_test() as pilot:
        await press(pilot, "b")
        assert isinstance(app.screen, FailureDialog)
        assert SECRET not in " ".join(lines(pilot))
        await press(pilot, "enter")
        assert isinstance(app.screen, BreakingScreen)
        await press(pilot, "f4")
        assert isinstance(app.screen, CodebookScreen)
    assert app.crash is None
    assert user_folders.defect_report().is_relative_to(state)
    report = user_folders.defect_report().read_text("utf-8")
    assert SECRET not in report
    assert "screen: memos" in report


class BreakingDialog(ModalScreen[None]):
    """A dialog that fails when a letter is typed into it."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_changed(self) -> None:
        fail_at("typed", "typed")


@pytest.mark.usefixtures("state")
async def test_a_dialog_that_breaks_goes_and_what_it_stood_over_stays(coded: Researcher) -> None:
    app = breaking_workbench(coded, "")
    async with running(app):
        await page_with(app, "drawn")
        app.call_later(app.push_screen, BreakingDialog())
        await page_with(app, "▊")
        app.post_message(events.Key("x", "x"))
        await page_with(app, "A defect in qualwb")
        app.post_message(events.Key("enter", None))
        await page_with(app, "drawn")
        assert isinstance(app.screen, BreakingScreen)
        app.post_message(events.Key("f4", None))
        await page_with(app, "papper i handen")
    assert app.crash is None


@pytest.mark.usefixtures("state")
async def test_a_screen_that_breaks_below_a_dialog_gives_way_when_that_is_closed(coded: Researcher) -> None:
    app = breaking_workbench(coded, "")
    async with running(app):
        await page_with(app, "drawn")
        below = app.screen
        app.call_later(app.push_screen, ConfirmDialog("Really?"))
        await page_with(app, "Really?")
        below.query_one(Breaking).call_later(fail_at, "below", "below")
        app.post_message(events.Key("escape", None))
        await page_with(app, "F4  Codebook")
        app.post_message(events.Key("f9", None))  # its key shows it anew
        await page_with(app, "drawn")
    assert app.crash is None


WORKING = """
import sys
from qualwb.acts.projects import open_project
from qualwb.acts.team.named_projects import place_named
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.workbench.running import work
from tests.workbench.test_crashes import breaking_workbench

with open_project(place_named(sys.argv[1])) as project:
    try:
        work(breaking_workbench(Researcher(project, "Karin"), sys.argv[2]))
    except QualwbError as error:
        print(error)
"""


@dataclass
class Terminal:
    """A terminal with the workbench in it."""

    end: int
    seen: str = ""

    def until(self, wanted: str) -> str:
        """What has come out since the last wait, once it holds a text."""
        seen = b""
        while wanted not in seen.decode(errors="replace"):
            ready, _out, _bad = select.select([self.end], [], [], 30)
            assert ready, seen
            seen += os.read(self.end, 65536)
        self.seen += seen.decode(errors="replace")
        return seen.decode(errors="replace")

    def press(self, keys: str) -> None:
        """Send what a terminal sends for keys."""
        os.write(self.end, keys.encode())


@contextmanager
def terminal(project: str, place: str) -> Iterator[Terminal]:
    """The workbench in a terminal, which is as it was before in the end."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (30, 100))
    before = termios.tcgetattr(theirs)
    command = (sys.executable, "-c", WORKING, project, place)
    environment = {**os.environ, "TERM": "xterm-256color"}
    with Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        try:
            yield Terminal(ours)
            assert running.wait(PATIENCE) == 0
        finally:
            running.kill()
    assert termios.tcgetattr(theirs) == before
    os.close(theirs)
    os.close(ours)


@pytest.mark.usefixtures("state")
def test_a_crash_gives_the_terminal_back_as_it_was(coded: Researcher) -> None:
    with terminal(place_of(coded.project), "started") as shown:
        told = shown.until("no text of the project").rpartition("\x1b[?1049l")[2]
    assert "everything that was answered is stored" in told
    assert SECRET not in shown.seen
    assert "Traceback" not in shown.seen


@pytest.mark.usefixtures("state")
def test_a_widget_that_cannot_be_drawn_leaves_the_other_screens_in_reach(coded: Researcher) -> None:
    with terminal(place_of(coded.project), "widget drawn") as shown:
        shown.until("F4  Codebook")
        shown.press("\x1bOS")
        shown.until("papper i handen")
        shown.press("\x11")
        shown.until("\x1b[?1049l")
    assert SECRET not in shown.seen
    assert "screen: memos" in user_folders.defect_report().read_text("utf-8")
