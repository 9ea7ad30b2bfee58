"""How a person's name is built: titles, given names, surname, initials."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualwb.language.wordlists import word_set


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name of one or more words. A name of one word is neither given name nor surname: see ``single``."""

    title: str = ""
    given: str = ""
    middle: str = ""
    surname: str = ""
    single: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it has both a given name and a surname, and the surname is more than an initial."""
        return bool(self.given and self.surname) and not is_initials(self.surname)


def person_name(words: str) -> PersonName:
    """A name taken apart: 'doktor Anna Maria von Essen' has the surname 'von Essen'.

    Where somebody is from is no surname: 'Lasse i Gullringen' is of one word.
    """
    parts = words.split()
    n = 0
    while n < len(parts) - 1 and parts[n].casefold() in TITLES | _EPITHETS:
        n += 1
    title, rest = " ".join(parts[:n]), parts[n:]
    whence = next((k for k, word in enumerate(rest) if k and word.casefold() in _WHENCE), len(rest))
    rest = rest[:whence]
    if len(rest) < 2:
        return PersonName(title=title, single=" ".join(rest))
    at = len(rest) - 1
    while at > 1 and rest[at - 1].casefold() in PARTICLES:
        at -= 1
    return PersonName(title, rest[0], " ".join(rest[1:at]), " ".join(rest[at:]))


def takes_surname(title: str) -> bool:
    """Whether the one name after a title is a surname: 'fru Lind', but 'moster Nasra'."""
    return title.split()[-1:] != [] and title.split()[-1].casefold() in _BEFORE_SURNAMES


def is_initials(words: str) -> bool:
    """Whether it is letters for names: 'K.B.', 'A. L.', 'L', 'P.'"""
    return _INITIALS.fullmatch(words) is not None


def initials(words: str) -> str:
    """The first letter of each name with a stop: 'M.B.' of 'Maja Berg'."""
    return "".join(f"{word[0].upper()}." for word in words.split())


_BEFORE_SURNAMES = word_set(
    "doktor doktorn dr dr. docent professor herr herrn hr fru frun fröken familjen släkten bröderna "
    "systrarna pojkarna flickorna paret magister magistern"
)
TITLES = _BEFORE_SURNAMES | word_set(
    "syster sköterska sköterskan broder bror moster faster morbror farbror mormor morfar farmor farfar "
    "tant kusin kusinen pastor prästen imam imamen rektor rektorn kurator kuratorn"
)
_EPITHETS = word_set("gamla gamle lilla lille")
_WHENCE = word_set("i på från vid")
PARTICLES = word_set("von van af av de da del della der den di dos el al ul bin ibn ben abu la le")
_INITIALS = re.compile(r"[^\W\d_](?:\.\s?[^\W\d_]){0,3}\.?")
