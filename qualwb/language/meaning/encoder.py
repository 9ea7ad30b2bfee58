"""What makes vectors of texts, such that texts of like meaning lie near each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text: of length 1, or of zeros where there is none."""


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
        """The vectors of texts, one row each; a text without a word has a row of zeros."""


@runtime_checkable
class QuestionEncoder(Encoder, Protocol):
    """A model that was taught questions and what answers them as two sides."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """As ``encode``, such that a question lies near the texts that answer it."""


def encode_questions(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of questions, to be compared with those of texts: by their own side where there is one."""
    return encoder.encode_questions(texts) if isinstance(encoder, QuestionEncoder) else encoder.encode(texts)
