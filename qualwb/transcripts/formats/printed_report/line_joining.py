"""Printed lines joined to running text, with the hyphens at line ends repaired."""

import re
from collections.abc import Sequence

SUSPENDED_BEFORE = frozenset(
    ["och", "eller", "samt", "respektive", "resp", "men", "som", "till", "kontra", "and", "or", "und", "oder"]
)
"""After 'kvalitets-' these words show that the hyphen stands for the rest of a compound, not for a line
end.
"""
_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,60})-([^\W\d_]{3,60})")
_TAIL = 120
"""How far back a word at a line's end can begin."""


class HyphenatedWords:
    """The words that the text itself writes with a hyphen inside a line ('power-point')."""

    def __init__(self, text: str) -> None:
        self._pairs: dict[str, set[str]] = {}
        for match in _HYPHENATED.finditer(text):
            self._pairs.setdefault(match[1].lower(), set()).add(match[2].lower())

    def written(self, first: str, second: str) -> bool:
        """Whether 'first-second' stands in the text, or a word that begins so."""
        second = second.lower()
        return any(
            second.startswith(other) or (len(second) >= 3 and other.startswith(second))
            for other in self._pairs.get(first.lower(), ())
        )


def join_lines(lines: Sequence[tuple[str, bool]], words: HyphenatedWords) -> tuple[str, list[str]]:
    """Join (line, ends in a hyphen right at its end) to one text; returns it and the hyphens taken out."""
    parts: list[str] = []
    hyphen = False
    dropped: list[str] = []
    for text, ends_in_hyphen in lines:
        if not text:
            continue
        if hyphen and parts:
            parts[-1], glue, taken = _join_word(parts[-1], text, words)
            dropped += [taken] if taken else []
            parts += [glue, text]
        else:
            parts += [" ", text] if parts else [text]
        hyphen = ends_in_hyphen
    return "".join(parts), dropped


def _join_word(before: str, after: str, words: HyphenatedWords) -> tuple[str, str, str]:
    """One word over a line end: the line before (maybe without its hyphen), what stands between, the
    hyphen taken.
    """
    last, first = _LAST_WORD.search(before[-_TAIL:]), _FIRST_WORD.match(after[:_TAIL])
    if first is None or first[0].lower() in SUSPENDED_BEFORE:
        return before, " ", ""
    if last is None:  # '12-' / 'stegsprogram'
        return before, "", ""
    stem = last[1].rpartition("-")[2]
    if not after[0].islower() or stem.isupper() or words.written(stem, first[0]):
        return before, "", ""
    return before[:-1], "", before[-1]
