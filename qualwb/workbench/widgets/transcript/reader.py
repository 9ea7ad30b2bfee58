"""The reader of a transcript: where the cursor is and what is selected, and how both change."""

from collections.abc import Callable
from dataclasses import dataclass

from qualwb.workbench.widgets.transcript import motions
from qualwb.workbench.widgets.transcript.document import TranscriptDocument
from qualwb.workbench.widgets.transcript.filtering import Shown
from qualwb.workbench.widgets.transcript.growing import grow, shrink
from qualwb.workbench.widgets.transcript.motions import Span


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where the reader is: the first character in view, the cursor, the selection's other end."""

    top: int = 0
    cursor: int = 0
    anchor: int | None = None


class Reader:
    """A cursor and a selection in the shown part of a document; draws and tells nothing."""

    def __init__(self, document: TranscriptDocument) -> None:
        self.document = document
        self.shown = Shown.everything(document)
        self.cursor = 0
        self.anchor: int | None = None
        """The end of the selection that stays when it is extended; None if nothing is selected."""
        self.visual = False
        """True while motions extend the selection."""
        self.goal: int | None = None
        """The column that motions by row keep to."""
        self.origin: int | None = None
        """Where a selection that grows began."""

    @property
    def selection(self) -> Span:
        """What is selected, ``[start, end)``; empty at the cursor if nothing is."""
        anchor = self.selection_anchor
        return min(anchor, self.cursor), max(anchor, self.cursor)

    @property
    def selection_anchor(self) -> int:
        """The end of the selection that stays; the cursor if nothing is selected."""
        return self.cursor if self.anchor is None else self.anchor

    def put(
        self,
        cursor: int,
        anchor: int | None,
        *,
        keep_visual: bool = False,
        goal: int | None = None,
        origin: int | None = None,
    ) -> None:
        """Put cursor and anchor somewhere; a selection never covers hidden turns."""
        self.visual = self.visual and keep_visual
        if anchor is not None:
            cursor = self._within_block(anchor, cursor)
        self.cursor = motions.grapheme_start(self.document.text, cursor)
        self.anchor = None if anchor == self.cursor and not self.visual else anchor
        self.goal, self.origin = goal, origin

    def come_back(self, place: ReadingPlace) -> None:
        """Put cursor and anchor where they were, as far as that is shown."""
        length = len(self.document.text)
        self.cursor = self.shown.nearest(min(place.cursor, length))
        self.anchor = None
        if place.anchor is not None:
            self.anchor = self._within_block(self.cursor, min(place.anchor, length))

    def narrow(self, shown: Shown) -> None:
        """Let only a part of the document be shown; a selection that is not wholly in it is given up."""
        before = self.cursor
        self.shown = shown
        self.cursor = shown.nearest(before)
        if self.anchor is not None:
            kept = self.cursor == before and self._within_block(self.cursor, self.anchor) == self.anchor
            self.anchor = self.anchor if kept else None

    # What is to be selected, as anchor, cursor and where the selection began

    def unit(
        self, span: Callable[[int], Span], following_end: Callable[[int], int]
    ) -> tuple[Span, int | None]:
        """The unit at the cursor, or those that are selected in part; with whole units selected, one more."""
        start, end = self.selection
        if end > start:
            first, last = span(start), span(end - 1)
            if (first[0], last[1]) == (start, end):
                return (start, following_end(end)), self.origin
            if first != last:
                return (first[0], last[1]), start
        origin = self.cursor if end == start else start
        return span(origin), origin

    def larger(self) -> tuple[Span, int]:
        """The next larger unit."""
        origin = self._origin_of_selection()
        return grow(self.document, origin, self.selection), origin

    def smaller(self) -> tuple[Span, int]:
        """The next smaller unit."""
        origin = self._origin_of_selection()
        return shrink(self.document, origin, self.selection), origin

    def _origin_of_selection(self) -> int:
        return self.origin if self.origin is not None else self.selection[0]

    def _within_block(self, anchor: int, cursor: int) -> int:
        """The cursor, or where it has to stay to be among the neighbours of the anchor."""
        block = self.shown.block_of(anchor)
        return min(max(cursor, block[0]), block[1]) if block else cursor
