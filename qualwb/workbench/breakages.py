"""Errors that nobody caught: told, while the workbench goes on. What broke gives way to something whole."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from qualwb.errors import QualwbError
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.broken import BrokenScreen, broken_screen, screen_at_work


class Breakages:
    """The screens and dialogs of a workbench that broke, and what becomes of them."""

    def __init__(self, app: ProjectApp, let_go: Callable[[], object]) -> None:
        """``let_go`` is called when something broke: keys may wait for it."""
        self._app, self._let_go = app, let_go
        self._broken: dict[Screen[Any], Exception] = {}
        self._shown_anew: set[Screen[Any]] = set()
        self._telling = False

    @property
    def goes_on(self) -> bool:
        """Whether there is something of the workbench left that an error can be told on."""
        shown = any(isinstance(one, (ProjectScreen, BrokenScreen)) for one in self._app.screen_stack)
        return shown and self._app.is_running and not self._telling

    def met(self, error: Exception) -> bool:
        """Take an error that nobody caught, in the midst of it; whether the workbench goes on."""
        screen = screen_at_work()
        if screen in self._broken:
            return True  # follows from what broke it
        if not self.goes_on or isinstance(screen, (BrokenScreen, FailureDialog)):
            return False
        if screen is not None:
            self._broken[screen] = error
        self._app.call_next(self._give_way, screen, error)
        return True

    def screen_left(self) -> None:
        """A screen was left: the one below it may have broken meanwhile."""
        screen = self._app.screen_stack[-1] if self._app.screen_stack else None
        if isinstance(screen, ProjectScreen) and (error := self._broken.get(screen)) is not None:
            self._app.call_next(self._give_way, screen, error)

    def tell(self, error: Exception) -> None:
        """Say what went wrong. What goes wrong with that ends the workbench."""
        self._telling = True
        self._app.tell_failure(error)
        self._telling = False

    def _give_way(self, screen: Screen[Any] | None, error: Exception) -> None:
        """Show something whole instead of the screen that broke, or of nothing; below a dialog not yet."""
        self._let_go()
        if isinstance(screen, ProjectScreen):
            self._replace(screen, error)
        else:
            while screen in self._app.screen_stack:
                self._app.pop_screen()
            self.tell(error)

    def _replace(self, screen: ProjectScreen, error: Exception) -> None:
        """A defect is told in place of its screen; after anything else it is shown anew, if that goes well.

        One that is not in view, or was told of, is made again when it is chosen.
        """
        app = self._app
        name = next((name for name, one in app._installed_screens.items() if one is screen), None)
        if name is None or (screen in app.screen_stack and screen is not app.screen):
            return
        in_view = screen is app.screen
        make = app.SCREENS[name]
        again = isinstance(error, QualwbError) and screen not in self._shown_anew
        instead = make() if again else broken_screen(name, error)
        if in_view:
            if again:
                screen.remember()
            # While it is installed: Textual would wait for its end, which may not come.
            app.switch_screen(instead)
        app.uninstall_screen(name)
        if again:
            self._shown_anew.add(instead)
            app.install_screen(instead, name)
        else:
            app._installed_screens[name] = make
        if in_view and again:
            self.tell(error)
