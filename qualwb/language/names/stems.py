"""What the lists say of a word form, with genitive, definite and compound tails taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from qualwb.language.compounds import parts
from qualwb.language.lemmas import is_known, lemma
from qualwb.language.names.lists import (
    FirstName,
    first_names,
    not_identifying,
    places,
    provinces,
    surnames,
)
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

_DWELLERS = word_set("bo bor bon borna bornas are aren arna arnas trakten")
_SURNAME_ENDINGS = endings(
    """
    sson sdotter ström berg gren lund qvist kvist dahl stedt blad holm löf ander élius elius énius enius én
    ell qwist vall wall nen ić vic vić oğlu oglu zadeh zade borg feldt felt skog crantz krantz
    """
)
_PLACE_ENDINGS = endings(
    """
    bäck berg port backa kulle näset viken gården ängen hagen lunden åsen
    köping gård torp hult sjö berga stad ryd måla vik näs lösa ånger ås by bo hamn holm fors bruk lunda
    hem säter mark boda sund ö ön inge storp ekulla kulla hed tuna sta åker dal dalen bro vad sele träsk
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
    r"(?:tju(?:go|ge|gi)|tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti|[a-zåäö]{3,6}ton|(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|nie)hundra|hundra|tusen)o?"
    r"(?:ett|en|två|tv[aå]|tre|fyra|fem|sex|sju|åtta|nio|nie|ie|hundra\w*|talet|årsåldern|"
    r"tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti|trettio|förtio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|första|andra)?"
)
_SURE_HEAD = 3


_PLAIN = word_set(
    """
    nere uppe därnere däruppe därborta därhemma därinne därute härnere häruppe iväg ihjäl ikapp ifatt
    bråttom grattis enrum ense oense därpå därifrån lösen fröken stackars socialen morsan farsan syrran
    brorsan mormor morfar farmor farfar fy usch tjena hejsan hejdå tjo hurra bums gratis bra dåligt
    jättebra superbra häromdan häromdagen häromåret häromsistens nuförtiden dåförtiden allihop allihopa
    tillsammans ensam själv ingenstans någonstans överallt utomhus inomhus framåt bakåt uppåt neråt nedåt
    utåt inåt hemåt framme borta inne ute hemma ungefär kanske alltihop alltihopa orgnummer regnummer
    personnummer mejl mejlet mejlen nätet mobilen appen swish ipad wifi okej oki kaffe te mjölk bröd skit
    fan jävla jävlar jäkla herregud tusan attans himla
    """
)
"""Words that have no forms in the dictionary and are heard in all talk."""
_INFLECTIONS = ("en", "et", "n", "t", "ar", "er", "or", "a", "e", "na", "ade", "are")
_INFLECTIONS_OF_LAST = ("or", "ade", "at", "an", "ar", "er", "de", "te", "t", "et", "its")
_UNINFLECTED = (
    "ande",
    "ende",
    "ligen",
    "vis",
    "åt",
    "ifrån",
    "ledes",
    "as",
    "es",
    "tals",
    "vart",
    "dags",
    "sätt",
)


class Stem(NamedTuple):
    """The listed name that a form is of, in lower case; ``common``: it is an ordinary word too."""

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
    place: Stem | None
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
    first, first_stem = _first_name(stems)
    surname = _surname(low, stems)
    place = _place(low)
    named = bool(first or surname or place)
    listed = _is_only_name(first, surname, place)
    empty = not named and _is_empty(low)
    return Facts(
        first,
        first_stem,
        surname,
        any(stem.endswith(_SURNAME_ENDINGS) and len(stem) > _SHORTEST_STEM + 1 for stem in stems),
        place,
        stems[-1].endswith(_PLACE_ENDINGS) and len(stems[-1]) > _SHORTEST_STEM + 1,
        any(stem in not_identifying() for stem in stems) or (not listed and _is_of_neutral(low)),
        empty or low in STOPWORDS or (not listed and is_word(low)),
        empty,
    )


def _first_name(stems: tuple[str, ...]) -> tuple[FirstName | None, str]:
    stem = next((stem for stem in stems if stem in first_names()), "")
    if stem and stem != stems[0] and stems[0] in not_identifying():  # 'Willys'
        return None, ""
    if stem:
        found = first_names()[stem]
        word = stem != stems[0] and is_word(stems[0])  # 'klass'
        return (found._replace(is_word=True) if word else found), stem
    parts_of_name = stems[-1].split("-")
    if len(parts_of_name) > 1 and all(part in first_names() for part in parts_of_name):
        return FirstName(first_names()[parts_of_name[0]].gender, False), stems[-1]
    hyphened = _hyphened(stems)
    return (FirstName("", True), hyphened) if hyphened else (None, "")


