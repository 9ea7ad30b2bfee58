"""Reading a transcript: cursor, selection, motions, search and filter; nothing is ever written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from textual.geometry import Offset

from qualwb.workbench.widgets.transcript import finding, messages, motions
from qualwb.workbench.widgets.transcript.document import PassageMark, TranscriptDocument
from qualwb.workbench.widgets.transcript.filtering import Shown
from qualwb.workbench.widgets.transcript.growing import grow, shrink, trimmed
from qualwb.workbench.widgets.transcript.motions import Span
from qualwb.workbench.widgets.transcript.navigation import Navigator
from qualwb.workbench.widgets.transcript.rows_view import RowsView

# Rows to go and heights of the view to go, added up: a page keeps two rows in sight.
_ROW_MOTIONS = {
    "down": (1, 0.0),
    "up": (-1, 0.0),
    "half_page_down": (0, 0.5),
    "half_page_up": (0, -0.5),
    "page_down": (-2, 1.0),
    "page_up": (2, -1.0),
}


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where the reader is: the first character in view, the cursor, the selection's other end."""

    top: int = 0
    cursor: int = 0
    anchor: int | None = None


_START = ReadingPlace()


class ReadingView(RowsView):
    """A document with a cursor and a selection of its own."""

    CursorMoved: TypeAlias = messages.CursorMoved
    SelectionChanged: TypeAlias = messages.SelectionChanged
    PassageActivated: TypeAlias = messages.PassageActivated
    SearchRequested: TypeAlias = messages.SearchRequested
    SearchChanged: TypeAlias = messages.SearchChanged

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._visual = False
        self._pending_reveal = False  # the cursor was put somewhere before there was a width
        self._goal: int | None = None  # the column that motions by row keep to
        self._origin: int | None = None  # where a selection that grows began
        self._activated: tuple[PassageMark, int] | None = None  # and where the reader was then
        self._hit: int | None = None  # the hit that the cursor is at
        self._pattern = ("", False, True)

    def set_document(
        self, document: TranscriptDocument, marks: Iterable[PassageMark] = (), place: ReadingPlace = _START
    ) -> None:
        """Show another transcript, from its start or from ``place``; search and filter end."""
        self._forget_reader()
        self._take(document, marks)
        self._top, self._cursor, self._anchor = place.top, place.cursor, place.anchor
        self._clamp()
        self._wrap(anew=True)

    def show_only(self, intervals: Iterable[Span] | None) -> None:
        """Show only the turns that one of the intervals overlaps; None shows all. The place is kept."""
        scene = self._scene
        in_view = scene is not None and self._is_in_view(scene.rows.row_of(self._cursor))
        row_on_screen = scene.rows.row_of(self._cursor) - self.scroll_offset.y if scene and in_view else 0
        before = self._cursor, self.selection
        self._shown = Shown.of(self._document, intervals)
        self._cursor = self._shown.nearest(self._cursor)
        if self._anchor is not None:
            kept = (
                self._cursor == before[0] and self._within_block(self._cursor, self._anchor) == self._anchor
            )
            self._anchor = self._anchor if kept else None
        self._search_again()
        self._wrap(anew=True)
        if self._scene is not None and in_view:
            self._scroll_to_row(self._scene.rows.row_of(self._cursor) - row_on_screen)
        self._tell(*before)

    # Where the reader is

    @property
    def cursor(self) -> int:
        """The cursor's offset."""
        return self._cursor

    @property
    def selection_anchor(self) -> int:
        """The end of the selection that stays when it is extended; the cursor if nothing is selected."""
        return self._cursor if self._anchor is None else self._anchor

    @property
    def passage(self) -> Span:
        """What is selected, without white space at its ends: a passage to code."""
        return trimmed(self._document.text, self.selection)

    @property
    def visual(self) -> bool:
        """True while motions extend the selection."""
        return self._visual

    @property
    def place(self) -> ReadingPlace:
        """Where the reader is; set it to come back there."""
        return ReadingPlace(self._top, self._cursor, self._anchor)

    @place.setter
    def place(self, place: ReadingPlace) -> None:
        before = self._cursor, self.selection
        self._top, self._cursor, self._anchor = place.top, place.cursor, place.anchor
        self._clamp()
        self._scroll_to_top()
        self.refresh()
        self._tell(*before)

    def goto(self, offset: int) -> None:
        """Put the cursor at ``offset`` and bring it into view; a hidden offset gives the nearest shown."""
        self._go(self._shown.nearest(min(max(offset, 0), len(self._document.text))), None)

    def select(self, anchor: int, cursor: int, *, origin: int | None = None) -> None:
        """Select what lies between two offsets; ``origin`` is where growing and shrinking start from."""
        length = len(self._document.text)
        anchor = self._shown.nearest(min(max(anchor, 0), length))
        self._go(min(max(cursor, 0), length), anchor, origin=origin)

    def reveal(self, start: int, end: int) -> None:
        """Select ``[start, end)`` and bring it into view, its start rather than its end."""
        self.select(start, end)
        if self._scene is not None:
            self._bring_into_view(self._shown.nearest(start))

    def activate(self, mark: PassageMark) -> None:
        """Choose a coded passage: select it, and tell."""
        self._activate(mark, mark.start)

    def _activate(self, mark: PassageMark, at: int) -> None:
        self.reveal(mark.start, mark.end)
        self._activated = mark, at
        self.post_message(self.PassageActivated(self, mark))

    # What lies under a cell

    def offset_under(self, at: Offset) -> int | None:
        """The offset under a cell of the view, which may lie a row outside; None if nothing is shown."""
        navigator = self._navigator
        if navigator is None:
            return None
        line = min(max(at.y, -1), self.size.height)
        row = min(max(self.scroll_offset.y + line, 0), len(navigator.rows) - 1)
        return navigator.offset_at(row, at.x - self.layout_columns.text_at)

    def stripe_under(self, at: Offset) -> PassageMark | None:
        """The coded passage whose stripe is drawn at a cell of the view."""
        lane, row = self.layout_columns.lane_at(at.x), self.scroll_offset.y + at.y
        if self._scene is None or lane is None or row >= len(self._scene.rows):
            return None
        return self._scene.stripe(row, lane)

    # Searching

    def find(self, pattern: str, *, regex: bool = False, ignore_case: bool = True, move: bool = True) -> int:
        """Mark all hits in the turns shown and go to the first from the cursor on; return their number.

        Raises search.BadPattern for a regular expression that cannot be read; the hits before stay.
        """
        hits = finding.find(self._document.text, pattern, regex=regex, ignore_case=ignore_case)
        self._pattern = (pattern, regex, ignore_case)
        self._hits = self._shown_hits(hits)
        self._hit = None
        self._change_scene(hits=self._hits)
        if move and len(self._hits):
            self._go_to_hit(self._hits.from_offset(self._cursor))
        else:
            self._tell_hits()
        return len(self._hits)

    def clear_search(self) -> None:
        """Forget the hits."""
        self.find("")

    @property
    def hit_count(self) -> int:
        """How many hits there are."""
        return len(self._hits)

    # Actions

    def action_move(self, motion: str) -> None:
        """Move the cursor; in visual mode the selection goes along."""
        self._travel(motion, extend=self._visual)

    def action_extend(self, motion: str) -> None:
        """Move the cursor and the end of the selection with it."""
        self._travel(motion, extend=True)

    def action_visual(self) -> None:
        """Begin or end selecting by motions."""
        self._set_visual(not self._visual)
        self._go(self._cursor, self.selection_anchor if self._visual else None, keep_visual=True)

    def action_deselect(self) -> None:
        """Give up the selection, or else the hits."""
        if self._visual or self._anchor is not None:
            self._go(self._cursor, None)
        else:
            self.clear_search()

    def action_swap_ends(self) -> None:
        """Put the cursor at the other end of the selection."""
        if self._anchor is not None:
            self._go(self._anchor, self._cursor, keep_visual=True)

    def action_select_sentence(self) -> None:
        """Select the sentence at the cursor; with whole sentences selected, one more."""
        text = self._document.text
        self._select_unit(
            lambda offset: motions.sentence_span(text, offset), lambda end: motions.sentence_end(text, end)
        )

    def action_select_turn(self) -> None:
        """Select the turn at the cursor; with whole turns selected, one more."""
        document = self._document
        self._select_unit(
            lambda offset: motions.turn_span(document, offset),
            lambda end: motions.turn_span(document, min(end + 1, len(document.text)))[1],
        )

    def action_grow(self) -> None:
        """Select the next larger unit."""
        origin = self._selection_origin()
        self.select(*grow(self._document, origin, self.selection), origin=origin)

    def action_shrink(self) -> None:
        """Select the next smaller unit."""
        origin = self._selection_origin()
        self.select(*shrink(self._document, origin, self.selection), origin=origin)

    def action_select_passage(self) -> None:
        """Select the coded passage at the cursor; again: the next one there."""
        start, end = self.selection
        chosen, at = self._activated or (None, start)
        if chosen is None or (chosen.start, chosen.end) != (start, end):
            chosen, at = None, start
        marks = self._passages.touching(at, at + 1)[::-1]
        if marks:
            marks.sort(key=lambda mark: mark.code_id != self._focus_code)
            following = marks.index(chosen) + 1 if chosen in marks else 0
            self._activate(marks[following % len(marks)], at)

    def action_copy(self) -> None:
        """Put the selected text on the clipboard."""
        start, end = self.selection
        if end > start:
            self.app.copy_to_clipboard(self._document.text[start:end])

    def action_search(self) -> None:
        """Ask for something to search for."""
        self.post_message(self.SearchRequested(self))

    def action_next_hit(self) -> None:
        """Go to the next hit, from the last to the first."""
        if len(self._hits):
            self._go_to_hit(self._hits.from_offset(self._cursor + 1))

    def action_previous_hit(self) -> None:
        """Go to the hit before, from the first to the last."""
        if len(self._hits):
            self._go_to_hit(self._hits.before_offset(self._cursor))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Escape through when there is nothing to give up."""
        if action == "deselect":
            return self._visual or self._anchor is not None or bool(len(self._hits))
        return super().check_action(action, parameters)

    # Moving

    def _travel(self, motion: str, *, extend: bool) -> None:
        navigator = self._navigator
        if navigator is None:
            return
        goal = None
        if motion in _ROW_MOTIONS:
            target, goal = self._by_rows(navigator, *_ROW_MOTIONS[motion])
        else:
            target = navigator.target(motion, self._cursor)
        self._go(target, self.selection_anchor if extend else None, keep_visual=True, goal=goal)

    def _by_rows(self, navigator: Navigator, rows: int, pages: float) -> tuple[int, int]:
        """The offset some rows away in the same column, and that column, which short rows do not lose."""
        here = navigator.rows.row_of(self._cursor)
        goal = self._goal if self._goal is not None else navigator.column_of(self._cursor)
        way = rows + int(pages * self.size.height)
        if pages and way * pages <= 0:  # a view of a row or two
            way = 1 if pages > 0 else -1
        there = min(max(here + way, 0), len(navigator.rows) - 1)
        if pages:
            self._scroll_to_row(self.scroll_offset.y + there - here)
        return navigator.offset_at(there, goal), goal

    @property
    def _navigator(self) -> Navigator | None:
        """Resolves motions; None while nothing is shown."""
        scene = self._scene
        if scene is None or not len(scene.rows):
            return None
        return Navigator(
            scene.document, scene.display, scene.passages, scene.rows, self._shown, scene.focus_code
        )

    def _go(
        self,
        cursor: int,
        anchor: int | None,
        *,
        keep_visual: bool = False,
        goal: int | None = None,
        origin: int | None = None,
    ) -> None:
        """Put cursor and anchor somewhere, draw what differs, bring it into view and tell."""
        before_cursor, before = self._cursor, self.selection
        if not keep_visual:
            self._set_visual(False)
        if anchor is not None:
            cursor = self._within_block(anchor, cursor)
        self._cursor = motions.grapheme_start(self._document.text, cursor)
        self._anchor = anchor
        if anchor == self._cursor and not self._visual:
            self._anchor = None
        self._goal, self._origin = goal, origin
        self._hit = self._hit if self._cursor == before_cursor else None
        self._refresh_between(before_cursor, before)
        self._pending_reveal = self._scene is None
        self._bring_into_view(self._cursor)
        self._tell(before_cursor, before)

    def _within_block(self, anchor: int, cursor: int) -> int:
        """A selection never covers hidden turns: the cursor stays among the neighbours of the anchor."""
        block = self._shown.block_of(anchor)
        return min(max(cursor, block[0]), block[1]) if block else cursor

    def _wrap(self, *, anew: bool = False) -> None:
        super()._wrap(anew=anew)
        if self._pending_reveal and self._scene is not None:
            self._pending_reveal = False
            self._bring_into_view(self._cursor)

    def _set_visual(self, visual: bool) -> None:
        self._visual = visual
        self.set_class(visual, "-visual")

    def _forget_reader(self) -> None:
        """Nothing selected, nothing searched for, at the start."""
        self._top = self._cursor = 0
        self._anchor = self._goal = self._origin = self._activated = self._hit = None
        self._set_visual(False)
        self._hits = finding.Hits()
        self._pattern = ("", False, True)

    def _clamp(self) -> None:
        length = len(self._document.text)
        self._top = self._shown.nearest(min(self._top, length))
        self._cursor = self._shown.nearest(min(self._cursor, length))
        if self._anchor is not None:
            self._anchor = self._within_block(self._cursor, min(self._anchor, length))

    def _refresh_between(self, cursor: int, selected: Span) -> None:
        """Draw the rows where cursor or selection were or are."""
        if self._scene is None:
            return
        offsets = {cursor, self._cursor} | set(selected) ^ set(self.selection)
        row_of = self._scene.rows.row_of
        self._refresh_rows(row_of(min(offsets)), row_of(max(offsets)))

    def _tell(self, cursor: int, selected: Span) -> None:
        if self._cursor != cursor:
            turn = self._document.turn_at(self._cursor)
            self.post_message(self.CursorMoved(self, self._cursor, turn.number if turn else None))
        if self.selection != selected and (selected[0] < selected[1] or self._anchor is not None):
            self.post_message(self.SelectionChanged(self, *self.selection))

    # Selecting

    def _select_unit(self, span: Callable[[int], Span], following_end: Callable[[int], int]) -> None:
        start, end = self.selection
        if end > start and span(start)[0] == start and span(end - 1)[1] == end:
            self.select(start, following_end(end), origin=self._origin)
        else:
            origin = self._cursor if end == start else start
            self.select(*span(origin), origin=origin)

    def _selection_origin(self) -> int:
        return self._origin if self._origin is not None else self.selection[0]

    # Hits

    def _go_to_hit(self, index: int) -> None:
        self._go(self._hits[index][0], self._anchor if self._visual else None, keep_visual=True)
        self._hit = index
        self._tell_hits()

    def _shown_hits(self, hits: finding.Hits) -> finding.Hits:
        return finding.Hits(hit for hit in hits if self._shown.block_of(hit[0])) if self.filtered else hits

    def _search_again(self) -> None:
        pattern, regex, ignore_case = self._pattern
        if pattern:
            self.find(pattern, regex=regex, ignore_case=ignore_case, move=False)

    def _tell_hits(self) -> None:
        number = 0 if self._hit is None else self._hit + 1
        self.post_message(self.SearchChanged(self, len(self._hits), number))
