"""Spoken forms of verbs, and what is spelt like them: 'va' (var, vara, vad), 'e' (är), 'la' (lade, väl)."""

from __future__ import annotations

from qualwb.language.print.finding import Reading
from qualwb.language.print.place import (
    SUBJECT_PRONOUNS,
    Place,
    is_finite,
)
from qualwb.language.wordlists import word_set
from qualwb.localization import gettext as _

_SUBJECTS = SUBJECT_PRONOUNS | word_set("det dä den de dom")
_MODALS = word_set(
    """
    ska skall skulle kan kunde kunna vill ville velat måste bör borde får fick fått lär brukar brukade
    behöver behövde verkar verkade törs vågar orkar hinner slipper
    """
)
_OPENERS = word_set(
    """
    då där så här sen nu att men och å för när om eftersom därför fast som alltså
    """
)
_ASKING = word_set(
    """
    vet veta visste vetat fråga frågar frågade undrar undrade förstår förstå förstod förstått minns säga
    säger sa sade höra hör hörde se ser såg sett begrep begriper fattar fattade fatta berätta berättade
    bestämma beror oklart otydligt
    """
)
_ASKED = _ASKING | word_set("inte ente ju på om oss mig mej dig dej honom henne just")
_MAY_BE_OBJECTS = word_set("det dä den dom de ni vi")
_BEFORE_A_CLAUSE = word_set("för trodde tyckte tror tycker sa att")
_PREPOSITIONS = word_set("av med me på i till om")
_OATHS = word_set("fan sjutton tusan katten")
_ASKING_VERBS = word_set(
    """
    heter hette betyder betydde gör gjorde händer hände menar menade säger sa sade tycker tyckte tror
    trodde ska kostar kostade innebär innebar handlar handlade kan vill tänkte tänker frågade
    """
)
_PARTICLES_OF_LAY = word_set(
    """
    ner ned ut upp på in till fram undan om av ihop ifrån sig sej den det dom dem locket
    """
)


def va(place: Place) -> Reading | None:
    """'va' as 'vara', 'vad' or 'var'; None where it may be the particle that asks for assent."""
    return _to_be(place) or _what(place) or _was(place)


def _to_be(place: Place) -> Reading | None:
    reading = Reading("vara", _("'va' is an infinitive"))
    back = place.past_adverbs(-1)
    following = place.at(1)
    if is_finite(following) or (following is not None and following.text[0].isupper()):
        return None
    if place.after == "som" and place.word(back) not in _MODALS:
        return None
    if following is None and place.mark_after() in (",", "?"):
        return reading if place.before in _MODALS | {"att", "å"} else None
    if place.word(back) in _MODALS | {"att"}:
        return reading
    inverted = place.word(back) in _SUBJECTS and place.word(place.past_adverbs(-1, back)) in _MODALS
    return reading if inverted and following is not None else None


def _what(place: Place) -> Reading | None:
    reading = Reading("vad", _("'va' asks"))
    following = place.at(1)
    if following is None:
        return None
    if place.after in _OATHS:
        return reading
    if following.text[0].isupper():
        return None
    opens = place.at(-1) is None or place.before in _ASKED | word_set("och å men så att")
    if is_finite(following) and opens:
        return reading if place.after in _ASKING_VERBS or place.word(2) in _SUBJECTS else None
    if place.after in _SUBJECTS and is_finite(place.at(place.past_adverbs(1, 1))):
        return reading if _is_asked(place) else None
    return reading if place.after == "som" and _is_asked(place) else None


def _is_asked(place: Place) -> bool:
    """Whether what stands before takes a question: 'jag vet inte va', 'me va', 'det är ju va'."""
    if place.before in _PREPOSITIONS or place.before in _ASKING:
        return True
    back = place.past_adverbs(-1)
    return place.before in ("ju", "inte", "ente", "väl") and place.word(back) in _ASKING | word_set("är e ä")


def _was(place: Place) -> Reading | None:
    following = place.at(1)
    if following is None or following.text[0].isupper():
        return None
    if is_finite(following) or following.pos in ("CCONJ", "SCONJ"):
        return None
    if is_finite(place.at(2)) and place.after in SUBJECT_PRONOUNS:
        return None
    if place.after in ("då", "sen") or (place.after == "så" and not _is_described(place, 2)):
        return None
    if _follows_its_subject(place) or _precedes_its_subject(place):
        return Reading("var", _("'va' is the past tense"))
    return None


def _follows_its_subject(place: Place) -> bool:
    at = place.past_adverbs(-1)
    subject, introduced = place.word(at), place.word(at - 1)
    if subject in _MAY_BE_OBJECTS and introduced not in _BEFORE_A_CLAUSE:
        return not is_finite(place.at(at - 1)) and introduced not in _PREPOSITIONS
    if subject in _SUBJECTS or place.before == "som":
        return True
    noun = place.at(at)
    return (
        noun is not None
        and noun.pos == "NOUN"
        and "Definite=Def" in noun.morph
        and noun.dep == "nsubj"
        and (_is_described(place, 1) or place.after in ("ju", "inte", "väl"))
    )


def _precedes_its_subject(place: Place) -> bool:
    if place.before not in _OPENERS or place.before == "som":
        return False
    return place.after in _SUBJECTS and not is_finite(place.at(place.past_adverbs(1, 1)))


def _is_described(place: Place, distance: int) -> bool:
    """Whether an adjective or a participle stands there."""
    token = place.at(distance)
    return token is not None and (token.pos == "ADJ" or "VerbForm=Part" in token.morph)


def is_(place: Place) -> Reading | None:
    """'e', 'ä': 'är' beside a subject or after a word that introduces one."""
    reading = Reading("är", _("a spoken form of 'är'"))
    beside = _SUBJECTS | word_set("som här där vem vad va hur så då nu vilka inte ju jag ente")
    if place.low == "ä" and place.after == "ö":
        return None
    if place.token.text == "E" and place.at(-1) is not None:
        return None
    if place.before in beside and place.at(1) is not None:
        return reading
    return (
        reading if place.after in _SUBJECTS and (place.at(-1) is None or place.before in _OPENERS) else None
    )


def la(place: Place) -> Reading | None:
    """'la' as 'väl' after a finite verb, as 'lade' beside its subject."""
    before = place.at(-1)
    lexical = is_finite(before) and place.before not in ("la", "lade")
    if lexical and place.at(1) is not None and place.after not in _SUBJECTS | _PARTICLES_OF_LAY:
        return Reading("väl", _("'la' is the western 'väl'"))
    if lexical or place.at(1) is None or place.after in ("och", "å"):
        return None
    return Reading("lade", _("'la' is the past tense of 'lägga'")) if _is_laid(place) else None


def _is_laid(place: Place) -> bool:
    """'jag la', 'då la vi', 'och la på': a subject or a particle of 'lägga' beside it."""
    back = place.past_adverbs(-1)
    if place.word(back) in _SUBJECTS | {"som"}:
        return not is_finite(place.at(back - 1))
    if place.before in ("och", "å", "då", "så", "där", "sen"):
        return place.after in SUBJECT_PRONOUNS | {"dom", "de"} or _has_particle(place)
    before = place.at(-1)
    return before is not None and before.pos in ("NOUN", "PROPN") and place.after in _PARTICLES_OF_LAY


def _has_particle(place: Place) -> bool:
    return place.after in _PARTICLES_OF_LAY or place.word(2) in _PARTICLES_OF_LAY
