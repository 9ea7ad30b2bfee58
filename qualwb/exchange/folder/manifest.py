"""The list of files that an export wrote into a folder: a later one may replace them and take them away.

The list lies in git, where anybody can edit it. So it is believed for paths alone that an export can write.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from qualwb.exchange.folder.forms import (
    CODEBOOK,
    CODEBOOK_HISTORY,
    CSV_FORMS,
    GIT_ATTRIBUTES,
    MARKER,
    PROJECT,
    README,
    SOURCE_FILES,
    SOURCES,
    YAML_FORMS,
    file_of,
)

UNFINISHED = ".qualwb-unfinished"
"""Is there while files are put in place; what a stopped export leaves is then no project."""
MARKER_LIMIT = 16 * 2**20
"""Bytes of the list of files."""
_FIXED = frozenset(
    {
        *(README, PROJECT, CODEBOOK, CODEBOOK_HISTORY, SOURCE_FILES, GIT_ATTRIBUTES),
        *map(file_of, (*YAML_FORMS, *CSV_FORMS)),
    }
)


def is_written(folder: Path) -> bool:
    """Whether an export wrote the folder."""
    return (folder / MARKER).is_file() or (folder / UNFINISHED).is_file()


def listed(folder: Path) -> set[str]:
    """The files that an export wrote, as its list says; none that no export writes."""
    found: set[str] = set()
    for name in (MARKER, UNFINISHED):
        path = folder / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= MARKER_LIMIT:
            lines = path.read_text("utf-8", errors="replace").splitlines()
            found.update(filter(can_be_exported, lines))
    return found


def list_of(paths: Iterable[str]) -> bytes:
    """The list of files as it lies in the folder."""
    return "".join(f"{line}\n" for line in ("# qualwb export folder", *sorted(paths))).encode()


def can_be_exported(path: str) -> bool:
    """Whether an export writes to such a path: one of the fixed names, or Markdown beneath the sources."""
    if path in _FIXED:
        return True
    parts = PurePosixPath(path).parts
    plain = "/".join(parts) == path and "\\" not in path and ":" not in path
    hidden = any(part.startswith(".") for part in parts)
    return plain and not hidden and len(parts) > 2 and parts[0] == SOURCES and path.endswith(".md")
