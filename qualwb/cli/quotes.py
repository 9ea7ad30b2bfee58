"""``qualwb quotes``: passages by theme, code, group and more."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.selecting import selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("quotes")
@click.option("--where", help=_('A query, as \'theme:"Mandat" AND NOT group:"Grupp 2"\'.'))
@click.option("--text", default="", help=_("Only quotes that hold this text."))
@click.option("--sort", "order", default="text", help=_("text, theme, group, time or length."))
@click.option("--before", is_flag=True, help=_("With the turn before each quote."))
@click.option("--print", "printed", is_flag=True, help=_("The print versions where there are any."))
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    where: str | None,
    text: str,
    order: str,
    before: bool,
    printed: bool,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """Quotes with place, codes and themes; several options narrow each other.

    Example: qualwb quotes --theme "Otydligt syfte" --group "Grupp 2" --format md
    """
    from dataclasses import replace

    from qualwb.analysis.quotes import Query, find_quotes
    from qualwb.exchange.printed import printed_texts
    from qualwb.exchange.views import quotes_table

    selection = replace(selection_from(session, chosen), text=text)
    with session.project.reading() as connection:
        found = find_quotes(connection, Query(where, selection, order, before))
        if printed:
            found = printed_texts(connection, found)
    print_table(quotes_table(found), format_, output)
