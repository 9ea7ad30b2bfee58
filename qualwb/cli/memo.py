"""``qualwb memo``: what the researcher thinks."""

import sys
from pathlib import Path

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import resolve
from qualwb.localization import gettext as _

KINDS = BilingualChoice(["memo", "impression", "question", "idea", "decision", "condensation", "reflexivity"])


@click.group("memo")
def command() -> None:
    """Memos on the project, a group, source, passage, participant, code, theme or question.

    Example: qualwb memo add "Var det här ironi?" --source "Grupp 1" --quote "så himla bra"
    """


@command.command("add")
@click.argument("text")
@click.option("--group", help=_("On this group; with --participant, the participant's group."))
@click.option("--source", help=_("On this source, or on a passage of it."))
@click.option("--start", type=int, help=_("Where the passage starts."))
@click.option("--end", type=int, help=_("Where the passage ends."))
@click.option("--quote", help=_("The passage by its words."))
@click.option("--participant", metavar="[GROUP/]ALIAS", help=_("On this participant."))
@click.option("--code", help=_("On this code."))
@click.option("--theme", help=_("On this theme."))
@click.option("--question", help=_("On this question of the guide."))
@click.option("--kind", type=KINDS, default="memo", help=_("What kind of memo."))
@pass_session
def add(
    session: Session,
    text: str,
    group: str | None,
    source: str | None,
    start: int | None,
    end: int | None,
    quote: str | None,
    participant: str | None,
    code: str | None,
    theme: str | None,
    question: str | None,
    kind: str,
) -> None:
    """Write a memo; TEXT '-' reads it from stdin.

    A memo of the kind 'reflexivity' is printed in the report, under a heading of its own.
    """
    from qualwb.acts import memos

    body = sys.stdin.read() if text == "-" else text
    if source is not None and (quote is not None or start is not None):
        passage = resolve(session, source, start, end, quote)
        key = memos.write(session.researcher, body, target="passage", passage=passage, kind=kind)
    else:
        given = {
            "participant": participant,
            "code": code,
            "theme": theme,
            "question": question,
            "source": source,
            "group": group,
        }
        named = [(target, name) for target, name in given.items() if name is not None]
        target, name = named[0] if named else ("project", "")
        within = group if target == "participant" else None
        if len(named) > (2 if within else 1):
            raise click.UsageError(_("A memo hangs on one thing."))
        key = memos.write(session.researcher, body, target=target, name=name, group=within, kind=kind)
    session.say(_("Memo {key}.").format(key=key))


@command.command("list")
@click.option("--kind", type=KINDS, help=_("Only this kind."))
@output_options
@pass_session
def list_(session: Session, kind: str | None, format_: str | None, output: Path | None) -> None:
    """All memos with what they hang on."""
    from qualwb.analysis.blindness import blind_memo_notes
    from qualwb.analysis.memos import memo_list
    from qualwb.exchange.tables.memos import memos_table

    with session.project.reading() as connection:
        memos = [memo for memo in memo_list(connection) if kind in (None, memo.kind)]
        notes = blind_memo_notes(connection)
    print_table(memos_table(memos).with_notes(notes), format_, output)


@command.command("edit")
@click.argument("number", type=int)
@click.argument("text")
@pass_session
def edit(session: Session, number: int, text: str) -> None:
    """Change the text of a memo."""
    from qualwb.acts import memos

    memos.rewrite(session.researcher, number, text)


@command.command("delete")
@click.argument("number", type=int)
@pass_session
def delete(session: Session, number: int) -> None:
    """Delete a memo."""
    from qualwb.acts import memos

    memos.delete(session.researcher, number)
