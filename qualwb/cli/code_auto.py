"""``qualwb code auto``: a code on all passages that have certain words, or that certain people say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.meanings import WITHOUT_MEANING
from qualwb.cli.options import REASON, codings_at_work, numbers_and_sign
from qualwb.cli.turn_options import UNCODED, turn_options, turns_from
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.autocoding import AutocodeQuery
    from qualwb.analysis.found_passages import FoundPassage

MOST_ANSWERS = 20
_UNITS = ("words", "sentence", "turn")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, of the options."""

    by_lemma: bool
    compounds: bool
    by_regex: bool
    like: str | None
    unit: str | None
    moderator: bool
    top: int
    without_meaning: bool


@click.command("auto")
@click.argument("words", nargs=-1)
@click.option("--code", "-c", "code", required=True, help=_("The code."))
@click.option("--new", "create", is_flag=True, help=_("Make the code where there is none yet."))
@click.option("--lemma", "by_lemma", is_flag=True, help=_("All forms of a word: 'plan' finds 'planerna'."))
@click.option(
    "--compounds", is_flag=True, help=_("All forms, and compounds: 'chef' finds 'enhetschefen' too.")
)
@click.option("--regex", "by_regex", is_flag=True, help=_("WORDS are a regular expression."))
@click.option("--like", metavar="TEXT", help=_("Turns that answer a question or thought in your own words."))
@click.option(
    "--unit",
    type=BilingualChoice(_UNITS),
    help=_("What is coded: the words found, their sentence (as a rule) or the whole turn."),
)
@turn_options
@click.option("--moderator", is_flag=True, help=_("What moderators and observers say too."))
@UNCODED
@click.option("--top", type=click.IntRange(1), default=MOST_ANSWERS, help=_("With --like: at most so many."))
@WITHOUT_MEANING
@click.option("--pick", metavar="NUMBERS", help=_("Only these of the list, as --dry-run says: 3,7-9@9c41."))
@click.option("--skip", metavar="NUMBERS", help=_("All of the list but these: 3,7-9@9c41."))
@REASON
@click.option("--dry-run", is_flag=True, help=_("Only list the passages; code nothing."))
@output_options
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    code: str,
    create: bool,
    pick: str | None,
    skip: str | None,
    reason: str,
    dry_run: bool,
    format_: str | None,
    output: Path | None,
    **options: Any,
) -> None:
    """Code all passages that have WORDS, as one act; without WORDS, whole turns of those named.

    What has the code already is not coded again. List the passages with --dry-run first; what is found by
    --like is coded only where it is picked.

    Example: qualwb code auto syfte --lemma --code "Otydligt syfte" --dry-run
    """
    from qualwb.acts.autocoding import autocode, have_already, passage_of
    from qualwb.exchange.tables.autocoding import autocoding_table

    wish = Wish(**{name: options.pop(name) for name in Wish.__slots__})
    query = _query(" ".join(words), wish, options)
    if pick and skip:
        raise click.UsageError(_("Either --pick or --skip."))
    passages = _found(session, query, wish)
    chosen = _chosen(passages, pick, skip, all_at_first=query.how != "like")
    if query.how == "like" and not pick and not dry_run:
        raise click.UsageError(
            _("Likeness is no proof: list the turns with --dry-run, then --pick those to be coded.")
        )
    with session.project.reading() as connection:
        already = have_already(connection, session.researcher, passages, code, create=create)
    chosen -= already
    if not dry_run and chosen:
        wanted = [passage_of(passages[n]) for n in sorted(chosen)]
        autocode(session.researcher, wanted, code, query.describe(), reason=reason, create=create)
    table = autocoding_table(query, code, passages, chosen, already)
    if dry_run or format_ or output:
        print_table(table, format_, output)
    _tell(session, code, passages, len(chosen), len(already), dry_run=dry_run)


