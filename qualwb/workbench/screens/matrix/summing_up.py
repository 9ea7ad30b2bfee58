"""Writing the summary of a cell of the framework matrix, with its quotes at hand."""

from dataclasses import dataclass

from qualwb.acts import summaries
from qualwb.acts.researcher import Researcher
from qualwb.analysis.framework import codings_to_sum_up
from qualwb.analysis.quotes import Quote
from qualwb.exchange.matrix_views import MatrixView
from qualwb.exchange.spoken_quotes import said
from qualwb.exchange.tables.matrix import CODED_SINCE
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.screens.base import AskedText
from qualwb.workbench.screens.matrix.drill_down import MatrixCell, place_of


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """A theme in a group, or for a participant of it ('' for the whole group), and what is written of it."""

    theme: str
    group: str
    participant: str
    text: str
    codings: frozenset[int]
    """Keys of the codings that what is written rests on."""
    uncoded: bool
    """Whether no source of it is coded in what is counted."""

    @property
    def case(self) -> str:
        """The group or the participant."""
        return self.participant or self.group


def framework_cell(view: MatrixView, cell: MatrixCell) -> FrameworkCell | None:
    """The cell to sum up; None where the matrix shows no summaries, or the cell is one of totals."""
    place = place_of(view.matrix, cell)
    if place is None or place[0] >= len(view.matrix.rows) or place[1] >= len(view.cases):
        return None
    row, case = view.matrix.rows[place[0]], view.cases[place[1]]
    written = view.written.get((row.name, *case))
    text, codings = (written.text, frozenset(written.codings)) if written else ("", frozenset())
    return FrameworkCell(row.name, *case, text, codings, place[1] in row.uncoded)


def asked_summary(researcher: Researcher, cell: FrameworkCell, quotes: list[Quote]) -> AskedText:
    """Asks for the summary of a cell, with its quotes above."""

    def write(text: str, was: str) -> None:
        person = cell.participant or None
        with researcher.project.reading() as connection:
            here = (researcher.round,)
            codings = codings_to_sum_up(connection, cell.theme, cell.group, person, rounds=here)
        summaries.set_summary(
            researcher, cell.theme, cell.group, text, participant=person, codings=codings, was=was
        )

    return AskedText(f"{cell.theme} × {cell.case}", write, cell.text, _told(cell, quotes))


def clear(researcher: Researcher, cell: FrameworkCell) -> None:
    """Take the summary of a cell away. Raises ``NotFound`` when there is none."""
    summaries.clear_summary(researcher, cell.theme, cell.group, participant=cell.participant or None)


def _told(cell: FrameworkCell, quotes: list[Quote]) -> str:
    if cell.uncoded and not quotes:
        return _("Nobody has coded here in what is counted: nothing is known of what was said.")
    told = ngettext("{n} passage", "{n} passages", len(quotes)).format(n=len(quotes))
    since = [quote for quote in quotes if cell.codings and cell.codings.isdisjoint(quote.codings)]
    if since:
        new = ngettext(
            "{n} coded since this was written, marked {sign}",
            "{n} coded since this was written, marked {sign}",
            len(since),
        )
        told += ", " + new.format(n=len(since), sign=CODED_SINCE)
    shown = [
        f"{CODED_SINCE + ' ' if quote in since else ''}{n}/{len(quotes)} {' '.join(said(quote).split())}"
        for n, quote in enumerate(quotes, 1)
    ]
    return "\n".join([told, *shown])
