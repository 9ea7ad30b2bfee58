"""What holds codes together: the kinds of closeness by their part of it, each with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import log

import numpy as np
from scipy import sparse

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.features import concepts, concepts_of, content_words
from qualwb.suggest.mentions import EMPTY
from qualwb.suggest.themes.code_closeness import APART, CodeCloseness, TieKind
from qualwb.suggest.themes.coded_material import CodedMaterial
from qualwb.suggest.themes.working_names import without_parts

LEAST_SHARE = 0.1
"""A kind that makes up less of the closeness is not told."""
MOST_WORDS = 5
SHORTEST_WORD = 3
OFTENER = 2.0
"""Times as large a share of the codes' passages as of the others that a word must be said in to tell of them:
what all say everywhere tells nothing."""
LEAST_SAID = 0.1
"""The least share of the codes' passages that a word must be said in: two of eighty is none."""
CodePair = tuple[int, int]


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
            said = ngettext(
                "{n} passage bears two of the codes", "{n} passages bear two of the codes", self.places
            )
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

    def between(self, codes: Sequence[int], beside: Sequence[int] = ()) -> tuple[Tie, ...]:
        """What holds these codes together, most first; nothing when they are no closer than any others.

        With ``beside``, also what holds each to those, but not what holds those to each other.
        """
        pairs = [*combinations(codes, 2), *product(codes, beside)]
        if not pairs:
            return ()
        above = {
            kind: float(np.mean([values[pair] for pair in pairs]))
            for kind, values in self._closeness.kinds.items()
        }
        if sum(above.values()) <= 0:
            return ()
        speaking = {kind: amount for kind, amount in above.items() if amount > 0}
        total = sum(speaking.values())
        found = (
            self._tie(kind, amount / total, pairs)
            for kind, amount in sorted(speaking.items(), key=lambda one: -one[1])
            if amount >= LEAST_SHARE * total
        )
        return tuple(tie for tie in found if tie is not None)

    def between_named(self, codes: Iterable[str], beside: Iterable[str] = ()) -> tuple[Tie, ...]:
        """The same of codes by name."""
        number = {name: n for n, name in enumerate(self._material.names)}
        return self.between([number[name] for name in codes], [number[name] for name in beside])

    def _tie(self, kind: TieKind, share: float, pairs: Sequence[CodePair]) -> Tie | None:
        if kind is TieKind.WORDS:
            words = self._shared_words(pairs)
            return Tie(kind, share, words=words) if words else None
        if kind is TieKind.MEANING:
            return self._most_alike(share, pairs)
        near = self._closeness.sharing if kind is TieKind.SHARED else self._closeness.near
        rows = self._closeness.one_a_place(self._meeting(near, pairs))
        passages = tuple(self._material.passages[row] for row in rows)
        names = tuple(self._material.names[code] for code in _codes_of(pairs))
        return Tie(kind, share, passages=passages, names=names, places=len(passages)) if passages else None

    def _shared_words(self, pairs: Sequence[CodePair]) -> tuple[str, ...]:
        """Words of names and passages that two codes have in different places, the telling ones first."""
        said: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        codes = _codes_of(pairs)
        rows = {int(row) for code in codes for row in self._material.having[code]}
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
            and word not in self._material.names_said
            and _in_two_places(places, pairs)
            and self._is_telling(word, rows)
        }
        heaviest = sorted(weights, key=lambda word: (-weights[word], -len(word), word))
        return tuple(without_parts(heaviest)[:MOST_WORDS])

    def _is_telling(self, word: str, rows: Set[int]) -> bool:
        """Whether enough of the passages say it, and oftener than the others do; names tell by themselves."""
        saying: Set[int] = self._saying.get(word, frozenset())
        here, others = len(saying & rows), len(self._material.passages) - len(rows)
        if not here:
            return True
        if here < LEAST_SAID * len(rows):
            return False
        if not others:
            return True
        return here / len(rows) >= OFTENER * (len(saying) - here) / others

    @cached_property
    def _saying(self) -> Mapping[str, Set[int]]:
        """The passages that say each word."""
        saying: defaultdict[str, set[int]] = defaultdict(set)
        for row in range(len(self._material.passages)):
            for word in self._words_of(row):
                saying[word].add(row)
        return saying

    def _words_of(self, row: int) -> frozenset[str]:
        """The base forms of whole words: a part of a compound is not what was said."""
        if row not in self._words:
            found = map(concepts, content_words(self._material.passages[row].text))
            self._words[row] = frozenset(bases[0] for bases in found if bases)
        return self._words[row]

    def _most_alike(self, share: float, pairs: Sequence[CodePair]) -> Tie:
        """The passages of different codes, no text in common, that mean most the same; else the names."""
        material, vectors = self._material, self._closeness.meanings
        best: tuple[float, int, int, int, int] | None = None
        for one, other in pairs:
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
            one, other = max(pairs, key=lambda pair: (values[pair], pair))
            return Tie(TieKind.MEANING, share, names=(material.names[one], material.names[other]))
        _alike, first, second, one, other = best
        passages = (material.passages[-first], material.passages[-second])
        names = (material.names[one], material.names[other])
        return Tie(TieKind.MEANING, share, passages=passages, names=names)

    def _meeting(self, near: sparse.csr_matrix, pairs: Sequence[CodePair]) -> set[int]:
        """The passages of a code that meet a passage of another."""
        found: set[int] = set()
        for one, other in pairs:
            firsts, seconds = self._material.having[one], self._material.having[other]
            meeting = near[firsts][:, seconds].tocoo()
            found.update(int(firsts[row]) for row in meeting.row)
            found.update(int(seconds[row]) for row in meeting.col)
        return found


def _codes_of(pairs: Sequence[CodePair]) -> list[int]:
    """The codes of the pairs, each once."""
    return list(dict.fromkeys(code for pair in pairs for code in pair))


def _in_two_places(places: set[tuple[int, int]], pairs: Sequence[CodePair]) -> bool:
    """Whether the two codes of a pair say it in places that are not the same one."""
    at: defaultdict[int, set[int]] = defaultdict(set)
    for code, place in places:
        at[code].add(place)
    return any(at[one] and at[other] and len(at[one] | at[other]) > 1 for one, other in pairs)
