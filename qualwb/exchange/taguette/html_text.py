"""The text of an HTML document as a reader sees it, and where the bytes are that Taguette counts.

Taguette counts the UTF-8 bytes of all that is no tag. That text has no line ends between paragraphs but those
that happen to stand there, so that the text to read is another one.
"""

import html
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from qualwb.portable.alignment import Alignment, Piece

_PREFORMATTED = frozenset(("pre", "listing", "textarea"))
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|head|header|hr|html|li|listing|main|menu|nav|ol|p|pre|section|summary|table"
    "|tbody|textarea|tfoot|thead|title|tr|ul"
)
_CELLS = frozenset(("td", "th"))
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_TAG_BEGINS = re.compile(r"<(?:/?[a-zA-Z]|[!?])")
_IN_TAG = re.compile("[\"'>]")
_SPACE = re.compile(r"[ \t\n\f\r]+")


class Utf8Positions:
    """Positions in the UTF-8 bytes of a text as code points of it."""

    def __init__(self, text: str) -> None:
        self._ends = array("Q", () if text.isascii() else accumulate(len(sign.encode()) for sign in text))
        self.length = self._ends[-1] if self._ends else len(text)
        """Bytes of the text."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters that the bytes [start, end) are in, whole ones."""
        if not self._ends:
            return start, end
        return bisect_right(self._ends, start), bisect_left(self._ends, end) + 1


class HtmlText:
    """A document's ``raw`` text, tags stripped, and the ``text`` to read, with where positions go."""

    def __init__(self, markup: str) -> None:
        page = _Page()
        for is_tag, part in _tokens(markup.replace("\r\n", "\n").replace("\r", "\n")):
            if is_tag:
                page.tag(part)
            else:
                page.words(part)
        self.raw = "".join(page.raw)
        self.text = "".join(page.parts)
        self.alignment = Alignment(page.pieces, page.length)


def plain_text(markup: str) -> str:
    """What stands between the tags."""
    return "".join(part for is_tag, part in _tokens(markup) if not is_tag)


class _Page:
    """The text as it is set: white space runs are one blank, blocks begin lines, cells are parted by tabs."""

    def __init__(self) -> None:
        self.raw: list[str] = []
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = self._read = 0
        self._breaks = 0
        self._tab = False
        self._blank: tuple[int, int] | None = None
        self._preformatted = 0
        self._just_opened = False

    def tag(self, tag: str) -> None:
        found = _TAG_NAME.match(tag)
        if found is None:
            return
        name, closes = found[1].lower(), tag.startswith("</")
        if name == "br":
            self._breaks += 1
        elif _BLOCK.fullmatch(name):
            self._breaks = max(self._breaks, 1)
        elif name in _CELLS:
            self._tab = self._tab or closes
        if name in _PREFORMATTED:
            self._preformatted = max(0, self._preformatted + (-1 if closes else 1))
            self._just_opened = not closes

    def words(self, text: str) -> None:
        if self._just_opened:  # a parser of HTML leaves out the line end that begins such an element
            text, self._just_opened = text.removeprefix("\n"), False
        self.raw.append(text)
        start, at = self._read, 0
        self._read += len(text)
        if self._preformatted:
            self._put(start, text)
            return
        for space in _SPACE.finditer(text):
            self._put(start + at, text[at : space.start()])
            if self._blank is None:
                self._blank = start + space.start(), start + space.end()
            at = space.end()
        self._put(start + at, text[at:])

    def _put(self, at: int, word: str) -> None:
        if not word:
            return
        if self.length and (self._breaks or self._tab):
            self._write("\n" * self._breaks or "\t")
        elif self.length and self._blank is not None:
            self._align(*self._blank, 1)
            self._write(" ")
        self._breaks, self._tab, self._blank = 0, False, None
        self._align(at, at + len(word), len(word))
        self._write(word)

    def _write(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)

    def _align(self, start: int, end: int, length: int) -> None:
        piece = Piece(start, end, self.length, self.length + length)
        last = self.pieces[-1] if self.pieces else None
        joins = last and last.old_end == start and last.new_end == self.length
        if last and joins and length == end - start and _is_same(last):
            self.pieces[-1] = Piece(last.old_start, end, last.new_start, self.length + length)
        else:
            self.pieces.append(piece)


def _is_same(piece: Piece) -> bool:
    return piece.old_end - piece.old_start == piece.new_end - piece.new_start


def _tokens(markup: str) -> Iterator[tuple[bool, str]]:
    """Tags, and the text between them with its character references resolved. Time is in line with length."""
    at = 0
    while at < len(markup):
        found = _TAG_BEGINS.search(markup, at)
        begins = found.start() if found else len(markup)
        if begins > at:
            yield False, _resolved(markup[at:begins])
        if not found:
            return
        at = _tag_end(markup, begins)
        yield True, markup[begins : min(at, begins + 100)]


def _resolved(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


def _tag_end(markup: str, at: int) -> int:
    """Past the tag or comment that begins there; one without an end takes all the rest."""
    if markup.startswith("<!--", at):
        end = markup.find("-->", at + 4)
        return end + 3 if end >= 0 else len(markup)
    found = _IN_TAG.search(markup, at)
    while found and found[0] != ">":
        end = markup.find(found[0], found.end())
        found = _IN_TAG.search(markup, end + 1) if end >= 0 else None
    return found.end() if found else len(markup)
