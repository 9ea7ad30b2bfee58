"""Codes that look like duplicates of each other, with the grounds for it and what differs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import floor
from typing import ClassVar

import numpy as np

from qualwb.language.lemmas import lemma, word_forms
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.same_name import same_name
from qualwb.store.refused_proposals import ProposalKind
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.features import concepts, content_words
from qualwb.suggest.mentions import EMPTY
from qualwb.suggest.synonyms import synonyms
from qualwb.suggest.themes.code_closeness import CodeCloseness, CodeMeasure, TieKind, Truths, standardised
from qualwb.suggest.themes.coded_material import CodedMaterial
from qualwb.suggest.themes.nearness import Likenesses
from qualwb.suggest.themes.opposites import opposed
from qualwb.suggest.themes.theme_proposals import Key

SAME_SPELLING = 0.85
"""Letters that two names share, of all: one of seven differs at most, as in a slip or an inflection."""
MOST_WORDS_SHARED = 0.65
"""Words of two names in common, of all that either has: two of three, so not one of two."""
NEARLY_ALL, HALF = 0.8, 0.5
"""Passages that bear both codes, of those that bear either: four of five, or half of them when the names are
close too. Codes on the same passages can be two sides of one thing."""
FEWEST_TOGETHER = 2
"""One passage with both says nothing."""
PRECISE = 0.99
"""A share above which a tenth of a per cent is told."""
ALIKE = 3.0
"""Standard deviations above the mean pair from which passages mean the same: one pair of 700, if normal."""
ALIKE_NAMES = 1.0
"""And the names must be so much closer than the mean pair: passages of one talk are alike by their topic."""


class Ground(StrEnum):
    """Why two codes look like one."""

    SPELLING = "spelling"
    NAMES = "names"
    PASSAGES = "passages"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class ProposedMerge:
    """Two codes that look like one."""

    kind: ClassVar[ProposalKind] = "merge"
    codes: tuple[str, str]
    """The one with more passages first: the others would be merged into it."""
    passages: tuple[int, int]
    """How many each has; those that share text are counted once."""
    both: int
    """How many of those of the code with fewer bear the other too."""
    grounds: tuple[Ground, ...]
    """What is strong enough to propose it; none for a pair that is merely close."""
    words: tuple[str, ...]
    """Words that the names share, in base form."""
    differs: tuple[tuple[str, ...], tuple[str, ...]]
    """Words that only the one name has, and only the other."""
    examples: tuple[CodedText, ...]
    """A passage of each, the two most alike that share no text; else one that bears both."""
    meaning: tuple[float, float]
    """The shares of all pairs of codes whose passages, and whose names, are less alike in meaning; 0 without
    an encoder."""
    above: tuple[str, str] | None
    """The codes that they stand under in the codebook; None but where both do and it is not the same."""
    score: float
    """Mean closeness by meaning, words and shared passages, in standard deviations from the mean pair."""
    key: Key

    @property
    def all_codes(self) -> tuple[str, ...]:
        """The codes that it is about."""
        return self.codes

    @property
    def reason(self) -> str:
        """What speaks for it and what differs, as one line."""
        told = [self._told(ground) for ground in self.grounds]
        one, other = (", ".join(words) or "–" for words in self.differs)
        if self.words and any(self.differs):
            told.append(_("differs: {one} / {other}").format(one=one, other=other))
        if self.above is not None:
            apart = _("but they stand apart in the codebook: under '{one}' and under '{other}'")
            told.append(apart.format(one=self.above[0], other=self.above[1]))
        return "; ".join(told)

    def _told(self, ground: Ground) -> str:
        if ground is Ground.SPELLING:
            return _("spelt nearly alike")
        if ground is Ground.NAMES:
            return _("names share: {words}").format(words=", ".join(self.words))
        if ground is Ground.PASSAGES:
            said = _("{n} of {k} passages bear both")
            return said.format(n=self.both, k=sum(self.passages) - self.both)
        said = _(
            "nearer in meaning than most, which may be the topic alone: the passages than {passages} % of "
            "all pairs of codes, the names than {names} %"
        )
        return said.format(passages=_percent_below(self.meaning[0]), names=_percent_below(self.meaning[1]))


@dataclass(frozen=True, slots=True)
class MergeProposals:
    """The proposals, likeliest first, and those that were held back."""

    proposals: tuple[ProposedMerge, ...]
    held_back: tuple[tuple[str, str], ...] = ()
    """Pairs that would be proposed but for names that say the opposite."""
    refused: int = 0


def propose_merges(
    material: CodedMaterial,
    closeness: CodeCloseness,
    refused: Collection[Key] = (),
    *,
    top: int | None = None,
) -> MergeProposals:
    """Pairs of codes with a strong ground to be one; with ``top``, so many of the closest whatever speaks.

    A code and one beneath it are not proposed, since the tree says already how they belong together; nor are
    names that say the opposite, but where half of the passages bear both.
    """
    found, held_back = [], []
    pairs = _Pairs(material, closeness)
    for one, other in pairs.to_look_at(top):
        names = material.names[one], material.names[other]
        grounds = pairs.grounds(one, other)
        if opposed(*names) and Ground.PASSAGES not in grounds:
            if grounds:
                held_back.append(names)
        elif grounds or top is not None:
            found.append(pairs.proposal(one, other, grounds))
    kept = [one for one in found if one.key not in refused]
    order = sorted(kept, key=lambda one: (not one.grounds, -one.score, one.codes))
    return MergeProposals(tuple(order[:top]), tuple(held_back), len(found) - len(kept))


class _Pairs:
    """What is known of each two codes."""

    def __init__(self, material: CodedMaterial, closeness: CodeCloseness) -> None:
        self._material, self._closeness = material, closeness
        self._words = [_words_of(name) for name in material.names]

    @cached_property
    def _score(self) -> Likenesses:
        """Standing near each other says nothing of being the same."""
        kinds = [values for kind, values in self._closeness.kinds.items() if kind is not TieKind.NEAR]
        return np.asarray(np.round(np.mean(kinds, axis=0), 6), dtype=np.float64)

    @cached_property
    def _meaning(self) -> Truths | None:
        """Where names and passages are as alike as it takes."""
        measures = self._closeness.measures
        if CodeMeasure.PASSAGES_MEAN not in measures:
            return None
        passages = standardised(measures[CodeMeasure.PASSAGES_MEAN])
        names = standardised(measures[CodeMeasure.NAMES_MEAN])
        return np.asarray((passages >= ALIKE) & (names >= ALIKE_NAMES))

    def _names_are_close(self, one: int, other: int) -> bool:
        """By what they mean; by a word, where nothing is known of what they mean."""
        names = self._closeness.measures.get(CodeMeasure.NAMES_MEAN)
        if names is None:
            return _shared(self._words[one], self._words[other]) > 0
        return bool(self._close_names[one, other])

    @cached_property
    def _close_names(self) -> Truths:
        return np.asarray(standardised(self._closeness.measures[CodeMeasure.NAMES_MEAN]) >= ALIKE_NAMES)

    @cached_property
    def _places(self) -> list[frozenset[int]]:
        return [frozenset(int(self._closeness.places[row]) for row in rows) for rows in self._material.having]

    def to_look_at(self, top: int | None) -> list[tuple[int, int]]:
        """The pairs that might be proposed, each once."""
        size = len(self._material.codes)
        pairs = [(one, other) for one in range(size) for other in range(one + 1, size)]
        return [pair for pair in pairs if not self._above(*pair) and (top is not None or self.grounds(*pair))]

    def grounds(self, one: int, other: int) -> tuple[Ground, ...]:
        """What speaks strongly for the two being one."""
        found = []
        names = self._material.names
        if _spelt_alike(names[one], names[other]):
            found.append(Ground.SPELLING)
        if _shared(self._words[one], self._words[other]) >= MOST_WORDS_SHARED:
            found.append(Ground.NAMES)
        both = len(self._places[one] & self._places[other])
        either = len(self._places[one] | self._places[other])
        least = HALF if self._names_are_close(one, other) else NEARLY_ALL
        if both >= FEWEST_TOGETHER and both >= least * either:
            found.append(Ground.PASSAGES)
        if self._meaning is not None and self._meaning[one, other]:
            found.append(Ground.MEANING)
        return tuple(found)

    def proposal(self, one: int, other: int, grounds: tuple[Ground, ...]) -> ProposedMerge:
        """The proposal, into the code with more passages; of two with as many, into the shorter name."""
        names, places = self._material.names, self._places
        first, second = sorted((one, other), key=lambda n: (-len(places[n]), len(names[n]), names[n]))
        ours, theirs = self._words[first], self._words[second]
        shared = sorted(word for word in ours if word in theirs)
        return ProposedMerge(
            (names[first], names[second]),
            (len(places[first]), len(places[second])),
            len(places[first] & places[second]),
            grounds,
            tuple(shared),
            _differing(names[first], names[second]),
            self._examples(first, second),
            (
                self._share_below(CodeMeasure.PASSAGES_MEAN, first, second),
                self._share_below(CodeMeasure.NAMES_MEAN, first, second),
            ),
            self._standing_apart(first, second),
            float(self._score[first, second]),
            frozenset(self._material.codes[n].uid or names[n] for n in (first, second)),
        )

    def _share_below(self, measure: CodeMeasure, one: int, other: int) -> float:
        """The share of all pairs that a measure says less of than of this; 0 where it says nothing."""
        values = self._closeness.measures.get(measure)
        if values is None or np.isnan(values[one, other]):
            return 0.0
        pairs = values[np.triu_indices(len(values), 1)]
        pairs = pairs[~np.isnan(pairs)]
        return float((pairs < values[one, other]).mean())

    def _standing_apart(self, one: int, other: int) -> tuple[str, str] | None:
        first, second = (self._material.codes[n].parent for n in (one, other))
        return None if first is None or second is None or first == second else (first, second)

    def _above(self, one: int, other: int) -> bool:
        codes = self._material.codes
        return codes[one].parent == codes[other].name or codes[other].parent == codes[one].name

    def _examples(self, one: int, other: int) -> tuple[CodedText, ...]:
        passages, closeness = self._material.passages, self._closeness
        firsts, seconds = self._material.having[one], self._material.having[other]
        if not len(firsts) or not len(seconds):
            return ()
        if closeness.meanings is not None:
            alike = (closeness.meanings[firsts] @ closeness.meanings[seconds].T).astype(np.float64)
        else:
            alike = (closeness.words.rows[firsts] @ closeness.words.rows[seconds].T).toarray()
        alike[closeness.sharing[firsts][:, seconds].toarray() > 0] = -2
        row, column = np.unravel_index(int(np.round(alike, 6).argmax()), alike.shape)
        first, second = passages[firsts[row]], passages[seconds[column]]
        return (first,) if alike[row, column] <= -2 else (first, second)


def _percent_below(share: float) -> str:
    """A share in per cent, rounded down, since not all pairs are less alike."""
    return decimal(floor(1000 * share) / 10, 1) if share > PRECISE else str(floor(100 * share))


def _words_of(name: str) -> dict[str, frozenset[str]]:
    """The base form of each word that tells a topic, with what can stand for it."""
    bases = [found[0] for word in content_words(name) if (found := concepts(word))]
    return {base: frozenset({base, *synonyms(base)}) for base in bases}


def _shared(ours: dict[str, frozenset[str]], theirs: dict[str, frozenset[str]]) -> float:
    """Words that both have, or that can stand for each other, of all that either has.

    Words such as 'new' and 'large' may be in the way of this, but they do not speak for it.
    """
    return min(_common(ours, theirs), _common(_without_empty(ours), _without_empty(theirs)))


def _common(ours: dict[str, frozenset[str]], theirs: dict[str, frozenset[str]]) -> float:
    common = sum(bool(can & theirs.keys()) for can in ours.values())
    either = len(ours) + len(theirs) - common
    return common / either if either else 0.0


def _without_empty(words: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {word: can for word, can in words.items() if word not in EMPTY}


def _differing(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that only one of the names has, as they stand there."""
    ours, theirs = ([word.lower() for word in word_forms(name)] for name in (one, other))
    bases, beside = ({lemma(word) for word in words} for words in (ours, theirs))
    return (
        tuple(word for word in ours if lemma(word) not in beside),
        tuple(word for word in theirs if lemma(word) not in bases),
    )


def _spelt_alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(same_name(one), same_name(other)) >= SAME_SPELLING
