"""Coefficients that take turns as their units: Krippendorff's alpha, Cohen, Fleiss, Brennan-Prediger."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

from qualwb.analysis.agreement.coefficients import (
    Patterns,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    masi_distance,
    of_pair,
    percent_agreement,
)
from qualwb.analysis.agreement.material import ComparedMaterial
from qualwb.analysis.agreement.measured import MeasuredRow
from qualwb.analysis.agreement.turn_patterns import TurnPatterns
from qualwb.localization import gettext as _

Coefficient = Callable[[Patterns], float | None]

OF_A_LABEL: dict[str, Coefficient] = {
    "alpha": krippendorff_alpha,
    "cohen": cohen_kappa,
    "fleiss": fleiss_kappa,
    "brennan-prediger": partial(brennan_prediger, values=2),
}
"""A turn has the label or not."""


def rows_on_turns(material: ComparedMaterial, patterns: TurnPatterns, measure: str) -> Iterator[MeasuredRow]:
    """Each label, and all of them as sets; Cohen's kappa for each pair of coders.

    With all labels together the value of a turn is its set of labels; Brennan & Prediger's coefficient has no
    such row, as nobody knows how many sets there could be.
    """
    names = tuple(material.rows.coders.values())
    if measure != "cohen" or len(names) == 2:
        yield from _rows(material, patterns, measure, names)
        return
    for first, second in combinations(range(len(names)), 2):
        pair = TurnPatterns(
            {label: of_pair(said, first, second) for label, said in patterns.by_label.items()},
            of_pair(patterns.sets, first, second),
        )
        yield from _rows(material, pair, measure, (names[first], names[second]))


def _rows(
    material: ComparedMaterial, patterns: TurnPatterns, measure: str, coders: tuple[str, ...]
) -> Iterator[MeasuredRow]:
    for label, name in material.names.items():
        said = patterns.by_label.get(label, {})
        counts = tuple(sum(n for p, n in said.items() if p[place]) for place in range(len(coders)))
        if any(counts):
            yield _row(coders, name, said, OF_A_LABEL[measure], counts)
    if measure != "brennan-prediger":
        yield _row(coders, _("All: the same set of labels"), patterns.sets, OF_A_LABEL[measure], ())
    if measure == "alpha":
        by_masi = partial(krippendorff_alpha, distance=masi_distance)
        yield _row(coders, _("All: sets of labels, by MASI"), patterns.sets, by_masi, ())


def _row(
    coders: tuple[str, ...], label: str, said: Patterns, measure: Coefficient, counts: tuple[int, ...]
) -> MeasuredRow:
    paired = sum(n for pattern, n in said.items() if sum(value is not None for value in pattern) > 1)
    return MeasuredRow(coders, label, "", paired, counts, percent_agreement(said), measure(said))
