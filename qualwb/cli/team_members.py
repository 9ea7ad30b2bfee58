"""``qualwb team invite``, ``members``, ``role`` and ``dismiss``: who may what in a project on a server."""

from pathlib import Path
from shlex import quote

import click

from qualwb.cli.choices import BilingualChoice, BilingualOption, shown
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.passphrase import secret_of_file
from qualwb.cli.terminal import echo
from qualwb.localization import gettext as _

ROLES = ("reader", "coder", "lead")


@click.command("invite")
@click.argument("login")
@click.option("--coder", "coder", required=True, help=_("The coder that the login works as."))
@click.option(
    "--role",
    cls=BilingualOption,
    type=BilingualChoice(ROLES),
    default="coder",
    show_default=True,
    help=_("What the login may do."),
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help=_("Make the login with the password in the first line of this file."),
)
@click.option("--ask-password", is_flag=True, help=_("Make the login with a password that is asked for."))
@click.option("--generate", is_flag=True, help=_("Make the login with a new password, printed once."))
@click.option(
    "--without-password",
    is_flag=True,
    help=_("Make the login where the server knows people by itself: peer, LDAP, certificates."),
)
@pass_session
def invite(
    session: Session,
    login: str,
    coder: str,
    role: str,
    password_file: Path | None,
    ask_password: bool,
    generate: bool,
    without_password: bool,
) -> None:
    """Let the LOGIN of the server work in the project; without an option for its password it exists already.

    A reader reads; a coder codes as themselves alone; a lead may everything.

    Example: qualwb -p studie team invite bodil --coder Bodil --role coder --generate
    """
    from qualwb.acts.team import members
    from qualwb.acts.team.status import as_on_server

    if sum((password_file is not None, ask_password, generate, without_password)) > 1:
        raise click.UsageError(_("Only one of the options for a password goes."))
    password = None
    if password_file is not None:
        password = secret_of_file(password_file)
    elif ask_password:
        password = _typed(login)
    elif generate:
        password = members.new_password()
    try:
        done = members.invite(
            as_on_server(session.project),
            login,
            coder,
            members.Role(role),
            password=password,
            make=password is not None or without_password,
        )
    except members.NeedsAdministrator:
        if generate and password:
            session.say(_("The password of {login}, once it is made, printed this once:").format(login=login))
            echo(password)
        raise
    told = _("{login} works in the project as {coder} ({role}), by -p {address}.")
    session.say(
        told.format(
            login=done.login,
            coder=done.coder,
            role=shown(done.role),
            address=quote(done.address.to_pass_on),
        )
    )
    if not done.is_new:
        session.say(_("The server knew the login already; its password stays as it was."))
    elif generate and password:
        echo(password)


def _typed(login: str) -> str:
    question = _("Password of {login}").format(login=login)
    typed: str = click.prompt(question, hide_input=True, confirmation_prompt=_("The same again"), err=True)
    return typed


@click.command("members")
@output_options
@pass_session
def members_(session: Session, format_: str | None, output: Path | None) -> None:
    """The logins that work in the project, with coder and role."""
    from qualwb.acts.team import members
    from qualwb.acts.team.status import as_on_server
    from qualwb.exchange.tables.team import members_table

    print_table(members_table(members.members(as_on_server(session.project))), format_, output)
    session.say(_("Besides them the project's owner, who may be any coder: whoever published or made it."))


@click.command("role")
@click.argument("login")
@click.argument("role", type=BilingualChoice(ROLES))
@pass_session
def role_(session: Session, login: str, role: str) -> None:
    """Give LOGIN another role.

    Example: qualwb -p studie team role bodil lead
    """
    from qualwb.acts.team import members
    from qualwb.acts.team.status import as_on_server

    members.change_role(as_on_server(session.project), login, members.Role(role))
    session.say(_("{login} is {role} in the project now.").format(login=login, role=shown(role)))


@click.command("dismiss")
@click.argument("login")
@pass_session
def dismiss(session: Session, login: str) -> None:
    """Let LOGIN work in the project no more; what it did stays, and so does the login on the server."""
    from qualwb.acts.team import members
    from qualwb.acts.team.status import as_on_server

    members.dismiss(as_on_server(session.project), login)
    session.say(_("{login} works in the project no more; what it did stays.").format(login=login))


COMMANDS: tuple[click.Command, ...] = (invite, members_, role_, dismiss)
