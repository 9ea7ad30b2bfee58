"""``qualwb find``: words in the material, keywords in context, and answers to a question in own words."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.meanings import WITHOUT_MEANING
from qualwb.cli.options import codings_at_work
from qualwb.cli.turn_options import UNCODED, turn_options, turns_from
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualwb.analysis.turns_asked import TurnsAsked
    from qualwb.exchange.tables.table import Table

MOST_HITS, MOST_ANSWERS = 100, 20


@click.command("find")
@click.argument("words", nargs=-1)
@click.option("--like", metavar="TEXT", help=_("Turns that answer a question or thought in your own words."))
@click.option("--lemma", "by_lemma", is_flag=True, help=_("All forms of a word: 'plan' finds 'planerna'."))
@click.option(
    "--compounds", is_flag=True, help=_("All forms, and compounds: 'chef' finds 'enhetschefen' too.")
)
@click.option(
    "--regex", is_flag=True, help=_("WORDS are a regular expression; no match goes beyond its turn.")
)
@click.option(
    "--kwic",
    is_flag=True,
    help=_("Each match in its context, aligned; a transcriber's mark only in its bracket: '[skratt]'."),
)
@click.option(
    "--limit",
    "--top",
    "limit",
    type=click.IntRange(0),
    help=_("At most so many; 0 is all. Without it {hits}, with --like {answers}.").format(
        hits=MOST_HITS, answers=MOST_ANSWERS
    ),
)
@click.option("--in-order", is_flag=True, help=_("In the order of the text; else the best first."))
@turn_options
@click.option("--moderator", is_flag=True, help=_("With --like: what moderators and observers say too."))
@UNCODED
@click.option("--coded", is_flag=True, help=_("Only turns that a code stands on."))
@WITHOUT_MEANING
@output_options
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    like: str | None,
    by_lemma: bool,
    compounds: bool,
    regex: bool,
    kwic: bool,
    limit: int | None,
    in_order: bool,
    moderator: bool,
    without_meaning: bool,
    format_: str | None,
    output: Path | None,
    **narrowed: Any,
) -> None:
    """Turns with these words: all of them, a "phrase", a prefix*, AND, OR, NOT.

    With --like, the turns that are nearest to what you write, without the moderator's; WORDS narrow them.

    Example: qualwb find 'syfte* OR "oklart mandat"' --kwic
    """
    _refuse_mixture(words, like, by_lemma or compounds, regex, kwic, moderator, without_meaning)
    counted = like is not None and not moderator
    asked = turns_from(narrowed, counted=counted)
    found = " ".join(words)
    if like is not None:
        from qualwb.cli.find_like import find_like

        most = MOST_ANSWERS if limit is None else limit
        table = find_like(
            session,
            like,
            asked,
            words=found,
            all_forms=by_lemma,
            compounds=compounds,
            top=most or None,
            in_order=in_order,
            without_meaning=without_meaning,
        )
    elif regex:
        most = MOST_HITS if limit is None else limit
        table = _by_pattern(session, found, asked, kwic, most or None)
    else:
        most = MOST_HITS if limit is None else limit
        options = {"all_forms": by_lemma, "compounds": compounds, "limit": most or None}
        table = _by_words(session, found, asked, kwic, in_order=in_order, **options)
    print_table(table, format_, output)


def _refuse_mixture(
    words: tuple[str, ...],
    like: str | None,
    by_lemma: bool,
    regex: bool,
    kwic: bool,
    moderator: bool,
    without_meaning: bool,
) -> None:
    """Raise ``UsageError`` for options that do not go together."""
    if not words and like is None:
        raise click.UsageError(_("Give WORDS, or --like TEXT."))
    if like is not None and kwic:
        raise click.UsageError(_("--kwic shows words: it does not go with --like."))
    if regex and (like is not None or by_lemma):
        raise click.UsageError(
            _("--regex takes words as they stand: it goes with neither --lemma, --compounds nor --like.")
        )
    if like is None and (moderator or without_meaning):
        option = "--moderator" if moderator else "--without-meaning"
        raise click.UsageError(_("{option} goes with --like alone.").format(option=option))


def _by_words(
    session: Session, words: str, asked: "TurnsAsked", kwic: bool, *, in_order: bool, **options: Any
) -> "Table":
    from qualwb.analysis import search
    from qualwb.exchange.tables.material import hits_table, kwic_table

    among = turns_in(session, asked)
    if kwic:
        return kwic_table(search.kwic(session.project, words, among=among, **options))
    found = search.find_text(
        session.project, words, order="text" if in_order else "rank", among=among, **options
    )
    return hits_table(found)


def _by_pattern(
    session: Session, pattern: str, asked: "TurnsAsked", kwic: bool, limit: int | None
) -> "Table":
    from qualwb.analysis.pattern_search import find_pattern, keywords_by_pattern
    from qualwb.exchange.tables.material import hits_table, kwic_table

    among = turns_in(session, asked)
    with session.project.reading() as connection:
        if kwic:
            return kwic_table(keywords_by_pattern(connection, pattern, limit=limit, among=among))
        return hits_table(find_pattern(connection, pattern, limit=limit, among=among))


def turns_in(session: Session, asked: "TurnsAsked") -> "Collection[int] | None":
    """The keys of the turns asked about; None for all."""
    from qualwb.analysis.turns_asked import turns_asked

    codings = codings_at_work(session)
    with session.project.reading() as connection:
        return turns_asked(connection, asked, codings)
