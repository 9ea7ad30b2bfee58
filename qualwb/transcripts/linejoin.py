"""Printed lines joined to running text, with the hyphens at line ends repaired."""

import re
from collections.abc import Sequence

SUSPENDED_BEFORE = frozenset("och eller samt respektive resp men som till kontra and or und oder".split())
"""After 'kvalitets-' these words show that the hyphen stands for the rest of a compound, not for a line end."""
_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_FIRST_WORD = re.compile(r"[^\W_]+")


class HyphenatedWords:
    """The words that the text itself writes with a hyphen inside a line ('power-point')."""

    def __init__(self, text: str) -> None:
        self._pairs: dict[str, set[str]] = {}
        for match in re.finditer(r"([^\W\d_]{2,})-([^\W\d_]{3,})", text):
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
    joined = ""
    hyphen = False
    dropped: list[str] = []
    for text, ends_in_hyphen in lines:
        if not joined:
            joined = text
        elif hyphen and text:
            joined, taken = _join_word(joined, text, words)
            if taken:
                dropped.append(taken)
        elif text:
            joined += " " + text
        hyphen = ends_in_hyphen
    return joined, dropped


def _join_word(before: str, after: str, words: HyphenatedWords) -> tuple[str, str]:
    """One word over a line end: without its hyphen, with it, or two words after a suspended one."""
    last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if first is None or first[0].lower() in SUSPENDED_BEFORE:
        return f"{before} {after}", ""
    if last is None:  # '12-' / 'stegsprogram'
        return before + after, ""
    stem = last[1].rpartition("-")[2]
    if not after[0].islower() or stem.isupper() or words.written(stem, first[0]):
        return before + after, ""
    return before[:-1] + after, before[-1]
