"""How wide a text is, before a page, a word processor or a browser has chosen its face.

The widths are those of DejaVu Sans, the widest of the faces that commonly stand in for another, and
of Helvetica where it is wider: what has room for them has room for Arial, Calibri and Segoe UI.
"""

from functools import cache
from unicodedata import east_asian_width, normalize

WIDTHS = {
    275: "'",
    278: "ijl",
    318: "IJ ,.·’",
    337: "/:;\\|",
    361: "f-",
    391: "()[]t",
    411: "!r",
    500: '"*_`”',
    528: "szc?",
    561: "–",
    592: "vxykL",
    612: "FTaoe",
    636: "hnubdgpq$0123456789{}",
    686: "AVXZBKEPSY",
    752: "UNHCR",
    787: "DG&OQ",
    838: "w#+<=>^~→−",
    873: "M○●½",
    1000: "%mW@…—",
}
"""Thousandths of the size of the type, and the signs that are so wide."""
OTHER = 700
"""For a letter that the table does not have, such as one of another script."""
BOLD = 75
"""Thousandths by which a sign is wider in bold type."""


def text_width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """The width of a text on one line, in the unit of ``size``: points for points."""
    thousandths = sum(map(_thousandths, text)) + (BOLD * len(text) if bold else 0)
    return thousandths * size / 1000


def shortened(text: str, width: float, size: float = 11, *, bold: bool = False) -> str:
    """The text, cut with '…' where it is wider than that."""
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width("…", size, bold=bold)
    fits = len(text)
    while fits > 1 and text_width(text[:fits], size, bold=bold) > room:
        fits -= 1
    return text[:fits].rstrip() + "…"


def wrapped(text: str, width: float, size: float = 11, *, bold: bool = False, lines: int = 2) -> list[str]:
    """The text on at most so many lines, broken between words; what does not fit in the last is cut."""
    words, made = text.split(), [""]
    for word in words:
        longer = f"{made[-1]} {word}".lstrip()
        if made[-1] and len(made) < lines and text_width(longer, size, bold=bold) > width:
            made.append(word)
        else:
            made[-1] = longer
    return [shortened(line, width, size, bold=bold) for line in made]


@cache
def _thousandths(sign: str) -> int:
    letter = normalize("NFD", sign)[0]
    for width, signs in WIDTHS.items():
        if letter in signs:
            return width
    return 1000 if east_asian_width(letter) in "WF" else OTHER
