"""One export at a time into a folder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@contextmanager
def only_export(folder: Path) -> Iterator[None]:
    """Keep other exports out of a folder meanwhile. Raises ``QualwbError`` where one is at work.

    The system lets go of the lock when the process ends, however it ends, and no file is left. Windows has no
    locks of folders: there nothing is kept out.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise QualwbError(
                _("{path}: another export into this folder is under way.").format(path=folder),
                _("Try again when it has ended."),
            ) from None
        except OSError:
            pass  # a file system without locks, as some network shares are
        yield
    finally:
        os.close(opened)
