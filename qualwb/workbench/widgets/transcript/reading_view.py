"""Reading a transcript: cursor, selection, motions and filter; nothing is ever written."""

from collections.abc import Iterable
from functools import partial
from typing import TypeAlias

from textual.actions import SkipAction
from textual.geometry import Offset

from qualwb.workbench.widgets.transcript import messages, motions
from qualwb.workbench.widgets.transcript.document import PassageMark, TranscriptDocument
from qualwb.workbench.widgets.transcript.filtering import Shown
from qualwb.workbench.widgets.transcript.growing import trimmed
from qualwb.workbench.widgets.transcript.motions import Span
from qualwb.workbench.widgets.transcript.navigation import Navigator
from qualwb.workbench.widgets.transcript.reader import ReadingPlace
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
_TO_UNCODED = ("next_uncoded", "previous_uncoded")


START = ReadingPlace()


class ReadingView(RowsView):
    """A document with a cursor and a selection of its own."""

    CopyAsked: TypeAlias = messages.CopyAsked
    NothingCoded: TypeAlias = messages.NothingCoded
    NoOtherTurn: TypeAlias = messages.NoOtherTurn
    CursorMoved: TypeAlias = messages.CursorMoved
    SelectionChanged: TypeAlias = messages.SelectionChanged
    PassageActivated: TypeAlias = messages.PassageActivated
    MenuRequested: TypeAlias = messages.MenuRequested

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._pending_reveal = False  # the cursor was put somewhere before there was a width
        self._activated: tuple[PassageMark, int] | None = None  # and where the reader was then
        self._revealed: Span | None = None
        """What was selected to show it, not by the reader."""
        self._found: Span | None = None
        """What was selected because a search found it."""
        self._height = 0  # of the view when it was wrapped last

    def set_document(
        self, document: TranscriptDocument, marks: Iterable[PassageMark] = (), place: ReadingPlace = START
    ) -> None:
        """Show another transcript, from its start or from ``place``; the filter ends."""
        self.set_class(False, "-visual")
        self._take(document, marks)
        self._activated = self._revealed = self._found = None
        self._come_back(place)
        self._wrap(anew=True)

    def show_only(self, intervals: Iterable[Span] | None) -> None:
        """Show only the turns that one of the intervals overlaps; None shows all. The place is kept."""
        scene, reader = self._scene, self._reader
        in_view = scene is not None and self._is_in_view(scene.rows.row_of(reader.cursor))
        row_on_screen = scene.rows.row_of(reader.cursor) - self.scroll_offset.y if scene and in_view else 0
        before = reader.cursor, reader.selection
        reader.narrow(Shown.of(self._document, intervals))
        self._wrap(anew=True)
        if self._scene is not None and in_view:
            self._scroll_to_row(self._scene.rows.row_of(reader.cursor) - row_on_screen)
        self._tell(*before)

    # Where the reader is

    @property
    def cursor(self) -> int:
        """The cursor's offset."""
        return self._reader.cursor

    @property
    def selection_anchor(self) -> int:
        """The end of the selection that stays when it is extended; the cursor if nothing is selected."""
        return self._reader.selection_anchor

    @property
    def passage(self) -> Span:
        """What is selected, without white space at its ends: a passage to code."""
        return trimmed(self._document.text, self.selection)

    @property
    def sentence_here(self) -> Span:
        """The sentence at the cursor, which is selected where a passage is needed and none is chosen."""
        at = self.selection[0] if self.shows_found else self.cursor
        return trimmed(self._document.text, motions.sentence_span(self._document.text, at))

    @property
    def shows_found(self) -> bool:
        """Whether what is selected are words that a search found: nobody chose them as a passage."""
        start, end = self.selection
        return start < end and (start, end) == self._found

    @property
    def visual(self) -> bool:
        """True while motions extend the selection."""
        return self._reader.visual

    @property
    def place(self) -> ReadingPlace:
        """Where the reader is; set it to come back there."""
        return ReadingPlace(self._top, self._reader.cursor, self._reader.anchor)

    @place.setter
    def place(self, place: ReadingPlace) -> None:
        before = self.cursor, self.selection
        self._come_back(place)
        self._scroll_to_top()
        self.refresh()
        self._tell(*before)

    def goto(self, offset: int) -> None:
        """Put the cursor at ``offset`` and bring it into view; a hidden offset gives the nearest shown."""
        self._go(self._reader.shown.nearest(min(max(offset, 0), len(self._document.text))), None)

    def select(self, anchor: int, cursor: int, *, origin: int | None = None) -> None:
        """Select what lies between two offsets; ``origin`` is where growing and shrinking start from."""
        length = len(self._document.text)
        anchor = self._reader.shown.nearest(min(max(anchor, 0), length))
        self._go(min(max(cursor, 0), length), anchor, origin=origin)

    def reveal(self, start: int, end: int, *, chosen: bool = True, found: bool = False) -> None:
        """Select ``[start, end)`` and bring it into view, its start rather than its end.

        Unless it was ``chosen`` by the reader, units that are selected next begin anew at its start. What was
        ``found`` by its words is no passage either.
        """
        self.select(start, end)
        self._revealed = None if chosen else self.selection
        self._found = self.selection if found else None
        if self._scene is not None:
            self._bring_into_view(self._reader.shown.nearest(start))

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

    # Actions

    def action_move(self, motion: str) -> None:
        """Move the cursor; in visual mode the selection goes along."""
        self._travel(motion, extend=self.visual)

    def action_extend(self, motion: str) -> None:
        """Move the cursor and the end of the selection with it."""
        self._travel(motion, extend=True)

    def action_visual(self) -> None:
        """Begin or end selecting by motions."""
        self._reader.visual = not self.visual
        before = self.selection
        self._go(self.cursor, self.selection_anchor if self.visual else None, keep_visual=True)
        if self.selection == before:  # the way of selecting changed all the same
            self.post_message(self.SelectionChanged(self, *before))

    def action_deselect(self) -> None:
        """Give up the selection."""
        self._go(self.cursor, None)

    def action_swap_ends(self) -> None:
        """Put the cursor at the other end of the selection."""
        if self._reader.anchor is not None:
            self._go(self._reader.anchor, self.cursor, keep_visual=True)

    def action_select_sentence(self) -> None:
        """Select the sentence at the cursor; with whole sentences selected, one more."""
        text = self._document.text
        self._give_up_revealed()
        self._select(
            *self._reader.unit(partial(motions.sentence_span, text), partial(motions.sentence_end, text))
        )

    def action_select_turn(self) -> None:
        """Select the turn at the cursor; with whole turns selected, one more."""
        document = self._document
        self._give_up_revealed()
        self._select(
            *self._reader.unit(
                partial(motions.turn_span, document),
                lambda end: motions.turn_span(document, min(end + 1, len(document.text)))[1],
            )
        )

    def _give_up_revealed(self) -> None:
        """Where what was shown to the reader is selected still, nothing is, from its start on."""
        start, end = self.selection
        if start < end and (start, end) == self._revealed:
            self._go(start, None)
        self._revealed = None

    def action_grow(self) -> None:
        """Select the next larger unit."""
        self._select(*self._reader.larger())

    def action_shrink(self) -> None:
        """Select the next smaller unit."""
        self._select(*self._reader.smaller())

    def _select(self, span: Span, origin: int | None) -> None:
        self.select(*span, origin=origin)

    def action_select_passage(self) -> None:
        """Select the coded passage at the cursor, or right before it; again: the next one there."""
        start, end = self.selection
        chosen, at = self._activated or (None, start)
        if chosen is None or (chosen.start, chosen.end) != (start, end):
            chosen, at = None, start
        marks = self._passages.touching(at, at + 1)[::-1]
        if all(mark.start < at for mark in marks):
            behind = [mark for mark in self._passages.touching(at - 1, at)[::-1] if mark.end == at]
            marks = [*behind, *marks]
        if marks:
            marks.sort(key=lambda mark: mark.code_id != self._focus_code)
            following = marks.index(chosen) + 1 if chosen in marks else 0
            self._activate(marks[following % len(marks)], at)
        else:
            self.post_message(self.NothingCoded(self))

    def action_copy(self) -> None:
        """Ask for the selection on the clipboard, with who says it."""
        self.post_message(self.CopyAsked(self, *self.selection))

    def action_copy_words(self) -> None:
        """Put the selected words alone on the clipboard."""
        start, end = self.selection
        if end == start:
            raise SkipAction
        self.app.copy_to_clipboard(self._document.text[start:end])

    @property
    def selects(self) -> bool:
        """True while something is selected, or is about to be."""
        return self.visual or self._reader.anchor is not None

    # Moving

    def _travel(self, motion: str, *, extend: bool) -> None:
        navigator = self._navigator
        if navigator is None:
            return
        goal = None
        if motion in _ROW_MOTIONS:
            target, goal = self._by_rows(navigator, *_ROW_MOTIONS[motion])
        else:
            target = navigator.target(motion, self.cursor)
            if target == self.cursor and motion in _TO_UNCODED:
                self.post_message(self.NoOtherTurn(self))
        self._go(target, self.selection_anchor if extend else None, keep_visual=True, goal=goal)

    def _by_rows(self, navigator: Navigator, rows: int, pages: float) -> tuple[int, int]:
        """The offset some rows away in the same column, and that column, which short rows do not lose."""
        here = navigator.rows.row_of(self.cursor)
        kept = self._reader.goal
        goal = kept if kept is not None else navigator.column_of(self.cursor)
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
            scene.document,
            scene.display,
            scene.passages,
            scene.rows,
            self._reader.shown,
            scene.focus_code,
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
        before_cursor, before = self.cursor, self.selection
        self._found = None
        self._reader.put(cursor, anchor, keep_visual=keep_visual, goal=goal, origin=origin)
        self.set_class(self.visual, "-visual")
        if self.cursor != before_cursor:
            self.moved()
        self._refresh_between(before_cursor, before)
        self._pending_reveal = self._scene is None
        self._bring_into_view(self.cursor)
        self._tell(before_cursor, before)

    def moved(self) -> None:
        """The cursor stands somewhere else."""

    def _come_back(self, place: ReadingPlace) -> None:
        self._reader.come_back(place)
        self._top = self._reader.shown.nearest(min(place.top, len(self._document.text)))

    def _wrap(self, *, anew: bool = False) -> None:
        """A cursor that is in view stays so; what is on top comes back there when there is room again."""
        scene = self._scene
        seen = scene is not None and not anew and self._was_in_view(scene.rows.row_of(self.cursor))
        self._height = self.size.height
        super()._wrap(anew=anew)
        if seen:
            with self._staying():
                self._bring_into_view(self.cursor)
        if self._pending_reveal and self._scene is not None:
            self._pending_reveal = False
            self._bring_into_view(self.cursor)

    def _was_in_view(self, row: int) -> bool:
        """Whether the row is in view, or was until the view became lower."""
        top = self.scroll_offset.y
        return top <= row < top + max(self._height, self.size.height)

    def _refresh_between(self, cursor: int, selected: Span) -> None:
        """Draw the rows where cursor or selection were or are."""
        if self._scene is None:
            return
        offsets = {cursor, self.cursor} | set(selected) ^ set(self.selection)
        row_of = self._scene.rows.row_of
        self._refresh_rows(row_of(min(offsets)), row_of(max(offsets)))

    def _tell(self, cursor: int, selected: Span) -> None:
        if self.cursor != cursor:
            turn = self._document.turn_at(self.cursor)
            self.post_message(self.CursorMoved(self, self.cursor, turn.number if turn else None))
        if self.selection != selected and (selected[0] < selected[1] or self._reader.anchor is not None):
            self.post_message(self.SelectionChanged(self, *self.selection))
