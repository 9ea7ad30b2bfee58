"""What the lists say of a word form, with genitive, definite and compound tails taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from qualwb.language.lemmas import is_known, lemma
from qualwb.language.names.lists import FirstName, first_names, not_identifying, places, surnames
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import compound_parts, vocabulary
from qualwb.language.wordlists import endings, word_set

PLACE_TAILS = word_set(
    """
    trakten trakterna trakt bo bor bon boen boar boarna boarnas bos borna bornas are aren arn arna arnas
    ares hållet kanten området sidan killen killarna grabben grabbar grabbarna grabb tjejen tjejerna tjej
    mammorna mamma papporna flickan flickorna pojken pojkarna gänget laget gubben gubbarna gubbe dialekten
    dialekt målet mål sjukhuset sjukhus skolan skola kyrkan kyrka kommunen kommun bygden slätten gruppen
    grupp bron busen bussen bussar tåget kontoret centrum personalen folket folk it iten iter iterna ing
    ingar ingarna kärringen
    """
)
"""What follows the name of a place in the words for its people and its surroundings."""

_SURNAME_ENDINGS = endings(
    """
    sson sdotter ström berg gren lund qvist kvist dahl stedt blad holm löf ander élius elius énius enius
    én ell qwist vall wall nen ić vic vić oğlu oglu zadeh zade borg feldt felt skog crantz krantz hielm
    hjelm sköld stierna stjärna roth thorp fors hammar mark man lin din lén lind ski ska wicz vich ovich
    enko yan ian idis poulos escu brand vold heim hager klo rud gård mo vik bäck dal ås hag land ner
    """
)
_SAFE_ENDINGS = _SURNAME_ENDINGS[: _SURNAME_ENDINGS.index("crantz") + 1]
_PLACE_ENDINGS = endings(
    """
    köping torp hult sjö berga stad ryd måla vik näs lösa ånger ås by bo hamn holm fors bruk lunda hem
    säter mark boda sund ö ön inge storp ekulla kulla hed tuna sta åker dal dalen bro vad sele träsk
    vattnet lund
    """
)
_FAMILY_TAILS = ("arna", "arnas", "skan", "skans", "sgubben", "ssönerna", "brorsan")
_SHORTEST_STEM = 3
_SHORTEST_COMPOUND_STEM = 5
_SHORTEST_TAIL = 3
_SHORTEST_NEUTRAL = 4
_SOUND = re.compile(
    r"m+h*-?m*|(?:ha|he|hi|ho){2,}h?|[aoåäu]+h*j?|nj?[aäe]+h?|j[aoå]+h?a*|e+h+m?|h+m+|"
    r".*([^\W\d_])\1\1.*"
)
_NUMERAL = re.compile(
    r"(?:tju(?:go|ge|gi)|tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti|[a-zåäö]{3,6}ton|[a-zåäö]{2,7}hundra|hundra|tusen)o?"
    r"(?:ett|en|två|tv[aå]|tre|fyra|fem|sex|sju|åtta|nio|nie|ie|hundra\w*|talet|årsåldern|"
    r"tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti|trettio|förtio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|första|andra)?"
)
_SURE_HEAD = 3


class Stem(NamedTuple):
    """``low`` is the stem in lower case; ``common``: it is an ordinary word too."""

    low: str
    common: bool


class PlaceStem(NamedTuple):
    """A place's name at the start of a word; ``common``: it is an ordinary word too."""

    low: str
    common: bool


class Facts(NamedTuple):
    """What the lists say of a form in lower case.

    ``common``: an ordinary word of the language (or a name that is one too); ``neutral``: a name that
    identifies nobody; ``empty``: a word of talk, a numeral, a sound, and never a name. ``surname_like`` and
    ``place_like`` tell of its ending alone.
    """

    first: FirstName | None
    first_stem: str
    surname: Stem | None
    surname_like: bool
    place: PlaceStem | None
    place_like: bool
    neutral: bool
    common: bool
    empty: bool

    @property
    def gender(self) -> str:
        """Of the first name, '' where the list doesn't tell."""
        return self.first.gender if self.first else ""


