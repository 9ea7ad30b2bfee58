"""What a file held and what became of it, kind by kind: one result for the table, for json and the screen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualwb.acts.merging.findings import Conflict, Tally, Unplaced
from qualwb.acts.receiving import Received
from qualwb.portable.ledger import Ledger, Refusal
from qualwb.portable.soundness import KINDS

TABLES: Mapping[str, str] = {
    **{kind: kind for kind in KINDS.values()},
    **{"group": "focus_group", "finished": "finished_coding", "suggestion": "suggestion_event"},
}
"""By the kind of a record, the table that its rows stand in."""
FIRST = 3
"""So many of what was refused for one reason are named."""


class KindCount(NamedTuple):
    """What became of all that a file has of one kind; ``found`` is counted before anything is taken.

    ``found + made == new + here + otherwise + refused``, unless a reader lost something.
    """

    kind: str
    found: int
    new: int
    """Stored, or would be."""
    here: int
    """In the project already."""
    refused: int
    otherwise: int = 0
    """Of a kind that projects do not have, taken as others: a set as a theme, a note as a memo."""
    made: int = 0
    """Not of this kind in the file: the themes of its sets, the coder of what nobody signed."""

    @property
    def unaccounted(self) -> int:
        """Found, and neither stored nor refused."""
        return self.found + self.made - self.new - self.here - self.otherwise - self.refused


class RefusedGroup(NamedTuple):
    """Records of one kind that were refused, or taken otherwise, for one reason."""

    kind: str
    why: str
    number: int
    first: tuple[str, ...]
    """What the first of them are called."""


class NamedSpeakers(NamedTuple):
    """A source whose text seems to name its speakers."""

    source: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What one file brought to the project, or would bring."""

    file: Path
    format: str
    """What it is, in words."""
    origin: str = ""
    """The program that wrote it."""
    dry_run: bool = False
    counts: tuple[KindCount, ...] = ()
    refused: tuple[Refusal, ...] = ()
    changed: tuple[Refusal, ...] = ()
    """What was taken otherwise than it stands in the file."""
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    """Passages that lost their place, since the project has another text; kept, but not counted."""
    settings: tuple[str, ...] = ()
    """Settings that the file has otherwise; those of the project stay."""
    notices: tuple[str, ...] = ()
    speakers: tuple[NamedSpeakers, ...] = ()
    """Sources whose labels could be taken for speakers, where nobody asked for that."""
    changes: bool = False
    """Whether anything is written at all."""
    backup: Path | None = None

    @property
    def is_lossy(self) -> bool:
        """Whether something of the file is not in the project, or has no place there."""
        return bool(self.refused or self.unplaced or any(one.unaccounted for one in self.counts))


def reconciled(
    file: Path,
    format_: str,
    origin: str,
    ledger: Ledger,
    received: Received,
    *,
    dry_run: bool,
    speakers: Sequence[NamedSpeakers] = (),
) -> Reconciliation:
    """Bring together what the reader noted and what the project took."""
    return Reconciliation(
        file,
        format_,
        origin,
        dry_run,
        tuple(_counts(ledger, received)),
        (*ledger.refused, *received.lost),
        tuple(ledger.changed),
        received.conflicts,
        received.unplaced,
        received.settings,
        (*ledger.notices, *received.notices),
        tuple(speakers),
        received.changes,
        received.backup,
    )


def grouped(refusals: Sequence[Refusal]) -> list[RefusedGroup]:
    """Refusals by kind and reason, in the order of the first of each."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in refusals:
        groups.setdefault((one.kind, one.why), []).append(one.what)
    return [
        RefusedGroup(kind, why, len(what), tuple(name for name in what[:FIRST] if name))
        for (kind, why), what in groups.items()
    ]


def _counts(ledger: Ledger, received: Received) -> list[KindCount]:
    """The numbers of each kind that the file or the project tells of, those first that others refer to."""
    by_table = {tally.kind: tally for tally in received.tallies}
    refused = Counter(one.kind for one in (*ledger.refused, *received.lost))
    otherwise = Counter({"code": received.themes_as_codes})
    foreign = [kind for kind in {**ledger.found, **refused} if kind not in TABLES]
    counts = [
        _counted(kind, ledger.found.get(kind), by_table.get(table), refused[kind], otherwise[kind])
        for kind, table in TABLES.items()
    ]
    counts += [_foreign(kind, ledger.found[kind], refused[kind]) for kind in foreign]
    return [one for one in counts if any(one[1:])]


def _counted(kind: str, found: int | None, tally: Tally | None, refused: int, otherwise: int) -> KindCount:
    new, here = (tally.taken, tally.here + tally.changed) if tally else (0, 0)
    told = new + here + refused + otherwise
    found = told if found is None else found
    return KindCount(kind, found, new, here, refused, otherwise=otherwise, made=max(told - found, 0))


def _foreign(kind: str, found: int, refused: int) -> KindCount:
    return KindCount(kind, max(found, refused), 0, 0, refused, otherwise=max(found - refused, 0))
