"""A project's own record: what the ranking says of passages of groups it does not know, and what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.evidence import Evidence, Piece, TextPlace
from qualwb.suggest.measures import Measures
from qualwb.suggest.weights import KINDS, VIEWS

MOST_FOLDS = 5
MOST_PASSAGES = 300
"""So many passages are ranked for the record at most, spread evenly over all: more say little more."""
MOST_TEXTS = 800
"""So many coded passages, and so many turns beside them, are what they are ranked by at most."""

Measure = Callable[[str], Measures]
Fit = Callable[[Evidence], Measure]
"""From evidence to what measures a text by it."""


@dataclass(frozen=True, slots=True)
class LearningRecord:
    """Passages (rows), each measured with its group left out."""

    parts: Numbers
    """By passage, view, kind and code, as ``Measures.parts``."""
    right: NDArray[np.bool_]
    """By passage and code, whether the passage has the code."""
    refused: NDArray[np.bool_]
    """By passage and code, whether the code was turned down for it."""
    folds: NDArray[np.int64]
    """In which fold each passage was left out."""

    def __len__(self) -> int:
        return len(self.right)

    def scores(self, table: Numbers) -> Numbers:
        """By passage and code, with weights by view and kind."""
        return np.asarray(np.einsum("vk,nvkc->nc", table, self.parts))

    @property
    def coded(self) -> LearningRecord:
        """The passages that have a code: the others were refused one."""
        return self.only(np.asarray(self.right.any(axis=1)))

    def only(self, rows: NDArray[np.bool_]) -> LearningRecord:
        """Some of the passages."""
        return LearningRecord(self.parts[rows], self.right[rows], self.refused[rows], self.folds[rows])


def left_out(evidence: Evidence, fit: Fit) -> LearningRecord:
    """The record of coded and refused passages; empty where there is one group of one source alone.

    One group is left out at a time, or a fifth of the groups where there are more than five; one source at a
    time in a project of one group.
    """
    sample = _sample(evidence)
    key = _by_group if len(evidence.groups) > 1 else _by_source
    places = [passage.place for passage in sample.passages]
    folds = _folds(sorted({key(place) for place in places}))
    texts: list[_Judged] = []
    for number, names in enumerate(folds if len(folds) > 1 else []):
        judged = list(_judged(sample, key, names))
        if judged:
            texts += _measured(judged, number, fit(_without(sample, key, names)))
    return _record(texts, [entry.name for entry in evidence.codes])


@dataclass(frozen=True, slots=True)
class _Judged:
    """A text with the codes that are right for it and those that were turned down."""

    text: str
    right: tuple[str, ...]
    refused: tuple[str, ...]
    fold: int = -1
    parts: Numbers | None = None

    def measured(self, fold: int, measure: Measure) -> _Judged:
        return replace(self, fold=fold, parts=measure(self.text).parts)


def _measured(judged: Iterable[_Judged], fold: int, measure: Measure) -> list[_Judged]:
    """The texts measured. What measures them is let go with this call, before the next one is made."""
    return [one.measured(fold, measure) for one in judged]


def _by_group(place: TextPlace) -> str:
    return place.group


def _by_source(place: TextPlace) -> str:
    return place.source


Key = Callable[[TextPlace], str]


def _folds(names: Sequence[str]) -> list[list[str]]:
    """Names dealt to at most ``MOST_FOLDS`` folds."""
    return [list(names[start::MOST_FOLDS]) for start in range(min(MOST_FOLDS, len(names)))]


def _sample(evidence: Evidence) -> Evidence:
    return replace(
        evidence,
        passages=_spread(evidence.passages, MOST_TEXTS),
        uncoded=_spread(evidence.uncoded, MOST_TEXTS),
    )


def _spread(pieces: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """So many at most, evenly over all."""
    if len(pieces) <= most:
        return tuple(pieces)
    return tuple(pieces[len(pieces) * n // most] for n in range(most))


def _without(evidence: Evidence, key: Key, names: Sequence[str]) -> Evidence:
    return Evidence(
        evidence.codes,
        _kept(evidence.passages, key, names),
        _kept(evidence.uncoded, key, names),
        _kept(evidence.refused, key, names),
    )


def _kept(pieces: Sequence[Piece], key: Key, names: Sequence[str]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if key(piece.place) not in names)


def _judged(evidence: Evidence, key: Key, names: Sequence[str]) -> Iterator[_Judged]:
    """The passages and refusals of a fold; a refused text that is coded too is one."""
    share = max(1, -(-len(evidence.passages) // MOST_PASSAGES))
    against: dict[str, list[str]] = {}
    for refusal in evidence.refused:
        if key(refusal.place) in names:
            against.setdefault(refusal.text, []).append(refusal.code)
    for passage in evidence.passages[::share]:
        if key(passage.place) in names:
            yield _Judged(passage.text, passage.codes, tuple(against.pop(passage.text, ())))
    for text, codes in list(against.items())[:MOST_PASSAGES]:
        yield _Judged(text, (), tuple(codes))


def _record(texts: Sequence[_Judged], codes: Sequence[str]) -> LearningRecord:
    number = {name: n for n, name in enumerate(codes)}
    right, refused = (np.zeros((len(texts), len(codes)), dtype=bool) for _ in range(2))
    parts = np.zeros((len(texts), len(VIEWS), len(KINDS), len(codes)))
    for row, one in enumerate(texts):
        parts[row] = one.parts
        right[row, [number[code] for code in one.right if code in number]] = True
        refused[row, [number[code] for code in one.refused if code in number]] = True
    return LearningRecord(
        parts, right, refused & ~right, np.array([one.fold for one in texts], dtype=np.int64)
    )
