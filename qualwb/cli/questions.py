"""``qualwb questions``: the interview guide."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import assignment
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@click.group("questions", invoke_without_command=True)
@output_options
@click.pass_context
def command(ctx: click.Context, format_: str | None, output: Path | None) -> None:
    """The interview guide: its questions listed, added, placed at turns, deleted.

    Example: qualwb questions place "Grupp 1" 1=Start 14=Syfte
    """
    if ctx.invoked_subcommand is not None:
        return
    from qualwb.analysis.people import question_list
    from qualwb.exchange.tables.material import questions_table

    with ctx.ensure_object(Session).project.reading() as connection:
        print_table(questions_table(question_list(connection)), format_, output)


@command.command("add")
@click.argument("label")
@click.argument("text", default="")
@pass_session
def add(session: Session, label: str, text: str) -> None:
    """Add a question after the others: a short LABEL and the TEXT as it is asked."""
    from qualwb.acts.questions import add_questions

    add_questions(session.researcher, [(label, text)])


@command.command("place")
@click.argument("source")
@click.argument("starts", nargs=-1, required=True)
@pass_session
def place(session: Session, source: str, starts: tuple[str, ...]) -> None:
    """Say at which turns questions begin: TURN=LABEL; 'TURN=' ends a question.

    A question holds until the next start, so that 'not asked' differs from 'not said'.
    """
    from qualwb.acts import questions

    places: dict[int, str | None] = {}
    for turn, label in map(assignment, starts):
        if not turn.isdecimal():
            raise click.UsageError(_("'{text}' is not the number of a turn.").format(text=turn))
        places[int(turn)] = label or None
    n = questions.place(session.researcher, source, places)
    session.say(
        ngettext("{n} turn stands under a question.", "{n} turns stand under a question.", n).format(n=n)
    )


@command.command("delete")
@click.argument("label")
@pass_session
def delete(session: Session, label: str) -> None:
    """Delete a question; turns under it stand under none afterwards."""
    from qualwb.acts.questions import delete_question

    delete_question(session.researcher, label)
