"""What may tell who somebody is: names, identity numbers, telephone numbers, e-mail addresses.

For pseudonymisation a miss costs more than a false alarm: a name recognised once is found wherever it
stands, and capitalised words that the model reads as names without knowing their kind are given as unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from qualwb.language.parsing import ParsedDoc
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import vocabulary


class NameKind(StrEnum):
    """What a finding names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    NAME = "name"
    IDENTITY_NUMBER = "identity number"
    PHONE = "phone"
    EMAIL = "e-mail"


@dataclass(frozen=True, slots=True)
class Name:
    """``text`` at [start, end), code points. ``sure`` is False for a guess: a name of unknown kind, or a
    number that looks like an identity number but whose check digit is wrong.
    """

    start: int
    end: int
    text: str
    kind: NameKind
    sure: bool = True


def find_names(doc: ParsedDoc) -> list[Name]:
    """All findings of a parsed text in order, none overlapping another: patterns first, then the model."""
    return _without_overlap([find_patterns(doc.text), _entities(doc), _again(doc), _unknown(doc)])


def find_patterns(text: str) -> list[Name]:
    """E-mail addresses, identity numbers (personnummer, samordningsnummer), telephone numbers, in order."""
    return _without_overlap([_matches(kind, pattern, text) for kind, pattern in _PATTERNS])


def _matches(kind: NameKind, pattern: re.Pattern[str], text: str) -> Iterator[Name]:
    checked = (_checked(kind, match) for match in pattern.finditer(text))
    return (name for name in checked if name)


def _without_overlap(findings: Iterable[Iterable[Name]]) -> list[Name]:
    """All names but those that share a character with an earlier one, in order of place."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in chain.from_iterable(findings):
        places = range(name.start, name.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def is_identity_number(text: str) -> bool:
    """Whether a text is a personnummer or samordningsnummer with a possible date and the right check digit.

    Ten or twelve digits, with '-' or '+' before the last four or without. The check digit is by the Luhn
    algorithm over the last ten digits (SKV 704); in a samordningsnummer 60 is added to the day.
    """
    match = _IDENTITY.fullmatch(text.strip())
    return match is not None and _possible_date(match) and luhn(_digits(match.group())[-10:])


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (weights 2, 1, ... from the first of ten)."""
    total = 0
    for n, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _checked(kind: NameKind, match: re.Match[str]) -> Name | None:
    name = Name(match.start(), match.end(), match.group(), kind)
    if kind is NameKind.PHONE:
        digits = _digits(name.text)
        return name if _FEWEST_PHONE_DIGITS <= len(digits) <= _MOST_PHONE_DIGITS else None
    if kind is NameKind.IDENTITY_NUMBER:
        if not _possible_date(match):
            return None
        sure = is_identity_number(name.text)
        separated = match.group("sign") is not None or match.group("century") is not None
        return Name(name.start, name.end, name.text, kind, sure) if sure or separated else None
    return name


def _possible_date(match: re.Match[str]) -> bool:
    day = int(match.group("day"))
    year = int((match.group("century") or "20") + match.group("year"))
    try:
        date(year, int(match.group("month")), day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True


def _entities(doc: ParsedDoc) -> Iterator[Name]:
    """The model's names; one word that is a person's name somewhere in the text is one everywhere."""
    kinds = _kinds_of_words(doc)
    for entity in doc.entities:
        kind = _KINDS.get(entity.label)
        if kind and _is_name_like(entity.text):
            if kinds.get(_stem(entity.text)) is NameKind.PERSON:
                kind = NameKind.PERSON
            yield Name(entity.start, entity.end, entity.text, kind)


def _again(doc: ParsedDoc) -> Iterator[Name]:
    """Words of recognised persons' and places' names wherever else they stand, also in the genitive.

    In lower case they are a guess, and none where they are a word of the language.
    """
    kinds = _kinds_of_words(doc)
    for token in doc.tokens:
        kind = kinds.get(_stem(token.text))
        if kind and token.text[:1].isupper():
            yield Name(token.start, token.end, token.text, kind)
        elif kind and token.text not in vocabulary():
            yield Name(token.start, token.end, token.text, kind, sure=False)


def _kinds_of_words(doc: ParsedDoc) -> dict[str, NameKind]:
    kinds: dict[str, NameKind] = {}
    for entity in doc.entities:
        kind = _KINDS.get(entity.label)
        if kind and kind is not NameKind.ORGANISATION and _is_name_like(entity.text):
            for word in re.findall(r"[^\W\d_][\w-]+", entity.text):
                if kind is NameKind.PERSON or _stem(word) not in kinds:
                    kinds[_stem(word)] = kind
    return kinds


def _unknown(doc: ParsedDoc) -> Iterator[Name]:
    for token in doc.tokens:
        if token.pos == "PROPN" and _is_name_like(token.text) and not token.sentence_start:
            yield Name(token.start, token.end, token.text, NameKind.NAME, sure=False)


def _is_name_like(text: str) -> bool:
    return text[:1].isupper() and len(text) > 1 and text.lower() not in STOPWORDS


def _stem(word: str) -> str:
    return word.removesuffix("s").lower() if len(word) > _SHORTEST_GENITIVE else word.lower()


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


_KINDS = {"PER": NameKind.PERSON, "LOC": NameKind.PLACE, "ORG": NameKind.ORGANISATION}
_COORDINATION = 60
_SHORTEST_GENITIVE = 3
_FEWEST_PHONE_DIGITS = 7
_MOST_PHONE_DIGITS = 13
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{0,63}\w@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,8}")
_IDENTITY = re.compile(
    r"(?<![\d-])(?P<century>18|19|20)?(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})\s?(?P<sign>[-+–])?\s?"
    r"(?P<number>[0-9]{4})(?!\d|-\d)"
)
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)[1-9][0-9]{0,2}[\s-]?(?:\(0\)[\s-]?)?[0-9]{1,3}|0[1-9][0-9]{0,2})(?:[\s–/-]{0,3}[0-9]{2,4}){2,4}(?!\w)"
)
_PATTERNS: tuple[tuple[NameKind, re.Pattern[str]], ...] = (
    (NameKind.EMAIL, _EMAIL),
    (NameKind.IDENTITY_NUMBER, _IDENTITY),
    (NameKind.PHONE, _PHONE),
)
