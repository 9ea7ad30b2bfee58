"""What a withdrawal removed: the facts that stay in the project, without a name."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from qualwb.acts import privacy
from qualwb.store.journal import Act


@dataclass(frozen=True, slots=True)
class InSource:
    """What was removed from one source."""

    source: str
    turns: int
    codings: int
    print_versions: int
    memos: int
    answers: int
    """Answers to suggestions."""
    adjudications: int
    mentions: int
    """Places where others named the person that were replaced."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One withdrawal, by counts. Of what a blind round hid from the researcher nothing is counted."""

    at: str
    """ISO 8601 in UTC."""
    by: str
    reason: str
    alias: str
    """What stands in the person's place, as 'utgått 1'."""
    group: str
    sources: tuple[InSource, ...]
    notes: int
    """Memos about the person."""
    summaries: int
    """Cells of the framework matrix by participant."""
    attributes: int
    verdicts: int
    """Decisions on names that the person alone said, or that their alias stood for."""
    quoted: int
    """Memos, definitions, summaries and names by researchers in which the person's words were blanked."""
    named: int
    """Places where researchers or files named the person that were blanked."""
    texts: int
    """Older texts that were erased."""
    acts: int
    """Acts of the journal of which it stays known that they were done, not what they did to each row."""
    said: int
    """Summaries and reasons of the log that were reworded."""
    copies: tuple[str, ...]
    """Names of the files beside the project that were deleted."""
    mentions_left: int
    """Places where others name the person that were left."""
    hidden: bool
    """Whether a blind round hid something that was removed too."""
    participant: str
    """The ``uid`` of the participant's row."""
    text_hashes: tuple[str, ...] = ()
    """SHA-256 of the texts before they were blanked: a project that has one of them still holds all of it."""

    @property
    def turns(self) -> int:
        """Turns that were blanked."""
        return sum(one.turns for one in self.sources)

    @property
    def codings(self) -> int:
        """Codings that were removed."""
        return sum(one.codings for one in self.sources)

    def as_json(self) -> dict[str, Any]:
        """The facts as the settings keep them."""
        return {**asdict(self), "turns": self.turns, "codings": self.codings}


def withdrawals(connection: Connection) -> tuple[Withdrawn, ...]:
    """The withdrawals from a project, in order."""
    return tuple(map(_from_json, privacy.told(connection).get("withdrawn", ())))


def note_withdrawn(act: Act, done: Withdrawn) -> None:
    """Within an act: put a withdrawal down among the project's facts of privacy."""
    before = privacy.told(act.connection).get("withdrawn", ())
    privacy.put(act, withdrawn=[*before, done.as_json()])


def _from_json(kept: Mapping[str, Any]) -> Withdrawn:
    told = {
        name: kept[name] for name in Withdrawn.__slots__ if name not in ("sources", "copies", "text_hashes")
    }
    sources = tuple(InSource(**one) for one in kept["sources"])
    return Withdrawn(
        **told,
        sources=sources,
        copies=tuple(kept["copies"]),
        text_hashes=tuple(kept.get("text_hashes") or ()),
    )
