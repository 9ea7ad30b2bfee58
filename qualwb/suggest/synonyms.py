"""Words that mean nearly the same: 'luddig' for 'otydlig'.

The table is our own. One group of words a line, with a tab between two words; any word of a group can stand
for any other of it. Empty lines and lines that begin with '#' are for the reader.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from qualwb.language.lemmas import lemma

TABLE = Path(__file__).parent / "data" / "synonyms.tsv"


def synonyms(base: str) -> frozenset[str]:
    """Base forms that can stand for this base form; none when the table lacks it."""
    return _table().get(base, frozenset())


def groups() -> list[list[str]]:
    """The groups of the table, with their words as they are written there."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    # What a text is compared by are the base forms that `lemma` finds, so the table is brought to the same.
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups():
        bases = {lemma(word) for word in group}
        for base in bases:
            found[base] |= bases - {base}
    return {base: frozenset(others) for base, others in found.items()}
