"""The words of an organisation's name that say what it is, not which: skola, hemtjänst, vårdcentral."""

from __future__ import annotations

from qualwb.language.wordlists import word_set

TRADES = word_set(
    "bil bilar bostäder bygg buss däck el energi fastigheter flytt kakel lantmaskiner måleri rör städ "
    "taxi trafik"
)
"""What a firm is named by that says what it deals in."""

_SORTS = word_set(
    "hemtjänst hemtjänsten hemsjukvård hemsjukvården skola skolan förskola förskolan grundskola "
    "grundskolan gymnasium gymnasiet folkhögskola folkhögskolan högskola högskolan universitet "
    "universitetet särskola sjukhus sjukhuset lasarett lasarettet vårdcentral vårdcentralen hälsocentral "
    "hälsocentralen klinik kliniken familjecentral familjecentralen mottagning mottagningen "
    "ungdomsmottagningen barnmorskemottagningen apotek apoteket tandvård folktandvård folktandvården "
    "boende boendet äldreboende äldreboendet gruppboende gruppboendet gruppbostad gruppbostaden "
    "servicehus servicehuset vårdhem vårdhemmet sjukhem sjukhemmet ålderdomshem ålderdomshemmet "
    "demensboende demensboendet korttidsboende korttidsboendet dagverksamhet dagverksamheten fritidsgård "
    "fritidsgården fritids fritidshem bibliotek biblioteket kyrka kyrkan församling församlingen moské "
    "moskén kommun kommunen region regionen förening föreningen klubb klubben brukarföreningen åkeri "
    "åkeriet bageri bageriet pizzeria pizzerian kafé kaféet café konditori restaurang restaurangen "
    "verkstad verkstaden fabrik fabriken bruk bruket kvinnojouren advokatbyrån stadsmissionen minnesfond "
    "hotell hotellet camping campingen museum museet teater teatern tingsrätt tingsrätten polis polisen "
    "hemvård träffpunkt träffpunkten behandlingshem behandlingshemmet stiftelsen stiftelse"
)
HEADS = _SORTS | TRADES
"""Heads that are kept in an alias, as words by themselves or at the end of one ('Ugglebacka|skolan')."""

GENERIC = word_set("AB HB KB IF IK BK FF IFK i på av och för vid & Ekonomisk Ideell")
FIRMS = word_set("ab hb kb")
_LEGAL = FIRMS | word_set("if ik bk ff ifk")
_SHORTEST_BEFORE_HEAD = 2


def is_generic(word: str) -> bool:
    """Whether a word by itself says only what kind of organisation it is."""
    return word.casefold() in HEADS or word in GENERIC


def head_of(word: str) -> str:
    """The head at the end of a compound: 'skolan' of Ugglebackaskolan, '' where there is none."""
    lower = word.casefold()
    starts = range(_SHORTEST_BEFORE_HEAD, len(word))
    return next((word[at:] for at in starts if lower[at:] in HEADS and len(lower) - at > 3), "")


def is_legal_form(word: str) -> bool:
    """Whether it is the legal form at the end of a firm's or club's name."""
    return word.casefold() in _LEGAL and (word.isupper() or word.casefold() in FIRMS)
