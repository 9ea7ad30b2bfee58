"""Speed of proposing themes, merges and splits of 500 codes with 10,000 passages, vectors known."""

import random

import numpy as np
import pytest

from qualwb.language.meaning.encoder import Vectors
from qualwb.suggest.evidence import CodedText, TextPlace
from qualwb.suggest.themes.code_closeness import closeness_of_codes
from qualwb.suggest.themes.coded_material import CodedMaterial, GatheredCode
from qualwb.suggest.themes.merge_proposals import propose_merges
from qualwb.suggest.themes.split_proposals import propose_splits
from qualwb.suggest.themes.theme_proposals import propose_themes
from tests.benchmarks.measuring import cpu
from tests.suggest.conftest import shipped_evidence

pytestmark = pytest.mark.bench

CODES, PASSAGES, DIMENSIONS = 500, 10_000, 384
MOST_SECONDS = 8.0
"""Of the processor, for all three: it is worked out beside what is on screen."""


class VectorsByChance:
    """A vector for each text, near that of its first word."""

    encoder = "chance 1"

    def __init__(self, texts: list[str]) -> None:
        chance = np.random.default_rng(3)
        words: dict[str, Vectors] = {}
        self._known = {}
        for text in texts:
            word = text.split()[0]
            middle = words.setdefault(word, chance.standard_normal(DIMENSIONS).astype(np.float32))
            row = middle + chance.standard_normal(DIMENSIONS).astype(np.float32)
            self._known[text] = row / np.linalg.norm(row)

    def __call__(self, texts: list[str]) -> Vectors:
        return np.stack([self._known[text] for text in texts])


def large() -> CodedMaterial:
    """Passages of 60 to 120 words mixed from the shipped ones, in ten sources; a fifth bear two codes."""
    chance = random.Random(7)
    shipped = [passage.text.split() for passage in shipped_evidence().passages]
    names = [f"{chance.choice(shipped[n % len(shipped)])} {n}" for n in range(CODES)]
    passages, turns = [], []
    for n in range(PASSAGES):
        one, other = chance.choice(shipped), chance.choice(shipped)
        text = " ".join(chance.sample(one * 2, min(60, len(one))) + other[:60])
        source, start = f"Källa {n % 10 + 1}", 700 * (n // 10)
        place = TextPlace(source, source, start, start + len(text))
        codes = sorted(chance.sample(names, 1 if n % 5 else 2))
        passages.append(CodedText(text, tuple(codes), place))
        turns += [TextPlace(source, source, start + part, start + part + 350) for part in (0, 350)]
    return CodedMaterial.of(map(GatheredCode, names), passages, turns)


def test_five_hundred_codes_are_gathered_in_seconds() -> None:
    material = large()
    meanings = VectorsByChance([*material.names, *(passage.text for passage in material.passages)])

    def propose() -> None:
        closeness = closeness_of_codes(material, meanings)  # type: ignore[arg-type]
        assert propose_themes(material, closeness).proposals
        propose_merges(material, closeness)
        assert propose_splits(material, closeness).tested > CODES / 2

    spent = cpu(propose)
    print(f"{CODES} codes, {PASSAGES} passages: {spent:.1f} s of the processor")
    assert spent < MOST_SECONDS