def _query(words: str, wish: Wish, narrowed: dict[str, Any]) -> "AutocodeQuery":
    """What the words and options ask for. Raises ``click.UsageError`` for what does not go together."""
    from qualwb.analysis.autocoding import AutocodeQuery, whole_turns_only

    ways = [
        option
        for option, is_given in (
            ("--lemma", wish.by_lemma),
            ("--compounds", wish.compounds),
            ("--regex", wish.by_regex),
            ("--like", wish.like is not None),
        )
        if is_given
    ]
    if len(ways) > 1 or (wish.like is not None and words):
        raise click.UsageError(_("Give WORDS, with --lemma or --regex, or --like TEXT: one of them."))
    if ways and not words and wish.like is None:
        raise click.UsageError(_("{option} takes WORDS.").format(option=ways[0]))
    asked = turns_from(narrowed, counted=not wish.moderator)
    if wish.like is not None:
        query = AutocodeQuery("like", wish.like, asked)
    elif not words:
        query = AutocodeQuery("turns", "", asked)
    else:
        asked_for = {"forms": wish.by_lemma, "compounds": wish.compounds, "pattern": wish.by_regex}
        how = next((name for name, is_asked in asked_for.items() if is_asked), "words")
        return AutocodeQuery(how, words, asked, wish.unit or "sentence")  # type: ignore[arg-type]
    if wish.unit not in (None, "turn"):
        raise click.UsageError(_("Without WORDS whole turns are coded: --unit turn."))
    return whole_turns_only(query)


def _found(session: Session, query: "AutocodeQuery", wish: Wish) -> "tuple[FoundPassage, ...]":
    from qualwb.analysis.autocoding import find_passages

    if query.how != "like":
        return find_passages(session.project, query, codings_at_work(session))
    from qualwb.analysis.found_passages import PlaceFound, best_first, passages_at
    from qualwb.cli.find_like import nearest_turns

    nearest = nearest_turns(
        session, query.text, query.asked, top=wish.top, without_meaning=wish.without_meaning
    )
    places = [
        PlaceFound(
            one.turn.place.source, one.turn.number, one.turn.place.start, one.turn.place.end, one.because
        )
        for one in nearest.answers.found
    ]
    codings = codings_at_work(session)
    with session.project.reading() as connection:
        return best_first(passages_at(connection, places, query.unit, codings), places)


def _chosen(
    passages: "Sequence[FoundPassage]", pick: str | None, skip: str | None, *, all_at_first: bool
) -> set[int]:
    """Which of the passages are to be coded, by their place in the list from 0. Raises ``QualwbError``."""
    every = set(range(len(passages)))
    if pick:
        return _numbered(passages, "--pick", pick)
    if skip:
        return every - _numbered(passages, "--skip", skip)
    return every if all_at_first else set()


def _numbered(passages: "Sequence[FoundPassage]", option: str, text: str) -> set[int]:
    from qualwb.analysis.found_passages import sign_of

    numbers, sign = numbers_and_sign(option, text)
    if sign != sign_of(passages):
        raise QualwbError(
            _("{option}: the numbers@{sign} are those of another list.").format(option=option, sign=sign),
            _("List the passages anew with --dry-run."),
        )
    for number in numbers:
        if not 1 <= number <= len(passages):
            raise QualwbError(
                _("{option}: there is no passage {number}, only 1 to {last}.").format(
                    option=option, number=number, last=len(passages)
                )
            )
    return {number - 1 for number in numbers}


def _tell(
    session: Session,
    code: str,
    passages: "Sequence[FoundPassage]",
    chosen: int,
    already: int,
    *,
    dry_run: bool,
) -> None:
    from qualwb.analysis.found_passages import sign_of

    if not passages:
        session.say(_("Nothing was found."))
        return
    if already:
        said = ngettext("{n} passage has '{code}' already.", "{n} passages have '{code}' already.", already)
        session.say(said.format(n=already, code=code))
    if dry_run:
        session.say(_("Nothing was coded: dry run."))
        session.say(_("To leave some out: --skip 1,3-4@{sign}").format(sign=sign_of(passages)))
        return
    said = ngettext(
        "Coded {n} passage: {code} (round {round}).", "Coded {n} passages: {code} (round {round}).", chosen
    )
    session.say(said.format(n=chosen, code=code, round=session.researcher.round))
