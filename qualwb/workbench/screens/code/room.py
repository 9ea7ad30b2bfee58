"""How the code screen shares its columns and rows out: the text first, the panes what is left."""

from dataclasses import dataclass

TEXT = 60
"""Columns of text that the panes leave, where the screen has them."""
BESIDE = 150
"""Columns from which the inspector stands beside the text; in fewer it stands under it."""
UNDER = 28
"""Rows from which the inspector stands under the text without being asked for."""
STRIP = 3
"""Columns of the codes when they are folded."""
NAMES = 22
"""Columns more than that from which names of codes can stand beside the text."""
_LEAST_CODES, _LEAST_INSPECTOR, _LEAST_TEXT_ROWS = 22, 24, 6
_USUAL_ROWS = range(5, 13)


@dataclass(frozen=True, slots=True)
class WantedRoom:
    """What is wanted of the panes; a size of 0 is the usual one."""

    codes: bool = True
    inspector: bool = True
    codes_width: int = 0
    inspector_width: int = 0
    inspector_height: int = 0
    codes_needed: int = 30
    """Columns in which the longest name of a code can be read."""
    codes_at_work: bool = False
    """Whether the keys go to the codes, which then stand even where the text becomes narrow."""
    inspector_asked: bool = False
    """Whether the inspector was asked for, however few rows there are."""


@dataclass(frozen=True, slots=True)
class Room:
    """Columns or rows of each pane; 0 where it is folded."""

    codes: int = 0
    beside: int = 0
    under: int = 0


def share_out(width: int, height: int, text: int, wanted: WantedRoom) -> Room:
    """The panes of a screen of so many columns and rows; ``text`` columns are the transcript's at least."""
    spare = width - text
    beside = 0
    if wanted.inspector and width >= BESIDE:
        usual = 38 if width < 180 else 44
        beside = _within(wanted.inspector_width or usual, _LEAST_INSPECTOR, spare - _LEAST_CODES)
    return Room(_codes(width, spare - beside, wanted), beside, 0 if beside else _under(height, wanted))


def _codes(width: int, spare: int, wanted: WantedRoom) -> int:
    most = 30 if width < 180 else 52
    if spare - most < NAMES:  # no names beside the text, so that the codes take what it can do without
        most = max(most, spare)
    usual = _within(wanted.codes_needed, _LEAST_CODES, most)
    if wanted.codes_at_work:
        needed = max(wanted.codes_needed, usual)
        return _within(wanted.codes_width or needed, _LEAST_CODES, max(spare, width // 2))
    if not wanted.codes or spare < _LEAST_CODES:
        return 0
    return _within(wanted.codes_width or usual, _LEAST_CODES, spare)


def _under(height: int, wanted: WantedRoom) -> int:
    if not wanted.inspector or not (height >= UNDER or wanted.inspector_asked):
        return 0
    usual = _within(height // 4, _USUAL_ROWS[0], _USUAL_ROWS[-1])
    return _within(wanted.inspector_height or usual, 3, max(height - _LEAST_TEXT_ROWS, 3))


def _within(value: int, least: int, most: int) -> int:
    return max(min(value, most), least)
