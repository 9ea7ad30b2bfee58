"""What of a report may tell who somebody is: quotes and written texts with names, places or numbers."""

from collections.abc import Callable, Iterator

from qualwb.analysis.identifying_names import texts_with_names
from qualwb.exchange.report.blocks import FactList, Heading, Paragraph, Quotation, Report
from qualwb.localization import gettext as _
from qualwb.shortening import shortened


def names_told(report: Report, is_alias: Callable[[str], bool]) -> list[str]:
    """A line for each quote, text and cell of a table with such names: where it stands and what it holds.

    A name for which ``is_alias`` is true stands in place of another already.
    In what was written a word with a capital is mostly no name: guesses are told of quotes alone.
    """
    said = {"\n".join(one.turns): one.citation for one in report.blocks if isinstance(one, Quotation)}
    written = {text: place for place, text in _written(report) if text.strip()}
    found = [*texts_with_names(list(said)), *texts_with_names(list(written), sure=True)]
    where = written | said
    found = [(text, tuple(name for name in names if not is_alias(name))) for text, names in found]
    return [
        _("{citation} '{text}': {names}").format(
            citation=where[text], text=shortened(text, 40), names=", ".join(names)
        )
        for text, names in found
        if names
    ]


def _written(report: Report) -> Iterator[tuple[str, str]]:
    """What the researchers wrote, each with where it stands."""
    heading = ""
    for block in report.blocks:
        match block:
            case Heading():
                heading = block.text
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
