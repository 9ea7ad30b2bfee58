"""The ways through the workbench: from screen to screen, to places by their names, back and forward."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from qualwb.acts.researcher import Researcher
from qualwb.localization import gettext as _
from qualwb.round_words import round_in_words
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screen_modules import NAMES
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.trail import Place, Trail

if TYPE_CHECKING:
    from qualwb.analysis.autocoding import AutocodeQuery
    from qualwb.workbench.screens.code.screen import CodeScreen
    from qualwb.workbench.screens.like.screen import LikeScreen
    from qualwb.workbench.screens.search.screen import SearchScreen


class Wayfinding(ProjectApp):
    """An app that knows the screens, and the places where the reader was."""

    def __init__(self, researcher: Researcher, folders: AllowedFolders = ANYWHERE) -> None:
        super().__init__(researcher, folders)
        self.trail = Trail()

    # Screens

    def in_view(self) -> ProjectScreen | None:
        """The screen in view, unless a dialog stands over it, or the workbench is closing."""
        shown = self.screen_stack[-1] if self.screen_stack else None
        return shown if isinstance(shown, ProjectScreen) else None

    def action_go(self, name: str) -> None:
        """Show a screen that was chosen by its key or name; what was on it stays as it was."""
        if self.go_to(name) and isinstance(screen := self.get_screen(self.state.screen), ProjectScreen):
            screen.entered()

    def go_back(self) -> None:
        """Show the screen that was shown before, as it was left: nobody chose it anew.

        Where the trail leads there, it is a step back on it: the next one leads further back.
        """
        if self.screen.is_modal or self.trail.last_screen != self.came_from:
            self.go_to(self.came_from)
            return
        self.trail.back(self.here())
        self._show_screen(self.came_from)
        self.came_from = self.trail.last_screen or self.came_from

    def go_to(self, name: str) -> bool:
        """Show a screen, whether there was no dialog over them; what was on it stays as it was."""
        if name not in NAMES:
            name = "code"
        if len(self.screen_stack) > 1 and self.screen.is_modal:
            return False
        if name != self.state.screen:
            self.leave_place()
        self._show_screen(name)
        return True

    def _show_screen(self, name: str) -> None:
        if name != self.state.screen:
            self.came_from = self.state.screen
        self.state.screen = name
        if len(self.screen_stack) > 1:
            self.switch_screen(name)
        else:
            self.push_screen(name)

    # Places

    def here(self) -> Place:
        """The place where the reader is."""
        screen = self.in_view()
        return Place(self.state.screen, None if screen is None else screen.place())

    def crumbs(self) -> str:
        """Where the reader is: project, coder, round, screen, and what stands in its bar."""
        who, shown = self.researcher, self.in_view()
        title = next(row.title for row in SCREENS if row.name == self.state.screen)
        bar = shown.bar_text() if shown is not None else ""
        round_ = round_in_words(who.round)
        project = who.project.title if who.project.far else who.project.label
        return " › ".join(filter(None, (project, who.coder, round_, title, bar)))

    def leave_place(self) -> None:
        """Keep the place where the reader is: another one is about to be shown."""
        if self.in_view() is not None:
            self.trail.leave(self.here())

    def action_walk_back(self) -> None:
        """To the place that was left last."""
        self._walk(self.trail.back)

    def action_walk_forward(self) -> None:
        """To the place that was gone back from last."""
        self._walk(self.trail.forward)

    def _walk(self, turn: Callable[[Place], Place | None]) -> None:
        if self.in_view() is None:
            return
        if (place := turn(self.here())) is None:
            self.notify(_("There is no further place."), timeout=2)
            return
        self._show_screen(place.screen)
        if isinstance(screen := self.get_screen(place.screen), ProjectScreen):
            screen.go_to_place(place.at)

    def jump(self, name: str, then: Callable[[Any], object]) -> None:
        """Go to a screen, and there to a place: ``then`` is called with the screen when it can show one."""
        self.leave_place()
        if self.go_to(name) and isinstance(screen := self.get_screen(name), ProjectScreen):
            screen.call_later(then, screen)

    def show_source(self, name: str) -> None:
        """Go to a source, where the reader was in it."""
        self.leave_place()
        if screen := self._code_screen():
            screen.show_source(name)
        self.action_go("code")

    def show_passage(self, source: str, start: int, end: int) -> None:
        """Go to code points [start, end) of a source, selected."""
        self._reveal(source, start, end, found=False)

    def show_words(self, source: str, start: int, end: int) -> None:
        """Go to words that a search found at code points [start, end) of a source."""
        self._reveal(source, start, end, found=True)

    def _reveal(self, source: str, start: int, end: int, *, found: bool) -> None:
        self.leave_place()
        self.action_go("code")
        if screen := self._code_screen():
            screen.reveal(source, start, end, found=found)

    def show_like(self, source: str, start: int, end: int, text: str) -> None:
        """Go to the turns that are like code points [start, end) of a source, whose words are ``text``."""
        if screen := self._like_screen():
            screen.look_for_passage(source, start, end, text)
        self.go_to("like")

    def show_disagreements(self, coders: tuple[str, ...], round_: str, label: str) -> None:
        """Go to where these coders disagree in a round on a code, or theme, of that name."""
        from qualwb.workbench.screens.compare.screen import CompareScreen

        screen = self.get_screen("compare")
        if isinstance(screen, CompareScreen):
            screen.show_label(coders, round_, label)
        self.go_to("compare")

    def show_answers(self, question: str) -> None:
        """Go to the turns that answer a question in own words."""
        if screen := self._like_screen():
            screen.look_for_question(question)
        self.go_to("like")

    def show_search(self, words: str, way: str = "words") -> None:
        """Go to the search in all sources, for these words, meant in this way."""
        if screen := self._search_screen():
            screen.begin_with(words, way)
        self.go_to("search")

    def action_step_match(self, by: int) -> None:
        """Go to the place of the next match of the search in all sources, or the one before."""
        if not self.screen.is_modal and (screen := self._search_screen()):
            screen.step(by)

    def _search_screen(self) -> "SearchScreen | None":
        """The screen for one search over all sources, unless it broke."""
        from qualwb.workbench.screens.search.screen import SearchScreen

        screen = self.get_screen("search")
        return screen if isinstance(screen, SearchScreen) else None

    def show_autocode(
        self,
        query: "AutocodeQuery | None" = None,
        code: str | None = None,
        ticked: Collection[tuple[str, int, int]] | None = None,
    ) -> None:
        """Go to what a query finds, to be given a code at one go; None: what was looked for there.

        A ``code`` that is not said is asked for. ``ticked`` are those places of it, (source, start, end),
        that are ticked at first; None: as a rule.
        """
        from qualwb.workbench.screens.autocode.screen import AutocodeScreen

        screen = self.get_screen("autocode")
        if isinstance(screen, AutocodeScreen):  # it may be broken
            screen.look_for(query or screen.query_now, code or "", ticked)
            if query is None and screen.is_mounted:
                screen.action_write()
        self.go_to("autocode")

    def _like_screen(self) -> "LikeScreen | None":
        """The screen for turns in own words, unless it broke."""
        from qualwb.workbench.screens.like.screen import LikeScreen

        screen = self.get_screen("like")
        return screen if isinstance(screen, LikeScreen) else None

    def _code_screen(self) -> "CodeScreen | None":
        """The screen for coding, unless it broke."""
        from qualwb.workbench.screens.code.screen import CodeScreen

        screen = self.get_screen("code")
        return screen if isinstance(screen, CodeScreen) else None
