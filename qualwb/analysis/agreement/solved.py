"""How the disagreements of a round were solved, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.agreement.undecided import undecided_between
from qualwb.model import Adjudication, Coder, Coding, Round


@dataclass(frozen=True, slots=True)
class Solved:
    """The decisions on disagreements of a round."""

    by: tuple[str, ...]
    """Who decided, by name."""
    outcomes: Counter[str]
    """How many by outcome: one, both, neither, new."""
    with_reason: int
    moot: int = 0
    """How many were on codings of which one was taken away since: their place is compared no longer."""
    apart: int = 0
    """How many disagreements there are between the coders asked about, once somebody decides. A decision
    may settle several.
    """
    left: int = 0
    """How many of them nobody has decided."""

    @property
    def decisions(self) -> int:
        """How many there are."""
        return sum(self.outcomes.values())


def solved(connection: Connection, round_: str, coders: Sequence[str] = ()) -> Solved:
    """Count the decisions on disagreements of the round of that name; ``coders`` are those compared."""
    rows = connection.execute(
        select(Coder.name, Adjudication.outcome, Adjudication.reason, Adjudication.codings)
        .join(Coder, Coder.id == Adjudication.coder_id)
        .join(Round, Round.id == Adjudication.round_id)
        .where(Round.name == round_)
    ).all()
    coded = select(Coding.id).join(Round, Round.id == Coding.round_id).where(Round.name == round_)
    there = set(connection.execute(coded).scalars()) if rows else set()
    apart = left = 0
    if rows and coders:
        apart, left = undecided_between(connection, choose_compared(connection, coders, round_))
    return Solved(
        tuple(sorted({row.name for row in rows})),
        Counter(row.outcome for row in rows),
        sum(bool(row.reason) for row in rows),
        sum(not there.issuperset(row.codings) for row in rows),
        apart,
        left,
    )
