"""Comparisons of studies as tables."""

from qualwb.analysis.cross_matrix import CrossMatrix
from qualwb.analysis.gold_coding import GoldComparison
from qualwb.analysis.published_table import TableComparison
from qualwb.exchange.numbers import number
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _


def differences_table(result: TableComparison) -> Table:
    """The cells that differ; below, the themes that are not in this text."""
    notes = []
    if result.absent:
        notes.append(_("No theme here has these names: {themes}.").format(themes="; ".join(result.absent)))
    notes.append(
        _("Key quotes (cited passages) are counted.")
        if result.cited
        else _("All coded passages are counted.")
    )
    rows = [(diff.theme, diff.group, diff.published, diff.here) for diff in result.differences]
    return Table(
        (_("Theme"), _("Group"), _("Published"), _("Here")),
        rows,
        title=_("Cells that differ from the published table"),
        notes=tuple(notes),
        numeric=frozenset({2, 3}),
        data={
            "cells": result.cells,
            "passages": result.total,
            "cited": result.cited,
            "differences": [
                {"theme": diff.theme, "group": diff.group, "published": diff.published, "here": diff.here}
                for diff in result.differences
            ],
            "not_in_this_text": list(result.absent),
        },
    )


def gold_table(result: GoldComparison) -> Table:
    """A theme a line: passages of both, found, missed, extra, kappa over turns, groups that differ."""
    rows = [
        (
            row.theme,
            row.gold,
            row.here,
            row.found,
            row.missed,
            row.extra,
            number(row.kappa),
            row.turns,
            ", ".join(
                [*(f"–{name}" for name in row.groups_missing), *(f"+{name}" for name in row.groups_extra)]
            ),
        )
        for row in result.themes
    ]
    names = ("gold", "here", "found", "missed", "extra")
    return Table(
        (
            *(_("Theme"), _("Gold"), _("Here"), _("Found"), _("Missed"), _("Extra")),
            *(_("Kappa"), _("n (turns)"), _("Groups that differ")),
        ),
        rows,
        title=_("The project beside the gold coding"),
        notes=(
            _("Found: at least half of the gold passage is covered by passages of the theme."),
            _("Extra: less than half of the passage here is covered by passages of the gold coding."),
            _("Kappa (Cohen) over the turns; – is undefined."),
            _("–Group: in the gold coding there, not here; +Group: here, not in the gold coding."),
            *result.notes,
        ),
        numeric=frozenset(range(1, 8)),
        data=[
            {
                "theme": row.theme,
                **{name: getattr(row, name) for name in names},
                "kappa": row.kappa,
                "turns": row.turns,
                "groups_missing": list(row.groups_missing),
                "groups_extra": list(row.groups_extra),
            }
            for row in result.themes
        ],
    )


def missed_table(result: GoldComparison) -> Table:
    """The gold passages that are not found, with their place."""
    return Table(
        (_("Theme"), _("Codes"), _("Group"), _("Source"), _("Turns"), _("Start"), _("End"), _("Passage")),
        [
            (
                missed.theme,
                "; ".join(missed.codes),
                missed.place.group,
                missed.place.source,
                _turns(missed.place.turns),
                missed.place.start,
                missed.place.end,
                missed.place.text.replace("\n", " / "),
            )
            for missed in result.missed
        ],
        title=_("Gold passages that were missed"),
        notes=result.notes,
        numeric=frozenset({5, 6}),
    )


def cross_table(matrix: CrossMatrix) -> Table:
    """One family of codes down, the other across, with the passages that have any of each."""
    rows: list[tuple[Cell, ...]] = [
        (name, *values, total)
        for name, values, total in zip(matrix.rows, matrix.values, matrix.row_totals, strict=True)
    ]
    return Table(
        (_("Code"), *matrix.columns, _("Passages")),
        [*rows, (_("Passages"), *matrix.column_totals, matrix.total)],
        notes=(_("A passage can stand in several cells; the totals count it once."), *matrix.notes),
        numeric=frozenset(range(1, len(matrix.columns) + 2)),
        data={
            "rows": list(matrix.rows),
            "columns": list(matrix.columns),
            "values": [list(values) for values in matrix.values],
            "row_totals": list(matrix.row_totals),
            "column_totals": list(matrix.column_totals),
            "total": matrix.total,
        },
        caption=_("Passages by two families of codes"),
    )


def _turns(turns: tuple[int, int]) -> str:
    first, last = turns
    return str(first) if first == last else f"{first}–{last}"
