"""Co-occurrence: which codes stand together, counted so that no coefficient passes 1.

Three nearnesses: passages that share text, turns that both mark, turns no more than k apart. In each, the
units of A near B and those of B near A are counted, each unit once, and the fewer are taken as n12; so n12
never passes n1 or n2 even where one long passage overlaps many short ones.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, groupby
from math import log2
from operator import attrgetter, itemgetter

from sqlalchemy import Connection

from qualwb.analysis.agreement.undecided import undecided_note
from qualwb.analysis.coded_passages import passages_by_hand
from qualwb.analysis.coder_names import is_consensus
from qualwb.analysis.coverage import coverage_of
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import Hand, hands_of, hidden_note, lost_note, several_hands
from qualwb.analysis.table_rows import TableRow, rows_by_codes, table_rows
from qualwb.analysis.talk import Talk, talk_by_source
from qualwb.localization import gettext as _
from qualwb.model import Coding

SKEWED = 5
"""One code so many times as common as the other makes c small whatever they share."""

NPMI_FROM = 3
"""Fewer common units than this say nothing about association."""

Marked = tuple[int, int, tuple[int, ...]]
"""A passage [start, end) of a source, and the rows that mark it."""
BySource = dict[int, list[Marked]]
Near = tuple[tuple[int, ...], set[int]]
"""The rows of a unit, and the rows near it (its own too)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes (or themes) that stand together at least once."""

    first: str
    second: str
    n1: int
    n2: int
    both: int
    c: float
    """n12 / (n1 + n2 - n12): 0 to 1."""
    first_given_second: float
    second_given_first: float
    npmi: float | None
    """Normalised pointwise mutual information over all units, -1 to 1; None for fewer than 3 in common."""
    same_passage: int
    """Passages that bear both."""
    jaccard: float
    """Passages that bear both over those that bear one."""
    characters: int
    """Code points under both."""
    character_overlap: float
    """Code points under both over those under one."""
    skewed: bool
    """One is more than 5 times as common as the other: read c with care."""


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """The pairs, most together first."""

    rows_kind: str
    within: int | None
    """None: sharing text; 0: in one turn; k: no more than k turns apart."""
    units: int
    """How many units there are in all: passages, or turns of those who are not left out."""
    pairs: tuple[Pair, ...]
    excluded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def cooccurrence(
    connection: Connection,
    rows: str = "codes",
    within: int | None = None,
    selection: Selection = EVERYTHING,
) -> Cooccurrence:
    """Which codes (or themes) of a selection stand together.

    A theme and one beneath it make no pair, nor do a code and one that it stands for. Codes stand together in
    the codings of one coder in one round; what several have is added up, units too. A round of consensus is
    one body, whoever settled what in it.
    """
    scope = resolve(connection, selection)
    lines = table_rows(connection, rows, scope)
    hands = hands_of(connection, scope)
    marked_by = marked_by_hand(connection, scope, lines)
    bodies, by_hand = _bodies(hands, marked_by)
    talk_of = {} if within is None else talk_by_source(connection, scope.places)
    counts = _Counts()
    for sources in by_hand:
        if within is None:
            for passages in sources.values():
                counts.add(_near_by_text(passages))
        for source, talk in talk_of.items():
            counts.add(_near_by_turn(talk, sources.get(source, []), within or 0, scope.left_out))
    marked = [passages for sources in by_hand for passages in sources.values()]
    added = _("Counted within the codings of each coder and added up: {hands}.")
    return Cooccurrence(
        rows,
        within,
        counts.units,
        tuple(_pairs(lines, counts, marked)),
        scope.left_out,
        (
            *scope.filters,
            *coverage_of(connection, scope).notes(),
            *undecided_note(connection, scope),
            *several_hands(bodies, added),
            *hidden_note(connection, scope),
            *lost_note(connection, scope),
        ),
    )


def _bodies(
    hands: Sequence[Hand], marked_by: Mapping[tuple[int, ...], BySource]
) -> tuple[list[Hand], list[BySource]]:
    """Whose codings are counted within themselves, and what each has; those of a consensus are one."""
    apart = [hand for hand in hands if not is_consensus(hand.round_name)]
    found = [marked_by.get((hand.coder, hand.round), {}) for hand in apart]
    consensus = [hand for hand in hands if is_consensus(hand.round_name)]
    for round_ in dict.fromkeys(hand.round for hand in consensus):
        there = [hand for hand in consensus if hand.round == round_]
        apart.append(there[0]._replace(coder_name=there[0].round_name))
        found.append(_as_one([marked_by.get((hand.coder, hand.round), {}) for hand in there]))
    return apart, found or [{}]


def _as_one(parts: Sequence[BySource]) -> BySource:
    """The passages of several as those of one, each once, in text order."""
    rows: dict[int, dict[tuple[int, int], set[int]]] = {}
    for part in parts:
        for source, passages in part.items():
            for start, end, marked in passages:
                rows.setdefault(source, {}).setdefault((start, end), set()).update(marked)
    return {
        source: [(*span, tuple(sorted(marked))) for span, marked in sorted(found.items())]
        for source, found in rows.items()
    }


def c_coefficient(n1: int, n2: int, n12: int) -> float:
    """n12 / (n1 + n2 - n12), as ATLAS.ti defines it; 0 when nothing is coded."""
    return n12 / (n1 + n2 - n12) if n1 + n2 - n12 else 0.0


def npmi(n1: int, n2: int, n12: int, n: int) -> float | None:
    """Normalised pointwise mutual information of two codes over n units; None where undefined.

    PMI = log2(n12 n / (n1 n2)), divided by -log2(n12 / n).
    """
    if not (n1 and n2 and n12) or n12 == n:
        return None
    return log2(n12 * n / (n1 * n2)) / -log2(n12 / n)


class _Counts:
    """By row, how many of its units lie near each row."""

    def __init__(self) -> None:
        self.units = 0
        self.near: dict[int, Counter[int]] = {}

    def add(self, units: Iterable[Near]) -> None:
        """Count units. The rows of a unit are near it, so ``near[a][a]`` is the number of A's units."""
        for rows, near in units:
            self.units += 1
            for row in rows:
                self.near.setdefault(row, Counter()).update(near)


