"""What holds codes together: the kinds of closeness by their part of it, each with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
from scipy import sparse

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.features import concepts_of
from qualwb.suggest.mentions import EMPTY
from qualwb.suggest.themes.code_closeness import APART, CodeCloseness, TieKind
from qualwb.suggest.themes.coded_material import CodedMaterial
from qualwb.suggest.themes.working_names import without_parts

LEAST_SHARE = 0.1
"""A kind that makes up less of the closeness is not told."""
MOST_WORDS = 5
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """One kind of closeness between codes, and how much of all that holds them together it is."""

    kind: TieKind
    share: float
    """From 0 to 1, of the kinds by which the codes are closer than two codes are in the mean."""
    words: tuple[str, ...] = ()
    """Words that passages or names of at least two of the codes share."""
    passages: tuple[CodedText, ...] = ()
    """The two of different codes that are most alike; or those that bear two codes, or are near another's."""
    names: tuple[str, ...] = ()
    """The codes whose passages or names those are."""
    places: int = 0
    """How many passages bear two codes, or stand near another's; those that share text are counted once."""

    @property
    def text(self) -> str:
        """What is known, in words, without the passages themselves."""
        if self.kind is TieKind.WORDS:
            return _("shared words: {words}").format(words=", ".join(self.words))
        if self.kind is TieKind.SHARED:
            said = ngettext("{n} passage bears two of them", "{n} passages bear two of them", self.places)
            return said.format(n=self.places)
        if self.kind is TieKind.NEAR:
            said = ngettext(
                "{n} passage stands within {k} turns of another's",
                "{n} passages stand within {k} turns of another's",
                self.places,
            )
            return said.format(n=self.places, k=APART)
        return _("alike in meaning: {one} and {other}").format(one=self.names[0], other=self.names[1])

    @property
    def told(self) -> str:
        """What is known, with how much of the closeness it is."""
        return f"{self.text} ({100 * self.share:.0f} %)"


class TiesOfCodes:
    """Finds what holds codes of one material together."""

    def __init__(self, material: CodedMaterial, closeness: CodeCloseness) -> None:
        self._material, self._closeness = material, closeness
        self._words: dict[int, frozenset[str]] = {}

    def between(self, codes: Sequence[int]) -> tuple[Tie, ...]:
        """What holds these codes together, most first; nothing when they are no closer than any others."""
        pairs = list(combinations(codes, 2))
        above = {
            kind: float(np.mean([values[pair] for pair in pairs]))
            for kind, values in self._closeness.kinds.items()
        }
        if not pairs or sum(above.values()) <= 0:
            return ()
        speaking = {kind: amount for kind, amount in above.items() if amount > 0}
        total = sum(speaking.values())
        found = (
            self._tie(kind, amount / total, codes)
            for kind, amount in sorted(speaking.items(), key=lambda one: -one[1])
            if amount >= LEAST_SHARE * total
        )
        return tuple(tie for tie in found if tie is not None)

    def _tie(self, kind: TieKind, share: float, codes: Sequence[int]) -> Tie | None:
        if kind is TieKind.WORDS:
            words = self._shared_words(codes)
            return Tie(kind, share, words=words) if words else None
        if kind is TieKind.MEANING:
            return self._most_alike(share, codes)
        near = self._closeness.sharing if kind is TieKind.SHARED else self._closeness.near
        rows = self._closeness.one_a_place(self._meeting(near, codes))
        passages = tuple(self._material.passages[row] for row in rows)
        names = tuple(self._material.names[code] for code in codes)
        return Tie(kind, share, passages=passages, names=names, places=len(passages)) if passages else None

    def _shared_words(self, codes: Sequence[int]) -> tuple[str, ...]:
        """Words of names and passages that two codes have in different places, the telling ones first."""
        said: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for code in codes:
            for word in concepts_of(self._material.names[code]):
                said[word].add((code, -1 - code))
            for row in self._material.having[code]:
                for word in self._words_of(int(row)):
                    said[word].add((code, int(self._closeness.places[row])))
        weights = {
            word: len({code for code, _place in places})
            * (1 + log(len({place for _code, place in places})))
            * max(self._closeness.words.rarity(word), 1.0)
            for word, places in said.items()
            if len(word) >= SHORTEST_WORD
            and word not in EMPTY
            and _in_two_places(places)
            and word not in self._material.names_said
        }
        heaviest = sorted(weights, key=lambda word: (-weights[word], -len(word), word))
        return tuple(without_parts(heaviest)[:MOST_WORDS])

    def _words_of(self, row: int) -> frozenset[str]:
        if row not in self._words:
            self._words[row] = frozenset(concepts_of(self._material.passages[row].text))
        return self._words[row]

    def _most_alike(self, share: float, codes: Sequence[int]) -> Tie:
        """The passages of different codes, no text in common, that mean most the same; else the names."""
        material, vectors = self._material, self._closeness.meanings
        best: tuple[float, int, int, int, int] | None = None
        for one, other in combinations(codes, 2):
            firsts, seconds = material.having[one], material.having[other]
            if vectors is None or not len(firsts) or not len(seconds):
                continue
            alike = vectors[firsts] @ vectors[seconds].T
            alike[self._closeness.sharing[firsts][:, seconds].toarray() > 0] = -1
            at = np.unravel_index(int(alike.argmax()), alike.shape)
            found = (round(float(alike[at]), 6), -int(firsts[at[0]]), -int(seconds[at[1]]), one, other)
            best = found if best is None or found[:3] > best[:3] else best
        if best is None or best[0] <= 0:
            values = self._closeness.kinds[TieKind.MEANING]
            one, other = max(combinations(codes, 2), key=lambda pair: (values[pair], pair))
            return Tie(TieKind.MEANING, share, names=(material.names[one], material.names[other]))
        _alike, first, second, one, other = best
        passages = (material.passages[-first], material.passages[-second])
        names = (material.names[one], material.names[other])
        return Tie(TieKind.MEANING, share, passages=passages, names=names)

    def _meeting(self, near: sparse.csr_matrix, codes: Sequence[int]) -> set[int]:
        """The passages of a code that meet a passage of another."""
        found: set[int] = set()
        for one, other in combinations(codes, 2):
            firsts, seconds = self._material.having[one], self._material.having[other]
            meeting = near[firsts][:, seconds].tocoo()
            found.update(int(firsts[row]) for row in meeting.row)
            found.update(int(seconds[row]) for row in meeting.col)
        return found


def _in_two_places(places: set[tuple[int, int]]) -> bool:
    """Whether two codes say it in places that are not the same one."""
    pairs = combinations(sorted(places), 2)
    return any(one[0] != other[0] and one[1] != other[1] for one, other in pairs)
