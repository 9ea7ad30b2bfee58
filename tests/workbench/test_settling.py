"""What the tests of the workbench wait for: everything that follows from what was asked for."""

import asyncio
import time

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tests.workbench.settling import settle

DEEP = 7


class Unfolding(App[int]):
    """Each of its lines is worked out in a thread and put up only after a refresh, then asks for the next."""

    def compose(self) -> ComposeResult:
        yield Vertical()

    def on_mount(self) -> None:
        self.work_out(1)

    def work_out(self, number: int) -> None:
        """Work a line out, slowly."""

        def run() -> None:
            time.sleep(0.02)  # longer than the time that Textual takes between two refreshes
            self.call_from_thread(self.call_after_refresh, self.put_up, number)

        self.run_worker(run, thread=True, exit_on_error=False)

    def put_up(self, number: int) -> None:
        """Put up a line, and ask for the next."""
        self.query_one(Vertical).mount(Static(f"line {number}"))
        if number < DEEP:
            self.call_after_refresh(self.work_out, number + 1)


async def test_all_that_follows_is_waited_for_and_painted() -> None:
    app = Unfolding()
    async with app.run_test(size=(20, 10)) as pilot:
        await settle(pilot)
        shown = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
        assert shown[:DEEP] == [f"line {number}" for number in range(1, DEEP + 1)]


async def test_what_a_timer_is_to_do_later_is_not_waited_for() -> None:
    app: App[int] = App()
    async with app.run_test() as pilot:
        app.set_timer(60, lambda: app.mount(Static("late")))
        await settle(pilot)
        assert not app.query(Static)


class Slow(Static):
    """Works its text out in a thread before it shows it, and hears nothing meanwhile."""

    async def on_mount(self) -> None:
        self.update(await asyncio.to_thread(self.work_out))

    def work_out(self) -> str:
        """A text that takes its time."""
        time.sleep(0.05)
        return "worked out"


async def test_a_widget_that_waits_for_a_thread_is_waited_for() -> None:
    app: App[int] = App()
    async with app.run_test(size=(20, 10)) as pilot:
        app.call_later(app.mount, Slow())
        await settle(pilot)
        assert app.screen._compositor.render_strips()[0].text.rstrip() == "worked out"