def marked_by_hand(
    connection: Connection, scope: Scope, lines: tuple[TableRow, ...]
) -> dict[tuple[int, ...], dict[int, list[Marked]]]:
    """By coder and round, the passages that the coder marked in it, by source, in text order."""
    rows_of = rows_by_codes(lines)
    passages = passages_by_hand(connection, scope, Coding.coder_id, Coding.round_id)
    return {
        hand: {
            source: [(one.start, one.end, rows[:-1]) for one in group if (rows := rows_of(one.codes))]
            for source, group in groupby(of_hand, attrgetter("source"))
        }
        for hand, of_hand in groupby(passages, attrgetter("hand"))
    }


def _near_by_text(passages: list[Marked]) -> Iterator[Near]:
    """Each passage with the rows of all passages that share text with it: a sweep over sorted spans."""
    near = [set(rows) for _start, _end, rows in passages]
    open_ones: list[int] = []
    for here, (start, _end, rows) in enumerate(passages):
        open_ones = [other for other in open_ones if passages[other][1] > start]
        for other in open_ones:
            near[here].update(passages[other][2])
            near[other].update(rows)
        open_ones.append(here)
    return ((rows, found) for (_start, _end, rows), found in zip(passages, near, strict=True))


def _near_by_turn(talk: Talk, passages: list[Marked], turns: int, left_out: Sequence[str]) -> Iterator[Near]:
    """Each turn that counts with the rows of the turns no more than so many away."""
    marks: dict[int, set[int]] = {turn.number: set() for turn in talk.turns if turn.role not in left_out}
    for start, end, rows in passages:
        for turn in talk.touching(start, end):
            if turn.number in marks:
                marks[turn.number].update(rows)
    for number, here in marks.items():
        reach = (number + step for step in range(-turns, turns + 1)) if here else ()
        yield tuple(here), set().union(*(marks[other] for other in reach if other in marks))


def _pairs(lines: tuple[TableRow, ...], counts: _Counts, sources: list[list[Marked]]) -> Iterator[Pair]:
    same = _by_pair(Counter(rows for passages in sources for _start, _end, rows in passages))
    shared = _by_pair(_characters(sources))
    found = []
    for a, near in counts.near.items():
        for b in near:
            if a < b and not _nested(lines[a], lines[b]):
                found.append((min(near[b], counts.near[b][a]), a, b))
    for both, a, b in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        n1, n2 = counts.near[a][a], counts.near[b][b]
        yield Pair(
            first=lines[a].node.name,
            second=lines[b].node.name,
            n1=n1,
            n2=n2,
            both=both,
            c=c_coefficient(n1, n2, both),
            first_given_second=both / n2,
            second_given_first=both / n1,
            npmi=npmi(n1, n2, both, counts.units) if both >= NPMI_FROM else None,
            same_passage=same[a, b],
            jaccard=c_coefficient(same[a, a], same[b, b], same[a, b]),
            characters=shared[a, b],
            character_overlap=c_coefficient(shared[a, a], shared[b, b], shared[a, b]),
            skewed=max(n1, n2) > SKEWED * min(n1, n2),
        )


def _nested(one: TableRow, other: TableRow) -> bool:
    """Whether one stands for all codes of the other because the other lies beneath it."""
    if one.node.depth == other.node.depth:
        return False
    above, beneath = (one, other) if one.node.depth < other.node.depth else (other, one)
    return above.node.key in beneath.ancestors and above.codes >= beneath.codes


def _characters(sources: list[list[Marked]]) -> Counter[tuple[int, ...]]:
    """Code points by the rows that mark them."""
    lengths: Counter[tuple[int, ...]] = Counter()
    for passages in sources:
        edges = [(start, 1, rows) for start, _end, rows in passages]
        edges += [(end, -1, rows) for _start, end, rows in passages]
        edges.sort(key=itemgetter(0))
        open_rows: dict[int, int] = {}
        last = 0
        for place, step, rows in edges:
            if open_rows and place > last:
                lengths[tuple(sorted(open_rows))] += place - last
            last = place
            for row in rows:
                open_rows[row] = left = open_rows.get(row, 0) + step
                if not left:
                    del open_rows[row]
    return lengths


def _by_pair(by_rows: Counter[tuple[int, ...]]) -> Counter[tuple[int, int]]:
    """From amounts by set of rows to amounts by pair (a <= b), and by row as (a, a)."""
    amounts: Counter[tuple[int, int]] = Counter()
    for rows, amount in by_rows.items():
        for pair in combinations_with_replacement(rows, 2):
            amounts[pair] += amount
    return amounts
