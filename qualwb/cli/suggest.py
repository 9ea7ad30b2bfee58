"""``qualwb suggest``: candidate codes for passages, new candidates, more like this, and how good they are."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.choices import BilingualChoice, BilingualOption
from qualwb.cli.context import Session, output_options, pass_session
from qualwb.cli.learnt_tables import print_learnt
from qualwb.cli.meanings import WITHOUT_MEANING, meanings_of_codings
from qualwb.cli.options import passage_arguments, resolve
from qualwb.cli.suggest_themes import measured as measured_themes
from qualwb.cli.suggest_themes import merges, splits, themes
from qualwb.cli.terminal import progress_bar, reading
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualwb.analysis.connection import Connection
    from qualwb.suggest.evidence import CodedText, Evidence, UncodedText
    from qualwb.suggest.mentions import FindMentions

WITH = click.option(
    "--with",
    "with_",
    type=BilingualChoice(["definitions"]),
    help=_("Use the codes' definitions, include rules and examples too."),
)


@click.group("suggest")
def command() -> None:
    """Candidate codes, each with its reasons. Nothing is coded by this.

    Example: qualwb suggest codes "Grupp 2" --quote "ingen visste vad vi skulle göra"
    """


for proposing in (themes, merges, splits):
    command.add_command(proposing)


@command.command("codes")
@passage_arguments
@click.option("--top", type=click.IntRange(1), default=5, show_default=True, help=_("How many."))
@WITH
@WITHOUT_MEANING
@output_options
@pass_session
def codes(
    session: Session,
    source: str,
    start: int | None,
    end: int | None,
    quote: str | None,
    top: int,
    with_: str | None,
    without_meaning: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Existing codes that fit a passage: SOURCE START END, or SOURCE --quote TEXT."""
    from qualwb.cli.suggest_tables import codes_table
    from qualwb.suggest.features import remark_on
    from qualwb.suggest.suggester import Suggester

    passage = resolve(session, source, start, end, quote)
    rules = with_ == "definitions"
    asked = [(passage.source, passage.text)]
    meanings = meanings_of_codings(session, with_rules=rules, also=asked, without=without_meaning)
    suggester = Suggester(session.learnt_from, meanings, with_definitions=rules)
    suggester.learn()
    suggestions = suggester.suggest(passage.source, passage.start, passage.end, passage.text, top)
    remark = remark_on(passage.text)
    if remark and not (meanings and suggestions):
        session.say(remark)
    if not suggester.codes:
        session.say(_("There are no codes yet: make some, or see 'qualwb suggest candidates'."))
    elif not suggestions:
        said = ngettext(
            "No code: nothing in the passage speaks for the only one.",
            "No code: nothing in the passage speaks for any of the {n}.",
            suggester.codes,
        )
        session.say(said.format(n=suggester.codes))
    why_none = suggester.why_no_probability(passage.source, passage.start, passage.end)
    print_learnt(session, codes_table(passage.text, suggestions, why_none), format_, output)


@command.command("candidates")
@click.argument("source", required=False)
@click.option("--uncoded", is_flag=True, help=_("Only turns that no code stands on."))
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help=_("How many."))
@output_options
@pass_session
def candidates(
    session: Session, source: str | None, uncoded: bool, top: int, format_: str | None, output: Path | None
) -> None:
    """New candidate codes: key phrases of a source, or of all, with where they are said."""
    from qualwb.cli.suggest_tables import candidates_table
    from qualwb.suggest.candidates import find_candidates
    from qualwb.suggest.project_evidence import read_evidence, read_turns

    with session.learnt_from.reading() as connection:
        evidence = read_evidence(connection, None if uncoded else ())
        turns = evidence.uncoded if uncoded else read_turns(connection)
        name = _source_named(connection, source) if source else None
    here = [turn for turn in turns if name in (None, turn.place.source)]
    beside = [turn for turn in turns if name not in (None, turn.place.source)]
    if not here:
        session.say(_("There is no such text to look in."))
    found = find_candidates(
        here,
        codes=[entry.name for entry in evidence.codes],
        beside=beside,
        top=top,
        mentions=_mentions(session, turns),
    )
    print_learnt(session, candidates_table(found), format_, output)


