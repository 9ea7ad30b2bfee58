"""What may follow a name within its word: the genitive, and the rest of a compound ('Eksjö|trakten')."""

from __future__ import annotations

import re

from qualwb.language.names.stems import PLACE_TAILS
from qualwb.language.wordlists import word_set

_APOSTROPHES = "'’"
_SIBILANTS = "sxz"
_VOWELS = "aeiouyåäöé"
_GENITIVE = re.compile(r"[:'’]?s|['’]", re.IGNORECASE)

INHABITANTS = {
    "bo": "bo",
    "bor": "bor",
    "bon": "bon",
    "borna": "borna",
    "boar": "bor",
    "boen": "bon",
    "boarna": "borna",
    "are": "bo",
    "aren": "bon",
    "arn": "bon",
    "arna": "borna",
    "it": "bo",
    "iten": "bon",
    "iter": "bor",
    "iterna": "borna",
    "ensare": "bo",
    "ensaren": "bon",
    "ensarna": "borna",
}
"""How those who live at a place are called, and the ending that goes with the name of any other place."""

COMPOUND_ENDINGS = PLACE_TAILS | word_set(
    "bygd område skogen skogarna delen vägen gatan förskola förskolan lasarettet vården tidningen posten "
    "gäng kille killar tjejer kvinna kvinnan kvinnor kvinnorna karl karlen mamman mammor pappa pappan "
    "pappor gubbar gumma gumman barn barnen ungdom ungdomar ungdomarna unge ungar ungarna familj familjen "
    "familjer familjerna elev eleven elever eleverna enheten distriktet boendet hemmet filialen "
    "avdelningen"
)
"""The second parts of compounds by which a known name is recognised in a longer word."""


def is_genitive(ending: str) -> bool:
    """Whether an ending is that of the genitive: s, :s, 's, or the apostrophe after a name in s."""
    return _GENITIVE.fullmatch(ending) is not None


def is_compound_ending(ending: str) -> bool:
    """Whether an ending is the second part of a compound, after '-' or the link letter s or neither."""
    word = ending.casefold()
    if len(word) > 2 and word[0] == "-" and word[1:].isalpha():
        return True
    return any(rest in COMPOUND_ENDINGS or rest in INHABITANTS for rest in _without_genitive_and_link(word))


def _without_genitive_and_link(word: str) -> list[str]:
    bare = [word, word.removesuffix("s")]
    return [*bare, *(rest.removeprefix("s") for rest in bare if len(rest) > 1)]


def genitive(name: str, *, mark: str = "s") -> str:
    """The genitive of a name: none is added after s, x, z. ``mark`` is how it was marked: s, :s, 's or '."""
    if name[-1:].casefold() in _SIBILANTS:
        return name + (mark if mark in _APOSTROPHES else "")
    if mark.casefold() == ":s" and name[-2:].strip()[-1:].islower():
        return name + mark[1:]
    if mark in _APOSTROPHES:
        return name + "s"
    return name + mark


def compound(name: str, ending: str, *, is_place: bool) -> str:
    """A name with the second part of a compound: 'Lillbytrakten', 'Almköpingstrakten', 'lillbybo'.

    The link letter s stands between a place's name in a consonant and what follows, and nowhere else, however
    the ending was linked to the name that stood before.
    """
    if not ending[:1].isalpha():
        return name + ending
    rest = _without_link(ending)
    rest = _settled(rest) if is_place else rest
    last = name[-1:].casefold()
    linked = is_place and last.isalpha() and last not in _VOWELS + _SIBILANTS + "r"
    return name + (rest[0].isupper() * "S" or "s") * linked + rest


def _without_link(ending: str) -> str:
    word = ending.casefold()
    known = word.removesuffix("s")
    if word in COMPOUND_ENDINGS or known in COMPOUND_ENDINGS or word[0] != "s":
        return ending
    rests = (word[1:], known[1:])
    return ending[1:] if any(rest in COMPOUND_ENDINGS or rest in INHABITANTS for rest in rests) else ending


def _settled(ending: str) -> str:
    """The ending for inhabitants that goes with any place: 'bornas' for 'arnas' of 'stockholmarnas'."""
    word = ending.casefold()
    s = "s" if word.endswith("s") and word not in INHABITANTS else ""
    settled = INHABITANTS.get(word.removesuffix("s"))
    if settled is None:
        return ending
    return (settled + s).upper() if ending.isupper() else settled + s
