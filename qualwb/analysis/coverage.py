"""Which sources have no coding in what a table counts: 'not coded' is not 'not said'.

A source is coded where a coding stands in it, or somebody has finished it: then the rest needs no code. Where
passages were only found by a search and ticked, the rest was not read: nothing is known of what is blank
there, once anything else is coded by hand. Codes that are asked for do not matter here, nor who speaks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, union

from qualwb.analysis.scope import Scope
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coder, Coding, FinishedCoding, Round, Source
from qualwb.model.coding import FOUND_BY_SEARCH

_BY_HAND = Coding.orphaned_from.is_(None), Coding.origin != FOUND_BY_SEARCH
UNCODED = "/"
"""Stands in a cell none of whose sources is coded in what is counted."""
NAMED = 12
"""So many sources are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who has coded a source in which round, that is not counted."""

    round: str
    coder: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sources of a scope that have no coding there; none where nothing is coded anywhere."""

    uncoded: Mapping[int, tuple[Elsewhere, ...]]
    """By source, in the order of the scope, who has coded it elsewhere."""
    names: Mapping[int, str]
    """Of these sources."""
    rounds: tuple[str, ...]
    """The names of the rounds that are counted; none for all of them."""
    by_some: bool
    """Whether the codings of some coders alone are counted."""
    searched: Mapping[int, str]
    """The names of the sources in which passages were only found by a search."""
    uncoded_groups: int
    """How many groups have sources, none of which is coded."""

    def uncoded_columns(self, sources: Sequence[frozenset[int]]) -> frozenset[int]:
        """The columns none of whose sources, if they are of any, is coded; ``sources`` are those of each."""
        return frozenset(
            column for column, there in enumerate(sources) if there and there <= self.uncoded.keys()
        )

    def searched_columns(self, sources: Sequence[frozenset[int]]) -> frozenset[int]:
        """The other columns of whose sources none is coded by hand, but some were searched."""
        unread = self.uncoded.keys() | self.searched.keys()
        found = frozenset(column for column, there in enumerate(sources) if there and there <= unread)
        return found - self.uncoded_columns(sources)

    def notes(self) -> tuple[str, ...]:
        """The lines for the foot of a table that name them; nothing where all are coded."""
        if not self.searched:
            return self._uncoded_note()
        said = _("Only found by a search, what is blank there is not known: {sources}.")
        return (*self._uncoded_note(), said.format(sources=", ".join(self.searched.values())))

    def _uncoded_note(self) -> tuple[str, ...]:
        if not self.uncoded:
            return ()
        told = [self._told(source) for source in self.uncoded]
        named = ", ".join(told[:NAMED])
        if len(told) > NAMED:
            more = len(told) - NAMED
            named = ngettext("{sources} and {n} more", "{sources} and {n} more", more).format(
                sources=named, n=more
            )
        if self.by_some:
            return (_("Not coded by those who are counted: {sources}.").format(sources=named),)
        if not self.rounds:
            return (_("Not coded: {sources}.").format(sources=named),)
        said = ngettext(
            "Not coded in the round {rounds}: {sources}.",
            "Not coded in the rounds {rounds}: {sources}.",
            len(self.rounds),
        )
        return (said.format(rounds=", ".join(self.rounds), sources=named),)

    def _told(self, source: int) -> str:
        """A source, and where it is coded instead."""
        coders: dict[str, list[str]] = {}
        for one in self.uncoded[source]:
            coders.setdefault(one.round, []).append(one.coder)
        if not coders:
            return self.names[source]
        by_round = _("coded in round {round} by {coders}")
        where = (by_round.format(round=name, coders=", ".join(by)) for name, by in coders.items())
        return f"{self.names[source]} ({'; '.join(where)})"


