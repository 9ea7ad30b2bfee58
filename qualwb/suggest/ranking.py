"""Which of a project's codes fit a passage: ranked, each with the reasons that speak for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from qualwb.language.swedishness import mostly_known_words
from qualwb.suggest.arrays import Numbers
from qualwb.suggest.closeness import Closeness
from qualwb.suggest.evidence import CodedText, Difference, Evidence, KnownCode, TextPlace, UncodedText
from qualwb.suggest.explaining import Explainer, KnownMaterial
from qualwb.suggest.features import (
    concepts,
    concepts_of,
    content_words,
    is_a_statement,
    pieces,
    pieces_of,
)
from qualwb.suggest.learning.calibration import Calibration
from qualwb.suggest.meaning_closeness import MeaningCloseness, NamedLabels
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.measures import Measures
from qualwb.suggest.name_features import Take, features_of_name
from qualwb.suggest.reasons import Reason
from qualwb.suggest.vectors import Features, Space
from qualwb.suggest.weights import KINDS, VIEWS, Weights
from qualwb.suggest.word_rows import Words

VERSION = "words+pieces+meaning 3"
"""Name of this suggester; changes when its suggestions do."""

FEATURES: tuple[tuple[Features, Take], ...] = ((pieces_of, pieces), (concepts_of, concepts))
"""By view of how texts are spelt, the features of a text and those of a word."""

COMPARABLE = 12
"""Content words that an uncoded turn must have to stand beside coded passages."""

DRIFT = 0.05
"""The share of its texts that may come or go before a ranker is fitted anew."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a passage. ``score`` grows with what speaks for it; at 0 it fits no better than any."""

    code: str
    score: float
    reasons: tuple[Reason, ...]
    probability: float | None = None
    """How often such a suggestion is right, by the project's own codings; None where they are too few."""


