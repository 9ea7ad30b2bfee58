"""Which row came back when an act was undone, or redone."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class CameBack(Generic[Key]):
    """The rows that there were before an act was turned back, until they are shown anew."""

    def __init__(self) -> None:
        self._before: frozenset[Key] | None = None

    def turning(self, rows: Iterable[Key]) -> None:
        """An act is turned back: these were the rows before."""
        self._before = frozenset(rows)

    def among(self, rows: Iterable[Key]) -> Key | None:
        """The first of the rows now that was not there before, where an act was turned back since."""
        before, self._before = self._before, None
        return None if before is None else next((key for key in rows if key not in before), None)