@command.command("similar")
@click.argument("name")
@click.argument("start", type=int, required=False)
@click.argument("end", type=int, required=False)
@click.option("--quote", help=_("The passage by its words, exactly as they stand."))
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help=_("How many."))
@WITHOUT_MEANING
@output_options
@pass_session
def similar(
    session: Session,
    name: str,
    start: int | None,
    end: int | None,
    quote: str | None,
    top: int,
    without_meaning: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Turns that are like those of a code or theme, uncoded ones first; or that are like a passage.

    A passage is given as SOURCE START END, or as SOURCE --quote TEXT.
    """
    from qualwb.cli import suggest_similar

    if start is None and end is None and quote is None:
        table = suggest_similar.like_code(session, name, top, without_meaning=without_meaning)
    else:
        passage = resolve(session, name, start, end, quote)
        table = suggest_similar.like_passage(session, passage, top, without_meaning=without_meaning)
    print_learnt(session, table, format_, output)


@command.command("evaluate")
@click.option("--by", type=BilingualChoice(["group"]), default="group", help=_("What is left out at a time."))
@click.option(
    "--task",
    type=BilingualChoice(["codes", "candidates", "similar", "themes"]),
    default="codes",
    help=_("What is measured."),
)
@WITH
@WITHOUT_MEANING
@output_options
@pass_session
def evaluate(
    session: Session,
    by: str,  # noqa: ARG001
    task: str,
    with_: str | None,
    without_meaning: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """How good suggestions are on this project's own codings, beside simple baselines."""
    from qualwb.cli import suggest_tables as tables
    from qualwb.cli.evaluation_table import evaluation_table
    from qualwb.suggest import evaluation, evaluation_tasks

    evidence = _evidence(session)
    if task == "codes":
        rules = with_ == "definitions"
        meanings = meanings_of_codings(session, with_rules=rules, without=without_meaning)
        with progress_bar(_("Measuring"), quiet=session.quiet) as tell:
            measured = evaluation.evaluate(evidence, meanings=meanings, with_definitions=rules, progress=tell)
        table = evaluation_table(measured)
    elif task == "candidates":
        mentions = _mentions(session, evidence.passages)
        table = tables.headings_table(evaluation_tasks.evaluate_candidates(evidence, mentions))
    elif task == "themes":
        table = measured_themes(session, without_meaning=without_meaning)
    else:
        meanings = meanings_of_codings(session, without=without_meaning)
        table = tables.recall_table(evaluation_tasks.evaluate_similar(evidence, meanings))
    print_learnt(session, table, format_, output)


@command.command("log")
@click.option(
    "--by",
    cls=BilingualOption,
    type=BilingualChoice(["code", "reason", "time", "hundred", "coder", "proposal"]),
    default="code",
    show_default=True,
    help=_(
        "What they are counted by: time is weeks, hundred each hundred answers in turn. proposal lists "
        "proposed themes, merges and splits."
    ),
)
@output_options
@pass_session
def log(session: Session, by: str, format_: str | None, output: Path | None) -> None:
    """What became of the suggestions, and whether they were read before the coder chose."""
    from qualwb.analysis.acceptance import read_answers
    from qualwb.analysis.proposal_answers import proposal_answers
    from qualwb.exchange.tables.acceptance import acceptance_table
    from qualwb.exchange.tables.proposal_answers import proposal_answers_table

    with session.learnt_from.reading() as connection:
        if by == "proposal":
            table = proposal_answers_table(proposal_answers(connection))
        else:
            table = acceptance_table(read_answers(connection), by)
    print_learnt(session, table, format_, output)


def _source_named(connection: "Connection", source: str) -> str:
    from qualwb.analysis.sources import source_named

    return source_named(connection, source)


def _mentions(session: Session, passages: "Sequence[UncodedText | CodedText]") -> "FindMentions":
    """Phrases of parsed text; by words alone, which is said, when no pipeline can be loaded."""
    from qualwb.suggest.mentions import best_mentions

    found, why_not_parsed = best_mentions(passages, iter if session.quiet else reading)
    if why_not_parsed:
        session.say(_("Without a parser, single words only: {why}").format(why=why_not_parsed))
    return found


def _evidence(session: Session) -> "Evidence":
    from qualwb.suggest.project_evidence import read_evidence

    with session.learnt_from.reading() as connection:
        return read_evidence(connection)
