"""Dealing a file's lines out to pieces, once it is decided who is a speaker."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualwb.localization import gettext as _
from qualwb.transcripts import times
from qualwb.transcripts.recognition import headings
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.decisions import Decided, goes_on
from qualwb.transcripts.recognition.lines import FileLine, LineMark
from qualwb.transcripts.transcript import Comment, LeftAside, TurnKind

Times = tuple[float | None, float | None]
_NO_TIME: Times = (None, None)
_SPEECH = TurnKind.SPEECH


class Dealer:
    """Takes the lines one after the other; ``pieces`` and ``left_aside()`` hold what came of them."""

    def __init__(self, decided: Decided) -> None:
        self.pieces: list[Piece] = []
        self.resumed: list[tuple[str, str]] = []
        """Lines without label after a heading or an event, given to the speaker before it: text and label."""
        self.unnamed = 0
        """Lines without label where only one person is named, given to nobody ..."""
        self.carried = 0
        """... or, where that label does not recur with such lines between, to that person."""
        self._decided = decided
        self._head = decided.head
        self._speakers = decided.speakers
        self._has_speakers = bool(decided.speakers)
        self._asides = _Asides()
        self._turn: Piece | None = None
        self._more: list[str] = []
        """The lines of the turn at hand after its first."""
        self._label, self._time, self._dash = _("speaker label"), _("time stamp"), _("dash of a turn")
        self._speaker: str | None = None
        self._somebody_spoke = False
        self._interrupted = True
        self._after_blank = True
        self._waiting_time = _NO_TIME

    def left_aside(self) -> list[LeftAside]:
        return self._asides.entries()

    def deal(self, lines: Sequence[FileLine]) -> None:
        """Deal out all lines, from the first to the last."""
        marks, head, speakers = self._decided.survey.marks, self._head, self._speakers
        labels, pieces = self._asides.of(self._label), self.pieces
        for index, line in enumerate(lines):
            text = line.text
            if not text:
                self._after_blank = True
                continue
            mark = marks.get(index)
            if mark is None or not mark.plain or index < head or mark.label not in speakers:
                blank_follows = index + 1 == len(lines) or not lines[index + 1].text
                self._take(index, line, mark, blank_follows)
                self._after_blank = False
                continue
            # 'label: words', by far the most common line
            said = mark.plain
            labels.add(text[: said - 1], line)
            self._after_blank = False
            if line.comments or self._waiting_time is not _NO_TIME:
                self._begin(mark.label, text[said:], said, line, (line.time_start, line.time_end))
                continue
            if self._more:
                self._end_turn()
            self._turn = turn = Piece(text[said:], mark.label, _SPEECH, line.time_start, line.time_end)
            pieces.append(turn)
            self._speaker, self._interrupted, self._somebody_spoke = mark.label, False, True
        self._end_turn()
        self.pieces = [piece for piece in pieces if piece.text]

    def _take(self, index: int, line: FileLine, mark: LineMark | None, blank_follows: bool) -> None:
        """Deal out a line; ``blank_follows``: it is the last or an empty line comes after it."""
        text = line.text
        if index < self._head or line.heading:
            self._alone(text, line, TurnKind.TEXT)
        elif line.speaker is not None:
            self._begin(line.speaker, text, 0, line, (line.time_start, line.time_end))
        elif index in self._decided.names_alone:
            self._name_alone(self._decided.survey.alone[index], line, mark)
        elif mark is not None:
            self._marked(line, mark, blank_follows)
        else:
            self._plain(line, text, 0, blank_follows)

    def _end_turn(self) -> None:
        """End the turn at hand."""
        if self._more and self._turn is not None:
            self._turn.text = "\n".join([self._turn.text, *self._more])
            self._more = []
        self._turn = None

    def _name_alone(self, label: str, line: FileLine, mark: LineMark | None) -> None:
        """A name on a line of its own, maybe behind a time; its words follow on the next line."""
        when, start = (line.time_start, line.time_end), 0
        if mark is not None:
            when, start = times.stamp_times(mark.stamp), mark.lead
            self._asides.add(line.text[:start].strip(), self._time, line)
        self._asides.add(line.text[start:], self._label, line)
        self._begin(label, "", 0, line, when)

    def _marked(self, line: FileLine, mark: LineMark, blank_follows: bool) -> None:
        candidate = mark.candidate
        labelled = candidate is not None and candidate.label in self._decided.speakers
        start, stop, (began, ended) = self._times(line, mark, labelled)
        if candidate is not None and labelled:
            said = mark.lead + candidate.start
            self._label_aside(line.text[mark.lead : said], candidate.stamp, line)
            if candidate.stamp:
                began, until = times.stamp_times(candidate.stamp)
                ended = ended if until is None else until
            self._begin(candidate.label, line.text[said:stop], said, line, (began, ended))
        elif mark.dash and self._decided.dash_turns:
            said = mark.lead + mark.dash
            self._asides.add(line.text[start:said].strip(), self._dash, line)
            self._begin(None, line.text[said:stop], said, line, (began, ended))
        elif start >= stop:
            self._waiting_time = (began, ended)
        elif start and not headings.is_event_line(line.text[start:stop]):
            self._begin(self._speaker, line.text[start:stop], start, line, (began, ended))
        else:
            self._plain(line, line.text[start:stop], start, blank_follows)
            self._end_at(ended)

    def _times(self, line: FileLine, mark: LineMark, labelled: bool) -> tuple[int, int, Times]:
        """Where the line's words begin and stop without its time stamps, and what these say."""
        start, stop = 0, len(line.text)
        began, ended = line.time_start, line.time_end
        if mark.lead and (labelled or not mark.bare or self._decided.bare_times):
            start = mark.lead
            self._asides.add(line.text[:start].strip(), self._time, line)
            began, until = times.stamp_times(mark.stamp)
            ended = ended if until is None else until
        if (
            mark.tail
            and stop - mark.tail >= start
            and (mark.tail_stamp[0] == "#" or self._decided.tail_times)
        ):
            stop -= mark.tail
            self._asides.add(mark.tail_stamp, self._time, line)
            ended = times.stamp_times(mark.tail_stamp)[0]
        return start, stop, (began, ended)

    def _label_aside(self, written: str, stamp: str, line: FileLine) -> None:
        """A label is the same in many turns, its time stamp is not: they are left aside one by one."""
        if stamp:
            self._asides.add(stamp, self._time, line)
            written = written.replace(stamp, "", 1)
        self._asides.add(written.strip(), self._label, line)

    def _plain(self, line: FileLine, text: str, offset: int, blank_follows: bool) -> None:
        """A line without label: it goes on with the turn, unless it is a heading, an event or a
        paragraph of its own.
        """
        if self._after_blank and headings.is_page_number(text):
            self._asides.add(text, _("page number"), line)
        elif headings.is_event_line(text):
            self._alone(text, line, TurnKind.SPEECH)
        elif headings.is_heading(text, self._after_blank, blank_follows):
            self._alone(text, line, TurnKind.TEXT)
        elif self._turn is not None and not self._divides(text):
            self.carried += bool(self._turn.text)
            self._add(self._turn, text, offset, line)
            self._end_at(line.time_end)
        elif self._decided.lone:
            self.unnamed += 1
            self._begin(None, text, offset, line, (line.time_start, line.time_end))
        elif self._has_speakers and not self._somebody_spoke:
            self._alone(text, line, TurnKind.TEXT)
        else:
            if self._interrupted and self._speaker is not None:
                self.resumed.append((text, self._speaker))
            self._begin(self._speaker, text, offset, line, (line.time_start, line.time_end))

    def _end_at(self, time: float | None) -> None:
        """The turn at hand lasts at least until this time."""
        turn = self._turn
        if (
            time is not None
            and turn is not None
            and time >= max(turn.time_start or 0.0, turn.time_end or 0.0)
        ):
            turn.time_end = time

    def _divides(self, text: str) -> bool:
        """Where nobody is named, each line is a turn of its own, or each paragraph if blank lines divide
        them; where only one is named, so is each paragraph that does not surely go on.
        """
        if self._decided.lone:
            return bool(self._turn and self._turn.text) and not goes_on(
                text, self._decided.survey.blank, self._after_blank
            )
        if self._has_speakers or self._decided.dash_turns:
            return False
        return self._after_blank or not self._decided.paragraphs

    def _begin(self, speaker: str | None, text: str, offset: int, line: FileLine, when: Times) -> None:
        self._end_turn()
        if self._waiting_time is not _NO_TIME:
            if when[0] is None:
                when = (self._waiting_time[0], when[1] or self._waiting_time[1])
            self._waiting_time = _NO_TIME
        if when[0] is not None and when[1] is not None and when[1] < when[0]:
            when = (when[0], None)  # a stamp in the words contradicts the line's own time
        self._turn = turn = Piece("", speaker, _SPEECH, when[0], when[1])
        self.pieces.append(turn)
        self._speaker, self._interrupted = speaker, False
        if speaker is not None:
            self._somebody_spoke = True
        self._add(turn, text, offset, line)

    def _add(self, turn: Piece, text: str, offset: int, line: FileLine) -> None:
        """Add a line's words to the turn; ``offset``: where they begin in the line, as its comments count."""
        if not text:
            return
        if line.comments:
            shift = len(turn.text) + 1 + sum(map(len, self._more)) + len(self._more) if turn.text else 0
            turn.comments += _moved(line.comments, offset, shift, len(text))
        if turn.text:
            self._more.append(text)
        else:
            turn.text = text

    def _alone(self, text: str, line: FileLine, kind: TurnKind) -> None:
        """A piece of one line that nobody says (TEXT), or that happens (SPEECH without a speaker)."""
        self._end_turn()
        self.pieces.append(Piece(text, None, kind, comments=_moved(line.comments, 0, 0, len(text))))
        self._interrupted = True


