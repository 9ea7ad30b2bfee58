"""Suggestions as the code screen shows them."""

from qualwb import __version__
from qualwb.acts.projects import ProjectFile
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.inspector import SuggestionLine


class SuggestionLines:
    """Suggested codes with their reasons; made in a worker, since what suggests is slow to load."""

    def __init__(self, project: ProjectFile) -> None:
        from qualwb.suggest.suggester import Suggester

        self.project = project
        self._suggester = Suggester(project)

    def suggest(self, source: str, start: int, end: int, text: str) -> tuple[tuple[SuggestionLine, ...], str]:
        """Codes for a passage with reasons, best first, and a note when there are none."""
        lines = tuple(
            SuggestionLine(
                suggestion.code,
                suggestion.reasons[0].text if suggestion.reasons else "",
                suggestion.score,
                f"qualwb {__version__}",
            )
            for suggestion in self._suggester.suggest(source, start, end, text)
        )
        return lines, "" if lines else _("nothing speaks for any code")
