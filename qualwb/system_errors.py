"""What the operating system says of a file, in the language in use."""

import errno

from qualwb.localization import gettext as _


def reason_of(error: OSError) -> str:
    """Why it failed, in a few words; the system's own words for what is rarely met."""
    told = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("not permitted"),
        errno.EEXIST: _("it exists already"),
        errno.ENOTDIR: _("a part of the path is no folder"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk can only be read"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EADDRINUSE: _("it is in use"),
        errno.EIO: _("the disk did not answer"),
    }
    return told.get(error.errno or 0) or error.strerror or str(error)
