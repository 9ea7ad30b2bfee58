"""What makes vectors of texts, such that texts of like meaning lie near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qualwb.errors import QualwbError

Vectors = NDArray[np.float32]
"""One row a text: of length 1, or of zeros where there is none."""


class EncoderError(QualwbError):
    """An encoder that can't be used: absent, damaged, or of a kind that is not known."""


class Encoder(Protocol):
    """A model of sentences. Its name and version tell its vectors from those of another."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def version(self) -> str:
        """Changes when its vectors do."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, one row each; a text without a word has a row of zeros.

        Raises ``EncoderError``.
        """


def label(encoder: Encoder) -> str:
    """What tells its vectors from those of another: its name and version."""
    return f"{encoder.name} {encoder.version}"


@dataclass(frozen=True, slots=True)
class EncoderFacts:
    """What is told of an encoder."""

    name: str
    version: str
    dimensions: int
    origin: str
    """The package or the folder that it came from."""
    licence: str
    """Empty where nothing is said."""


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """The rows with length 1; one that is not finite, or has no length, as zeros."""
    found = np.array(vectors, dtype=np.float32)
    found[~np.isfinite(found).all(axis=1)] = 0
    lengths = np.sqrt(np.einsum("ij,ij->i", found, found, dtype=np.float64))
    found /= np.where(lengths > 0, lengths, 1)[:, None]
    return found


def readable(text: str) -> str:
    """The text as a model can be given it: without what UTF-8 or C can't hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
