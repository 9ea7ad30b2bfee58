"""``qualwb find``: words in the material, and keywords in context."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.localization import gettext as _


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--lemma", "by_lemma", is_flag=True, help=_("All forms of a word: 'plan' finds 'planerna'."))
@click.option("--kwic", is_flag=True, help=_("Each match in its context, aligned."))
@click.option("--limit", type=click.IntRange(0), default=100, help=_("At most so many; 0 is all."))
@click.option("--in-order", is_flag=True, help=_("In the order of the text; else the best first."))
@click.option("--group", "groups", multiple=True, help=_("Only these groups."))
@click.option("--source", "sources", multiple=True, help=_("Only these sources."))
@output_options
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    by_lemma: bool,
    kwic: bool,
    limit: int,
    in_order: bool,
    groups: tuple[str, ...],
    sources: tuple[str, ...],
    format_: str | None,
    output: Path | None,
) -> None:
    """Turns with these words: all of them, a "phrase", a prefix*, AND, OR, NOT.

    Example: qualwb find 'syfte* OR "oklart mandat"' --kwic
    """
    from qualwb.analysis import search
    from qualwb.analysis.selection import Selection
    from qualwb.exchange.tables.material import hits_table, kwic_table

    options: dict[str, Any] = {
        "all_forms": by_lemma,
        "limit": limit or None,
        "selection": Selection(groups=groups, sources=sources),
    }
    asked = " ".join(words)
    if kwic:
        table = kwic_table(search.kwic(session.project, asked, **options))
    else:
        order = "text" if in_order else "rank"
        table = hits_table(search.find_text(session.project, asked, order=order, **options))
    print_table(table, format_, output)
