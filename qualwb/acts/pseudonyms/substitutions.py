"""Words of a text that give way to other words, and where everything else then stands. Pure.

Positions are code points, spans half-open. Other than a correction, a substitution never leaves a passage
without a place: what stands within the words, or is cut by them, stands on the whole of what came instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualwb.acts.text_edits import Edit, Edits


@dataclass(frozen=True, slots=True, order=True)
class Substitution:
    """``instead`` for the ``words`` that stand at ``start`` of a text."""

    start: int
    words: str
    instead: str

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.words)


class Substitutions(Edits):
    """Those of one text. Raises ``ValueError`` when they overlap or when words give way to none."""

    def __init__(self, substitutions: Iterable[Substitution]) -> None:
        self.all: Sequence[Substitution] = sorted(substitutions)
        if any(not (one.words and one.instead) for one in self.all):
            raise ValueError("words give way to none")
        super().__init__(Edit(one.start, one.end, one.instead) for one in self.all)

    def move_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the span stands afterwards: with the whole of what came for words at its edges."""
        return self._edge_after(start, at_end=False), self._edge_after(end, at_end=True)

    def cut_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The same as a correction moves it: without what came for words that it holds a part of."""
        return super().move_span(start, end)

    def move_point(self, at: int) -> int | None:
        """Where a point between two characters lies afterwards; None for one within words that gave way."""
        before = bisect_right(self._ends, at)
        inside = before < len(self.edits) and self._starts[before] < at
        return None if inside else at + self._growth[before]

    def within(self, start: int, end: int) -> list[Substitution]:
        """The substitutions whose words share a character with the span."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return list(self.all[first:last])

    def inverse(self) -> "Substitutions":
        """Those that give the text back when they are applied to the text afterwards."""
        return Substitutions(
            Substitution(one.start + self._growth[n], one.instead, one.words)
            for n, one in enumerate(self.all)
        )

    def stand_in(self, text: str) -> bool:
        """Whether the words stand in the text where they should."""
        return all(text.startswith(one.words, one.start) for one in self.all)

    def _edge_after(self, at: int, *, at_end: bool) -> int:
        before = bisect_right(self._ends, at)
        if before < len(self.edits) and self._starts[before] < at:
            edit = self.edits[before]
            return edit.start + self._growth[before] + (len(edit.text) if at_end else 0)
        return at + self._growth[before]


def longest_first(substitutions: Iterable[Substitution]) -> list[Substitution]:
    """Those that do not overlap a longer one, nor one as long that comes before; in order."""
    return without_overlaps(sorted(set(substitutions), key=lambda one: (-len(one.words), one)))


def without_overlaps(substitutions: Iterable[Substitution]) -> list[Substitution]:
    """Those that do not overlap one that is given earlier; in the order of their places."""
    taken: list[Substitution] = []
    starts: list[int] = []
    for one in substitutions:
        at = bisect_left(starts, one.start)
        free_before = at == 0 or taken[at - 1].end <= one.start
        if free_before and (at == len(taken) or one.end <= taken[at].start):
            taken.insert(at, one)
            starts.insert(at, one.start)
    return taken


def line_by_line(one: Substitution) -> Iterator[Substitution]:
    """One substitution for each line of the words: line breaks stay, since turns end at them."""
    at = one.start
    for line in one.words.split("\n"):
        if words := line.strip():
            yield Substitution(at + line.index(words), words, one.instead)
        at += len(line) + 1
