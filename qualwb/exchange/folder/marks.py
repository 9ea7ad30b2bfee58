"""Marks of coded passages within a text: ``{id|words|id code; code}``. They may overlap and nest.

A mark made by hand needs no id: ``{|words| code}``; it closes the last one that was opened without.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualwb.exchange.folder.escaping import escape, escape_edges, unescape
from qualwb.localization import gettext as _

_NAMES = r"(?: (?:[^\\}|]|\\.)*+)?+"
"""No bare '|' is in them, so that no sign of a line is looked at for more than one mark."""
_TOKEN = re.compile(rf"\\(.)|&#\d{{1,7}};|\{{([\w-]{{0,32}})\||\|([\w-]{{0,32}})({_NAMES})\}}", re.DOTALL)
_PART = re.compile(r"(?<!\\)(?:\\\\)*;")


class MarkedPassage(NamedTuple):
    """A marked passage [start, end), with the names of its codes and the line where it begins."""

    start: int
    end: int
    names: tuple[str, ...]
    line: int = 0


class _Open(NamedTuple):
    start: int
    line: int


@dataclass
class Marks:
    """The passages that a text has marked: by id, and those without; and what can't be told."""

    by_id: dict[str, MarkedPassage] = field(default_factory=dict)
    unnamed: list[MarkedPassage] = field(default_factory=list)
    broken: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By id, the line and why the passage can't be told."""


class Borders:
    """Where the passages of a text begin and end, to be written within its lines in order."""

    def __init__(self, passages: Mapping[str, MarkedPassage]) -> None:
        borders: list[tuple[tuple[int, int, int, str], str]] = []
        for mark, passage in passages.items():
            names = "; ".join(escape(name).replace(";", "\\;") for name in passage.names)
            closing = f"|{mark} {names}}}" if names else f"|{mark}}}"
            # Inner passages close before and open after the outer ones.
            borders.append(((passage.end, 0, -passage.start, mark), closing))
            borders.append(((passage.start, 1, -passage.end, mark), f"{{{mark}|"))
        borders.sort()
        self._borders: Sequence[tuple[int, str]] = [(place[0], sign) for place, sign in borders]
        self._next = 0

    def line(self, text: str, start: int, *, starts_block: bool) -> str:
        """The line of text that begins at ``start``, with the borders in it; lines are asked for in order."""
        parts: list[str] = []
        at, end = 0, start + len(text)
        while self._next < len(self._borders) and (border := self._borders[self._next])[0] <= end:
            place = border[0] - start
            parts.append(_escaped(text[at:place], not parts, starts_block and not parts, False))
            parts.append(border[1])
            at, self._next = place, self._next + 1
        parts.append(_escaped(text[at:], not parts, starts_block and not parts, True))
        return "".join(parts)


class MarkedText:
    """A text that grows by lines of Markdown; their marks are taken out of it and kept."""

    def __init__(self) -> None:
        self.length = 0
        self.marks = Marks()
        self._parts: list[str] = []
        self._open: dict[str, _Open] = {}
        self._unnamed: list[_Open] = []

    @property
    def text(self) -> str:
        """All of it so far."""
        return "".join(self._parts)

    def put(self, plain: str) -> None:
        """Add a text as it is."""
        self._parts.append(plain)
        self.length += len(plain)

    def read(self, written: str, line: int) -> None:
        """Add what a line of Markdown says."""
        at = 0
        if "|" not in written:
            self.put(unescape(written))
            return
        for token in _TOKEN.finditer(written):
            if token[2] is None and token[3] is None:
                continue
            self.put(unescape(written[at : token.start()]))
            at = token.end()
            if token[2] is not None:
                self._begin(token[2], line)
            else:
                self._finish(token[3], token[4], line)
        self.put(unescape(written[at:]))

    def finished(self) -> Marks:
        """The marks, when all is read."""
        for mark, begun in self._open.items():
            self._break(mark, begun.line, _("the mark is opened and not closed"))
        for begun in self._unnamed:
            self._break("", begun.line, _("the mark is opened and not closed"))
        return self.marks

    def _begin(self, mark: str, line: int) -> None:
        if not mark:
            self._unnamed.append(_Open(self.length, line))
        elif mark in self._open or mark in self.marks.by_id:
            self._break(mark, line, _("the mark is opened twice"))
        else:
            self._open[mark] = _Open(self.length, line)

    def _finish(self, mark: str, names: str, line: int) -> None:
        begun = self._open.pop(mark, None) if mark else (self._unnamed.pop() if self._unnamed else None)
        if begun is None:
            self._break(mark, line, _("the mark is closed and not opened"))
            return
        if begun.start == self.length:
            self._break(mark, line, _("the mark holds no words"))
            return
        passage = MarkedPassage(begun.start, self.length, tuple(_told(names)), begun.line)
        if mark:
            self.marks.by_id[mark] = passage
        else:
            self.marks.unnamed.append(passage)

    def _break(self, mark: str, line: int, why: str) -> None:
        self.marks.broken.setdefault(mark, (line, why))
        self.marks.by_id.pop(mark, None)


def _escaped(text: str, starts_line: bool, starts_block: bool, ends_line: bool) -> str:
    return escape_edges(text, starts_line=starts_line, starts_block=starts_block, ends_line=ends_line)


def _told(names: str) -> Iterator[str]:
    at = 0
    for part in _PART.finditer(names):
        yield unescape(names[at : part.end() - 1]).strip()
        at = part.end()
    yield from filter(None, [unescape(names[at:]).strip()])
