"""The text of a source as Markdown: a paragraph a turn, its speaker in bold, questions as headings.

A line end within a turn is a backslash at the end of the line; a paragraph of a backslash alone is empty.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qualwb.exchange.folder.escaping import BLANKS, escape, unescape
from qualwb.exchange.folder.marks import Borders, MarkedPassage, MarkedText, Marks
from qualwb.exchange.folder.turn_heads import TurnHead, names_speaker, read_head, written_head

_HEADING = "### "
_NO_QUESTION = "---"
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")


class WrittenTurn(NamedTuple):
    """A turn [start, end) of a text, with its question by name."""

    start: int
    end: int
    head: TurnHead
    question: str | None = None


class ReadTranscript(NamedTuple):
    """What a Markdown text says: the turns' words joined by line ends, and the passages marked in them."""

    text: str
    turns: tuple[WrittenTurn, ...]
    marks: Marks


def written_transcript(text: str, turns: Sequence[WrittenTurn], passages: Mapping[str, MarkedPassage]) -> str:
    """The Markdown of turns that cover the text, joined by line ends."""
    return "\n".join(_lines(text, turns, Borders(passages)))


def read_transcript(markdown: str, first_line: int = 1) -> ReadTranscript:
    """What ``written_transcript`` was given, or what somebody wrote by hand in the same manner."""
    reader = _TranscriptReader()
    for number, line in enumerate(markdown.split("\n"), first_line):
        reader.line(line.strip(BLANKS), number)
    return reader.finished()


def _lines(text: str, turns: Sequence[WrittenTurn], borders: Borders) -> Iterator[str]:
    question: str | None = None
    for turn in turns:
        if turn.question != question:
            question = turn.question
            yield _NO_QUESTION if question is None else _HEADING + escape(question)
            yield ""
        head = written_head(turn.head)
        at = turn.start
        lines = text[turn.start : turn.end].split("\n")
        for number, line in enumerate(lines):
            made = borders.line(line, at, starts_block=bool(number) or not head)
            at += len(line) + 1
            if number == 0:
                made = head + made
            last = number == len(lines) - 1
            yield (made.rstrip(BLANKS) or "\\") if last else made + "\\"
        yield ""


class _TranscriptReader:
    """Line by line; a blank line ends a turn, and so does a line that names a speaker."""

    def __init__(self) -> None:
        self._marked = MarkedText()
        self._turns: list[WrittenTurn] = []
        self._question: str | None = None
        self._begun: tuple[int, TurnHead] | None = None
        self._broken_off = False
        """Whether the line before ended with a backslash."""

    def line(self, line: str, number: int) -> None:
        if not line:
            self._end_turn()
        elif self._begun is None or (not self._broken_off and names_speaker(line)):
            self._end_turn()
            self._begin(line, number)
        else:
            self._marked.put("\n" if self._broken_off else " ")
            self._words(line, number)

    def finished(self) -> ReadTranscript:
        self._end_turn()
        if not self._turns:
            self._turns.append(WrittenTurn(0, 0, TurnHead(kind="text")))
        marks = self._marked.finished()
        return ReadTranscript(self._marked.text, tuple(self._turns), marks)

    def _begin(self, line: str, number: int) -> None:
        if line.startswith(_HEADING):
            self._question = unescape(line.removeprefix(_HEADING).strip(BLANKS))
        elif _RULE.fullmatch(line):
            self._question = None
        else:
            if self._turns:
                self._marked.put("\n")
            head, words = read_head(line)
            self._begun = self._marked.length, head
            self._words(words, number)

    def _words(self, line: str, number: int) -> None:
        backslashes = len(line) - len(line.rstrip("\\"))
        self._broken_off = backslashes % 2 == 1
        self._marked.read(line[:-1] if self._broken_off else line, number)

    def _end_turn(self) -> None:
        if self._begun is not None:
            start, head = self._begun
            self._turns.append(WrittenTurn(start, self._marked.length, head, self._question))
        self._begun, self._broken_off = None, False
