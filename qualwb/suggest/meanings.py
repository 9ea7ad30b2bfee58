"""What the texts of a project mean, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from qualwb.language.meaning.encoder import Encoder, Vectors, label


class Meanings(Protocol):
    """Vectors of texts; asking never encodes, so that nobody waits."""

    @property
    def encoder(self) -> str:
        """Name and version of what made them."""

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text: a unit vector, or zeros while it is not known."""


class EncodedTexts:
    """Vectors made when first asked for and kept in memory: for measuring, where waiting is expected."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    @property
    def encoder(self) -> str:
        """Name and version of the encoder."""
        return label(self._encoder)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._encoder.encode([])
