"""``qualwb restore``: the project as a backup has it."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@pass_session
def command(session: Session, backup: Path) -> None:
    """Put BACKUP in the place of the project; the present state is kept beside it.

    Don't copy a backup over a project by hand: a log that lies beside the project would be replayed onto it.

    On a server a backup goes into a database of its own: qualwb team publish BACKUP URL.

    Example: qualwb -p studie.qwb restore studie.qwb.20270131T101500000000.manual.bak
    """
    from qualwb.acts.projects import restore

    done = restore(session.place, backup)
    session.say(_("{path} is now as {backup} has it.").format(path=done.path, backup=backup.name))
    if done.kept is None:
        return
    if done.sound:
        said = _("The state before is kept as {kept}.")
    else:
        said = _("The state before could not be read; its files are kept as {kept}.")
    session.say(said.format(kept=done.kept.name))
