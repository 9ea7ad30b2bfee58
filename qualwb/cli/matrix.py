"""``qualwb matrix``: themes or codes by groups, and more."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice, BilingualName
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import IN_GROUPS, selection_from, selection_options
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.matrix_order import SortedBy

ROWS = ("themes", "codes")
COLUMNS = ("groups", "sources", "speakers", "participants", "questions", "coders")
"""What columns can be besides an attribute, here so that help loads nothing."""


@click.command("matrix")
@click.option(
    "--rows",
    type=BilingualName((*ROWS, *COLUMNS)),
    default="themes",
    help=_("themes, codes, or as --columns: an attribute by another is a crosstab."),
)
@click.option(
    "--columns",
    type=BilingualName((*COLUMNS, *ROWS)),
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
    help=_("What a cell holds: the count, its percent, how widely it is said, or texts."),
)
@click.option(
    "--percent-of",
    type=BilingualChoice(["column", "row", "all"]),
    help=_("What percent are of: the column (as without this), the row, or all."),
)
@click.option("--sort-by", metavar=_("COLUMN"), help=_("Rows by a column, most first; 'total' for all."))
@click.option("--least-first", is_flag=True, help=_("With --sort-by: least first."))
@click.option("--sort-columns-by", metavar=_("ROW"), help=_("Columns by a row, most first; 'all' for all."))
@click.option("--columns-least-first", is_flag=True, help=_("With --sort-columns-by: least first."))
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
    percent_of: str | None,
    sort_by: str | None,
    least_first: bool,
    sort_columns_by: str | None,
    columns_least_first: bool,
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
    from qualwb.analysis.matrix_order import Sorting
    from qualwb.exchange.matrix_views import MatrixWishes, matrix_view
    from qualwb.exchange.tables.matrix import spelled_in_files

    _refuse_what_does_not_fit(rows, columns, count, cells, printed)
    if percent_of is not None and cells != "percent":
        raise click.UsageError(_("--percent-of goes with --cells percent."))
    wishes = MatrixWishes(
        rows,
        columns,
        count,
        cells,
        percent_of or "column",
        printed,
        Sorting(_sorted_by(sort_by, least_first), _sorted_by(sort_columns_by, columns_least_first)),
        selection_from(session, chosen),
    )
    with session.project.reading() as connection:
        table = matrix_view(connection, wishes).table
    missing = not_asked if not_asked == "NA" else ""
    print_table(spelled_in_files(table, zeros=zeros == "0", not_asked=missing), format_, output)


def _sorted_by(name: str | None, least_first: bool) -> "SortedBy | None":
    from qualwb.analysis.matrix_order import SortedBy

    return None if name is None else SortedBy(name, least_first)


def _refuse_what_does_not_fit(rows: str, columns: str, count: str, cells: str, printed: bool) -> None:
    if count != "passages" and cells not in ("numbers", "percent"):
        raise click.UsageError(_("--count goes with --cells numbers or percent."))
    if printed and cells != "quotes":
        raise click.UsageError(_("--print goes with --cells quotes."))
    if cells not in ("numbers", "percent") and (rows not in ROWS or columns in ROWS):
        raise click.UsageError(_("--cells {cells} goes with --rows themes or codes.").format(cells=cells))
    if cells == "extent" and columns != "groups":
        raise click.UsageError(_("--cells extent goes with --columns groups."))
    if cells == "summaries" and rows != "themes":
        raise click.UsageError(_("--cells summaries goes with --rows themes."))
