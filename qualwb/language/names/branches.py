"""Branches of what is found everywhere, by their place: 'Försäkringskassan i Sala', 'PRO Ljungby'."""

from __future__ import annotations

from collections.abc import Iterator

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.lists import regions
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import bare
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import endings, word_set

_AUTHORITIES = """
arbetsförmedlingen arbetsmiljöverket försäkringskassan skatteverket migrationsverket trafikverket polisen
kronofogden tingsrätten hovrätten förvaltningsrätten länsstyrelsen socialtjänsten socialförvaltningen
socialkontoret socialen soc bup bvc mvc iva habiliteringen barnhabiliteringen vuxenhabiliteringen psykiatrin
vuxenpsykiatrin primärvården hemsjukvården folktandvården komvux sfi kriminalvården frivården brandkåren
räddningstjänsten kommunen regionen landstinget hemvärnet samhall
"""
_ASSOCIATIONS = """
pro spf rsmh fub dhr lrf kommunal unionen metall byggnads abf nbv studiefrämjandet sensus medborgarskolan
folkuniversitetet vuxenskolan bris lions rotary odd iogt iogt-nto verdandi länkarna attention kvinnojouren
tjejjouren brottsofferjouren stadsmissionen myrorna frälsningsarmén korset barnen hyresgästföreningen
hembygdsföreningen friskis svettis korpen scouterna equmenia pingstkyrkan pingst missionskyrkan efs kyrkan
hushållningssällskapet
"""
_FIRMS = """
ica coop konsum willys lidl hemköp netto maxi biltema jula rusta dollarstore ikea åhléns systembolaget
apoteket pressbyrån preem okq8 statoil ingo handelsbanken swedbank nordea seb sparbanken länsförsäkringar
folksam riksbyggen hsb capio aleris attendo humana ambea vardaga frösunda nytida norlandia praktikertjänst
olivia volvo saab scania skf abb sandvik ericsson posten postnord nobina keolis fonus previa feelgood avonova
manpower
"""
_BRANCHED = word_set(_AUTHORITIES + _ASSOCIATIONS + _FIRMS)
"""What has branches in many places, by the last word of its name."""
_BRANCHED_ENDINGS = endings(
    "verket kassan förmedlingen förbundet föreningen kyrkan missionen jouren nämnden förvaltningen"
)
_AT = word_set("i på vid")


def branches(reading: Reading) -> Iterator[Name]:
    """An authority, an association, a firm, with the place after it, 'i' between them or not."""
    for n, word in enumerate(reading.words):
        if _has_branches(word) and (word.text[0].isupper() or word.lower):
            place = _place_after(reading, n)
            if place:
                yield _name(reading, _first(reading, n), place)
        elif word.lower and _is_rare_noun(word):
            following = reading.next_to(n)
            if following and following.known.place and following.low not in STOPWORDS:
                yield _name(reading, n, n + 1)


def _is_rare_noun(word: Word) -> bool:
    """Whether it may say what a unit is right before its place: 'jobbtorg vänersborg'."""
    named = word.known.first or word.known.surname or word.known.place or word.known.neutral
    return word.pos == "NOUN" and word.low not in vocabulary() and not named


def _has_branches(word: Word) -> bool:
    low = word.low
    return low in _BRANCHED or low.removesuffix("s") in _BRANCHED or low.endswith(_BRANCHED_ENDINGS)


def _place_after(reading: Reading, n: int) -> int | None:
    """The word that names the place of word ``n``."""
    following = reading.next_to(n)
    if following is None:
        return None
    if following.low in _AT:
        named = reading.next_to(n + 1)
        return n + 2 if named and _is_place(named) else None
    return n + 1 if _is_place(following) else None


def _is_place(word: Word) -> bool:
    region = word.low.removesuffix("s") in regions()
    if word.known.neutral and not region:
        return False
    listed = word.known.place is not None or region
    if word.capital:
        return word.low not in STOPWORDS and (listed or word.known.place_like)
    return word.lower and listed and word.low not in STOPWORDS


def _first(reading: Reading, n: int) -> int:
    """From 'Röda' before 'Korset', 'Svenska' before 'Kyrkan'."""
    words = reading.words
    whole = n > 0 and words[n].joined and words[n].public and words[n - 1].public
    return n - 1 if whole else n


def _name(reading: Reading, first: int, last: int) -> Name:
    start, end = reading.words[first].start, reading.words[last].end
    text = reading.text[start:end]
    return Name(start, end, text, NameKind.ORGANISATION, False, Why.BESIDE, bare(text))
