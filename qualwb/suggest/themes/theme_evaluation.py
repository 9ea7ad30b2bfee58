"""How well codes are gathered, measured against the themes that a project has.

The codes are gathered without their themes being known. The adjusted Rand index (Hubert & Arabie 1985) says
how far two groupings put the same codes together: 1 for the same grouping, 0 for what chance would give. It
is counted where the tree has as many groups as the project has themes, and where it would be cut by itself;
beside it stands what other ways give, and groupings by chance of the same sizes. A code in several themes
counts with the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.themes.code_closeness import CodeCloseness, TieKind, closeness_of_codes
from qualwb.suggest.themes.coded_material import CodedMaterial, GatheredCode
from qualwb.suggest.themes.gathering import FEWEST, Groups, gather

DRAWS = 1_000
SEED = 1
LEVELS: dict[str, Callable[[GatheredCode], tuple[str, ...]]] = {
    "themes": lambda code: code.themes,
    "main themes": lambda code: code.main_themes,
}
"""What the codes may have been gathered in."""


class CannotMeasureThemes(QualwbError):
    """The project has no themes to measure against."""


@dataclass(frozen=True, slots=True)
class GroupingScore:
    """The adjusted Rand index of one way of gathering."""

    as_many: float
    """In as many groups as there are themes."""
    by_itself: float
    """In as many as the silhouette says."""
    groups: int
    """How many those are."""


@dataclass(frozen=True, slots=True)
class LevelMeasured:
    """How well the codes are gathered against themes, or main themes."""

    level: str
    codes: int
    themes: int
    scores: Mapping[str, GroupingScore]
    """By what codes are compared by: all, without meaning, each kind alone."""
    chance: tuple[float, float, float]
    """The mean of groupings by chance of the same sizes, and between what 95 % of them lie."""
    encoder: str | None
    """What made the meanings that were compared; None where none was."""


def evaluate_themes(material: CodedMaterial, meanings: Meanings | None = None) -> tuple[LevelMeasured, ...]:
    """Measure the gathering of codes against the project's themes and main themes, where it has them.

    Raises ``CannotMeasureThemes`` when no theme gathers two codes, or all are in one.
    """
    measured = [
        _measured(level, material, themes_of, meanings)
        for level, themes_of in LEVELS.items()
        if _can_be_measured(material, themes_of)
    ]
    if not measured:
        raise CannotMeasureThemes(
            _("There are no themes to measure against: it takes two, and one with two codes."),
            _("Gather codes in themes first."),
        )
    return tuple(measured)


def _can_be_measured(material: CodedMaterial, themes_of: Callable[[GatheredCode], tuple[str, ...]]) -> bool:
    first = [themes_of(code)[0] for code in material.codes if themes_of(code)]
    return len(first) >= FEWEST and 1 < len(set(first)) < len(first)


def _measured(
    level: str,
    material: CodedMaterial,
    themes_of: Callable[[GatheredCode], tuple[str, ...]],
    meanings: Meanings | None,
) -> LevelMeasured:
    told = {code.name: themes_of(code)[0] for code in material.codes if themes_of(code)}
    unthemed = _without_themes(material, set(told))
    truth = np.unique([told[code.name] for code in unthemed.codes], return_inverse=True)[1]
    count = len(set(told.values()))
    closeness = closeness_of_codes(unthemed, meanings)
    scores = {way: _score(compared, truth, count) for way, compared in _ways(closeness).items()}
    return LevelMeasured(level, len(told), count, scores, _by_chance(truth), closeness.encoder)


def _without_themes(material: CodedMaterial, names: set[str]) -> CodedMaterial:
    """The material of these codes alone, with nothing known of their themes."""
    codes = (GatheredCode(code.name, code.uid) for code in material.codes if code.name in names)
    passages = (
        replace(passage, codes=tuple(code for code in passage.codes if code in names))
        for passage in material.passages
    )
    return CodedMaterial.of(codes, (one for one in passages if one.codes), material.turns)


def _ways(closeness: CodeCloseness) -> dict[str, CodeCloseness]:
    """All kinds of closeness together, all but meaning, and each alone."""
    kinds = list(closeness.kinds)
    ways = {"all": closeness}
    if TieKind.MEANING in kinds:
        ways["without meaning"] = closeness.by(kind for kind in kinds if kind is not TieKind.MEANING)
    return ways | {f"{kind} alone": closeness.by([kind]) for kind in kinds}


def _score(closeness: CodeCloseness, truth: Groups, themes: int) -> GroupingScore:
    from sklearn.metrics import adjusted_rand_score

    dendrogram = gather(closeness.distance)
    best = dendrogram.best()
    return GroupingScore(
        float(adjusted_rand_score(truth, dendrogram.into(themes))),
        float(adjusted_rand_score(truth, dendrogram.into(best))),
        best,
    )


def _by_chance(truth: Groups) -> tuple[float, float, float]:
    from sklearn.metrics import adjusted_rand_score

    chance = np.random.default_rng(SEED)
    found = [adjusted_rand_score(truth, chance.permutation(truth)) for _draw in range(DRAWS)]
    low, high = np.percentile(found, [2.5, 97.5])
    return float(np.mean(found)), float(low), float(high)
