"""What became of the suggestions: how often each code was taken, changed and refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qualwb.model import Code, SuggestionEvent


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How suggestions of one code ended."""

    code: str
    accepted: int
    changed: int
    refused: int
    taken_instead: int
    """How often the code was the coder's choice where another had been suggested."""

    @property
    def offered(self) -> int:
        """How often it was suggested and answered."""
        return self.accepted + self.changed + self.refused

    @property
    def rate(self) -> float | None:
        """Share accepted of those answered; None when none was."""
        return self.accepted / self.offered if self.offered else None


def acceptance(connection: Connection) -> tuple[Acceptance, ...]:
    """One row a code that was suggested or taken instead, most often suggested first."""
    names = {row.id: row.name for row in connection.execute(select(Code.id, Code.name))}
    counted = connection.execute(
        select(
            SuggestionEvent.code_id, SuggestionEvent.chosen_id, SuggestionEvent.outcome, func.count()
        ).group_by(SuggestionEvent.code_id, SuggestionEvent.chosen_id, SuggestionEvent.outcome)
    )
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for suggested, chosen, outcome, n in counted:
        if suggested in names:
            outcomes[names[suggested]][outcome] += n
        if chosen in names:
            outcomes[names[chosen]]["instead"] += n
    rows = (
        Acceptance(code, found["accepted"], found["changed"], found["refused"], found["instead"])
        for code, found in outcomes.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.offered, row.code)))
