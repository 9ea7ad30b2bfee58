"""``qualwb suggest``: candidate codes for passages, new candidates, more like this, and how good they are."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.passage_options import passage_arguments, resolve
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.suggest.evidence import Evidence

WITH = click.option(
    "--with",
    "with_",
    type=click.Choice(["definitions"]),
    help=_("Use the codes' definitions, include rules and examples too."),
)


@click.group("suggest")
def command() -> None:
    """Candidate codes, each with its reasons. Nothing is coded by this.

    Example: qualwb suggest codes "Grupp 2" --quote "ingen visste vad vi skulle göra"
    """


@command.command("codes")
@passage_arguments
@click.option("--top", type=click.IntRange(1), default=5, show_default=True, help=_("How many."))
@WITH
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
    format_: str | None,
    output: Path | None,
) -> None:
    """Existing codes that fit a passage: SOURCE START END, or SOURCE --quote TEXT."""
    from qualwb.cli.suggest_tables import codes_table
    from qualwb.suggest.evidence import Place
    from qualwb.suggest.features import remark_on
    from qualwb.suggest.ranking import Ranker

    passage = resolve(session, source, start, end, quote)
    evidence = _evidence(session)
    ranker = Ranker(with_definitions=with_ == "definitions").fit(evidence)
    place = Place("", passage.source, passage.start, passage.end)
    suggestions = ranker.rank(passage.text, top, place)
    if remark := remark_on(passage.text):
        session.say(remark)
    if not evidence.codes:
        session.say(_("There are no codes yet: make some, or see 'qualwb suggest candidates'."))
    elif not suggestions:
        session.say(
            _("No code: nothing in the passage speaks for any of the {n}.").format(n=len(evidence.codes))
        )
    print_table(codes_table(passage.text, suggestions), format_, output)


@command.command("evaluate")
@click.option("--by", type=click.Choice(["group"]), default="group", help=_("What is left out at a time."))
@click.option("--task", type=click.Choice(["codes"]), default="codes", help=_("What is measured."))
@WITH
@output_options
@pass_session
def evaluate(
    session: Session,
    by: str,  # noqa: ARG001
    task: str,  # noqa: ARG001
    with_: str | None,
    format_: str | None,
    output: Path | None,
) -> None:
    """How good suggestions are on this project's own codings, beside simple baselines."""
    from qualwb.cli import suggest_tables as tables
    from qualwb.suggest import evaluation

    evidence = _evidence(session)
    found = evaluation.evaluate(evidence, with_definitions=with_ == "definitions")
    print_table(tables.evaluation_table(found), format_, output)


@command.command("log")
@output_options
@pass_session
def log(session: Session, format_: str | None, output: Path | None) -> None:
    """What became of the suggestions, by code."""
    from qualwb.cli.suggest_tables import acceptance_table
    from qualwb.suggest.acceptance import acceptance

    with session.project.reading() as connection:
        print_table(acceptance_table(acceptance(connection)), format_, output)


def _evidence(session: Session) -> "Evidence":
    from qualwb.suggest.project_evidence import read_evidence

    with session.project.reading() as connection:
        return read_evidence(connection)
