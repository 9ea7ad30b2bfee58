"""``qualwb new``: make a project."""

from pathlib import Path
from shlex import quote

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help=_("The project's name; else the file's."))
@click.option("--description", default="", help=_("What the study is about."))
@pass_session
def command(session: Session, file: Path, name: str, description: str) -> None:
    """Make a project FILE; '.qwb' is added when it has no suffix.

    Example: qualwb new kurs.qwb --name "Kursutvärdering"
    """
    from qualwb.acts.projects import new_project

    path = new_project(file, name, description)
    session.say(_("Made {path}. Next: qualwb -p {path} import FILE...").format(path=quote(str(path))))
