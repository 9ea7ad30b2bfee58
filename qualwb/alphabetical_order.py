"""The order of words in a Swedish list: å, ä and ö come last, in this order, æ with ä and ø with ö."""

import re

_LAST = str.maketrans("åäöæø", "\ue000\ue001\ue002\ue001\ue002")


def alphabetical(text: str) -> str:
    """What the text is sorted by, without regard to case."""
    return text.casefold().translate(_LAST)


def numbered(name: str) -> tuple[tuple[str, int], ...]:
    """What names that end in numbers, or hold them, are sorted by: D2 comes before D10."""
    parts = re.findall(r"([^0-9]*)([0-9]*)", alphabetical(name))
    return tuple((text, int(number or 0)) for text, number in parts)
