"""A part of a file, as a stream of bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class Content:
    """A part of a file that is searched by itself; read it before the next one is asked for."""

    where: str
    """Which part, to be shown; '' is the bytes of the whole file."""
    blocks: Iterator[bytes]
    joined: bool = False
    """Whether words may follow each other without a border."""
    placed: bool = True
    """Whether it means something to say at which byte a word stands."""

    def said(self, start: int) -> str:
        """The part, and where in it the piece begins that has the word."""
        if not self.placed or not start:
            return self.where
        near = _("after byte {n}").format(n=start)
        return f"{self.where}, {near}" if self.where else near
