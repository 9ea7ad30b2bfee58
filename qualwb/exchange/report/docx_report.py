"""A report as a Word document: contents, headings, captions that Word numbers, tables, figures."""

from collections.abc import Sequence
from pathlib import Path

from qualwb.colours import heat
from qualwb.exchange.figures.picture import Picture
from qualwb.exchange.figures.png import png
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.writers import docx_styles as styles
from qualwb.exchange.writers.docx_columns import POINTS
from qualwb.exchange.writers.docx_document import WordDocument, bookmark
from qualwb.exchange.writers.docx_table import add_table, is_wide, table_word
from qualwb.exchange.writers.docx_xml import FIELD_END, field_start, link, run
from qualwb.localization import gettext as _

CAPTION_ROOM = 3.0
"""Centimetres of a page that a figure leaves for its caption and notes."""
SHRUNK = 1.5
"""How many times wider than an upright page a figure may be drawn that is shown on it."""
TINT = 0.55
"""How much of a heat map's colour a cell of a table takes: black text can be read on it."""


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as docx in its language, in a template's styles. Raises ``QualwbError``."""
    document = WordDocument(report.title, template)
    document.add(styles.TITLE, run(report.title))
    if report.subtitle:
        document.add(styles.SUBTITLE, run(report.subtitle))
    _DocxWriter(document).write(report.blocks)
    return document.saved()


class _DocxWriter:
    """Adds blocks to a document."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.headings = 0
        self.waiting: list[Heading] = []
        """Headings that go on the page of what follows them, upright or lying."""

    def write(self, blocks: Sequence[Block]) -> None:
        """Add the contents and all blocks."""
        self._contents([block for block in blocks if isinstance(block, Heading)])
        for block in blocks:
            if isinstance(block, Heading):
                self.waiting.append(block)
            else:
                self._turn(block)
                self._block(block)
        self._write_headings()

    def _block(self, block: Paragraph | Quotation | FactList | Figure) -> None:
        match block:
            case Paragraph():
                lead = run(f"{block.lead} ", bold=True) if block.lead else ""
                self.document.add(styles.BODY, lead + run(block.text))
            case Quotation():
                self._quotation(block)
            case FactList():
                self._table(block)
            case Figure():
                self._figure(block.picture)

    def _contents(self, headings: Sequence[Heading]) -> None:
        """The headings as links, in a field that Word fills in with the pages, which it alone knows."""
        shown = [(n, one) for n, one in enumerate(headings, 1) if one.level <= styles.DEEPEST]
        if not shown:
            return
        self.document.add(styles.CONTENTS, run(_("Contents")))
        for place, (number, heading) in enumerate(shown):
            entry = link(run(heading.text), bookmark(number))
            if not place:
                entry = field_start(f'TOC \\o "1-{styles.DEEPEST}" \\h \\z \\u', stale=True) + entry
            if place == len(shown) - 1:
                entry += FIELD_END
            self.document.add(styles.ENTRY.format(level=heading.level), entry)

    def _turn(self, block: Block) -> None:
        """Turn the page for what is wide, and back, then write the headings over it."""
        match block:
            case FactList():
                self.document.turn(lying=is_wide(self.document, block.table))
            case Figure():
                self.document.turn(lying=block.picture.width > SHRUNK * POINTS * self.document.width())
            case _:
                self.document.turn(lying=False)
        self._write_headings()

    def _write_headings(self) -> None:
        for heading in self.waiting:
            self.headings += 1
            first = self.headings == 1
            self.document.heading(heading.level, heading.text, self.headings, new_page=first)
        self.waiting.clear()

    def _quotation(self, quote: Quotation) -> None:
        *turns, last = quote.lines()
        for number, turn in enumerate(turns, 1):
            self.document.add(styles.QUOTE, run(turn), keep_next=number == len(turns), after=0)
        self.document.add(styles.QUOTE, run(f"{last} {quote.citation}"))

    def _table(self, block: FactList) -> None:
        shades = block.shades

        def fill(row: int, column: int) -> str | None:
            return heat(shades[row][column], TINT) if shades[row][column] else None

        self.document.caption(table_word(), block.table.title, keep_next=True)
        add_table(self.document, block.table, lying=self.document.lying, fill=fill if shades else None)

    def _figure(self, picture: Picture) -> None:
        document = self.document
        across = POINTS * document.width(lying=document.lying)
        down = POINTS * (document.height(lying=document.lying) - CAPTION_ROOM)
        width = min(across, picture.width, down * picture.width / picture.height)
        shown = document.picture(png(picture), width, picture.title, picture.description)
        document.add(styles.BODY, shown, keep_next=True)
        document.caption(_("Figure"), picture.title, keep_next=bool(picture.notes))
        for number, note in enumerate(picture.notes, 1):
            document.add(styles.TABLE_NOTE, run(note), after=10 if number == len(picture.notes) else None)
