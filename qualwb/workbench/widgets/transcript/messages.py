"""What the transcript view tells: each message names the view and what has happened."""

from dataclasses import dataclass

from textual.geometry import Offset
from textual.message import Message

from qualwb.workbench.widgets.transcript.document import PassageMark
from qualwb.workbench.widgets.transcript.rows_view import RowsView


@dataclass
class ViewMessage(Message):
    """A message of a transcript view."""

    view: RowsView

    @property
    def control(self) -> RowsView:
        """The view, for ``@on(..., '#id')``."""
        return self.view


@dataclass
class CursorMoved(ViewMessage):
    """The cursor went to ``offset``; ``turn_number`` is the number of the turn there, if it has one."""

    offset: int
    turn_number: int | None

    def can_replace(self, message: Message) -> bool:
        """Of several waiting moves only the last counts."""
        return isinstance(message, CursorMoved) and message.view is self.view


@dataclass
class SelectionChanged(ViewMessage):
    """``[start, end)`` is selected now; nothing if they are equal."""

    start: int
    end: int


@dataclass
class PassageActivated(ViewMessage):
    """A coded passage was chosen, by its stripe or with the cursor in it; it is selected now."""

    mark: PassageMark


@dataclass
class NothingCoded(ViewMessage):
    """The reader wants the coded passage at the cursor selected, and there is none."""


@dataclass
class NoOtherTurn(ViewMessage):
    """The reader wants another turn without a code, and there is none."""


@dataclass
class CopyAsked(ViewMessage):
    """The reader wants what is on ``[start, end)`` copied with who says it; nothing is selected if equal."""

    start: int
    end: int


@dataclass
class SearchRequested(ViewMessage):
    """The reader asks for something to search for."""


@dataclass
class SearchChanged(ViewMessage):
    """The hits changed, or the cursor went to one: ``number`` counts from 1, 0 for none."""

    count: int
    number: int


@dataclass
class MenuRequested(ViewMessage):
    """The right button was pressed at this place of the screen; what it concerns is selected, or the cursor
    stands there."""

    at: Offset
