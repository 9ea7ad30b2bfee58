"""A report as a Word document: real headings, captions that Word numbers, tables, figures."""

import io
from collections import Counter
from copy import deepcopy
from typing import Any

from qualwb.colours import heat
from qualwb.exchange.figures.png import png
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.writers.docx import add_table, clean, new_document, saved
from qualwb.localization import gettext as _

WIDEST = 17.0
"""Centimetres between the margins."""
HIGHEST = 21.0
"""Centimetres that a figure may take of a page."""
QUOTE_INDENT = 1.0
"""Centimetres that quotes stand in."""
TINT = 0.55
"""How much of a heat map's colour a cell of a table takes: black text can be read on it."""


def render(report: Report) -> bytes:
    """The report as docx in its language."""
    document = new_document(report.title)
    document.add_heading(clean(report.title), 0)
    if report.subtitle:
        document.add_paragraph(clean(report.subtitle), style="Subtitle")
    writer = _DocxWriter(document)
    for block in report.blocks:
        writer.write(block)
    return saved(document)


class _DocxWriter:
    """Adds blocks to a document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.end = document.element.body.sectPr
        self.models: dict[tuple[bool, int], Any] = {}
        self.numbers: Counter[str] = Counter()

    def write(self, block: Block) -> None:
        """Add a block."""
        match block:
            case Heading():
                self.document.add_heading(clean(block.text), block.level)
            case Paragraph():
                paragraph = self.document.add_paragraph()
                if block.lead:
                    paragraph.add_run(clean(block.lead) + " ").bold = True
                paragraph.add_run(clean(block.text))
            case Quotation():
                self._quotation(block)
            case FactList():
                self._caption(_("Table"), "Table", block.table.title, keep=True)
                shades = block.shades

                def fill(row: int, column: int) -> str | None:
                    return heat(shades[row][column], TINT) if shades and shades[row][column] else None

                add_table(self.document, block.table, "", fill)
                self.document.add_paragraph()
            case Figure():
                self._figure(block)

    def _quotation(self, quote: Quotation) -> None:
        *turns, last = quote.lines()
        for number, turn in enumerate(turns, 1):
            self._line(turn, keep=number == len(turns), after=0)
        self._line(f"{last} {quote.citation}", keep=False, after=8)

    def _line(self, text: str, *, keep: bool, after: int) -> None:
        """A paragraph of a quote, as a copy: adding one, python-docx looks through all the others."""
        model = self.models.get((keep, after))
        if model is None:
            model = self.models[keep, after] = self._model(keep, after)
        paragraph = deepcopy(model)
        paragraph[-1][-1].text = clean(text)
        self.end.addprevious(paragraph)

    def _model(self, keep: bool, after: int) -> Any:
        from docx.shared import Cm, Pt

        paragraph = self.document.add_paragraph(style="Quote")
        paragraph.add_run(" ").italic = False
        layout = paragraph.paragraph_format
        layout.left_indent, layout.keep_with_next, layout.space_after = Cm(QUOTE_INDENT), keep, Pt(after)
        element = paragraph._p
        element.getparent().remove(element)
        return element

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
