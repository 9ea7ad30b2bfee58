"""Questions that keep step, so that what they say to a server goes out together.

Each question runs in a thread of its own, but only one at a time: until it has something to say. When all
that are left have, it is sent in one round trip, and they go on with their answers.
"""

from collections.abc import Callable, Sequence
from contextvars import copy_context
from threading import Semaphore, Thread
from typing import Any

Say = Callable[[], object]
"""Says something to the server; what comes of it is there when it has been sent."""


class Abandoned(Exception):
    """Nobody waits for the answer any longer."""


class Step:
    """One of the questions, on its way."""

    def __init__(self, question: Callable[["Step"], Any]) -> None:
        self._question = question
        self._may_go, self._stands = Semaphore(0), Semaphore(0)
        self._failure: BaseException | None = None
        self.says: Say | None = None
        """What it waits for to be sent."""
        self.over = False
        self.answer: Any = None
        self.error: BaseException | None = None
        Thread(target=copy_context().run, args=(self._run,), daemon=True).start()

    def _run(self) -> None:
        self._may_go.acquire()
        try:
            self.answer = self._question(self)
        except BaseException as error:
            self.error = error
        self.over, self.says = True, None
        self._stands.release()

    def say(self, say: Say) -> None:
        """From the question's thread: wait until it was sent. Raises what came of sending."""
        self.says = say
        self._stands.release()
        self._may_go.acquire()
        if self._failure is not None:
            raise self._failure

    def go_on(self, failure: BaseException | None) -> None:
        """Go on until there is something to say, or an answer; ``failure`` is what came of sending."""
        self._failure = failure
        self._may_go.release()
        self._stands.acquire()

    def abandon(self) -> None:
        """Let it say nothing more, and wait for its end."""
        while not self.over:
            self.go_on(Abandoned())


def in_step(questions: Sequence[Callable[[Step], Any]], send: Callable[[Sequence[Say]], object]) -> list[Any]:
    """The answers of the questions, each of which is called with its step, by whose ``say`` it speaks.

    ``send`` sends what they say. Raises what the first of the questions raised that came to no answer.
    """
    steps = [Step(question) for question in questions]
    failure: BaseException | None = None
    try:
        while left := [step for step in steps if not step.over]:
            for step in left:
                step.go_on(failure)
            failure = _sent(send, [step.says for step in left if step.says is not None])
    finally:
        for step in steps:
            step.abandon()
    for step in steps:
        if step.error is not None:
            raise step.error
    return [step.answer for step in steps]


def _sent(send: Callable[[Sequence[Say]], object], says: Sequence[Say]) -> Exception | None:
    """What went wrong with sending it, if anything did."""
    try:
        if says:
            send(says)
    except Exception as error:
        return error
    return None
