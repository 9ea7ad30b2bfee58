"""More like this: turns that speak of what a code or theme is about, by its name and all its passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.suggest.closeness import Numbers
from qualwb.suggest.evidence import CodedText, Evidence, TextPlace, UncodedText
from qualwb.suggest.features import concepts, concepts_of, content_words, pieces, pieces_of
from qualwb.suggest.name_features import Take, features_of_name
from qualwb.suggest.reasons import Reason, name_reason, weights_of_shared, word_reason
from qualwb.suggest.vectors import Features, Space, Vector
from qualwb.suggest.weights import Weights

WEIGHTS = Weights()

FEWEST_WORDS = 1
"""Content words that a turn must have to be offered."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A turn that is like what a code or theme gathers."""

    passage: UncodedText
    score: float
    coded: bool
    """Whether any of the turn has the code or a code of the theme already."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is looked for: a name, and the codes whose passages show what it means."""

    name: str
    codes: tuple[str, ...]


def query_for(evidence: Evidence, name: str) -> Likeness:
    """The query for a code, or for a theme with its codes, by name without regard to case.

    Raises ``QualwbError`` when there is no such code or theme.
    """
    wanted = name.strip().casefold()
    for entry in evidence.codes:
        if entry.name.casefold() == wanted:
            return Likeness(entry.name, (entry.name,))
    codes = [e for e in evidence.codes if wanted in {t.casefold() for t in (*e.themes, *e.main_themes)}]
    if not codes:
        raise QualwbError(
            _("There is no code or theme '{name}'.").format(name=name), _("See 'qualwb code list'.")
        )
    return Likeness(name.strip(), tuple(entry.name for entry in codes))


def find_similar(
    evidence: Evidence, query: Likeness, turns: Sequence[UncodedText], top: int = 20
) -> list[Similar]:
    """The turns most like the query, those without its codes first, best first.

    A turn's score is its closeness to the query less its mean closeness to the other codes, so that a long
    turn that is like everything doesn't crowd out the others.
    """
    offered = [turn for turn in turns if len(content_words(turn.text)) >= FEWEST_WORDS]
    if not offered:
        return []
    scores = SearchableTexts(evidence, [turn.text for turn in offered]).closeness(query)
    coded = _coded(evidence, query, offered)
    order = sorted(range(len(offered)), key=lambda n: (coded[n], -scores[n], n))
    best = [n for n in order if scores[n] > 0][:top]
    reasons = _Reasons(evidence, query)
    return [
        Similar(offered[n], round(float(scores[n]), 4), coded[n], reasons.of(offered[n].text)) for n in best
    ]


class _Reasons:
    def __init__(self, evidence: Evidence, query: Likeness) -> None:
        self._name = query.name
        counted = [(concepts_of(p.text), set(p.codes)) for p in evidence.passages]
        self._space = Space(concepts_of)
        self._space.fit([concepts for concepts, _codes in counted])
        self._own = [concepts for concepts, codes in counted if codes & set(query.codes)]

    def of(self, text: str) -> tuple[Reason, ...]:
        said = concepts_of(text).keys()
        shared = (said & own.keys() for own in self._own)
        found = (name_reason(text, self._name), word_reason(weights_of_shared(self._space, shared)))
        return tuple(reason for reason in found if reason)


class SearchableTexts:
    """Texts that can be searched with what the evidence tells of codes; both of the ranker's views."""

    def __init__(self, evidence: Evidence, texts: Sequence[str]) -> None:
        self._views = [
            _View(evidence, pieces_of, pieces, texts),
            _View(evidence, concepts_of, concepts, texts),
        ]

    def closeness(self, query: Likeness) -> Numbers:
        """How close each text is to the query, less its mean closeness to all other codes."""
        return np.asarray(np.sum([view.closeness(query) for view in self._views], axis=0))


class _View:
    def __init__(self, evidence: Evidence, features: Features, take: Take, texts: Sequence[str]) -> None:
        self._take = take
        self._space = Space(features)
        self._number = {entry.name: n for n, entry in enumerate(evidence.codes)}
        passages = [features(passage.text) for passage in evidence.passages]
        asked = [features(text) for text in texts]
        self._space.fit([*passages, *asked, *(features(name) for name in self._number)])
        self._texts, self._passages = self._space.matrix(asked), self._space.matrix(passages)
        self._member = _membership(evidence.passages, self._number)
        self._names = self._space.matrix([self._name(name) for name in self._number])

    def closeness(self, query: Likeness) -> Numbers:
        others = [n for name, n in self._number.items() if name not in query.codes]
        aim = self._towards(query)
        if others:
            aim = aim - self._mean_towards(others)
        return np.asarray(self._texts @ aim, dtype=np.float64)

    def _towards(self, query: Likeness) -> Vector:
        chosen = [self._number[code] for code in query.codes]
        rows = np.asarray(self._member[chosen].sum(axis=0)).ravel() > 0
        summed = np.asarray(self._passages[rows].sum(axis=0)).ravel()
        length = float(np.sqrt(summed @ summed)) or 1.0
        return np.asarray(summed / length + WEIGHTS.name * self._space.vector(self._name(query.name)))

    def _mean_towards(self, codes: Sequence[int]) -> Vector:
        sums = self._member[codes] @ self._passages
        lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
        directions = sparse.diags(1 / np.where(lengths > 0, lengths, 1.0)) @ sums
        return np.asarray((directions + WEIGHTS.name * self._names[codes]).mean(axis=0)).ravel()

    def _name(self, name: str) -> dict[str, float]:
        return features_of_name(name, self._take, synonym=WEIGHTS.synonym)


def _membership(passages: Sequence[CodedText], number: dict[str, int]) -> sparse.csr_matrix:
    cells = [(number[code], row) for row, passage in enumerate(passages) for code in passage.codes]
    return sparse.csr_matrix(
        (np.ones(len(cells), dtype=np.float32), ([c for c, _ in cells], [r for _, r in cells])),
        shape=(len(number), len(passages)),
    )


def _coded(evidence: Evidence, query: Likeness, turns: Sequence[UncodedText]) -> list[bool]:
    coded: defaultdict[str, list[TextPlace]] = defaultdict(list)
    for passage in evidence.passages:
        if set(passage.codes) & set(query.codes):
            coded[passage.place.source].append(passage.place)
    return [any(place.overlaps(turn.place) for place in coded[turn.place.source]) for turn in turns]
