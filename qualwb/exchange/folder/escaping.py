"""Any text as a line of Markdown that shows it as it is, and back, sign by sign."""

import re

from qualwb.safe_text import UNSAFE

_INLINE = re.compile(r"[\\`*_{}<&|~]|\[(?=\^)|\](?=[(:\[])")
"""Brackets are signs only where they may be a link or a footnote: transcripts are full of [laughs]."""
_INVISIBLE = re.compile(f"[{UNSAFE}\n\u00ad\u200b\u2028\u2029\u2060\ufeff]")
_BLOCK = re.compile(r"(?:(?=[#>+=-])|(\d{1,9})(?=[.)]))")
"""What begins a heading, quotation, list or underlining at the start of a line."""
_DETAILS = re.compile(r"\[(?=[\d–-]|speech|text)")
"""What could be taken for the time or kind of a turn."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});")
BLANKS = " \t"
"""What Markdown takes off the two ends of a line."""


def escape(text: str) -> str:
    """The text so that Markdown takes no sign of it for its own, within a line; line ends as entities."""
    made = _INLINE.sub(r"\\\g<0>", text)
    return made if made.isprintable() else _INVISIBLE.sub(_entity, made)


def escape_edges(text: str, *, starts_line: bool, starts_block: bool, ends_line: bool) -> str:
    """As ``escape``, for a text at the start or end of a line, where blanks and signs of blocks count too."""
    made = escape(text)
    if starts_line and made[:1] in BLANKS and made:
        made = f"&#{ord(made[0])};{made[1:]}"
    elif starts_line and _DETAILS.match(made):
        made = f"\\{made}"
    elif starts_block and (sign := _BLOCK.match(made)):
        made = f"{made[: sign.end()]}\\{made[sign.end() :]}"
    if ends_line and made[-1:] in BLANKS and made:
        made = f"{made[:-1]}&#{ord(made[-1])};"
    return made


def unescape(text: str) -> str:
    """What ``escape`` was given; a backslash before a letter stands for itself, as in Markdown."""
    return _ESCAPED.sub(_meant, text) if "\\" in text or "&" in text else text


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _meant(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return chr(int(match[2])) if int(match[2]) <= 0x10FFFF else match[0]
