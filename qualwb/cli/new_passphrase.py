"""``qualwb passphrase``: another passphrase for an encrypted project."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.copies_beside import backups_option, bring_copies_in_line
from qualwb.cli.passphrase import NEW_FILE_VARIABLE, passphrase_for
from qualwb.localization import gettext as _


@click.command("passphrase")
@backups_option
@pass_session
def command(session: Session, backups: str | None) -> None:
    """Give an encrypted project another passphrase; it is encrypted anew, with another key.

    Both are typed, or the old one is in the file named in $QUALWB_PASSPHRASE_FILE and the new one in that of
    $QUALWB_NEW_PASSPHRASE_FILE. The backups beside it have the old one until they are converted too.

    Example: qualwb -p hemlig.qwb passphrase --backups convert
    """
    from qualwb.acts.encrypting import change_passphrase, refuse_plain

    path = session.path
    refuse_plain(path)
    change_passphrase(path, passphrase_for(path, confirm=True, env=(NEW_FILE_VARIABLE,)))
    session.say(_("{path} has a new passphrase.").format(path=path))
    bring_copies_in_line(session, path, backups)
