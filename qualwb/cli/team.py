"""``qualwb team``: a project that several work on at once, on a PostgreSQL server."""

from pathlib import Path
from shlex import quote

import click

from qualwb.cli import team_members, team_names
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.server_address import address_given, to_type_again
from qualwb.cli.terminal import progress_bar
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@click.group("team")
def command() -> None:
    """One project for many coders at once, in a database of a PostgreSQL server.

    URL is postgresql://host/database, or a name made with 'team add'. Passwords come from ~/.pgpass,
    $PGPASSWORD or the keyring, else they are asked for. 'qualwb help team' tells how a team starts.

    Example: qualwb team publish studie.qwb postgresql://host/studie
    """


@command.command("create")
@click.argument("url")
@click.option("--name", default="", help=_("The project's name; else the database's."))
@pass_session
def create(session: Session, url: str, name: str) -> None:
    """Make an empty project in an existing, empty database; your login owns it.

    Example: createdb studie && qualwb team create postgresql:///studie --name "Min studie"
    """
    from qualwb.acts.team import publishing

    address = address_given(url, session.say)
    publishing.create(address, name)
    session.say(_("{project}: made; invite the others with 'qualwb team invite'.").format(project=address))


@command.command("publish")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("url")
@pass_session
def publish(session: Session, file: Path, url: str) -> None:
    """Bring the project FILE to an existing, empty database, whole and verified; the file stays as it is.

    Its journal comes along, so that undo goes back behind it. Your login owns the project there.

    Example: createdb studie && qualwb team publish studie.qwb postgresql:///studie
    """
    from qualwb.acts.projects import open_file
    from qualwb.acts.team import publishing

    address = address_given(url, session.say)
    with (
        open_file(file, notice=session.say) as project,
        progress_bar(_("Publishing"), quiet=session.quiet) as tell,
    ):
        done = publishing.publish(project, address, tell, session.say)
    told = _("{project}: {sources}, {codings}, {acts}; all is there as in the file.")
    session.say(
        told.format(
            project=address,
            sources=ngettext("{n} source", "{n} sources", done.sources).format(n=done.sources),
            codings=ngettext("{n} coding", "{n} codings", done.codings).format(n=done.codings),
            acts=ngettext("{n} act", "{n} acts", done.acts).format(n=done.acts),
        )
    )
    session.say(
        _("Work on with -p {project}; what is done in the file from now on does not come there.").format(
            project=to_type_again(url)
        )
    )


@command.command("fetch")
@click.argument("url")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def fetch(session: Session, url: str, file: Path) -> None:
    """Write the project, whole and verified, into a new FILE, to work without the server or to keep.

    It is the same project: 'qualwb -p URL merge FILE' takes back what was done in it.

    Example: qualwb team fetch postgresql://host/studie resa.qwb
    """
    from qualwb.acts.team import fetching

    address = address_given(url, session.say)
    with progress_bar(_("Fetching"), quiet=session.quiet) as tell:
        made = fetching.fetch(address, file, tell)
    session.say(_("{path}: a verified copy of {project}.").format(path=made, project=address))
    session.say(
        _("Take back what is done in it: qualwb -p {project} merge {path}").format(
            path=quote(str(made)), project=to_type_again(url)
        )
    )


@command.command("status")
@click.argument("url", required=False)
@output_options
@pass_session
def status(session: Session, url: str | None, format_: str | None, output: Path | None) -> None:
    """The project's server: version, TLS, your role, acts, size, how long a question takes, who is there.

    Without a URL it is the project of -p.

    Example: qualwb team status postgresql://host/studie
    """
    from qualwb.acts.team.status import status_of
    from qualwb.exchange.tables.team import status_table

    if url is not None:
        session.mean(url)
    found = status_of(session.project)
    print_table(status_table(found), format_, output)
    if found.open_to_eavesdroppers:
        session.say(
            _("The connection is not encrypted: ask the administrator for TLS, and add ?sslmode=require.")
        )


for of_members in team_members.COMMANDS:
    command.add_command(of_members)
for of_names in team_names.COMMANDS:
    command.add_command(of_names)
