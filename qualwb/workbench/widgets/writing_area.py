"""A field for several lines, whose undo holds in a small window too."""

from textual.widgets import TextArea
from textual.widgets.text_area import Selection


class WritingArea(TextArea):
    """Textual's field; the cursor never stands behind the end of a text that an undo made shorter."""

    def _refresh_size(self) -> None:
        """What Textual calls once a text was changed, before it moves the cursor.

        Where a scrollbar comes or goes by that, it looks for the cursor at once, and fails behind the end.
        """
        start, end = map(self.clamp_visitable, self.selection)
        self.set_reactive(TextArea.selection, Selection(start, end))
        super()._refresh_size()
