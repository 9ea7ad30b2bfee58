"""Words looked for on word borders, all at once: a piece of text is cut into tokens, not scanned for each.

Two writings are the same when they differ in case, in Unicode's form, in soft hyphens, or in the kind of
blank, hyphen or underscore between their parts. A word with its genitive's -s is the word. A border between
a letter and a digit is a border: 'Anna2' holds 'Anna'.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"(?:(?![0-9_])\w)+|[0-9]+")
_INVISIBLES = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")
_BLANK = re.compile(r"[\s\u00a0_+\-\u2010-\u2015\u2212]+")
_CASE_BORDER = re.compile(r"(?<=[^\W\d_])(?=[A-ZÅÄÖÉÜØÆ][a-zåäöéüøæ])|(?<=[a-zåäöéüøæ])(?=[A-ZÅÄÖÉÜØÆ])")
_IDENTIFIER = re.compile(r"(?<![\w-])(?=[a-f-]*[0-9])(?=[0-9-]*[a-f])[0-9a-f-]{16,}(?![\w-])")
"""A digest or a UUID, in which short words stand by chance."""
_NEAR = 32
_LETTERS = bytes(c if chr(c).isalpha() else 32 for c in range(256))
_DIGITS = bytes(c if chr(c) in "0123456789" else 32 for c in range(256))


_Token = tuple[str, int, int]
"""A token and where it stands, [start, end)."""


class FoundWord(NamedTuple):
    """A word found in a normalised text, at [start, end)."""

    word: str
    start: int
    end: int
    around: str
    """What stands near it."""


class _Writing(NamedTuple):
    """A way in which a word is written: its tokens and what stands between them."""

    word: str
    tokens: tuple[str, ...]
    between: tuple[str, ...]


def normalised(text: str) -> str:
    """The text as it is compared."""
    folded = unicodedata.normalize("NFC", text.casefold())
    return _INVISIBLE.sub("", folded) if any(sign in folded for sign in _INVISIBLES) else folded


class WantedWords:
    """What is looked for. A word without letters and digits is nothing that can be found, and is left out."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(word for word in words if _TOKEN.search(normalised(word))))
        self._writings: dict[tuple[str, ...], list[_Writing]] = defaultdict(list)
        """By their first two tokens, or the only one."""
        self._needed: dict[bytes, list[frozenset[bytes]]] = defaultdict(list)
        """All that has to be in a text for a word to be there, by one of them; b'' for what tells nothing."""
        for word in self.words:
            for writing in _writings(word):
                self._writings[writing.tokens[:2]].append(writing)
                needed = frozenset(part for token in writing.tokens for part in _latin_parts(token))
                self._needed[max(needed, key=len, default=b"")].append(needed)
        self._first = frozenset(tokens[0] for tokens in self._writings)
        self._telling = frozenset(self._needed.keys())
        self._numbers = any(part.isdigit() for part in self._telling.union(*chain(*self._needed.values())))

    def hits(self, text: str, *, joined: bool = False) -> Iterator[FoundWord]:
        """Every place of the words in a text. With ``joined`` a change of case is a border too: 'medAnna'."""
        if joined:
            text = _CASE_BORDER.sub(" ", text)
        text = normalised(text)
        if not self._may_hold(text):
            return
        tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
        identifiers: list[tuple[int, int]] | None = None
        for at, (token, start, _end) in enumerate(tokens):
            if token not in self._first:
                continue
            for writing in self._beginning(tokens, at):
                if not _stands(writing, text, tokens, at):
                    continue
                if identifiers is None:
                    identifiers = [m.span() for m in _IDENTIFIER.finditer(text)]
                end = tokens[at + len(writing.tokens) - 1][2]
                if not any(first <= start and end <= last for first, last in identifiers):
                    yield FoundWord(writing.word, start, end, text[max(0, start - _NEAR) : end + _NEAR])

    def _beginning(self, tokens: Sequence[_Token], at: int) -> Iterator[_Writing]:
        """The writings that begin as the text does at a token."""
        yield from self._writings.get((tokens[at][0],), ())
        if at + 1 < len(tokens):
            yield from self._writings.get((tokens[at][0], tokens[at + 1][0]), ())

    def _may_hold(self, text: str) -> bool:
        """Whether all tokens of some word are in the text, by their letters of Latin-1; wrong only by yes."""
        if b"" in self._telling and not text.isascii():
            return True
        raw = text.encode("latin-1", "replace")
        parts = raw.translate(_LETTERS).split()
        if self._numbers:
            parts += raw.translate(_DIGITS).split()
        if self._telling.isdisjoint(parts):
            return False
        there = self._telling.intersection(parts)
        everything = set(parts)
        return any(needed <= everything for part in there for needed in self._needed[part])


def _latin_parts(token: str) -> list[bytes]:
    if token.isdigit():
        return [token.encode()] if token.isascii() else []
    return token.encode("latin-1", "replace").translate(_LETTERS).split()


def _writings(word: str) -> Iterator[_Writing]:
    text = normalised(word)
    found = list(_TOKEN.finditer(text))
    tokens = tuple(m[0] for m in found)
    between = tuple(_blank(text[a.end() : b.start()]) for a, b in pairwise(found))
    yield _Writing(word, tokens, between)
    if not tokens[-1].isdigit():
        yield _Writing(word, (*tokens[:-1], f"{tokens[-1]}s"), between)


def _stands(writing: _Writing, text: str, tokens: Sequence[_Token], at: int) -> bool:
    """Whether the writing, whose first token is the one at ``at``, goes on in the text."""
    for n, (token, between) in enumerate(zip(writing.tokens[1:], writing.between, strict=True), at + 1):
        if n == len(tokens) or tokens[n][0] != token:
            return False
        if _blank(text[tokens[n - 1][2] : tokens[n][1]]) != between:
            return False
    return True


def _blank(between: str) -> str:
    return _BLANK.sub(" ", between)
