"""Suggestions as tables."""

from collections.abc import Sequence
from dataclasses import asdict

from qualwb.exchange.tables import Table
from qualwb.localization import gettext as _
from qualwb.suggest.acceptance import Acceptance
from qualwb.suggest.ranking import VERSION, Suggestion


def codes_table(passage: str, suggestions: Sequence[Suggestion]) -> Table:
    """Codes suggested for one passage, each with its reasons."""
    return Table(
        (_("rank"), _("code"), _("score"), _("because")),
        [
            [rank, found.code, found.score, "; ".join(reason.text for reason in found.reasons)]
            for rank, found in enumerate(suggestions, start=1)
        ],
        numeric=frozenset({0, 2}),
        data={
            "passage": passage,
            "suggester": VERSION,
            "suggestions": [
                {
                    "rank": rank,
                    "code": found.code,
                    "score": found.score,
                    "reasons": [
                        {"kind": reason.kind, "words": list(reason.words), "place": _place(reason.place)}
                        for reason in found.reasons
                    ],
                }
                for rank, found in enumerate(suggestions, start=1)
            ],
        },
    )


def acceptance_table(rows: Sequence[Acceptance]) -> Table:
    """What became of suggestions, a row a code."""
    columns = (_("code"), _("suggested"), _("accepted"), _("changed"), _("refused"), _("instead"), _("share"))
    return Table(
        columns,
        [
            [row.code, row.offered, row.accepted, row.changed, row.refused, row.taken_instead, row.rate]
            for row in rows
        ],
        numeric=frozenset(range(1, 7)),
        data=[{**asdict(row), "offered": row.offered, "rate": row.rate} for row in rows],
    )


def _place(place: object) -> dict[str, object] | None:
    return asdict(place) if place is not None else None  # type: ignore[call-overload]
