"""Words are cut and folded as FTS5 does it, whatever characters a text has."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from qualwb.store.engines.unicode61 import words_in

pytestmark = pytest.mark.file_only

SURROGATES = range(0xD800, 0xE000)
MOST = 0x110000
INSTANCES = 'SELECT doc, term FROM instance ORDER BY doc, "offset"'


def words_of_fts5(texts: list[str]) -> list[list[str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE f USING fts5(t, tokenize = 'unicode61 remove_diacritics 0')")
        connection.executemany("INSERT INTO f (rowid, t) VALUES (?, ?)", enumerate(texts))
        connection.execute("CREATE VIRTUAL TABLE instance USING fts5vocab(f, instance)")
        words: list[list[str]] = [[] for _text in texts]
        for number, word in connection.execute(INSTANCES):
            words[number].append(word)
        return words


def mixed(characters: list[int], seed: int) -> Iterator[str]:
    """Texts in which each character stands alone, begins, ends and is within a word, and beside another."""
    shuffled = random.Random(seed).sample(characters, len(characters))
    for first, second in zip(characters, shuffled, strict=True):
        a, b = chr(first), chr(second)
        yield f"{a} {a}x x{a} x{a}y {a}{b} x{a}{b}Å"


def verify(characters: list[int]) -> None:
    texts = list(mixed(characters, seed=1))
    assert [[word for _start, _end, word in words_in(text)] for text in texts] == words_of_fts5(texts)


def test_characters_of_living_scripts_and_emoji() -> None:
    verify([*range(1, 0x3000), *range(0xA640, 0xAC00), *range(0xFB00, 0x10000), *range(0x1F000, 0x1FB00)])


@pytest.mark.slow
def test_all_characters() -> None:
    for start in range(1, MOST, 0x8000):
        verify([code for code in range(start, min(start + 0x8000, MOST)) if code not in SURROGATES])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Målen – på-mål, möt's_dig!", ["målen", "på", "mål", "möt", "s", "dig"]),
        ("A\u030ak\u0301e \u0301x", ["a\u030ak\u0301e", "x"]),
        ("STRASSE Straße İstanbul ΣΊΣΥΦΟΣ", ["strasse", "straße", "İstanbul", "σίσυφοσ"]),
        ("", []),
        (" .\u0301 ", []),
    ],
)
def test_words_and_their_places(text: str, words: list[str]) -> None:
    found = list(words_in(text))
    assert [word for _start, _end, word in found] == words == words_of_fts5([text])[0]
    assert [text[start:end].casefold() for start, end, _word in found] == [word.casefold() for word in words]
    assert all(len(word) == end - start for start, end, word in found)
