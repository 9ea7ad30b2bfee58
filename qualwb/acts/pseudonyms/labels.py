"""The person's name in a speaker's label or a participant's alias, where there is one."""

import re
from collections.abc import Iterator

from qualwb.language.names.lists import first_names
from qualwb.transcripts.recognition.label_forms import is_initials, is_name
from qualwb.transcripts.recognition.roles import is_collective, role_word

_PART = re.compile(r"[^()/,;]+")
"""What stands in or before a parenthesis: 'D1 (Anna)', 'Anna/Eva'."""


def names_in_label(label: str) -> Iterator[tuple[int, int]]:
    """Where names of persons stand in a label, [start, end) code points.

    'Åsa L.', 'D1 (Anna)' and 'Moderator Eva' have one; 'D1', 'KL', 'Moderator', 'Deltagare 4' and 'Flera'
    name nobody.
    """
    for part in _PART.finditer(label):
        start, end = part.span()
        words = list(re.finditer(r"\S+", label[start:end]))
        while words and role_word(words[0].group()):
            del words[0]
        if words:
            first, last = start + words[0].start(), start + words[-1].end()
            if _is_persons(label[first:last]):
                yield first, last


def _is_persons(words: str) -> bool:
    if not is_name(words) or is_collective(words) or role_word(words) is not None:
        return False
    return not is_initials(words) or _is_short_name(words)


def _is_short_name(words: str) -> bool:
    """Whether what may be initials is a first name, as 'Bo' and 'Li' are, and 'KL' is not."""
    return not words.isupper() and words.lower() in first_names()