class Ranker:
    """Codes ranked by names, coded passages, and refusals; learns from each at once.

    ``meanings`` tells what texts mean, as far as that is known; without, they are compared by words alone.
    """

    def __init__(
        self,
        weights: Weights | None = None,
        *,
        with_definitions: bool = False,
        meanings: Meanings | None = None,
    ) -> None:
        self.weights = weights or Weights()
        """What counts for how much; other weights may be put here at any time."""
        self.calibration: Calibration | None = None
        """How scores become probabilities; None until it is learnt."""
        self.with_definitions = with_definitions
        self.meanings = meanings
        self._meaning: MeaningCloseness | None = None
        self.codes: tuple[KnownCode, ...] = ()
        self.fits = 0
        """How often it was fitted."""
        self._fitted = 0
        """How many texts it was fitted on, names of codes among them."""
        self._passages: list[CodedText] = []
        self._words = Words(())
        self._by_source: defaultdict[str, list[int]] = defaultdict(list)
        self._refused: set[tuple[str, str]] = set()
        self._learnt = 0
        """How many texts have come or gone since the last fit."""
        self._views: list[Closeness] = []

    def fit(self, evidence: Evidence, spaces: Sequence[Space] = ()) -> Ranker:
        """Take in all evidence anew, and return the ranker.

        ``spaces`` tell how rare words are, by view, as another ranker's do; without, that is learnt too.
        """
        self.codes, self._learnt, self.fits = evidence.codes, 0, self.fits + 1
        self._fitted = len(evidence.passages) + len(evidence.uncoded) + len(evidence.codes)
        self._number = {entry.name: n for n, entry in enumerate(self.codes)}
        self._themes = _shared_themes(self.codes)
        self._above: defaultdict[int, list[int]] = defaultdict(list)
        for at, members in enumerate(self._themes.values(), start=len(self.codes)):
            for n in members:
                self._above[n].append(at)
        self._words = Words([take for _count, take in FEATURES])
        self._passages, self._refused = [], set()
        self._by_source.clear()
        given = list(spaces) or [Space(count) for count, _take in FEATURES]
        self._views = self._fitted_views(evidence, given, learn=not spaces)
        self._meaning = self._fitted_meaning(evidence)
        for refusal in evidence.refused:
            self.refuse(refusal.text, refusal.code)
        return self

    def like_it(self, evidence: Evidence) -> Callable[[str], Measures]:
        """What measures a text by other evidence, fitted as this one is."""
        other = Ranker(self.weights, with_definitions=self.with_definitions, meanings=self.meanings)
        return other.fit(evidence).measure

    @property
    def spaces(self) -> list[Space]:
        """How rare words are, by view."""
        return [view.space for view in self._views]

    def follow(self, old: Evidence, new: Evidence) -> bool:
        """Take in what is new and forget what is gone between two states of the evidence, or parts of it.

        How rare words are stays as it was when fitted: all else is what a fit would give. Where that is not
        enough nothing is taken in and it returns false, for a fit: more than ``DRIFT`` of the texts have
        changed since the last one, or codes have, or a refusal was taken back.
        """
        change = Difference(old, new)
        if self.codes != new.codes or change.taken_back or self._learnt + change.size > DRIFT * self._fitted:
            return False
        for passage in change.forgotten:
            self.forget(passage.place)
        for passage in change.learnt:
            self.learn(passage)
        for view in self._views:
            for turn in filter(_comparable, change.coded):
                view.remove_uncoded(turn.text)
            for turn in filter(_comparable, change.uncoded):
                view.add_uncoded(turn.text)
        for refusal in change.refused:
            self.refuse(refusal.text, refusal.code)
        self._learnt += change.size
        return True

    def ask_for_meanings(self) -> bool:
        """Take in what texts mean where that has become known; whether all of it is."""
        return self._meaning is None or self._meaning.ask_again()

    def learn(self, passage: CodedText) -> None:
        """Take in one more coded passage. Codes that were not there when fitted are passed over."""
        row, labels = self._words.rows([passage.text]), self._labels(passage.codes)
        for view in self._views:
            view.add(row, labels)
        if self._meaning is not None:
            self._meaning.add([passage.text], [labels])
        self._remember(passage)

    def forget(self, place: TextPlace) -> None:
        """Take the passage at a place away again. Raises ``KeyError`` when there is none."""
        rows = self._by_source[place.source]
        row = next((row for row in rows if self._passages[row].place == place), None)
        if row is None:
            raise KeyError(place)
        for view in self._views:
            view.remove(row)
        if self._meaning is not None:
            self._meaning.remove(row)
        rows.remove(row)

    def refuse(self, text: str, code: str) -> None:
        """Let a passage speak against a code, which is not suggested for this text again."""
        if code in self._number:
            row = self._words.rows([text])
            for view in self._views:
                view.refuse(row, self._number[code])
            if self._meaning is not None:
                self._meaning.refuse(text, self._number[code])
            self._refused.add((text, code))

    def rank(
        self,
        text: str,
        top: int = 5,
        place: TextPlace | None = None,
        without: Collection[str] = (),
    ) -> list[Suggestion]:
        """The best codes for a passage, best first; none when nothing speaks for any.

        Passages that overlap ``place`` are not used: a passage is no evidence for itself. Codes of the names
        ``without`` are not told.
        """
        if not self.codes:
            return []
        measured = self.measure(text, place)
        scores = measured.scores(self.weights)
        chances = self.calibration.probabilities(scores) if self.calibration else None
        order = np.argsort(-scores, kind="stable")
        fit = [n for n in order if self._is_worth_telling(scores, chances, n)]
        wanted = [int(n) for n in fit if self.codes[n].name not in without]
        told = [n for n in wanted if not self._is_refused(text, n)][:top]
        if not told:
            return []
        explainer = Explainer(self._known, text, measured, told, self._overlapping(place))
        return [
            Suggestion(
                self.codes[n].name,
                round(float(scores[n]), 4),
                explainer.reasons(n),
                None if chances is None else round(float(chances[n]), 3),
            )
            for n in told
        ]

    @property
    def _known(self) -> KnownMaterial:
        return KnownMaterial(
            self.codes, self._passages, self._views, self._meaning, self._themes, self.weights
        )

    def _is_worth_telling(self, scores: Numbers, chances: Numbers | None, n: int) -> bool:
        """Whether a score says more than noise, by the least one and by the project's own record."""
        record = self.calibration
        noise = record is not None and chances is not None and chances[n] <= record.noise
        beyond = record is not None and record.is_beyond_record(scores[n])
        return bool(scores[n] > self.weights.least and (beyond or not noise))

    def scores(self, text: str, place: TextPlace | None = None) -> Numbers:
        """The score of each code for a passage, in the order of ``codes``."""
        return self.measure(text, place).scores(self.weights)

    def measure(self, text: str, place: TextPlace | None = None) -> Measures:
        """What each kind of evidence says of each code, before it is weighed."""
        count = len(self.codes)
        parts = np.zeros((len(VIEWS), len(KINDS), count))
        themes = np.zeros((len(VIEWS), len(self._themes)))
        together = np.zeros(len(self._passages), dtype=np.float32)
        hidden = self._overlapping(place)
        views = self._views if mostly_known_words(text) else self._views[:1]
        for at, view in enumerate(views):
            vector = view.space.vector(view.space.features(text))
            terms = view.likeness_of_terms(vector)
            likeness = view.rows.likeness(terms)
            likeness[hidden] = 0
            together += likeness
            passages = view.by_passages(terms, likeness)
            parts[at] = passages[:count], view.by_names(vector)[:count], self._of_sisters(passages)
            themes[at] = passages[count:]
        # To an encoder '[skratt]' and 'Mm.' mean something too.
        if self._meaning is not None and (content_words(text) or is_a_statement(text)):
            passages, names = self._meaning.measure(text, hidden)
            parts[-1] = passages[:count], names, self._of_sisters(passages)
            themes[-1] = passages[count:]
        return Measures(parts, together, themes)

    def _fitted_views(self, evidence: Evidence, spaces: Sequence[Space], *, learn: bool) -> list[Closeness]:
        """All texts by view; with ``learn``, the spaces learn from them how rare words are."""
        for passage in evidence.passages:
            self._remember(passage)
        coded = self._words.rows(passage.text for passage in evidence.passages)
        uncoded = self._words.rows(turn.text for turn in evidence.uncoded)
        names = self._words.rows(self._number)
        labels = [self._labels(passage.codes) for passage in evidence.passages]
        beside = uncoded[np.diff(uncoded.indptr) >= COMPARABLE]
        views = []
        for space, words, (_count, take) in zip(spaces, self._words.features, FEATURES, strict=True):
            if learn:
                space.learn(chain.from_iterable(map(words.spread, (coded, names, uncoded))))
            view = Closeness(space, words, self._names(take), beside)
            view.add_all(coded, labels)
            views.append(view)
        return views

    def _fitted_meaning(self, evidence: Evidence) -> MeaningCloseness | None:
        if self.meanings is None:
            return None
        names = [entry.name for entry in self.codes]
        rules = [entry.rule if self.with_definitions else "" for entry in self.codes]
        named = NamedLabels(names, rules, self.weights.rule, len(self.codes) + len(self._themes))
        found = MeaningCloseness(self.meanings, named)
        found.add(
            [passage.text for passage in evidence.passages],
            [self._labels(passage.codes) for passage in evidence.passages],
        )
        return found

    def _names(self, take: Take) -> list[dict[str, float]]:
        return [*(self._name(entry, take) for entry in self.codes), *({} for _ in self._themes)]

    def _of_sisters(self, closeness: Numbers) -> Numbers:
        found = np.zeros(len(self.codes))
        for at, members in enumerate(self._themes.values(), start=len(self.codes)):
            found[members] += closeness[at]
        return found

    def _is_refused(self, text: str, n: int) -> bool:
        return (text, self.codes[n].name) in self._refused

    def _overlapping(self, place: TextPlace | None) -> list[int]:
        if place is None:
            return []
        return [n for n in self._by_source[place.source] if self._passages[n].place.overlaps(place)]

    def _labels(self, codes: Sequence[str]) -> list[int]:
        """The numbers of codes, and of the themes that gather any of them."""
        own = [self._number[code] for code in codes if code in self._number]
        return own + sorted({theme for n in own for theme in self._above[n]})

    def _name(self, entry: KnownCode, take: Take) -> dict[str, float]:
        rule = entry.rule if self.with_definitions else ""
        weights = self.weights
        return features_of_name(
            entry.name, take, synonym=weights.synonym, rule=rule, rule_weight=weights.rule
        )

    def _remember(self, passage: CodedText) -> None:
        self._by_source[passage.place.source].append(len(self._passages))
        self._passages.append(passage)


def _comparable(turn: UncodedText) -> bool:
    """Whether an uncoded turn is long enough to stand beside coded passages."""
    return len(content_words(turn.text)) >= COMPARABLE


def _shared_themes(codes: Sequence[KnownCode]) -> dict[str, list[int]]:
    members: defaultdict[str, list[int]] = defaultdict(list)
    for n, entry in enumerate(codes):
        for theme in dict.fromkeys((*entry.themes, *entry.main_themes)):
            members[theme].append(n)
    return {theme: numbers for theme, numbers in members.items() if len(numbers) > 1}
