"""Which parts of a score speak for a code, and what stands behind each part: true reasons.

A score is a sum of parts. A reason names what stands behind one of them, and weighs what that part adds; what
adds nothing is no reason. A passage is named only when the code would fit less well without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualwb.language.swedishness import mostly_known_words
from qualwb.suggest.arrays import Numbers
from qualwb.suggest.closeness import Closeness, Products
from qualwb.suggest.evidence import CodedText, KnownCode, TextPlace
from qualwb.suggest.features import concepts_of
from qualwb.suggest.meaning_closeness import MeaningCloseness
from qualwb.suggest.measures import Measures
from qualwb.suggest.reasons import (
    Reason,
    meaning_reason,
    name_reason,
    passage_reason,
    sisters_reason,
    word_reason,
)
from qualwb.suggest.said_words import SaidWords
from qualwb.suggest.vectors import Vector, column
from qualwb.suggest.weights import KINDS, VIEWS, Weights

NEAREST = 2
"""How many coded passages are shown as a reason."""
TRIED = 4
"""How many are looked at for that."""
SEARCHED = 12
"""How many are searched for the words that they share with the text."""
LEAST_LOSS = 0.005
"""What a score must lose without a passage for that to be named."""

PIECES, WORDS, MEANING = map(VIEWS.index, ("pieces", "words", "meaning"))
PASSAGES, NAME, SISTERS = map(KINDS.index, ("passages", "name", "sisters"))


@dataclass(frozen=True, slots=True)
class KnownMaterial:
    """What codes are ranked by."""

    codes: Sequence[KnownCode]
    passages: Sequence[CodedText]
    """By row, also those that are forgotten."""
    views: Sequence[Closeness]
    """Texts by how they are spelt: by pieces, and by words."""
    meaning: MeaningCloseness | None
    themes: Mapping[str, Sequence[int]]
    """The numbers of the codes of each theme; themes are labels after the codes."""
    weights: Weights


class Explainer:
    """The reasons for some codes to be suggested for one text, from what was measured of it.

    ``hidden`` are rows of passages that are no evidence for this text.
    """

    def __init__(
        self, known: KnownMaterial, text: str, measured: Measures, told: Sequence[int], hidden: Sequence[int]
    ) -> None:
        self._known, self._text, self._measured = known, text, measured
        self._hidden = frozenset(hidden)
        self._amounts = measured.amounts(known.weights)
        self._table = known.weights.table
        self._by_spelling = {n: self._nearest(n, measured.likeness) for n in told}
        meant = np.zeros(len(known.passages)) if known.meaning is None else known.meaning.likeness(text)
        self._by_meaning = {n: self._nearest(n, meant) for n in told}
        near = {n: [*self._by_spelling[n], *self._by_meaning[n]] for n in told}
        views = known.views if mostly_known_words(text) else known.views[:1]
        self._spelling = [_Spelling(view, text, near, self._hidden) for view in views]

    def reasons(self, n: int) -> tuple[Reason, ...]:
        """What speaks for a code, given by its number; what weighs most comes first."""
        whole = float(np.maximum(self._amounts[:, :, n], 0).sum()) or 1.0
        found = _each_place_once(sorted(self._found(n), key=lambda one: -one[0]))
        return tuple(
            replace(reason, share=round(amount / whole, 3)) for amount, reason in found if amount > 0
        )

    def _found(self, n: int) -> Iterator[tuple[float, Reason]]:
        """Each reason with what it adds to the score."""
        amounts = self._amounts[:, :, n]
        if (by_name := float(amounts[:MEANING, NAME].sum())) > 0:
            reason = name_reason(self._text, self._known.codes[n].name)
            if reason is not None:
                yield by_name, reason
        if amounts[WORDS, PASSAGES] > 0 and (shared := self._words(n)) is not None:
            yield float(amounts[WORDS, PASSAGES]), shared
        if amounts[PIECES, PASSAGES] > 0:
            yield from self._passages(n, float(amounts[PIECES, PASSAGES]))
        yield from self._meanings(n, amounts[MEANING])
        if (by_sisters := float(amounts[:, SISTERS].sum())) > 0 and (theme := self._theme(n)) is not None:
            yield by_sisters, sisters_reason(theme)

    def _words(self, n: int) -> Reason | None:
        """The words that the text shares with the code's passages that are most like it."""
        shares = self._spelling[WORDS].shares(n)
        adding = {said: shares.get(column(said), 0.0) for said in concepts_of(self._text)}
        rows = self._nearest(n, self._measured.likeness, SEARCHED)
        return word_reason(self._text, SaidWords(self._known.passages[row].text for row in rows), adding)

    def _passages(self, n: int, amount: float) -> Iterator[tuple[float, Reason]]:
        """The nearest passages that the code would fit less without; they share out what all add."""
        told = [row for row in self._by_spelling[n] if self._loss(n, row) > LEAST_LOSS][:NEAREST]
        alike = [float(self._measured.likeness[row]) for row in told]
        for row, likeness in zip(told, alike, strict=True):
            yield amount * likeness / sum(alike), passage_reason(self._known.passages[row])

    def _meanings(self, n: int, amounts: Numbers) -> Iterator[tuple[float, Reason]]:
        if amounts[PASSAGES] > 0:
            for row in self._by_meaning[n]:
                if self._loss(n, row) > LEAST_LOSS:
                    yield float(amounts[PASSAGES]), meaning_reason(self._known.passages[row])
                    break
        if amounts[NAME] > 0:
            yield float(amounts[NAME]), meaning_reason()

    def _theme(self, n: int) -> str | None:
        """The theme whose passages add most; none where none adds."""
        weights = self._table[:, SISTERS]
        adding = {
            theme: float(weights @ self._measured.themes[:, at])
            for at, (theme, members) in enumerate(self._known.themes.items())
            if n in members
        }
        best = max(adding, key=adding.__getitem__, default=None)
        return best if best is not None and adding[best] > 0 else None

    def _loss(self, n: int, row: int) -> float:
        """How much the score by passages would lose without the passage of a row."""
        parts = self._measured.parts[:, PASSAGES, n]
        lost = sum(
            self._table[at, PASSAGES] * spelling.loss(n, row, float(parts[at]))
            for at, spelling in enumerate(self._spelling)
        )
        if self._known.meaning is not None and parts[MEANING]:
            without = self._known.meaning.measure(self._text, [*self._hidden, row])[0][n]
            lost += self._table[MEANING, PASSAGES] * (parts[MEANING] - without)
        return float(lost)

    def _nearest(self, n: int, likeness: Numbers | Vector, most: int = TRIED) -> list[int]:
        """The rows of a code's passages that are most like the text."""
        rows = [int(row) for row in self._known.views[0].rows.of(n)]
        alike = [row for row in rows if likeness[row] > 0 and row not in self._hidden]
        return sorted(alike, key=lambda row: -likeness[row])[:most]


