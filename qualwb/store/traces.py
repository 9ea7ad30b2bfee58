"""What a project leaves on a disk: the kinds of files, and those that lie beside it.

``qualwb.acts.tracing`` has the whole list, with what lies in the user's own folders.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.faults import database_errors


class Kind(Enum):
    """What a file with something of a project is."""

    PROJECT = auto()
    LOG = auto()
    """SQLite's own, of the open project: folded into it, never removed by hand."""
    AUTOMATIC = auto()
    MANUAL = auto()
    PART = auto()
    """What could not be read when a backup took its place, and what SQLite left beside a copy."""
    UNFINISHED = auto()
    """What a process was making when it was killed."""
    PARSED = auto()
    """A parsed text, in the user's cache; it is made anew when it is gone."""
    VECTORS = auto()
    """What passages of a text mean, likewise."""
    STATE = auto()
    """What the workbench remembers of the project: names of sources and codes."""
    DEFECT_REPORT = auto()
    """Of the last defect, in whatever project; made to hold nothing of it."""


STAMP = r"\d{8}T\d{12}"
PLACES: tuple[tuple[str, Kind], ...] = (
    (r"-(wal|shm|journal)", Kind.LOG),
    (rf"\.{STAMP}\.manual\.bak", Kind.MANUAL),
    (rf"\.{STAMP}\.[\w-]+\.bak", Kind.AUTOMATIC),
    (rf"\.{STAMP}\.[\w-]+\.bak-(wal|shm|journal)", Kind.PART),
    (rf"\.{STAMP}\.before-restore\.damaged(-wal)?", Kind.PART),
    (r"\..+\.(partial|making|restoring)(-wal|-shm|-journal)?", Kind.UNFINISHED),
)
"""What follows the project's name in the name of the file, the narrower before the wider."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A file that holds a state of a project, or a part of one."""

    path: Path
    kind: Kind


def beside(project: Path) -> list[Trace]:
    """All files beside the project that can hold its text, by name. Raises ``OSError``."""
    found = []
    for path in sorted(project.parent.iterdir()):
        if path.name.startswith(project.name):
            kind = _kind(path.name[len(project.name) :])
            if kind is not None:
                found.append(Trace(path, kind))
    return found


def _kind(rest: str) -> Kind | None:
    return next((kind for pattern, kind in PLACES if re.fullmatch(pattern, rest)), None)


def holds_other_text(copy: Path, in_use: Collection[str], erased: Collection[int]) -> bool:
    """Whether a copy of a project has a text that is not in use, or what was done in an erased change.

    ``in_use`` are SHA-256 of texts, ``erased`` numbers of changes. What can't be read may hold anything.
    """
    try:
        connection = engine_of(copy, asking=False).open(copy, immutable=True)
        try:
            texts = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM text_content")}
            whole = {key for (key,) in connection.execute("SELECT id FROM change WHERE images <> '[]'")}
        finally:
            connection.close()
    except database_errors(QualwbError):  # another passphrase's too
        return True
    return bool(texts.difference(in_use) or whole.intersection(erased))


def holds_participant(copy: Path, aliases: Mapping[str, str]) -> bool:
    """Whether a copy of a project has one of these participants under another alias than the one given.

    ``aliases`` are by ``uid``. What can't be read may hold anything.
    """
    try:
        connection = engine_of(copy, asking=False).open(copy, immutable=True)
        try:
            rows = connection.execute("SELECT uid, alias FROM participant").fetchall()
        finally:
            connection.close()
    except database_errors(QualwbError):
        return True
    return any(alias != aliases.get(uid, alias) for uid, alias in rows)
