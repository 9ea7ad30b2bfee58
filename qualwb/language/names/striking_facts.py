"""What is told of few: crimes, accidents, fame, what the parents were, many years in one office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.names.roles import is_rare_role, is_role

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
    r"(?:två|tre|fyra|fem|sex|sju|åtta|nio|elva|tolv|tretton) (?:barn|syskon|fruar|katter|hundar|män))(?!\w)"
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
_KIN_WAS = re.compile(
    r"(?i)(?<!\w)(?:pappan|mamman|fadern|modern|farsan|morsan|farfar|morfar|mormor|farmor|sonen|dottern|"
    r"brodern|systern|mannen|frun|sambon|gubben|kärringen|kusinen|svärmor|svärfar)"
    r"(?: hans| hennes| deras)? (?:var|va|är|ä|e|hade varit) (?P<role>[^\W\d_]{3,25})"
)
_RARE_ENDINGS = ("man", "mästare", "drottning")


def fates(text: str) -> Iterator[re.Match[str]]:
    """Where a text tells a fate or fame that few have; the clause around it tells who."""
    yield from _FATE.finditer(text)
    yield from _FAME.finditer(text)


def offices(text: str) -> Iterator[re.Match[str]]:
    """Where a phrase begins that tells an office: 'prästens dotter', 'ordningsman i femti år'."""
    for match in (*_OF_ROLE.finditer(text), *_LONG_IN_ROLE.finditer(text)):
        role = match["role"].lower()
        if is_rare_role(role) or role.endswith(_RARE_ENDINGS):
            yield match


def what_kin_were(text: str) -> Iterator[re.Match[str]]:
    """Where a phrase begins that tells what a relative was: 'pappan var tandläkare'."""
    return (match for match in _KIN_WAS.finditer(text) if is_role(match["role"].lower()))
