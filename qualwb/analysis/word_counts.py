"""What a word is, and how words are counted: the one place for every table, list and figure.

A word is a run of letters and digits. The transcriber's marks ([skratt], (paus), [ohörbart]) are no words,
by the signs that the project's transcripts follow; what is said under stress, low or uncertainly heard is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

from sqlalchemy import Connection

from qualwb.analysis.project_settings import project_settings
from qualwb.language.transcription_marks import Preset, preset_named, without_marks
from qualwb.localization import gettext as _

Span = tuple[int, int]

_SIGN = "\0"
"""Stands for each character of a mark inside a word, which does not part it: so places stay."""
_MARK = re.compile(f"{_SIGN}+")
_WORD = re.compile(rf"\w+(?:{_SIGN}+\w+)*")
_NO_WORD = re.compile(rf"[^\w {_SIGN}]|_")  # to \w the underscore is a letter

_COMMON_SIGNS = "–—‘’“”„…"
"""Signs that Latin-1 lacks; of its 256 characters alone a text is read many times as quickly."""
_LATIN = bytes(range(256)).decode("latin-1")
_WITH_BLANKS = "".join(sign if sign.isalnum() or sign == _SIGN else " " for sign in _LATIN).encode("latin-1")
_SHAPES = "".join("w" if sign.isalnum() or sign == "?" else sign for sign in _LATIN).encode("latin-1")


def word_definition() -> str:
    """What counts as a word, in a sentence for the report."""
    return _(
        "A word is a run of letters and digits; the transcriber's marks, such as [laughter], (pause) and "
        "[inaudible], are no words, but words said with stress, in a low voice or heard uncertainly are."
    )


def word_note() -> str:
    """The same in short, for the foot of a table."""
    return _("Words: runs of letters and digits; the transcriber's marks ([laughter], (pause) ...) are none")


def signs_followed(connection: Connection) -> Preset:
    """The tradition of transcription whose signs the project's transcripts follow."""
    return preset_named(project_settings(connection).get("marks"))


class Words:
    """The words of one text: looked for once, counted in any stretch of it.

    Stretches are [start, end) in code points of the text. A word that an edge cuts counts.
    """

    def __init__(self, text: str, signs: Preset) -> None:
        self.text = text
        said = _with_blanks(without_marks(text, signs, _SIGN))
        self._said = _MARK.sub(_within_a_word, said) if _SIGN in said else said

    def count(self, start: int = 0, end: int | None = None) -> int:
        """How many words a stretch has."""
        shape = self._shape[start:end].lstrip(b"\0")
        return shape.count(b" w") + shape.startswith(b"w")

    def written(self, spans: Iterable[tuple[int, int | None]] = ((0, None),)) -> list[bytes]:
        """The words of the stretches one after the other; of the whole text by default.

        As they are written, in UTF-8: it takes a third of the time to count these, and few are different.
        """
        said = "\n".join([self._said[start:end] for start, end in spans])
        return said.replace(_SIGN, "").encode().split()

    def count_in(self, spans: Iterable[Span]) -> int:
        """How many words the stretches have together, each word once."""
        return sum(last - first for first, last in united(map(self._numbers, spans)))

    def _numbers(self, span: Span) -> Span:
        """The numbers [first, last) of the words that share text with a stretch."""
        starts, ends = self._places
        return bisect_right(ends, span[0]), bisect_left(starts, span[1])

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        """Where the words start, and where they end."""
        spans = [word.span() for word in _WORD.finditer(self._said)]
        return [start for start, _end in spans], [end for _start, end in spans]

    @cached_property
    def _shape(self) -> bytes:
        """By character: 'w' for those of words, a blank for others, a sign within a word as it is."""
        return self._said.encode("latin-1", "replace").translate(_SHAPES)


def _with_blanks(text: str) -> str:
    """The text with a blank for each character that belongs to no word and no mark."""
    for sign in _COMMON_SIGNS:
        text = text.replace(sign, " ")
    try:
        return text.encode("latin-1").translate(_WITH_BLANKS).decode("latin-1")
    except UnicodeEncodeError:
        return _NO_WORD.sub(" ", text)


def _within_a_word(mark: re.Match[str]) -> str:
    """The signs of a mark as they are within a word, else as many blanks."""
    text, start, end = mark.string, mark.start(), mark.end()
    inside = text[max(start - 1, 0) : start].isalnum() and text[end : end + 1].isalnum()
    return mark[0] if inside else " " * (end - start)


def united(spans: Iterable[Span]) -> list[Span]:
    """The union of spans, as spans in order that neither overlap nor touch."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        elif start < end:
            union.append((start, end))
    return union
