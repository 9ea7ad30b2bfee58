"""A pane whose border is dragged to make it wider or higher."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.message import Message
from textual.widget import Widget

Edge = Literal["left", "right", "top"]


class Resizable(Widget):
    """Tells how large the user wants it; whoever shares the room out makes it so."""

    @dataclass
    class Dragged(Message):
        """The border was dragged: so many cells are wanted, and whether the button has gone up."""

        pane: "Resizable"
        cells: int
        done: bool

    EDGE: ClassVar[Edge] = "right"
    _dragging = False

    @property
    def dragged_edge(self) -> Edge:
        """The border that can be dragged."""
        return self.EDGE

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border."""
        if event.button == 1 and self._is_on_edge(event):
            event.stop()
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the pointer."""
        if self._dragging:
            event.stop()
            self._tell(event, done=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._dragging:
            event.stop()
            self._dragging = False
            self.release_mouse()
            self._tell(event, done=True)

    def _tell(self, event: events.MouseEvent, *, done: bool) -> None:
        region = self.region
        cells = {
            "right": round(event.screen_x) - region.x + 1,
            "left": region.right - round(event.screen_x),
            "top": region.bottom - round(event.screen_y),
        }[self.dragged_edge]
        self.post_message(self.Dragged(self, cells, done))

    def _is_on_edge(self, event: events.MouseEvent) -> bool:
        region = self.region
        return {
            "right": round(event.screen_x) == region.right - 1,
            "left": round(event.screen_x) == region.x,
            "top": round(event.screen_y) == region.y,
        }[self.dragged_edge]
