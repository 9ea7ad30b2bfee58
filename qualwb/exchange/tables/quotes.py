"""Quotes as a table: the columns of ``quotes``, of the quotes export and of the workbook's sheet."""

from collections.abc import Callable, Sequence
from typing import Any

from qualwb.analysis.quotes import Quote
from qualwb.exchange.printed_quotes import as_printed
from qualwb.exchange.spoken_quotes import speakers_of, turn_by_turn
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _

KEY_QUOTE = "★"
"""Stands in the row of a quote that was chosen for print."""
Column = tuple[str, Callable[[Quote], Cell]]
"""A heading, and what stands beneath it for a quote."""


def columns(*, printed: bool = False) -> tuple[Column, ...]:
    """The columns in order; of quotes to be ``printed``, the group is the only name of who spoke."""
    return (
        (_("group"), lambda quote: quote.group),
        (_("source"), lambda quote: quote.source),
        (_("turns"), _turns),
        *(((_("speakers"), speakers_of),) if not printed else ()),
        (_("quote"), as_printed if printed else turn_by_turn),
        (_("themes"), lambda quote: ", ".join(quote.themes)),
        (_("codes"), lambda quote: ", ".join(quote.codes)),
        (_("key quote"), lambda quote: KEY_QUOTE if quote.cited else ""),
    )


def quotes_table(quotes: Sequence[Quote], *, printed: bool = False) -> Table:
    """A row a quote; json has the turns with their speakers as well."""
    shown = columns(printed=printed)
    return Table(
        tuple(heading for heading, _cell in shown),
        [[cell(quote) for _heading, cell in shown] for quote in quotes],
        data=lambda: [quote_data(quote) for quote in quotes],
        caption=_("Quotes"),
    )


def quote_data(quote: Quote) -> dict[str, Any]:
    """A quote for json."""
    data = quote._asdict()
    data["lines"] = list(quote.lines) if quote.lines else None
    return data


def _turns(quote: Quote) -> str:
    numbers = [turn.number for turn in quote.turns]
    if not numbers:
        return ""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
