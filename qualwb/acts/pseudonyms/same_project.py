"""The key of the project in hand, and no other."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts import privacy
from qualwb.acts.pseudonyms.key_file import KeyFile, UnusableKeyFile
from qualwb.localization import gettext as _
from qualwb.model import Project
from qualwb.store.open_project import OpenProject


def uid_of(connection: Connection) -> str:
    """The stable id of the project, which its key names."""
    return connection.execute(select(Project.uid)).scalar_one()


def refuse_other_key(connection: Connection, key_file: KeyFile) -> None:
    """Raise ``UnusableKeyFile`` for the key of another project, another than is in use, or an old copy."""
    if key_file.key.project != uid_of(connection):
        raise UnusableKeyFile(_("{path}: is the key of another project.").format(path=key_file.path))
    applied = privacy.applied(connection)
    used = {one.get("key_id") for one in applied}
    if used and key_file.key.key_id not in used:
        raise UnusableKeyFile(
            _("{path}: is not the key with which this project's names were replaced.").format(
                path=key_file.path
            )
        )
    known = {one.id for one in key_file.key.applications}
    if any(one.get("key_id") == key_file.key.key_id and one.get("id") not in known for one in applied):
        raise UnusableKeyFile(
            _("{path}: is an older copy of the key: names were replaced with it since.").format(
                path=key_file.path
            ),
            _("Name the newest key file: this one can't give all names back."),
        )


def refuse_key_of_another(project: OpenProject, key_file: KeyFile) -> None:
    """The same of a project that is closed or open."""
    with project.reading() as connection:
        refuse_other_key(connection, key_file)


def key_for(
    project: OpenProject, path: Path, opened: Callable[[Path], KeyFile], new_passphrase: Callable[[], str]
) -> KeyFile:
    """The key file at the path, as ``opened`` by whoever knows its passphrase, or a new one for the project.

    Raises ``UnusableKeyFile`` for a path
    that is no place for a key, for the key of another project, and for a new one beside a key in use.
    """
    path = path.expanduser()
    if path.exists():
        key_file = opened(path)
        refuse_key_of_another(project, key_file)
        return key_file
    refuse_new_key(project, path)
    with project.reading() as connection:
        uid = uid_of(connection)
    return KeyFile.new(path, new_passphrase(), uid)


def refuse_new_key(project: OpenProject, path: Path) -> None:
    """Raise ``UnusableKeyFile`` where names were replaced with a key before, or the path has no folder."""
    with project.reading() as connection:
        if privacy.applied(connection):
            raise UnusableKeyFile(
                _("{path}: there is no such key file.").format(path=path),
                _("Names in this project were replaced before: name the key of then."),
            )
    if not path.parent.is_dir():
        raise UnusableKeyFile(_("{path}: there is no such folder.").format(path=path.parent))
