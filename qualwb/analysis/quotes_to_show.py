"""Quotes for a list of which few are seen: their places are held, and each is made when it is asked for."""

from collections.abc import Iterator, Sequence
from typing import overload

from sqlalchemy import Connection

from qualwb.analysis.passage_facts import PassageFacts
from qualwb.analysis.quotes import Query, Quote, QuoteNaming, judged_passages

Span = tuple[str, int, int]
"""A source, and code points [start, end) of it."""


class FoundQuotes(Sequence[Quote]):
    """Quotes of which only the places are held; each is made of the source's text when it is asked for.

    They tell what the project held when they were found, and take a quarter of the memory of the quotes.
    """

    def __init__(self, naming: QuoteNaming, found: list[PassageFacts]) -> None:
        self._naming = naming
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Quote: ...
    @overload
    def __getitem__(self, index: slice) -> list[Quote]: ...
    def __getitem__(self, index: int | slice) -> Quote | list[Quote]:
        if isinstance(index, slice):
            return [self._made(facts) for facts in self._found[index]]
        return self._made(self._found[index])

    def _made(self, facts: PassageFacts) -> Quote:
        return self._naming.quote(facts, self._naming.texts[facts.source][facts.start : facts.end])

    def spans(self) -> Iterator[Span]:
        """Where each quote stands."""
        names = {key: place.name for key, place in self._naming.places.items()}
        return ((names[facts.source], facts.start, facts.end) for facts in self._found)


def spans_of(quotes: Sequence[Quote]) -> Iterator[Span]:
    """Where each of the quotes stands."""
    if isinstance(quotes, FoundQuotes):
        return quotes.spans()
    return ((quote.source, quote.start, quote.end) for quote in quotes)


def find_quotes_to_show(connection: Connection, query: Query) -> FoundQuotes:
    """What ``find_quotes`` finds, for a list of which few are seen. Raises as it does."""
    naming, found = judged_passages(connection, query, texts=False)
    naming.read_texts({facts.source for facts in found})
    return FoundQuotes(naming, found)
