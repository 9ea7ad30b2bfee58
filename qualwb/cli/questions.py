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
    """The interview guide: its questions listed, added, put in order, placed at turns, deleted.

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
    from qualwb.acts.interview_guide import new_question

    new_question(session.researcher, label, text)


@command.command("rename")
@click.argument("label")
@click.argument("name")
@pass_session
def rename(session: Session, label: str, name: str) -> None:
    """Give a question another label; turns stay under it."""
    from qualwb.acts.interview_guide import rename_question

    rename_question(session.researcher, label, name)


@command.command("describe")
@click.argument("label")
@click.argument("text")
@pass_session
def describe(session: Session, label: str, text: str) -> None:
    """Put down how a question is asked."""
    from qualwb.acts.interview_guide import describe_question

    describe_question(session.researcher, label, text)


@command.command("move")
@click.argument("label")
@click.argument("place", type=click.IntRange(1))
@pass_session
def move(session: Session, label: str, place: int) -> None:
    """Move a question to a PLACE in the guide, from 1."""
    from qualwb.acts.interview_guide import move_question

    move_question(session.researcher, label, place)


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