def _moved(comments: Iterable[Comment], cut: int, shift: int, length: int) -> tuple[Comment, ...]:
    """Comments on a line whose first ``cut`` characters are gone, ``length`` are kept, to stand at
    ``shift``.
    """
    return tuple(
        replace(
            comment,
            start=shift + min(max(comment.start - cut, 0), length),
            end=shift + min(max(comment.end - cut, 0), length),
        )
        for comment in comments
    )


class _Asides:
    """What is left aside, the same text for the same reason counted once."""

    def __init__(self) -> None:
        self._found: dict[str, _ForOneReason] = {}

    def add(self, text: str, reason: str, line: FileLine) -> None:
        if text:
            self.of(reason).add(text, line)

    def of(self, reason: str) -> "_ForOneReason":
        return self._found.setdefault(reason, _ForOneReason())

    def entries(self) -> list[LeftAside]:
        return [
            LeftAside(text, reason, line, count)
            for reason, aside in self._found.items()
            for text, (count, line) in aside.found.items()
        ]


class _ForOneReason:
    """How often each text was left aside, and the line where it was first."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: dict[str, tuple[int, int | None]] = {}

    def add(self, text: str, line: FileLine) -> None:
        seen = self.found.get(text)
        self.found[text] = (seen[0] + 1, seen[1]) if seen is not None else (1, line.number)
