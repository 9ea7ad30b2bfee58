"""Selecting with the mouse: press, drag over rows and beyond the view, click twice or more."""

from textual.geometry import Offset
from textual.timer import Timer

from qualwb.workbench.widgets.transcript import motions
from qualwb.workbench.widgets.transcript.motions import Span
from qualwb.workbench.widgets.transcript.reading_view import ReadingView

_SCROLL_SECONDS = 0.06


class Dragging:
    """One press of the left button, from down to up; scrolls while the pointer is outside the view."""

    def __init__(self, view: ReadingView, pressed: int) -> None:
        self._view = view
        self._pressed = pressed
        self._pointer = Offset(0, 0)
        self._timer: Timer | None = None
        view.capture_mouse()

    def follow(self, pointer: Offset) -> None:
        """Select up to the pointer, the character under it included."""
        self._pointer = pointer
        self._select()
        outside = not 0 <= pointer.y < self._view.size.height
        if outside and self._timer is None:
            self._timer = self._view.set_interval(_SCROLL_SECONDS, self._select)
        elif not outside:
            self._stop_scrolling()

    def end(self) -> None:
        """The button went up."""
        self._stop_scrolling()
        self._view.release_mouse()

    def _select(self) -> None:
        offset = self._view.offset_under(self._pointer)
        if offset is not None and (offset != self._pressed or self._view.selection != (offset, offset)):
            self._view.select(*dragged(self._view.document.text, self._pressed, offset))

    def _stop_scrolling(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def dragged(text: str, pressed: int, offset: int) -> Span:
    """Anchor and cursor for a drag between two characters, both of them included; no line end is.

    Within a word a drag takes what it goes over; over more than one it takes whole words.
    """
    first, last = min(pressed, offset), max(pressed, offset)
    end = _after(text, last)
    if not all(character.isalnum() for character in text[first:end]):
        first = motions.word_edge(text, first, "start")
        end = motions.word_edge(text, end, "end")
    return (first, end) if offset >= pressed else (end, first)


def _after(text: str, offset: int) -> int:
    return offset if text[offset : offset + 1] in ("\n", "") else motions.next_character(text, offset)
