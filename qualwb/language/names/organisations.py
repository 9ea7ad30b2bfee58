"""Organisations: what the model reads as one, and names beside a word for what it is ('skolan', 'AB')."""

from __future__ import annotations

from collections.abc import Iterator

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import bare, facts, is_word
from qualwb.language.vocabulary import compound_parts
from qualwb.language.wordlists import endings, word_set

_ENDINGS = endings(
    """
    skolan skola sjukhuset sjukhus lasarettet lasarett vårdcentralen vårdcentral hemmet gården gårdens
    kyrkan församling församlingen föreningen förening förbundet centralen kliniken mottagningen byrån
    stiftelsen gymnasiet gymnasium högskolan universitetet universitet teatern biblioteket museet bolaget
    verken fabriken hotellet restaurangen pizzerian boendet äldreboendet gruppbostaden dagverksamheten
    klubb klubben kommun kommunen hemtjänst bageri konditori kafé café bibliotek center huset jouren
    salongen åkeri verkstad hallen villan dagis förskola förskolan fritids fritidsgård teamet apotek
    kooperativet byggdelar krog kiosk moské moskén nämnden orten
    """
)
_BEFORE_NAME = word_set(
    """
    skolan sjukhuset lasarettet vårdcentralen hälsocentralen familjecentralen familjecentral förskolan
    äldreboendet boendet gruppbostaden gruppboendet servicehuset föreningen kamratföreningen stiftelsen
    bostadsstiftelsen firman företaget byrån advokatbyrån konditori konditoriet kafé café restaurang
    restaurangen pizzeria pizzerian hotell hotellet region kvarteret hvb-hemmet klubben fotbollsklubben
    församlingen kyrkan bostadsbolaget bolaget familjehemmet daglig träffpunkten träffpunkt mötesplatsen
    fritidsgården gymnasiet hemtjänsten kooperativet tandkliniken kliniken mottagningen ab
    brukarföreningen anhörigföreningen idrottsföreningen bowlinghallen korttidsboendet särskilda
    demensboendet dagverksamheten ungdomsgården kvinnojouren tjejjouren villa lasarett vårdcentral
    förskola hemmet tidningen affären salongen salong bageriet åkeriet bygdegården rehabkliniken
    """
)
_AFTER_NAME = word_set(
    """
    däck rör bygg el måleri åkeri kakel bageri konditori salong frisör snickeri plåt bil bilar verkstad
    taxi städ livs kiosk tobak pizzeria grill blommor mekaniska stans fjäder press gjuteri trä såg profil
    energi fastigheter bostäder hem hemtjänst sjukhus lasarett vårdcentral skola förskola församling kyrka
    kommun kommuns bibliotek folkhögskola gymnasium högskola universitet if bk ik ff fk ab hb kb ek
    handelsbolag län landsting pastorat äldreboende dagcenter dagverksamhet fritidsgård slott museum
    hotell värdshus gästgiveri krog tvätt frukt bokhandel möbler redovisning advokatbyrå begravningsbyrå
    trädgård handelsträdgård järnhandel buss trafik
    """
)
_ASSOCIATIONS = (
    "föreningen",
    "stiftelsen",
    "förbundet",
    "missionen",
    "jouren",
    "klubben",
    "pastoratet",
    "församlingen",
)
_COMPANY = word_set("ab hb kb aktiebolag handelsbolag ekonomisk")
_MOST_BEFORE_COMPANY = 6
_AND = word_set("och å & i på")


def organisations(reading: Reading) -> Iterator[Name]:
    """Names of units, firms, associations, with the word for what they are."""
    yield from _by_model(reading)
    for n, word in enumerate(reading.words):
        yield from _before_name(reading, n, word)
        yield from _after_name(reading, n, word)
        yield from _one_word(reading, word)
        if word.low in _COMPANY and word.joined:
            yield from _company(reading, n)


def _by_model(reading: Reading) -> Iterator[Name]:
    words = reading.words
    n = 0
    while n < len(words):
        if words[n].model != "ORG":
            n += 1
            continue
        last = n
        while last + 1 < len(words) and words[last + 1].model == "ORG" and words[last + 1].joined:
            last += 1
        span = words[n : last + 1]
        telling = [word for word in span if not facts(word.low).neutral]
        abbreviation = len(span) == 1 and span[0].text.isupper()
        common = all(facts(word.low).common and not facts(word.low).place for word in telling)
        if (
            telling
            and span[0].capital
            and len(span[0].text) > 1
            and not any(facts(word.low).neutral and not facts(word.low).place for word in span)
        ):
            sure = not abbreviation and not common
            yield _name(reading, n, _extended(reading, last), sure, Why.MODEL)
        n = last + 1


