"""Cells that fit their column: long words parted, long texts in pieces between which a page may end."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise, zip_longest
from math import ceil

from qualwb.exchange.writers.latex.signs import BREAK, SOFT_HYPHEN
from qualwb.exchange.writers.latex.type_widths import text_width

FULL = 0.93
"""How much of a line text that is not stretched fills on the whole."""
TOGETHER = 0.6
"""How much of a line two words may fill that are kept on one."""
MOST_LINES = 20
"""A row of more lines is set in several, for a page can't end within one."""
EARLY = 0.7
"""How full a part is before it rather ends with a paragraph."""
_JOINTS = re.compile(r"(?<=\w[-/_.@:+&=,;])(?=\w)|(?<=[^\W\d_])(?=\d{3})|(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
"""Where a long word may end a line without a hyphen."""
_RUN = 8
"""Signs of a word without a known joint that stand together at least, where the word is too wide."""
_NO_WORD = re.compile(rf"[^\s{BREAK}]*\d[^\s{BREAK}]*|[^\s{BREAK}]{{31,}}")
"""What hyphenation does not part: what has digits in it, and what is too long for a word."""


def opened(text: str, width: float) -> str:
    """The text with places where a line may end in words that are wider than the column.

    No line ends before a dash or within a parenthesis of two words.
    """
    words = text.split(" ")
    written = [word if text_width(word) <= width else _opened(word, width) for word in words]
    glue = [_glue(word, after, width) for word, after in pairwise(words)]
    return "".join(chain.from_iterable(zip_longest(written, glue, fillvalue="")))


def _glue(word: str, after: str, width: float) -> str:
    """What stands between two words: a blank at which no line ends, where they belong together."""
    word, after = word.rpartition("\n")[2], after.partition("\n")[0]
    together = after == "–" or (word.startswith("(") and after.endswith(")"))
    return "\u00a0" if together and text_width(f"{word} {after}") <= width * TOGETHER else " "


def pieces(texts: Sequence[str], widths: Sequence[float]) -> list[tuple[str, ...]]:
    """A row of cells as several rows, none much taller than ``MOST_LINES``, or as it is."""
    cells = [
        [_lines_in(paragraph, width * FULL) for paragraph in text.split("\n")]
        for text, width in zip(texts, widths, strict=True)
    ]
    tallest = max(sum(map(len, cell)) for cell in cells)
    if tallest <= MOST_LINES:
        return [tuple(texts)]
    height = ceil(tallest / ceil(tallest / MOST_LINES))
    return list(zip_longest(*(_parted(cell, height) for cell in cells), fillvalue=""))


def _parted(paragraphs: Sequence[Sequence[str]], height: int) -> list[str]:
    """Paragraphs of lines as texts of about so many lines, rather whole paragraphs than not."""
    parts, lines = [""], 0
    for paragraph in paragraphs:
        for number, line in enumerate(paragraph):
            if lines >= height or (number == 0 and lines >= height * EARLY):
                parts.append("")
                lines = 0
            glue = "" if lines == 0 else "\n" if number == 0 else " "
            parts[-1] += glue + line
            lines += 1
    return parts


def lines_of(text: str, width: float) -> list[str]:
    """A text in lines as they will stand in a column so wide, as far as that can be told."""
    return [line for paragraph in text.split("\n") for line in _lines_in(paragraph, width * FULL)]


def _lines_in(paragraph: str, width: float) -> list[str]:
    """The words of a paragraph in lines; one that is too wide is counted as parted."""
    lines: list[str] = []
    room = 0.0
    for word in paragraph.split(" "):
        wide = text_width(word + " ")
        if lines and wide <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
            room = width
        room -= wide
    return lines


def _opened(word: str, width: float) -> str:
    joined = _JOINTS.sub(BREAK, word)
    return BREAK.join(_hyphenated(part, width) for part in joined.split(BREAK))


def _hyphenated(part: str, width: float) -> str:
    if text_width(part) <= width or not _NO_WORD.fullmatch(part):
        return part
    return SOFT_HYPHEN.join(part[at : at + _RUN] for at in range(0, len(part), _RUN))
