"""Meanings of any texts, by an encoder that is waited for."""

from collections.abc import Sequence

import numpy as np

from qualwb.language.meaning.encoder import Encoder, Vectors, label


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
