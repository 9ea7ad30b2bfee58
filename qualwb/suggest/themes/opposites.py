"""Names that are near in meaning and say the opposite: 'för lite tid' beside 'gott om tid'.

An encoder of meaning, and shared words too, find them close, since they are about the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path

from qualwb.language.lemmas import lemma, word_forms
from qualwb.language.wordlists import word_set

TABLE = Path(__file__).parent.parent / "data" / "opposites.tsv"

NEGATIONS = word_set(
    """
    inte ej icke aldrig ingen inget inga ingenting inte int inget intet ingetdera varken knappt knappast
    utan sällan
    """
)
NEGATING_BEGINNINGS = ("o", "miss", "icke", "icke-", "in", "dis")
"""What makes the opposite of the rest of a word: 'otydlig', 'missnöjd'."""
_SHORTEST_REST = 4


def opposed(one: str, other: str) -> tuple[str, str] | None:
    """The words by which two names say the opposite, one of each name; '' where it has none.

    None when they do not: when as many negations stand in both and no word is the opposite of another.
    """
    first, second = set(_bases(one)), set(_bases(other))
    alone, there = sorted(first - second), sorted(second - first)
    for word, another in product(alone, there):
        if _are_opposites(word, another):
            return word, another
    said, beside = _negations(one), _negations(other)
    if len(said) != len(beside):
        return (said or [""])[0], (beside or [""])[0]
    return None


def _bases(name: str) -> Iterator[str]:
    for word in word_forms(name):
        yield word.lower()
        yield lemma(word)


def _negations(name: str) -> list[str]:
    return [word.lower() for word in word_forms(name) if word.lower() in NEGATIONS]


def _are_opposites(one: str, other: str) -> bool:
    return (one, other) in _table() or _negates(one, other) or _negates(other, one)


def _negates(longer: str, word: str) -> bool:
    if len(word) < _SHORTEST_REST or not longer.endswith(word):
        return False
    return longer.removesuffix(word) in NEGATING_BEGINNINGS


@lru_cache(maxsize=1)
def _table() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = (side.split() for side in line.split("\t"))
            pairs = set(product(left, right))
            found |= pairs | {(other, one) for one, other in pairs}
    return frozenset(found)
