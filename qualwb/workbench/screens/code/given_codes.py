"""Which codes the coder gave last: those that are given again, without what undo took back."""

from collections.abc import Collection, Iterator

MOST = 12
"""Acts that are remembered: so often undo may be pressed and the one before be given again."""


class GivenCodes:
    """The newest acts of coding, by the keys of their codings and the names that were given."""

    def __init__(self) -> None:
        self._acts: list[tuple[frozenset[int], tuple[str, ...]]] = []
        self._undone: frozenset[int] = frozenset()

    def forget(self) -> None:
        """Somebody else is at work."""
        self._acts, self._undone = [], frozenset()

    def add(self, codings: Collection[int], names: tuple[str, ...]) -> None:
        """Names were given; no codings where they stood there already. What was undone comes back no more."""
        standing = [act for act in self._acts if not act[0] or act[0] - self._undone]
        self._acts = [*standing, (frozenset(codings), names)][-MOST:]

    def codings(self) -> Iterator[int]:
        """The keys of the codings that the acts made."""
        for keys, _names in self._acts:
            yield from keys

    def turned(self, standing: Collection[int]) -> None:
        """Something was undone or redone; ``standing`` are those of the codings that there are."""
        self._undone = frozenset(self.codings()) - frozenset(standing)

    @property
    def last(self) -> tuple[str, ...]:
        """The names that were given last and not undone; () for none."""
        for keys, names in reversed(self._acts):
            if not keys or keys - self._undone:
                return names
        return ()
