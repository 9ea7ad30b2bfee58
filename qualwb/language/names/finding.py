"""What a finding is, how findings are kept, and which of two that overlap stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any


class NameKind(StrEnum):
    """What a finding names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    PERSONNUMMER = "personnummer"
    ORGNUMMER = "orgnummer"
    BIRTHDATE = "birthdate"
    PLATE = "plate"
    INDIRECT = "indirect"


class Why(StrEnum):
    """What a finding rests on."""

    MODEL = "model"
    """The language model reads it as a name."""
    FIRST_NAME = "first name"
    SURNAME = "surname"
    PLACE_NAME = "place name"
    """In the list of first names, of surnames, of places."""
    REGION = "region"
    """A province or a part of the country: whether it tells too much is for the researcher to judge."""
    INTRODUCED = "introduced"
    """After 'heter', 'hette', 'kallar mig'."""
    THING = "thing"
    """A first name that is introduced as that of an animal or a thing."""
    TITLE = "title"
    """After a title or a word of kinship."""
    LABEL = "label"
    """A speaker's label."""
    BESIDE = "beside"
    """It stands beside another part of the name, or beside the word for what it is ('skolan')."""
    ENDING = "ending"
    """It ends as surnames, places or units do."""
    INITIALS = "initials"
    CAPITAL = "capital"
    """A capital letter inside a sentence, and no word of the language."""
    UNKNOWN = "unknown word"
    """In lower case, and no word of the language."""
    KNOWN = "known elsewhere"
    CHECK_DIGIT = "check digit"
    WRONG_CHECK_DIGIT = "wrong check digit"
    FORM = "form"
    """It has the form of its kind: a telephone number, a street with its number."""
    BORN = "born"
    """A date after 'född' or beside 'personnummer'."""
    RARE_ROLE = "rare role"
    DIAGNOSIS = "diagnosis"
    FAMILY = "family"
    """What singles a person out: being the only one, a rare diagnosis, the facts of a family."""


@dataclass(frozen=True, slots=True)
class Name:
    """``text`` at [start, end), code points. ``sure`` is False for a guess.

    ``stem`` is the name without genitive, definite or compound tail, as it is written here, and ``tail`` what
    follows it: 'Annas' is 'Anna' + 's', 'Eksjötrakten' 'Eksjö' + 'trakten'; stem and tail make up the text.
    ``gender`` is that of the first name ('f', 'm'), '' where the list doesn't tell.
    """

    start: int
    end: int
    text: str
    kind: NameKind
    sure: bool = True
    why: Why = Why.FORM
    stem: str = ""
    gender: str = ""

    @property
    def is_likely(self) -> bool:
        """Whether it is sure, or a guess that is written as a name: with a capital, or as a number."""
        if self.sure:
            return True
        weak = self.kind is NameKind.INDIRECT or self.why in (Why.THING, Why.REGION)
        return not weak and not self.text.islower()

    @property
    def tail(self) -> str:
        """What follows the stem."""
        return self.text[len(self.stem) :]


Row = tuple[int, int, str, bool, str, int, str]
"""A finding as JSON can hold it: start, end, kind, sure, why, length of the stem, gender."""


def packed(names: Iterable[Name]) -> list[Row]:
    """Findings as JSON can hold them, without the words: the text has those."""
    return [(n.start, n.end, n.kind.value, n.sure, n.why.value, len(n.stem), n.gender) for n in names]


def unpacked(text: str, rows: Iterable[Sequence[Any]]) -> list[Name]:
    """The findings of a text that ``packed`` made rows of."""
    found = []
    for start, end, kind, sure, why, size, gender in rows:
        words = text[start:end]
        found.append(Name(start, end, words, NameKind(kind), sure, Why(why), words[:size], gender))
    return found


def without_overlap(findings: Iterable[Iterable[Name]]) -> list[Name]:
    """All findings but those that share a character with one of an earlier group, in order of place.

    In a group the longest goes first.
    """
    kept: list[Name] = []
    taken: set[int] = set()
    for name in chain.from_iterable(
        sorted(group, key=lambda name: (name.start - name.end, name.start)) for group in findings
    ):
        places = range(name.start, name.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)
