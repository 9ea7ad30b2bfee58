"""Suggestions as the code screen shows them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from qualwb import __version__
from qualwb.acts.projects import OpenProject
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.inspector import SuggestionLine

if TYPE_CHECKING:
    from qualwb.suggest.project_meanings import ProjectMeanings


class SuggestionLines:
    """Suggested codes with their reasons; made in a worker, since what suggests is slow to load."""

    def __init__(self, project: OpenProject, meanings: "ProjectMeanings | None" = None) -> None:
        from qualwb.suggest.suggester import Suggester

        self.project, self.meanings = project, meanings
        self._suggester = Suggester(project, meanings)

    @property
    def failure(self) -> Exception | None:
        """Why nothing was learnt of weights and probabilities, where that went wrong."""
        return self._suggester.failure

    @property
    def learns_first(self) -> bool:
        """Whether it is just being worked out how sure suggestions are."""
        return self._suggester.learns_first

    def wait_until_learnt(self, seconds: float) -> None:
        """Wait, in a thread, for that, at most so long."""
        self._suggester.wait_until_learnt(seconds)

    def suggest(
        self, source: str, start: int, end: int, text: str, given: Collection[str] = ()
    ) -> tuple[tuple[SuggestionLine, ...], str]:
        """Codes for a passage with reasons, best first, and how sure they are, or that there are none.

        Those ``given`` to it are not suggested.
        """
        encoder = self.meanings.encoder if self.knows(text) and self.meanings is not None else ""
        suggest = self._suggester
        lines = tuple(
            SuggestionLine(
                found.code,
                found.reasons[0].text if found.reasons else "",
                found.score,
                f"qualwb {__version__}",
                found.reasons[0].kind if found.reasons else "",
                found.probability,
                encoder,
            )
            for found in suggest.suggest(source, start, end, text, without=given)
        )
        if not lines:
            return lines, _("nothing speaks for any code")
        if any(line.probability is not None for line in lines):
            return lines, _("%: how often right, if a code fits at all")
        if suggest.learns_first:
            return lines, _("%: being worked out")
        beside = suggest.is_beside_the_record(source, start, end)
        return lines, _("no %: talk of a moderator or observer") if beside else ""

    def knows(self, text: str) -> bool:
        """Whether it is known what a text means."""
        return self.meanings is not None and not self.meanings.missing([text])
