"""The passages behind a pair of codes (or themes) that stand together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from qualwb.analysis.cooccurrence import Marked, marked_by_hand
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.slices import Slice
from qualwb.analysis.table_rows import table_rows
from qualwb.analysis.talk import SILENT, Talk, talk_by_source

Span = tuple[int, int]
"""Code points [start, end) of a source."""


def pair_quotes(
    connection: Connection,
    first: str,
    second: str,
    rows: str = "codes",
    within: int | None = None,
    selection: Selection = EVERYTHING,
) -> list[Quote]:
    """The passages of each of two rows that stand near one of the other, in the order of the text.

    ``rows``, ``within`` and ``selection`` as ``cooccurrence`` takes them; near is what is near there. None
    where a row is not, or no longer, among those that are counted.
    """
    scope = resolve(connection, selection)
    lines = table_rows(connection, rows, scope)
    numbers = {line.node.name: number for number, line in enumerate(lines)}
    if first not in numbers or second not in numbers:
        return []
    pair = numbers[first], numbers[second]
    talk = {} if within is None else talk_by_source(connection, scope.places)
    near = {
        (scope.places[source].name, *span)
        for sources in marked_by_hand(connection, scope, lines).values()
        for source, passages in sources.items()
        for span in _near(passages, pair, within, talk.get(source, SILENT), scope)
    }
    codes = frozenset().union(*(lines[number].codes for number in pair))
    asked = replace(selection, slices=(*selection.slices, Slice("", "codes", "", codes)))
    found = find_quotes(connection, Query(selection=asked))
    return [quote for quote in found if (quote.source, quote.start, quote.end) in near]


def _near(
    passages: Sequence[Marked], pair: tuple[int, int], within: int | None, talk: Talk, scope: Scope
) -> Iterator[Span]:
    """Those passages of either row that are near one of the other."""
    of_one, of_other = ([(start, end) for start, end, rows in passages if row in rows] for row in pair)
    if within is None:
        together = [(one, other) for one in of_one for other in of_other if _share_text(one, other)]
    else:
        numbers = {span: _turns(talk, span, scope) for span in {*of_one, *of_other}}
        together = [
            (one, other)
            for one in of_one
            for other in of_other
            if _close(numbers[one], numbers[other], within)
        ]
    for both in together:
        yield from both


def _share_text(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _turns(talk: Talk, span: Span, scope: Scope) -> list[int]:
    """The numbers of the turns of a passage, of those who count."""
    return [turn.number for turn in talk.touching(*span) if turn.role not in scope.left_out]


def _close(one: Iterable[int], other: Sequence[int], within: int) -> bool:
    return any(abs(a - b) <= within for a in one for b in other)
