"""``qualwb words``: how often words are said."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("words")
@click.option("--lemma", "by_lemma", is_flag=True, help=_("Count base forms: 'planerna' as 'plan'."))
@click.option("--all-words", is_flag=True, help=_("Function words and talk particles too ('ju', 'liksom')."))
@click.option("--limit", type=click.IntRange(0), default=50, help=_("At most so many; 0 is all."))
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    by_lemma: bool,
    all_words: bool,
    limit: int,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """Words by how often they are said; with --theme or --code, in those passages.

    Example: qualwb words --lemma --theme "Otydligt syfte"
    """
    from qualwb.analysis.word_frequencies import word_frequencies
    from qualwb.exchange.tables.analyses import words_table

    with session.project.reading() as connection:
        found = word_frequencies(
            connection,
            selection_from(session, chosen),
            lemmas=by_lemma,
            function_words=all_words,
            limit=limit or None,
        )
    print_table(words_table(found), format_, output)
