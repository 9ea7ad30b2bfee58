"""How two coders meet under each label in each source: characters and units of one, of the other, of both.

One sweep over the units of a pair of coders; what is counted on more coders is a sum over their pairs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qualwb.analysis.agreement.coded_round import CodedRound, CodedSource
from qualwb.analysis.agreement.matching import matches, overlap, overlapping
from qualwb.analysis.agreement.unitizing import Binary
from qualwb.analysis.agreement.units import CodedUnit


@dataclass(slots=True)
class Meeting:
    """Coder A and coder B under one label."""

    units_a: int = 0
    units_b: int = 0
    matched: int = 0
    """Units of A that match one of B, each once."""
    coded_a: int = 0
    """Characters."""
    coded_b: int = 0
    both: int = 0
    squares: int = 0
    """The squared lengths of the units of both."""

    @property
    def only_a(self) -> int:
        """Characters that A alone has coded."""
        return self.coded_a - self.both

    @property
    def only_b(self) -> int:
        """Characters that B alone has coded."""
        return self.coded_b - self.both

    @property
    def units(self) -> int:
        """Units of the two together; matched ones are one."""
        return self.units_a + self.units_b - self.matched

    @property
    def jaccard(self) -> float | None:
        """Of what one of the two has coded at least, what both have; None where neither has any."""
        either = self.coded_a + self.coded_b - self.both
        return self.both / either if either else None

    def add(self, other: "Meeting") -> None:
        """Count another source in."""
        self.units_a += other.units_a
        self.units_b += other.units_b
        self.matched += other.matched
        self.coded_a += other.coded_a
        self.coded_b += other.coded_b
        self.both += other.both
        self.squares += other.squares


Pair = tuple[int, int]
"""The keys of two coders."""
ByLabel = Mapping[int, Meeting]


def meeting(a: Sequence[CodedUnit], b: Sequence[CodedUnit], threshold: float) -> Meeting:
    """Held against each other; the units of one coder do not overlap."""
    lengths_a, lengths_b = [unit[1] - unit[0] for unit in a], [unit[1] - unit[0] for unit in b]
    together = list(overlapping(a, b)) if a and b else []
    return Meeting(
        units_a=len(a),
        units_b=len(b),
        matched=len(matches(together, threshold)) if together else 0,
        coded_a=sum(lengths_a),
        coded_b=sum(lengths_b),
        both=sum([overlap(x, y) for x, y in together]),
        squares=sum([length * length for length in lengths_a + lengths_b]),
    )


def meetings_in(source: CodedSource, threshold: float) -> dict[Pair, ByLabel]:
    """By pair of its coders, under each label that one of the two has used."""
    found: dict[Pair, ByLabel] = {}
    for pair in combinations(source.by_coder, 2):
        a, b = (source.by_coder[coder] for coder in pair)
        found[pair] = {
            label: meeting(a.get(label, ()), b.get(label, ()), threshold) for label in a.keys() | b.keys()
        }
    return found


def added(meetings: Iterable[ByLabel]) -> dict[int, Meeting]:
    """The sum over sources, by label."""
    found: dict[int, Meeting] = {}
    for by_label in meetings:
        for label, here in by_label.items():
            if label not in found:
                found[label] = Meeting()
            found[label].add(here)
    return found


def binaries(coded: CodedRound, meetings: Sequence[Mapping[Pair, ByLabel]]) -> dict[int, Binary]:
    """By label, what |u-alpha takes over all coders; ``meetings`` are those in each of the sources."""
    continuum = sum(source.length * len(source.by_coder) for source in coded.sources)
    sums: dict[int, list[float]] = {}
    for source, by_pair in zip(coded.sources, meetings, strict=True):
        weight = 1 / (len(source.by_coder) - 1)
        for by_label in by_pair.values():
            for label, here in by_label.items():
                terms = sums.setdefault(label, [0, 0, 0])
                terms[0] += weight * (here.coded_a + here.coded_b)
                terms[1] += weight * 2 * here.both
                terms[2] += weight * here.squares
    return {label: Binary(continuum, *terms) for label, terms in sums.items()}


def binary_in(source: CodedSource, meetings: Mapping[Pair, ByLabel], label: int) -> Binary:
    """What |u-alpha takes of one source under a label."""
    here = [by_label[label] for by_label in meetings.values() if label in by_label]
    weight = 1 / (len(source.by_coder) - 1)
    return Binary(
        source.length * len(source.by_coder),
        weight * sum(met.coded_a + met.coded_b for met in here),
        weight * 2 * sum(met.both for met in here),
        weight * sum(met.squares for met in here),
    )