def _surname(low: str, stems: tuple[str, ...]) -> Stem | None:
    stem = next((stem for stem in (*stems, *_of_family(low)) if stem in surnames()), "")
    return Stem(stem, surnames()[stem]) if stem else None


def _is_only_name(first: FirstName | None, surname: Stem | None, place: Stem | None) -> bool:
    """Whether the form is a name and no ordinary word."""
    if first and not first.is_word:
        return True
    return any(stem is not None and not stem.common for stem in (surname, place))


def _is_empty(low: str) -> bool:
    return low in STOPWORDS or bool(_NUMERAL.fullmatch(low)) or bool(_SOUND.fullmatch(low))


def _of_family(low: str) -> Iterator[str]:
    """The surname in a word for a family or a wife: 'Nilssonarna', 'Lindströmskan'."""
    for tail in _FAMILY_TAILS:
        if low.endswith(tail) and len(low) > len(tail) + _SHORTEST_STEM:
            yield low[: -len(tail)]


def _hyphened(stems: tuple[str, ...]) -> str:
    """The first name in a hyphened one that the list lacks: 'Katt-Svea', 'Brutt-Louise'."""
    pieces = [piece for stem in stems if "-" in stem for piece in stem.split("-")]
    long = next((part for part in pieces if len(part) > _SHORTEST_STEM and part in first_names()), "")
    return long or _of_short_names(pieces)


def _of_short_names(pieces: list[str]) -> str:
    """The short first name of which a hyphened one is made with what is no word: 'Moa-Li'."""
    only_names = [part for part in pieces if part in first_names() and not first_names()[part].is_word]
    others = (part for part in pieces if part not in first_names())
    short = len(pieces) > 1 and only_names and not any(is_word(part) for part in others if len(part) > 2)
    return only_names[0] if short else ""


def _is_of_neutral(low: str) -> bool:
    """Whether a form is a compound of a name that identifies nobody: 'Excelarket', 'Teamsmöte'."""
    first, hyphen, rest = low.partition("-")
    if hyphen and first in not_identifying() and is_word(rest):
        return True
    return any(
        low[:cut] in not_identifying() - provinces() and is_word(low[cut:].lstrip("-"))
        for cut in range(_SHORTEST_NEUTRAL, len(low) - 2)
    )


@lru_cache(maxsize=65536)
def is_word(low: str) -> bool:
    """Whether a form is an ordinary word: of the treebanks, or of the dictionary and inflected as words are.

    Dictionary and treebanks hold names too; those have no inflected forms ('visby', 'lindahl').
    """
    if low in _PLAIN:
        return True
    if low in vocabulary():
        return is_known(low) or len(parts(low)) > 1 or vocabulary()[low][0] != low or _is_inflected(low)
    if not is_known(low):
        return False
    base = lemma(low)
    return low.endswith(_UNINFLECTED) or base in vocabulary() or _is_inflected(base)


def _is_inflected(base: str) -> bool:
    """Whether the dictionary has another form of a base form: 'trubaduren', 'klassrummet', 'tillåtna'."""
    forms = [base + end for end in _INFLECTIONS] + [base + base[-1] + end for end in ("en", "et", "ar")]
    forms += [base[:-1] + end for end in _INFLECTIONS_OF_LAST] + [
        base[:-2] + end for end in ("na", "et", "let", "net", "ret")
    ]
    return any(is_known(form) for form in forms)


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
    return form[:-1] if known or last.endswith(_SURNAME_ENDINGS) else form


def _stems(low: str) -> tuple[str, ...]:
    """The form, and without the ending of the genitive."""
    for mark in ("'s", "’s"):
        if low.endswith(mark):
            return (low[: -len(mark)],)
    return (low, low[:-1]) if low.endswith("s") and len(low) > _SHORTEST_STEM else (low,)


def _place(low: str) -> Stem | None:
    """The place that a form names, alone, in the genitive, or with a tail."""
    known = places()
    for stem in _stems(low):
        if stem in known:
            return Stem(stem, known[stem].is_word)
    for cut in range(len(low) - 2, _SHORTEST_STEM - 1, -1):
        fact = known.get(low[:cut]) or (known.get(low[:cut] + "å") if low[cut - 1] == "e" else None)
        if fact is None or fact.is_word:
            continue
        if low[cut:].removeprefix("s") in _DWELLERS or (_is_place_tail(low[cut:], cut) and not is_word(low)):
            return Stem(low[:cut], False)
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
