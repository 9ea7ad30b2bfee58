"""How wide the columns of a table in a document are: as their words need, in type as large as may be."""

from dataclasses import dataclass
from math import floor

from qualwb.exchange.tables.table import Table
from qualwb.exchange.text_width import text_width
from qualwb.exchange.writers.text import text_of

SAMPLE = 200
"""Rows that column widths are judged by."""
POINTS = 72 / 2.54
"""Points in a centimetre."""
MARGIN, PADDING = 0.19, 0.5
"""Centimetres at each side of a cell, and beside its text in all."""
LONGEST_WORD, WRAPPED, UNWRAPPED = 24, 400, 12
"""Characters of a word and of a cell that count for a column's width, and of a cell that keeps to a line."""
COMFORT = 5.0
"""Centimetres in which running text is read with ease."""
TIGHT, CRAMPED = 1.12, 1.2
"""How many times wider than an upright page the words of a table, and its text at ease, may be on it."""
SMALLEST, SMALL = 5.5, 8.0
"""Points down to which type is made smaller so that no word is broken, and so that long text has room."""
LONG, RUNNING = 40.0, 8.0
"""Centimetres of a line from which text is long, and the width that its column is given if it can be had."""
LINE = 1.2
"""Height of a line as part of the size of its type."""
INDENT = 6
"""Points that a blank at the start of a cell stands for."""


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """What each column needs in centimetres: at the least, for ease, and for its longest line."""

    least: tuple[float, ...]
    comfortable: tuple[float, ...]
    whole: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The columns' widths in centimetres, and how the table was made to fit."""

    widths: tuple[float, ...]
    scale: float
    """How large the type and the margins of the cells are, 1 or less."""
    turned: bool
    """The heads of columns of numbers are written upwards."""


def is_wider(table: Table, size: float, page: float) -> bool:
    """Whether a table needs more than a page of so many centimetres; ``size``: of its type, in points."""
    columns = measured(table, size)
    return sum(columns.least) > TIGHT * page or sum(columns.comfortable) > CRAMPED * page


def fit(table: Table, size: float, page: float) -> Fit:
    """Fit a table in a page: the heads of numbers are turned before the type gets hard to read."""
    columns = measured(table, size)
    turned = bool(table.numeric) and page / max(sum(columns.least), 1) < SMALL / size
    if turned:
        columns = measured(table, size, turned=True)
    scale = _scale(columns, page, size)
    return Fit(tuple(_widths(columns, page / scale, scale)), scale, turned)


def measured(table: Table, size: float, *, turned: bool = False) -> ColumnNeeds:
    """What the columns need in type of a size; ``turned``: with the heads of numbers written upwards."""
    rows = [[text_of(cell) for cell in row] for row in table.rows[:SAMPLE]]
    least, comfortable, whole = [], [], []
    for index, name in enumerate(table.columns):
        head, title = (
            (LINE * size / POINTS,) * 2 if turned and index in table.numeric else _head_widths(name, size)
        )
        word, line = _text_widths([row[index] for row in rows], size)
        least.append(max(head, word) + PADDING)
        whole.append(max(title, line) + PADDING)
        comfortable.append(max(least[-1], min(whole[-1], COMFORT)))
    return ColumnNeeds(tuple(least), tuple(comfortable), tuple(whole))


def blanks(text: str) -> int:
    """How many blanks the text begins with."""
    return len(text) - len(text.lstrip(" "))


def centimetres(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line; ``size`` in points."""
    return text_width(text, size, bold=bold) / POINTS


def _head_widths(name: str, size: float) -> tuple[float, float]:
    """Of the longest word of a column's name, and of the whole."""
    words = (centimetres(word, size, bold=True) for word in name.split())
    return max(words, default=0.0), centimetres(name, size, bold=True)


def _text_widths(texts: list[str], size: float) -> tuple[float, float]:
    """Of the longest word of a column's cells, and of the longest cell, each with its indent."""
    words = {(word[:LONGEST_WORD], blanks(text)) for text in texts for word in _unbroken(text)}
    lines = {(text.strip(" ")[:WRAPPED], blanks(text)) for text in texts}
    longest_word, longest_line = (
        max((centimetres(text, size) + INDENT * indent / POINTS for text, indent in found), default=0.0)
        for found in (words, lines)
    )
    return longest_word, longest_line


def _unbroken(text: str) -> list[str]:
    """What stands on one line: a short text as it is, else each of its words."""
    return [text.strip(" ")] if len(text) <= UNWRAPPED else text.split()


def _scale(columns: ColumnNeeds, page: float, size: float) -> float:
    """How much smaller than ``size`` the type must be, to half a point; 1 where it need not."""
    pairs = zip(columns.least, columns.whole, strict=True)
    wish = sum(max(low, RUNNING) if whole > LONG else low for low, whole in pairs)
    for_text = max(page / max(wish, 1), SMALL / size)
    for_words = max(page / max(sum(columns.least), 1), SMALLEST / size)
    scale = min(for_text, for_words)
    return 1.0 if scale >= 1 else floor(2 * size * scale) / (2 * size)


def _widths(columns: ColumnNeeds, page: float, scale: float) -> list[float]:
    """Centimetres for each column: its longest line where all have room, else shared by length.

    ``page``: how wide it would be for type that is not made smaller by ``scale``.
    """
    least, whole = columns.least, columns.whole
    if sum(whole) <= page:
        return [wide * scale for wide in whole]
    spare = page - sum(least)
    if spare <= 0:
        return [low * scale * page / sum(least) for low in least]
    wanted = [max(wide - low, 0) ** 0.7 for wide, low in zip(whole, least, strict=True)]
    shares = [spare * want / sum(wanted) for want in wanted]
    return [scale * (low + share) for low, share in zip(least, shares, strict=True)]
