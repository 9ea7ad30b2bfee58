"""Themes proposed from codes: which, why, how firm, and under what working name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from qualwb.localization import gettext as _
from qualwb.store.refused_proposals import ProposalKind
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.themes.code_closeness import CodeCloseness
from qualwb.suggest.themes.coded_material import CodedMaterial, by_group
from qualwb.suggest.themes.gathering import (
    FEWEST,
    Dendrogram,
    Grain,
    gather,
    members_of,
    silhouettes,
)
from qualwb.suggest.themes.ties import Tie, TiesOfCodes
from qualwb.suggest.themes.working_names import working_name

FIRM, FAIR = 0.5, 0.25
"""Silhouettes from which a group has a reasonable structure, and a weak one that may be artificial
(Kaufman & Rousseeuw 1990, table 4)."""

Key = frozenset[str]
"""What a proposal is known by: the uids of its codes, with those of the theme that they would join."""


@dataclass(frozen=True, slots=True)
class PartedCodes:
    """Codes that stand under one code of the codebook, some of which a theme would take."""

    above: str
    taken: int
    of: int

    @property
    def told(self) -> str:
        """What is against taking them, in words."""
        said = _("parts the codes under '{above}' in the codebook: {n} of {k}")
        return said.format(above=self.above, n=self.taken, k=self.of)


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """Codes that might make a theme, or join one that exists."""

    kind: ClassVar[ProposalKind] = "theme"
    name: str
    """A working name; that of the theme to join."""
    codes: tuple[str, ...]
    """The codes that would be gathered, the most central first."""
    joins: str | None
    """The theme that they would join; None for a theme of their own."""
    beside: tuple[str, ...]
    """The codes of that theme that they are close to."""
    passages: int
    by_group: Mapping[str, int]
    """Passages that bear any of the codes, by group; those that share text are counted once."""
    ties: tuple[Tie, ...]
    """What speaks for it, most first."""
    silhouette: float
    """Mean over the codes: -1 to 1, the greater the firmer."""
    key: Key
    parted: tuple[PartedCodes, ...] = ()
    """Where it would take some of the codes beneath a code of the codebook, and not the others."""

    @property
    def all_codes(self) -> tuple[str, ...]:
        """The codes that it is about."""
        return self.codes

    @property
    def firmness(self) -> str:
        """How firm the group is, in a word."""
        if self.silhouette >= FIRM:
            return _("firm")
        return _("fair") if self.silhouette >= FAIR else _("loose")

    @property
    def reason(self) -> str:
        """What speaks for it and what against, as one line."""
        return "; ".join([*(tie.told for tie in self.ties), *(one.told for one in self.parted)])


@dataclass(frozen=True)
class ThemeProposals:
    """The proposals, firmest first, and the tree that they were taken from."""

    proposals: tuple[ProposedTheme, ...]
    left: tuple[str, ...]
    """Codes that took part and are in no proposal."""
    names: tuple[str, ...]
    """All codes, in the order that the dendrogram numbers them."""
    dendrogram: Dendrogram
    height: float
    """The distance at which the tree was cut."""
    refused: int = 0
    """Proposals that were refused before, and are left out."""
    known: int = 0
    """Groups that are a theme already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How proposals are to be made."""

    groups: int | None = None
    """Into how many groups the codes are to be gathered; None: as the silhouette says."""
    grain: Grain = Grain.USUAL
    anew: bool = False
    """Without regard to the themes that there are."""


def propose_themes(
    material: CodedMaterial,
    closeness: CodeCloseness,
    wanted: Wanted | None = None,
    refused: Collection[Key] = (),
) -> ThemeProposals:
    """Themes of the codes that no theme gathers, or joins to those there are; of all codes when ``anew``.

    The tree of all codes is cut where the silhouette is greatest. Codes that are gathered below the cut are
    proposed as a theme, or to join the theme of those codes among them that they are closest to. Codes that
    are no closer to each other than two codes are in the mean are not proposed, nor is what was ``refused``.
    """
    wanted = wanted or Wanted()
    dendrogram = gather(closeness.distance)
    if len(material.codes) < FEWEST:
        return ThemeProposals((), material.names, material.names, dendrogram, 0.0)
    groups = wanted.groups or dendrogram.best(wanted.grain)
    height = dendrogram.cut(groups)
    labels = dendrogram.into(groups)
    firm = silhouettes(closeness.distance, labels)
    made = _Making(material, closeness, firm, anew=wanted.anew)
    found = [one for members in members_of(labels) for one in made.proposals(members)]
    kept = [one for one in found if one.key not in refused]
    gathered = {code for one in kept for code in one.codes}
    left = (c.name for c in material.codes if (wanted.anew or not c.themes) and c.name not in gathered)
    order = sorted(kept, key=lambda one: (-one.silhouette, -one.passages, one.name, one.codes))
    return ThemeProposals(
        tuple(order), tuple(left), material.names, dendrogram, height, len(found) - len(kept), made.known
    )


class _Making:
    """Makes proposals of groups of codes."""

    def __init__(
        self, material: CodedMaterial, closeness: CodeCloseness, firm: np.ndarray, *, anew: bool
    ) -> None:
        self._material, self._distance, self._firm, self._anew = material, closeness.distance, firm, anew
        self._ties, self._one_a_place = TiesOfCodes(material, closeness), closeness.one_a_place
        self.known = 0
        """Groups that are a theme already."""
        self._taken = {theme for code in material.codes for theme in code.themes}

    def proposals(self, members: Sequence[int]) -> Iterator[ProposedTheme]:
        """The proposals of a group: a theme of its own, or one for each theme that codes of it would join."""
        codes = self._material.codes
        if self._anew and self._is_theme(members):
            self.known += 1
            return
        gathered = [] if self._anew else [n for n in members if codes[n].themes]
        new = [n for n in members if n not in gathered]
        by_theme = defaultdict(list)
        for n in gathered:
            by_theme[codes[n].themes[0]].append(n)
        joining = defaultdict(list)
        for n in new:
            joining[self._closest(n, by_theme)].append(n)
        for joins, found in joining.items():
            if len(found) < (2 if joins is None else 1):
                continue
            beside = by_theme[joins] if joins is not None else []
            if ties := self._ties.between(found, beside):
                yield self._made(found, joins, beside, ties)

    def _closest(self, code: int, by_theme: Mapping[str, Sequence[int]]) -> str | None:
        """The theme whose codes a code is closest to in the mean; None where there is none."""
        far = {
            theme: round(float(self._distance[code, members].mean()), 9)
            for theme, members in by_theme.items()
        }
        return min(far, key=lambda theme: (far[theme], theme)) if far else None

    def _made(
        self, new: Sequence[int], joins: str | None, beside: Sequence[int], ties: tuple[Tie, ...]
    ) -> ProposedTheme:
        codes, passages, members = self._material.codes, self._places(new), [*new, *beside]
        far = {n: round(float(self._distance[n, members].sum()), 9) for n in new}
        names = tuple(codes[n].name for n in sorted(new, key=lambda n: (far[n], codes[n].name)))
        return ProposedTheme(
            joins or working_name(names, self._taken),
            names,
            joins,
            tuple(codes[n].name for n in beside),
            len(passages),
            by_group(passages),
            ties,
            round(float(self._firm[members].mean()), 4),
            frozenset(codes[n].uid or codes[n].name for n in members),
            tuple(self._parted(new, members)),
        )

    def _parted(self, new: Sequence[int], members: Sequence[int]) -> Iterator[PartedCodes]:
        codes = self._material.codes
        for above in dict.fromkeys(codes[n].parent for n in new):
            beneath = {n for n, code in enumerate(codes) if code.parent == above}
            taken = beneath & set(members)
            if above is not None and len(taken) < len(beneath):
                yield PartedCodes(above, len(taken), len(beneath))

    def _places(self, members: Sequence[int]) -> list[CodedText]:
        """The passages that bear any of the codes; of those that share text the first alone."""
        rows = self._one_a_place(row for n in members for row in self._material.having[n])
        return [self._material.passages[row] for row in rows]

    def _is_theme(self, members: Sequence[int]) -> bool:
        """Whether a theme gathers just these codes."""
        codes = self._material.codes
        shared = set.intersection(*(set(codes[n].themes) for n in members))
        return any(len(members) == sum(theme in code.themes for code in codes) for theme in shared)
