"""``qualwb rounds``: the rounds of coding, blind ones too, and sources whose coding is finished."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import REASON
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@click.group("rounds")
def command() -> None:
    """Rounds of coding: listed, made, chosen, renamed, released; and sources finished in them.

    Example: qualwb rounds new 2 --blind
    """


@command.command("list")
@output_options
@pass_session
def list_(session: Session, format_: str | None, output: Path | None) -> None:
    """The rounds with what each hides and how many sources each coder has finished."""
    from qualwb.analysis.blindness import blind_notes
    from qualwb.analysis.coders import round_list
    from qualwb.exchange.tables.coders import rounds_table

    with session.project.reading() as connection:
        rows, notes = round_list(connection), blind_notes(connection)
    print_table(rounds_table(rows).with_notes(notes), format_, output)


@command.command("new")
@click.argument("name")
@click.option("--blind", is_flag=True, help=_("Coders see only their own codings until it is released."))
@click.option("--use", is_flag=True, help=_("Let new codings go to it."))
@REASON
@pass_session
def new(session: Session, name: str, blind: bool, use: bool, reason: str) -> None:
    """Make a round after the others.

    Example: qualwb rounds new 2 --blind --use
    """
    from qualwb.acts import rounds

    stored = rounds.new_round(session.researcher, name, blind=blind, reason=reason)
    session.say(_("New round '{name}'.").format(name=stored))
    if use:
        _use(session, stored)


@command.command("blind")
@click.argument("name")
@REASON
@pass_session
def blind(session: Session, name: str, reason: str) -> None:
    """Let coders see only their own codings of a round that is at work, until it is released.

    Whoever has coded in it keeps what they coded; the others code the same texts without seeing it.
    Example: qualwb rounds blind 1
    """
    from qualwb.acts import rounds

    stored = rounds.make_blind(session.researcher, name, reason)
    session.say(_("Round '{name}' is blind now: all see only their own codings of it.").format(name=stored))


@command.command("use")
@click.argument("name")
@pass_session
def use(session: Session, name: str) -> None:
    """Let new codings go to a round, and tables show it; --round NAME does so for one command."""
    _use(session, name)


@command.command("rename")
@click.argument("round_", metavar="ROUND")
@click.argument("name")
@pass_session
def rename(session: Session, round_: str, name: str) -> None:
    """Give a round another name."""
    from qualwb.acts import rounds

    rounds.rename_round(session.researcher, round_, name)


@command.command("release")
@click.argument("name")
@click.option("--reason", default="", help=_("Why; kept in the journal."))
@click.option("--unfinished", is_flag=True, help=_("Although not everybody has finished every source."))
@pass_session
def release(session: Session, name: str, reason: str, unfinished: bool) -> None:
    """Let all coders see each other's codings of a blind round; 'undo' hides them again.

    Example: qualwb rounds release 2 --reason "båda har kodat allt"
    """
    from qualwb.acts import rounds

    stored = rounds.release(session.researcher, name, reason, unfinished=unfinished)
    session.say(_("Round '{name}' is released: all see its codings now.").format(name=stored))


@command.command("finish")
@click.argument("sources", nargs=-1, required=True)
@pass_session
def finish(session: Session, sources: tuple[str, ...]) -> None:
    """Keep that you have finished coding sources in the round: what bears no code needs none.

    You may go on coding them. Example: qualwb --round 2 rounds finish "Grupp 1" "Grupp 2"
    """
    from qualwb.acts import rounds

    researcher = session.researcher
    n = len(rounds.finish(researcher, sources))
    said = ngettext(
        "{n} source finished by {coder} in round '{name}'.",
        "{n} sources finished by {coder} in round '{name}'.",
        n,
    )
    session.say(
        said.format(n=n, coder=researcher.coder, name=researcher.round)
        if n
        else _("All of that was finished already.")
    )


@command.command("reopen")
@click.argument("sources", nargs=-1, required=True)
@pass_session
def reopen(session: Session, sources: tuple[str, ...]) -> None:
    """Take back that you have finished coding sources in the round."""
    from qualwb.acts import rounds

    researcher = session.researcher
    n = len(rounds.reopen(researcher, sources))
    said = ngettext(
        "{n} source opened again for {coder} in round '{name}'.",
        "{n} sources opened again for {coder} in round '{name}'.",
        n,
    )
    session.say(
        said.format(n=n, coder=researcher.coder, name=researcher.round)
        if n
        else _("None of that was finished.")
    )


def _use(session: Session, name: str) -> None:
    from qualwb.acts import rounds

    stored = rounds.use_round(session.researcher, name)
    session.say(_("New codings go to round '{name}'.").format(name=stored))
    if rounds.leaves_others_where_they_are(session.researcher):
        session.say(_("Those who have the project open stay in their round until they choose another: W."))
