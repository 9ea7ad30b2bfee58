"""A table as a Word document, and the pieces that other documents are made of."""

import io
from typing import Any

from qualwb.colours import TABLE_HEAD
from qualwb.exchange.tables.table import Table, parts
from qualwb.exchange.writers.fixed_zip import EPOCH, fixed
from qualwb.exchange.writers.text import text_of
from qualwb.localization import language
from qualwb.safe_text import cleaned

MANY_COLUMNS = 6
"""From here on the page lies down."""
SAMPLE = 200
"""Rows that column widths are judged by."""
CHARACTER, PADDING = 0.18, 0.5
"""Centimetres that a character of a table takes, and a cell beside its text."""
LONGEST_WORD, WRAPPED, UNWRAPPED = 24, 400, 12
"""Characters of a word and of a cell that count for a column's width, and of a cell that keeps to a line."""
CONTROLS = {sign: " " for sign in range(32) if chr(sign) not in "\t\n"}
INDENT = 6
"""Points that a blank at the start of a cell stands for."""


def render(table: Table) -> bytes:
    """A document with the table: its title as caption, its head repeated on each page, its notes below."""
    document = new_document(table.title, landscape=len(table.columns) >= MANY_COLUMNS)
    for part in parts(table):
        add_table(document, part, part.caption or part.title)
    return saved(document)


def new_document(title: str = "", *, landscape: bool = False) -> Any:
    """An empty A4 document in the language in use."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    fonts = normal.element.rPr
    tongue = fonts.find(qn("w:lang"))
    if tongue is None:
        tongue = fonts.makeelement(qn("w:lang"), {})
        fonts.append(tongue)
    tongue.set(qn("w:val"), "sv-SE" if language() == "sv" else "en-GB")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(title), "qualwb", ""
    properties.created = properties.modified = EPOCH.replace(tzinfo=None)
    properties.last_modified_by, properties.language = "", language()
    return document


def add_table(document: Any, table: Table, caption: str | None = None, fills: Any = None) -> None:
    """Add a table with its caption above and its notes below.

    ``fills(row, column)`` gives the background of a cell as '#rrggbb', or None.
    """
    from docx.shared import Pt

    caption = table.title if caption is None else caption
    if caption:
        heading = document.add_paragraph(clean(caption), style="Caption")
        heading.paragraph_format.keep_with_next = True
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    _set_widths(grid, table, document.sections[-1])
    head = grid.rows[0]
    _repeat(head)
    for index, (cell, column) in enumerate(zip(head.cells, table.columns, strict=True)):
        _fill(cell, column, index in table.numeric, bold=True)
        shade(cell, TABLE_HEAD)
    for number, row in enumerate(table.rows):
        cells = grid.add_row().cells
        for index, (cell, value) in enumerate(zip(cells, row, strict=True)):
            _fill(cell, text_of(value), index in table.numeric)
            colour = fills(number, index) if fills else None
            if colour:
                shade(cell, colour)
    for note in table.notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(clean(note))
        run.italic, run.font.size = True, Pt(9)


def saved(document: Any) -> bytes:
    """The document's bytes, the same for the same content."""
    out = io.BytesIO()
    document.save(out)
    return fixed(out.getvalue())


def clean(text: str) -> str:
    """The text without what XML can't hold or a reader would obey; a control character parts words."""
    return cleaned(text.translate(CONTROLS))


def shade(cell: Any, colour: str) -> None:
    """Give a cell a background, '#rrggbb'."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour.removeprefix("#").upper())
    cell._tc.get_or_add_tcPr().append(shading)


def _fill(cell: Any, text: str, numeric: bool, *, bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(clean(text).strip(" "))
    run.font.size, run.bold = Pt(9), bold or None
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    indent = len(text) - len(text.lstrip(" "))
    if indent:
        paragraph.paragraph_format.left_indent = Pt(INDENT * indent)
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _set_widths(grid: Any, table: Table, section: Any) -> None:
    """Give columns their widths; done before there are rows, which take them over."""
    from docx.shared import Cm

    page = (section.page_width - section.left_margin - section.right_margin) / Cm(1)
    for column, cell, width in zip(grid.columns, grid.rows[0].cells, _widths(table, page), strict=True):
        column.width = cell.width = Cm(width)


def _widths(table: Table, page: float) -> list[float]:
    """Centimetres for each column: room for its longest word, then the rest by how long its cells are."""
    rows = table.rows[:SAMPLE]
    texts = [[name, *(text_of(row[index]) for row in rows)] for index, name in enumerate(table.columns)]
    words = [max(_unbroken(text) for text in column) for column in texts]
    lengths = [max(min(len(text), WRAPPED) for text in column) for column in texts]
    least = [min(word, LONGEST_WORD) * CHARACTER + PADDING for word in words]
    whole = [length * CHARACTER + PADDING for length in lengths]
    wanted = [max(wide - low, 0) ** 0.7 for wide, low in zip(whole, least, strict=True)]
    spare = page - sum(least)
    if spare <= 0 or not sum(wanted):
        return [low * page / sum(least) for low in least]
    return [low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]


def _unbroken(text: str) -> int:
    """Characters that stand on one line: a short text's own, else those of its longest word."""
    return len(text) if len(text) <= UNWRAPPED else max(map(len, text.split()), default=0)
