"""An encoder that can be interrupted between two texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qualwb.language.meaning.encoder import Encoder, Vectors


class Interrupted(Exception):
    """What is being encoded is wanted no longer, or not now."""


class PatientEncoder:
    """Encodes one text at a time and raises ``Interrupted`` when it is to leave off.

    What was encoded until then is kept for the next time, so that whoever is often interrupted gets on still.
    """

    def __init__(self, encoder: Encoder, leave_off: Callable[[], bool]) -> None:
        self._encoder, self._leave_off = encoder, leave_off
        self._begun: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """That of the encoder."""
        return self._encoder.version

    @property
    def dimensions(self) -> int:
        """As many numbers as the encoder's vectors have."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As ``Encoder.encode``. Raises ``Interrupted``."""
        for text in texts:
            if text not in self._begun:
                if self._leave_off():
                    raise Interrupted
                self._begun[text] = self._encoder.encode([text])
        found = [self._begun.pop(text) for text in dict.fromkeys(texts)]
        rows = dict(zip(dict.fromkeys(texts), found, strict=True))
        return np.concatenate([rows[text] for text in texts]) if texts else self._encoder.encode([])
