"""``qualwb encrypt``: a project that its passphrase alone opens."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.copies_beside import backups_option, bring_copies_in_line, list_lines
from qualwb.cli.passphrase import passphrase_for
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@click.command("encrypt")
@backups_option
@pass_session
def command(session: Session, backups: str | None) -> None:
    """Encrypt the project in place, with a passphrase that is asked for twice.

    The passphrase is typed, or the first line of the file named in $QUALWB_PASSPHRASE_FILE. Whoever forgets
    it has lost the project: nobody can open it again. It has 8 characters at least. The backups beside it can
    be converted too, or removed.

    Example: qualwb -p studie.qwb encrypt --backups convert
    """
    from qualwb.acts import encrypting

    path = session.path
    encrypting.refuse_without_extra()
    if encrypting.is_encrypted(path):
        if not encrypting.copies_out_of_line(path):
            raise QualwbError(_("{path}: is encrypted already.").format(path=path))
        session.say(_("{path}: is encrypted already.").format(path=path))
        bring_copies_in_line(session, path, backups)
        return
    _encrypt(session, path)
    bring_copies_in_line(session, path, backups)
    list_lines(_("Out of reach:"), list(encrypting.out_of_reach()))


def _encrypt(session: Session, path: Path) -> None:
    from qualwb.acts import encrypting

    n = encrypting.encrypt(path, passphrase_for(path, confirm=True))
    session.say(_("{path} is encrypted; without its passphrase nobody opens it again.").format(path=path))
    if n:
        said = ngettext(
            "{n} file that was kept of it in your own folders was deleted.",
            "{n} files that were kept of it in your own folders were deleted.",
            n,
        )
        session.say(said.format(n=n))
