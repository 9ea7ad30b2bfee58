"""``qualwb study``: a project beside the published study, the gold coding, or a theory."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import selection_from, selection_options
from qualwb.cli.terminal import echo
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualwb.analysis.connection import Connection
    from qualwb.analysis.gold_coding import GoldComparison, GoldMark
    from qualwb.analysis.published_table import TableComparison
    from qualwb.analysis.selection import Selection


@click.group("study")
def command() -> None:
    """Hold a project against the learning-seminar study.

    Example: qualwb study compare --with gold --missed
    """


@command.command("compare")
@click.option(
    "--with",
    "against",
    type=BilingualChoice(["published", "gold"]),
    default="published",
    show_default=True,
    help=_("The printed table of quotes, or the coding of the two gold coders."),
)
@click.option("--missed", is_flag=True, help=_("List the gold passages that were missed, with their place."))
@selection_options
@output_options
@pass_session
def compare(
    session: Session,
    against: str,
    missed: bool,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> int:
    """Show where the project differs; exit status 1 when it does.

    published: each theme and group whose number of passages is not the printed one (key quotes alone, when
    the project has any); an imported printed report has its own group numbers, transcripts those of the
    bundled study. gold: each theme with the passages found, missed and extra; the gold coders' own codings
    count only where nobody else has coded, or by --by.

    Example: qualwb study compare --with published
    """
    all_wanted = chosen["cited"] is False
    selection = selection_from(session, chosen)
    with session.project.reading() as connection:
        if against == "published":
            if all_wanted:  # said, not left open: then key quotes alone are counted where there are any
                selection = replace(selection, cited=False)
            return _published(session, connection, selection, format_, output)
        return _gold(session, connection, selection, missed, format_, output)


@command.command("theory")
@click.option(
    "--rows", default="Förstå, kunna, vilja", show_default=True, help=_("A code with codes beneath.")
)
@click.option("--columns", default="Aktörsnivå", show_default=True, help=_("A code with codes beneath."))
@selection_options
@output_options
@pass_session
def theory(
    session: Session, rows: str, columns: str, format_: str | None, output: Path | None, **chosen: Any
) -> None:
    """Cross two families of codes over the same passages.

    By default Vedung's understanding, ability and will over levels of actors, as the codebook 'vedung' has
    them; in the round 'teori' when the project has it.

    Example: qualwb study theory -o teori.xlsx
    """
    from qualwb.acts.bundled import THEORY_ROUND
    from qualwb.acts.lookup import NotFound
    from qualwb.analysis.cross_matrix import cross_families, in_round
    from qualwb.exchange.tables.comparisons import cross_table

    selection = selection_from(session, chosen)
    with session.project.reading() as connection:
        selection = in_round(connection, selection, THEORY_ROUND)
        try:
            matrix = cross_families(connection, rows, columns, selection)
        except NotFound as error:
            hint = error.hint or _("Bring the theory in: qualwb codebook import vedung.")
            raise NotFound(error.message, hint) from None
    print_table(cross_table(matrix), format_, output)


def _published(
    session: Session,
    connection: "Connection",
    selection: "Selection",
    format_: str | None,
    output: Path | None,
) -> int:
    from qualwb.acts.bundled import published
    from qualwb.analysis.published_table import compare_with_table, from_print
    from qualwb.exchange.tables.comparisons import differences_table

    facts = published()
    groups = facts.groups if from_print(connection) else facts.ours
    result = compare_with_table(connection, groups, facts.quotes, selection)
    table = differences_table(result)
    if result.differences or format_ is not None or output is not None:
        print_table(table, format_, output)
    else:
        echo("\n".join(table.notes))
    session.say(_verdict(result))
    return 1 if result.differences or not result.cells else 0


def _verdict(result: "TableComparison") -> str:
    if not result.cells:
        return _("The project has none of the themes of the published table.")
    if not result.differences:
        return ngettext("No cell of {n} differs.", "No cell of {n} differs.", result.cells).format(
            n=result.cells
        )
    return ngettext(
        "{n} cell of {cells} differs.", "{n} cells of {cells} differ.", len(result.differences)
    ).format(n=len(result.differences), cells=result.cells)


def _gold(
    session: Session,
    connection: "Connection",
    selection: "Selection",
    missed: bool,
    format_: str | None,
    output: Path | None,
) -> int:
    from qualwb.acts.bundled import CODERS, CONSENSUS_CODER
    from qualwb.analysis.gold_coding import compare_with_gold, without_those_of
    from qualwb.exchange.tables.comparisons import gold_table, missed_table

    themes, marks = _gold_coding(selection)
    selection = without_those_of(connection, selection, (*CODERS, CONSENSUS_CODER))
    result = compare_with_gold(connection, themes, marks, selection)
    print_table(missed_table(result) if missed else gold_table(result), format_, output)
    for mark in result.unplaced:
        session.say(
            _("Not in the project's texts ({group}): {quote}").format(group=mark.group, quote=mark.quote[:60])
        )
    n = sum(row.missed for row in result.themes)
    if n and not missed:
        session.say(
            ngettext(
                "{n} passage was missed; --missed shows it.",
                "{n} passages were missed; --missed shows them.",
                n,
            ).format(n=n)
        )
    return 1 if _differs(result) else 0


def _differs(result: "GoldComparison") -> bool:
    return any(row.missed or row.extra for row in result.themes) or bool(result.unplaced)


def _gold_coding(selection: "Selection") -> tuple[list[str], list["GoldMark"]]:
    """The themes, and the consensus of the gold coders in the groups asked about; key quotes when asked."""
    from qualwb.acts.bundled import CONSENSUS_CODER, read_study
    from qualwb.analysis.gold_coding import GoldMark
    from qualwb.same_name import same_name

    study = read_study()
    theme_of = study.gathering()
    asked = {same_name(name) for name in selection.themes}
    themes = [name for name in dict.fromkeys(theme_of.values()) if not asked or same_name(name) in asked]
    marks = [
        GoldMark(passage.group, passage.quote, _gathered(codes, theme_of, themes), codes)
        for passage in study.passages
        if passage.group in (selection.groups or (passage.group,)) and (passage.cited or not selection.cited)
        for codes in [passage.codes[CONSENSUS_CODER]]
    ]
    return themes, [mark for mark in marks if mark.themes]


def _gathered(codes: "Sequence[str]", theme_of: "Mapping[str, str]", themes: list[str]) -> tuple[str, ...]:
    found = {theme_of[code] for code in codes}
    return tuple(theme for theme in themes if theme in found)
