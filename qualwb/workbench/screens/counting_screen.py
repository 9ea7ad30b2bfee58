"""Screens that count codes or themes, on which passages is chosen by keys, with the quotes of a number."""

from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from qualwb.analysis.selection import Selection
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.localization import gettext as _
from qualwb.workbench.screens.quote_screen import QuoteScreen
from qualwb.workbench.widgets.quote_list import QuoteList


@dataclass(frozen=True, slots=True)
class CountedView:
    """What is counted: codes or themes, on which passages."""

    rows: str = "codes"
    cited: bool = False
    moderator: bool = MODERATOR_COUNTS

    def selection(self, round_: str) -> Selection:
        """The passages that are counted."""
        return Selection(rounds=(round_,), cited=True if self.cited else None, moderator=self.moderator)

    @property
    def rows_in_words(self) -> str:
        """What stands in the rows, with the key that changes it."""
        return "R: " + (_("themes") if self.rows == "themes" else _("codes"))

    @property
    def passages_in_words(self) -> tuple[str, str]:
        """Which passages are counted, each with the key that changes it."""
        return (
            "z: " + (_("key quotes only") if self.cited else _("all quotes")),
            "o: " + (_("with the moderator") if self.moderator else _("without the moderator")),
        )


View = TypeVar("View", bound=CountedView)


class CountingScreen(QuoteScreen, Generic[View]):
    """A screen with a view that keys change, and the quotes behind one of its numbers."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        """What is chosen."""
        self._opened: Any = None
        """What the quotes are shown of; None where none are."""

    @property
    def shown_view(self) -> View | None:
        """The view whose numbers are shown, as soon as there are any."""
        raise NotImplementedError

    def close_quotes(self) -> None:
        """Back from the quotes to the numbers."""
        raise NotImplementedError

    @property
    def quotes(self) -> QuoteList:
        """The quotes behind a number."""
        return self.query_one(QuoteList)

    def change(self, view: View) -> None:
        """Count what is chosen now."""
        self.view = view
        if self._opened is not None:
            self.close_quotes()
        self.read_project()
        self.show_bar()

    def action_stop(self) -> None:
        """Wait no longer; else back to where the reader came from."""
        if not self.waits:
            self.app.go_back()
            return
        super().action_stop()
        if (shown := self.shown_view) is not None:
            self.view = shown
            self.show_bar()

    def action_rows(self) -> None:
        """Codes or themes."""
        self.change(replace(self.view, rows="codes" if self.view.rows == "themes" else "themes"))

    def action_cited(self) -> None:
        """Key quotes only, or all."""
        self.change(replace(self.view, cited=not self.view.cited))

    def action_moderator(self) -> None:
        """With or without the moderator."""
        self.change(replace(self.view, moderator=not self.view.moderator))
