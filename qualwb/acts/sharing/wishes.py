"""What a copy to share is to hold, and what is told of it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualwb.acts.pseudonyms.leaks import Found
from qualwb.acts.sharing.coarsening import Coarsened, CoarseningRule
from qualwb.acts.sharing.k_anonymity import Anonymity


@dataclass(frozen=True, slots=True)
class SharingWishes:
    """Wishes of a copy to share. Never in it: former texts, row images of the journal, files' names."""

    min_cell: int
    """How many participants must share each value and each combination of values."""
    pseudonymised: bool = False
    """Names were replaced, and none of the originals is in the copy; without it the guard of names rests."""
    without_memos: bool = False
    without_summaries: bool = False
    quotes_only: bool = False
    """Of texts only the coded passages."""
    without_journal: bool = False
    coders_as_numbers: bool | None = None
    """None: with ``pseudonymised``."""
    coarsen: Sequence[CoarseningRule] = ()
    allow_small_cells: bool = False
    even_so: bool = False
    """Though names that were found are still open."""

    @property
    def nameless_coders(self) -> bool:
        """Whether coders are told by number."""
        return self.pseudonymised if self.coders_as_numbers is None else self.coders_as_numbers

    @property
    def keeps_journal(self) -> bool:
        """Whether the journal still tells who did what, when and why.

        Its words repeat names, attributes, memos: it stays only where nothing else is left out.
        """
        reduced = self.pseudonymised or self.without_memos or self.without_summaries or self.quotes_only
        return not (reduced or self.without_journal or self.nameless_coders or self.coarsen)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much a copy lacks of what the project has."""

    former_texts: int = 0
    queries: int = 0
    memos: int = 0
    summaries: int = 0
    blanked_turns: int = 0
    blind: Sequence[str] = ()
    """Blind rounds that are not released, without what others coded in them."""
    coders: int = 0
    """Coders who became numbers."""
    journal: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """A copy to share, or a rehearsal of one: what it lacks, what became coarser, and what was looked for."""

    path: Path
    written: bool
    """False for a rehearsal."""
    sources: int
    codings: int
    left_out: LeftOut
    coarsened: Sequence[Coarsened]
    anonymity: Anonymity
    originals: int
    """Words that were looked for in the copy."""
    found: Sequence[Found]
    """Those that are in it even so, and those that are for a reason: 'björn', the animal."""
    still_open: Sequence[str]
    """Names that nothing is decided of, and that are in it even so."""
