"""``qualwb suggest themes``, ``merges`` and ``splits``: what codes might become; nothing is changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, output_options, pass_session
from qualwb.cli.learnt_tables import print_learnt
from qualwb.cli.meanings import WITHOUT_MEANING, meanings_of_codings
from qualwb.cli.terminal import echo, page_width
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.exchange.figures.dendrogram import GatheredTree
    from qualwb.exchange.tables.table import Table
    from qualwb.suggest.themes.code_closeness import CodeCloseness
    from qualwb.suggest.themes.coded_material import CodedMaterial
    from qualwb.suggest.themes.project_proposals import Proposal
    from qualwb.suggest.themes.theme_proposals import Key, ThemeProposals

FIGURES = (".svg", ".png")


@click.command("themes")
@click.option("--themes", "groups", type=click.IntRange(2), help=_("How many groups codes are gathered in."))
@click.option("--closer", "grain", flag_value="closer", help=_("More and smaller groups."))
@click.option("--looser", "grain", flag_value="looser", help=_("Fewer and larger groups."))
@click.option("--all", "anew", is_flag=True, help=_("Of all codes anew, whatever themes there are."))
@click.option("--dendrogram", is_flag=True, help=_("Draw how the codes are gathered, step by step."))
@WITHOUT_MEANING
@output_options
@pass_session
def themes(
    session: Session,
    groups: int | None,
    grain: str | None,
    anew: bool,
    dendrogram: bool,
    without_meaning: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Themes that codes might make, or join: with what speaks for each.

    Codes that no theme gathers are gathered where they are close in meaning and words, share passages or
    stand near each other. A file that ends in .svg or .png gets the dendrogram.

    Example: qualwb suggest themes --looser -o tree.svg
    """
    from qualwb.cli.suggest_theme_tables import themes_table
    from qualwb.suggest.themes.gathering import FEWEST, Grain
    from qualwb.suggest.themes.theme_proposals import ProposedTheme, Wanted, propose_themes
    from qualwb.suggest.themes.why_none import why_no_themes

    if groups and grain:
        raise click.UsageError(_("--themes says how many: --closer and --looser have no say then."))
    is_figure = _is_figure(output, format_, dendrogram=dendrogram)
    material, closeness, refused = _compared(session, ProposedTheme, without_meaning=without_meaning)
    wanted = Wanted(groups, Grain[(grain or "usual").upper()], anew)
    found = propose_themes(material, closeness, wanted, refused)
    _say_if_nothing(session, material, found, anew)
    if is_figure and output is not None:
        if len(material.codes) < FEWEST:
            raise QualwbError(why_no_themes(len(material.codes), 0))
        from qualwb.exchange.figure_files import write_figure
        from qualwb.exchange.figures.dendrogram import dendrogram as drawn

        write_figure(drawn(_tree(session, found)), output)
    elif dendrogram:
        from qualwb.exchange.figures.dendrogram_lines import dendrogram_lines

        lines = dendrogram_lines(_tree(session, found), page_width())
        if output is not None:
            from qualwb.exchange.output_file import write_file

            write_file(output, ("\n".join(lines) + "\n").encode())
        else:
            for line in lines:
                echo(line)
    else:
        print_learnt(session, themes_table(found, closeness.encoder), format_, output)


@click.command("merges")
@click.option(
    "--top", type=click.IntRange(1), help=_("So many of the closest pairs, also where no strong ground is.")
)
@WITHOUT_MEANING
@output_options
@pass_session
def merges(
    session: Session, top: int | None, without_meaning: bool, format_: str | None, output: Path | None
) -> None:
    """Codes that look like duplicates: with the grounds, and what differs.

    Example: qualwb suggest merges
    """
    from qualwb.cli.suggest_theme_tables import merges_table
    from qualwb.suggest.themes.merge_proposals import ProposedMerge, propose_merges
    from qualwb.suggest.themes.why_none import why_no_merges

    material, closeness, refused = _compared(session, ProposedMerge, without_meaning=without_meaning)
    found = propose_merges(material, closeness, refused, top=top)
    if not found.proposals:
        session.say(why_no_merges())
    print_learnt(session, merges_table(found, closeness.encoder), format_, output)


