"""Where known words stand in a text: on word borders, the longest first. Pure.

For texts that nobody judged place by place: what the journal says, quotes that lost their place.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qualwb.acts.json_strings import strings_in, with_strings
from qualwb.acts.pseudonyms.substitutions import Substitution

_TOKENS = re.compile(r"[^\W_]+|[^\w\s]|_")


class Lexicon:
    """Words, of one or several tokens, and what stands instead of each.

    Words in capitals ('ANNA') are found as well. With ``any_case`` case does not matter at all.
    """

    def __init__(self, words: Mapping[str, str], *, any_case: bool = False) -> None:
        self._fold: Callable[[str], str] = str.casefold if any_case else str
        self._by_token: dict[str, list[tuple[str, str]]] = {}
        for known, instead in sorted(words.items(), key=lambda item: (-len(item[0]), item)):
            self._add(known, instead)
            if known.upper() != known and known.upper() not in words:
                self._add(known.upper(), instead.upper())

    def found_in(self, text: str) -> Iterator[Substitution]:
        """Where the words stand, in order, none within another."""
        after = 0
        for token in _TOKENS.finditer(text):
            start = token.start()
            for known, instead in self._by_token.get(self._fold(token[0]), ()) if start >= after else ():
                end = start + len(known)
                if self._fold(text[start:end]) == known and _ends_word(text, end):
                    yield Substitution(start, text[start:end], instead)
                    after = end
                    break

    def stands_in(self, value: Any) -> bool:
        """Whether one of the words stands in a string, or in one that a value of JSON holds."""
        strings = strings_in(value, with_keys=True)
        return any(True for text in strings for _one in self.found_in(text))

    def replaced(self, text: str) -> str:
        """The text with what stands instead of the words."""
        parts: list[str] = []
        at = 0
        for one in self.found_in(text):
            parts += (text[at : one.start], one.instead)
            at = one.end
        return "".join((*parts, text[at:]))

    def replaced_within(self, value: Any) -> Any:
        """A value of JSON with every string in it replaced, the names of its fields too."""
        return with_strings(value, self.replaced, with_keys=True)

    def _add(self, known: str, instead: str) -> None:
        first = _TOKENS.search(known)
        if first is not None and known.strip() == known:
            known = self._fold(known)
            self._by_token.setdefault(self._fold(first[0]), []).append((known, instead))


def _ends_word(text: str, end: int) -> bool:
    """Whether no word goes on at ``end``."""
    return not (text[end - 1 : end].isalnum() and text[end : end + 1].isalnum())
