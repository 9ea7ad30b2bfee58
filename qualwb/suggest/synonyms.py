"""Words that mean nearly the same: 'luddig' for 'otydlig'.

The table comes from Synlex; its licence stands beside it in ``data/LICENSE``.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "synonyms.tsv"


def synonyms(base: str) -> frozenset[str]:
    """Base forms that can stand for this base form; none when the table lacks it."""
    return _table().get(base, frozenset())


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        word, others = line.split("\t")
        for other in others.split():
            found[word].add(other)
            found[other].add(word)
    return {word: frozenset(others) for word, others in found.items()}
