"""A text of which only the lines that change are drawn anew."""

from itertools import zip_longest

from rich.text import Text
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class ChangingText(Widget):
    """Says another thing at each key, most of it the same: a line that stands is left alone.

    Where one widget is drawn anew from top to bottom, the screen puts all those beside it together again.
    """

    DEFAULT_CSS = """
    ChangingText { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said = Content()
        self._drawn: tuple[int, list[Strip]] = (0, [])
        """The width for which the text was broken into lines last, and the lines."""

    def render(self) -> Content:
        """The text."""
        return self._said

    def say(self, text: Text) -> None:
        """Show this text. Its height on the screen stays until the next layout."""
        self._said = Content.from_rich_text(text, console=self.app.console)
        before, self._drawn = self._drawn, self._lines()
        width = self._drawn[0]
        if not width or before[0] != width:
            self.refresh()
            return
        both = enumerate(zip_longest(before[1], self._drawn[1]))
        changed = [Region(0, row, width, 1) for row, (old, new) in both if old != new]
        if changed:
            self.refresh(*changed)

    def fit(self, least: int = 0) -> None:
        """Lay the screen out anew if the text needs another height, at least ``least``, than it has."""
        if self.size.width and max(self.rows, least) != self.size.height:
            self.refresh(layout=True)

    @property
    def rows(self) -> int:
        """How many lines the text has at the width of the widget."""
        return len(self._broken())

    @property
    def lines(self) -> list[str]:
        """The lines of the text at the width of the widget, without blanks at their ends."""
        return [strip.text.rstrip() for strip in self._broken()]

    def _broken(self) -> list[Strip]:
        if self._drawn[0] != self.size.width:
            self._drawn = self._lines()
        return self._drawn[1]

    def _lines(self) -> tuple[int, list[Strip]]:
        width = self.size.width
        return width, Visual.to_strips(self, self._said, width, None, self.visual_style) if width else []
