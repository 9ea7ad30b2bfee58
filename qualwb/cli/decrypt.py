"""``qualwb decrypt``: an encrypted project made plain."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.copies_beside import backups_option, bring_copies_in_line
from qualwb.localization import gettext as _


@click.command("decrypt")
@backups_option
@pass_session
def command(session: Session, backups: str | None) -> None:
    """Make an encrypted project plain, in place: whoever can read the file reads everything in it then.

    Example: qualwb -p hemlig.qwb decrypt
    """
    from qualwb.acts.encrypting import decrypt

    path = session.path
    decrypt(path)
    session.say(_("{path} is no longer encrypted.").format(path=path))
    bring_copies_in_line(session, path, backups)
