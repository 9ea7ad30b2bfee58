"""The line that a query is written in, with the ways to end its last word."""

from typing import ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.quotes.query_line import Names, completions


class QueryInput(Input):
    """The query line; tab finishes the last word, Escape leaves the line."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.QUERY_LINE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Query line")

    class Left(Message):
        """The reader wants back to the quotes, with the query that they answer."""

    def __init__(self, value: str, *, id: str) -> None:
        placeholder = _('Query, as theme:"Mandate" NOT attribute:job=teacher; ~ asks in your own words')
        self.names = Names()
        """What the fields of a query can be filled with."""
        super().__init__(value, id=id, placeholder=placeholder, suggester=_Completing(self))

    def action_finish(self) -> None:
        """Finish the last word with the first that the hint shows."""
        possible = completions(self.value, self.names)
        if possible:
            self.value = possible[0]
            self.cursor_position = len(self.value)

    def action_leave(self) -> None:
        """Back to the quotes."""
        self.post_message(self.Left())


class _Completing(Suggester):
    """Offers how the last word of the query can end; the right arrow takes it."""

    def __init__(self, line: QueryInput) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._line = line

    async def get_suggestion(self, value: str) -> str | None:
        """The first way to end the query that goes on from what is written."""
        return next((one for one in completions(value, self._line.names) if one.startswith(value)), None)
