"""Which of a project's codes fit a passage: ranked, each with the reasons that speak for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qualwb.suggest.closeness import Closeness, Numbers
from qualwb.suggest.evidence import CodedPassage, CodeEntry, Evidence, Place
from qualwb.suggest.features import concepts, concepts_of, content_words, pieces, pieces_of, seems_swedish
from qualwb.suggest.reasons import Reason, name_reason, passage_reason, word_reason
from qualwb.suggest.synonyms import synonyms
from qualwb.suggest.vectors import Space, Vector

VERSION = "words+pieces 1"
"""Name of this suggester; changes when its suggestions do."""

NEAREST = 2
"""How many coded passages are shown as a reason."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence counts for."""

    name: float = 1.0
    """A code's name, where its passages count 1."""
    synonym: float = 0.25
    """A synonym of a word of the name, where the word itself counts 1."""
    rule: float = 0.5
    """A word of the code's rule, likewise."""
    sisters: float = 0.25
    """Passages of the other codes in the same theme, where the code's own count 1."""
    least: float = 0.02
    """The score below which nothing is suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a passage. ``score`` grows with what speaks for it; at 0 it fits no better than any."""

    code: str
    score: float
    reasons: tuple[Reason, ...]


class Ranker:
    """Codes ranked by names, coded passages, and refusals; learns from each at once."""

    def __init__(self, weights: Weights | None = None, *, with_definitions: bool = False) -> None:
        self.weights = weights or Weights()
        self.with_definitions = with_definitions
        self.codes: tuple[CodeEntry, ...] = ()
        self._passages: list[CodedPassage] = []
        self._said: list[Counter[str]] = []
        self._by_source: defaultdict[str, list[int]] = defaultdict(list)
        self._refused: set[tuple[str, str]] = set()

    def fit(self, evidence: Evidence) -> Ranker:
        """Take in all evidence anew, and return the ranker."""
        self.codes = evidence.codes
        self._number = {entry.name: n for n, entry in enumerate(self.codes)}
        self._themes = _shared_themes(self.codes)
        self._passages, self._said, self._refused = [], [], set()
        self._by_source.clear()
        texts = [passage.text for passage in evidence.passages]
        background = [entry.name for entry in self.codes] + [p.text for p in evidence.uncoded]
        labels = [self._labels(passage.codes) for passage in evidence.passages]
        self._views: list[Closeness] = []
        for count, take in ((pieces_of, pieces), (concepts_of, concepts)):
            counted = [count(text) for text in texts]
            space = Space(count)
            space.fit([*counted, *map(count, background)])
            names = [self._name(entry, take) for entry in self.codes]
            view = Closeness(space, [*names, *({} for _ in self._themes)])
            view.add_all(counted, labels)
            self._views.append(view)
        for passage in evidence.passages:
            self._remember(passage)
        for refusal in evidence.refused:
            self.refuse(refusal.text, refusal.code)
        return self

    def learn(self, passage: CodedPassage) -> None:
        """Take in one more coded passage. Codes that were not there when fitted are passed over."""
        labels = self._labels(passage.codes)
        for view in self._views:
            view.add(view.space.features(passage.text), labels)
        self._remember(passage)

    def refuse(self, text: str, code: str) -> None:
        """Let a passage speak against a code, which is not suggested for this text again."""
        if code in self._number:
            for view in self._views:
                view.refuse(view.space.features(text), self._number[code])
            self._refused.add((text, code))

    def rank(self, text: str, top: int = 5, place: Place | None = None) -> list[Suggestion]:
        """The best codes for a passage, best first; none when nothing speaks for any.

        Passages that overlap ``place`` are not used: a passage is no evidence for itself.
        """
        if not self.codes:
            return []
        scores, likeness = self._scores(text, place)
        order = np.argsort(-scores, kind="stable")
        fit = [n for n in order if scores[n] > self.weights.least and not self._is_refused(text, int(n))]
        return [
            Suggestion(self.codes[n].name, round(float(scores[n]), 4), self._reasons(text, int(n), likeness))
            for n in fit[:top]
        ]

    def scores(self, text: str, place: Place | None = None) -> Numbers:
        """The score of each code for a passage, in the order of ``codes``."""
        return self._scores(text, place)[0]

    def _scores(self, text: str, place: Place | None) -> tuple[Numbers, Vector]:
        total = np.zeros(len(self.codes))
        together = np.zeros(len(self._passages), dtype=np.float32)
        hidden = self._overlapping(place)
        views = self._views if seems_swedish(text) else self._views[:1]
        for view in views:
            vector = view.space.vector(view.space.features(text))
            likeness = view.rows.likeness(vector)
            likeness[hidden] = 0
            together += likeness
            passages = view.by_passages(vector, likeness)
            total += passages[: len(self.codes)] + self.weights.sisters * self._of_sisters(passages)
            total += self.weights.name * view.by_names(vector)[: len(self.codes)]
        return total / len(views), together

    def _of_sisters(self, closeness: Numbers) -> Numbers:
        found = np.zeros(len(self.codes))
        for at, members in enumerate(self._themes.values(), start=len(self.codes)):
            found[members] = np.maximum(found[members], closeness[at])
        return found

    def _is_refused(self, text: str, n: int) -> bool:
        return (text, self.codes[n].name) in self._refused

    def _overlapping(self, place: Place | None) -> list[int]:
        if place is None:
            return []
        return [n for n in self._by_source[place.source] if self._passages[n].place.overlaps(place)]

    def _labels(self, codes: Sequence[str]) -> list[int]:
        own = [self._number[code] for code in codes if code in self._number]
        above = [
            at
            for at, members in enumerate(self._themes.values(), start=len(self.codes))
            if any(n in members for n in own)
        ]
        return own + above

    def _name(self, entry: CodeEntry, take: Callable[[str], tuple[str, ...]]) -> dict[str, float]:
        weighed: defaultdict[str, float] = defaultdict(float)
        for word in content_words(entry.name):
            self._weigh(weighed, take(word), 1.0)
            for base in concepts(word):
                for other in synonyms(base):
                    self._weigh(weighed, take(other), self.weights.synonym)
        if self.with_definitions:
            for word in content_words(entry.rule):
                self._weigh(weighed, take(word), self.weights.rule)
        return weighed

    @staticmethod
    def _weigh(weighed: defaultdict[str, float], features: Sequence[str], weight: float) -> None:
        for feature in features:
            weighed[feature] = max(weighed[feature], weight)

    def _remember(self, passage: CodedPassage) -> None:
        self._by_source[passage.place.source].append(len(self._passages))
        self._passages.append(passage)
        self._said.append(concepts_of(passage.text))

    def _reasons(self, text: str, n: int, likeness: Vector) -> tuple[Reason, ...]:
        reasons = [name_reason(text, self.codes[n].name)]
        words = self._views[-1]
        rows = [int(row) for row in words.rows.of(n) if likeness[row] > 0]
        reasons.append(word_reason(words.space, concepts_of(text), (self._said[row] for row in rows)))
        nearest = sorted(rows, key=lambda row: -likeness[row])[:NEAREST]
        reasons += [passage_reason(self._passages[row]) for row in nearest]
        return tuple(reason for reason in reasons if reason)


def _shared_themes(codes: Sequence[CodeEntry]) -> dict[str, list[int]]:
    members: defaultdict[str, list[int]] = defaultdict(list)
    for n, entry in enumerate(codes):
        for theme in entry.themes:
            members[theme].append(n)
    return {theme: numbers for theme, numbers in members.items() if len(numbers) > 1}
