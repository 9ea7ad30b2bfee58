"""Suggestions for the code screen: a ranker kept warm, asked from a worker."""

import threading
from typing import TYPE_CHECKING

from qualwb import __version__
from qualwb.localization import gettext as _
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.widgets.inspector import SuggestionLine

if TYPE_CHECKING:
    from qualwb.suggest.ranking import Ranker

SHOWN = 5
"""How many suggestions are shown."""


class Suggester:
    """The ranker of one project; fitted anew when the project has changed."""

    def __init__(self, project: ProjectFile) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._ranker: Ranker | None = None
        self._revision = -1

    def suggest(self, text: str) -> tuple[tuple[SuggestionLine, ...], str]:
        """Codes for a passage with reasons, best first, and a note when there are none."""
        with self._lock:
            found = self._current().rank(text, SHOWN)
        lines = tuple(
            SuggestionLine(
                suggestion.code,
                suggestion.reasons[0].text if suggestion.reasons else "",
                suggestion.score,
                f"qualwb {__version__}",
            )
            for suggestion in found
        )
        return lines, "" if lines else _("nothing speaks for any code")

    def _current(self) -> "Ranker":
        from qualwb.suggest.project_evidence import read_evidence
        from qualwb.suggest.ranking import Ranker

        revision = self._project.revision()
        if self._ranker is None or revision != self._revision:
            with self._project.reading() as connection:
                evidence = read_evidence(connection)
            self._ranker, self._revision = Ranker().fit(evidence), revision
        return self._ranker
