"""``qualwb backup``: a verified copy."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path), required=False)
@pass_session
def command(session: Session, target: Path | None) -> None:
    """Copy the project to TARGET, or beside it with the time in its name; the copy is opened and checked.

    Example: qualwb backup ~/backups/
    """
    from qualwb.store.backup import back_up, back_up_before

    path = session.project.path
    if target is None:
        made = back_up_before(path, "manual")
    else:
        made = target / path.name if target.is_dir() else target
        if made.exists() and made.samefile(path):
            raise QualwbError(_("{path}: that is the project itself.").format(path=made))
        back_up(path, made)
    session.say(_("Verified copy: {path}").format(path=made))
