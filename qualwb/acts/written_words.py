"""Where words stand as a person wrote them, whatever the language room thinks of them."""

import re
from collections.abc import Collection, Iterator


def standing_as_written(text: str, words: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and which of the words stand in a text, in any case and in the genitive, on word borders.

    In order of place; the longest where several begin.
    """
    if not words:
        return
    by_key = {word.casefold(): word for word in words}
    longest_first = sorted(by_key, key=lambda word: (-len(word), word))
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})s?(?!\w)"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield match.start(), match.end(), by_key[match[1].casefold()]
