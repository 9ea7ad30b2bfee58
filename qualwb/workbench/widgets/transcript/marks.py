"""The coded passages of a document: which lie on a row, in which lane, which turns have none."""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from qualwb.workbench.widgets.transcript.document import PassageMark, TranscriptDocument
from qualwb.workbench.widgets.transcript.lanes import ROW_ROOM, assign_lanes, lowest_free

_BUCKET_BITS = 10  # passages are kept by blocks of 1024 code points: enough for some rows of text
_REBUILD_ABOVE = 500  # changes; from here building anew is quicker and gives tidier lanes


class PassageIndex:
    """The marks of one document, found by place; one mark more or less costs no rebuilding."""

    def __init__(self, document: TranscriptDocument, marks: Iterable[PassageMark] = ()) -> None:
        self._document = document
        self._build(marks)

    def _build(self, marks: Iterable[PassageMark]) -> None:
        self._marks: dict[int, PassageMark] = {}
        self._lanes: dict[int, int] = {}
        self._buckets: defaultdict[int, list[PassageMark]] = defaultdict(list)
        self._starts: defaultdict[int | None, list[int]] = defaultdict(list)
        # Per turn, 1 where there is something coded or no code is looked for: bytes are searched at C speed.
        turns = self._document.turns
        self._settled = bytearray(not turn.to_code for turn in turns)
        self._codings_of_turn = array("L", bytes(len(turns) * array("L").itemsize))
        ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.coding_id))
        for mark, lane in zip(ordered, assign_lanes(map(self._lane_interval, ordered)), strict=True):
            self._enter(mark, lane if mark.lane is None else mark.lane)
            self._starts[None].append(mark.start)
            self._starts[mark.code_id].append(mark.start)

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[PassageMark]:
        return iter(self._marks.values())

    def add(self, mark: PassageMark) -> None:
        """Put one mark in; the lanes of all others stay as they are."""
        self.remove(mark.coding_id)
        start, end = self._lane_interval(mark)
        neighbours = self.touching(start, end, lanes=True)
        free = lowest_free(self._lanes[other.coding_id] for other in neighbours)
        self._enter(mark, free if mark.lane is None else mark.lane)
        insort(self._starts[None], mark.start)
        insort(self._starts[mark.code_id], mark.start)

    def remove(self, coding_id: int) -> PassageMark | None:
        """Take one mark out and return it; None if there is none with that coding."""
        mark = self._marks.pop(coding_id, None)
        if mark is None:
            return None
        del self._lanes[coding_id]
        for bucket in self._buckets_of(mark):
            self._buckets[bucket].remove(mark)
        for turn in self._turns_of(mark):
            self._codings_of_turn[turn] -= 1
            if not self._codings_of_turn[turn]:
                self._settled[turn] = not self._document.turns[turn].to_code
        for key in (None, mark.code_id):
            starts = self._starts[key]
            del starts[bisect_left(starts, mark.start)]
        return mark

    def replace(self, marks: Iterable[PassageMark]) -> list[PassageMark] | None:
        """Make ``marks`` the marks; return those that went or came, or None if all was built anew."""
        wanted = {mark.coding_id: mark for mark in marks}
        known = self._marks
        come = [mark for key, mark in wanted.items() if known.get(key) is not mark and known.get(key) != mark]
        gone = [known[key] for key in known.keys() - wanted.keys()]
        gone += [known[mark.coding_id] for mark in come if mark.coding_id in known]
        if len(gone) + len(come) > _REBUILD_ABOVE:
            self._build(wanted.values())
            return None
        for mark in gone:
            self.remove(mark.coding_id)
        for mark in come:
            self.add(mark)
        return gone + come

    def touching(self, start: int, end: int, *, lanes: bool = False) -> list[PassageMark]:
        """The marks that overlap ``[start, end)``, oldest first.

        With ``lanes`` their stretched intervals count, which hold the lane a while after the end.
        """
        found: dict[int, PassageMark] = {}
        first = start - ROW_ROOM if lanes else start
        for bucket in range(max(first, 0) >> _BUCKET_BITS, (max(end - 1, start) >> _BUCKET_BITS) + 1):
            for mark in self._buckets.get(bucket, ()):
                mark_end = self._lane_interval(mark)[1] if lanes else mark.end
                if mark.start < end and mark_end > start:
                    found[mark.coding_id] = mark
        return [found[key] for key in sorted(found)]

    def lane(self, mark: PassageMark) -> int:
        """The lane of a mark's stripe, from 0."""
        return self._lanes[mark.coding_id]

    def next_start(self, offset: int, code_id: int | None = None) -> Iterator[int]:
        """The starts of passages after ``offset``, nearest first; of one code if it is given."""
        starts = self._starts.get(code_id, [])
        return iter(starts[bisect_right(starts, offset) :])

    def previous_start(self, offset: int, code_id: int | None = None) -> Iterator[int]:
        """The starts of passages before ``offset``, nearest first; of one code if it is given."""
        starts = self._starts.get(code_id, [])
        return reversed(starts[: bisect_left(starts, offset)])

    def next_uncoded_turn(self, turn: int) -> int | None:
        """The first turn to code after ``turn`` (an index) on which no code lies, or None."""
        found = self._settled.find(0, turn + 1)
        return None if found < 0 else found

    def previous_uncoded_turn(self, turn: int) -> int | None:
        """The last turn to code before ``turn`` (an index) on which no code lies, or None."""
        found = self._settled.rfind(0, 0, max(turn, 0))
        return None if found < 0 else found

    def _enter(self, mark: PassageMark, lane: int) -> None:
        self._marks[mark.coding_id] = mark
        self._lanes[mark.coding_id] = lane
        for bucket in self._buckets_of(mark):
            self._buckets[bucket].append(mark)
        for turn in self._turns_of(mark):
            self._codings_of_turn[turn] += 1
            self._settled[turn] = 1

    def _lane_interval(self, mark: PassageMark) -> tuple[int, int]:
        """Where the lane is taken: a row's width beyond the passage, but not beyond its line."""
        line_end = self._document.text.find("\n", mark.end, mark.end + ROW_ROOM)
        return mark.start, line_end if line_end >= 0 else mark.end + ROW_ROOM

    @staticmethod
    def _buckets_of(mark: PassageMark) -> range:
        return range(mark.start >> _BUCKET_BITS, (max(mark.end - 1, mark.start) >> _BUCKET_BITS) + 1)

    def _turns_of(self, mark: PassageMark) -> range:
        starts = self._document.turn_starts
        first = max(bisect_right(starts, mark.start) - 1, 0)
        return range(first, bisect_left(starts, max(mark.end, mark.start + 1)))
