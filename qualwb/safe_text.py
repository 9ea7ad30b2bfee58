"""Characters that no text of a project may hold, since a terminal or another program obeys them.

Control characters (C0 but tab and line feed, DEL, C1), controls of writing direction, noncharacters and lone
surrogates. At every door into a project they are taken out, and on every way to a terminal too, for a file
that was edited by hand.
"""

import re
from collections.abc import Mapping
from typing import Any

_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
UNSAFE = f"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_DIRECTIONS}{_NONCHARACTERS}"
"""The unsafe characters, as the inside of a regular expression's brackets."""
_UNSAFE = re.compile(f"[{UNSAFE}]")


def cleaned(text: str) -> str:
    """The text without characters that a terminal or another program would obey.

    CRLF, CR and NEL, which end lines, become line feeds.
    """
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def cleaned_within(value: Any) -> Any:
    """A value as JSON holds it, with every string in it cleaned."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, Mapping):
        return {cleaned_within(key): cleaned_within(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned_within(inner) for inner in value]
    return value


def one_line(text: str) -> str:
    """The text cleaned, with one blank for each run of white space: what a message may quote."""
    return " ".join(cleaned(text).split())


def unsafe_count(text: str) -> int:
    """How many characters ``cleaned`` takes out."""
    return 0 if text.isprintable() else len(text.replace("\r\n", "\n")) - len(cleaned(text))
