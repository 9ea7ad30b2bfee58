"""What singles a person out without a name: the only one of a kind, a rare diagnosis, facts of a family.

Nothing of it is sure: the researcher judges. A finding reaches over the clause that tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.roles import is_rare_role, is_role
from qualwb.language.names.stems import facts
from qualwb.language.names.striking_facts import fates, offices, what_kin_were
from qualwb.language.names.told_of import told_of
from qualwb.language.wordlists import word_set

_ONLY = word_set("enda ende ensamma")
_RANK = word_set("första förste sista siste förra förre dåvarande yngsta yngste äldsta äldste")
_OF_ALL = word_set(
    "sveriges landets världens europas nordens byns ortens kommunens länets stans stadens skolans"
)
_FORMER = re.compile(r"(?i)\b(?:före detta|f\.? ?d\.?|numera avlidne?) ")
_TELLING = word_set(
    """
    kvinnlig manlig samisk romsk judisk blind döv kvinnliga manliga svarta blinda blinde döva döve
    enarmade enarmad enbenta utländska utlandsfödda rullstolsburna muslimska judiska samiska romska
    transsexuella homosexuella tvåspråkiga
    """
)
_NOT_ONLY = word_set(
    """
    gången gånger gång saken sak sättet sätt chansen skillnaden problemet dag ord anledningen frågan vägen
    lösningen tröst tid tiden plats ställe stället tanke jag vi man det att regel sekund minut krona timme
    natt vecka
    """
)
_SPEAKERS = word_set("jag vi man du ni hon han dom de")
"""After 'den enda uppgiften' they begin what is said of a thing."""
_OPINIONS = word_set(
    """
    tycker tyckte tänker tänkte säger sa sade sagt begrep förstår förstod vill ville gör gjorde svarar svarade
    kommer kom vet visste minns mindes reagerade ser såg hör hörde orkar orkade hänger hjälper finns fanns
    funkar fungerar gäller gällde stämmer räknas är e ä va var
    """
)
"""What anybody may be the only one to do."""
_DIAGNOSES = re.compile(
    r"(?i)(?<!\w)(?:(?!downs |tourettes |aspergers |irritabelt )[^\W\d_]{3,20} syndrom(?:et)?|"
    r"prader-willi|huntington\w*|als(?!\w)|sickle-?cell\w*|hemofili|"
    r"blödarsjuk\w*|cystisk fibros|porfyri|skelleftesjukan|narkolepsi|[^\W\d_]{0,24}kardiomyopati|addisons?|"
    r"glasögonbärare|dvärgväxt|kortväxt\w*|albin\w{1,4}|dövblind\w*|tvåkönad|intersex\w*|"
    r"ehlers-danlos|fragilt? x|"
    r"rett(?:s| )|duchenne\w*|ryggmärgsbråck|läpp-käk\w*|lepra|polio(?!vaccin)\w*|hiv-?positiv\w*|"
    r"transplanter\w+|"
    r"transplant\w+|opererat? bort|könskorriger\w+|bytt kön|elallerg\w+|amputera\w+|enarm\w+|brännskad\w+|"
    r"skyddad identitet|vittnesskydd\w*)"
)
_FAMILY = re.compile(
    r"(?i)(?<!\w)(?:tvillingar(?:na)?|trillingar(?:na)?|fyrlingar(?:na)?|adoptera[dt]e?s?|nyskild|"
    r"änka efter|änkling efter|gift med \w+en\b|"
    r"dömd för|dömdes för|satt inne för|"
    r"förlor\w{2,4} (?:bägge|båda|alla|sina|sin|sitt|två|tre|ett|en|hela) [^\W\d_]{3,16}|"
    r"nykter alkoholist|ordförande i \w+|"
    r"(?:ogifta|enda|yngsta|äldsta|utomäktenskaplig\w*) (?:dotter\w*|son\w*|barn\w*)|"
    r"(?:dottern?|son(?:en)?|syster|bror|fru|barnbarn|sonson|dotterson|exfru|svåger|änkan?|mamman?|pappan?|"
    r"morsan|farsan|maken|frun|sambon?) till "
    r"(?:den |vår |förre |förra |han |hon |pojken |flickan )?[^\W\d_]+|"
    r"(?:gift|kusin|släkt|ihop|sambo|syskon) med (?:den|han|hon|en|stats|kung|drottning|riksdags)[^\W\d_]*|"
    r"en (?:dotter|son|bror|syster) (?:i|som) [^.?!,\n]{3,40} (?:och|å) en (?:dotter|son|bror|syster)\b)"
)
_WHO = re.compile(
    r"(?i)(?<!\w)(?:hon|han|hen|den|dom|de|killen|tjejen|mannen|kvinnan|flickan|pojken|pappan|mamman|sonen|"
    r"dottern|familjen) som "
    r"(?:var|va|är|ä|e|hade|har|fick|blev|vann|körde|spelade?|sköt|startade|drev|ägde|satt|dömdes|föddes|skrev|"
    r"brände|byggde|uppfann|grundade|överlevde|miste|förlorade|tappade|brann|drunknade|sprang|seglade|målade|sjöng|"
    r"sålde|vunnit|varit|kört|byggt|startat|opererades?|flydde|gifte|skilde|adopterade|räddade)\b"
)
_ROLE_WHO = re.compile(
    r"(?i)(?<!\w)[^\W\d_]{3,20}(?:aren|erskan|isten|chefen|mannen|torn|orn|prästen|logen|kvinnan|läkaren|pastorn|"
    r"bröderna|systrarna|syskonen|paret|familjen|änkan|maken|frun|karln|gubben|tanten|grannen|"
    r"polisen|issan|mästaren|mästarn|morskan|ledarn|ören|anten|enten|olln|tjejen|killen|kvinnan)"
    r"(?: (?:på|i|hos|från|ifrån|vid|utanför|uppe i|nere i) [^\W\d_]{3,30}(?: [^\W\d_]{3,20})?)? "
    r"som (?:själv |också |en gång )?"
    r"(?:var|va|är|ä|e|hade|blev|körde|vann|sköt|satt|fick|födde|dog|brände|byggde|ägde|drev|[^\W\d_]{3,12}(?:ade|dde|tte))\b"
)
_RARE = re.compile(
    r"(?i)(?<!\w)(?:[^\W\d_]{0,20}(?<!vakt)(?<!hov)(?<!bygg)(?<!klock)(?<!skol)mästare|[^\W\d_]{0,12}landslag\w*|"
    r"biskop\w*|domprost\w*|landshövding\w*|kyrkoherde\w*|ambassadör\w*|riksdags(?:ledamot|man|kvinna)\w*|"
    r"kommunalråd\w*|borgmästare\w*|olympi\w+|bombröjar\w*|"
    r"fyrvaktar\w*|domare i \w+|hundförar\w*|[^\W\d_]{0,12}minister|[^\W\d_]{0,12}spelman|"
    r"prästson\w*|prästdotter\w*|ensam (?:på|i) [^\W\d_]+ om)(?!\w)"
)
_CLAUSE_END = re.compile(r"[.?!;:\n\[\]]|, (?:å|och|så|men|det|jag|hon|han|vi|som|för|fast)\b|,")
_CLAUSE_STARTS = re.compile(r"(?:[.?!,;:\n\[\]]\s?|\b(?:va|var|är|ä|e|heter|hette|blev|säger|sa|ju|väl)\s)")
_LONGEST_CLAUSE = 130
_REACH = 4
_MANY_WORDS = 3


def indirect(reading: Reading) -> Iterator[Name]:
    """Phrases that may single somebody out, none overlapping another."""
    end = 0
    for start, stop, why in sorted(_spans(reading)):
        if start >= end:
            end = stop
            text = reading.text[start:stop]
            yield Name(start, stop, text, NameKind.INDIRECT, False, why, text)


def _spans(reading: Reading) -> Iterator[tuple[int, int, Why]]:
    yield from _spans_of_words(reading)
    yield from _spans_of_facts(reading)
    yield from _spans_of_phrases(reading.text)


def _spans_of_words(reading: Reading) -> Iterator[tuple[int, int, Why]]:
    text = reading.text
    for n, word in enumerate(reading.words):
        if word.low in _ONLY and _singles_out(reading, n):
            yield _clause_start(text, word.start), _clause_end(text, word.end), Why.RARE_ROLE
        elif (word.low in _RANK and _is_ranked_role(reading, n)) or _is_telling_role(reading, n):
            yield _start(reading, n), _clause_end(text, word.end), Why.RARE_ROLE


def _spans_of_facts(reading: Reading) -> Iterator[tuple[int, int, Why]]:
    text = reading.text
    for match in fates(reading):
        yield _clause_start(text, match.start()), _clause_end(text, match.end()), Why.FAMILY
    for start, stop in told_of(reading):
        yield start, stop, Why.RARE_ROLE
    for match in (*offices(reading), *what_kin_were(reading)):
        yield match.start(), _clause_end(text, match.end()), Why.FAMILY


def _spans_of_phrases(text: str) -> Iterator[tuple[int, int, Why]]:
    for match in _FORMER.finditer(text):
        yield _clause_start(text, match.start()), _clause_end(text, match.end()), Why.RARE_ROLE
    for match in _WHO.finditer(text):
        stop = _clause_end(text, match.end())
        if _tells_much(text[match.end() : stop]):
            yield match.start(), stop, Why.RARE_ROLE
    for match in _ROLE_WHO.finditer(text):
        yield _clause_start(text, match.start()), _clause_end(text, match.end()), Why.RARE_ROLE
    for match in _RARE.finditer(text):
        yield _clause_start(text, match.start()), _clause_end(text, match.end()), Why.RARE_ROLE
    for pattern, why in ((_DIAGNOSES, Why.DIAGNOSIS), (_FAMILY, Why.FAMILY)):
        for match in pattern.finditer(text):
            yield _clause_start(text, match.start()), _clause_end(text, match.end()), why


def _tells_much(clause: str) -> bool:
    """Whether a clause names a rare role, or is long and has a capital or a number."""
    words = re.findall(r"[^\W_]+", clause)
    telling = any(word[0].isupper() or word.isdigit() for word in words)
    return any(is_rare_role(word.lower()) for word in words) or (telling and len(words) >= _MANY_WORDS)


def _singles_out(reading: Reading, n: int) -> bool:
    """Whether 'enda' speaks of a person: a role follows, or what tells one apart, or a place."""
    words = reading.words
    following = words[n + 1 : n + 1 + _REACH]
    before = words[n - 1].low if n and words[n].joined else ""
    if not following or not following[0].joined or before in ("en", "ett", "varje"):
        return False
    if following[0].low in _NOT_ONLY or _is_thing_of_speaker(following):
        return False
    if words[n].low == "ende" or any(is_role(word.low) or word.low in _TELLING for word in following[:3]):
        return True
    told = before in ("den", "de", "dom", "vår") or before.endswith("s") or _is_somewhere(following)
    return told and not _is_opinion(following)


def _is_somewhere(following: Sequence[Word]) -> bool:
    """Whether it is 'färöingen i kommunen'."""
    return (
        len(following) > 1
        and following[0].low.endswith("n")
        and following[1].low in ("i", "på", "här", "hos")
    )


def _is_thing_of_speaker(following: Sequence[Word]) -> bool:
    """Whether it is 'uppgiften jag begrep'."""
    return len(following) > 1 and following[1].low in _SPEAKERS and not is_role(following[0].low)


def _is_opinion(following: Sequence[Word]) -> bool:
    """Whether it is 'som tycker'."""
    return following[0].low == "som" and (len(following) == 1 or following[1].low in _OPINIONS)


def _is_ranked_role(reading: Reading, n: int) -> bool:
    words = reading.words
    rank, following = words[n].low, words[n + 1 : n + 3]
    if any(word.low in _TELLING for word in following) or _is_of_whom_is_told(words[n + 1 : n + 4]):
        return True
    if n and words[n - 1].low in _OF_ALL and rank not in ("första", "sista"):
        return True
    if rank in ("förste", "siste", "förre"):
        return bool(following) and following[0].joined
    return any(is_rare_role(word.low) for word in following) and any(
        facts(word.low).place or word.low in ("i", "på", "för") for word in words[n + 2 : n + 5]
    )


def _is_of_whom_is_told(following: Sequence[Word]) -> bool:
    """Whether it is 'kvinnan som', 'kvinnliga brandmannen som'."""
    roles = [n for n, word in enumerate(following) if is_role(word.low)]
    return any(word.low == "som" for word in following[roles[0] + 1 :]) if roles else False


def _is_telling_role(reading: Reading, n: int) -> bool:
    """Whether it is 'den blinde pianostämmaren', 'en kvinnlig imam'."""
    word, following = reading.words[n], reading.next_to(n)
    return word.low in _TELLING and following is not None and is_rare_role(following.low)


def _start(reading: Reading, n: int) -> int:
    """From 'den', 'vår', or a genitive before it."""
    words = reading.words
    first = n
    while first and words[first].joined and n - first < 2:
        before = words[first - 1].low
        if before not in (
            "den",
            "vår",
            "vårt",
            "de",
            "dom",
            "ortens",
            "byns",
            "skolas",
            "kommunens",
        ) and not (before.endswith("s") and words[first - 1].capital):
            break
        first -= 1
    return words[first].start


def _clause_start(text: str, start: int) -> int:
    """After the last punctuation mark or verb that says what somebody is, before ``start``."""
    lowest = max(0, start - _LONGEST_CLAUSE)
    ends = [match.end() for match in _CLAUSE_STARTS.finditer(text, lowest, start)]
    return ends[-1] if ends else 0 if lowest == 0 else text.rfind(" ", lowest, start) + 1 or start


def _clause_end(text: str, start: int) -> int:
    limit = min(len(text), start + _LONGEST_CLAUSE)
    match = _CLAUSE_END.search(text, start, limit)
    if match:
        return match.start()
    return limit if limit == len(text) else max(start, text.rfind(" ", start, limit))
