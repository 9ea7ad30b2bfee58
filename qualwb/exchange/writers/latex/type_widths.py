"""How wide text is in Latin Modern Roman, the face that the tables are set in, at nine points."""

from functools import cache
from unicodedata import normalize

SIZE, BOLD = 9.25, 1.2
"""Points of the type, with a little to spare; and how much wider its bold is."""
WIDTHS = {
    **dict.fromkeys("!',.:;[]`il|", 0.29),
    **dict.fromkeys('fj -I"()rt', 0.38),
    **dict.fromkeys("s", 0.41),
    **dict.fromkeys("cez?", 0.47),
    **dict.fromkeys("$*/0123456789\\ago{}–", 0.51),
    **dict.fromkeys("Jkqvxy", 0.54),
    **dict.fromkeys("Sbdhnpu^~", 0.57),
    **dict.fromkeys("ZLFEP", 0.68),
    **dict.fromkeys("BCTwRAHNUVXY_", 0.76),
    **dict.fromkeys("D&+<=>@KOQG#%m", 0.83),
    **dict.fromkeys("M—W", 1.0),
}
"""What each sign takes of that size; an accented letter takes what its letter does."""
OTHER = 0.8


def text_width(text: str, *, bold: bool = False) -> float:
    """Points that a line of text takes, rather too many than too few."""
    width = SIZE * sum(map(_width, text))
    return width * BOLD if bold else width


@cache
def _width(sign: str) -> float:
    return WIDTHS.get(sign) or WIDTHS.get(normalize("NFD", sign)[0], OTHER)
