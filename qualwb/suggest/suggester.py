"""Codes for the passages of an open project: one ranker, kept in step with what is coded."""

import threading

from qualwb.store.project_file import ProjectFile
from qualwb.suggest.evidence import TextPlace
from qualwb.suggest.project_evidence import read_evidence
from qualwb.suggest.ranking import Ranker, Suggestion

TOP = 5
"""How many codes are suggested."""


class Suggester:
    """The ranker of one project. It learns each act of coding; it may be asked from any thread."""

    def __init__(self, project: ProjectFile, *, with_definitions: bool = False) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._ranker = Ranker(with_definitions=with_definitions)
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
        revision = self._project.revision()
        if revision == self._revision:
            return
        with self._project.reading() as connection:
            evidence = read_evidence(connection)
        self._ranker = (
            self._ranker.update(evidence) if self._revision is not None else self._ranker.fit(evidence)
        )
        self._revision = revision
