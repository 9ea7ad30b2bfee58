"""How close codes are to each other: by meaning, by words, by the passages they share, by standing near.

Each measure is standardised over all pairs of codes, so that none counts more because its numbers are
larger, and kept within bounds, so that one measure alone can't outweigh the others. A kind of closeness is
the mean of its measures, and two codes are as close as the kinds are in the mean: none is weighed more than
another. What two codes share as the same passage speaks in ``SHARED`` alone: the other kinds compare passages
that have no text in common. Where a measure says nothing of two codes, as of one without passages, it says
the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.centred import Centred
from qualwb.suggest.features import concepts
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.name_features import features_of_name
from qualwb.suggest.themes.coded_material import CodedMaterial
from qualwb.suggest.themes.nearness import (
    Likenesses,
    near_in_talk,
    places_of,
    sharing_text,
    standing_together,
)
from qualwb.suggest.themes.passage_words import PassageWords
from qualwb.suggest.vectors import Space, Vector

APART = 3
"""Turns between two passages that still speak of the same: a question, an answer and what is said to it."""
SYNONYM = 0.5
"""What a synonym of a word in a name weighs beside the word."""
FARTHEST, CLOSEST = -2.0, 4.0
"""Standard deviations from the mean closeness beyond which a pair is no farther, or closer."""

Truths = NDArray[np.bool_]


class TieKind(StrEnum):
    """What two codes can be close by."""

    MEANING = "meaning"
    WORDS = "words"
    SHARED = "shared passages"
    NEAR = "near each other"


class CodeMeasure(StrEnum):
    """What is measured of two codes."""

    NAMES_MEAN = "meaning of names"
    PASSAGES_MEAN = "meaning of passages"
    NAMES_SAY = "words of names"
    PASSAGES_SAY = "words of passages"
    SHARED = "shared passages"
    NEAR = "near each other"


MEASURES_OF = {
    TieKind.MEANING: (CodeMeasure.NAMES_MEAN, CodeMeasure.PASSAGES_MEAN),
    TieKind.WORDS: (CodeMeasure.NAMES_SAY, CodeMeasure.PASSAGES_SAY),
    TieKind.SHARED: (CodeMeasure.SHARED,),
    TieKind.NEAR: (CodeMeasure.NEAR,),
}


@dataclass(frozen=True)
class CodeCloseness:
    """What was measured of each two codes; not a number where it says nothing."""

    measures: Mapping[CodeMeasure, Likenesses]
    words: PassageWords
    sharing: sparse.csr_matrix
    """Which passages share text."""
    near: sparse.csr_matrix
    """Which stand near each other without sharing text."""
    meanings: Vector | None = None
    """A row a passage, less what all have in common; None where codes are not compared by meaning."""
    encoder: str | None = None
    """What made the meanings that are compared; None where none is, since there is no encoder, or not a text
    has a known meaning yet."""

    @cached_property
    def kinds(self) -> dict[TieKind, Likenesses]:
        """The kinds that were measured, in standard deviations from the mean pair."""
        told = {
            kind: [standardised(self.measures[one]) for one in measures if one in self.measures]
            for kind, measures in MEASURES_OF.items()
        }
        return {kind: np.mean(found, axis=0) for kind, found in told.items() if found}

    def by(self, kinds: Iterable[TieKind]) -> CodeCloseness:
        """The closeness by some of the kinds alone."""
        wanted = {measure for kind in kinds for measure in MEASURES_OF[kind]}
        return replace(self, measures={one: told for one, told in self.measures.items() if one in wanted})

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """The place of each passage: those that share text are in one."""
        return places_of(self.sharing)

    def one_a_place(self, passages: Iterable[int]) -> list[int]:
        """Of the passages those that are the first of their place, rising."""
        rows = np.unique(np.fromiter(passages, dtype=np.intp))
        _places, first = np.unique(self.places[rows], return_index=True)
        return [int(row) for row in rows[np.sort(first)]]

    @cached_property
    def distance(self) -> Likenesses:
        """From 0, as close as can be by all kinds, to 1; 0 from a code to itself."""
        likeness = np.mean(list(self.kinds.values()), axis=0)
        distance = np.asarray((CLOSEST - likeness) / (CLOSEST - FARTHEST), dtype=np.float64)
        np.fill_diagonal(distance, 0.0)
        return distance


def closeness_of_codes(material: CodedMaterial, meanings: Meanings | None = None) -> CodeCloseness:
    """How close the codes are; without ``meanings`` by words and places alone."""
    sharing = sharing_text(material.passages)
    near = near_in_talk(material.passages, material.turns, APART, sharing)
    having = np.array([len(rows) for rows in material.having])
    unknown = having == 0
    words = PassageWords.of(passage.text for passage in material.passages)
    passages, encoder = None, None
    measures = {
        CodeMeasure.NAMES_SAY: _cosines(_words_of_names(material)),
        CodeMeasure.PASSAGES_SAY: _between_passages(material, words.rows, sharing),
        CodeMeasure.SHARED: standing_together(material.membership, sharing),
        CodeMeasure.NEAR: standing_together(material.membership, near),
    }
    if meanings is not None:
        of_names = meanings(material.names)
        of_passages = meanings([passage.text for passage in material.passages])
        if of_names.any() or of_passages.any() or not material.codes:
            names, passages = Centred(of_names).rows, Centred(of_passages).rows
            encoder = meanings.encoder
            measures[CodeMeasure.NAMES_MEAN] = _unless(
                _nothing_known(names), np.asarray(names @ names.T, dtype=np.float64)
            )
            measures[CodeMeasure.PASSAGES_MEAN] = _between_passages(
                material, sparse.csr_matrix(passages), sharing
            )
    for measure in (CodeMeasure.SHARED, CodeMeasure.NEAR):
        measures[measure] = _unless(unknown, measures[measure])
    return CodeCloseness(measures, words, sharing, near, passages, encoder)


def standardised(likeness: Likenesses) -> Likenesses:
    """Standard deviations from the mean over pairs, within bounds; 0 where nothing is known."""
    pairs = likeness[np.triu_indices(len(likeness), 1)]
    pairs = pairs[~np.isnan(pairs)]
    spread = float(pairs.std()) if len(pairs) else 0.0
    if spread < 1e-9:
        return np.zeros_like(likeness)
    scores: Likenesses = np.clip(np.nan_to_num((likeness - pairs.mean()) / spread), FARTHEST, CLOSEST)
    return scores


def _words_of_names(material: CodedMaterial) -> sparse.csr_matrix:
    space = Space(lambda name: features_of_name(name, concepts, synonym=SYNONYM))
    told = [space.features(name) for name in material.names]
    space.fit(told)
    return space.matrix(told)


def _between_passages(
    material: CodedMaterial, rows: sparse.csr_matrix, sharing: sparse.csr_matrix
) -> Likenesses:
    """The likeness of the passages of each two codes, without what passages that share text add to it.

    The cosine of the codes' sums of rows, of which the products of sharing passages are taken away.
    """
    members = material.membership
    if not material.passages:
        return np.full((len(material.codes),) * 2, np.nan)
    sums = members @ rows
    firsts, seconds = sharing.nonzero()
    products = np.asarray(rows[firsts].multiply(rows[seconds]).sum(axis=1)).ravel()
    same = members @ sparse.csr_matrix((products, (firsts, seconds)), shape=sharing.shape) @ members.T
    together = _dense(sums @ sums.T)
    lengths = np.sqrt(np.maximum(together.diagonal(), 0))
    product = np.outer(lengths, lengths)
    apart = together - _dense(same)
    likeness = np.divide(apart, product, out=np.zeros_like(apart), where=product > 1e-9)
    return _unless(lengths < 1e-6, likeness)


def _cosines(rows: sparse.csr_matrix) -> Likenesses:
    told = _dense(rows @ rows.T)
    return _unless(told.diagonal() < 1e-6, told)


def _nothing_known(vectors: Vector) -> Truths:
    return np.asarray(np.linalg.norm(vectors, axis=1) < 1e-6)


def _unless(unknown: Truths, likeness: Likenesses) -> Likenesses:
    """The likeness, not a number where one of the two is unknown."""
    return np.where(unknown[:, None] | unknown[None, :], np.nan, likeness)


def _dense(matrix: sparse.csr_matrix) -> Likenesses:
    return np.asarray(matrix.todense(), dtype=np.float64)
