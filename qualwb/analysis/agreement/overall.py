"""The figures of agreement over all labels: the same places, and the same labels where both have coded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualwb.analysis.agreement.bootstrap import (
    ENOUGH_SOURCES,
    Bootstrapped,
    CutPassage,
    bootstrapped,
    cut,
    passage_borders,
)
from qualwb.analysis.agreement.coded_round import CodedRound
from qualwb.analysis.agreement.labels import any_label
from qualwb.analysis.agreement.unitizing import (
    Binary,
    Labelled,
    Valued,
    binary_alpha,
    cu_alpha,
    labelled,
    overlap_within,
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
    """Over all labels; None is undefined, and ``why`` says why."""

    where: float | None
    """|u-alpha on what is coded at all: do the coders find the same places?"""
    what: float | None
    """cu-alpha: do they give the same labels, where they have coded the same?"""
    coverage: float | None
    """Of all characters, those that the coders have coded together: what cu-alpha rests on."""
    where_interval: Bootstrapped | None
    what_interval: Bootstrapped | None
    drawn: Drawn
    why: tuple[str, ...]
    labels_overlap: bool
    """Whether a coder has given two labels to the same words."""


def overall_agreement(rows: CodedRound, values: CodedRound, resamples: int) -> OverallAgreement:
    """The figures of a round; ``values`` has the labels of which a passage should have one.

    Intervals are drawn from the sources, of fewer than 10 from their passages; none for 0 ``resamples``.
    """
    parts = list(_parts(rows, values))
    where = [Binary(*_valued(any_).binary) for any_, _part in parts]
    overlapping = _coder_with_overlaps(values)
    what = [] if overlapping else _terms([_valued(part) for _any, part in parts])
    total = _sum_of(where, Binary._fields)
    alpha, same = _where(total), _what(_sum_of(what, what[0])) if what else None
    return OverallAgreement(
        where=alpha,
        what=same,
        coverage=total[2] / total[0] if total[0] else None,
        where_interval=None if alpha is None else bootstrapped(where, _where, resamples),
        what_interval=None if same is None else bootstrapped(what, _what, resamples),
        drawn=Drawn("sources" if _by_sources(rows) else "passages", len(parts), resamples),
        why=tuple(_reasons(alpha, same, total, overlapping)),
        labels_overlap=overlapping is not None,
    )


def _by_sources(coded: CodedRound) -> bool:
    return len(coded.sources) >= ENOUGH_SOURCES


def _parts(rows: CodedRound, values: CodedRound) -> Iterator[tuple[CutPassage, CutPassage]]:
    """What is drawn: with any label as one, and with its labels."""
    for source, valued in zip(rows.sources, values.sources, strict=True):
        coded = any_label(source)
        borders = [0, source.length] if _by_sources(rows) else passage_borders(coded)
        yield from zip(cut(coded, borders), cut(valued, borders), strict=True)


def _valued(part: CutPassage) -> Valued:
    counted = Valued()
    counted.add(part)
    return counted


def _terms(counted: Sequence[Valued]) -> list[list[float]]:
    """What cu-alpha takes of each part, three terms a label."""
    labels = sorted({label for one in counted for label in one.coded})
    nothing = Labelled(0, 0, 0)
    found = [labelled(one) for one in counted]
    return [[term for label in labels for term in one.get(label, nothing)] for one in found]


def _where(terms: Sequence[float]) -> float | None:
    return binary_alpha(Binary(*terms))


def _what(terms: Sequence[float]) -> float | None:
    return cu_alpha([Labelled(*terms[place : place + 3]) for place in range(0, len(terms), 3)])


def _sum_of(parts: Sequence[Sequence[float]], like: Sequence[object]) -> list[float]:
    return [sum(part[place] for part in parts) for place in range(len(like))]


def _coder_with_overlaps(coded: CodedRound) -> str | None:
    """The first coder who has given two labels to the same words."""
    for source in coded.sources:
        for coder, units in source.by_coder.items():
            if overlap_within(units):
                return coded.coders[coder]
    return None


def _reasons(
    where: float | None, what: float | None, total: Sequence[float], overlapping: str | None
) -> Iterator[str]:
    if where is None:
        yield _("|u-alpha is undefined: nothing is coded, or everything.")
    if overlapping is not None:
        yield _(
            "cu-alpha is undefined: {coder} gives several codes to the same words. It needs codes of which"
            " a passage has one: choose a part of the code tree (--codes), or themes."
        ).format(coder=overlapping)
    elif what is None and not total[2]:
        yield _("cu-alpha is undefined: the coders have coded no place together.")
    elif what is None:
        yield _("cu-alpha is undefined: where the coders have coded together there is one code alone.")