@click.command("splits")
@output_options
@pass_session
def splits(session: Session, format_: str | None, output: Path | None) -> None:
    """Codes that look like two: their passages fall in two groups, more than by chance.

    Example: qualwb suggest splits
    """
    from qualwb.cli.suggest_theme_tables import splits_table
    from qualwb.suggest.themes.split_proposals import ProposedSplit, propose_splits
    from qualwb.suggest.themes.why_none import why_no_splits

    material, closeness, refused = _compared(session, ProposedSplit, without_meaning=False)
    found = propose_splits(material, closeness, refused)
    if not found.proposals:
        session.say(why_no_splits(found, by_meaning=closeness.encoder is not None))
    print_learnt(session, splits_table(found, closeness.encoder), format_, output)


def measured(session: Session, *, without_meaning: bool) -> "Table":
    """How well codes are gathered, against the project's own themes."""
    from qualwb.cli.suggest_theme_tables import themes_measured_table
    from qualwb.suggest.themes.coded_material import read_material
    from qualwb.suggest.themes.theme_evaluation import evaluate_themes

    with session.learnt_from.reading() as connection:
        material = read_material(connection)
    meanings = meanings_of_codings(session, without=without_meaning)
    return themes_measured_table(evaluate_themes(material, meanings))


def _compared(
    session: Session, proposed: "type[Proposal]", *, without_meaning: bool
) -> "tuple[CodedMaterial, CodeCloseness, frozenset[Key]]":
    """The project's codes, how close they are, and what was refused before."""
    from qualwb.suggest.themes.code_closeness import closeness_of_codes
    from qualwb.suggest.themes.project_proposals import read_proposable

    with session.learnt_from.reading() as connection:
        material, refused = read_proposable(connection, proposed)
    meanings = meanings_of_codings(session, without=without_meaning)
    return material, closeness_of_codes(material, meanings), refused


def _say_if_nothing(session: Session, material: "CodedMaterial", found: "ThemeProposals", anew: bool) -> None:
    from qualwb.suggest.themes.why_none import why_no_themes

    if not found.proposals:
        without_theme = sum(not code.themes for code in material.codes)
        session.say(why_no_themes(len(material.codes), without_theme, anew=anew))


def _is_figure(output: Path | None, format_: str | None, *, dendrogram: bool) -> bool:
    """Whether the dendrogram is to be drawn into a file. Raises for what can be neither figure nor table."""
    from qualwb.exchange.rendering import SUFFIXES

    if dendrogram and format_ not in (None, "table"):
        raise click.UsageError(
            _("--dendrogram is drawn; --format {format} is a table.").format(format=format_)
        )
    if output is None or format_ is not None:
        return False
    suffix = output.suffix.lower()
    known = (*FIGURES, ".txt") if dendrogram else (*FIGURES, *SUFFIXES)
    if suffix and suffix not in known:
        raise QualwbError(
            _("{file}: '{suffix}' is no format that can be written.").format(
                file=output.name, suffix=output.suffix
            ),
            _("There are: {names}.").format(names=", ".join(known)),
        )
    return suffix in FIGURES


def _tree(session: Session, found: "ThemeProposals") -> "GatheredTree":
    from qualwb.analysis.project_title import project_title
    from qualwb.exchange.figures.dendrogram import GatheredTree

    with session.learnt_from.reading() as connection:
        name = project_title(connection).name
    marks = {code: str(n) for n, one in enumerate(found.proposals, start=1) for code in one.codes}
    return GatheredTree(found.names, found.dendrogram.links, found.height, marks, name)
