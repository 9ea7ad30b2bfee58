"""``qualwb participants``: the people with their roles and attributes."""

from pathlib import Path

import click

from qualwb.cli.choices import in_english
from qualwb.cli.context import Session, output_options, print_table
from qualwb.cli.options import assignment
from qualwb.cli.withdraw import withdraw
from qualwb.localization import gettext as _


@click.group("participants", invoke_without_command=True)
@click.option(
    "--set",
    "values",
    nargs=2,
    multiple=True,
    metavar="GROUP/ALIAS NAME=VALUE",
    help=_("Set an attribute, or the role; 'NAME=' takes it away. Several times for several."),
)
@output_options
@click.pass_context
def command(
    ctx: click.Context, values: tuple[tuple[str, str], ...], format_: str | None, output: Path | None
) -> None:
    """The participants of all groups, or a change to them.

    'qualwb participants withdraw' removes what one of them said, for good.

    Example: qualwb participants --set "Grupp 1/Åsa" role=moderator --set "Grupp 1/Björn" ålder=52
    """
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.ensure_object(Session)
    if values:
        _change(session, values)
        return
    from qualwb.analysis.people import participant_list
    from qualwb.exchange.tables.material import participants_table

    with session.project.reading() as connection:
        print_table(participants_table(participant_list(connection)), format_, output)


command.add_command(withdraw)


def _change(session: Session, values: tuple[tuple[str, str], ...]) -> None:
    from qualwb.acts.people import ROLES, describe_participant

    changes: list[tuple[str, str, str, str | None]] = []
    for whose, text in values:
        group, slash, alias = whose.rpartition("/")
        if not slash:
            raise click.UsageError(_("'{text}' is not GROUP/ALIAS.").format(text=whose))
        name, value = assignment(text)
        if name == "role":
            value = in_english(value, ROLES)
        changes.append((group, alias, name, value or None))
    for group, alias, name, new in changes:
        describe_participant(session.researcher, group, alias, **{name: new})
