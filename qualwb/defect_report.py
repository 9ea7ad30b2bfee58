"""A report of a defect of ours without any text of a project: it can be sent to whoever mends it.

It names the kinds of errors, the places in the code and the versions. Messages and values are left out, since
they may hold names and words of people.
"""

import os
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from traceback import print_exception, walk_tb

from qualwb import __version__, user_folders
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

LIBRARIES = ("click", "rich", "spacy", "sqlalchemy", "textual")
"""Those whose versions decide most often whether a defect can be seen elsewhere too."""
_OURS = Path(__file__).parent


class Defect(QualwbError):
    """A defect of ours, which has been reported."""


def reported(error: BaseException, where: str, said: str) -> Defect:
    """Write the report of an error; gives what to tell the user: ``said``, its kind, where the report lies.

    ``where`` is the command or screen, by a name of ours. With $QUALWB_DEBUG set the whole error is printed
    too, on stderr.
    """
    if os.environ.get("QUALWB_DEBUG"):
        print_exception(error)
    kind = type(error).__name__
    try:
        file = _write(_report(error, where))
    except OSError:
        return Defect(said, _("{kind}; the report of it could not be written.").format(kind=kind))
    return Defect(
        said,
        _("{kind}: please send us {file}, which holds no text of the project.").format(kind=kind, file=file),
    )


def _write(report: str) -> Path:
    file = user_folders.defect_report()
    user_folders.keep(file, report.encode())
    return file


def _report(error: BaseException, where: str) -> str:
    versions = [f"qualwb {__version__}", f"Python {platform.python_version()}", platform.system()]
    versions += [f"{name} {version}" for name in LIBRARIES if (version := _version(name))]
    lines = [", ".join(versions), where]
    for one in reversed(list(_chain(error))):
        lines += ["", f"{type(one).__module__}.{type(one).__qualname__}"]
        for frame, line in walk_tb(one.__traceback__):
            lines.append(f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}")
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and before it what it came of."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__


def _place(filename: str) -> str:
    """A file of code, without the folders of this machine."""
    path = Path(filename)
    if path.is_relative_to(_OURS):
        return path.relative_to(_OURS.parent).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
