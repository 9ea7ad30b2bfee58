"""``qualwb open``: the workbench."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("open")
@click.argument("file", required=False)
@click.option("--tour", is_flag=True, help=_("Begin with the guide."))
@pass_session
def command(session: Session, file: str | None, tour: bool) -> int:
    """Open the workbench on FILE, or on the project at hand. 'qualwb FILE.qwb' does the same.

    Example: qualwb open studie.qwb
    """
    import sys

    from qualwb.errors import QualwbError

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QualwbError(_("The workbench needs a terminal."), _("Use the other commands in scripts."))
    from qualwb.acts.team.named_projects import place_named
    from qualwb.workbench.start import start

    place = place_named(file) if file else session.place
    return start(place, session.named_coder, session.round, tour=tour)
