"""Waiting, in a test of the workbench, until all that was asked for has happened: by no clock.

Textual's pilot takes a process for idle that gets no time of the processor, and waits for messages once,
though each may lead to others: on a busy machine it comes back too early. Whether a task has something left
to do is known to the event loop.
"""

import asyncio
from typing import Any

import pytest
import textual.app
import textual.constants
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerCancelled, WorkerFailed

from qualwb.acts.colleagues import NoConnection

HANGS = 300.0
"""Seconds after which something will never answer, as when the app was closed meanwhile: the test fails."""
LONG = 1.0
"""Seconds after which nobody waits for the keys to rest."""


async def settle(pilot: Pilot[int]) -> None:
    """Until all that was asked for has happened and is shown. A question that broke raises here.

    What a timer is to do later is not waited for.
    """
    app = pilot.app
    async with asyncio.timeout(HANGS):
        await painted(app)
        while any(not worker.is_finished for worker in app.workers):
            try:
                await app.workers.wait_for_complete()
            except WorkerCancelled:
                pass  # a newer question took the place of one
            except WorkerFailed as failed:
                if not isinstance(failed.error, NoConnection):  # the header tells of that
                    raise
            await painted(app)
    broken = getattr(app.screen, "broken", [])
    assert not broken, repr(broken)


async def begun(pilot: Pilot[int]) -> None:
    """Until the workbench shows what it begins with, and hears the server of its project, if it has one."""
    await settle(pilot)
    company = getattr(pilot.app, "company", None)
    async with asyncio.timeout(HANGS):
        while company is not None and company.tells and not company.state_of_project:
            await asyncio.sleep(0.005)  # a thread that connects
    await settle(pilot)


async def rested(pilot: Pilot[int]) -> None:
    """Until that has happened too which waits until the keys have rested for a while."""
    await settle(pilot)
    while waiting := _rests(pilot.app):
        await asyncio.wait(waiting)
        await settle(pilot)


def _rests(app: App[Any]) -> list[asyncio.Task[None]]:
    """What timers are to do once, and soon."""
    widgets = (widget for screen in app.screen_stack for widget in _all_of(screen))
    timers = (timer for one in (app, *widgets) for timer in one._timers)
    once = [timer._task for timer in timers if timer._repeat == 0 and timer._interval < LONG]
    return [task for task in once if task is not None and not task.done()]


def _all_of(screen: Screen[Any]) -> list[Widget]:
    return [screen, *screen.walk_children(Widget)]


async def painted(app: App[Any]) -> None:
    """Until all is shown that can be while the workers work: they are not waited for."""
    async with asyncio.timeout(HANGS):
        await _nothing_is_ready()
        while not await _all_answer(app) or _refreshed(app) or not _laid_out(app):
            await _nothing_is_ready()


async def _nothing_is_ready() -> None:
    """Until every task waits for a thread or for a timer."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


async def _all_answer(app: App[Any]) -> bool:
    """Wait until all of the screen has done what it is at and what it was told before; whether it had.

    One that reads a text in a thread answers later; one that broke ends without an answer. The screens
    below are not asked: Textual paints a screen anew whenever one below it has heard something.
    """
    answers = []
    for one in (app, *(widget for screen in app.screen_stack[-1:] for widget in _all_of(screen))):
        answer = asyncio.get_running_loop().create_future()
        if one.is_running and one.call_later(_answered, answer):
            answers.append((answer, one.task))
    await _nothing_is_ready()
    # One that has just been pushed from outside the app begins to listen a little later.
    begun = all(screen.is_running or screen._closing or screen._closed for screen in app.screen_stack[-1:])
    at_once = begun and all(answer.done() for answer, _task in answers)
    for ends in answers:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    return at_once


def _answered(answer: asyncio.Future[None]) -> None:
    """Not the future's own method: to look for the parameters of that takes Textual long, each time."""
    answer.set_result(None)


def _laid_out(app: App[Any]) -> bool:
    """Whether the screen in view has been given its size: one that has just been pushed is blank before."""
    return all(screen._compositor.size or not screen.is_running for screen in app.screen_stack[-1:])


def _refreshed(app: App[Any]) -> bool:
    """Do now what Textual puts off for a frame; whether there was anything."""
    waiting = [screen for screen in app.screen_stack if screen._update_timer._active.is_set()]
    for screen in waiting:
        screen._on_timer_update()
    resized = app._resize_timer is not None
    if resized:
        app._check_resize()
    return resized or bool(waiting)


def let_pilots_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key and click, a pilot waits until all is shown that can be while the workers work."""

    async def wait_for_screen(pilot: Pilot[Any], timeout: float = 0) -> bool:  # noqa: ARG001
        await painted(pilot.app)
        return True

    async def pause(pilot: Pilot[Any], delay: float = 0) -> None:
        await painted(pilot.app)
        if delay:
            await asyncio.sleep(delay)
            await painted(pilot.app)

    async def wait_for_idle(_least: float = 0, _most: float = 0) -> None:
        await painted(active_app.get())

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait_for_screen)
    monkeypatch.setattr(Pilot, "pause", pause)
    monkeypatch.setattr(textual.app, "wait_for_idle", wait_for_idle)
    monkeypatch.setattr(textual.constants, "TEXTUAL_ANIMATIONS", "none")
