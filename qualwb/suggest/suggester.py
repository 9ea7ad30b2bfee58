"""Codes for the passages of an open project: one ranker, kept in step with what is coded."""

import threading
from collections.abc import Collection

from sqlalchemy import Connection, func, select

from qualwb.model import Change, Source
from qualwb.store.project_file import ProjectFile
from qualwb.suggest.evidence import Evidence, TextPlace
from qualwb.suggest.project_evidence import read_evidence
from qualwb.suggest.ranking import Ranker, Suggestion
from qualwb.suggest.touched_sources import touched_sources

TOP = 5
"""How many codes are suggested."""


class Suggester:
    """The ranker of one project. It learns each act of coding; it may be asked from any thread."""

    def __init__(self, project: ProjectFile, *, with_definitions: bool = False) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._ranker = Ranker(with_definitions=with_definitions)
        self._sources: dict[str, Evidence] = {}
        """What each source says, by its name."""
        self._revision: int | None = None

    @property
    def codes(self) -> int:
        """How many codes there were to choose among when last asked."""
        return len(self._ranker.codes)

    def suggest(self, source: str, start: int, end: int, text: str, top: int = TOP) -> list[Suggestion]:
        """The best codes for code points [start, end) of a source, whose words are ``text``, best first.

        What is coded on the passage itself, or on part of it, is no evidence for it.
        """
        with self._lock:
            self._keep_up()
            return self._ranker.rank(text, top, TextPlace("", source, start, end))

    def _keep_up(self) -> None:
        with self._project.reading() as connection:
            revision = connection.execute(select(func.max(Change.id))).scalar() or 0
            if revision == self._revision:
                return
            touched = touched_sources(connection, self._revision) if self._revision is not None else None
            if touched is None:
                self._read_all(connection)
            else:
                self._read_again(connection, touched)
        self._revision = revision

    def _read_all(self, connection: Connection) -> None:
        new = read_evidence(connection)
        old = Evidence.joined(self._ranker.codes, self._sources.values())
        self._sources = new.by_source()
        if self._revision is None or not self._ranker.follow(old, new):
            self._ranker.fit(new)

    def _read_again(self, connection: Connection, touched: Collection[int]) -> None:
        """Read the sources with these keys: what the others say is known."""
        names = connection.execute(select(Source.name).where(Source.id.in_(touched))).scalars().all()
        codes = self._ranker.codes
        old = Evidence.joined(codes, [self._sources[name] for name in names if name in self._sources])
        new = read_evidence(connection, touched)
        self._sources.update({**dict.fromkeys(names, Evidence()), **new.by_source()})
        if not self._ranker.follow(old, new):
            self._ranker.fit(Evidence.joined(codes, self._sources.values()))
