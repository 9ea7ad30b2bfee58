"""The one list of places on this machine where text of a project lies, in its file, beside it and elsewhere.

Whoever lists, purges, seals or looks for leaks walks ``places``; what keeps text in a new place adds it here.
"""

import stat
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb import user_folders
from qualwb.acts.surroundings import open_to_others, warnings
from qualwb.language import cache
from qualwb.localization import gettext as _
from qualwb.model import Project, Source, TextContent, TextVersion
from qualwb.store.engines.detection import looks_encrypted
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile
from qualwb.store.server_backup import copies_beside
from qualwb.store.traces import Kind, Trace, beside


def places(project: OpenProject) -> tuple[Trace, ...]:
    """Every file that holds text of the project or names out of it, the project's own first.

    Exports, reports and copies that were saved elsewhere are not known. Raises ``OSError``.
    """
    return tuple(trace for found in _PLACES for trace in found(project))


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known of a file without reading its text."""

    path: Path
    kind: str
    """The name of its ``Kind``, in small letters."""
    size: int
    """Bytes."""
    mode: int
    """Permissions, as chmod counts them."""
    open_to_others: bool
    encrypted: bool
    source: str = ""
    """The name of the source whose text it holds, one of several with this text; empty for no one's."""


def inspected(project: OpenProject) -> tuple[PlaceFacts, ...]:
    """``places`` with their facts; what is empty or goes away meanwhile is left out. Raises ``OSError``."""
    facts = []
    encrypted, names = project.encrypted, _names_of_texts(project)
    for trace in places(project):
        with suppress(FileNotFoundError):
            found = trace.path.stat()
            if not found.st_size or trace.path.name.endswith(_WITHOUT_TEXT):
                continue
            enciphered = encrypted if trace.kind is Kind.LOG else looks_encrypted(trace.path)
            facts.append(
                PlaceFacts(
                    trace.path.resolve(),
                    trace.kind.name.lower(),
                    found.st_size,
                    stat.S_IMODE(found.st_mode),
                    open_to_others(trace.path),
                    enciphered if trace.kind in _DATABASES else False,
                    names.get(cache.text_of(trace.path), "") if trace.kind in _OF_TEXTS else "",
                )
            )
    return tuple(facts)


_WITHOUT_TEXT = "-shm"
"""Numbers of pages that SQLite shares between programs."""
_DATABASES = (Kind.PROJECT, Kind.LOG, Kind.AUTOMATIC, Kind.MANUAL, Kind.PART, Kind.UNFINISHED)


_OF_TEXTS = (Kind.PARSED, Kind.VECTORS)


def _names_of_texts(project: OpenProject) -> dict[str, str]:
    """The sources by the SHA-256 of their texts, of former ones too."""
    texts = select(TextVersion.sha256, Source.name).join(Source, Source.id == TextVersion.source_id)
    with project.reading() as connection:
        return dict(connection.execute(texts.order_by(Source.name.desc())).all())


def surroundings_of(project: OpenProject) -> list[str]:
    """What its researcher should know of where the project itself lies, a line each. Raises ``OSError``."""
    if isinstance(project, ProjectFile):
        return warnings(project.path)
    return [
        _("The project lies at {place}: whoever runs that server can read it.").format(place=project.label)
    ]


def forget(project: OpenProject, texts: Collection[str] | None = None) -> int:
    """Delete what the user's own folders hold of texts, given as SHA-256; of None, all that they hold of the
    project, with what the workbench remembers of it. Returns how many files there were.

    Call it before the texts leave the project: afterwards nobody knows whose the files are.
    """
    if texts is not None:
        return cache.forget(texts)
    files = [trace.path for trace in (*_parsed(project), *_state(project))]
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


def names_of(connection: Connection) -> str:
    """What stands for a text's SHA-256 where the cache holds what the project's names mean."""
    return cache.digest_of_names(connection.execute(select(Project.uid)).scalar_one())


def own_file(project: OpenProject) -> Path | None:
    """Where the project lies; None for one on a server."""
    return project.path if isinstance(project, ProjectFile) else None


def _own(project: OpenProject) -> Iterable[Trace]:
    path = own_file(project)
    return [Trace(path, Kind.PROJECT)] if path else []


def _beside(project: OpenProject) -> Iterable[Trace]:
    if isinstance(project, ProjectFile):
        return beside(project.path)
    copies = copies_beside(project)
    return beside(copies) if copies.parent.is_dir() else ()


def _parsed(project: OpenProject) -> Iterable[Trace]:
    with project.reading() as connection:
        texts = set(connection.execute(select(TextContent.sha256)).scalars())
        names = names_of(connection)
    return [
        Trace(path, Kind.VECTORS if path.suffix == cache.VECTORS else Kind.PARSED)
        for path in cache.files_of({*texts, names})
    ]


def _state(project: OpenProject) -> Iterable[Trace]:
    return [
        Trace(path, Kind.STATE) for path in user_folders.kept_at(user_folders.state_of(project.state_key))
    ]


def _defect_report(_project: OpenProject) -> Iterable[Trace]:
    files = user_folders.kept_at(user_folders.defect_report())
    return [Trace(path, Kind.DEFECT_REPORT) for path in files]


_PLACES: tuple[Callable[[OpenProject], Iterable[Trace]], ...] = (
    _own,
    _beside,
    _parsed,
    _state,
    _defect_report,
)
