"""How well the coders of a round agree: label by label, and all labels together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection

from qualwb.analysis.agreement.labels import ANY
from qualwb.analysis.agreement.material import AgreementWish, ComparedMaterial, compared_material
from qualwb.analysis.agreement.meetings import ByLabel, Meeting, Pair, added, binaries, binary_in, meetings_in
from qualwb.analysis.agreement.overall import OverallAgreement, overall_agreement
from qualwb.analysis.agreement.reworked_codes import NOT_REWORKED, Reworked
from qualwb.analysis.agreement.unitizing import Binary, binary_alpha

FEW = 5
"""A label with fewer units has figures that a single passage turns over."""


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """A code or a theme."""

    key: int
    name: str
    met: Meeting | None
    """How two coders meet under it; None where there are more than two."""
    units: int
    """Units of the coders together, matched ones once; of several pairs, of the one with the most."""
    characters: float
    """What bears the label, of all coders together."""
    alpha: float | None
    """|u-alpha: what bears the label against all else. None where all text bears it."""

    @property
    def is_few(self) -> bool:
        """Whether it rests on few units."""
        return self.units < FEW


@dataclass(frozen=True, slots=True)
class CoderAgreement:
    """The agreement of two coders or more. Lengths are characters of the texts."""

    coders: tuple[str, ...]
    round: str
    kind: str
    """codes or themes."""
    sources: tuple[str, ...]
    """Those that at least two of the coders have coded."""
    characters: int
    """n: their length."""
    threshold: float
    labels: tuple[LabelAgreement, ...]
    """Those that one of the coders has used, in tree order."""
    overall: OverallAgreement
    left_out: Mapping[str, str]
    """The other sources, each with who alone has coded it, '' for nobody."""
    chosen: tuple[str, ...]
    """What was left open and is chosen, in words."""
    pairs: tuple["CoderAgreement", ...]
    """Each two of the coders, where there are more; without intervals."""
    uneven: str = ""
    """How much each has coded, in words, where one has coded far less than another."""
    unfinished: str = ""
    """Who has not finished coding what is compared, in words, where somebody has."""
    late: int = 0
    """Codings that were made after the round was released, when all could see each other's."""
    reworked: Reworked = NOT_REWORKED
    """What was done to the codes of what is compared since it was coded."""
    beside: tuple[str, ...] = ()
    """Who coded in the round too and is not compared."""

    @property
    def mean_alpha(self) -> float | None:
        """The mean of the labels' alphas that are defined."""
        alphas = [row.alpha for row in self.labels if row.alpha is not None]
        return sum(alphas) / len(alphas) if alphas else None

    @property
    def weighted_alpha(self) -> float | None:
        """The same, each label weighed by the characters that bear it."""
        defined = [(row.alpha, row.characters) for row in self.labels if row.alpha is not None]
        weight = sum(characters for _alpha, characters in defined)
        return sum(alpha * characters for alpha, characters in defined) / weight if weight else None


def coder_agreement(connection: Connection, wish: AgreementWish) -> CoderAgreement:
    """The agreement of the coders asked for. Raises what ``compared_material`` raises."""
    return agreement_of(compared_material(connection, wish), wish.threshold, wish.resamples)


def agreement_of(material: ComparedMaterial, threshold: float, resamples: int) -> CoderAgreement:
    """The agreement in a material that is loaded."""
    met = _Met(
        [meetings_in(source, threshold) for source in material.rows.sources],
        [meetings_in(source, threshold) for source in material.anything.sources],
    )
    coders = material.rows.coders
    pairs = combinations(coders, 2) if len(coders) > 2 else ()
    found = (_of_pair(material.of_pair(*pair), met.of_pair(pair), threshold) for pair in pairs)
    return _agreement(material, met, threshold, resamples, tuple(filter(None, found)))


@dataclass(frozen=True, slots=True)
class _Met:
    """How each pair of coders meets in each source: under each label, and under any."""

    labels: Sequence[Mapping[Pair, ByLabel]]
    anything: Sequence[Mapping[Pair, ByLabel]]

    def of_pair(self, pair: Pair) -> "_Met":
        return _Met(*([{pair: by[pair]} for by in met if pair in by] for met in (self.labels, self.anything)))

    def of_anything(self, material: ComparedMaterial) -> list[Binary]:
        """What bears any label, source by source."""
        sources = material.anything.sources
        return [binary_in(source, by, ANY) for source, by in zip(sources, self.anything, strict=True)]


def _of_pair(material: ComparedMaterial, met: _Met, threshold: float) -> CoderAgreement | None:
    """The agreement of two of the coders; None where they have coded no source together."""
    return _agreement(material, met, threshold, 0, ()) if material.rows.sources else None


def _agreement(
    material: ComparedMaterial,
    met: _Met,
    threshold: float,
    resamples: int,
    pairs: tuple[CoderAgreement, ...],
) -> CoderAgreement:
    coded = material.rows
    return CoderAgreement(
        coders=tuple(coded.coders.values()),
        round=coded.round,
        kind=material.kind,
        sources=tuple(source.name for source in coded.sources),
        characters=coded.characters,
        threshold=threshold,
        labels=tuple(_labels(material, met.labels)),
        overall=overall_agreement(material, met.of_anything(material), resamples),
        left_out=coded.coded_alone,
        chosen=material.chosen,
        uneven=material.uneven,
        unfinished=material.unfinished,
        late=material.late,
        reworked=material.reworked,
        beside=material.beside,
        pairs=pairs,
    )


def _labels(material: ComparedMaterial, meetings: Sequence[Mapping[Pair, ByLabel]]) -> list[LabelAgreement]:
    counted = binaries(material.rows, meetings)
    met = [
        added(by_pair[pair] for by_pair in meetings if pair in by_pair)
        for pair in combinations(material.rows.coders, 2)
    ]
    return [
        LabelAgreement(
            key=key,
            name=name,
            met=met[0].get(key) if len(met) == 1 else None,
            units=max(by_label[key].units for by_label in met if key in by_label),
            characters=counted[key].coded,
            alpha=binary_alpha(counted[key]),
        )
        for key, name in material.names.items()
        if key in counted
    ]
