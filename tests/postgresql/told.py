"""What a coder's process tells of each act."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self


class Outcome(StrEnum):
    """What became of an act, as the coder was told."""

    STORED = "stored"
    NOTHING = "nothing"
    """It changed nothing."""
    REFUSED = "refused"
    LOCKED = "locked"
    """Others had the project for longer than one waits."""
    LOST = "lost"
    """There was no connection, and nothing was stored."""
    DOUBT = "doubt"
    """The connection broke while it was being stored."""
    BROKE = "broke"
    """An error that is no user's."""


@dataclass
class Told:
    """One act: its mark in the journal, and what became of it."""

    mark: str
    kind: str
    outcome: Outcome = Outcome.BROKE
    target: int | None = None
    """The act that it turned."""
    digest: str = ""
    """Of the act in doubt."""
    stored: bool = False
    """Whether the act in doubt was found to be stored."""
    why: str = ""
    seconds: float = 0.0

    def line(self) -> str:
        """It in a line."""
        return json.dumps(asdict(self))

    @classmethod
    def of_line(cls, line: str) -> Self:
        """What a line tells."""
        given = json.loads(line)
        return cls(**{**given, "outcome": Outcome(given["outcome"])})
