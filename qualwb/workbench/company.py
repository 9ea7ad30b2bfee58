"""Others at work on the open project: what they do is shown, and where they are; a lost connection is told.

A project on a server tells of it in a thread of its own. A file tells nothing: the workbench looks at it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Protocol

from textual.app import App
from textual.message import Message
from textual.timer import Timer

from qualwb.acts.colleagues import (
    Acted,
    ColleaguesMoved,
    ConnectionLost,
    Event,
    Live,
    LookAnew,
    NoConnection,
    WorkPlace,
    names_of_sources,
)
from qualwb.acts.researcher import Researcher
from qualwb.workbench.state import ProjectState
from qualwb.workbench.widgets.who import Companion

AT_ONCE = 0.01
"""Seconds after which a refresh begins that need not wait: a timer takes no less."""
PACE = 0.3
"""Seconds between two refreshes of the screen at least: a burst of acts is shown together."""


@dataclass
class CompanyTold(Message):
    """The server told of something."""

    event: Event


@dataclass
class SourcesNamed(Message):
    """What the sources are called by their uid."""

    names: dict[str, str]


class InView(Protocol):
    """What is asked of the screen in view."""

    took: float
    """Seconds that its newest answer took."""

    @property
    def waits(self) -> bool:
        """Whether an answer is being worked out."""

    def look_for_changes(self) -> None:
        """Show the project as it is now where that is not what is shown."""

    def show_company(self) -> None:
        """Say who else is at work on the project, or since when there is no connection."""


class Company:
    """Who else is at work; all but what the server calls happens in the thread of the screens."""

    def __init__(
        self,
        app: App[int],
        researcher: Callable[[], Researcher],
        state: ProjectState,
        in_view: Callable[[], InView | None],
    ) -> None:
        """``in_view``: the screen in view, unless a dialog stands over it."""
        self._app, self._researcher, self._state, self._in_view = app, researcher, state, in_view
        self._live: Live | None = None
        self._acts = 0
        self._names: dict[str, str] = {}
        self._refreshing: Timer | None = None
        self._rest_until = 0.0
        self._when_back: list[Callable[[], object]] = []

    def begin(self) -> None:
        """Let the open project tell, if it does."""
        researcher = self._researcher()
        self._live = researcher.project.live(
            lambda event: self._app.post_message(CompanyTold(event)), WorkPlace(researcher.coder)
        )

    def end(self) -> None:
        """Leave: the others are told."""
        if self._live is not None:
            self._live.close()

    @property
    def tells(self) -> bool:
        """Whether others' acts are told, so that nobody need look for them."""
        return self._live is not None

    @property
    def lost_since(self) -> datetime | None:
        """Since when there is no connection to the server; None while there is one, and for a file."""
        return self._live.lost_since if self._live is not None else None

    @property
    def companions(self) -> list[Companion]:
        """Who else is at work and where, those first who read the same source."""
        if self._live is None:
            return []
        here = self._source_here
        found = [
            Companion(
                one.coder,
                one.place.screen,
                self._names.get(one.place.source, ""),
                one.place.source == here != "",
            )
            for one in self._live.colleagues
        ]
        return sorted(found, key=lambda one: not one.same_source)

    # The project as it is known to be

    @property
    def state_of_project(self) -> int:
        """A number that is another one after each act, whoever did it."""
        return self._acts if self.tells else self._researcher().project.revision()

    def acted(self) -> None:
        """An act was done here."""
        self._acts += 1

    def when_back(self, then: Callable[[], object]) -> None:
        """Call this once, as soon as there is a connection again; at once where there is one."""
        if self.lost_since is None:
            then()
        else:
            self._when_back.append(then)

    # What the server tells

    def told(self, event: Event) -> None:
        """Show what was told."""
        match event:
            case Acted():
                self._refresh_soon()
            case LookAnew():
                self._refresh_soon()
                waiting, self._when_back = self._when_back, []
                for then in waiting:
                    then()
                self._show_companions()
            case ConnectionLost() | ColleaguesMoved():
                self._show_companions()

    def _refresh_soon(self) -> None:
        self._acts += 1
        if self._refreshing is None:
            wait = max(self._rest_until - monotonic(), AT_ONCE)
            self._refreshing = self._app.set_timer(wait, self._refresh)

    def _refresh(self) -> None:
        """Let the screen in view read the project anew; one that is still at it, or a dialog, later."""
        self._refreshing = None
        screen = self._in_view()
        if screen is None:
            return  # what lies under a dialog looks for changes when that is closed
        if screen.waits:
            self._refreshing = self._app.set_timer(PACE, self._refresh)
            return
        self._rest_until = monotonic() + max(PACE, screen.took)
        screen.look_for_changes()

    # Places

    def be_at_place(self) -> None:
        """Let the others know which screen is shown here, and which source is read there."""
        if self._live is None:
            return
        state = self._state
        if state.screen == "code" and state.source and not self._source_here:
            self._ask_names()
        self._live.be_at(WorkPlace(self._researcher().coder, state.screen, self._source_here))

    def sources_named(self, names: dict[str, str]) -> None:
        """The names of the sources are known."""
        self._names = names
        self._show_companions()
        if self._source_here:
            self.be_at_place()

    @property
    def _source_here(self) -> str:
        """The uid of the source that is read here; '' for none, and for one that is not known yet."""
        state = self._state
        if state.screen != "code":
            return ""
        return next((uid for uid, name in self._names.items() if name == state.source), "")

    def _show_companions(self) -> None:
        if self._live is not None and any(
            one.place.source not in ("", *self._names) for one in self._live.colleagues
        ):
            self._ask_names()
        if (screen := self._in_view()) is not None:
            screen.show_company()

    def _ask_names(self) -> None:
        app, project = self._app, self._researcher().project

        def ask() -> None:
            try:
                with project.reading() as connection:
                    app.post_message(SourcesNamed(names_of_sources(connection)))
            except NoConnection:
                return  # asked again when it is back

        app.run_worker(ask, group="company", thread=True, exclusive=True, exit_on_error=False)
