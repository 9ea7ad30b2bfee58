"""Coders and rounds as tables: who has coded how much, and how far each round has come."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.exchange.numbers import defined
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.coders import CoderRow, RoundRow


def coders_table(rows: Sequence["CoderRow"]) -> Table:
    """What each coder has done in each round; what a blind round hides is left out."""
    return Table(
        (
            *(_("Coder"), _("Round"), _("Codings"), _("Codes"), _("Sources"), _("Characters")),
            *(_("First coding"), _("Last coding"), _("Finished")),
        ),
        [
            (
                *(row.coder, row.round or None),
                *map(defined, (row.codings, row.codes, row.sources, row.characters)),
                *(row.first[:10] or None, row.last[:10] or None),
                _("{n} of {k}").format(n=row.finished, k=row.of_sources),
            )
            for row in rows
        ],
        notes=(_("Finished: sources of which the coder has said that nothing is left to code."),),
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({2, 3, 4, 5}),
        caption=_("Coders"),
    )


def rounds_table(rows: Sequence["RoundRow"]) -> Table:
    """The rounds, whether they hide anything, and how many sources each coder has finished in them."""
    return Table(
        (_("Round"), _("State"), _("In use"), _("Codings"), _("Finished sources")),
        [
            (
                *(row.name, round_state(row), _("yes") if row.in_use else None, row.codings),
                finished_in_words(row) or None,
            )
            for row in rows
        ],
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({3}),
        caption=_("Rounds"),
    )


def round_state(row: "RoundRow") -> str:
    """Whether coders see each other's codings in a round, in words."""
    if row.hides:
        return _("blind")
    if row.released_at is not None:
        return _("released {day}").format(day=row.released_at[:10])
    return _("open")


def finished_in_words(row: "RoundRow") -> str:
    """How many of the sources each coder has finished: 'KL 3 of 7'."""
    told = ((coder, _("{n} of {k}").format(n=n, k=row.of_sources)) for coder, n in row.finished)
    return ", ".join(f"{coder} {done}" for coder, done in told)
