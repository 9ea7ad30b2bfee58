"""Work on the project's file that nothing of the workbench may come between: no question, no look at it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from textual.worker import WorkerCancelled, WorkerFailed, get_current_worker

from qualwb.workbench.dialogs import WaitingDialog
from qualwb.workbench.project_app import ProjectApp

Result = TypeVar("Result")

PATIENCE = 60.0
"""Seconds that questions which were asked before may still take."""


def undisturbed(
    app: ProjectApp, text: str, work: Callable[[], Result], then: Callable[[Result], object]
) -> None:
    """Work in a thread, behind a dialog that says what is done and that nothing gets past.

    It begins when all that was asked of the project is answered. What goes wrong is told, whatever it is; the
    dialog goes in any case.
    """
    waiting = WaitingDialog(text)

    async def run() -> None:
        asked = [worker for worker in app.workers if worker is not get_current_worker()]
        if asked:
            with suppress(WorkerCancelled, WorkerFailed, TimeoutError):
                await asyncio.wait_for(app.workers.wait_for_complete(asked), PATIENCE)
        try:
            result = await asyncio.to_thread(work)
        except Exception as error:
            await waiting.dismiss()
            app.tell_failure(error)
        else:
            await waiting.dismiss()
            app.call_next(then, result)

    app.push_screen(waiting)
    app.run_worker(run(), exit_on_error=False)
