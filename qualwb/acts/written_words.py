"""Where words stand as a person wrote them, whatever the language room thinks of them."""

import re
from collections.abc import Collection, Iterator


def pattern_of(words: Collection[str], *, any_case: bool = False) -> re.Pattern[str]:
    """Finds the words on word borders and in the genitive, the longest where several begin; of none, nothing.

    Group 1 is the word without its ending.
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!\w)({either})(?:[:’']?[sS])?(?!\w)", re.IGNORECASE if any_case else re.NOFLAG)


def standing_as_written(text: str, words: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and which of the words stand in a text, in any case and in the genitive, in order."""
    by_key = {word.casefold(): word for word in words}
    for match in pattern_of(by_key, any_case=True).finditer(text):
        yield match.start(), match.end(), by_key[match[1].casefold()]
