"""Figures that other programs print, under their names: for those who must compare with them."""

from collections.abc import Iterator
from itertools import combinations

from qualwb.analysis.agreement.coded_round import CodedRound
from qualwb.analysis.agreement.coefficients import Patterns, brennan_prediger, cohen_kappa, percent_agreement
from qualwb.analysis.agreement.material import ComparedMaterial
from qualwb.analysis.agreement.measured import MeasuredRow
from qualwb.analysis.agreement.meetings import ByLabel, Meeting, added, meetings_in
from qualwb.localization import gettext as _


def nvivo_rows(material: ComparedMaterial, threshold: float) -> Iterator[MeasuredRow]:
    """Kappa over the characters of each source, as NVivo's coding comparison: label by label.

    Its kappa is Cohen's with each character as a unit (help of NVivo, 'Coding comparison query'). Where it
    prints 1 though nobody coded anything, ours is undefined. The mean of a label is over the sources where it
    is defined, each alike.
    """
    for coded, meetings in _pairs(material, threshold):
        coders = tuple(coded.coders.values())
        for label, name in material.names.items():
            here = [
                _nvivo_row(coders, name, source.name, source.length, met[label])
                for source, met in zip(coded.sources, meetings, strict=True)
                if label in met
            ]
            yield from here
            if len(here) > 1:
                yield _mean_of(here)


def maxqda_rows(material: ComparedMaterial, threshold: float) -> Iterator[MeasuredRow]:
    """A table of segments much as MAXQDA's: of the segments of both, how many the other has too.

    kappa_n is Brennan & Prediger's, with the number of labels that the two have used as its values.
    """
    for coded, meetings in _pairs(material, threshold):
        coders = tuple(coded.coders.values())
        by_label = added(meetings)
        total = Meeting()
        for label, name in material.names.items():
            if label in by_label:
                total.add(by_label[label])
                yield _segments_row(coders, name, by_label[label], len(by_label))
        if by_label:
            yield _segments_row(coders, _("All"), total, len(by_label))


def _pairs(material: ComparedMaterial, threshold: float) -> Iterator[tuple[CodedRound, list[ByLabel]]]:
    """Each two of the coders, and how they meet in each source."""
    for pair in combinations(material.rows.coders, 2):
        coded = material.rows.of_pair(*pair)
        yield coded, [meetings_in(source, threshold)[pair] for source in coded.sources]


def _nvivo_row(
    coders: tuple[str, ...], label: str, source: str, characters: int, met: Meeting
) -> MeasuredRow:
    either = met.coded_a + met.coded_b - met.both
    said: Patterns = {
        (True, True): met.both,
        (True, False): met.coded_a - met.both,
        (False, True): met.coded_b - met.both,
        (False, False): characters - either,
    }
    return MeasuredRow(
        *(coders, label, source, characters, (met.coded_a, met.coded_b)),
        *(percent_agreement(said), cohen_kappa(said)),
    )


def _mean_of(rows: list[MeasuredRow]) -> MeasuredRow:
    defined = [row.value for row in rows if row.value is not None]
    percents = [row.percent for row in rows if row.percent is not None]
    return MeasuredRow(
        coders=rows[0].coders,
        label=rows[0].label,
        source=_("Mean of the sources"),
        n=sum(row.n for row in rows),
        counts=tuple(map(sum, zip(*(row.counts for row in rows), strict=True))),
        percent=sum(percents) / len(percents),
        value=sum(defined) / len(defined) if defined else None,
    )


def _segments_row(coders: tuple[str, ...], label: str, met: Meeting, labels: int) -> MeasuredRow:
    segments = met.units_a + met.units_b
    alike = 2 * met.matched
    said: Patterns = {(True, True): alike, (True, False): segments - alike}
    return MeasuredRow(
        *(coders, label, "", segments, (met.units_a, met.units_b)),
        alike / segments,
        brennan_prediger(said, labels),
    )
