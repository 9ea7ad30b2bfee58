"""``qualwb open``: the workbench."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.terminal import echo, refuse_unconfirmed
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@click.command("open")
@click.argument("file", required=False)
@click.option("--coder", default="", help=_("Who codes; also before the command."))
@click.option("--round", "round_", help=_("In which round; also before the command."))
@click.option("--tour", is_flag=True, help=_("Begin with the guide."))
@pass_session
def command(session: Session, file: str | None, coder: str, round_: str | None, tour: bool) -> int:
    """Open the workbench on FILE, or on the project at hand. 'qualwb FILE.qwb' does the same.

    A project that is not there yet is made, once you have said yes.

    Example: qualwb open studie.qwb
    """
    import sys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QualwbError(_("The workbench needs a terminal."), _("Use the other commands in scripts."))
    from qualwb.acts.team.named_projects import place_named
    from qualwb.workbench.start import start

    place = place_named(file) if file else session.place
    if isinstance(place, Path) and not place.exists():
        place = _made(place)
    return start(place, coder or session.named_coder, round_ or session.round, tour=tour)


def _made(file: Path) -> Path:
    """Make a project once that is agreed to; raises ``click.Abort`` otherwise."""
    from qualwb.acts.projects import new_project, place_of_new

    place = place_of_new(file)
    if place.exists():
        return place
    refuse_unconfirmed(_("There is no project {file}. Make it, empty?").format(file=place))
    return new_project(place)


def open_at_hand(session: Session) -> int:
    """Open the project that is named, or the only one in the folder, or a new one; its exit status.

    Raises ``QualwbError`` where there are several. Where there is none and none is to be made, it says how.
    """
    here = session.files_here
    if not session.names_project:
        if not here:
            return _open_new(session)
        if len(here) > 1:
            raise QualwbError(
                _("There are several projects in this folder: {names}.").format(
                    names=", ".join(path.name for path in here)
                ),
                _("Open one: qualwb {name}.").format(name=here[0].name),
            )
    from qualwb.workbench.start import start

    return start(session.place, session.named_coder, session.round)


def _open_new(session: Session) -> int:
    """Ask what a new project is to be called, make it and open it."""
    asked = _("There is no project in this folder. What is a new one to be called? (Enter: none)")
    name = click.prompt(asked, default="", show_default=False, err=True).strip()
    if not name:
        echo(
            _("qualwb FILE.qwb opens a project; qualwb demo study makes one to try; see also qualwb --help.")
        )
        return 0
    from qualwb.acts.projects import new_project
    from qualwb.workbench.start import start

    return start(new_project(Path(name).expanduser()), session.named_coder, session.round)
