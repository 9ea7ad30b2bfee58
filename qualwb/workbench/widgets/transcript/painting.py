"""Drawing one row of a transcript: its margin, and its text cut where anything changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from qualwb.workbench.widgets.transcript.cells import DisplayText, RowCells, displayable
from qualwb.workbench.widgets.transcript.code_names import names_on, names_strip
from qualwb.workbench.widgets.transcript.document import PassageMark, TranscriptDocument, TurnSpan
from qualwb.workbench.widgets.transcript.finding import Hits
from qualwb.workbench.widgets.transcript.look import Look, Run
from qualwb.workbench.widgets.transcript.margin import MarginLayout, clock, fitted, overflow_label
from qualwb.workbench.widgets.transcript.marks import PassageIndex
from qualwb.workbench.widgets.transcript.wrapping import WrapIndex


class RowState(NamedTuple):
    """What differs from one moment to the next on a row: the key under which a drawn row is kept.

    Offsets are code points; ``selected_end`` is one beyond the row's end if its line break is selected.
    """

    selected_start: int = -1
    selected_end: int = -1
    cursor: int = -1
    on_top: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """All that rows are drawn from."""

    document: TranscriptDocument
    display: DisplayText
    passages: PassageIndex
    rows: WrapIndex
    layout: MarginLayout
    look: Look
    hits: Hits = field(default_factory=Hits)
    focus_code: int | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    """What stands for speakers whose names are too long."""

    def state(self, row: int, selected: tuple[int, int], cursor: int, on_top: bool) -> RowState:
        """The part of selection and cursor that shows on a row."""
        start, end = self.rows[row]
        limit = end + 1 if self._ends_line(end) else end
        first, last = max(selected[0], start), min(selected[1], limit)
        if first >= last:
            first = last = -1
        return RowState(first, last, cursor if start <= cursor < limit else -1, on_top)

    def paint(self, row: int, state: RowState) -> Strip:
        """The row as it is drawn, over the layout's whole width."""
        start, end = self.rows[row]
        marks = self._marks(start, end)
        turn = self.document.turn_at(start)
        segments = [
            *self._labels(start, turn, state),
            *self._stripes(marks, start, state),
            *self._text(start, end, marks, turn, state),
        ]
        layout = self.layout
        if not layout.names:
            return Strip(segments).adjust_cell_length(layout.width, self.look.base)
        text = Strip(segments).adjust_cell_length(layout.names_at, self.look.base)
        shown = names_on(self.passages, self.rows, row, on_top=state.on_top)
        return Strip.join([text, names_strip(shown, self.look, layout.names)])

    def stripe(self, row: int, lane: int) -> PassageMark | None:
        """The mark whose stripe stands in a lane on a row."""
        start, end = self.rows[row]
        return self._lanes(self._marks(start, end))[0].get(lane)

    def _marks(self, start: int, end: int) -> list[PassageMark]:
        """The marks on a row; on an empty one those that go on over it."""
        return self.passages.touching(start, max(end, start + 1))

    def _ends_line(self, end: int) -> bool:
        text = self.display.text
        return end >= len(text) or text[end] == "\n"

    # The margin

    def _labels(self, start: int, turn: TurnSpan | None, state: RowState) -> Iterator[Segment]:
        layout, look = self.layout, self.look
        begins_turn = turn is not None and turn.start == start
        if layout.number:
            name = "number-current" if state.cursor >= 0 else "number"
            label = self._number(start, turn, begins_turn)
            yield Segment(label.rjust(layout.number)[-layout.number :] + " ", look.part(name))
        if layout.time:
            label = _time_of(turn) if turn is not None and begins_turn else ""
            yield Segment(fitted(label.rjust(layout.time), layout.time) + " ", look.part("number"))
        if layout.speaker:
            label = turn.speaker if turn is not None and (begins_turn or state.on_top) else ""
            name = "speaker" if begins_turn else "speaker-continued"
            label = self.speakers.get(label, label)
            yield Segment(fitted(displayable(label), layout.speaker) + " ", look.part(name))

    def _number(self, start: int, turn: TurnSpan | None, begins_turn: bool) -> str:
        if self.document.last_number:
            return str(turn.number) if turn and begins_turn and turn.number is not None else ""
        if not self.display.text:
            return ""
        line = self.display.line_of(start)
        return str(line + 1) if self.display.line_starts[line] == start else ""

    def _stripes(self, marks: list[PassageMark], start: int, state: RowState) -> Iterator[Segment]:
        lanes, hidden = self._lanes(marks)
        look = self.look
        yield Segment(overflow_label(hidden), look.part("overflow"))
        for lane in reversed(range(self.layout.lanes)):
            mark = lanes.get(lane)
            if mark is None:
                yield Segment(" ", look.base)
            elif mark.start >= start or state.on_top:
                yield Segment(fitted(displayable(mark.letter), 1), look.stripe(mark.colour, letter=True))
            else:
                yield Segment("┃", look.stripe(mark.colour, letter=False))
        yield Segment(" ", look.base)

    def _lanes(self, marks: list[PassageMark]) -> tuple[dict[int, PassageMark], int]:
        """The mark in each lane of the margin, and how many have no cell of their own."""
        lanes: dict[int, PassageMark] = {}
        hidden = 0
        for mark in sorted(marks, key=lambda mark: mark.start):
            lane = self.passages.lane(mark)
            if lane < self.layout.lanes and lane not in lanes:
                lanes[lane] = mark
            else:
                hidden += 1
        return lanes, hidden

    # The text

    def _text(
        self, start: int, end: int, marks: list[PassageMark], turn: TurnSpan | None, state: RowState
    ) -> Iterator[Segment]:
        cells = self.display.row(start, end)
        hits = self.hits.within(start, end) if len(self.hits) else []
        heading = turn is not None and turn.kind == "text"
        text = self.display.text
        for first, last in pairwise(self._cuts(cells, start, end, marks, hits, state)):
            over = [mark for mark in marks if mark.start < last and first < mark.end]
            run = Run(
                colour=self._top(over).colour if over else None,
                overlapping=len(over) > 1,
                heading=heading,
                hit=any(hit[0] < last and first < hit[1] for hit in hits),
                selected=state.selected_start < last and first < state.selected_end,
                cursor=first <= state.cursor < last,
            )
            yield Segment(text[first:last], self.look.run(run))
        if state.cursor == end or state.selected_end > end:
            run = Run(selected=state.selected_end > end, cursor=state.cursor == end)
            yield Segment(" ", self.look.run(run))

    def _cuts(
        self,
        cells: RowCells,
        start: int,
        end: int,
        marks: list[PassageMark],
        hits: list[tuple[int, int]],
        state: RowState,
    ) -> list[int]:
        """Where the style may change, at grapheme boundaries, from the row's start to its end."""
        cuts = {start, end}
        for mark in marks:
            cuts.update((mark.start, mark.end))
        for hit in hits:
            cuts.update(hit)
        cuts.update((state.selected_start, state.selected_end))
        inside = {cells.grapheme_start(cut) for cut in cuts if start < cut < end}
        if start <= state.cursor < end:
            inside.update((cells.grapheme_start(state.cursor), cells.grapheme_end(state.cursor)))
        return sorted(inside | {start, end})

    def _top(self, marks: list[PassageMark]) -> PassageMark:
        """The mark whose colour shows: the focused code's, else the newest."""
        return max(marks, key=lambda mark: (mark.code_id == self.focus_code, mark.coding_id))


def _time_of(turn: TurnSpan) -> str:
    """When a turn begins, '~' before what is estimated."""
    if turn.time_start is None:
        return ""
    return ("~" if turn.estimated else "") + clock(turn.time_start)
