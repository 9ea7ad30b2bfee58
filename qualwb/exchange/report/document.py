"""A report as a Word document: real headings, captions that Word numbers, tables, figures."""

import io
from collections import Counter
from typing import Any

from qualwb.exchange.docx_table import add_table, clean, new_document, saved
from qualwb.exchange.figures.png import png
from qualwb.exchange.report.blocks import Block, Facts, Figure, Heading, Paragraph, Quotation, Report
from qualwb.localization import gettext as _

WIDEST = 17.0
"""Centimetres between the margins."""
HIGHEST = 21.0
"""Centimetres that a figure may take of a page."""
QUOTE_INDENT = 1.0
"""Centimetres that quotes stand in."""


def render(report: Report) -> bytes:
    """The report as docx in its language."""
    document = new_document(report.title)
    document.add_heading(clean(report.title), 0)
    if report.subtitle:
        document.add_paragraph(clean(report.subtitle), style="Subtitle")
    writer = _Writer(document)
    for block in report.blocks:
        writer.write(block)
    return saved(document)


class _Writer:
    """Adds blocks to a document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbers: Counter[str] = Counter()

    def write(self, block: Block) -> None:
        """Add a block."""
        match block:
            case Heading():
                self.document.add_heading(clean(block.text), block.level)
            case Paragraph():
                paragraph = self.document.add_paragraph()
                if block.lead:
                    paragraph.add_run(block.lead + " ").bold = True
                paragraph.add_run(clean(block.text))
            case Quotation():
                self._quotation(block)
            case Facts():
                self._caption(_("Table"), "Table", block.table.title, keep=True)
                shades = block.shades

                def fill(row: int, column: int) -> str | None:
                    return tint(shades[row][column]) if shades and shades[row][column] else None

                add_table(self.document, block.table, "", fill)
                self.document.add_paragraph()
            case Figure():
                self._figure(block)

    def _quotation(self, quote: Quotation) -> None:
        from docx.shared import Cm, Pt

        last = len(quote.turns) - 1
        for number, line in enumerate(quote.lines()):
            paragraph = self.document.add_paragraph(style="Quote")
            paragraph.add_run(clean(line)).italic = False
            if number == last:
                paragraph.add_run(f" {quote.citation}").italic = False
            layout = paragraph.paragraph_format
            layout.left_indent, layout.keep_with_next = Cm(QUOTE_INDENT), number == last - 1
            layout.space_after = Pt(8 if number == last else 0)

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Cm, Pt

        picture = figure.picture
        width = min(Cm(WIDEST), Pt(picture.width), Cm(HIGHEST) * picture.width / picture.height)
        shown = self.document.add_picture(io.BytesIO(png(picture)), width=int(width))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        properties = shown._inline.docPr
        properties.set("title", clean(picture.title))
        properties.set("descr", clean(picture.description))
        self._caption(_("Figure"), "Figure", picture.title, keep=False)

    def _caption(self, word: str, sequence: str, title: str, *, keep: bool) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.numbers[sequence] += 1
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = keep
        caption.add_run(word + " ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" SEQ {sequence} \\* ARABIC ")
        caption._p.append(field)
        number = caption.add_run(str(self.numbers[sequence]))
        field.append(number._r)
        caption.add_run(f". {clean(title)}")


def tint(darkness: float) -> str:
    """The colour 'RRGGBB' of a cell that is so dark, 0 (white) to 1; light enough for black text."""
    full, shown = (11, 92, 138), 0.55 * darkness
    return "".join(f"{round(255 - (255 - part) * shown):02X}" for part in full)
