"""A table in a Word document: columns as wide as their words need, heads on every page, rows whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualwb.colours import TABLE_HEAD as HEAD_GROUND
from qualwb.exchange.tables.table import Table
from qualwb.exchange.text_width import text_width
from qualwb.exchange.writers import docx_styles as styles
from qualwb.exchange.writers.docx_document import WordDocument
from qualwb.exchange.writers.docx_xml import CENTIMETRE, paragraph, run
from qualwb.exchange.writers.text import text_of
from qualwb.localization import gettext as _

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
SHORT, SHORT_TABLE = 12, 20
"""Lines up to which a row, and a whole table, stays on one page."""
INDENT = 6
"""Points that a blank at the start of a cell stands for."""

Fill = Callable[[int, int], str | None]


@dataclass(frozen=True, slots=True)
class Measures:
    """What each column needs in centimetres: at the least, for ease, and for its longest line."""

    least: tuple[float, ...]
    comfortable: tuple[float, ...]
    whole: tuple[float, ...]

    def scaled(self, scale: float) -> "Measures":
        """The same in smaller type, with smaller margins in the cells."""
        least, comfortable, whole = (
            tuple(scale * one for one in each) for each in (self.least, self.comfortable, self.whole)
        )
        return Measures(least, comfortable, whole)


def is_wide(document: WordDocument, table: Table) -> bool:
    """Whether a table needs a page that lies."""
    measures, page = _measured(table, document.cell_size), document.width()
    return sum(measures.least) > TIGHT * page or sum(measures.comfortable) > CRAMPED * page


def add_table(
    document: WordDocument, table: Table, *, lying: bool, fill: Fill | None = None, after: float = 10
) -> None:
    """Add a table with its notes beneath; its caption stands above it already.

    ``fill(row, column)`` gives the background of a cell as '#rrggbb', or None; ``after``: points below all.
    """
    page = document.width(lying=lying)
    measures = _measured(table, document.cell_size)
    scale = _scale(measures, page, document.cell_size)
    widths = _widths(measures.scaled(scale), page)
    rows = _Rows(document, table, widths, scale, fill)
    style = document.own_table_style or document.ids[styles.GRID]
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    document.add_part(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        f"{_margins(scale)}"
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{rows.head()}{''.join(rows.body())}</w:tbl>"
    )
    notes = [run(note) for note in table.notes] or [""]
    for number, note in enumerate(notes, 1):
        document.add(styles.TABLE_NOTE, note, after=after if number == len(notes) else None)


class _Rows:
    """Writes the rows of a table."""

    def __init__(
        self,
        document: WordDocument,
        table: Table,
        widths: Sequence[float],
        scale: float,
        fill: Fill | None,
    ) -> None:
        self.table, self.scale, self.fill = table, scale, fill
        size = document.cell_size * scale
        self.size = size if scale < 1 else None
        self.text, self.titles = document.ids[styles.TABLE_TEXT], document.ids[styles.TABLE_HEAD]
        self.ground = None if document.own_table_style else HEAD_GROUND
        self.cells = [f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>' for width in widths]
        self.signs = [max((width - PADDING) * POINTS / (0.55 * size), 1) for width in widths]

    def head(self) -> str:
        """The row of the columns' names, which stands on each page."""
        cells = "".join(
            self._cell(index, name, self.titles, self.ground, keep_next=True)
            for index, name in enumerate(self.table.columns)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def body(self) -> list[str]:
        """The rows. Those of a short table stay on one page; the last stays with the notes."""
        texts = [[text_of(cell) for cell in row] for row in self.table.rows]
        lines = [self._lines(row) for row in texts]
        together = sum(lines) <= SHORT_TABLE
        last = len(texts) - 1
        return [
            self._row(
                number,
                row,
                whole=lines[number] <= SHORT,
                keep_next=bool(self.table.notes) if number == last else together,
            )
            for number, row in enumerate(texts)
        ]

    def _row(self, number: int, texts: Sequence[str], *, whole: bool, keep_next: bool) -> str:
        cells = "".join(
            self._cell(
                index, text, self.text, self.fill(number, index) if self.fill else None, keep_next=keep_next
            )
            for index, text in enumerate(texts)
        )
        layout = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
        return f"<w:tr>{layout}{cells}</w:tr>"

    def _cell(self, index: int, text: str, style: str, ground: str | None, *, keep_next: bool) -> str:
        shown = text.strip(" ")
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground[1:].upper()}"/>' if ground else ""
        content = paragraph(
            style,
            run(shown, size=self.size) if shown else "",
            keep_next=keep_next,
            indent=INDENT * self.scale * _blanks(text) if shown else 0,
            right=index in self.table.numeric,
        )
        return f"<w:tc><w:tcPr>{self.cells[index]}{shade}</w:tcPr>{content}</w:tc>"

    def _lines(self, texts: Sequence[str]) -> float:
        """About how many lines a row takes."""
        lines = (len(text) / signs + text.count("\n") for text, signs in zip(texts, self.signs, strict=True))
        return max((1, *lines))


