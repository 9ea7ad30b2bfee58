"""What merging finds and does, for the report."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from qualwb.acts.merging.history import Deletion
from qualwb.acts.merging.state import Kind
from qualwb.store.journal import table_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both projects say otherwise, with what is in use now and what is kept beside it."""

    kind: str
    """The table of the row, as in the journal."""
    what: str
    field: str
    """The column."""
    kept: str
    other: str
    done: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A passage that lost its place in the text by the merging; kept as an orphan."""

    kind: str
    what: str
    quote: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Something that was deleted here and comes back, since the other project has it."""

    kind: str
    what: str
    coder: str
    """Who deleted it."""
    at: str
    """When: ISO 8601 in UTC."""
    reason: str
    left: int = 0
    """Of a code: codings that were deleted with it and do not come back: the other project lacks them."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that one project merged while the other went on with it: what hangs on it follows."""

    kind: str
    what: str
    into: str
    coder: str
    """Who merged it."""
    at: str
    """When: ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What was corrected in the other project in a text that both have, where its text is in use now."""

    source: str
    coders: tuple[str, ...]
    """Who corrected it there, as far as the journal there tells."""
    lines: tuple[str, ...]
    """The words, or only the turns, as ``set_aside`` tells them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one kind the other project has, and what became of them."""

    kind: str
    found: int
    here: int
    taken: int
    changed: int
    conflicts: int
    orphans: int


@dataclass
class Findings:
    """What is noted while two projects are joined."""

    conflicts: list[Conflict] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    returned: list[Returned] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)
    corrected: list[Corrections] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def conflict(self, kind: Kind, what: str, column: str, kept: str, other: str, done: str) -> None:
        """Note a conflict and what was done with the side that is not in use."""
        self.conflicts.append(Conflict(table_of(kind).name, what, column, kept, other, done))

    def comes_back(self, kind: Kind, what: str, who: Deletion, left: int) -> None:
        """Note a row that was deleted here, and how many codings of a code stay deleted."""
        self.returned.append(Returned(table_of(kind).name, what, who.coder, who.at, who.reason, left))

    def hide(self, kinds: Collection[str], instead: str) -> None:
        """Tell of rows of these tables that something was found, but not what they say."""
        self.conflicts = [
            replace(one, what=instead, kept="", other="") if one.kind in kinds else one
            for one in self.conflicts
        ]
        self.unplaced = [
            replace(one, what=instead, quote="") if one.kind in kinds else one for one in self.unplaced
        ]
        self.returned = [
            replace(one, what=instead, reason="") if one.kind in kinds else one for one in self.returned
        ]

    def tallies(self) -> tuple[Tally, ...]:
        """The numbers for each kind that the other project has, in the order in which they were met."""
        conflicts = Counter(one.kind for one in self.conflicts)
        orphans = Counter(one.kind for one in self.unplaced)
        return tuple(
            Tally(
                kind,
                found,
                found - self.taken[kind] - self.changed[kind],
                self.taken[kind],
                self.changed[kind],
                conflicts[kind],
                orphans[kind],
            )
            for kind, found in self.found.items()
        )
