"""The formats of other programs' projects, and our own folder: which one a path is, and who reads it.

A new format is an entry in ``FORMATS``. What a path is, its content says; its name alone only promises it. A
reader's module is imported when a path may be its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from qualwb.errors import QualwbError
from qualwb.exchange.arrivals.file_heads import head_of, is_xml_of
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.records import PortableProject
from qualwb.system_errors import reason_of

ZIP = b"PK\x03\x04"
TABLES = (".csv", ".tsv", ".xlsx")
"""What files with tables are called: no other file is read as one to find out."""

Told = Callable[[], PortableProject]
"""Tells the project at hand, in whose texts some formats place their words."""


@dataclass(frozen=True, slots=True)
class ProjectFormat:
    """A format of projects."""

    suffixes: tuple[str, ...]
    """What promises one at the end of a file's name, or a folder's."""
    fits: Callable[[Path], bool]
    """Whether a path holds one, by its content."""
    read: Callable[[Path, Wishes, Told], Arrival]
    """Raises ``QualwbError`` for what it is not."""


def _is_refi(path: Path) -> bool:
    head = head_of(path)
    if head.startswith(ZIP):
        from qualwb.acts.arriving_files import opened_archive

        try:
            with opened_archive(path, _("a REFI-QDA project")) as archive:
                return any(name.lower().endswith(".qde") for name in archive.names())
        except QualwbError:
            return False
    return is_xml_of(head, b"QDA-XML:project")


def _read_refi(path: Path, wishes: Wishes, _project: Told) -> Arrival:
    from qualwb.exchange.refi.project_reader import read_refi

    return read_refi(path, wishes)


def _is_taguette(path: Path) -> bool:
    from qualwb.exchange.taguette.projects import is_taguette

    return is_taguette(path)


def _read_taguette(path: Path, wishes: Wishes, _project: Told) -> Arrival:
    from qualwb.exchange.taguette.projects import read_taguette

    return read_taguette(path, wishes)


def _is_qualcoder(path: Path) -> bool:
    from qualwb.exchange.qualcoder.folder import is_qualcoder

    return is_qualcoder(path)


def _read_qualcoder(path: Path, wishes: Wishes, _project: Told) -> Arrival:
    from qualwb.exchange.qualcoder.projects import read_qualcoder

    return read_qualcoder(path, wishes)


def _is_qc(path: Path) -> bool:
    from qualwb.exchange.qc.settings import is_qc

    return is_qc(path)


def _read_qc(path: Path, wishes: Wishes, _project: Told) -> Arrival:
    from qualwb.exchange.qc.projects import read_qc

    return read_qc(path, wishes)


def _is_folder(path: Path) -> bool:
    from qualwb.exchange.folder.folder_files import is_project_folder

    return path.is_dir() and is_project_folder(path)


def _read_folder(path: Path, wishes: Wishes, _project: Told) -> Arrival:
    from qualwb.exchange.folder.reading import read_folder

    return read_folder(path, wishes)


def _is_highlights(path: Path) -> bool:
    from qualwb.exchange.taguette.highlights import is_highlights

    return path.suffix.lower() in TABLES and is_highlights(path)


def _read_highlights(path: Path, wishes: Wishes, project: Told) -> Arrival:
    from qualwb.exchange.taguette.highlights import read_highlights

    return read_highlights(path, wishes, project())


def _is_coded_segments(path: Path) -> bool:
    from qualwb.exchange.maxqda.coded_segments import is_coded_segments

    return path.suffix.lower() in TABLES and is_coded_segments(path)


def _read_coded_segments(path: Path, wishes: Wishes, project: Told) -> Arrival:
    from qualwb.exchange.maxqda.coded_segments import read_coded_segments

    return read_coded_segments(path, wishes, project())


FORMATS: tuple[ProjectFormat, ...] = (
    ProjectFormat((".qdpx", ".qde"), _is_refi, _read_refi),
    ProjectFormat((".sqlite3",), _is_taguette, _read_taguette),
    ProjectFormat((".qda",), _is_qualcoder, _read_qualcoder),
    ProjectFormat((), _is_qc, _read_qc),
    ProjectFormat((), _is_folder, _read_folder),
    ProjectFormat((), _is_highlights, _read_highlights),
    ProjectFormat((), _is_coded_segments, _read_coded_segments),
)
SUFFIXES: tuple[str, ...] = tuple(suffix for one in FORMATS for suffix in one.suffixes)
"""The ends of names that promise a project."""


def project_format(path: Path) -> ProjectFormat | None:
    """The format of the project that a path holds, by its content or else its name; None for no project.

    A name that promises a project gets a reader that says what is wrong with it. Raises ``QualwbError`` for
    a project of our own, which merging takes, and for a path that can't be looked at.
    """
    if path.suffix.lower() == ".qwb":
        raise QualwbError(
            _("{file}: this is a project of qualwb.").format(file=path.name),
            _("'qualwb merge {file}' brings it in.").format(file=quote(str(path))),
        )
    promised = [one for one in FORMATS if path.suffix.lower() in one.suffixes]
    in_turn = (*promised, *(other for other in FORMATS if other not in promised))
    try:
        fitting = (one for one in in_turn if one.fits(path)) if path.exists() else iter(())
        return next(fitting, promised[0] if promised else None)
    except OSError as error:
        raise QualwbError(f"{path}: {reason_of(error)}.") from error
