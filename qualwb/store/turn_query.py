"""What a full-text search asks of a turn, whichever engine answers it.

What a query finds in a turn, and what is marked there, are the places of all wordings that are part of what
holds in it: of an ``AnyOf`` the parts that hold, of a ``ButNot`` what is wanted.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, one after the other. It holds in no turn when the text has no word."""

    text: str
    prefix: bool = False
    """Whether the last word is only how a word begins."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds in the turn."""

    parts: tuple["TurnQuery", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part or more hold in the turn."""

    parts: tuple["TurnQuery", ...]


@dataclass(frozen=True, slots=True)
class ButNot:
    """What is wanted holds in the turn, and what is unwanted does not."""

    wanted: "TurnQuery"
    unwanted: "TurnQuery"


TurnQuery = Wording | AllOf | AnyOf | ButNot
