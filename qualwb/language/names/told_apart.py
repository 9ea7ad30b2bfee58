"""Units of one kind that are told apart by a number or a point of the compass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.reading import Reading
from qualwb.language.names.unit_words import COMPASS, NUMBERED_UNITS, PARTED_UNITS

_NUMBER = re.compile(r" (?:nr )?[0-9]{1,4} ?(?:[A-Za-h](?!\w))?(?![\w%])")


def told_apart(reading: Reading) -> Iterator[Name]:
    """'avdelning 12', 'Team 3', 'område väst': guesses."""
    for n, word in enumerate(reading.words):
        following = reading.next_to(n)
        if word.low in PARTED_UNITS and following and following.low in COMPASS:
            yield _guess(reading, word.start, following.end)
        number = _NUMBER.match(reading.text, word.end) if word.low in NUMBERED_UNITS else None
        if number:
            yield _guess(reading, word.start, number.end())


def _guess(reading: Reading, start: int, end: int) -> Name:
    text = reading.text[start:end]
    return Name(start, end, text, NameKind.ORGANISATION, False, Why.BESIDE, text)