def _before_name(reading: Reading, n: int, word: Word) -> Iterator[Name]:
    """'familjecentralen Lyckan', in lower-case text 'kamratföreningen lyktan'."""
    words = reading.words
    if word.low.endswith(_ASSOCIATIONS) and _is_in_place(words, n):
        first = n - 1 if n and word.joined and words[n - 1].capital else n
        yield _name(reading, first, n + 2, words[first].capital and not words[first].starts, Why.BESIDE)
        return
    if word.low not in _BEFORE_NAME or n + 1 >= len(words) or not words[n + 1].joined:
        return
    following = words[n + 1]
    known = facts(following.low)
    if following.capital and (len(following.text) > 1 or known.place) and not known.neutral:
        sure = not known.first
        yield _name(reading, n, _extended(reading, n + 1), sure, Why.BESIDE)
    elif reading.lower and following.pos in ("NOUN", "PROPN") and word.low not in ("kyrkan", "daglig", "ab"):
        yield _name(reading, n, n + 1, False, Why.BESIDE)


def _is_in_place(words: list[Word], n: int) -> bool:
    """Whether 'i Vetlanda' follows."""
    following = words[n + 1 : n + 3]
    return (
        len(following) > 1
        and all(word.joined for word in following)
        and following[0].low in ("i", "på")
        and facts(following[1].low).place is not None
    )


def _after_name(reading: Reading, n: int, word: Word) -> Iterator[Name]:
    """'Kvarnbackens hemtjänst', 'Karlssons Rör', 'Vetlanda profil'."""
    if word.low not in _AFTER_NAME or not word.joined or n == 0:
        return
    words = reading.words
    first = n - 1
    before = words[first]
    known = facts(before.low)
    named = bool(known.place or known.surname or known.first) or not known.common
    if (
        not (before.capital or (reading.lower and named and before.low.endswith("s")))
        or known.neutral
        or not named
    ):
        return
    if not (word.capital or before.low.endswith("s") or known.place):
        return
    while first and words[first].joined and words[first - 1].capital and not words[first - 1].starts:
        first -= 1
    sure = (before.capital and not before.starts) or word.capital or bool(known.place)
    yield _name(reading, first, _extended(reading, n), sure, Why.BESIDE)


def _one_word(reading: Reading, word: Word) -> Iterator[Name]:
    """'Ugglebackaskolan', 'Höglandssjukhuset'; not 'Grundskolan', whose first part is a word."""
    low = word.low.removesuffix("s")
    if not low.endswith(_ENDINGS) or facts(word.low).neutral:
        return
    ending = max((end for end in _ENDINGS if low.endswith(end)), key=len)
    first = low.removesuffix(ending).rstrip("-")
    if len(first) < 3 or is_word(low):
        return
    named = bool(
        facts(first).place
        or facts(first).first
        or facts(first).surname
        or facts(first.removesuffix("s")).place
    )
    plain = first in compound_parts().modifiers or is_word(first)
    if word.capital and (not plain or named or not word.starts):
        sure = not word.starts or not plain
        yield Name(
            word.start, word.end, word.text, NameKind.ORGANISATION, sure, Why.ENDING, bare_unit(word.text)
        )
    elif not word.capital and ((named and not plain) or (reading.lower and not plain)):
        yield Name(
            word.start, word.end, word.text, NameKind.ORGANISATION, False, Why.ENDING, bare_unit(word.text)
        )


def _company(reading: Reading, n: int) -> Iterator[Name]:
    """Back from 'AB' to where its name begins: at a comma, or where the capitals begin."""
    words = reading.words
    first = n
    while first and words[first].joined and n - first < _MOST_BEFORE_COMPANY:
        before = words[first - 1]
        if before.starts and facts(before.low).common and before.capital and first < n:
            break
        if not (reading.lower or before.capital or before.low in _AND):
            break
        first -= 1
    while first < n and words[first].low in _AND:
        first += 1
    if first < n:
        yield _name(reading, first, n, words[first].capital, Why.BESIDE)


def _extended(reading: Reading, last: int) -> int:
    """Goes on over capitalised words, '& Tell', 'i Taberg', 'å frukt'."""
    words = reading.words
    while last + 1 < len(words) and not words[last + 1].starts:
        following = words[last + 1]
        gap = reading.text[words[last].end : following.start]
        if gap == " & " or (gap == " " and following.capital and not facts(following.low).common):
            last += 1
        elif gap == " " and last + 2 < len(words) and _goes_on(reading, last):
            last += 2
        else:
            break
    return last


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether 'i' and a place follow, or 'och' and another trade."""
    trade, small, named = reading.words[last : last + 3]
    if not named.joined:
        return False
    if small.low == "i":
        return facts(named.low).place is not None and (named.capital or reading.lower)
    return small.low in ("och", "å") and trade.low in _AFTER_NAME and named.low in _AFTER_NAME


def bare_unit(text: str) -> str:
    """A unit's name without the genitive's ending, after an ending that has none of its own."""
    low = text.lower()
    return text[:-1] if low.endswith("s") and low[:-1].endswith(_ENDINGS) else bare(text)


def _name(reading: Reading, first: int, last: int, sure: bool, why: Why) -> Name:
    start, end = reading.words[first].start, reading.words[last].end
    text = reading.text[start:end]
    return Name(start, end, text, NameKind.ORGANISATION, sure, why, bare_unit(text))
