"""Words as FTS5's tokenizer ``unicode61 remove_diacritics 0`` finds them, and where they stand in a text.

The tokenizer has a table of its own of what is a letter, older than Python's and not quite Unicode's. It is
not copied here: FTS5 itself is asked about each block of characters when a text first has one of it.
"""

import sqlite3
from collections.abc import Iterator

_BLOCK = 256
_BETWEEN = " "
"""Stands for every character that is part of no word."""
_SURROGATES = range(0xD800, 0xE000)


class _Alphabet(dict[int, str]):
    """What each character is in a word, as ``str.translate`` takes it."""

    def __init__(self) -> None:
        super().__init__()
        self.marks = ""
        """Characters that are part of the word before them, and begin none."""

    def __missing__(self, character: int) -> str:
        self._learn(range(character - character % _BLOCK, character - character % _BLOCK + _BLOCK))
        return self[character]

    def _learn(self, block: range) -> None:
        asked = [code for code in block if code not in _SURROGATES]
        within = _words_of({code: f"a{chr(code)}a" for code in asked})
        first = _words_of({code: f" {chr(code)}a" for code in asked})
        folded = {code: words[0][1] if len(words) == 1 else _BETWEEN for code, words in within.items()}
        marks = [folded[code] for code in asked if folded[code] != _BETWEEN and first[code] == ["a"]]
        self.marks += "".join(sorted(set(marks) - set(self.marks)))
        self.update(folded)


ALPHABET = _Alphabet()


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a text: where it begins and ends, in code points, and its folded form."""
    start = 0
    # Folding takes a character for a character, so places stay.
    for run in text.translate(ALPHABET).split(_BETWEEN):
        word = run.lstrip(ALPHABET.marks) if run and run[0] in ALPHABET.marks else run
        end = start + len(run)
        if word:
            yield end - len(word), end, word
        start = end + 1


def _words_of(texts: dict[int, str]) -> dict[int, list[str]]:
    """The words of each text, as FTS5 indexes them."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(
            "CREATE VIRTUAL TABLE one USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')"
        )
        connection.executemany("INSERT INTO one (rowid, text) VALUES (?, ?)", texts.items())
        connection.execute("CREATE VIRTUAL TABLE word USING fts5vocab(one, instance)")
        words: dict[int, list[str]] = {key: [] for key in texts}
        for key, word in connection.execute('SELECT doc, term FROM word ORDER BY doc, "offset"'):
            words[key].append(word)
        return words
    finally:
        connection.close()
