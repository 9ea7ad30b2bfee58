"""What a key gives back in a text or value that may have been changed since. Pure.

Where nothing was changed, the original comes back character by character. Where something was, each alias
that still stands where its name stood is replaced; of the others it is told what they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualwb.acts.moved_places import Way
from qualwb.acts.pseudonyms.key import TextReplaced, ValueReplaced
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions, without_overlaps
from qualwb.acts.text_edits import Edits, edits_between


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What is to be put back in a text, and what has no place in it any more."""

    substitutions: Substitutions
    lost: Sequence[Substitution]
    """As they were applied."""


@dataclass(slots=True)
class _Standing:
    """An alias that is followed through later states of the text, until it is lost."""

    original: Substitution
    span: tuple[int, int] | None
    words: str
    """What stands in the span."""

    def follow(self, edits: Edits | None) -> None:
        """Go where edits of the text move it; None where nobody knows them."""
        self.span = edits.move_span(*self.span) if edits is not None and self.span else None

    def give_way(self, later: Substitutions) -> None:
        """Follow another application, which may have replaced words of the alias."""
        if self.span is None:
            return
        start, end = self.span
        within = later.within(start, end)
        if any(one.start < start or one.end > end for one in within):
            self.span = None
            return
        parts = (Substitution(one.start - start, one.words, one.instead) for one in within)
        self.words = Substitutions(parts).apply(self.words)
        self.span = later.move_span(start, end)


def given_back_in_text(steps: Sequence[TextReplaced], ways: Sequence[Way | None], now: str) -> GivenBack:
    """What the applications to a text, in order, give back in the text as it is now.

    ``ways`` lead from the text that each of them left to the one that the next of them met, at last to the
    text now; None where nobody knows. What was touched on the way through texts that were erased is not
    told: it may be what somebody said who has withdrawn.
    """
    standing: list[_Standing] = []
    for step, way in zip(steps, ways, strict=True):
        _apply(standing, step.substitutions)
        if way is None:
            _follow(standing, None)
            continue
        for n, edits in enumerate(way.edits):
            if n < way.erased:
                standing = [one for one in standing if one.span and edits.keeps_whole(*one.span)]
            _follow(standing, edits)
    return _settled(standing, now)


def given_back_in_value(steps: Sequence[ValueReplaced], now: str) -> GivenBack:
    """The same of a column."""
    standing: list[_Standing] = []
    for n, step in enumerate(steps):
        if n:
            _follow(standing, edits_between(steps[n - 1].after, step.before))
        _apply(standing, step.substitutions)
    _follow(standing, edits_between(steps[-1].after, now))
    return _settled(standing, now)


def given_back_in_json(before: Any, after: Any, now: Any) -> tuple[Any, bool]:
    """A value of JSON with what stood in it before, and whether all of it could be given back.

    Of one that was changed since, the entries of its outermost level that were not.
    """
    if now == after:
        return before, True
    if not all(isinstance(value, Mapping) for value in (before, after, now)) or len(before) != len(after):
        return now, False
    pairs = zip(before.items(), after.items(), strict=True)
    former = {new: old for old, new in ((old, new[0]) for old, new in pairs if old != new)}
    back = {name for name in former if name in now and now[name] == after[name]}
    return dict(former[name] if name in back else (name, now[name]) for name in now), set(former) == back


def _apply(standing: list[_Standing], applied: Iterable[Substitution]) -> None:
    substitutions = Substitutions(applied)
    for one in standing:
        one.give_way(substitutions)
    standing += [
        _Standing(original, (back.start, back.end), back.words)
        for original, back in zip(substitutions.all, substitutions.inverse().all, strict=True)
    ]


def _follow(standing: Iterable[_Standing], edits: Edits | None) -> None:
    for one in standing:
        one.follow(edits)


def _settled(standing: Iterable[_Standing], now: str) -> GivenBack:
    """What stands where it was put; of two on one place the older, whose words are the original ones."""
    back: list[Substitution] = []
    lost: list[Substitution] = []
    for one in standing:
        if one.span is not None and now[slice(*one.span)] == one.words:
            back.append(Substitution(one.span[0], one.words, one.original.words))
        else:
            lost.append(one.original)
    return GivenBack(Substitutions(without_overlaps(back)), tuple(lost))
