"""The full-text index over turns, as all that lies above the engines sees it.

Words are what FTS5's tokenizer ``unicode61`` makes of a text: runs of letters and digits, folded, with their
diacritics. Both engines find the same turns at the same places and rank them alike.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from sqlalchemy import Connection

from qualwb.store.turn_query import TurnQuery

Order = Literal["rank", "text"]
"""Best first, equals by their key; or as the turns stand in the material."""


class TurnMatch(NamedTuple):
    """A turn in which a query holds."""

    source_id: int
    number: int
    start: int
    """Where the turn begins in the source's text."""
    speaker: str | None
    text: str
    places: Sequence[tuple[int, int]]
    """Where what was asked for stands in the turn's text, [start, end); what overlaps is one place."""
    rank: float
    """BM25, the lower, the better; 0 where turns are wanted in the order of the text."""


class MatchingTurns(NamedTuple):
    """A page of matches, and how many turns match in all."""

    total: int
    page: Iterable[TurnMatch]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which turns are looked through; None: all."""

    sources: Collection[int] | None = None
    turns: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the matches are wanted."""

    limit: int | None = None
    offset: int = 0
    order: Order = "rank"


@dataclass(frozen=True, slots=True)
class SourceTurns:
    """The turns of a source, by key, with their words."""

    source_id: int
    turns: Sequence[tuple[int, str]]


class TurnIndex(Protocol):
    """The index of one engine."""

    @property
    def kept_by_acts(self) -> bool:
        """Whether each act that changes texts or turns brings it up to date, so that no search writes."""

    def forget(self, connection: Connection, sources: Collection[int]) -> None:
        """Take all turns of sources out."""

    def add(self, connection: Connection, sources: Sequence[SourceTurns]) -> None:
        """Take in the turns of sources of which none is in it."""

    def terms(self, connection: Connection) -> list[str]:
        """Every word form, folded, by code points."""

    def find(
        self, connection: Connection, query: TurnQuery, narrowing: Narrowing, page: Page
    ) -> MatchingTurns:
        """The turns in which a query holds."""
