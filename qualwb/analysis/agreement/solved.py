"""How the disagreements of a round were solved, in numbers."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import Adjudication, Coder, Round


@dataclass(frozen=True, slots=True)
class Solved:
    """The decisions on disagreements of a round."""

    by: tuple[str, ...]
    """Who decided, by name."""
    outcomes: Counter[str]
    """How many by outcome: one, both, neither, new."""
    with_reason: int

    @property
    def decisions(self) -> int:
        """How many there are."""
        return sum(self.outcomes.values())


def solved(connection: Connection, round_: str) -> Solved:
    """Count the decisions on disagreements of the round of that name."""
    rows = connection.execute(
        select(Coder.name, Adjudication.outcome, Adjudication.reason)
        .join(Coder, Coder.id == Adjudication.coder_id)
        .join(Round, Round.id == Adjudication.round_id)
        .where(Round.name == round_)
    ).all()
    return Solved(
        tuple(sorted({coder for coder, _outcome, _reason in rows})),
        Counter(outcome for _coder, outcome, _reason in rows),
        sum(bool(reason) for _coder, _outcome, reason in rows),
    )
