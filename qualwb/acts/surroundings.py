"""Where a project lies, and who else may come to hold its text for that reason."""

import os
import re
import stat
from pathlib import Path

from qualwb.localization import gettext as _

_SYNCED: tuple[tuple[str, str], ...] = (
    (r"OneDrive( - .*)?|OneDrive-.*", "OneDrive"),
    (r"Dropbox( \(.*\))?|Dropbox-.*", "Dropbox"),
    (r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs", "iCloud"),
    (r"Google ?Drive|GoogleDrive-.*|My Drive|Min enhet", "Google Drive"),
    (r"Nextcloud\d*|ownCloud", "Nextcloud"),
    (r"Box( Sync)?|Box-Box", "Box"),
    (r"CloudStorage", "CloudStorage"),
)
"""What the folders of sync services are called by their own programs."""
_MARKS: tuple[tuple[str, str], ...] = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "Nextcloud"),
    (".git", "git"),
    (".hg", "Mercurial"),
    (".svn", "Subversion"),
)
"""What such programs lay in the folder that they keep copies of."""


def copied_by(path: Path) -> str:
    """The sync service or version control in whose folder a file lies; '' when none is known."""
    folders = path.resolve().parents
    for folder in folders:
        for pattern, name in _SYNCED:
            if re.fullmatch(pattern, folder.name):
                return name
        for mark, name in _MARKS:
            if (folder / mark).exists():
                return name
    return ""


def open_to_others(path: Path) -> bool:
    """Whether other users of this machine may read the file, as far as its mode tells."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def warnings(path: Path) -> list[str]:
    """What of a project's surroundings its researcher should know, a line each. Raises ``OSError``."""
    said = []
    if name := copied_by(path):
        said.append(
            _(
                "{file} lies in a folder of {name}, which keeps copies of it elsewhere, deleted text too."
            ).format(file=path.name, name=name)
        )
    if open_to_others(path):
        said.append(
            _("Other users of this machine may read {file}: 'chmod 600 {file}' shuts it.").format(
                file=path.name
            )
        )
    return said
