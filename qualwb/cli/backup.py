"""``qualwb backup``: a verified copy."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@click.command("backup")
@click.argument("target", required=False)
@pass_session
def command(session: Session, target: str | None) -> None:
    """Copy the project to TARGET, or beside it with the time in its name; the copy is opened and checked.

    Example: qualwb backup ~/backups/
    """
    from qualwb.acts.projects import back_up

    if target and target.endswith("/") and not Path(target).is_dir():
        raise QualwbError(
            _("{folder}: there is no such folder.").format(folder=target),
            _("Make it first, or choose another."),
        )
    copy = back_up(session.project, Path(target) if target else None)
    session.say(_("Verified copy: {path}").format(path=copy))
