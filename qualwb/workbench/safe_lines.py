"""The one way of text to the terminal: every line that a widget draws passes here."""

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from qualwb.safe_text import cleaned


class SafeLines(LineFilter):
    """Takes out what a terminal would obey; each stretch stays as wide as it was laid out."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments of a line without control characters; those that move the cursor are Textual's own."""
        return [
            segment if segment.control or _is_safe(segment.text) else _safe(segment) for segment in segments
        ]


def _is_safe(text: str) -> bool:
    return text.isprintable() or (cleaned(text) == text and "\n" not in text and "\t" not in text)


def _safe(segment: Segment) -> Segment:
    one_line = cleaned(segment.text).replace("\n", "").replace("\t", "")
    return Segment(set_cell_size(one_line, segment.cell_length), segment.style)