def coverage_of(connection: Connection, scope: Scope) -> Coverage:
    """Which sources of a scope have no coding in its rounds, by its coders; and who coded them elsewhere."""
    unread = (
        select(Source.id, _coded(Coding, scope, Coding.orphaned_from.is_(None)))
        .where(~_coded(Coding, scope, *_BY_HAND), ~_coded(FinishedCoding, scope))
        .order_by(Source.id)
    )
    rows = [(key, bool(touched)) for key, touched in connection.execute(unread) if key in scope.places]
    found = {key for key, touched in rows if not touched}
    searched = {key: scope.places[key].name for key, touched in rows if touched}
    if searched and not _anything_by_hand(connection, scope):
        searched = {}
    hands = _hands(connection, found) if found else {}
    if len(found) == len(scope.places) and not hands:
        found = set()
    return Coverage(
        {key: hands.get(key, ()) for key in scope.places if key in found},
        {key: scope.places[key].name for key in found},
        _round_names(connection, scope) if found else (),
        scope.coders is not None,
        searched,
        _groups_without(scope, found),
    )


def _groups_without(scope: Scope, uncoded: set[int]) -> int:
    """How many groups have sources that are all ``uncoded``."""
    coded = {place.group for key, place in scope.places.items() if key not in uncoded}
    return len({place.group for place in scope.places.values()} - coded)


def groups_in_words(n: int, of_groups: int, uncoded: int) -> str:
    """In how many groups of how many, and how many of these are not coded at all."""
    said = _("{n} of {k} groups").format(n=n, k=of_groups)
    if not uncoded:
        return said
    left = ngettext("{n} not coded", "{n} not coded", uncoded).format(n=uncoded)
    return f"{said}, {left}"


def uncoded_note() -> str:
    """The line of a table's foot that says what the sign means."""
    return _("{sign} not coded: no source here is coded in what is counted; blank: not said.").format(
        sign=UNCODED
    )


def _coded(
    record: type[Coding] | type[FinishedCoding], scope: Scope, *further: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether a source has such records in the rounds of the scope, by its coders."""
    asked = [record.source_id == Source.id, *further]
    if scope.rounds is not None:
        asked.append(record.round_id.in_(sorted(scope.rounds)))
    if scope.coders is not None:
        asked.append(record.coder_id.in_(sorted(scope.coders)))
    return select(record.id).where(*asked).exists()


def _anything_by_hand(connection: Connection, scope: Scope) -> bool:
    """Whether anything in the project was coded by hand in the rounds of the scope, by its coders."""
    found = select(Source.id).where(_coded(Coding, scope, *_BY_HAND)).limit(1)
    return connection.execute(found).first() is not None


def _hands(connection: Connection, sources: set[int]) -> dict[int, tuple[Elsewhere, ...]]:
    """Who has coded, or finished, each of these sources, in the order of rounds and names."""
    worked = union(
        select(Coding.source_id, Coding.round_id, Coding.coder_id).where(
            Coding.source_id.in_(sorted(sources)), Coding.orphaned_from.is_(None)
        ),
        select(FinishedCoding.source_id, FinishedCoding.round_id, FinishedCoding.coder_id).where(
            FinishedCoding.source_id.in_(sorted(sources))
        ),
    ).subquery()
    named = (
        select(worked.c.source_id, Round.name, Coder.name)
        .join_from(worked, Round, Round.id == worked.c.round_id)
        .join(Coder, Coder.id == worked.c.coder_id)
        .order_by(Round.position, Round.id, Coder.name)
    )
    found: dict[int, tuple[Elsewhere, ...]] = {}
    for source, round_, coder in connection.execute(named):
        found[source] = (*found.get(source, ()), Elsewhere(round_, coder))
    return found


def _round_names(connection: Connection, scope: Scope) -> tuple[str, ...]:
    if scope.rounds is None:
        return ()
    rows = select(Round.name).where(Round.id.in_(sorted(scope.rounds))).order_by(Round.position, Round.id)
    return tuple(connection.execute(rows).scalars())
