"""Measures of agreement behind a choice, as tables; what each is, in words."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from qualwb.analysis.agreement.measured import MeasuredAgreement, MeasuredRow
from qualwb.analysis.agreement.measures import MAXQDA, NVIVO, U_ALPHA
from qualwb.exchange.agreement_words import basis_in_words, label_head, left_out_notes
from qualwb.exchange.numbers import UNDEFINED, defined, share
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _


def measures_table(found: MeasuredAgreement) -> Table:
    """A code a line: the units, how many bear the code by each coder, percent agreement, the coefficient."""
    by_pair = len({row.coders for row in found.rows}) > 1
    by_source = any(row.source for row in found.rows)
    heads = [
        *([_("Coders")] if by_pair else []),
        label_head(found.kind),
        *([_("Source")] if by_source else []),
    ]
    counted = [] if found.measure == U_ALPHA else _counted(found, by_pair)
    spread = _("Coverage") if found.measure == U_ALPHA else _("Agreement")
    columns = (*heads, _n_of(found.unit), *counted, spread, coefficient_of(found.measure))
    return Table(
        columns,
        [
            (
                *((" – ".join(row.coders),) if by_pair else ()),
                *((row.label, row.source) if by_source else (row.label,)),
                row.n,
                *_counts(row, len(counted)),
                share(row.percent),
                defined(row.value),
            )
            for row in found.rows
        ],
        title=title_of(found.measure),
        notes=tuple(_notes(found)),
        data=lambda: measures_data(found),
        numeric=frozenset(range(len(heads), len(columns))),
        row_heads=not by_pair and not by_source,
        row_parts=[" – ".join(row.coders) for row in found.rows] if by_pair else (),
    )


def title_of(measure: str) -> str:
    """What a measure's table is called."""
    return {
        "u-alpha": _("u-alpha, cu-alpha and (k)u-alpha"),
        "alpha": _("Krippendorff's alpha on turns"),
        "cohen": _("Cohen's kappa on turns"),
        "fleiss": _("Fleiss' kappa on turns"),
        "brennan-prediger": _("Brennan and Prediger's kappa_n on turns"),
        "nvivo": _("Kappa over characters, as NVivo counts it"),
        "maxqda": _("MAXQDA-like segment table"),
    }[measure]


def coefficient_of(measure: str) -> str:
    """What a measure's column is called."""
    return {
        "u-alpha": _("alpha"),
        "alpha": _("alpha"),
        "brennan-prediger": "kappa_n",
        "maxqda": "kappa_n",
    }.get(measure, "kappa")


def measures_data(found: MeasuredAgreement) -> dict[str, Any]:
    """What json prints."""
    return {
        "measure": found.measure,
        "coders": list(found.coders),
        "round": found.round,
        "sources": list(found.sources),
        "unit": found.unit,
        "threshold": found.threshold,
        "rows": [asdict(row) for row in found.rows],
        "notes": list(_notes(found)),
    }


def _n_of(unit: str) -> str:
    return {
        "turns": _("n (turns)"),
        "characters": _("n (characters)"),
        "segments": _("n (segments)"),
    }[unit]


def _counted(found: MeasuredAgreement, by_pair: bool) -> list[str]:
    """The heads of the columns of each coder's units."""
    return [_("First"), _("Second")] if by_pair else list(found.coders)


def _counts(row: MeasuredRow, columns: int) -> tuple[Cell, ...]:
    return row.counts or (None,) * columns


def _notes(found: MeasuredAgreement) -> Iterator[str]:
    yield from found.chosen
    yield basis_in_words(found)
    yield from left_out_notes(found.left_out)
    yield from found.notes
    yield from _meaning(found)
    if any(row.value is None for row in found.rows):
        yield _("{sign} is undefined: chance alone would agree everywhere.").format(sign=UNDEFINED)


def _meaning(found: MeasuredAgreement) -> Iterator[str]:
    if found.unit == "turns":
        yield _("A turn bears a code when a passage of it shares text with the turn. All turns count.")
    if found.measure == U_ALPHA:
        yield _("Coverage: of the characters with the code, those that the others have coded too.")
    elif found.measure == NVIVO:
        yield _(
            "Cohen's kappa with each character as a unit, source by source. Agreement is high by itself,"
            " since most characters bear no code of anybody: read it with kappa. Where nobody codes NVivo"
            " prints 1; here it is undefined."
        )
    elif found.measure == MAXQDA:
        yield _(
            "Segments of both coders that the other has too, by the threshold, of all segments. kappa_n takes"
            " chance as 1 / number of codes. MAXQDA's own figures can differ by version."
        )
    elif found.measure == "brennan-prediger":
        yield _(
            "Chance is 1/2: a turn bears the code or not. Of codes on few turns it is little but percent"
            " agreement."
        )
