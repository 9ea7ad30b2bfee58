"""Turns that answer a question in own words, or that are like a passage: by words, and by known meanings.

A turn's score is n / (n + 4), n its content words, times the sum of three closenesses: by pieces of words, by
base forms and parts of compounds (cosines of tf-idf), and by meaning (cosine of centred vectors). That it
grows with n keeps interjections, which are near to everything, from crowding out what answers.

Weights and limits were fixed on twenty questions to the bundled study and sixteen on other matters; those of
passages on a printed report's excerpt. On twenty further questions (``tests/suggest/data/questions.yaml``)
the mean reciprocal rank is .28 by words and .45 with the bundled encoder, where a search for any of the
words has .23.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.language.lemmas import words
from qualwb.language.swedishness import mostly_known_words
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.suggest.arrays import Numbers
from qualwb.suggest.centred import Centred
from qualwb.suggest.features import concepts, concepts_of, pieces, pieces_of
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.project_turns import SearchedTurn
from qualwb.suggest.said_words import SaidWords, shared_words
from qualwb.suggest.vectors import COLUMNS, Features, Space, Vector, divided, lengths_of
from qualwb.suggest.word_rows import WordFeatures, Words

Chosen = NDArray[np.bool_]
"""By turn, whether it is searched."""

MEANING = 1.0
"""What closeness in meaning counts, where closeness by each kind of words counts 1."""

HALF_HEARD = 4
"""Content words with which a turn counts half."""

NOISE = 0.2
NOISE_BY_WORDS = 0.15
"""The score up to which a turn is no better than what is found for a question on another matter: with
meaning, and by words alone."""

NOISE_IN_MEANING = 0.13
"""The same for what meaning adds to the score: a turn above it is told even where it shares no word."""

TOLD = 0.1
"""Closeness in meaning from which it is told as a reason."""

WORDS_TO_TELL = 3
"""Words from which the language of a question is judged."""

MOST_WORDS = 5
LONGEST_PART = 1000
"""Characters of a long question that are encoded at a time: an encoder reads no more than so much."""
_SENTENCE = re.compile(r"[^.!?]*(?:[.!?]+\s*|$)")


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """A turn that was found, and what speaks for it."""

    turn: SearchedTurn
    score: float
    words: tuple[str, ...]
    """Words of it that are asked for too, rarest first; 'word ~ other' where another was said."""
    meaning: float | None
    """How near it is in meaning, -1 to 1; None where that is not known."""

    @property
    def because(self) -> str:
        """What speaks for it, in words."""
        told = []
        if self.meaning is not None and self.meaning >= TOLD:
            told.append(_("meaning {n}").format(n=decimal(self.meaning)))
        if self.words:
            told.append(_("words: {words}").format(words=", ".join(self.words)))
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class AnsweringTurns:
    """The best turns, how many are above noise in all, and how many were searched."""

    found: tuple[FoundTurn, ...]
    above: int
    searched: int
    without_meaning: int
    """How many of them have no known meaning; all of them where there is no encoder."""
    rest: int = 0
    """How many more are to be had than those found, which are the best."""

    @property
    def by_meaning(self) -> bool:
        """Whether any was compared by meaning too."""
        return self.without_meaning < self.searched


class TurnSearch:
    """Turns made ready to be searched; it may be asked from any thread."""

    def __init__(self, turns: Sequence[SearchedTurn], meanings: Meanings | None = None) -> None:
        self.turns = tuple(turns)
        self._meanings: Meanings | None = None
        all_words = Words([pieces, concepts])
        rows = all_words.rows(turn.text for turn in self.turns)
        features = zip((pieces_of, concepts_of), all_words.features, strict=True)
        self._views = [_WordView(count, of_words, rows) for count, of_words in features]
        length = np.diff(rows.indptr)
        self._heard = length / (length + HALF_HEARD)
        self._meaning: Centred | None = None
        self.compare_by(meanings)

    def compare_by(self, meanings: Meanings | None) -> None:
        """Compare by these meanings from now on, as far as they are known now."""
        if meanings is not self._meanings:
            self._meanings, self._meaning = meanings, None
        if meanings is not None and self.turns and not self._all_known:
            self._meaning = Centred(meanings([turn.text for turn in self.turns]))

    @property
    def _all_known(self) -> bool:
        return self._meaning is not None and self._meaning.known == len(self.turns)

    def follow(self, turns: Sequence[SearchedTurn]) -> bool:
        """Take in turns whose texts are the same, in the same order; false where they are not."""
        if [turn.text for turn in turns] != [turn.text for turn in self.turns]:
            return False
        self.turns = tuple(turns)
        return True

    def answers(
        self,
        question: str,
        top: int | None = 20,
        among: Collection[int] | None = None,
        *,
        noise: bool = False,
    ) -> AnsweringTurns:
        """The turns that answer a question or thought, best first; ``among`` are keys of turns.

        A meaning counts where those of the question's parts (``in_parts``) are known. With ``noise`` also
        those that are no better than chance: where the turns were chosen otherwise, and are only ranked.
        """
        vector = self._of_question(question) if self._meaning is not None else None
        return self._answers(question, vector, top, self._among(among), noise=noise)

    def like_passage(
        self,
        text: str,
        place: tuple[str, int, int],
        top: int | None = 20,
        among: Collection[int] | None = None,
    ) -> AnsweringTurns:
        """The turns that are like a passage (source, start, end), best first, without those it touches."""
        source, start, end = place
        chosen = self._among(among)
        for n, turn in enumerate(self.turns):
            if turn.place.source == source and turn.place.start < end and start < turn.place.end:
                chosen[n] = False
        vector = None
        if self._meaning is not None and self._meanings is not None:
            vector = self._meaning.centre(self._meanings([text]))[0]
        return self._answers(text, vector, top, chosen)

    def _answers(
        self, text: str, meaning: Vector | None, top: int | None, chosen: Chosen, *, noise: bool = False
    ) -> AnsweringTurns:
        scores: Numbers = np.zeros(len(self.turns))
        for view in self._views:
            scores += view.likeness(text)
        near = None
        if meaning is not None and self._meaning is not None and meaning.any():
            near = self._meaning.towards(meaning)
            by_meaning = MEANING * self._heard * near
            scores = scores * self._heard + by_meaning
            clear = (scores > NOISE) | (by_meaning > NOISE_IN_MEANING)
        else:
            scores *= self._heard
            clear = scores > NOISE_BY_WORDS
        above = int((chosen & clear).sum())
        ranked = np.flatnonzero(chosen if noise else chosen & clear)
        best = ranked[np.argsort(-scores[ranked], kind="stable")][:top]
        space = self._views[-1].space
        asked = SaidWords([text])
        rarity = {concept: space.rarity(concept) for concept in concepts_of(text)}
        known = np.zeros_like(chosen) if near is None else self._known
        found = tuple(
            FoundTurn(
                self.turns[n],
                round(float(scores[n]), 4),
                tuple(shared_words(self.turns[n].text, asked, rarity)[:MOST_WORDS]),
                round(float(near[n]), 4) if near is not None and known[n] else None,
            )
            for n in best
        )
        unknown = int((chosen & ~known).sum())
        return AnsweringTurns(found, above, int(chosen.sum()), unknown, len(ranked) - len(best))

    @property
    def _known(self) -> Chosen:
        assert self._meaning is not None
        return np.asarray(np.any(self._meaning.rows != 0, axis=1))

    def _among(self, keys: Collection[int] | None) -> Chosen:
        if keys is None:
            return np.ones(len(self.turns), dtype=bool)
        return np.array([turn.key in keys for turn in self.turns], dtype=np.bool_)

    def _of_question(self, question: str) -> Vector:
        assert self._meaning is not None
        assert self._meanings is not None
        parts = self._meaning.centre(self._meanings(in_parts(question)))
        return np.asarray(parts.sum(axis=0) / max(int(parts.any(axis=1).sum()), 1), dtype=np.float32)


class _WordView:
    """Turns compared by the features of their words: tf-idf, each turn a row of terms of length 1."""

    def __init__(self, features: Features, words: WordFeatures, counts: sparse.csr_matrix) -> None:
        self.space, self._words = Space(features), words
        self.space.learn(words.spread(counts))
        rows = [sparse.csr_matrix((0, COLUMNS + counts.shape[1]), dtype=np.float32)]
        for weighing, terms in words.weighed(counts):
            weighed = self.space.weigh(weighing)
            rows.append(divided(terms, lengths_of(weighed)))
        self._rows = sparse.vstack(rows, format="csr")

    def likeness(self, text: str) -> Numbers:
        """Cosine of each turn with a text."""
        vector = self.space.weighed(self.space.vector(self.space.features(text)))
        return np.asarray(self._rows @ self._words.towards(vector), dtype=np.float64)


def remark_on_question(question: str, *, by_meaning: bool) -> str:
    """What the user should know about a search for this question; empty when there is nothing to say."""
    if not by_meaning and not mostly_known_words(question, WORDS_TO_TELL):
        return _("The question does not look Swedish: by words alone, little can be found.")
    if len(words(question)) == 1:
        return _("One word: 'qualwb find' without --like finds it wherever it stands.")
    return ""


def in_parts(text: str) -> list[str]:
    """A text in parts that an encoder reads whole: of sentences, cut where one alone is too long."""
    parts = [""]
    for sentence in _SENTENCE.findall(text):
        for start in range(0, len(sentence), LONGEST_PART):
            piece = sentence[start : start + LONGEST_PART]
            if parts[-1] and len(parts[-1]) + len(piece) > LONGEST_PART:
                parts.append("")
            parts[-1] += piece
    return parts
