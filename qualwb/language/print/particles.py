"""Spoken forms of small words: 'å' (och, att), 'me' (med), 've' (vid)."""

from __future__ import annotations

from qualwb.language.print.finding import Reading
from qualwb.language.print.place import Place, is_finite, is_infinitive
from qualwb.language.wordlists import word_set
from qualwb.localization import gettext as _

_EXCLAIMED = word_set("nej nä nää jo herregud gud fan vilken vilket vilka tänk jösses åh oj visst")
_TAKES_INFINITIVE = word_set(
    """
    för genom utan sätt tid chans chansen möjlighet möjligheten lust dags svårt lätt viktigt roligt kul
    skönt jobbigt enklare lättare svårare nödvändigt omöjligt möjligt intressant trevligt tråkigt dumt
    konstigt uppgift uppdrag försök försöker försökte försökt försöka börja börjar började börjat sluta
    slutar slutade glömmer glömde glömma kommer våga vågar tänker tänkte hoppas vägra vägrar vägrade ork
    orken
    """
)
_HOLDS_ON = word_set("håller höll hållit hålla")
_INFINITIVES = word_set(
    """
    få gå se ta ha ge bli bo tro må nå stå slå förstå dra be le säga göra vara va
    """
)
_BETWEEN = word_set("inte ente bara alltid aldrig verkligen liksom ens ju kunna")
_NOT_CONJUNCTION = word_set("en den vid denna varje ena andra ä")
_TAKES_CLAUSE = word_set(
    """
    tycker tyckte tror trodde vet visste säger sa sade menar hoppas så märker känner ser
    """
)
_SURELY_NO_INFINITIVE = frozenset({"PRON", "DET", "ADV", "ADP", "NUM", "SCONJ", "PART", "PROPN", "ADJ"})


def and_(place: Place) -> Reading | None:
    """'å' as 'och', or as 'att' before an infinitive that something takes."""
    following = place.at(1)
    if following is None or _is_no_conjunction(place) or _exclaims(place):
        return None
    if place.before in _TAKES_CLAUSE and following.pos in ("PRON", "DET", "NOUN", "PROPN"):
        return None
    if _may_be_infinitive(place, 1) or (place.after in _BETWEEN and _may_be_infinitive(place, 2)):
        return _before_infinitive(place)
    return Reading("och", _("a spoken form of 'och'"))


def _is_no_conjunction(place: Place) -> bool:
    """'å' as a letter, a river or a preposition: 'å ä ö', 'en å', 'å andra sidan', 'å yrkets vägnar'."""
    if place.token.text == "Å" and place.at(-1) is not None:
        return True
    set_phrase = place.after in ("ä", "ena", "andra", "eller") or "vägnar" in (place.word(2), place.word(3))
    return set_phrase or place.before in _NOT_CONJUNCTION


def _exclaims(place: Place) -> bool:
    """'Å nej', 'Å va fint'."""
    if place.at(-1) is not None or place.mark_before() not in ("", ".", "!", "?"):
        return False
    if place.after in ("va", "vad", "ja"):
        return not is_finite(place.at(2))
    return place.after in _EXCLAIMED


def _may_be_infinitive(place: Place, distance: int) -> bool:
    token = place.at(distance)
    if token is None:
        return False
    low = token.text.lower()
    if is_infinitive(token) or low in _INFINITIVES:
        return True
    return low.endswith("a") and token.pos not in _SURELY_NO_INFINITIVE and not is_finite(token)


def _before_infinitive(place: Place) -> Reading | None:
    held_on = place.before == "på" and place.word(-2) in _HOLDS_ON
    if place.before in _TAKES_INFINITIVE or held_on:
        return Reading("att", _("'å' before an infinitive"))
    for distance in (-1, -2, -3):
        if place.word(distance) in _TAKES_INFINITIVE:
            return None
        if is_infinitive(place.at(distance)):
            return Reading("och", _("'å' between two infinitives"))
    return None


def with_(place: Place) -> Reading | None:
    """'me' as 'med', where other words too are written as they sound, so that it isn't English."""
    if place.token.text[0].isupper() and place.at(-1) is not None:
        return None
    if any(token.text.lower() in _AS_IT_SOUNDS for token in place.doc.tokens):
        return Reading("med", _("a spoken form of 'med'"))
    return None


def by(place: Place) -> Reading | None:
    """'ve' as 'vid' before a noun in the definite form, or a pronoun."""
    following = place.at(1)
    if following is None or place.after == "och":
        return None
    nominal = following.pos in ("NOUN", "PROPN") and "Definite=Def" in following.morph
    if nominal or place.after in ("ett", "en", "den", "det", "sidan"):
        return Reading("vid", _("a spoken form of 'vid'"))
    return None


_AS_IT_SOUNDS = word_set("å dä mej dej sej ente ve")
