"""Shift+F3 and its like, which a terminal sends in the same words as an answer about its cursor.

Terminals that speak as xterm does send ``ESC [ 1 ; 2 R`` for Shift+F3, and the same for 'the cursor is in
row 1, column 2' (ECMA-48, CPR). Textual takes it for the answer. Full screen, nothing ever asks where the
cursor is, so that in row 1 such an answer is the key.
"""

from textual import events

MODIFIERS = ("shift", "alt", "ctrl")
"""What the bits of a modifier stand for, the lowest first; xterm sends one more than their sum."""


def key_meant(report: events.CursorPosition) -> events.Key | None:
    """The key that came as a report of the cursor's place, counted from 0; None where it is no key."""
    if report.y != 0 or not 0 < report.x < 1 << len(MODIFIERS):
        return None
    held = [name for bit, name in enumerate(MODIFIERS) if report.x >> bit & 1]
    return events.Key("+".join((*sorted(held), "f3")), None)
