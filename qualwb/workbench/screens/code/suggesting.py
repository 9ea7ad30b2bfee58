"""Suggestions beside the passage: asked for while the reader moves on, taken by number, or turned down."""

from collections.abc import Callable

from textual.worker import get_current_worker

from qualwb.acts import suggestions
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.suggestions import SuggestionLines
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.inspector import SuggestionLine

Asked = tuple[str, int, int]
"""A source and code points [start, end) in it."""


class Suggesting:
    """The suggestions for the passage at hand, and what the reader does with them."""

    def __init__(self, screen: CodeSurface, coding: CodingActs) -> None:
        self._screen, self._coding = screen, coding
        self._suggester: SuggestionLines | None = None
        self._note = ""
        self.shown: tuple[SuggestionLine, ...] = ()
        """What stands in the inspector, number 1 first."""

    def ask(self) -> None:
        """Ask for suggestions for the passage selected; none while the material is only read."""
        screen = self._screen
        asked = self._place()
        if asked is None or screen.read_through or not screen.app.settings.suggestions:
            self._offer((), "")
            return
        self._offer((), _("thinking ..."))
        screen.run_worker(
            self._work(asked), group="suggest", thread=True, exclusive=True, exit_on_error=False
        )

    def take(self, number: int) -> None:
        """Give the passage the suggested code of this number; one that is not on screen is shown first."""
        if not self._on_screen(number):
            return
        passage = self._coding.passage() if number <= len(self.shown) else None
        if passage is None:
            return
        app, offered = self._screen.app, self.shown[number - 1]

        def act() -> None:
            done = suggestions.accept(app.researcher, passage, offered.offer(number))
            self._screen.view.action_deselect()
            self._coding.coded(done, (offered.name,))

        app.attempt(act)

    def refuse(self) -> None:
        """Say that none of the suggestions fits the passage; they are shown first where they are not."""
        if not self._on_screen(1):
            return
        passage = self._coding.passage() if self.shown else None
        if passage is None:
            return
        app = self._screen.app
        offers = [line.offer(rank) for rank, line in enumerate(self.shown, 1)]
        if app.attempt(lambda: suggestions.refuse_all(app.researcher, passage, offers)):
            self._screen.up_to_date()
            self._offer((), _("Noted: none fits."))

    def _place(self) -> Asked | None:
        source = self._screen.source
        start, end = self._screen.view.passage
        return (source.name, start, end) if source is not None and start < end else None

    def _work(self, asked: Asked) -> Callable[[], None]:
        screen = self._screen
        assert screen.source is not None
        text = screen.source.document.text[asked[1] : asked[2]]

        def suggest() -> None:
            worker = get_current_worker()
            project = screen.app.researcher.project
            if self._suggester is None or self._suggester.project is not project:  # saved elsewhere meanwhile
                self._suggester = SuggestionLines(project)
            try:
                found, note = self._suggester.suggest(*asked, text)
            except QualwbError as error:
                found, note = (), str(error)
            if not worker.is_cancelled:
                screen.app.call_from_thread(self._show, asked, found, note)

        return suggest

    def _show(self, asked: Asked, found: tuple[SuggestionLine, ...], note: str) -> None:
        if asked == self._place():
            self._offer(found, note)

    def _offer(self, found: tuple[SuggestionLine, ...], note: str) -> None:
        self.shown, self._note = found, note
        self._screen.inspector.show_suggestions(found, note)
        if self._screen.strip.has_class("-open"):
            self._screen.strip.offer(found, note)

    def _on_screen(self, number: int) -> bool:
        """Whether the suggestion of this number can be read; if not, let it come in view."""
        screen = self._screen
        if not screen.inspector.has_class("-hidden"):
            return screen.inspector.suggestion_in_view(number)
        if screen.strip.has_class("-open"):
            return number <= screen.strip.shown
        screen.strip.add_class("-open")
        screen.strip.offer(self.shown, self._note)
        return False
