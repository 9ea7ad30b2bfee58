"""What became of suggestions, as a table."""

from collections.abc import Sequence
from typing import Any

from qualwb.analysis.acceptance import Acceptance, Answer, acceptance, in_all
from qualwb.exchange.acceptance_words import columns_of, counts_of, notes_on
from qualwb.exchange.numbers import share
from qualwb.exchange.tables.table import Table


def acceptance_table(answers: Sequence[Answer], by: str) -> Table:
    """A row for each of what answers are counted by, as ``acceptance`` does."""
    rows, columns = acceptance(answers, by), columns_of(by)
    return Table(
        columns,
        [[*counts_of(row, by), share(row.rate), share(row.probability)] for row in rows],
        notes=notes_on(in_all(answers)),
        numeric=frozenset(range(1, len(columns))),
        data=[_data(row, by) for row in rows],
    )


def _data(row: Acceptance, by: str) -> dict[str, Any]:
    return {
        by: row.of,
        "accepted": row.accepted,
        "changed": row.changed,
        "refused": row.refused,
        **({"taken_instead": row.taken_instead} if by == "code" else {}),
        "offered": row.offered,
        "rate": row.rate,
        "probability": row.probability,
        "not_shown": row.not_shown,
        "shown_rate": row.shown_rate,
        "not_shown_rate": row.not_shown_rate,
    }
