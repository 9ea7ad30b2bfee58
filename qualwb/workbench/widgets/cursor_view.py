"""A view with a cursor, of which only the rows in view are drawn: the base of lists, tables and boards.

It moves by steps, screenfuls and to the edges, keeps the cursor in view, answers to clicks and to the focus.
What is shown, and how, is told by the views made of it.
"""

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView

Place = tuple[int, int]
"""A row and a column, as the view counts them."""

FAR = 1_000_000_000
"""More rows or columns than any view has."""


class CursorView(ScrollView, can_focus=True):
    """A cursor on a place among those that there are."""

    STYLES_OF: ClassVar[str] = ""
    """What the names of the view's component classes begin with."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place: Place = (0, 0)
        self._styles: dict[str, Style] = {}
        self._laid_out: tuple[Size, Size, Size] | None = None

    # What a view of this kind says of itself

    def nearest(self, place: Place) -> Place:
        """The place itself where there is such a one, else the nearest."""
        raise NotImplementedError

    def place_under(self, at: Offset) -> Place | None:
        """The place under a cell of the view; None where there is none."""
        raise NotImplementedError

    def cursor_region(self) -> Region:
        """The rows and columns of the cursor, those that never scroll left out."""
        raise NotImplementedError

    @property
    def fixed(self) -> Offset:
        """Columns at the left and rows on top that never scroll."""
        return Offset(0, 0)

    @property
    def page(self) -> int:
        """Places in a screenful."""
        return self.size.height - self.fixed.y - 1

    def measure(self) -> None:
        """Fit what is shown to the size of the view."""
        raise NotImplementedError

    def cursor_moved(self) -> None:
        """Tell that the cursor stands somewhere else."""
        raise NotImplementedError

    def action_open(self) -> None:
        """Show what is behind the place under the cursor."""
        raise NotImplementedError

    # Moving

    @property
    def place(self) -> Place:
        """Row and column of the cursor."""
        return self._place

    def move_to(self, row: int, column: int = 0) -> None:
        """Put the cursor on a place, or the nearest that there is, and bring it into view."""
        before, self._place = self._place, self.nearest((row, column))
        if self._place != before:
            self.cursor_moved()
        self.bring_into_view()
        self.refresh()

    def action_step(self, rows: int, columns: int = 0) -> None:
        """So many rows down, so many columns to the right."""
        row, column = self._place
        self.move_to(row + rows, column + columns)

    def action_page(self, by: int) -> None:
        """A screenful down or up."""
        row, column = self._place
        self.move_to(row + by * max(self.page, 1), column)

    def action_edge(self, rows: int, columns: int = 0) -> None:
        """To the edge in a direction."""
        row, column = self._place
        self.move_to(row + rows * FAR, column + columns * FAR)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; twice: open what is there."""
        at = event.get_content_offset(self)
        place = None if at is None else self.place_under(at)
        if place is not None:
            self.move_to(*place)
            self.clicked(event)

    def clicked(self, event: events.Click) -> None:
        """What a click does besides putting the cursor."""
        if event.chain == 2:
            self.action_open()

    def bring_into_view(self) -> None:
        """Scroll as little as shows the cursor, its start rather than its end, beside the scrollbars."""
        if not self.size.height:  # not laid out yet: the first size brings it into view
            return
        region, fixed, seen = self.cursor_region(), self.fixed, self.scrollable_content_region.size
        x, y = self.scroll_offset
        width, height = max(seen.width - fixed.x, 1), max(seen.height - fixed.y, 1)
        x = min(max(x, region.right - width), region.x)
        y = min(max(y, region.bottom - height), region.y)
        if (x, y) != self.scroll_offset:
            self.scroll_to(x=x, y=y, animate=False, immediate=True, force=True)

    @property
    def cursor_at(self) -> Offset:
        """Where in the view the cursor stands; outside of it when the reader scrolled away."""
        return self.cursor_region().offset - self.scroll_offset

    def hold_cursor(self, at: Offset) -> None:
        """After other contents were put in: let the cursor stand where in the view it stood, or near it."""
        if self.size.height:
            x, y = self.cursor_region().offset - at
            self.scroll_to(x=x, y=y, animate=False, immediate=True, force=True)

    # Size, focus and looks

    def on_resize(self) -> None:
        """Fit to the new size; the cursor stays in view."""
        self.measure()
        self.bring_into_view()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """What Textual calls with each layout: one that leaves the view as it was draws nothing anew.

        Textual itself would draw the scrollbar, and all rows beside it.
        """
        laid_out = (size, self.virtual_size, container_size)
        if laid_out == self._laid_out:
            return False
        self._laid_out = laid_out
        return super()._size_updated(size, virtual_size, container_size, layout)

    def on_focus(self) -> None:
        """Show that keys come here."""
        self.notify_style_update()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.notify_style_update()

    def notify_style_update(self) -> None:
        """Draw in the styles of the theme as it is now."""
        self._styles.clear()
        super().notify_style_update()
        self.refresh()

    @property
    def rich_style(self) -> Style:
        """The style of the view itself, kept until the styles change: each line asks for it."""
        found = self._styles.get("")
        if found is None:
            found = self._styles[""] = super().rich_style
        return found

    def style_of(self, part: str) -> Style:
        """The style of a part of the view, kept until the styles change."""
        found = self._styles.get(part)
        if found is None:
            found = self._styles[part] = self.get_component_rich_style(f"{self.STYLES_OF}--{part}")
        return found
