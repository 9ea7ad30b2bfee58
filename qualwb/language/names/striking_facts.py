"""What is told of few: crimes, accidents, fame, what the parents were, many years in one office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.names.reading import Reading
from qualwb.language.names.roles import is_rare_role, is_role
from qualwb.language.wordlists import word_set

_FATE = re.compile(
    r"(?i)(?<!\w)(?:fängsla\w*|dömde?s?t? (?:till|för)|mordbrand\w*|mördad?\w*|rånade?|rånet|"
    r"knivh[öu]gg\w*|sköts ihjäl|sköt ihjäl|ihjälsl\w+|ihjälkörd\w*|ihjälfru\w+|drunkna\w*|"
    r"brann inne|brändes? inne|omkom|omkommit|förolyck\w+|störta\w* med|flygolyck\w*|självmord\w*|"
    r"(?:tog|tagit) livet av|hängde sig|"
    r"hoppade? (?:från|framför)|körde in i|körde ihjäl|körde av vägen|åkte fast för|"
    r"(?:satt|suttit) på anstalt\w*|döv|dövstum|blind på|"
    r"tappade? (?:armen|benet|handen|synen|hörseln)|proteser?|rymde från|rymt från|flydde från|"
    r"båtflykting\w*|koncentrationsläg\w*|överlev\w+ (?:förintelsen|tsunamin|estonia\w*|branden)|"
    r"estonia\w*|tsunamin?|utpressad?|kidnapp\w+|hittades? (?:död|mördad)|"
    r"(?:två|tre|fyra|fem|sex|sju|åtta|nio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|"
    r"(?:tju|tre|för|fyr|fem|sex|sju|åt|ni)[^\W\d_]{0,4}(?:ti|go|ge|gi)[^\W\d_]{0,6}|[0-9]{1,3}) "
    r"(?:barn|syskon|fruar|katter|hundar|män|papegojor|hästar|getter|ormar)|"
    r"(?:fick|få|fått) (?:spark\w*|kicken)|avskeda\w*|utslängd|utesluten|"
    r"(?:födde|fött) (?:barn|honom|henne) (?:i|på)|"
    r"(?:satt|sitter|hamnade) i rullstol|"
    r"opererade?s? (?:hjärtat|hjärnan|ryggen|huvudet)|cancer (?:två|tre|fyra|fem) |"
    r"sjukdom som (?:bara|nästan ingen)|[^\W\d_]+ generationen [^\W\d_]+|överlevde [^\W\d_]+|"
    r"stämde kommunen|anmälde (?:rektorn|chefen|kommunen) (?:till|för)|visselblås\w*|"
    r"(?:brännskad|förlamad|påkörd|överkörd|skottskad|kidnappad|begravd levande)\w*|nedskjut\w*|"
    r"(?:träben|glasöga|lösnäsa|handprotes|benprotes)\w*|trampade på en mina|"
    r"(?:var|va|varit) med i (?:big brother|robinson|idol|paradise|bonde söker|melodifestivalen|"
    r"uppdrag granskning|"
    r"mästarnas|farmen|ensam mamma|expedition)\w*)(?!\w)"
)
_FAME = re.compile(
    r"(?i)(?<!\w)(?:(?:åt|för|av|hos|med|till) (?:kungen|drottningen|statsministern|påven|nobel\w*)|nobel\w+|"
    r"i (?:lokal)?tidningen för|på teve|på tv|på löpsedel\w*|guldmedalj\w*|medalj i|världsmästar\w*|"
    r"rekord i|(?:sm|vm|em|os)-(?:guld|silver|brons)\w*|vann (?:en )?miljon\w*|på lotto|på triss)(?!\w)"
)
_OF_ROLE = re.compile(
    r"(?i)(?<!\w)(?P<role>[^\W\d_]{3,20}?n)s (?:dotter|dotra|son|sonen|pojk|pojke|flicka|fru|bror|syster|"
    r"änka|barnbarn|grabb|tös)(?!\w)"
)
_LONG_IN_ROLE = re.compile(
    r"(?i)(?<!\w)(?P<role>[^\W\d_]{4,20})(?: (?:på|i|vid|för) [^\W\d_]{3,30})? i (?:[^\W_]{2,12}) år(?!\w)"
)
_KIN = word_set(
    """
    pappan mamman fadern modern farsan morsan farfar morfar mormor farmor sonen dottern brodern systern
    mannen frun sambon gubben kärringen kusinen svärmor svärfar
    """
)
_KIN_WAS = re.compile(
    r"(?i)[^\W\d_]+(?: hans| hennes| deras)? (?:var|va|är|ä|e|hade varit) (?P<role>[^\W\d_]{3,25})"
)
_BEGIN_FATES = word_set(
    """
    fä dö mo mö rå kn sk sj ih dr br om fö st fl sj to ta hä ho kö åk sa su bl pr ry bå ko öv es ts ut ki hi
    tv tr fy fe se sj åt ni el to fö av ho me ti no i på gu vä re sm vm em os va fj ar
    tj an vi be gl lö ne av ut op ca si ha 0 1 2 3 4 5 6 7 8 9
    """
)
"""The first two letters of all that tells a fate."""
_RARE_ENDINGS = ("man", "mästare", "drottning")


def fates(reading: Reading) -> Iterator[re.Match[str]]:
    """Where a text tells a fate or fame that few have; the clause around it tells who."""
    for word in reading.words:
        if word.low[:2] in _BEGIN_FATES:
            match = _FATE.match(reading.text, word.start) or _FAME.match(reading.text, word.start)
            if match:
                yield match


def offices(reading: Reading) -> Iterator[re.Match[str]]:
    """Where a phrase begins that tells an office: 'prästens dotter', 'ordningsman i femti år'."""
    for word in reading.words:
        low = word.low
        role = low.removesuffix("s")
        if not (is_rare_role(role) or role.endswith(_RARE_ENDINGS)):
            continue
        pattern = _OF_ROLE if low != role else _LONG_IN_ROLE
        match = pattern.match(reading.text, word.start)
        if match:
            yield match


def what_kin_were(reading: Reading) -> Iterator[re.Match[str]]:
    """Where a phrase begins that tells what a relative was: 'pappan var tandläkare'."""
    for word in reading.words:
        match = _KIN_WAS.match(reading.text, word.start) if word.low in _KIN else None
        if match and is_role(match["role"].lower()):
            yield match