def _measured(table: Table, size: float) -> Measures:
    rows = [[text_of(cell) for cell in row] for row in table.rows[:SAMPLE]]
    least, comfortable, whole = [], [], []
    for index, name in enumerate(table.columns):
        texts = [row[index] for row in rows]
        head = max((_wide(word, size, bold=True) for word in name.split()), default=0.0)
        words = {(word[:LONGEST_WORD], _blanks(text)) for text in texts for word in _unbroken(text)}
        word = max((_wide(word, size) + _indented(blanks) for word, blanks in words), default=0.0)
        lines = {(text.strip(" ")[:WRAPPED], _blanks(text)) for text in texts}
        line = max((_wide(line, size) + _indented(blanks) for line, blanks in lines), default=0.0)
        least.append(max(head, word) + PADDING)
        whole.append(max(_wide(name, size, bold=True), line) + PADDING)
        comfortable.append(max(least[-1], min(whole[-1], COMFORT)))
    return Measures(tuple(least), tuple(comfortable), tuple(whole))


def _scale(measures: Measures, page: float, size: float) -> float:
    """How much smaller than ``size`` the type must be, 1 or less."""
    least = sum(measures.least)
    wish = sum(
        max(low, RUNNING) if whole > LONG else low
        for low, whole in zip(measures.least, measures.whole, strict=True)
    )
    for_text, for_words = (max(page / max(wish, 1), SMALL / size), max(page / max(least, 1), SMALLEST / size))
    return min(for_text, for_words, 1.0)


def _margins(scale: float) -> str:
    """Narrower margins in the cells of smaller type."""
    if scale >= 1:
        return ""
    margin = _twips(MARGIN * scale)
    sides = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _widths(measures: Measures, page: float) -> list[float]:
    """Centimetres for each column: its longest line where all have room, else shared by length."""
    least, whole = measures.least, measures.whole
    if sum(whole) <= page:
        return [*whole]
    spare = page - sum(least)
    if spare <= 0:
        return [low * page / sum(least) for low in least]
    wanted = [max(wide - low, 0) ** 0.7 for wide, low in zip(whole, least, strict=True)]
    shares = [spare * want / sum(wanted) for want in wanted]
    return [low + share for low, share in zip(least, shares, strict=True)]


def _unbroken(text: str) -> list[str]:
    """What stands on one line: a short text as it is, else each of its words."""
    return [text.strip(" ")] if len(text) <= UNWRAPPED else text.split()


def _blanks(text: str) -> int:
    """How many blanks the text begins with."""
    return len(text) - len(text.lstrip(" "))


def _indented(blanks: int) -> float:
    return INDENT * blanks / POINTS


def _wide(text: str, size: float, *, bold: bool = False) -> float:
    return text_width(text, size, bold=bold) / POINTS


def _twips(centimetres: float) -> int:
    return round(centimetres * CENTIMETRE)


def table_word() -> str:
    """What captions of tables begin with, and the name of the row that Word counts them in."""
    return _("Table")