def _each_place_once(found: Sequence[tuple[float, Reason]]) -> list[tuple[float, Reason]]:
    """The reasons, heaviest first: a passage that is alike in two ways is named once, and adds both."""
    amounts: defaultdict[TextPlace | Reason, float] = defaultdict(float)
    firsts: dict[TextPlace | Reason, Reason] = {}
    for amount, reason in found:
        key = reason.place or reason
        amounts[key] += amount
        firsts.setdefault(key, reason)
    return sorted(((amounts[key], reason) for key, reason in firsts.items()), key=lambda one: -one[0])


class _Spelling:
    """One view of a text, and of the passages of the codes that are told of, as features.

    All passages are spread into their features at once: that is nearly as quick as one of them.
    """

    def __init__(
        self, view: Closeness, text: str, nearest: Mapping[int, Sequence[int]], hidden: frozenset[int]
    ) -> None:
        self._view = view
        self._vector = view.space.vector(view.space.features(text))
        wanted: dict[tuple[str, int], list[int]] = {}
        for n, near in nearest.items():
            rows = [int(row) for row in view.rows.of(n)]
            wanted["all", n] = rows
            wanted["seen", n] = [row for row in rows if row not in hidden]
            wanted.update({("row", row): [row] for row in near})
        self._at = {what: at for at, what in enumerate(wanted)}
        self._features = view.vectors(list(wanted.values()))
        self._with_text = self._features @ self._vector
        self._with_all = view.with_all(self._features)
        self._with_each = (self._features @ self._features.T).toarray()

    def shares(self, n: int) -> dict[int, float]:
        """What each feature adds by standing in a code's passages."""
        return self._view.shares(n, self._features[self._at["seen", n]], self._vector)

    def loss(self, n: int, row: int, closeness: float) -> float:
        """How much less close a code would be without the passage of a row."""
        code, at = self._at["all", n], self._at["row", row]
        products = self._with_text[at], self._with_each[at, code], self._with_all[at], self._with_each[at, at]
        return self._view.loss(n, closeness, Products(*products))
