"""``qualwb backup``: a verified copy."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path), required=False)
@pass_session
def command(session: Session, target: Path | None) -> None:
    """Copy the project to TARGET, or beside it with the time in its name; the copy is opened and checked.

    Example: qualwb backup ~/backups/
    """
    from qualwb.acts.projects import back_up

    session.say(_("Verified copy: {path}").format(path=back_up(session.project, target)))
