"""The figures of agreement over all labels: the same places, and the same labels where both have coded."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualwb.analysis.agreement.bootstrap import (
    ENOUGH_SOURCES,
    Bootstrapped,
    CutPassage,
    bootstrapped,
    cut,
    passage_borders,
)
from qualwb.analysis.agreement.material import ComparedMaterial
from qualwb.analysis.agreement.unitizing import (
    Binary,
    Continuum,
    Labelled,
    Valued,
    binary_alpha,
    cu_alpha,
    labelled,
)
from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the intervals were drawn: from how many sources (or passages), how often."""

    what: str
    """sources or passages."""
    parts: int
    resamples: int


@dataclass(frozen=True, slots=True)
class OverallAgreement:
    """Over all labels; None is undefined, and the whys say why."""

    where: float | None
    """|u-alpha on what is coded at all: do the coders find the same places?"""
    what: float | None
    """cu-alpha: do they give the same labels, where they have coded the same?"""
    coverage: float | None
    """Of all characters, those that the coders have coded together: what cu-alpha rests on."""
    where_interval: Bootstrapped | None
    what_interval: Bootstrapped | None
    drawn: Drawn
    why_no_where: str
    why_no_what: str
    labels_overlap: bool
    """Whether a coder has given two labels to the same words."""


def overall_agreement(
    material: ComparedMaterial, by_source: Sequence[Binary], resamples: int
) -> OverallAgreement:
    """The figures of a material; ``by_source`` is what bears any label in each of its sources.

    Intervals are drawn from the sources, of fewer than 10 from their passages; none for 0 ``resamples``.
    """
    anything = Binary(*map(sum, zip(*by_source, strict=True)))
    where, overlapping = binary_alpha(anything), _coder_with_overlaps(material)
    what = None if overlapping else _what(_sums(_terms(material.values.sources)))
    draws_sources = len(by_source) >= ENOUGH_SOURCES
    binaries: Sequence[Binary] = by_source
    parts: Sequence[Continuum] = material.values.sources
    if not draws_sources and resamples:
        binaries, parts = _passages(material)
    return OverallAgreement(
        where=where,
        what=what,
        coverage=anything.both / anything.continuum if anything.continuum else None,
        where_interval=None if where is None else bootstrapped(binaries, _where, resamples),
        what_interval=None if what is None else bootstrapped(_terms(parts), _what, resamples),
        drawn=Drawn("sources" if draws_sources else "passages", len(binaries), resamples),
        why_no_where=_why_no_where(where),
        why_no_what=_why_no_what(what, anything, overlapping),
        labels_overlap=overlapping is not None,
    )


def _passages(material: ComparedMaterial) -> tuple[list[Binary], list[CutPassage]]:
    """What is drawn where there are few sources: their passages, with any label and with their own."""
    anything: list[Binary] = []
    labels: list[CutPassage] = []
    for coded, valued in zip(material.anything.sources, material.values.sources, strict=True):
        borders = passage_borders(coded)
        anything += [_valued(part).binary for part in cut(coded, borders)]
        labels += cut(valued, borders)
    return anything, labels


def _valued(part: Continuum) -> Valued:
    counted = Valued()
    counted.add(part)
    return counted


def _terms(parts: Sequence[Continuum]) -> list[list[float]]:
    """What cu-alpha takes of each part, three terms a label."""
    found = [labelled(_valued(part)) for part in parts]
    labels = sorted({label for one in found for label in one})
    nothing = Labelled(0, 0, 0)
    return [[term for label in labels for term in one.get(label, nothing)] for one in found]


def _sums(parts: Sequence[Sequence[float]]) -> list[float]:
    return [sum(terms) for terms in zip(*parts, strict=True)]


def _where(terms: Sequence[float]) -> float | None:
    return binary_alpha(Binary(*terms))


def _what(terms: Sequence[float]) -> float | None:
    return cu_alpha([Labelled(*terms[place : place + 3]) for place in range(0, len(terms), 3)])


def _coder_with_overlaps(material: ComparedMaterial) -> str | None:
    """The first coder who has given two labels to the same words."""
    for source in material.values.sources:
        for coder in source.by_coder:
            if (source.key, coder) in material.overlaps:
                return material.values.coders[coder]
    return None


def _why_no_where(where: float | None) -> str:
    return "" if where is not None else _("|u-alpha is undefined: nothing is coded, or everything.")


def _why_no_what(what: float | None, anything: Binary, overlapping: str | None) -> str:
    if what is not None:
        return ""
    if overlapping is not None:
        told = _("cu-alpha is undefined: {coder} gives several codes to the same words.")
        return told.format(coder=overlapping)
    if not anything.both:
        return _("cu-alpha is undefined: the coders have coded no place together.")
    return _("cu-alpha is undefined: where the coders have coded together there is one code alone.")
