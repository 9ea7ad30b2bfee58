"""Whether a key is that of the project in hand."""

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms import facts
from qualwb.acts.pseudonyms.key_file import KeyFile, UnusableKeyFile
from qualwb.localization import gettext as _
from qualwb.model import Project


def refuse_other_key(connection: Connection, key_file: KeyFile) -> None:
    """Raise ``UnusableKeyFile`` for the key of another project, or one beside the key that is in use."""
    uid = connection.execute(select(Project.uid)).scalar_one()
    if key_file.key.project != uid:
        raise UnusableKeyFile(_("{path}: is the key of another project.").format(path=key_file.path))
    used = {one.get("key_id") for one in facts.applied(connection)}
    if used and key_file.key.key_id not in used:
        raise UnusableKeyFile(
            _("{path}: is not the key with which this project's names were replaced.").format(
                path=key_file.path
            )
        )
