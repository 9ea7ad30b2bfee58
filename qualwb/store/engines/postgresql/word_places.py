"""From where single words stand to where a query holds, and how well a turn answers it.

The arithmetic is FTS5's, so that turns come in the same order from a server as from a file.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from qualwb.store.engines.unicode61 import words_in
from qualwb.store.turn_query import AllOf, AnyOf, ButNot, TurnQuery, Wording

K1, B = 1.2, 0.75
"""The constants of BM25, as FTS5 has them."""
LEAST_WEIGHT = 1e-6
"""What a wording weighs that more than half of all turns hold."""

Places = dict[int, list[int]]
"""By the key of a turn, which of its words."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """Where a word form stands in a source."""

    term: str
    source_id: int
    places: Sequence[int]
    """For each place the key of the turn, which of its words it is, and how many words the turn has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query needs to know: where these words stand, and all that begin like these, no word twice."""

    terms: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def by(cls, query: TurnQuery) -> "Asked":
        """The words of all wordings."""
        terms, beginnings = set[str](), set[str]()
        for wording in _wordings(query):
            words = _words(wording)
            if words and wording.prefix:
                beginnings.add(words.pop())
            terms.update(words)
        shortest = [one for one in beginnings if not _begins(one, beginnings - {one})]
        return cls(frozenset(term for term in terms if not _begins(term, shortest)), frozenset(shortest))


@dataclass(frozen=True, slots=True)
class WordingFound:
    """Where one wording of a query stands, in the turns where the query holds by it."""

    words: int
    """Of how many words the wording is."""
    turns: int
    """How many turns have the wording, whether the query holds in them or not."""
    places: Places
    """The first words of it."""

    def within(self, keys: AbstractSet[int]) -> "WordingFound":
        """The same, in these turns alone."""
        return WordingFound(
            self.words, self.turns, {key: places for key, places in self.places.items() if key in keys}
        )


@dataclass
class Evaluation:
    """A query against the rows of its words."""

    rows: Mapping[str, Sequence[WordRow]]
    lengths: dict[int, int] = field(default_factory=dict)
    """How many words each turn has in which one of the query's words stands."""

    def found(self, query: TurnQuery) -> list[WordingFound]:
        """What each wording of the query finds, from the left."""
        if isinstance(query, Wording):
            return [self._wording(query)]
        if isinstance(query, AnyOf):
            return [found for part in query.parts for found in self.found(part)]
        if isinstance(query, AllOf):
            parts = [self.found(part) for part in query.parts]
            keys = frozenset.intersection(*map(turns_of, parts))
            return [found.within(keys) for part in parts for found in part]
        assert isinstance(query, ButNot)
        wanted, unwanted = self.found(query.wanted), self.found(query.unwanted)
        keys = turns_of(wanted) - turns_of(unwanted)
        return [found.within(keys) for found in wanted] + [found.within(frozenset()) for found in unwanted]

    def ranks(self, found: Iterable[WordingFound], turns: int, words: int) -> dict[int, float]:
        """BM25 of each turn, negative, the lower, the better; the index has so many turns and words.

        Robertson & Zaragoza (2009), 'The probabilistic relevance framework', with the weights as FTS5 bounds
        them and in the order of its arithmetic.
        """
        ranks: dict[int, float] = {}
        average = words / turns
        for wording in found:
            weight = _weight(turns, wording.turns)
            for key, places in wording.places.items():
                often = float(len(places))
                damping = K1 * (1 - B + B * self.lengths[key] / average)
                ranks[key] = ranks.get(key, 0.0) + weight * ((often * (K1 + 1.0)) / (often + damping))
        return {key: -1.0 * rank for key, rank in ranks.items()}

    def _wording(self, wording: Wording) -> WordingFound:
        """Where its words stand one after the other."""
        words = _words(wording)
        last = len(words) - 1
        found: Places = {}
        for step, word in enumerate(words):
            rows = self._beginning(word) if wording.prefix and step == last else self.rows.get(word, ())
            here = self._stands(rows)
            found = here if step == 0 else _followed(found, here, step)
        return WordingFound(len(words), len(found), found)

    def _beginning(self, beginning: str) -> Iterator[WordRow]:
        return (row for term, rows in self.rows.items() if term.startswith(beginning) for row in rows)

    def _stands(self, rows: Iterable[WordRow]) -> Places:
        found: Places = {}
        for row in rows:
            numbers = iter(row.places)
            for key, place, length in zip(numbers, numbers, numbers, strict=True):
                if key in found:
                    found[key].append(place)
                else:
                    found[key] = [place]
                    self.lengths[key] = length
        return found


def turns_of(found: Iterable[WordingFound]) -> frozenset[int]:
    """The turns in which a query holds that finds this."""
    return frozenset().union(*(wording.places.keys() for wording in found))


def spans(text: str, key: int, found: Iterable[WordingFound]) -> list[tuple[int, int]]:
    """Where what was found stands in the text of a turn, [start, end); what shares a word is one."""
    words = [(start, end) for start, end, _word in words_in(text)]
    ranges = ((place, place + one.words - 1) for one in found for place in one.places.get(key, ()))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return [(words[first][0], words[last][1]) for first, last in merged]


def rows_of_source(source_id: int, turns: Iterable[tuple[int, str]]) -> list[WordRow]:
    """What the index holds of the turns of a source."""
    rows: dict[str, list[int]] = {}
    for key, text in turns:
        words = [word for _start, _end, word in words_in(text)]
        for place, word in enumerate(words):
            rows.setdefault(word, []).extend((key, place, len(words)))
    return [WordRow(word, source_id, places) for word, places in rows.items()]


def _wordings(query: TurnQuery) -> Iterator[Wording]:
    if isinstance(query, Wording):
        yield query
    elif isinstance(query, ButNot):
        yield from _wordings(query.wanted)
        yield from _wordings(query.unwanted)
    else:
        for part in query.parts:
            yield from _wordings(part)


def _begins(word: str, beginnings: Iterable[str]) -> bool:
    return word.startswith(tuple(beginnings))


def _words(wording: Wording) -> list[str]:
    return [word for _start, _end, word in words_in(wording.text)]


def _weight(turns: int, held: int) -> float:
    weight = math.log((turns - held + 0.5) / (held + 0.5))
    return weight if weight > 0.0 else LEAST_WEIGHT


def _followed(found: Places, here: Places, step: int) -> Places:
    """The places that have one of ``here`` so many words after them."""
    kept = {}
    for key in found.keys() & here.keys():
        after = set(here[key])
        if starts := [place for place in found[key] if place + step in after]:
            kept[key] = starts
    return kept
