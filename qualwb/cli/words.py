"""``qualwb words``: how often words are said."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("words")
@click.option("--lemma", "by_lemma", is_flag=True, help=_("Count base forms: 'planerna' as 'plan'."))
@click.option("--all-words", is_flag=True, help=_("Function words and talk particles too ('ju', 'liksom')."))
@click.option("--typical", is_flag=True, help=_("Beside all the rest, what is typical of the part first."))
@click.option("--limit", type=click.IntRange(0), default=50, help=_("At most so many; 0 is all."))
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    by_lemma: bool,
    all_words: bool,
    typical: bool,
    limit: int,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """Words by how often they are said; with --theme or --code, in those passages.

    With --typical, beside how often they are said in all the rest: which are those of the part.

    Example: qualwb words --lemma --theme "Otydligt syfte"
    """
    from qualwb.analysis.selection import Selection
    from qualwb.analysis.typical_words import beside_the_rest
    from qualwb.analysis.word_frequencies import word_frequencies, words_in_order
    from qualwb.exchange.tables.analyses import words_table

    selection, most = selection_from(session, chosen), limit or None
    counted = partial(word_frequencies, lemmas=by_lemma, function_words=all_words)
    with session.project.reading() as connection:
        if not typical:
            found = counted(connection, selection, limit=most)
        else:
            whole = counted(connection, Selection(moderator=selection.moderator), limit=None)
            found = beside_the_rest(counted(connection, selection, limit=None, names=whole.names), whole)
            if found.total == whole.total:
                raise click.UsageError(
                    _("--typical needs a part of the talk, as by --group, --theme or --participant.")
                )
            found = replace(found, words=words_in_order(found.words, "typical")[:most])
    print_table(words_table(found), format_, output)
