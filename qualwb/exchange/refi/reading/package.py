"""The files of a REFI-QDA project: an archive (.qdpx), or its XML alone (.qde) with the texts beside it.

Whatever a path in the XML says, a file is looked for inside the archive, or beneath the folder of the .qde.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from qualwb.acts.arriving_files import TOTAL_LIMIT, ArchiveOnDisk, file_bytes, opened_archive
from qualwb.errors import QualwbError
from qualwb.exchange.refi.supplement import MEMBER
from qualwb.localization import gettext as _

_SCHEME = re.compile(r"^(?:internal|relative|absolute|file):/*", re.IGNORECASE)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class Package(NamedTuple):
    """The files of a project."""

    name: str
    """What the file with the XML is called, for messages."""
    xml: bytes
    others: tuple[str, ...]
    """Further files that hold a project each, which are not read."""
    find: Callable[[str], bytes | None]
    """The bytes of the file that a path in the XML means; None where it is not there."""

    crlf: bool
    """Whether the lines of the XML end with CR LF."""

    def supplement(self) -> bytes | None:
        """What this program wrote beside the XML of what REFI-QDA has no place for."""
        return self.find(MEMBER)


@contextmanager
def opened_package(path: Path) -> Iterator[Package]:
    """The project in a file; others of its files are read when they are asked for.

    Raises ``QualwbError`` for what can't be opened, holds no project or is made to do harm.
    """
    if path.is_file() and _is_archive(path):
        with opened_archive(path, _("a REFI-QDA project")) as archive:
            yield _in_archive(archive, path)
    else:
        xml = file_bytes(path)
        yield Package(path.name, xml, (), _Folder(path).find, b"\r\n" in xml)


def _is_archive(path: Path) -> bool:
    if path.suffix.lower() == ".qdpx":
        return True
    with path.open("rb") as file:
        return file.read(4) in _ZIP


def _in_archive(archive: ArchiveOnDisk, path: Path) -> Package:
    projects = sorted(filter(_is_project, archive.names()), key=_likelihood)
    if not projects:
        raise QualwbError(
            _("{file}: there is no project (.qde) in the archive.").format(file=path),
            _("Export it anew as a REFI-QDA project."),
        )
    first = projects[0]
    members = _Members(archive, PurePosixPath(_plain(first)).parent)
    xml = archive.read(first)
    return Package(f"{path.name}/{first}", xml, tuple(projects[1:]), members.find, b"\r\n" in xml)


def _is_project(member: str) -> bool:
    path = PurePosixPath(_plain(member))
    hidden = "__MACOSX" in path.parts or path.name.startswith("._")
    return path.suffix.lower() == ".qde" and not hidden


def _likelihood(member: str) -> tuple[int, bool, str]:
    path = PurePosixPath(_plain(member))
    return len(path.parts), path.name.lower() != "project.qde", member


def _plain(path: str) -> str:
    return path.replace("\\", "/")


class _Members:
    """The members of an archive, found without regard to case and to how their folder is called."""

    def __init__(self, archive: ArchiveOnDisk, base: PurePosixPath) -> None:
        self._archive = archive
        self._base = base
        self._members: dict[str, str] = {}
        for member in archive.names():
            self._members.setdefault(_plain(member).lower(), member)

    def find(self, path: str) -> bytes | None:
        for wanted in _places(path):
            member = self._members.get(str(self._base / wanted).lower())
            if member is not None:
                return self._archive.read(member)
        return None


class _Folder:
    """The files beneath the folder of a project's XML; what is read of them is bounded, as in archives."""

    def __init__(self, xml: Path) -> None:
        self._xml = xml
        self._read = 0

    def find(self, path: str) -> bytes | None:
        try:
            inside = self._xml.parent.resolve()
            for wanted in _places(path):
                file = (inside / wanted).resolve()
                if file.is_relative_to(inside) and file.is_file():
                    return self._counted(file_bytes(file))
        except (OSError, ValueError, RuntimeError):  # a path that no file system has
            return None
        return None

    def _counted(self, content: bytes) -> bytes:
        self._read += len(content)
        if self._read > TOTAL_LIMIT:
            raise QualwbError(
                _("{file}: its texts are larger together than those of a project can be.").format(
                    file=self._xml.name
                ),
                _("Export it anew as a REFI-QDA project (.qdpx)."),
            )
        return content


def _places(path: str) -> Iterator[PurePosixPath]:
    """Where the file that a path means may lie, from the XML's folder down."""
    parts = PurePosixPath(_plain(_SCHEME.sub("", _plain(path.strip())))).parts
    down = [part for part in parts if part not in ("/", ".") and ":" not in part]
    if not down or ".." in down:
        return
    inner, name = PurePosixPath(*down), down[-1]
    yield from (PurePosixPath("sources") / inner, PurePosixPath("Sources") / inner, inner)
    yield from (PurePosixPath("sources") / name, PurePosixPath("Sources") / name, PurePosixPath(name))
