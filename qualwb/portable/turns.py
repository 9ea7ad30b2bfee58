"""The turns of a source, which cover its text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qualwb.portable.records import Turn

_PARAGRAPH = re.compile(r"\n+(?=[^\n])")


def paragraphs_as_turns(text: str) -> tuple[Turn, ...]:
    """A turn that nobody says for each paragraph; they cover the text, blank lines go with the one before."""
    starts = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return tuple(Turn(start, end, kind="text") for start, end in zip(starts, ends, strict=True))


def cover(turns: Sequence[Turn], text: str) -> bool:
    """Whether the turns, in order and joined by '\\n', are the text."""
    if not turns or turns[0].start != 0 or turns[-1].end != len(text):
        return False
    ordered = all(one.start <= one.end for one in turns)
    return ordered and all(
        one.end + 1 == after.start and text[one.end] == "\n" for one, after in pairwise(turns)
    )
