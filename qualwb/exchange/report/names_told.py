"""What of a report may tell who somebody is: quotes and written texts with names, places or numbers."""

from collections.abc import Iterator

from qualwb.analysis.identifying_names import texts_with_names
from qualwb.exchange.report.blocks import FactList, Heading, Paragraph, Quotation, Report
from qualwb.localization import gettext as _
from qualwb.shortening import shortened


def names_told(report: Report) -> list[str]:
    """A line for each quote, text and cell of a table with such names: where it stands and what it holds."""
    where = {text: place for place, text in _texts(report) if text.strip()}
    return [
        _("{citation} '{text}': {names}").format(
            citation=where[text], text=shortened(text, 40), names=", ".join(names)
        )
        for text, names in texts_with_names(list(where))
    ]


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """What persons said and wrote, each with where it stands."""
    heading = ""
    for block in report.blocks:
        match block:
            case Heading():
                heading = block.text
            case Quotation():
                yield block.citation, "\n".join(block.turns)
            case Paragraph(written=True):
                yield f"{heading}, {block.lead}".rstrip(" ,"), block.text
            case FactList(written=True):
                yield from _cells(block)


def _cells(block: FactList) -> Iterator[tuple[str, str]]:
    """The texts of a table's cells, each with its row and column."""
    for head, *cells in block.table.rows:
        for column, cell in zip(block.table.columns[1:], cells, strict=True):
            if isinstance(cell, str):
                yield f"{str(head).strip()}, {column}:", cell
