"""What the tests of the workbench wait for: everything that follows from what was asked for."""

import asyncio
import threading
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tests.letters import PATIENCE
from tests.workbench import settling
from tests.workbench.settling import rested, settle

DEEP = 7
SOME_FRAMES = 0.05
"""Seconds in which Textual paints several times."""


def work() -> threading.Event:
    """What a thread waits for that works while several frames are painted."""
    done = threading.Event()
    asyncio.get_running_loop().call_later(SOME_FRAMES, done.set)
    return done


def first_lines(app: App[Any]) -> list[str]:
    """What the screen shows, as text."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


class Unfolding(App[int]):
    """Each of its lines is worked out in a thread and put up only after a refresh, then asks for the next."""

    def compose(self) -> ComposeResult:
        yield Vertical()

    def on_mount(self) -> None:
        self.work_out(1)

    def work_out(self, number: int) -> None:
        """Work a line out."""
        done = work()

        def run() -> None:
            assert done.wait(PATIENCE)
            self.call_from_thread(self.call_after_refresh, self.put_up, number)

        self.run_worker(run, thread=True)

    def put_up(self, number: int) -> None:
        """Put up a line, and ask for the next."""
        self.query_one(Vertical).mount(Static(f"line {number}"))
        if number < DEEP:
            self.call_after_refresh(self.work_out, number + 1)


async def test_all_that_follows_is_waited_for_and_painted() -> None:
    app = Unfolding()
    async with app.run_test(size=(20, 10)) as pilot:
        await settle(pilot)
        assert first_lines(app)[:DEEP] == [f"line {number}" for number in range(1, DEEP + 1)]


class Slow(Static):
    """Works its text out in a thread before it shows it, and hears nothing meanwhile."""

    async def on_mount(self) -> None:
        await asyncio.to_thread(work().wait, PATIENCE)
        self.update("worked out")


async def test_a_widget_that_waits_for_a_thread_is_waited_for() -> None:
    app: App[int] = App()
    async with app.run_test(size=(20, 10)) as pilot:
        app.call_later(app.mount, Slow())
        await settle(pilot)
        assert first_lines(app)[0] == "worked out"


class Deaf(Static):
    """Never ends what it is at."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()

    async def on_mount(self) -> None:
        await self.let_go.wait()


async def test_what_never_answers_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    app: App[int] = App()
    deaf = Deaf()
    async with app.run_test(size=(20, 10)) as pilot:
        app.call_later(app.mount, deaf)
        with monkeypatch.context() as patched:
            patched.setattr(settling, "HANGS", SOME_FRAMES)
            with pytest.raises(TimeoutError):
                await settle(pilot)
        deaf.let_go.set()


async def test_what_waits_for_the_keys_to_rest_is_waited_for_and_nothing_later() -> None:
    app: App[int] = App()
    async with app.run_test(size=(20, 10)) as pilot:
        app.set_timer(0.3, lambda: app.mount(Static("soon")))
        app.set_timer(60, lambda: app.mount(Static("late")))
        await rested(pilot)
        assert [line for line in first_lines(app) if line] == ["soon"]
