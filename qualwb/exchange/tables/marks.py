"""Marks of transcription as a table."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qualwb.analysis.mark_counts import mark_name, tradition_name
from qualwb.analysis.word_counts import word_note
from qualwb.exchange.numbers import defined
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.mark_counts import MarkCounts

FORMS = 4
"""So many ways of writing a mark are shown."""


def marks_table(found: "MarkCounts", *, per_thousand: bool = False) -> Table:
    """The kinds of marks by columns and the words to weigh them by; below, how the marks are written."""

    def cell(count: int, words: int) -> Cell:
        return defined(_rate(count, words)) if per_thousand else count

    rows: list[tuple[Cell, ...]] = [
        (
            mark_name(row.kind),
            *(cell(count, words) for count, words in zip(row.counts, found.words, strict=True)),
            cell(row.total, found.all_words),
            *(() if per_thousand else (defined(_rate(row.total, found.all_words)),)),
        )
        for row in found.rows
    ]
    rows.append((_("words"), *found.words, found.all_words, *(() if per_thousand else (None,))))
    rates = () if per_thousand else (_("Per 1000 words"),)
    columns = (_("Kind of mark"), *found.columns, _("total"), *rates)
    return Table(
        columns,
        rows,
        notes=_notes(found, per_thousand=per_thousand),
        data=_data(found),
        numeric=frozenset(range(1, len(columns))),
        row_heads=True,
    )


def _notes(found: "MarkCounts", *, per_thousand: bool) -> tuple[str, ...]:
    apart = sum(row.total - sum(row.counts) for row in found.rows)
    notes = []
    if per_thousand:
        notes.append(_("Marks per 1000 words of the column"))
    if apart > 0:
        notes.append(
            ngettext(
                "The total has {n} mark that stands in no column",
                "The total has {n} marks that stand in no column",
                apart,
            ).format(n=apart)
        )
    signs = _("Marks of transcription: {tradition}").format(tradition=tradition_name(found.preset))
    written = [f"{mark_name(row.kind)}: {_written(row.forms)}" for row in found.rows]
    return (*written, *notes, *found.notes, signs, word_note())


def _written(forms: Mapping[str, int]) -> str:
    """'[skratt] 96 · [alla skrattar] 1 · 4 more'."""
    shown = [f"{form} {count}" for form, count in list(forms.items())[:FORMS]]
    if rest := len(forms) - len(shown):
        shown.append(ngettext("{n} more", "{n} more", rest).format(n=rest))
    return " · ".join(shown)


def _rate(count: int, words: int) -> float | None:
    return 1000 * count / words if words else None


def _data(found: "MarkCounts") -> dict[str, Any]:
    return {
        "columns_kind": found.columns_kind,
        "columns": list(found.columns),
        "marks": [
            {
                "kind": str(row.kind),
                "counts": list(row.counts),
                "total": row.total,
                "per_thousand": _rate(row.total, found.all_words),
                "forms": dict(row.forms),
            }
            for row in found.rows
        ],
        "words": list(found.words),
        "all_words": found.all_words,
        "tradition": str(found.preset),
        "notes": list(found.notes),
    }
