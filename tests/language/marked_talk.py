"""Talk written and marked by hand, in ``data/speech*.tsv``: words with part of speech and base form."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
DEVELOPMENT = DATA / "speech.tsv"
"""What the map of spellings and the rules of mending were made with."""


class MarkedWord(NamedTuple):
    """A word as it was said, its part of speech (UPOS) and its base form."""

    form: str
    pos: str
    base: str


def read_talk(path: Path = DEVELOPMENT) -> list[list[MarkedWord]]:
    """The utterances of a file with a word a line and an empty line between utterances."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [
        [MarkedWord(*line.split("\t")) for line in block.splitlines() if not line.startswith("#")]
        for block in blocks
    ]
