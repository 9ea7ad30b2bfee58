"""Meanings that a test gives, so that it can be worked out by hand what follows."""

from collections.abc import Mapping, Sequence

import numpy as np

from qualwb.language.meaning.encoder import Vectors


class GivenMeanings:
    """The vectors of some texts; any other has none, until it is given one."""

    encoder = "given 1"

    def __init__(self, vectors: Mapping[str, Sequence[float]], dimensions: int = 2) -> None:
        self.vectors = {text: np.array(vector, dtype=np.float32) for text, vector in vectors.items()}
        self._nothing = np.zeros(dimensions, dtype=np.float32)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        rows = [self.vectors.get(text, self._nothing) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, len(self._nothing)), dtype=np.float32)


class ScatteredMeanings(GivenMeanings):
    """Any text has a direction of its own, always the same; some have none."""

    def __init__(self, dimensions: int = 8, without: Sequence[str] = ()) -> None:
        super().__init__({}, dimensions)
        self.without = set(without)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._of(text) for text in texts]) if texts else super().__call__(texts)

    def _of(self, text: str) -> Vectors:
        if text in self.without or not text.strip():
            return self._nothing
        seed = int.from_bytes(text.encode()[:64], "big") + len(text)
        # All lie on one side, as those of sentences do.
        vector = np.random.default_rng(seed).normal(1.0, 1.0, len(self._nothing))
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
