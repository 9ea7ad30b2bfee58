"""The lines of a printed text: what their blanks tell, and which are page numbers and running heads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

DASH = re.compile(r"[-–—‐−](?:[ \u00a0\t]+(?=\S)|(?=[….”\"A-ZÅÄÖ]))")
"""A dash that can begin a turn, with the blanks after it."""
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<title>[^\W\d_].*)")
"""'2.1 Otydligt syfte'."""
SENTENCE_END = re.compile(r"[.:?!…”\")\]»]['”\"»]?$")
LONGEST_HEADING = 80
_LONGEST_RUNNING_HEAD = 60
_PAGE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class PrintedLine:
    """A printed line: its text without outer blanks, and what the blanks told."""

    text: str
    number: int
    page_break: bool
    """Begins with one blank, as the first line of a page does."""
    tab: bool
    hyphen: bool
    """Ends in a hyphen right at the line's end: the word goes on."""

    def with_text(self, text: str) -> "PrintedLine":
        """The same line with other words."""
        return PrintedLine(text, self.number, self.page_break, self.tab, self.hyphen)


class PrintedLines:
    """The lines of a text, looked up by index from 0; ``pages`` are the indices of page heads."""

    def __init__(self, text: str) -> None:
        self.lines = [_line(raw, number) for number, raw in enumerate(text.split("\n"), 1)]
        self.pages = _page_heads(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, index: int) -> PrintedLine:
        return self.lines[index]

    def before(self, index: int) -> str:
        """The text of the line above, '' for a blank one and above the first."""
        return self.lines[index - 1].text if index else ""

    def after(self, index: int) -> str:
        """The text of the line below, '' for a blank one and below the last."""
        return self.lines[index + 1].text if index + 1 < len(self.lines) else ""

    def next_filled(self, index: int) -> int | None:
        """The next line with text, at most three lines below."""
        return _next_filled(self.lines, index, 1)

    @cached_property
    def width(self) -> int:
        """The printed width: nine of ten lines with text are not longer."""
        lengths = sorted(len(line.text) for line in self.lines if line.text)
        return lengths[int(0.9 * (len(lengths) - 1))] if lengths else LONGEST_HEADING


def _line(raw: str, number: int) -> PrintedLine:
    stripped = raw.strip()
    return PrintedLine(
        stripped,
        number,
        raw[:1] == " " and raw[1:2] not in ("", " "),
        raw[:1] == "\t",
        raw.endswith(("-", "‐")) and len(stripped) > 1 and stripped[-2].isalnum(),
    )


def _page_heads(lines: Sequence[PrintedLine]) -> set[int]:
    """Indices of page numbers and the running heads beside them.

    A running head is a short line next to a page number that is a chapter's title, or stands beside
    several page numbers.
    """
    numbers = [index for index in range(len(lines)) if _is_page_number(lines, index)]
    beside: dict[str, list[int]] = {}
    for index in numbers:
        for neighbour in (_next_filled(lines, index, 1), _next_filled(lines, index, -1)):
            if neighbour is not None and _could_be_running_head(lines, neighbour):
                beside.setdefault(lines[neighbour].text, []).append(neighbour)
    heads = set(numbers)
    for text, places in beside.items():
        if len(places) > 1 or _is_chapter(text):
            heads.update(places)
    return heads


def _is_page_number(lines: Sequence[PrintedLine], index: int) -> bool:
    """A number alone between blank lines, or at a page break."""
    line = lines[index]
    if _PAGE_NUMBER.fullmatch(line.text) is None:
        return False
    begins = index == 0 or not lines[index - 1].text or line.page_break
    return begins and (index + 1 == len(lines) or not lines[index + 1].text or lines[index + 1].page_break)


def _is_chapter(text: str) -> bool:
    """'2 Resultat', not '2.1 Otydligt syfte'."""
    match = NUMBERED.fullmatch(text)
    return match is not None and "." not in match["number"]


def _could_be_running_head(lines: Sequence[PrintedLine], index: int) -> bool:
    """A short line by itself between blank lines, with nothing of a sentence at its end."""
    text = lines[index].text
    alone = (index == 0 or not lines[index - 1].text) and (
        index + 1 == len(lines) or not lines[index + 1].text
    )
    return (
        alone and len(text) < _LONGEST_RUNNING_HEAD and text[-1] not in ".:?!,)" and DASH.match(text) is None
    )


def _next_filled(lines: Sequence[PrintedLine], index: int, step: int) -> int | None:
    for _n in range(3):
        index += step
        if not 0 <= index < len(lines):
            return None
        if lines[index].text:
            return index
    return None
