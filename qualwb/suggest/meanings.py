"""What the texts of a project mean, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qualwb.language.meaning.encoder import Vectors


class Meanings(Protocol):
    """Vectors of texts; asking never encodes, so that nobody waits."""

    @property
    def encoder(self) -> str:
        """Name and version of what made them."""

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text: a unit vector, or zeros while it is not known."""
