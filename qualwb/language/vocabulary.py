"""The two word lists that are shipped: compound parts and the vocabulary of the treebanks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
COMPOUND_PARTS = DATA / "compound-parts.tsv"
VOCABULARY = DATA / "vocabulary.tsv"


@dataclass(frozen=True)
class CompoundParts:
    """How many dictionary words each part builds: as their last part (head) or before it (modifier).

    ``bases`` has the base form of a modifier where it is spelt otherwise ('arbets': 'arbete').
    """

    heads: dict[str, int]
    modifiers: dict[str, int]
    bases: dict[str, str]

    @cached_property
    def total(self) -> int:
        """The number of dictionary words that were counted."""
        return sum(self.heads.values())


@lru_cache(maxsize=1)
def compound_parts() -> CompoundParts:
    """The parts that ``language.training.lexicon`` counted."""
    heads, modifiers = (block.splitlines() for block in COMPOUND_PARTS.read_text("utf-8").split("\n\n"))
    rows = [line.split("\t") for line in modifiers]
    return CompoundParts(
        heads={word: int(n) for word, n in (line.split("\t") for line in heads)},
        modifiers={row[0]: int(row[1]) for row in rows},
        bases={row[0]: row[2] for row in rows if len(row) > 2},
    )


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, tuple[str, ...]]:
    """Each word form (lower case) that the embedded pipeline was trained on, with its base forms, commonest
    first.
    """
    rows = (line.split("\t") for line in VOCABULARY.read_text("utf-8").splitlines())
    return {row[0]: tuple(row[1:]) or (row[0],) for row in rows}
