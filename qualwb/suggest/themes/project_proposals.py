"""All that is proposed of a project's codes, with what was refused left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.store.refused_proposals import refused_keys
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.themes.code_closeness import closeness_of_codes
from qualwb.suggest.themes.coded_material import CodedMaterial, read_material
from qualwb.suggest.themes.merge_proposals import MergeProposals, ProposedMerge, propose_merges
from qualwb.suggest.themes.split_proposals import ProposedSplit, SplitProposals, propose_splits
from qualwb.suggest.themes.theme_proposals import Key, ProposedTheme, ThemeProposals, Wanted, propose_themes
from qualwb.suggest.themes.ties import TiesOfCodes

Proposal = ProposedTheme | ProposedMerge | ProposedSplit


@dataclass(frozen=True, slots=True)
class ProjectProposals:
    """Proposed themes, merges and splits."""

    themes: ThemeProposals
    merges: MergeProposals
    splits: SplitProposals
    codes: int
    without_theme: int
    """How many of the codes no theme gathers."""
    known: float | None
    """Of how many passages it is known what they mean, 0 to 1; None without an encoder."""
    theme_names: tuple[str, ...]
    """The themes that gather codes, in alphabetical order."""
    _ties: TiesOfCodes

    def grounds_of(self, proposal: ProposedTheme, codes: Sequence[str], theme: str) -> str:
        """What speaks for a theme that gathers only some of the codes proposed; '' where nothing does.

        For codes that are to join another theme than was proposed, what holds them to each other.
        """
        joined = proposal.joins in (None, theme)
        if joined and set(codes) == set(proposal.codes):
            return proposal.reason
        beside = proposal.beside if joined else ()
        return "; ".join(tie.told for tie in self._ties.between_named(codes, beside))


def project_proposals(
    connection: Connection, meanings: Meanings | None = None, wanted: Wanted | None = None
) -> ProjectProposals:
    """What is proposed, by the meanings that are known; nothing is encoded."""
    material = read_material(connection)
    closeness = closeness_of_codes(material, meanings)
    return ProjectProposals(
        propose_themes(material, closeness, wanted, refused_keys(connection, "theme")),
        propose_merges(material, closeness, refused_keys(connection, "merge")),
        propose_splits(material, closeness, refused_keys(connection, "split")),
        len(material.codes),
        sum(not code.themes for code in material.codes),
        _share_known(material, meanings),
        tuple(sorted({theme for code in material.codes for theme in code.themes})),
        TiesOfCodes(material, closeness),
    )


def read_proposable(connection: Connection, proposed: type[Proposal]) -> tuple[CodedMaterial, frozenset[Key]]:
    """The project's codes with their passages, and what was refused of proposals of a kind."""
    return read_material(connection), refused_keys(connection, proposed.kind)


def _share_known(material: CodedMaterial, meanings: Meanings | None) -> float | None:
    if meanings is None:
        return None
    vectors = meanings([passage.text for passage in material.passages])
    return float(vectors.any(axis=1).mean()) if len(vectors) else 1.0