@lru_cache(maxsize=65536)
def facts(low: str) -> Facts:
    """What the lists say of a form in lower case."""
    stems = _stems(low)
    first = next((stem for stem in stems if stem in first_names()), "") or _hyphened(stems)
    surname = next((stem for stem in (*stems, *_of_family(low)) if stem in surnames()), "")
    place = _place(low)
    first_name = first_names().get(first)
    if first_name and "-" in low and "-" not in first:
        first_name = FirstName("", True)
    bare = stems[-1]
    listed = bool(
        (first_name and not first_name.is_word)
        or (surname and not surnames()[surname])
        or (place and not place.common)
    )
    name = first_name or surname or place
    empty = not name and (low in STOPWORDS or bool(_NUMERAL.fullmatch(low)) or bool(_SOUND.fullmatch(low)))
    return Facts(
        first_name,
        first,
        Stem(surname, surnames()[surname]) if surname else None,
        any(stem.endswith(_SAFE_ENDINGS) and len(stem) > _SHORTEST_STEM + 1 for stem in stems),
        place,
        bare.endswith(_PLACE_ENDINGS) and len(bare) > 4,
        any(stem in not_identifying() for stem in stems) or (not listed and _is_of_neutral(low)),
        empty or low in STOPWORDS or (not listed and is_word(low)),
        empty,
    )


def _of_family(low: str) -> Iterator[str]:
    """The surname in a word for a family or a wife: 'Nilssonarna', 'Lindströmskan'."""
    for tail in _FAMILY_TAILS:
        if low.endswith(tail) and len(low) > len(tail) + _SHORTEST_STEM:
            yield low[: -len(tail)]


def _hyphened(stems: tuple[str, ...]) -> str:
    """The first name in a hyphened one that the list lacks: 'Katt-Svea', 'Brutt-Louise'."""
    parts = [part for stem in stems if "-" in stem for part in stem.split("-")]
    return next((part for part in parts if len(part) > _SHORTEST_STEM and part in first_names()), "")


def _is_of_neutral(low: str) -> bool:
    """Whether a form is a compound of a name that identifies nobody: 'Excelarket', 'Teamsmöte'."""
    return any(
        low[:cut] in not_identifying() and is_word(low[cut:].lstrip("-"))
        for cut in range(_SHORTEST_NEUTRAL, len(low) - 2)
    )


def is_word(low: str) -> bool:
    """Whether the dictionary or the treebanks have a form; they have some names too."""
    return low in vocabulary() or is_known(low)


def ends_like_surname(low: str) -> bool:
    """Whether a form ends as surnames may: in a looser sense than ``Facts.surname_like``."""
    return any(stem.endswith(_SURNAME_ENDINGS) and len(stem) > 4 for stem in _stems(low))


def bare(form: str) -> str:
    """A name without the genitive's ending, where that can be told from the form alone.

    Names on -s, -x and -z have none: 'Hans', 'Andreas' stay; 'Annas' is 'Anna', as the lists know it.
    """
    low = form.casefold()
    for mark in ("'s", "’s", ":s"):
        if low.endswith(mark):
            return form[: -len(mark)]
    if not low.endswith("s") or low in first_names() or low in surnames() or low in places():
        return form
    last = low.rpartition(" ")[2].rpartition("-")[2][:-1]
    known = last in first_names() or last in surnames() or last in places()
    return form[:-1] if known or last.endswith(_SAFE_ENDINGS) else form


def _stems(low: str) -> tuple[str, ...]:
    """The form, and without the ending of the genitive."""
    for mark in ("'s", "’s"):
        if low.endswith(mark):
            return (low[: -len(mark)],)
    return (low, low[:-1]) if low.endswith("s") and len(low) > _SHORTEST_STEM else (low,)


def _place(low: str) -> PlaceStem | None:
    """The place that a form names, alone, in the genitive, or with a tail."""
    known = places()
    for stem in _stems(low):
        if stem in known:
            return PlaceStem(stem, known[stem].is_word)
    curated = is_word(low)
    for cut in range(len(low) - 2, _SHORTEST_STEM - 1, -1):
        fact = known.get(low[:cut]) or (known.get(low[:cut] + "å") if low[cut - 1] == "e" else None)
        short = curated and cut < _SHORTEST_COMPOUND_STEM
        if fact and not fact.is_word and not short and _is_place_tail(low[cut:], 0 if curated else cut):
            return PlaceStem(low[:cut], False)
    return None


def is_place_tail(tail: str) -> bool:
    """Whether these letters can follow the name of a place: 'trakten', 'borna', 'stjejerna'."""
    return _is_place_tail(tail, _SHORTEST_COMPOUND_STEM)


def _is_place_tail(tail: str, stem_size: int) -> bool:
    for end in (tail, tail[1:]) if tail[0] in "s-" else (tail,):
        if end in PLACE_TAILS:
            return True
        long = stem_size >= _SHORTEST_COMPOUND_STEM and len(end) >= _SHORTEST_TAIL
        if long and is_word(end) and compound_parts().heads.get(lemma(end), 0) >= _SURE_HEAD:
            return True
    return False
