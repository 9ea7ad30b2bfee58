"""While the keys wait for a server: the top line says for how long, and for whom.

What a key does is done in the thread of the screens, which paint nothing meanwhile. So another thread writes
to the terminal, past them; when the wait is over they paint what stood there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread
from time import monotonic

from textual.app import App

from qualwb.acts.team.waiting import tell_nobody, tell_of_waiting_with
from qualwb.localization import gettext as _
from qualwb.safe_text import one_line
from qualwb.workbench.widgets.folding import cut

PATIENCE = 1.0
"""Seconds before it is said, and until it is said anew."""
FIRST_LINE = "\x1b7\x1b[1;1H\x1b[7m{text}\x1b[0m\x1b8"
"""Writes into the first line, in reverse, and leaves the cursor where it was."""


class WaitingAloud:
    """Says in the workbench's first line what is waited for."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._whom = ""

    @contextmanager
    def aloud(self) -> Iterator[None]:
        """Within it a wait for the server is told."""
        over, told = Event(), Event()
        since = monotonic()

        def tell() -> None:
            while not over.wait(PATIENCE):
                told.set()
                self._write(round(monotonic() - since))

        self._whom = ""
        tell_of_waiting_with(self._waits_for)
        thread = Thread(target=copy_context().run, args=(tell,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()  # what it writes last is painted over
            tell_nobody()
            if told.is_set():
                self._app.refresh()

    def _waits_for(self, coder: str) -> None:
        self._whom = coder

    def _write(self, seconds: int) -> None:
        if self._whom:
            said = _("Waiting for what {coder} is storing, {n} s").format(coder=self._whom, n=seconds)
        else:
            said = _("The server has not answered for {n} s").format(n=seconds)
        driver = self._app._driver
        if driver is not None:
            text = cut(" " + one_line(said) + " ", self._app.size.width)
            driver.write(FIRST_LINE.format(text=text))
            driver.flush()
