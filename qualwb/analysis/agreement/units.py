"""Units: the stretches that one coder gave one code, as agreement counts them.

White space at the borders of a passage does not tell coders apart, and a run of the same code that is split
in two is one run: passages of one coder and code that overlap, touch, or have white space alone between
them are one unit.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class CodedUnit(NamedTuple):
    """Code points [start, end) of a source under one label by one coder.

    ``label`` is the key of what was given: a code, or the theme or code that stands for several codes.
    ``codings`` are the keys of the codings that it was made of, in text order.
    """

    start: int
    end: int
    label: int
    codings: tuple[int, ...]

    @property
    def length(self) -> int:
        """Characters of the unit."""
        return self.end - self.start


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its borders; an empty one where it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def units_of(text: str, label: int, codings: Iterable[tuple[int, int, int]]) -> tuple[CodedUnit, ...]:
    """The units of one coder under one label, in text order; ``codings`` are (start, end, key)."""
    spans = sorted((*trimmed(text, start, end), (key,)) for start, end, key in codings)
    return merged(text, label, [span for span in spans if span[0] < span[1]])


def merged(text: str, label: int, spans: Sequence[tuple[int, int, tuple[int, ...]]]) -> tuple[CodedUnit, ...]:
    """Units of trimmed spans (start, end, codings) in text order: what is one run becomes one unit."""
    found: list[CodedUnit] = []
    run: list[tuple[int, ...]] = []
    begun = reached = -1
    for start, end, codings in spans:
        if run and (start <= reached or _blank(text, reached, start)):
            reached = max(reached, end)
            run.append(codings)
            continue
        if run:
            found.append(_unit(begun, reached, label, run))
        begun, reached, run = start, end, [codings]
    if run:
        found.append(_unit(begun, reached, label, run))
    return tuple(found)


def _unit(start: int, end: int, label: int, run: Sequence[tuple[int, ...]]) -> CodedUnit:
    codings = run[0] if len(run) == 1 else tuple(dict.fromkeys(key for keys in run for key in keys))
    return CodedUnit(start, end, label, codings)


def _blank(text: str, start: int, end: int) -> bool:
    """Whether there is white space alone in [start, end); it stops at the first other character."""
    while start < end and text[start].isspace():
        start += 1
    return start >= end
