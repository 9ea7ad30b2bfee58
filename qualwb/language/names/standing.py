"""Where known names stand in a text: labels, file names, code names, memos, where no parser has been.

A name is found on word borders, the longest first, in the genitive and in compounds too, and never within
another word: of Anna and Bo, only Anna stands in 'Anna bor på Bokvägen'.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from unicodedata import normalize

from qualwb.language.names.endings import is_compound_ending, is_genitive
from qualwb.language.names.lists import first_names
from qualwb.language.vocabulary import vocabulary

_GAP = r"[\s\u00ad_-]+"
_SHORTEST_COMPOUND = 4
_LONGEST_WORD = 60
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Standing:
    """``name`` stands at [start, end), code points; its ending belongs to it."""

    start: int
    end: int
    name: str


class KnownNames:
    """Names to be looked for in many texts. Raises ``ValueError`` for a name without a letter or digit."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in sorted(names):
            if not _words(name):
                raise ValueError(f"no name: {name!r}")
            self._names.setdefault(_key(name), name)
        self._by_start: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        for key in self._names:
            pattern = re.compile(_pattern(key), re.IGNORECASE)
            for start in {run.group() for form in _forms(key) if (run := _RUN.search(form))}:
                self._by_start[start].append((key, pattern))

    def standing(self, text: str) -> list[Standing]:
        """Where the names stand in a text, in order, none overlapping another.

        A name in lower case that is an ordinary word ('björn', 'stig') is not taken for the name.
        """
        found: list[Standing] = []
        at = 0
        for run in _RUN.finditer(text):
            one = self._at(text, run) if run.start() >= at else None
            if one:
                found.append(one)
                at = one.end
        return found

    def _at(self, text: str, run: re.Match[str]) -> Standing | None:
        """The longest name that begins where a run of letters or digits begins."""
        letters = run.group().casefold()
        starts = (self._by_start.get(letters[:n], ()) for n in range(1, len(letters) + 1))
        for key, pattern in sorted(chain.from_iterable(starts), key=lambda it: -len(it[0])):
            match = pattern.match(text, run.start())
            if match:
                ending = _ending(text, match.end())
                end = match.end() + len(ending)
                ends = _may_end(match.group(), ending) and not _is_ordinary(text[run.start() : end])
                if ends and self._is_whole(text, run.start(), end):
                    plus = self._names[key].startswith("+") and text[run.start() - 1 : run.start()] == "+"
                    return Standing(run.start() - plus, end, self._names[key])
        return None

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        """Whether no other name is tied to it by a hyphen, but one that is known too or an ordinary word."""
        beside = (_BEFORE.search(text, max(0, start - _LONGEST_WORD), start), _AFTER.match(text, end))
        words = (match.group(1) for match in beside if match)
        return all(not word[0].isupper() or self._is_known(word) or _is_common(word) for word in words)

    def _is_known(self, word: str) -> bool:
        return any(_key(it) in self._names for it in (word, word.removesuffix("s")))


def standing(text: str, names: Iterable[str]) -> list[Standing]:
    """Where the names stand in one text; see ``KnownNames``."""
    return KnownNames(names).standing(text)


def _words(name: str) -> list[str]:
    return [word for word in re.split(_GAP, normalize("NFC", name)) if any(char.isalnum() for char in word)]


def _key(name: str) -> str:
    return " ".join(_words(name)).casefold().removesuffix(".").lstrip("+")


def _pattern(key: str) -> str:
    words = key.split()
    border = r"(?<![^\W\d_])" if words[0][0].isalpha() else r"(?<![0-9])" if words[0][0].isdecimal() else ""
    after = r"(?![0-9])" if words[-1][-1].isdecimal() else ""
    stop = r"\.?" if "." in words[-1] or len(words[-1]) == 1 else ""
    return border + _GAP.join(map(_either_form, words)) + stop + after


def _either_form(word: str) -> str:
    """The word composed, and decomposed as some systems write names of files."""
    return "(?:" + "|".join(map(re.escape, _forms(word))) + ")"


def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, normalize("NFD", word))))


def _ending(text: str, at: int) -> str:
    """The letters that follow, a mark of the genitive or a hyphen before them included."""
    match = _ENDING.match(text, at)
    return match.group() if match else ""


def _may_end(words: str, ending: str) -> bool:
    if not words[-1].isalpha():
        return not ending or is_genitive(ending)
    if not ending or is_genitive(ending):
        return True
    return len(words) >= _SHORTEST_COMPOUND and is_compound_ending(ending)


def _is_common(word: str) -> bool:
    return word.casefold() in vocabulary() and word.casefold() not in first_names()


def _is_ordinary(words: str) -> bool:
    return words.islower() and words.isalpha() and words in vocabulary()


_ENDING = re.compile(r"[:'’]s(?![^\W\d_])|[^\W\d_]+|-(?![A-ZÅÄÖÉ])[^\W\d_]{2,}")
_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_AFTER = re.compile(r"-([^\W\d_]+)")
