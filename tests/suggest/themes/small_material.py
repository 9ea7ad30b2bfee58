"""Codes and passages made up for tests, small enough to reckon with by hand."""

from collections.abc import Sequence

import numpy as np

from qualwb.language.meaning.encoder import Vectors
from qualwb.suggest.evidence import CodedText, TextPlace
from qualwb.suggest.themes.coded_material import CodedMaterial, GatheredCode


class MeaningsByTable:
    """What texts mean by a table: a direction for each, zeros for what it lacks."""

    encoder = "table 1"

    def __init__(self, table: dict[str, Sequence[float]]) -> None:
        self._table = table
        self._size = len(next(iter(table.values())))

    def __call__(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([self._table.get(text, [0.0] * self._size) for text in texts], dtype=np.float32)
        rows = rows.reshape(len(texts), self._size)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def passage(text: str, codes: str, at: int, source: str = "Grupp 1", end: int | None = None) -> CodedText:
    """A passage from ``at`` in a source; codes are divided by commas."""
    names = tuple(sorted(code.strip() for code in codes.split(",")))
    return CodedText(text, names, TextPlace(source, source, at, end or at + max(len(text), 1)))


def material(codes: Sequence[str | GatheredCode], *passages: CodedText, turns: int = 0) -> CodedMaterial:
    """Codes, passages, and as many turns of 100 code points in 'Grupp 1'."""
    known = [code if isinstance(code, GatheredCode) else GatheredCode(code) for code in codes]
    spans = [TextPlace("Grupp 1", "Grupp 1", 100 * n, 100 * n + 99) for n in range(turns)]
    return CodedMaterial.of(known, passages, spans)
