"""The codebook as tables: codes with their use, themes with claim beside evidence."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.codes import CodeRow
    from qualwb.analysis.themes import ThemeRow


def codes_table(rows: Sequence["CodeRow"]) -> Table:
    """The project's codes in tree order with where they are used."""
    return Table(
        (_("Code"), _("Themes"), _("Passages"), _("Sources"), _("Groups"), _("Memos"), _("Definition")),
        [
            (
                "  " * row.depth + row.name,
                "; ".join(row.themes),
                *(row.passages, row.sources, row.groups, row.memos),
                row.definition,
            )
            for row in rows
        ],
        numeric=frozenset(range(2, 6)),
        data=lambda: [asdict(row) for row in rows],
        caption=_("Codes"),
    )


def themes_table(rows: Sequence["ThemeRow"]) -> Table:
    """The themes as a tree: what is claimed of each beside its coded evidence."""
    note = _("{sign} claim not borne out by the codings").format(sign=NOT_BORNE_OUT)
    return Table(
        (_("Theme"), _("Codes"), _("Passages"), _("Groups"), _("Claim"), _("Central idea")),
        [
            (
                "  " * row.depth + row.name,
                "; ".join(row.codes),
                row.passages,
                _("{n} of {k}").format(n=row.groups, k=row.of_groups),
                f"{row.claim} {NOT_BORNE_OUT}" if row.is_overclaimed else row.claim,
                row.definition,
            )
            for row in rows
        ],
        notes=(note,) if any(row.is_overclaimed for row in rows) else (),
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({2}),
        caption=_("Themes"),
    )
