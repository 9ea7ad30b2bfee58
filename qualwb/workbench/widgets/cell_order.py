"""The order of what stands in the cells of a list: numbers by size, names as a Swedish index has them."""

import re

from qualwb.alphabetical_order import alphabetical

Key = tuple[int, tuple[tuple[int, float, str], ...]]

_NUMBER = r"[+-]?\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?"
_WHOLE_NUMBER = re.compile(rf"({_NUMBER})\s*%?")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d\d)")
_PARTS = re.compile(r"(\d+)")


def order_key(cell: str) -> Key:
    """What a cell is sorted by: numbers and clocks first, then names; numbers in names by their size."""
    text = cell.strip()
    if text.isascii() and text.isdecimal():
        return 0, ((0, float(text), ""),)
    if text[:1].isalpha():
        return 1, _parts_of(text)
    if (clock := _CLOCK.fullmatch(text)) is not None:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return 0, ((0, float(3600 * hours + 60 * minutes + seconds), ""),)
    if (number := _WHOLE_NUMBER.fullmatch(text)) is not None:
        digits = re.sub(r"[ \u00a0]", "", number[1]).replace(",", ".")
        return 0, ((0, float(digits), ""),)
    return 1, _parts_of(text)


def _parts_of(text: str) -> tuple[tuple[int, float, str], ...]:
    """A name as its words and numbers."""
    parts = _PARTS.split(alphabetical(text))
    return tuple((0, float(part), "") if part.isdecimal() else (1, 0.0, part) for part in parts if part)
