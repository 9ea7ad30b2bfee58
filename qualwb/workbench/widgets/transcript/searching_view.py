"""Searching a transcript: the hits of a pattern in what is shown, and the way from one to the next."""

from collections.abc import Iterable
from typing import TypeAlias

from qualwb.workbench.widgets.transcript import messages
from qualwb.workbench.widgets.transcript.document import PassageMark, TranscriptDocument
from qualwb.workbench.widgets.transcript.finding import Hits, PatternHits
from qualwb.workbench.widgets.transcript.motions import Span
from qualwb.workbench.widgets.transcript.reader import ReadingPlace
from qualwb.workbench.widgets.transcript.reading_view import START, ReadingView


class SearchingView(ReadingView):
    """A document to read with the hits of a search marked in it."""

    SearchRequested: TypeAlias = messages.SearchRequested
    SearchChanged: TypeAlias = messages.SearchChanged

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._search = PatternHits()
        self._hit: int | None = None  # the hit that the cursor is at

    def set_document(
        self, document: TranscriptDocument, marks: Iterable[PassageMark] = (), place: ReadingPlace = START
    ) -> None:
        """Show another transcript, from its start or from ``place``; search and filter end."""
        self._search, self._hits, self._hit = PatternHits(), Hits(), None
        super().set_document(document, marks, place)

    def show_only(self, intervals: Iterable[Span] | None) -> None:
        """Show only the turns that one of the intervals overlaps; None shows all. The place is kept."""
        super().show_only(intervals)
        if self._search.pattern:
            self._mark_hits()
            self._tell_hits()

    def find(self, pattern: str, *, regex: bool = False, ignore_case: bool = True, move: bool = True) -> int:
        """Mark all hits in the turns shown and go to the first from the cursor on; return their number.

        Raises search.BadPattern for a regular expression that cannot be read; the hits before stay.
        """
        self._search = PatternHits.of(self._document.text, pattern, regex=regex, ignore_case=ignore_case)
        self._mark_hits()
        if move and self.hit_count:
            self._go_to_hit(self._hits.from_offset(self.cursor))
        else:
            self._tell_hits()
        return self.hit_count

    def clear_search(self) -> None:
        """Forget the hits."""
        self.find("")

    @property
    def hit_count(self) -> int:
        """How many hits there are in what is shown."""
        return len(self._hits)

    def action_search(self) -> None:
        """Ask for something to search for."""
        self.post_message(self.SearchRequested(self))

    def action_next_hit(self) -> None:
        """Go to the next hit, from the last to the first."""
        if self.hit_count:
            self._go_to_hit(self._hits.from_offset(self.cursor + 1))

    def action_previous_hit(self) -> None:
        """Go to the hit before, from the first to the last."""
        if self.hit_count:
            self._go_to_hit(self._hits.before_offset(self.cursor))

    def action_deselect(self) -> None:
        """Give up the selection, or else the hits."""
        if self.selects:
            super().action_deselect()
        else:
            self.clear_search()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Escape through when there is nothing to give up."""
        if action == "deselect":
            return self.selects or bool(self.hit_count)
        return super().check_action(action, parameters)

    def moved(self) -> None:
        """The cursor left the hit that it was at."""
        self._hit = None
        super().moved()

    def _mark_hits(self) -> None:
        shown = self._reader.shown
        self._hits = self._search.hits.only(shown.block_of) if self.filtered else self._search.hits
        self._hit = None
        self._change_scene(hits=self._hits)

    def _go_to_hit(self, index: int) -> None:
        self._go(self._hits[index][0], self._reader.anchor if self.visual else None, keep_visual=True)
        self._hit = index
        self._tell_hits()

    def _tell_hits(self) -> None:
        number = 0 if self._hit is None else self._hit + 1
        self.post_message(self.SearchChanged(self, self.hit_count, number))
