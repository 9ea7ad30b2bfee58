"""A transcript with the codings of two coders, each in columns of their own in the margin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualwb.analysis.agreement.coded_by_hand import (
    HandCoded,
    at_stake_by_hand,
    coded_by_hand,
    not_standing,
    on_words,
    with_other_ends,
)
from qualwb.analysis.agreement.compared import Compared, choose_compared, compared_at_work, first_two
from qualwb.analysis.agreement.consensus import consensus_round
from qualwb.analysis.agreement.disagreements import (
    Disagreement,
    Disagreements,
    agreed_codings,
    disagreements,
)
from qualwb.analysis.agreement.single_coded import SingleCoded, single_coded
from qualwb.analysis.agreement.taken_out import taken_out
from qualwb.analysis.connection import Connection
from qualwb.workbench.screens.code.source_state import (
    CodingAt,
    LoadedSource,
    ShownCodebook,
    load,
    load_codebook,
    mark_of,
)
from qualwb.workbench.widgets.transcript import PassageMark
from qualwb.workbench.widgets.transcript.lanes import assign_lanes
from qualwb.workbench.widgets.transcript.margin import MarginLayout

Lanes = tuple[tuple[int, ...], tuple[int, ...]]
"""The lanes of the first coder and of the second, each with the one next to the text last."""

LANES: dict[int, Lanes] = {5: ((4, 3), (1, 0)), 3: ((2,), (0,)), 2: ((1,), (0,)), 1: ((0,), (0,))}
"""By the fewest lanes that the margin must have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose codings are compared, as far as the reader chose; empty where that is left open."""

    coders: tuple[str, ...] = ()
    round: str = ""


@dataclass(frozen=True)
class Comparison:
    """What two coders disagree on, in text order, with the codebook."""

    compared: Compared
    result: Disagreements
    in_text: tuple[Disagreement, ...]
    codebook: ShownCodebook
    consensus: str
    """The name of the round that decisions go into."""
    single: SingleCoded
    """What one coder alone coded, and is not in that round."""
    by_hand: tuple[HandCoded, ...]
    """What stands in that round by other hands than decisions."""
    in_consensus: int = 0
    """How many that are not decided have something in that round by other hands, under a code at stake."""
    alike_left: int = 0
    """How much of what the coders have alike is not in that round, on these words or others.

    0 as long as something is undecided.
    """

    def standing_at(self, one: Disagreement) -> tuple[HandCoded, ...]:
        """What stands so on the words of a disagreement; while nothing is decided, under a code at stake."""
        return at_stake_by_hand(self.by_hand, one) if one.decision is None else on_words(self.by_hand, one)

    @property
    def missing(self) -> int:
        """How many disagreements are not decided in sources where decisions alone make the consensus."""
        sources = {coded.source for coded in self.by_hand}
        return sum(one.decision is None and one.source not in sources for one in self.in_text)

    def place_of(self, id_: str) -> int | None:
        """Where a disagreement stands in text order."""
        return next((place for place, one in enumerate(self.in_text) if one.id == id_), None)

    def places_on(self, label: str, kind: str = "") -> list[int]:
        """The places on a code, or a code of a theme, of that name, of a kind; all where both are empty."""
        codes = self.codes_of(label)
        return [
            place
            for place, one in enumerate(self.in_text)
            if kind in ("", one.kind) and (not label or any(side.code in codes for side in one.sides))
        ]

    def codes_of(self, label: str) -> frozenset[str]:
        """The code, or the codes of a theme, of that name."""
        codes = self.codebook.codes
        return frozenset(code.name for code in codes if label == code.name or label in code.themes)

    def undecided(self, places: Iterable[int]) -> list[int]:
        """Those of the places where nothing is decided."""
        return [place for place in places if self.in_text[place].decision is None]


def step_from(place: int, by: int, places: Sequence[int]) -> int | None:
    """The next of the places, in text order, forth or back and around the end; None where there is none."""
    if by > 0:
        return next((at for at in places if at > place), next(iter(places), None))
    return next((at for at in reversed(places) if at < place), next(reversed(places), None))


def compared_pair(connection: Connection, asked: Asked, at_work: str) -> Compared:
    """The two coders asked for, else the first two at work."""
    return first_two(
        choose_compared(connection, asked.coders, asked.round)
        if asked.round
        else compared_at_work(connection, at_work)
    )


def load_comparison(connection: Connection, asked: Asked, at_work: str, sources: Iterable[str]) -> Comparison:
    """Compare the coders asked for, else at work; ``sources`` are in the order of reading."""
    compared = compared_pair(connection, asked, at_work)
    result = disagreements(connection, compared)
    order = {name: place for place, name in enumerate(sources)}
    in_text = sorted(result.found, key=lambda one: (order.get(one.source, 0), one.start, one.end, one.id))
    codebook = load_codebook(connection)
    consensus = consensus_round(connection)
    single = single_coded(connection, compared, consensus)
    by_hand = coded_by_hand(connection, consensus)
    left = 0
    if result.decided == len(in_text):
        alike = agreed_codings(connection, compared)
        held = {**with_other_ends(connection, alike, by_hand), **taken_out(connection, alike, consensus)}
        left = len(not_standing(connection, alike.keys() - held.keys(), consensus))
    stands = sum(one.decision is None and bool(at_stake_by_hand(by_hand, one)) for one in in_text)
    return Comparison(compared, result, tuple(in_text), codebook, consensus, single, by_hand, stands, left)


def load_source(connection: Connection, name: str, comparison: Comparison) -> LoadedSource:
    """A source in the round that is compared."""
    return load(connection, name, comparison.compared.round, comparison.codebook)


def lanes_in(columns: MarginLayout) -> Lanes:
    """The lanes of the two coders in a margin, as wide as it is."""
    return next((lanes for fewest, lanes in LANES.items() if columns.lanes >= fewest), LANES[1])


def marks_side_by_side(source: LoadedSource, comparison: Comparison, lanes: Lanes) -> tuple[PassageMark, ...]:
    """The codings of the coders compared alone, each in their lanes."""
    marks: list[PassageMark] = []
    for coder, theirs in zip(comparison.result.coders, lanes, strict=False):
        codings = [coding for coding in source.codings.values() if coding.coder == coder]
        marks += in_lanes(codings, theirs, comparison.codebook)
    return tuple(marks)


def in_lanes(
    codings: Iterable[CodingAt], lanes: tuple[int, ...], codebook: ShownCodebook
) -> list[PassageMark]:
    """The codings as marks in these lanes, from the text on; what is too many shares the last."""
    ordered = sorted(codings, key=lambda coding: (coding.start, -coding.end, coding.key))
    from_text = tuple(reversed(lanes))
    return [
        replace(mark_of(coding, codebook.number(coding.name)), lane=from_text[min(lane, len(from_text) - 1)])
        for coding, lane in zip(ordered, assign_lanes((one.start, one.end) for one in ordered), strict=True)
    ]


def heads(coders: tuple[str, ...], columns: MarginLayout) -> str:
    """The beginnings of the coders' names over their lanes; nothing where both share one."""
    (*_more, first), (*_further, second) = lanes = lanes_in(columns)
    if first == second:
        return ""
    wide = 1 if first - second < 2 else 2
    begins = columns.text_at - 2 - max(lanes[0]) - (wide - len(lanes[0]))
    between = " " if wide > 1 else ""
    return " " * begins + between.join(name.ljust(wide) for name in _in_short(coders[:2], wide))


def _in_short(coders: tuple[str, ...], wide: int) -> tuple[str, ...]:
    """The beginnings of the names; where these are alike, their initials, the last ones."""
    begun = tuple(coder[:wide] for coder in coders)
    if len(set(begun)) == len(begun):
        return begun
    return tuple("".join(word[0] for word in coder.split())[-wide:] for coder in coders)
