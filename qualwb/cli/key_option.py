"""Option ``--key`` of the commands about pseudonyms, and the passphrase of a key file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session
from qualwb.cli.passphrase import FILE_VARIABLE, asks_again, passphrase_for
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.key_file import KeyFile

KEY_VARIABLES = ("QUALWB_KEY_PASSPHRASE_FILE", FILE_VARIABLE)
"""The first of these that is set names the file that holds the passphrase of key files."""
KEY = click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The key file, apart from the project: *.nyckel."),
)


def open_key(path: Path) -> "KeyFile":
    """A key file that is there, opened with its passphrase."""
    from qualwb.acts.pseudonyms.key_file import KeyFile, WrongKeyPassphrase, refuse_no_key_file

    refuse_no_key_file(path)
    wrong = 0
    while True:
        try:
            return KeyFile.open(path, passphrase_for(path, env=KEY_VARIABLES))
        except WrongKeyPassphrase:
            wrong += 1
            if not asks_again(path, wrong, env=KEY_VARIABLES):
                raise


def open_own_key(session: Session, path: Path) -> "KeyFile":
    """The same, refused when it is another project's."""
    from qualwb.acts.pseudonyms.same_project import refuse_key_of_another

    key_file = open_key(path)
    refuse_key_of_another(session.project, key_file)
    return key_file


def key_of(session: Session, path: Path, *, only_look: bool = False) -> "KeyFile":
    """The key file of the project, made when it is written first; of a new one only to look at, no
    passphrase is asked.
    """
    from qualwb.acts.pseudonyms.same_project import key_for

    def new_passphrase() -> str:
        return "" if only_look else passphrase_for(path, confirm=True, env=KEY_VARIABLES)

    return key_for(session.project, path, open_key, new_passphrase)
