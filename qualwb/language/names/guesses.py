"""What may be a name and nothing more: a capital inside a sentence, an unknown word where none are used."""

from __future__ import annotations

from collections.abc import Iterator

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import bare, facts, is_word

_LONGEST_ABBREVIATION = 5
_KINDS = {"PER": NameKind.PERSON, "LOC": NameKind.PLACE, "ORG": NameKind.ORGANISATION}


def guesses(reading: Reading) -> Iterator[Name]:
    """Unsure findings; words with capitals beside each other are one."""
    first: Word | None = None
    last: Word | None = None
    for word in reading.words:
        if not _may_be_name(reading, word):
            continue
        if first and last and word.joined and reading.text[last.end : word.start] == " ":
            last = word
            continue
        if first and last:
            yield _name(reading, first, last)
        first = last = word
    if first and last:
        yield _name(reading, first, last)


def _may_be_name(reading: Reading, word: Word) -> bool:
    known = facts(word.low)
    if known.neutral or word.label or len(word.text) < 2:
        return False
    if word.text.isupper():
        return len(word.text) > _LONGEST_ABBREVIATION and not known.common
    if word.capital:
        if word.starts:
            return bool(word.model or word.pos == "PROPN") and not known.common and not is_word(word.low)
        return bool(word.model) or word.pos in ("PROPN", "") or not known.common
    return reading.lower and word.pos == "PROPN" and not known.common


def _name(reading: Reading, first: Word, last: Word) -> Name:
    text = reading.text[first.start : last.end]
    kind = _KINDS.get(first.model, NameKind.PERSON)
    return Name(first.start, last.end, text, kind, False, Why.CAPITAL, bare(text))
