"""Deleted is not erased: what still holds a text that was deleted, and how it is erased.

A project keeps the text of a deleted source so that undo can bring it back; its journal, the backups beside
it and the cache of parsed texts hold it too. A purge erases what no source uses any more. It can't be undone.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts import tracing
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Change
from qualwb.store import erasing, traces
from qualwb.store.conversion import erase_file
from qualwb.store.explaining import explained
from qualwb.store.journal import Act, write_change
from qualwb.store.open_project import OpenProject, now
from qualwb.store.project_file import as_file
from qualwb.store.search import refresh_index
from qualwb.store.server_backup import copies_lie_beside
from qualwb.store.special_acts import PURGE
from qualwb.store.traces import Kind, Trace


@dataclass(frozen=True, slots=True)
class Cache:
    """A place in the user's own folders that holds text, of all projects alike; both tell how many files."""

    count: Callable[[], int]
    clear: Callable[[], int]


CACHES = (Cache(cache.count, cache.clear),)
"""Caches of all projects alike; ``qualwb.acts.tracing`` tells what in them is of one project."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a purge would erase, or what it erased."""

    texts: int
    """Texts in the project file that no source uses."""
    changes: tuple[int, ...]
    """Numbers of the acts in the journal whose images go."""
    since: str | None
    """When the oldest of them was done, ISO 8601 in UTC."""
    copies: tuple[Trace, ...]
    """Files beside the project: backups, and what was left half made or damaged."""
    cached: int
    """Files in caches, of all projects."""

    def without_cache(self) -> "Holdings":
        """The same, but for the caches that all projects have in common."""
        return replace(self, cached=0)

    def in_words(self) -> list[str]:
        """A line for each place that holds something, and for each file."""
        lines = []
        if self.texts:
            said = ngettext("{n} text that no source uses", "{n} texts that no source uses", self.texts)
            lines.append(said.format(n=self.texts))
        if self.changes:
            n = len(self.changes)
            said = ngettext("what {n} act of the journal did", "what {n} acts of the journal did", n)
            since = _(", since {moment}").format(moment=self.since) if self.since else ""
            lines.append(said.format(n=n) + since)
        lines += [copy.path.name for copy in self.copies]
        if self.cached:
            said = ngettext(
                "{n} cached parsed text, whatever its project",
                "{n} cached parsed texts of all projects",
                self.cached,
            )
            lines.append(said.format(n=self.cached))
        return lines


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge erased and what it left."""

    erased: Holdings
    left: Holdings
    log_emptied: bool
    """Whether SQLite's log could be emptied; not while another program reads the project."""


def holdings(project: OpenProject, journal_before: str | None = None) -> Holdings:
    """What still holds text that no source uses any more, and acts before the moment when one is given.

    The moment is ISO 8601 in UTC. Nothing is changed.
    """
    with project.reading_whole() as connection:
        unused = erasing.unused_texts(connection)
        changes = _changes(connection, unused, journal_before)
        first = select(Change.at).where(Change.id == min(changes, default=None))
        oldest = connection.execute(first).scalar()
        copies = _copies(copies_lie_beside(project), connection, changes)
    cached = sum(place.count() for place in CACHES)
    return Holdings(len(unused), tuple(changes), oldest, copies, cached)


def purge(
    researcher: Researcher, *, journal_before: str | None = None, backups: bool = False, caches: bool = False
) -> Purged:
    """Erase texts that no source uses and what the journal holds of them; backups and caches when asked.

    With the caches goes what the workbench remembers of the project. What names mean is forgotten in any
    case: it is kept of renamed and deleted ones too.

    The acts stay in the journal, without what they did to each row, and can't be undone or redone any more.
    Backups that hold such texts are overwritten and deleted whole. Raises ``ProjectLocked``, and
    ``UnusableProject`` when one can't be deleted.
    """
    project = as_file(researcher.project)
    copies = holdings(project, journal_before).copies if backups else ()
    with project.writing() as connection:
        unused = erasing.unused_texts(connection)
        cache.forget({*unused, tracing.names_of(connection)})
        changes = _changes(connection, unused, journal_before)
        erasing.erase_images(connection, changes)
        erasing.erase_unused_texts(connection)
        if unused or changes:
            act = Act(connection, summary=_summary(len(unused), len(changes)))
            write_change(connection, act, kind=PURGE, coder=researcher.coder, at=now())
    refresh_index(project)
    emptied = erasing.rewrite(project)
    with explained(project.path):
        for copy in copies:
            erase_file(copy.path)
    cleared = sum(place.clear() for place in CACHES) if caches else 0
    if caches:
        tracing.forget(project)
    erased = Holdings(len(unused), tuple(changes), None, copies, cleared)
    return Purged(erased, holdings(project, journal_before), emptied)


def copies_with_other_text(
    project: Path, in_use: Collection[str], erased: Collection[int]
) -> tuple[Trace, ...]:
    """Files beside a project with a text that is not in use, or with what was done in an erased change.

    ``in_use`` are SHA-256 of texts, ``erased`` numbers of changes.
    """
    found = (trace for trace in traces.beside(project) if trace.kind is not Kind.LOG)
    return tuple(trace for trace in found if traces.holds_other_text(trace.path, in_use, erased))


def out_of_reach() -> tuple[str, ...]:
    """What no purge can erase, for the user to see to."""
    return (
        _("copies that you made elsewhere (backup TARGET, reports, exports, the transcripts themselves)"),
        _("what a sync client, a snapshot or a backup of the disk keeps of these files"),
        _("what you wrote yourself: memos, summaries, rules of codes, names, and how the log sums up acts"),
    )


def _changes(connection: Connection, unused: dict[str, str], before: str | None) -> list[int]:
    old = erasing.changes_before(connection, before) if before else []
    return sorted({*old, *erasing.changes_of_gone_texts(connection, unused)})


def _copies(beside: Path, connection: Connection, changes: list[int]) -> tuple[Trace, ...]:
    gone = {*changes, *erasing.erased_changes(connection)}
    return copies_with_other_text(beside, erasing.texts_in_use(connection), gone)


def _summary(texts: int, changes: int) -> str:
    return ", ".join(
        (
            ngettext("{n} text", "{n} texts", texts).format(n=texts),
            ngettext("{n} act", "{n} acts", changes).format(n=changes),
        )
    )
