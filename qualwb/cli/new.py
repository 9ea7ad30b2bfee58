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
@click.option("--encrypted", is_flag=True, help=_("Encrypt it with a passphrase, which is asked for twice."))
@pass_session
def command(session: Session, file: Path, name: str, description: str, encrypted: bool) -> None:
    """Make a project FILE; '.qwb' is added when it has no suffix.

    With --encrypted its passphrase alone opens it; it can be the first line of the file that is named in
    $QUALWB_PASSPHRASE_FILE. Example: qualwb new kurs.qwb --name "Kursutvärdering"
    """
    from qualwb.acts.projects import new_project

    path = new_project(file, name, description, passphrase=_new_passphrase(file) if encrypted else "")
    session.say(_("Made {path}. Next: qualwb -p {path} import FILE...").format(path=quote(str(path))))


def _new_passphrase(file: Path) -> str:
    from qualwb.acts.encrypting import refuse_without_extra
    from qualwb.acts.projects import place_of_new, refuse_existing
    from qualwb.cli.passphrase import passphrase_for

    refuse_without_extra()
    path = place_of_new(file)
    refuse_existing(path)
    return passphrase_for(path, confirm=True)
