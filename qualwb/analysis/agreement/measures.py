"""The measures of agreement that stand behind a choice."""

from collections.abc import Iterator

from sqlalchemy import Connection

from qualwb.analysis.agreement.as_other_programs import maxqda_rows, nvivo_rows
from qualwb.analysis.agreement.material import AgreementWish, ComparedMaterial, compared_material
from qualwb.analysis.agreement.measured import MeasuredAgreement, MeasuredRow
from qualwb.analysis.agreement.on_turns import OF_A_LABEL, rows_on_turns
from qualwb.analysis.agreement.turn_patterns import turn_patterns
from qualwb.analysis.agreement.unitizing import (
    Valued,
    coverage,
    coverage_of,
    cu_alpha,
    ku_alpha,
    labelled,
    u_alpha,
)
from qualwb.localization import gettext as _

U_ALPHA, NVIVO, MAXQDA = "u-alpha", "nvivo", "maxqda"
MEASURES = (U_ALPHA, *OF_A_LABEL, NVIVO, MAXQDA)


def measured_agreement(connection: Connection, wish: AgreementWish, measure: str) -> MeasuredAgreement:
    """One of ``MEASURES``. Raises what ``compared_material`` raises."""
    material = compared_material(connection, wish)
    if measure == U_ALPHA:
        unit, rows, notes = "characters", unitized_rows(material), _undefined(material)
    elif measure == NVIVO:
        unit, rows, notes = "characters", nvivo_rows(material, wish.threshold), ()
    elif measure == MAXQDA:
        unit, rows, notes = "segments", maxqda_rows(material, wish.threshold), ()
    else:
        patterns = turn_patterns(connection, material.rows)
        unit, rows, notes = "turns", rows_on_turns(material, patterns, measure), ()
    coded = material.rows
    return MeasuredAgreement(
        measure=measure,
        unit=unit,
        coders=tuple(coded.coders.values()),
        round=coded.round,
        kind=material.kind,
        sources=tuple(source.name for source in coded.sources),
        characters=coded.characters,
        threshold=wish.threshold,
        rows=tuple(rows),
        left_out=coded.coded_alone,
        chosen=material.notes,
        notes=notes,
    )


def unitized_rows(material: ComparedMaterial) -> Iterator[MeasuredRow]:
    """u-alpha and cu-alpha of all labels, then (k)u-alpha of each; none where labels overlap."""
    if material.overlaps:
        return
    counted = Valued()
    for source in material.values.sources:
        counted.add(source)
    coders, n = tuple(material.values.coders.values()), material.values.characters
    everything = 1.0 if counted.continuum else None
    yield MeasuredRow(coders, _("All: u-alpha"), "", n, (), everything, u_alpha(counted))
    shared = cu_alpha([*labelled(counted).values()])
    yield MeasuredRow(coders, _("All: cu-alpha"), "", n, (), coverage(counted), shared)
    for label, name in material.names.items():
        if label in counted.coded:
            covered, alpha = coverage_of(counted, label), ku_alpha(counted, label)
            yield MeasuredRow(coders, name, "", round(counted.coded[label]), (), covered, alpha)


def _undefined(material: ComparedMaterial) -> tuple[str, ...]:
    names = material.values.coders
    found = sorted({names[coder] for _source, coder in material.overlaps})
    if not found:
        return ()
    told = _(
        "Undefined: {coders} gave several codes to the same words. u-alpha needs codes that do not overlap."
    )
    return (told.format(coders=", ".join(found)),)
