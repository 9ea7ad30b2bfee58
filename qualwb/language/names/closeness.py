"""What an alias must keep away from: names of the material, what is spelt nearly so, other aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from qualwb.language.names.number_keys import same_number

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_WITHIN = 4
_FEWEST_DIGITS = 7
_BEGINNING = 4


class TakenNames:
    """Names and words that no alias may be taken for."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._numbers: set[str] = set()
        self._like: dict[str, bool] = {}
        self._near: set[str] = set()
        self._parts: set[str] = set()
        self._words: set[str] = set()
        self._aliases: set[str] = set()
        self._beginnings: set[str] = set()

    def add_name(self, name: str) -> None:
        """A name of the material: each of its words is kept away from."""
        self._like.clear()
        for word in _words(name):
            self._names.add(word)
            self._near.update(one_letter_less(word))
            self._parts.update(word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1))
        self._words.add(_folded(name))
        self._numbers |= _number(name)

    def add_text(self, text: str) -> None:
        """A text of the material: no alias is one of its words."""
        self._words.update(_words(text))

    def add_tags(self, tags: Iterable[str]) -> None:
        """Tags that stand in the material already."""
        self._words.update(map(_folded, tags))

    def add_alias(self, alias: str) -> None:
        """An alias that is given."""
        self._aliases.update((_folded(alias), *_words(alias)))
        self._beginnings.add(_folded(alias)[:_BEGINNING])

    def is_free_name(self, alias: str) -> bool:
        """Whether nothing speaks against a name of one word, or of two with a hyphen."""
        words = list(_words(alias))
        if _folded(alias) in self._aliases or (len(words) == 1 and words[0] in self._aliases):
            return False
        return not any(word in self._words or self.is_like_a_name(word) for word in words)

    def begins_alone(self, alias: str) -> bool:
        """Whether no alias that is given begins with the same four letters."""
        return _folded(alias)[:_BEGINNING] not in self._beginnings

    def is_free_number(self, alias: str) -> bool:
        """Whether a tag, a number or an address stands neither in the material nor for something else."""
        text = _folded(alias)
        return (
            text not in self._aliases and text not in self._words and self._numbers.isdisjoint(_number(alias))
        )

    def is_in_text(self, word: str) -> bool:
        """Whether it is a word of the material."""
        return _folded(word) in self._words

    def is_like_a_name(self, word: str) -> bool:
        """Whether it is a name of the material, part of one, within one letter of one, or has one in it."""
        text = _folded(word)
        if text not in self._like:
            self._like[text] = self._is_like_a_name(text)
        return self._like[text]

    def _is_like_a_name(self, text: str) -> bool:
        if text in self._names or text in self._parts or not self._near.isdisjoint(one_letter_less(text)):
            return True
        pieces = (text[i:j] for i in range(len(text)) for j in range(i + _SHORTEST_WITHIN, len(text) + 1))
        return any(piece in self._names for piece in pieces)


def one_letter_less(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters.

    Two words within an edit distance (Levenshtein) of 1 have one of these in common.
    """
    yield word
    yield from (word[:n] + word[n + 1 :] for n in range(len(word)))


def _number(text: str) -> set[str]:
    """The digits of a telephone number, however it is written; none of what has fewer."""
    digits = same_number("phone", text)
    return {digits} if digits.isdecimal() and len(digits) >= _FEWEST_DIGITS else set()


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(_folded(text)))


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()
