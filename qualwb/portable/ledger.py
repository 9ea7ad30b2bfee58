"""What a file holds and what of it could not be taken, noted while it is read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Refusal(NamedTuple):
    """Something in a file that the project does not get."""

    kind: str
    """As in ``Ledger.found``: 'code', 'coding', 'link' ..."""
    what: str
    """Which one: its name or its words, with its place in the file where that helps."""
    why: str


@dataclass
class Ledger:
    """Notes on one file; ``found`` counts what it holds by kind, before anything is left out."""

    found: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    changed: list[Refusal] = field(default_factory=list)
    """What was taken otherwise than it stands there, such as the second of two equal names."""
    notices: list[str] = field(default_factory=list)
    """What a person should know of the file as a whole, a line each."""

    def refuse(self, kind: str, what: str, why: str) -> None:
        """Note that something is not taken."""
        self.refused.append(Refusal(kind, what, why))

    def change(self, kind: str, what: str, why: str) -> None:
        """Note that something is taken otherwise than it stands in the file."""
        self.changed.append(Refusal(kind, what, why))

    def refusals(self, kind: str) -> Sequence[Refusal]:
        """What of one kind is not taken."""
        return [one for one in self.refused if one.kind == kind]
