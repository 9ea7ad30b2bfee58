"""Streets with their numbers, flats, postcodes and towns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.names.cues import NUMBERED
from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import is_word
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.wordlists import endings, word_set

_STREET_ENDS = endings(
    """
    gatan vägen gränd gränden stigen torget allén allen allé backen leden plan platsen esplanaden kajen
    väg gata stig slingan ringen svängen promenaden strand parken höjden kroken stråket liden bulevarden
    trappan spåret gatans vägens hagen lyckan kullen åsen dalen ängen brinken lunden
    stranden viken bryggan porten vreten tomten berget sundet gården rundeln hamnen
    """
)
_SURE_STREET_ENDS = ("gatan", "gatans", "vägen", "vägens", "gränd", "esplanaden", "allén")
_OWN_STREET = r"(?:väg|gata|gränd|stig|plan|allé|plats|torg|backe|brygga|trappor|kaj|gränd)"
_SURE_OWN = word_set("väg gata gränd allé torg")
_UNITS = (
    r"(?:kr|kronor|år|procent|minuter|timmar|gånger|st|dagar|veckor|månader|personer|barn|mil|meter|kilo|%)"
)
_NUMBER = re.compile(
    rf" (?P<number>[0-9]{{1,4}}(?:-[0-9]{{1,3}})?(?!\d|[.,:]\d| {_UNITS}\b)(?: ?[A-Za-h](?!\w))?|"
    r"(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|nie|tio|tie|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|"
    r"nitton|tju(?:go|ge|gi)\w{0,5}|(?:tretti|förti|fyrti|femti)\w{0,6})(?!\w)(?: [A-Ha-h](?!\w))?)"
    r"(?P<flat>(?:,? (?:lgh|lägenhet|uppgång|port|våning|vån)\.? ?(?:nr )?[0-9A-Z]{1,5}|"
    r",? (?:[0-9]|en|två|tre|fyra) (?:tr(?:appor|appa)?|våning(?:ar)?)\b\.?(?: upp)?|,? (?:nb|bv)\b){0,2})"
    r"(?P<town>,? (?:[A-Z]{1,2}-)?[0-9]{3} ?[0-9]{2} [^\W\d_]{2,30}(?: [A-ZÅÄÖ][^\W\d_]{1,30})?)?"
)
_POSTCODE = re.compile(
    r"(?<![\w-])[0-9]{3} [0-9]{2},? [A-ZÅÄÖ][^\W\d_]{1,30}|(?<!\w)[Bb]ox [0-9]{1,5}(?!\w)|"
    r"(?<!\w)[A-ZÅÄÖ][^\W\d_]{2,20}(?:v|g|gr)\.? [0-9]{1,3} ?[A-Ha-h]?(?!\w)"
)
_ALONE = re.compile(
    rf"(?<![\w-])(?:[A-ZÅÄÖ][^\W\d_]{{1,20}} ){{1,2}}{_OWN_STREET}(?!\w)|"
    r"(?<![\w-])[A-ZÅÄÖ][^\W\d_]{2,20} [Ll]ånggatan(?!\w)"
)
"""Streets of two or three words without a number."""
_ALONE_LOWER = re.compile(
    rf"(?<![\w-])[^\W\d_]{{3,20}}s {_OWN_STREET}(?: [0-9]{{1,3}}(?: ?[a-h](?!\w))?)?(?!\w)"
)
_AT_STREET = r" (?:på|i) [^\W\d_]{2,25}(?:gatan|vägen|gränd|torget|stigen|backen)"
_ENTRANCE = re.compile(
    rf"(?i)(?<!\w)(?:trapp)?uppgång(?:en)? [A-H0-9]{{1,2}}{_AT_STREET}(?: [0-9]{{1,3}})?(?!\w)|"
    rf"(?<!\w)(?:port|trappa|uppgång)(?:en)? (?:nr )?[0-9A-H]{{1,2}}(?={_AT_STREET})"
)
"""'uppgång B på Ekgatan'."""
_PLAIN_NUMBER = re.compile(rf" [0-9]{{1,3}}(?: ?[A-H])?(?![\w:]|[.,/-]\d| {_UNITS}\b| i | av | och )")
_BEFORE = word_set("norra södra östra västra stora lilla gamla nya övre nedre sankt de von af")
_MOST_BEFORE = 3
_WAYS = word_set("dit hit hem bort ut in upp ner ned åter fram halva sido bi")
"""'ditvägen': no street."""
_OWNED = word_set("väg gata gränd stig plan allé plats")
_SHORTEST_FIRST_PART = 2


def addresses(reading: Reading) -> Iterator[Name]:
    """Streets with a number; streets alone where the word is the name of one; other names with a number."""
    text = reading.text
    for match in _POSTCODE.finditer(text):
        yield _name(text, match.start(), match.end(), sure=True)
    yield from _named_streets(reading)
    for n, word in enumerate(reading.words):
        if word.low.endswith(_STREET_ENDS):
            yield from _street(reading, n)
        elif word.capital and not word.label:
            number = _PLAIN_NUMBER.match(text, word.end)
            if number and _may_have_number(word):
                yield _name(text, word.start, number.end(), sure=False)


def _may_have_number(word: Word) -> bool:
    """Whether a number after a word with a capital may be that of a house: not in 'Inspelad 10 november'."""
    opens = word.starts and word.known.common
    return not (opens or word.low in NUMBERED or word.known.neutral or word.known.empty)


def _named_streets(reading: Reading) -> Iterator[Name]:
    """Streets of several words without a number, and entrances."""
    lower = {word.start for word in reading.words if word.lower}
    for pattern in (_ENTRANCE, _ALONE, _ALONE_LOWER):
        for match in pattern.finditer(reading.text):
            written = pattern is not _ALONE_LOWER or match.start() in lower
            if written and not _is_mine(match.group()):
                certain = pattern is _ENTRANCE or match.group().rpartition(" ")[2] in _SURE_OWN
                sure = certain and match.start() not in lower
                yield _name(reading.text, match.start(), match.end(), sure, Why.ENDING)


def _is_mine(words: str) -> bool:
    """Whether what owns the street is an ordinary word: 'livets väg', 'Deras plats'."""
    first = words.partition(" ")[0].lower()
    return first in STOPWORDS or (first.endswith("s") and is_word(first))


def _street(reading: Reading, n: int) -> Iterator[Name]:
    word = reading.words[n]
    number = _NUMBER.match(reading.text, word.end)
    start = _start(reading, n)
    if number and (word.lower or word.capital or start < word.start or not is_word(word.low)):
        sure = word.low.endswith(_SURE_STREET_ENDS) or word.capital or number["number"].isdigit()
        yield _name(reading.text, start, number.end(), sure)
    elif word.low.endswith(_SURE_STREET_ENDS) and _is_street_alone(word):
        yield _name(reading.text, start, word.end, word.capital and not word.starts, Why.ENDING)


def _start(reading: Reading, n: int) -> int:
    """Where the street's name begins: 'Norra Storgatan', 'De Geersgatan', 'Astrid Lindgrens väg'."""
    words = reading.words
    start = n
    while start and words[start].joined and n - start < _MOST_BEFORE and _is_of_name(reading, start - 1, n):
        start -= 1
    return words[start].start


def _is_of_name(reading: Reading, at: int, n: int) -> bool:
    """Whether word ``at`` is part of the name of the street whose last word is ``n``."""
    word = reading.words[at]
    if word.low in _BEFORE:
        return word.capital or word.lower
    owned = reading.words[n].low in _OWNED
    if not word.capital:
        return word.lower and owned and at == n - 1 and word.low.endswith("s")
    if word.starts and word.known.common:
        return False
    return owned or at + 1 < n or word.low.endswith("s")


def _is_street_alone(word: Word) -> bool:
    first = next(word.low.removesuffix(end) for end in _SURE_STREET_ENDS if word.low.endswith(end))
    if len(first) < _SHORTEST_FIRST_PART or first in _WAYS:
        return False
    if word.capital and not word.starts:
        return True
    return not is_word(word.low)


def _name(text: str, start: int, end: int, sure: bool, why: Why = Why.FORM) -> Name:
    return Name(start, end, text[start:end], NameKind.ADDRESS, sure, why, text[start:end])
