"""Codes that look like two: their passages fall in two groups by what they mean, more than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.store.refused_proposals import ProposalKind
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.features import concepts_of
from qualwb.suggest.mentions import EMPTY
from qualwb.suggest.themes.code_closeness import CodeCloseness
from qualwb.suggest.themes.coded_material import CodedMaterial
from qualwb.suggest.themes.theme_proposals import Key
from qualwb.suggest.themes.two_means import Chance, TwoGroups
from qualwb.suggest.vectors import Vector

FEWEST = 8
"""Places of a code below which two groups can't be told from chance."""
FEWEST_OF_EACH = 3
"""Fewer passages apart are exceptions, not a code of their own."""
FALSE_AMONG = 0.1
"""The share of proposals that may be chance (Benjamini & Hochberg 1995), as all codes are tested."""
MOST_WORDS = 4
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two groups of a code's passages."""

    passages: tuple[CodedText, ...]
    """The most typical first."""
    words: tuple[str, ...]
    """What is said in more of them than of the others."""


@dataclass(frozen=True, slots=True)
class ProposedSplit:
    """A code whose passages fall in two groups."""

    kind: ClassVar[ProposalKind] = "split"
    code: str
    halves: tuple[Half, Half]
    p: float
    """How likely as good a division is where there is but one group."""
    key: Key

    @property
    def all_codes(self) -> tuple[str, ...]:
        """The codes that it is about."""
        return (self.code,)

    @property
    def smaller_half(self) -> Half:
        """The group that would get the new code: what most passages are about keeps the old one."""
        return min(self.halves, key=lambda half: len(half.passages))

    @property
    def new_name(self) -> str:
        """A working name of the new code; empty where no word tells the groups apart."""
        words = self.smaller_half.words
        return f"{self.code}: {words[0]}" if words else ""

    @property
    def reason(self) -> str:
        """What speaks for it, as one line."""
        told = _("{n} passages: {words}")
        one, other = (
            told.format(n=len(half.passages), words=", ".join(half.words) or "–") for half in self.halves
        )
        return f"{one} / {other} (p = {decimal(self.p, 3)})"


@dataclass(frozen=True, slots=True)
class SplitProposals:
    """The proposals, surest first, and how many codes could be tested."""

    proposals: tuple[ProposedSplit, ...]
    tested: int
    too_few: int
    """Codes with passages, but fewer than it takes."""
    refused: int = 0


def propose_splits(
    material: CodedMaterial, closeness: CodeCloseness, refused: Collection[Key] = ()
) -> SplitProposals:
    """Codes whose passages mean two kinds of things; passages that share text, as of two coders, are one.

    None without an encoder: passages of one code share words for so many other reasons that they fall in two
    groups by words where they are of one kind.
    """
    from scipy.stats import false_discovery_control

    vectors = closeness.meanings
    if vectors is None:
        return SplitProposals((), 0, 0)
    rows_of = [closeness.one_a_place(rows) for rows in material.having]
    enough = [n for n, rows in enumerate(rows_of) if len(rows) >= FEWEST]
    chance = Chance(vectors, rows_of)
    divided = {n: chance.two_groups(vectors[rows_of[n]]) for n in enough}
    likely = false_discovery_control([divided[n].p for n in enough]) if enough else ()
    found = [
        _proposal(material, vectors, n, rows_of[n], divided[n])
        for n, share in zip(enough, likely, strict=True)
        if share <= FALSE_AMONG and _large_enough(divided[n])
    ]
    kept = [one for one in found if one.key not in refused]
    return SplitProposals(
        tuple(sorted(kept, key=lambda one: (one.p, one.code))),
        len(enough),
        sum(0 < len(rows) < FEWEST for rows in rows_of),
        len(found) - len(kept),
    )


def _large_enough(groups: TwoGroups) -> bool:
    second = int(groups.second.sum())
    return min(second, len(groups.second) - second) >= FEWEST_OF_EACH


def _proposal(
    material: CodedMaterial, vectors: Vector, code: int, rows: Sequence[int], groups: TwoGroups
) -> ProposedSplit:
    vectors = vectors[rows]
    sides = [np.flatnonzero(groups.second == side).tolist() for side in (False, True)]
    said = [[set(concepts_of(material.passages[rows[n]].text)) for n in side] for side in sides]
    halves = []
    for side, ours, theirs in zip(sides, said, reversed(said), strict=True):
        typical = vectors[side] @ vectors[side].mean(axis=0)
        order = [side[n] for n in np.argsort(-np.round(typical, 6), kind="stable")]
        halves.append(Half(tuple(material.passages[rows[n]] for n in order), _telling(ours, theirs)))
    known = material.codes[code]
    return ProposedSplit(
        known.name,
        (halves[0], halves[1]),
        groups.p,
        frozenset([known.uid or known.name]),
    )


def _telling(ours: Sequence[set[str]], theirs: Sequence[set[str]]) -> tuple[str, ...]:
    """The words that most more of our passages have than of theirs, and two of ours at least."""
    here, there = (Counter(word for said in side for word in said) for side in (ours, theirs))
    ahead = {
        word: count / len(ours) - there[word] / len(theirs)
        for word, count in here.items()
        if count > 1 and len(word) >= SHORTEST_WORD and word not in EMPTY
    }
    best = sorted((word for word in ahead if ahead[word] > 0), key=lambda word: (-ahead[word], word))
    return tuple(best[:MOST_WORDS])
