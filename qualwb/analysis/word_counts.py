"""What a word is, and how words are counted: the one place for every table, list and figure.

A word is a run of letters and digits. The transcriber's marks ([skratt], (paus), [ohörbart]) are no words,
by the signs that the project's transcripts follow; what is said under stress, low or uncertainly heard is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

from sqlalchemy import Connection, select

from qualwb.language.transcription_marks import Preset, preset_named, without_marks
from qualwb.localization import gettext as _
from qualwb.model import Project

Span = tuple[int, int]

_SIGN = "\0"
"""Stands for each character of a mark, so that places stay; a mark inside a word does not part it."""
_PLAIN_WORD = re.compile(r"\w+")
_MARKED_WORD = re.compile(rf"\w+(?:{_SIGN}+\w+)*")


def word_definition() -> str:
    """What counts as a word, in a sentence for the report."""
    return _(
        "A word is a run of letters and digits; the transcriber's marks, such as [skratt], (paus) and "
        "[ohörbart], are no words, but words said with stress, in a low voice or heard uncertainly are."
    )


def word_note() -> str:
    """The same in short, for the foot of a table."""
    return _("Words: runs of letters and digits; the transcriber's marks ([skratt], (paus) ...) are none")


def signs_followed(connection: Connection) -> Preset:
    """The tradition of transcription whose signs the project's transcripts follow."""
    settings = connection.execute(select(Project.settings)).scalar() or {}
    return preset_named(settings.get("marks"))


class Words:
    """The words of one text: looked for once, counted in any stretch of it.

    Stretches are [start, end) in code points of the text. A word that an edge cuts counts.
    """

    def __init__(self, text: str, signs: Preset) -> None:
        self.text = text
        self._said = without_marks(text, signs, _SIGN).replace("_", " ")  # to \w it is a letter
        self._marked = _SIGN in self._said
        self._word = _MARKED_WORD if self._marked else _PLAIN_WORD

    def count(self, start: int = 0, end: int | None = None) -> int:
        """How many words a stretch has."""
        return len(self._word.findall(self._said[start:end]))

    def forms(self, spans: Iterable[tuple[int, int | None]] = ((0, None),)) -> list[str]:
        """The words of the stretches one after the other, casefolded; of the whole text by default."""
        said = "\n".join([self._said[start:end] for start, end in spans])
        words = self._word.findall(said.casefold())
        return [word.replace(_SIGN, "") for word in words] if self._marked else words

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
        spans = [word.span() for word in self._word.finditer(self._said)]
        return [start for start, _end in spans], [end for _start, end in spans]


def united(spans: Iterable[Span]) -> list[Span]:
    """The union of spans, as spans in order that neither overlap nor touch."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        elif start < end:
            union.append((start, end))
    return union
