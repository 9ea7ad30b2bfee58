"""``qualwb matrix``: themes or codes by groups, and more."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice, BilingualName
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import IN_GROUPS, selection_from, selection_options
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.connection import Connection
    from qualwb.analysis.selection import Selection
    from qualwb.exchange.tables.table import Table

COLUMNS = ("groups", "sources", "speakers", "participants", "questions", "coders")
"""What columns can be besides an attribute, here so that help loads nothing."""


@click.command("matrix")
@click.option(
    "--rows", type=BilingualChoice(["themes", "codes"]), default="themes", help=_("What the rows are.")
)
@click.option(
    "--columns",
    type=BilingualName(COLUMNS),
    default="groups",
    help=_("groups, sources, speakers, participants, questions, coders or an attribute."),
)
@click.option(
    "--count",
    default="passages",
    type=BilingualChoice(["passages", "words", "participants", "groups", "presence"]),
    help=_("What a cell counts."),
)
@click.option(
    "--cells",
    default="numbers",
    type=BilingualChoice(["numbers", "percent", "extent", "quotes", "summaries"]),
    help=_("What a cell holds: the count, its percent of the column, how widely it is said, or texts."),
)
@click.option("--print", "printed", is_flag=True, help=_("Quotes in their print versions."))
@IN_GROUPS
@click.option(
    "--zeros",
    type=BilingualChoice(["0", "blank"]),
    default="0",
    help=_("What csv and xlsx hold where nothing was said."),
)
@click.option(
    "--not-asked",
    type=BilingualChoice(["NA", "blank"]),
    default="NA",
    help=_("What csv and xlsx hold where nobody was asked."),
)
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    rows: str,
    columns: str,
    count: str,
    cells: str,
    printed: bool,
    zeros: str,
    not_asked: str,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """Themes or codes by columns: counts, percent, extent, the quotes, or your own summaries.

    Example: qualwb matrix --rows themes --columns groups --cells quotes -o matris.xlsx
    """
    from qualwb.exchange.tables.matrix import spelled_in_files

    _refuse_what_does_not_fit(rows, columns, count, cells, printed)
    selection = selection_from(session, chosen)
    with session.project.reading() as connection:
        match cells:
            case "quotes":
                table = _of_quotes(connection, rows, columns, selection, printed)
            case "extent":
                table = _of_extent(connection, rows, selection)
            case "summaries":
                table = _of_summaries(connection, columns, selection)
            case _:
                table = _of_counts(connection, rows, columns, count, selection, percent=cells == "percent")
    missing = not_asked if not_asked == "NA" else ""
    table = spelled_in_files(table, zeros=zeros == "0", not_asked=missing)
    print_table(table, format_, output)


def _refuse_what_does_not_fit(rows: str, columns: str, count: str, cells: str, printed: bool) -> None:
    if count != "passages" and cells not in ("numbers", "percent"):
        raise click.UsageError(_("--count goes with --cells numbers or percent."))
    if printed and cells != "quotes":
        raise click.UsageError(_("--print goes with --cells quotes."))
    if cells == "extent" and columns != "groups":
        raise click.UsageError(_("--cells extent goes with --columns groups."))
    if cells == "summaries" and rows != "themes":
        raise click.UsageError(_("--cells summaries goes with --rows themes."))


def _of_counts(
    connection: "Connection", rows: str, columns: str, count: str, selection: "Selection", *, percent: bool
) -> "Table":
    from qualwb.analysis.matrix import theme_matrix
    from qualwb.exchange.tables.matrix import matrix_table

    matrix = theme_matrix(connection, rows, columns, count, selection)
    if not percent:
        return matrix_table(matrix)
    from qualwb.exchange.tables.matrix import percent_table

    return percent_table(matrix)


def _of_quotes(
    connection: "Connection", rows: str, columns: str, selection: "Selection", printed: bool
) -> "Table":
    from dataclasses import replace

    from qualwb.analysis.quote_matrix import quote_matrix
    from qualwb.exchange.printed_quotes import printed_texts
    from qualwb.exchange.tables.matrix import quote_matrix_table

    matrix = quote_matrix(connection, rows, columns, selection)
    if printed:
        matrix = replace(matrix, quotes=tuple(printed_texts(connection, matrix.quotes)))
    return quote_matrix_table(matrix)


def _of_extent(connection: "Connection", rows: str, selection: "Selection") -> "Table":
    from qualwb.analysis.extent import extents
    from qualwb.analysis.matrix import theme_matrix
    from qualwb.exchange.tables.matrix import extent_table

    counts = theme_matrix(connection, rows, "groups", "passages", selection)
    return extent_table(counts, extents(connection, rows, selection))


def _of_summaries(connection: "Connection", columns: str, selection: "Selection") -> "Table":
    from qualwb.acts.summaries import summaries
    from qualwb.analysis.framework import coding_places, framework
    from qualwb.exchange.tables.matrix import framework_table

    written = summaries(connection)
    places = coding_places(connection, (key for one in written for key in one.codings))
    return framework_table(framework(connection, columns, selection), written, places)
