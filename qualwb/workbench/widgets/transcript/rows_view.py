"""Rows of a transcript on the screen: wrapped, filtered, drawn, and kept in place.

Drawn by Textual's Line API: only rows in view are rendered, each kept until something on it changes.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.widgets.transcript.cells import DisplayText
from qualwb.workbench.widgets.transcript.code_names import MOST_ROWS
from qualwb.workbench.widgets.transcript.document import EMPTY, PassageMark, TranscriptDocument
from qualwb.workbench.widgets.transcript.finding import Hits
from qualwb.workbench.widgets.transcript.look import Look
from qualwb.workbench.widgets.transcript.margin import MarginLayout, columns_needed, speaker_labels
from qualwb.workbench.widgets.transcript.marks import PassageIndex
from qualwb.workbench.widgets.transcript.motions import Span
from qualwb.workbench.widgets.transcript.painting import RowState, Scene
from qualwb.workbench.widgets.transcript.reader import Reader
from qualwb.workbench.widgets.transcript.wrapping import WrapIndex

_KEPT_ROWS = 512  # some screens full; each is a dozen objects for the garbage collector to look at
_KEPT_WIDTHS = 3  # a pane that folds and unfolds costs no wrapping
_CONTEXT_ROWS = 2  # between the cursor and the edge of the view, where there is room
_LARGE = 5_000  # turns and marks from which a garbage collection can be felt

_PART = "transcript--"


class RowsView(ScrollView):
    """Draws a document with its marks; what is on top stays there when rows are wrapped anew."""

    show_times: reactive[bool] = reactive(False, init=False)
    """Show when each turn begins, where the width allows."""
    name_codes: reactive[bool] = reactive(False, init=False)
    """Show the names of codes right of the text, where the width allows."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._scene: Scene | None = None  # none until the width is known
        self._strips: LRUCache[int, tuple[RowState, Strip]] = LRUCache(_KEPT_ROWS)
        self._look_is_old = False
        self._wrapped: LRUCache[int, WrapIndex] = LRUCache(_KEPT_WIDTHS)
        self._stays = False
        self._top = 0
        self._hits = Hits()
        self._focus_code: int | None = None
        self._take(EMPTY, ())

    @property
    def document(self) -> TranscriptDocument:
        """The transcript in view."""
        return self._document

    @property
    def selection(self) -> Span:
        """What is selected, ``[start, end)``; empty at the cursor if nothing is."""
        return self._reader.selection

    @property
    def layout_columns(self) -> MarginLayout:
        """Which columns hold the margin and the text."""
        return self._scene.layout if self._scene else MarginLayout()

    @property
    def shortened_speakers(self) -> dict[str, str]:
        """What stands for speakers whose names are too long for their column, by name."""
        shown = self._scene.speakers if self._scene else {}
        return {name: label for name, label in shown.items() if label != name}

    def columns_for(self, text: int) -> int:
        """The columns of a terminal that the view needs to show so many columns of text."""
        needed = columns_needed(
            text, number=self._widest_number, speaker=self._widest_speaker, times=self.show_times
        )
        return needed + self.styles.scrollbar_size_vertical

    # The document and its filter

    def _take(self, document: TranscriptDocument, marks: Iterable[PassageMark]) -> None:
        self._document = document
        self._display = DisplayText(document.text)
        self._passages = PassageIndex(document, marks)
        self._reader = Reader(document)
        self._speakers = tuple(dict.fromkeys(turn.speaker for turn in document.turns))
        self._widest_speaker = max(map(cell_len, self._speakers), default=0)
        highest = document.last_number or len(self._display.line_starts)
        self._widest_number = len(str(highest))
        if len(document.turns) + len(self._passages) > _LARGE:
            self.call_after_refresh(_settle_memory)

    @property
    def shown_turns(self) -> int:
        """How many turns are shown."""
        starts = self._document.turn_starts
        return sum(1 for start in starts if self._reader.shown.block_of(start))

    @property
    def filtered(self) -> bool:
        """True while some turns are hidden."""
        return self._reader.shown.blocks != ((0, len(self._document.text)),)

    # Marks

    def set_marks(self, marks: Iterable[PassageMark]) -> None:
        """Show other marks on the same transcript; the place stays, and only what differs costs time."""
        changed = self._passages.replace(marks)
        if changed is None:
            self._redraw()
        else:
            self._redraw_marks(changed)

    def add_mark(self, mark: PassageMark) -> None:
        """Show one mark more, or another one under the same ``coding_id``."""
        previous = self._passages.remove(mark.coding_id)
        self._passages.add(mark)
        self._redraw_marks([mark, previous] if previous else [mark])

    def remove_mark(self, coding_id: int) -> None:
        """Show one mark less."""
        mark = self._passages.remove(coding_id)
        if mark is not None:
            self._redraw_marks([mark])

    def set_focus_code(self, code_id: int | None) -> None:
        """Let one code's colour lie on top and 'next passage' keep to it; None frees both."""
        self._focus_code = code_id
        self._change_scene(focus_code=code_id)

    def marks_within(self, start: int, end: int) -> list[PassageMark]:
        """The marks that overlap ``[start, end)``, or that hold ``start`` if that is empty; oldest first."""
        return self._passages.touching(start, max(end, start + 1))

    # Wrapping

    def on_resize(self) -> None:
        """Wrap to the new width; the first character in view stays there."""
        self._wrap()

    def watch_show_times(self) -> None:
        """Make room for times, or use it for the text."""
        self._wrap()

    def watch_name_codes(self) -> None:
        """Make room for names, or use it for the text."""
        self._wrap()

    def _wrap(self, *, anew: bool = False) -> None:
        """Fit rows and margin to the width; ``anew`` if text or filter changed."""
        if anew:
            self._wrapped.clear()
        width = self.size.width
        if not width:
            return
        layout, speakers = self._columns(width)
        if (rows := self._wrapped.get(layout.text_width)) is None:
            rows = WrapIndex(self._display, layout.text_width, self._reader.shown.blocks)
            self._wrapped.set(layout.text_width, rows)
        self._scene = Scene(
            document=self._document,
            display=self._display,
            passages=self._passages,
            rows=rows,
            layout=layout,
            speakers=speakers,
            look=self._scene.look if self._scene else self._make_look(),
            hits=self._hits,
            focus_code=self._focus_code,
        )
        self._strips.clear()
        with self._staying():
            self.virtual_size = Size(width, len(rows))
        self._scroll_to_top()
        self.refresh()

    def _columns(self, width: int) -> tuple[MarginLayout, dict[str, str]]:
        """The columns of the rows, and how the speakers are called in theirs."""
        number, times, names = self._widest_number, self.show_times, self.name_codes
        layout = MarginLayout.fit(
            width, number=number, speaker=self._widest_speaker, times=times, names=names
        )
        if self._widest_speaker <= layout.speaker:
            return layout, {}
        speakers = speaker_labels(self._speakers, layout.speaker)
        widest = max(map(cell_len, speakers.values()), default=0)
        return replace(layout, speaker=widest), speakers

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        if self._look_is_old and self._scene is not None:
            self._scene, self._look_is_old = replace(self._scene, look=self._make_look()), False
        scene, row = self._scene, self.scroll_offset.y + y
        if scene is None or row >= len(scene.rows):
            return self._empty_line(y)
        state = scene.state(row, self.selection, self._reader.cursor, on_top=y == 0)
        kept = self._strips.get(row)
        if kept is not None and kept[0] == state:
            return kept[1]
        strip = scene.paint(row, state)
        self._strips.set(row, (state, strip))
        return strip

    def _empty_line(self, y: int) -> Strip:
        base = self._scene.look.base if self._scene else self.rich_style
        if y == 1 and not self._reader.shown.blocks:
            message = "  " + _("No turn passes the filter.")
            return Strip([Segment(message, base)]).adjust_cell_length(self.size.width, base)
        return Strip.blank(self.size.width, base)

    def notify_style_update(self) -> None:
        """Read the theme's styles anew when next a row is drawn: those of parts come after the view's."""
        super().notify_style_update()
        self._look_is_old = True
        self._strips.clear()

    def on_focus(self) -> None:
        """Show that keys come here."""
        self.notify_style_update()
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.notify_style_update()
        self.refresh()

    def _make_look(self) -> Look:
        *_parent, background, foreground = self.colors
        parts = {
            name.removeprefix("transcript--"): self.get_component_rich_style(name)
            for name in self.COMPONENT_CLASSES
        }
        if not self.has_focus:
            parts["cursor"] = self.get_component_rich_style("transcript--cursor-blurred", partial=True)
        return Look(
            base=self.rich_style,
            background=background,
            foreground=foreground,
            parts=parts,
            monochrome=self.app.no_color or background.ansi is not None,
        )

    def _change_scene(self, **changes: Any) -> None:
        if self._scene is not None:
            self._scene = replace(self._scene, **changes)
            self._redraw()

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def _redraw_marks(self, marks: Iterable[PassageMark]) -> None:
        """Draw the rows anew that these marks lie on."""
        if self._scene is None:
            return
        for mark in marks:
            first, last = self._scene.rows.row_of(mark.start), self._scene.rows.row_of(mark.end)
            if self._scene.layout.names:  # names that find no place on their own row move on
                last = max(last, first + MOST_ROWS)
            if last - first > _KEPT_ROWS:
                self._strips.clear()
            for row in range(first, min(last, first + _KEPT_ROWS) + 1):
                self._strips.discard(row)
            self._refresh_rows(first, last)

    def _refresh_rows(self, first: int, last: int) -> None:
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    # Scrolling

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what the reader has on top."""
        super().watch_scroll_y(old_value, new_value)
        if self._scene is None or self._stays:
            return
        row, rows = round(new_value), self._scene.rows
        if row < len(rows) and rows.row_of(self._top) != row:
            self._top = rows[row][0]

    @contextmanager
    def _staying(self) -> Iterator[None]:
        """While the view itself scrolls to a place, that place stays what is on top."""
        self._stays = True
        try:
            yield
        finally:
            self._stays = False

    def _scroll_to_top(self) -> None:
        """Bring the remembered offset to the top; it stays remembered if the text is too short for that."""
        if self._scene is not None:
            with self._staying():
                self._scroll_to_row(self._scene.rows.row_of(self._top))

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    def shows(self, start: int, end: int) -> bool:
        """Whether a part of code points [start, end) is in view."""
        if self._scene is None:
            return False
        first, last = self._scene.rows.row_of(start), self._scene.rows.row_of(max(end - 1, start))
        top = self.scroll_offset.y
        return first < top + self.size.height and last >= top

    def _is_in_view(self, row: int) -> bool:
        return self.scroll_offset.y <= row < self.scroll_offset.y + self.size.height

    def _bring_into_view(self, offset: int) -> None:
        """Scroll as little as shows the row with some around it; after a far jump, to a third of the view."""
        if self._scene is None:
            return
        row, top, height = self._scene.rows.row_of(offset), self.scroll_offset.y, self.size.height
        context = min(_CONTEXT_ROWS, max((height - 1) // 2, 0))
        if row < top + context:
            wanted = row - context
        elif row > top + height - 1 - context:
            wanted = row - height + 1 + context
        else:
            return
        if abs(wanted - top) > height:
            wanted = row - height // 3
        self._scroll_to_row(wanted)


def _settle_memory() -> None:
    """Take what is loaded out of the garbage collector's rounds, which would stop the scrolling."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
