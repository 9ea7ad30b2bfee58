"""Themes proposed from codes: which, why, how firm, and under what working name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from qualwb.suggest.themes.nearness import Likenesses
from qualwb.suggest.themes.ties import Tie, TiesOfCodes
from qualwb.suggest.themes.working_names import working_name

FIRM, FAIR = 0.5, 0.25
"""Silhouettes from which a group has a reasonable structure, and a weak one that may be artificial
(Kaufman & Rousseeuw 1990, table 4)."""

Key = frozenset[str]
"""What a proposal is known by: the uids of its codes, with those of the theme that they would join."""


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
    passages: int
    by_group: Mapping[str, int]
    """Passages that bear any of the codes, by group; those that share text are counted once."""
    ties: tuple[Tie, ...]
    """What speaks for it, most first."""
    silhouette: float
    """Mean over the codes: -1 to 1, the greater the firmer."""
    key: Key

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
        """What speaks for it, as one line."""
        return "; ".join(tie.told for tie in self.ties)


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

    The tree of all codes is cut where the silhouette is greatest. Codes of one theme stay together, codes of
    two themes apart, and what is gathered with them below the cut may join them. Codes that are no closer to
    each other than two codes are in the mean are not proposed, nor is what was ``refused``.
    """
    wanted = wanted or Wanted()
    dendrogram = gather(closeness.distance)
    if len(material.codes) < FEWEST:
        return ThemeProposals((), material.names, material.names, dendrogram, 0.0)
    groups = wanted.groups or dendrogram.best(wanted.grain)
    height = dendrogram.cut(groups)
    if wanted.anew:
        labels = dendrogram.into(groups)
    else:
        labels = gather(_with_themes(material, closeness.distance)).at(height)
    firm = silhouettes(closeness.distance, labels)
    made = _Making(material, closeness, firm, anew=wanted.anew)
    found = [one for members in members_of(labels) if (one := made.proposal(members)) is not None]
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

    def proposal(self, members: Sequence[int]) -> ProposedTheme | None:
        """The proposal of a group; None where there is nothing new in it, or nothing that holds it."""
        codes = self._material.codes
        new = [n for n in members if self._anew or not codes[n].themes]
        joins = None if self._anew else next((codes[n].themes[0] for n in members if codes[n].themes), None)
        if len(new) < (2 if joins is None else 1):
            return None
        if self._anew and self._is_theme(members):
            self.known += 1
            return None
        ties = self._ties.between(members)
        return self._made(members, new, joins, ties) if ties else None

    def _made(
        self, members: Sequence[int], new: Sequence[int], joins: str | None, ties: tuple[Tie, ...]
    ) -> ProposedTheme:
        codes, passages = self._material.codes, self._places(new)
        far = {n: round(float(self._distance[n, members].sum()), 9) for n in new}
        names = tuple(codes[n].name for n in sorted(new, key=lambda n: (far[n], codes[n].name)))
        return ProposedTheme(
            joins or working_name(names, self._taken),
            names,
            joins,
            len(passages),
            by_group(passages),
            ties,
            round(float(self._firm[list(members)].mean()), 4),
            frozenset(codes[n].uid or codes[n].name for n in members),
        )

    def _places(self, members: Sequence[int]) -> list[CodedText]:
        """The passages that bear any of the codes; of those that share text the first alone."""
        rows = self._one_a_place(row for n in members for row in self._material.having[n])
        return [self._material.passages[row] for row in rows]

    def _is_theme(self, members: Sequence[int]) -> bool:
        """Whether a theme gathers just these codes."""
        codes = self._material.codes
        shared = set.intersection(*(set(codes[n].themes) for n in members))
        return any(len(members) == sum(theme in code.themes for code in codes) for theme in shared)


def _with_themes(material: CodedMaterial, distance: Likenesses) -> Likenesses:
    """The distances, with codes of one theme in one place and those of two farther than any mean can be."""
    first = [code.themes[0] if code.themes else None for code in material.codes]
    far = float(len(first) ** 2)
    bound = distance.copy()
    for one, theme in enumerate(first):
        for other, another in enumerate(first):
            if one != other and theme is not None and another is not None:
                bound[one, other] = 0.0 if theme == another else far
    return bound
