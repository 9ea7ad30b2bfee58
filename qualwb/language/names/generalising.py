"""What may be said instead of a name without telling which one: '[ort i Småland]', '[kvinna]', '[adress]'.

A region is told only where several of that sort lie in it: the one city of Gotland is '[ort på Gotland]'.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from qualwb.language.names.aliases import TAGS, Named
from qualwb.language.names.gazetteer import known_places, places_named
from qualwb.language.names.generic_words import FIRMS, HEADS, TRADES, head_of, is_legal_form
from qualwb.language.wordlists import word_set

_FEWEST_IN_REGION = 3
_OLDEST = 130
_TOP = 90
_ISLANDS = frozenset({"Gotland", "Öland"})
_PERSONS = {"f": "kvinna", "m": "man"}
_BARE_HEADS = {"sjukhuset": "sjukhus", "lasarett": "sjukhus", "lasarettet": "sjukhus"}
_DEFINITE = word_set("kvinnojouren advokatbyrån stadsmissionen ungdomsmottagningen barnmorskemottagningen")
_LAKES = word_set(
    "vättern vänern mälaren hjälmaren roxen boren glan sommen siljan båven bolmen helgasjön åsnen"
)
_WATERS = {"sjön": "sjö", "ån": "å", "älven": "älv", "fjärden": "fjärd", "viken": "vik"}
_FULL_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d{1,3}(?!\d))")
_EIGHT_DIGITS = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?=(?:0[1-9]|1[0-2])\d\d(?!\d))")
_AFTER_DAY = re.compile(r"\d\s?/\s?\d{1,2}\s?[-–/]?\s?(\d\d)(?!\d)")
_SIX_DIGITS = re.compile(r"(?<!\d)(\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_SURELY_LAST_CENTURY = 30


def generalised(entity: Named) -> str:
    """The tag for a name: what sort of thing it names, and in what region if that is not telling."""
    match entity.kind:
        case "person":
            return f"[{_PERSONS.get(entity.gender, 'person')}]"
        case "place":
            return f"[{_place(entity.name)}]"
        case "organisation":
            return f"[{_organisation(entity.name)}]"
        case "birthdate":
            return f"[{_birthdate(entity.name)}]"
    return f"[{TAGS.get(entity.kind, TAGS['name'])}]"


def age_band(age: int, width: int = 10) -> str:
    """An age as a band of ``width`` years from 0 ('40–49'), all from 90 as one ('90+').

    Raises ``ValueError`` for an age that nobody has or a width below 2.
    """
    if not 0 <= age <= _OLDEST or width < 2:
        raise ValueError(f"no age band for {age} by {width}")
    if age >= _TOP:
        return f"{_TOP}+"
    low = age // width * width
    return f"{low}–{min(low + width, _TOP) - 1}"


def lan_of(place: str) -> str | None:
    """The county of a municipality or other known place, None where it is unknown or there are several."""
    counties = {it.lan for it in places_named(place)}
    return (counties.pop() or None) if len(counties) == 1 else None


def landskap_of(place: str) -> str | None:
    """The province of a municipality or other known place, None where it is unknown or there are several."""
    provinces = {it.landskap for it in places_named(place)}
    return (provinces.pop() or None) if len(provinces) == 1 else None


def _place(name: str) -> str:
    lower = name.casefold()
    if lower in _LAKES:
        return "sjö"
    sorts = {it.sort for it in places_named(name)}
    if not sorts:
        return next((sort for ending, sort in _WATERS.items() if lower.endswith(ending)), "ort")
    if sorts == {"stadsdel"}:
        return "stadsdel"
    if sorts == {"utland"}:
        return "ort i utlandet"
    if "stad" in sorts:
        lan = lan_of(name)
        if lan and len(_in_region()["stad", lan]) >= _FEWEST_IN_REGION:
            return f"stad i {lan}"
    return _within("ort", landskap_of(name))


def _organisation(name: str) -> str:
    sort = _sort_of(name)
    if sort == "sjukhus":
        province = landskap_of(name) or next(
            (it for word in name.split() if (it := _province_in(word))), None
        )
        return _within("sjukhus", province)
    return sort or "organisation"


def _province_in(word: str) -> str | None:
    return landskap_of(word) or landskap_of(word.removesuffix("s"))


def _sort_of(name: str) -> str:
    """What an organisation is, by its own name or the list of places: 'skola', 'sjukhus' ..., '' unknown."""
    if any(it.sort == "sjukhus" for it in places_named(name)):
        return "sjukhus"
    words = name.split()
    heads = [word.casefold() for word in words if word.casefold() in HEADS]
    head = heads[0] if heads else next((it.casefold() for word in words if (it := head_of(word))), "")
    legal = [word.casefold() for word in words if is_legal_form(word)]
    if head in TRADES or any(word in FIRMS for word in legal):
        return "företag"
    return _indefinite(head) or ("förening" if legal else "")


def _indefinite(head: str) -> str:
    """The head without the definite article: 'skola' of 'skolan'."""
    if head in _BARE_HEADS:
        return _BARE_HEADS[head]
    bare = [head.removesuffix(ending) for ending in ("et", "en", "n", "t") if head.endswith(ending)]
    return next((it for it in bare if it in HEADS), bare[0] if bare and head in _DEFINITE else head)


def _within(sort: str, province: str | None) -> str:
    if not province or len(_in_region()[sort, province]) < _FEWEST_IN_REGION:
        return sort
    return f"{sort} {'på' if province in _ISLANDS else 'i'} {province}"


@lru_cache(maxsize=1)
def _in_region() -> dict[tuple[str, str], set[str]]:
    """What tags with a region stand for: cities by county, towns by province, and the municipalities that
    have a hospital by province. A name that several places have is in none.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in known_places():
        if place.sort == "sjukhus":
            found["sjukhus", place.landskap].add(place.kommun)
        elif any(it.sort == "stad" for it in places_named(place.name)):
            found["stad", place.lan].add(place.name)
        elif landskap_of(place.name):
            found["ort", place.landskap].add(place.name)
    return found


def _birthdate(text: str) -> str:
    """The decade of birth where it can be told: of years in two digits where they surely are of the 1900s."""
    year = _year(text)
    return f"födelseår {year // 10 * 10}-talet" if year else TAGS["birthdate"]


def _year(text: str) -> int | None:
    full = _FULL_YEAR.search(text) or _EIGHT_DIGITS.search(text)
    if full:
        return int(full.group(1))
    short = _SIX_DIGITS.search(text) or _AFTER_DAY.search(text)
    if short and int(short.group(1)) >= _SURELY_LAST_CENTURY:
        return 1900 + int(short.group(1))
    return None
