"""``qualwb open``: the workbench."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--tour", is_flag=True, help=_("Begin with the guide."))
@pass_session
def command(session: Session, file: Path | None, tour: bool) -> int:
    """Open the workbench on FILE, or on the project at hand. 'qualwb FILE.qwb' does the same.

    Example: qualwb open studie.qwb
    """
    import sys

    from qualwb.errors import QualwbError

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QualwbError(_("The workbench needs a terminal."), _("Use the other commands in scripts."))
    from qualwb.workbench.start import start

    return start(file or session.path, session.named_coder, session.round, tour=tour)
