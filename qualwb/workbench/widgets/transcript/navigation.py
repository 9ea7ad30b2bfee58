"""Where a named motion leads in a document as it is wrapped and filtered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualwb.workbench.widgets.transcript import motions
from qualwb.workbench.widgets.transcript.cells import DisplayText
from qualwb.workbench.widgets.transcript.document import TranscriptDocument
from qualwb.workbench.widgets.transcript.filtering import Shown
from qualwb.workbench.widgets.transcript.marks import PassageIndex
from qualwb.workbench.widgets.transcript.wrapping import WrapIndex

_TEXT_MOTIONS: dict[str, Callable[[str, int], int]] = {
    "left": motions.previous_character,
    "right": motions.next_character,
    "next_word": motions.next_word,
    "previous_word": motions.previous_word,
    "word_end": motions.word_end,
    "next_sentence": motions.next_sentence,
    "previous_sentence": motions.previous_sentence,
}
_TURN_MOTIONS: dict[str, Callable[[TranscriptDocument, int], int]] = {
    "next_turn": motions.next_turn,
    "previous_turn": motions.previous_turn,
}


@dataclass(frozen=True, slots=True)
class Navigator:
    """Motions over what is shown; hidden turns are leapt over. There must be at least one row."""

    document: TranscriptDocument
    display: DisplayText
    passages: PassageIndex
    rows: WrapIndex
    shown: Shown
    focus_code: int | None = None

    def target(self, motion: str, offset: int) -> int:
        """The offset that a motion other than by rows leads to; KeyError for an unknown one."""
        if motion in _TEXT_MOTIONS:
            return self._over_hidden(lambda at: _TEXT_MOTIONS[motion](self.document.text, at), offset)
        if motion in _TURN_MOTIONS:
            return self._over_hidden_turns(_TURN_MOTIONS[motion](self.document, offset), offset)
        resolve: dict[str, Callable[[int], int]] = {
            "row_start": self._row_start,
            "row_end": self._row_end,
            "document_start": lambda _: self.shown.blocks[0][0],
            "document_end": lambda _: self.shown.blocks[-1][1],
            "next_passage": lambda at: self._first_shown(self.passages.next_start(at, self.focus_code), at),
            "previous_passage": lambda at: self._first_shown(
                self.passages.previous_start(at, self.focus_code), at
            ),
            "next_uncoded": lambda at: self._uncoded(self.passages.next_uncoded_turn, at, -1),
            "previous_uncoded": lambda at: self._uncoded(
                self.passages.previous_uncoded_turn, at, len(self.document.turns)
            ),
        }
        return resolve[motion](offset)

    def column_of(self, offset: int) -> int:
        """The column of the text in which ``offset`` is drawn."""
        return self.display.row(*self.rows[self.rows.row_of(offset)]).column_of(offset)

    def offset_at(self, row: int, column: int) -> int:
        """The offset at a column of the text on a row.

        Beyond the last cell that is the row's end, or its last character if the line goes on below.
        """
        start, end = self.rows[row]
        cells = self.display.row(start, end)
        offset = cells.offset_at(max(column, 0))
        goes_on = row + 1 < len(self.rows) and self.rows[row + 1][0] == end
        return cells.grapheme_start(end - 1) if goes_on and offset == end > start else offset

    def _over_hidden(self, motion: Callable[[int], int], offset: int) -> int:
        target = motion(offset)
        if self.shown.block_of(target):
            return target
        if target >= offset:
            return self.shown.nearest(target)
        edge = self.shown.end_before(target)
        again = motion(edge)
        return again if self.shown.block_of(again) else edge

    def _over_hidden_turns(self, target: int, offset: int) -> int:
        """The start of a turn, or of the nearest that is shown on the same way."""
        if self.shown.block_of(target):
            return target
        if target >= offset:
            return self.shown.nearest(target)
        edge = self.shown.end_before(target)
        turn = self.document.turn_at(edge)
        return turn.start if turn is not None and self.shown.block_of(turn.start) else edge

    def _first_shown(self, offsets: Iterable[int], otherwise: int) -> int:
        return next((offset for offset in offsets if self.shown.block_of(offset)), otherwise)

    def _uncoded(self, following: Callable[[int], int | None], offset: int, around: int) -> int:
        """The turn that follows without a code; after the last one that after the place ``around``."""
        index = self.document.turn_index(offset)
        for begin in (-1 if index is None else index, around):
            turn = following(begin)
            while turn is not None and not self.shown.block_of(self.document.turns[turn].start):
                turn = following(turn)
            if turn is not None:
                return self.document.turns[turn].start
        return offset

    def _row_start(self, offset: int) -> int:
        return self.rows[self.rows.row_of(offset)][0]

    def _row_end(self, offset: int) -> int:
        row = self.rows.row_of(offset)
        return self.offset_at(row, 2 * (self.rows[row][1] - self.rows[row][0]))
