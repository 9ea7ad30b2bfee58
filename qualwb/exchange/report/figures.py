"""The figures of a project: which there are, what they are made from, and the names of their files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualwb.analysis.cooccurrence import Cooccurrence
from qualwb.analysis.participation import Participation
from qualwb.exchange.figures.accumulation import accumulation
from qualwb.exchange.figures.composition_dots import composition_dots
from qualwb.exchange.figures.heat_map import heat_map
from qualwb.exchange.figures.network import network
from qualwb.exchange.figures.participation_bars import numbered, participation_bars
from qualwb.exchange.figures.picture import Picture
from qualwb.exchange.report.answers import Answers

BARS_A_FIGURE = 28
"""People and group names whose bars have room on a page."""


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A figure and the stem of its files, the same in every language and project."""

    name: str
    picture: Picture


def all_figures(found: Answers) -> Iterator[NamedPicture]:
    """The figures that the project has something to show in, as they follow in the report."""
    if composed := composition_figure(found):
        yield NamedPicture("composition", composed)
    if found.matrix.rows:
        yield NamedPicture("themes-by-groups", heat_map(found.matrix))
    if found.saturation.items:
        yield NamedPicture("accumulation", accumulation(found.saturation))
    shares = list(participation_figures(found))
    for number, picture in enumerate(shares, 1):
        yield NamedPicture("participation" if len(shares) == 1 else f"participation-{number}", picture)
    together = themes_together(found)
    if together.pairs:
        yield NamedPicture("co-occurrence", network(together))


def composition_figure(found: Answers) -> Picture | None:
    """Who the groups consist of, where attributes of the participants tell."""
    return composition_dots(found.composition) if found.composition.attributes else None


def participation_figures(found: Answers) -> Iterator[Picture]:
    """The shares of the talk, as many groups a figure as a page has room for; several say which they hold."""
    pages: list[list[Participation]] = []
    for group in found.participation:
        if all(voice.share is None for voice in group.voices):
            continue
        if not pages or _bars([*pages[-1], group]) > BARS_A_FIGURE:
            pages.append([])
        pages[-1].append(group)
    for groups in pages:
        picture = participation_bars(groups)
        names = ", ".join(group.name for group in groups)
        yield picture if len(pages) == 1 else replace(picture, title=f"{picture.title}: {names}")


def themes_together(found: Answers) -> Cooccurrence:
    """The pairs of themes that no others lie beneath: the others only sum them up."""
    above = {theme.parent for theme in found.themes}
    pairs = tuple(pair for pair in found.cooccurrence.pairs if not {pair.first, pair.second} & above)
    return replace(found.cooccurrence, pairs=pairs)


def _bars(groups: Sequence[Participation]) -> int:
    return sum(2 + len(numbered(group)) for group in groups)
