"""A monkey at the workbench: keys, clicks, drags, pasted texts and other sizes of the window, by chance.

It knows the keys that mean something where it is, and presses others too. What it does comes in bursts, as
from a terminal: nothing waits for what came before. A seed does the same again.
"""

import random
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual import events
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message import Message
from textual.pilot import Pilot

from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.action import is_two_keys
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.registry.keymap import key_rows
from tests.workbench.screens.coded_material import way_to
from tests.workbench.settling import painted, rested, settle

LEAVING = {"ctrl+q"}
"""It stays until it is fetched."""
KEYS = sorted({key for row in key_rows({}) for key in row.keys.split(",")} - LEAVING)
"""Every key of the registry."""
TYPED = [
    *"abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    *'.,;:!?/[]()<>+-*#&="',
    "ß",
    "é",
]
COMMON = [
    "enter",
    "escape",
    "tab",
    "shift+tab",
    "space",
    "up",
    "down",
    "left",
    "right",
    "backspace",
    "home",
    "end",
]
WORDS = (
    *(
        "oklart",
        "papper i handen",
        "Möten",
        "Åsa",
        "Grupp 1",
        "ny grupp",
        "samma skäl",
        "code:oklart och tema:Före",
    ),
    *(
        "[skratt]",
        "[bold]nja[/bold]",
        "👩‍👩‍👧",
        "e\u0301t\u0301",
        "\x1b[31mröd",
        "a\tb\tc\n1\t2\t3",
        "rad ett\nrad två\n",
    ),
    *("mot.*", "(mot", "*", "", " ", "0", "-1", "2026-11-28", "ett mycket långt namn " * 12),
)
SIZES = ((80, 24), (120, 40), (200, 60), (100, 30), (60, 15), (20, 6), (149, 33))
REMEMBERED = 40
"""Of how many bursts it can tell afterwards."""


class Monkey:
    """Does things by chance at a workbench; ``files`` are paths that it may paste."""

    def __init__(self, pilot: Pilot[int], seed: int, files: Sequence[Path]) -> None:
        self._pilot, self._chance = pilot, random.Random(seed)
        self._texts = (*WORDS, *map(str, files), *(path.name for path in files))
        self.keys = 0
        """How many keys, clicks and so on there were."""
        self.done: deque[str] = deque(maxlen=REMEMBERED)
        """What it did last."""

    async def burst(self) -> None:
        """Some things at once; then it looks, mostly before all is answered."""
        events_ = list(self._some())
        self.done.append(", ".join(map(_told, events_)))
        self.keys += len(events_)
        for event in events_:
            if isinstance(event, events.Resize):
                self._pilot.app._driver._size = event.size  # type: ignore[union-attr]
            self._pilot.app.post_message(event)
        await self._chance.choice((at_once, at_once, settle, rested))(self._pilot)

    def _some(self) -> Iterator[Message]:
        kind = self._chance.random()
        if kind < 0.06:
            yield from map(key_event, way_to(self._chance.choice(SCREENS)))
        elif kind < 0.12:
            yield events.Paste(self._chance.choice(self._texts))
            yield key_event(self._chance.choice(COMMON))
        elif kind < 0.20:
            yield from self._mouse()
        elif kind < 0.22:
            size = Size(*self._chance.choice(SIZES))
            yield events.Resize(size, size)
        else:
            here = self._keys_here()
            for _n in range(self._chance.choice((1, 1, 1, 2, 3, 5, 9, 20))):
                yield key_event(self._chance.choice(self._chance.choice((here, here, KEYS, TYPED, COMMON))))

    def _keys_here(self) -> list[str]:
        """The keys that mean something where the focus is."""
        return sorted({key for key in self._pilot.app.screen.active_bindings} - LEAVING) or COMMON

    def _mouse(self) -> Iterator[Message]:
        width, height = self._pilot.app.size
        start = self._chance.randrange(max(width, 1)), self._chance.randrange(max(height, 1))
        end = self._chance.randrange(max(width, 1)), self._chance.randrange(max(height, 1))
        kind = self._chance.choice(("click", "click", "click", "double", "menu", "drag", "wheel"))
        if kind == "wheel":
            wheel = self._chance.choice((events.MouseScrollDown, events.MouseScrollUp))
            yield mouse_event(wheel, start, 0)
            return
        button = 3 if kind == "menu" else 1
        yield mouse_event(events.MouseMove, start, 0)
        for _n in range(2 if kind == "double" else 1):
            yield mouse_event(events.MouseDown, start, button)
            if kind == "drag":
                yield mouse_event(events.MouseMove, end, button)
            yield mouse_event(events.MouseUp, end if kind == "drag" else start, button)


async def at_once(pilot: Pilot[int]) -> None:
    """Until what can be shown is shown, while questions are still being answered."""
    await painted(pilot.app)


def key_event(key: str) -> events.Key:
    """The event of a key; of two, as ``gc``, the second, since the first is a key of its own."""
    if is_two_keys(key):
        key = key[1]
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(key, character)


def mouse_event(kind: type[events.MouseEvent], at: tuple[int, int], button: int) -> events.MouseEvent:
    """What a terminal tells of a mouse."""
    x, y = at
    return kind(None, x, y, 0, 0, button, False, False, False, x, y)


def _told(event: Message) -> str:
    if isinstance(event, events.Key):
        return event.key
    if isinstance(event, events.Paste):
        return f"paste {event.text[:60]!r}"
    if isinstance(event, events.Resize):
        return f"size {event.size.width}x{event.size.height}"
    assert isinstance(event, events.MouseEvent)
    return f"{type(event).__name__} {event.button} at {event.x},{event.y}"


async def fetch_home(pilot: Pilot[int]) -> None:
    """What a user does who is lost: escape, until no dialog is left, and to the code screen."""
    app = pilot.app
    assert isinstance(app, Workbench)
    await rested(pilot)
    for _n in range(12):
        if not app.screen.is_modal:
            break
        await pilot.press("escape")
        await rested(pilot)
    assert not app.screen.is_modal, f"no way out of {app.screen}"
    app.action_go("code")
    await rested(pilot)
