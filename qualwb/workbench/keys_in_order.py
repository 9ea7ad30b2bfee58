"""Keys one after the other: each waits until all that the one before it led to has happened.

Textual hands a key to the widget that has the focus when the key comes. While a dialog opens, that is still
the one below it: what is typed then would be acts on the text instead of letters in the dialog.
"""

from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.message import Message

PATIENCE = 1.0
"""Seconds after which a key goes on though nothing is heard of the one before it."""


class KeyFollowed(Message):
    """Goes the way of a key, from the widget in focus up to the app, behind it."""


class KeysInOrder:
    """Holds keys, and pasted text, until the one before them is done with."""

    def __init__(self, app: App[int], take: Callable[[events.Event], object]) -> None:
        """``take`` is called with what was held, when its turn comes."""
        self._app, self._take = app, take
        self._held: deque[events.Event] = deque()
        self._follows: KeyFollowed | None = None
        self._place: object = None
        self._awaited: object = None
        """What the key at work asked for, and those behind it are meant for."""

    def holds(self, event: events.Event) -> bool:
        """Whether the key has to wait; it is kept then."""
        if self._follows is None:
            return False
        self._held.append(event)
        if len(self._held) == 1:
            self._be_patient()
        return True

    def begun(self) -> None:
        """A key is on its way."""
        self._place = None
        self._follow()

    def wait(self) -> Callable[[], None]:
        """The key at work asked for something that comes later. Gives what is to be called when it has come.

        It is waited for as for anything else: not for ever.
        """
        awaited = self._awaited = object()

        def come() -> None:
            if self._awaited is awaited:
                self._awaited = None
                self._place = None
                self._follow()

        return come

    def followed(self, message: KeyFollowed) -> None:
        """What went behind a key has come: the key is done with if the focus is where it was by now."""
        if message is not self._follows or self._awaited is not None:
            return
        if self._place == (place := self._focus()):
            self._done()
        else:
            self._place = place
            self._follow()

    def let_go(self) -> None:
        """Nothing comes behind the key: the screen that it went to broke, or nobody was to have it."""
        self._done()

    def _follow(self) -> None:
        target = self._app.focused or self._app.screen
        self._follows = KeyFollowed()
        # Textual ends a message's way at its sender, which else is whoever an answer came to.
        self._follows.set_sender(self._app)
        if not target.post_message(self._follows):
            self._app.post_message(self._follows)
        if self._held:
            self._be_patient()

    def _be_patient(self) -> None:
        """Wait for what goes behind the key now, but not for ever: keys are held meanwhile."""
        if (waited_for := self._follows) is not None:
            self._app.set_timer(PATIENCE, lambda: self._lost(waited_for))

    def _focus(self) -> object:
        return self._app.screen, self._app.focused

    def _lost(self, message: KeyFollowed) -> None:
        """The widget that had the key may be gone, and what went behind it with it."""
        if message is self._follows:
            self._done()

    def _done(self) -> None:
        self._follows = self._awaited = None
        if self._held:
            self._app.call_next(self._take, self._held.popleft())
