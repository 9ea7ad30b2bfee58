"""A file of another program as it was read, before anything of it is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject, Uid


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of a file that the file does not say."""

    coder: str = ""
    """The coder of codings that nobody signed."""
    round: str = "1"
    """The round of codings that stand in none."""
    offsets: str = ""
    """How positions count, where a person knows better than what the file shows; '' to find out."""
    project: str = ""
    """Which one, where a file holds several: its name or number."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A project in a file; what was found in it and what of it can't be taken is in the ledger."""

    project: PortableProject
    ledger: Ledger
    format: str
    """What the file is, in words."""
    origin: str = ""
    """The program that wrote it, as it calls itself."""
    edited: bool = False
    """Whether it tells all that a project holds: what it says otherwise than the project was edited there."""


Reader = Callable[[Path, Wishes], Arrival]
"""Reads a file or folder. Raises ``QualwbError`` for what it is not."""

_SPACE = UUID("5d4f2c0e-8a55-5c0f-9a2b-2f6d2a7f1c11")


def stable_id(*parts: object) -> Uid:
    """A stable id for something that has none in its file: the same whenever it is read again."""
    return str(uuid5(_SPACE, "\x1f".join(map(str, parts))))
