"""Which key a report of the cursor's place stands for."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from qualwb.workbench.f3_with_modifiers import key_meant

SENT = {2: "shift+f3", 3: "alt+f3", 4: "alt+shift+f3", 5: "ctrl+f3", 6: "ctrl+shift+f3", 7: "alt+ctrl+f3"}


@pytest.mark.parametrize(("number", "key"), SENT.items())
def test_the_number_says_which_keys_are_held(number: int, key: str) -> None:
    (report,) = XTermParser().feed(f"\x1b[1;{number}R")
    assert isinstance(report, events.CursorPosition)
    found = key_meant(report)
    assert found is not None
    assert found.key == key
    assert found.character is None


@pytest.mark.parametrize(("x", "y"), [(0, 0), (8, 0), (40, 0), (1, 1), (1, 23)])
def test_another_place_is_no_key(x: int, y: int) -> None:
    assert key_meant(events.CursorPosition(x, y)) is None
