"""``qualwb decrypt``: an encrypted project made plain."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.copies_beside import backups_option, bring_copies_in_line
from qualwb.cli.terminal import refuse_unconfirmed
from qualwb.localization import gettext as _


@click.command("decrypt")
@backups_option
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@pass_session
def command(session: Session, backups: str | None, yes: bool) -> None:
    """Make an encrypted project plain, in place: whoever can read the file reads everything in it then.

    Example: qualwb -p hemlig.qwb decrypt
    """
    from qualwb.acts.encrypting import decrypt, refuse_plain

    path = session.path
    refuse_plain(path)
    if not yes:
        refuse_unconfirmed(
            _("Make {path} plain? Whoever can read the file reads all of it then.").format(path=path)
        )
    decrypt(path)
    session.say(_("{path} is no longer encrypted.").format(path=path))
    bring_copies_in_line(session, path, backups)
