"""A table in a Word document: columns as wide as their words need, heads on every page, rows whole."""

from collections.abc import Callable, Sequence

from qualwb.colours import TABLE_HEAD as HEAD_GROUND
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers import docx_styles as styles
from qualwb.exchange.writers.docx_columns import (
    INDENT,
    MARGIN,
    PADDING,
    POINTS,
    Fit,
    blanks,
    centimetres,
    fit,
    is_wider,
)
from qualwb.exchange.writers.docx_document import WordDocument
from qualwb.exchange.writers.docx_xml import CENTIMETRE, paragraph, run
from qualwb.exchange.writers.text import text_of
from qualwb.localization import gettext as _

SHORT, SHORT_TABLE = 12, 20
"""Lines up to which a row, and a whole table, stays on one page."""
Fill = Callable[[int, int], str | None]


def is_wide(document: WordDocument, table: Table) -> bool:
    """Whether a table needs a page that lies."""
    return is_wider(table, document.cell_size, document.width())


def add_table(
    document: WordDocument, table: Table, *, lying: bool, fill: Fill | None = None, after: float = 10
) -> None:
    """Add a table with its notes beneath; its caption stands above it already.

    ``fill(row, column)`` gives the background of a cell as '#rrggbb', or None; ``after``: points below all.
    """
    fitted = fit(table, document.cell_size, document.width(lying=lying))
    widths = fitted.widths
    rows = _Rows(document, table, fitted, fill)
    style = document.own_table_style or document.ids[styles.GRID]
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    document.add_part(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        f"{_margins(fitted.scale)}"
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{rows.head()}{''.join(rows.body())}</w:tbl>"
    )
    notes = [run(note) for note in table.notes] or [""]
    for number, note in enumerate(notes, 1):
        document.add(styles.TABLE_NOTE, note, after=after if number == len(notes) else None)


class _Rows:
    """Writes the rows of a table."""

    def __init__(self, document: WordDocument, table: Table, fitted: Fit, fill: Fill | None) -> None:
        self.table, self.scale, self.fill = table, fitted.scale, fill
        self.turned = table.numeric if fitted.turned else frozenset()
        size = document.cell_size * fitted.scale
        self.whole_size, self.size = document.cell_size, size if fitted.scale < 1 else None
        self.text, self.titles = document.ids[styles.TABLE_TEXT], document.ids[styles.TABLE_HEAD]
        self.ground = None if document.own_table_style else HEAD_GROUND
        self.cells = [f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>' for width in fitted.widths]
        self.signs = [max((width - PADDING) * POINTS / (0.55 * size), 1) for width in fitted.widths]

    def head(self) -> str:
        """The row of the columns' names, which stands on each page; as high as those that are turned."""
        cells = "".join(
            self._cell(index, name, self.titles, self.ground, keep_next=True, turned=index in self.turned)
            for index, name in enumerate(self.table.columns)
        )
        size = self.size or self.whole_size
        highest = max(
            (centimetres(self.table.columns[index], size, bold=True) for index in self.turned), default=0
        )
        height = f'<w:trHeight w:val="{_twips(highest + PADDING)}" w:hRule="atLeast"/>' if highest else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"

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

    def _cell(
        self,
        index: int,
        text: str,
        style: str,
        ground: str | None,
        *,
        keep_next: bool,
        turned: bool = False,
    ) -> str:
        shown = text.strip(" ")
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground[1:].upper()}"/>' if ground else ""
        content = paragraph(
            style,
            run(shown, size=self.size) if shown else "",
            keep_next=keep_next,
            indent=INDENT * self.scale * blanks(text) if shown else 0,
            right=index in self.table.numeric and not turned,
        )
        upwards = '<w:textDirection w:val="btLr"/>' if turned else ""
        return f"<w:tc><w:tcPr>{self.cells[index]}{shade}{upwards}</w:tcPr>{content}</w:tc>"

    def _lines(self, texts: Sequence[str]) -> float:
        """About how many lines a row takes."""
        lines = (len(text) / signs + text.count("\n") for text, signs in zip(texts, self.signs, strict=True))
        return max((1, *lines))


def _margins(scale: float) -> str:
    """Narrower margins in the cells of smaller type."""
    if scale >= 1:
        return ""
    margin = _twips(MARGIN * scale)
    sides = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _twips(centimetres: float) -> int:
    return round(centimetres * CENTIMETRE)


def table_word() -> str:
    """What captions of tables begin with, and the name of the row that Word counts them in."""
    return _("Table")
