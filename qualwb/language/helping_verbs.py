"""Helping verb or main verb, by what stands in the clause: 'vi har sett' and 'vi har tid'."""

from __future__ import annotations

from itertools import takewhile

from qualwb.language.unknown_words import may_be_supine
from qualwb.language.word_readings import Readings, WordReading, clause
from qualwb.language.wordlists import word_set


def helping_or_main(readings: Readings, n: int) -> str:
    """'AUX' or 'VERB' for a word that the model took for one of them."""
    word = readings[n]
    if word.low in _HELPING:
        return _by_main_verb(readings, n)
    is_main = word.pos == "AUX" and word.low in _BEING and _is_somewhere_or_somehow(readings, n)
    return "VERB" if is_main else word.pos


def _by_main_verb(readings: Readings, n: int) -> str:
    """AUX where an infinitive follows ('vill ha'; after 'ha' a supine: 'har haft')."""
    wanted = "VerbForm=Sup" if readings[n].low in _PERFECT else "VerbForm=Inf"
    for following in readings[n + 1 : n + 1 + _FARTHEST_MAIN_VERB]:
        if following.pos in ("VERB", "AUX"):
            return "AUX" if wanted in following.morph else readings[n].pos
        if following.pos not in _BETWEEN:
            break
    is_main = readings[n].low in _PERFECT and _is_object_alone(clause(readings[n + 1 :]))
    return "VERB" if is_main else readings[n].pos


def _is_object_alone(after: Readings) -> bool:
    """Whether the rest of a clause has a thing and no verb: 'man ju en buss'."""
    verbs = [word for word in after if word.pos in ("VERB", "AUX") or may_be_supine(word.low)]
    return not verbs and any(word.pos == "NOUN" for word in after)


def _is_somewhere_or_somehow(readings: Readings, n: int) -> bool:
    """Whether 'vara' has a manner or a place as all its predicate: 'så är det', 'vi var i skolan'."""
    before, after = clause(reversed(readings[:n])), clause(readings[n + 1 :])
    end = n + 1 + len(after)
    words = [*before, *after]
    if end < len(readings) and readings[end].low in _OPENERS:
        return False
    if any(word.pos in ("ADJ", "NUM") or word.low in _ASKED for word in words):
        return False
    things = [word for word in words if word.pos in _THINGS]
    if not any(word.pos == "ADP" for word in words):
        return len(things) <= 1 and any(word.low in _MANNERS_AND_PLACES for word in words)
    return len(things) == _SUBJECT_AND_PLACE and _is_place(after)


def _is_place(after: list[WordReading]) -> bool:
    """Whether what follows a verb is little words and one place or time: 'ju inte på mötet'."""
    little = list(takewhile(lambda word: word.pos in _LITTLE, after))
    place = after[len(little) :]
    if len(place) <= 1 or place[0].low not in _AT:
        return False
    return place[-1].pos in ("NOUN", "PROPN") and all(word.pos in ("DET", "ADV") for word in place[1:-1])


_HELPING = word_set("vill ville velat får fick fått kan kunde kunnat har hade ha")
_PERFECT = word_set("har hade ha")
_FARTHEST_MAIN_VERB = 4
_BETWEEN = frozenset({"PRON", "ADV", "PART", "DET", "NOUN", "PROPN", "ADJ"})
_BEING = word_set("är var vara varit vore")
_OPENERS = word_set("att som om")
_ASKED = word_set("vad vem vilka")
_MANNERS_AND_PLACES = word_set("så här där hur hemma ute inne kvar borta uppe nere igång framme")
_AT = word_set("i på hos från utanför vid med")
_THINGS = frozenset({"PRON", "NOUN", "PROPN"})
_SUBJECT_AND_PLACE = 2
_LITTLE = frozenset({"PRON", "ADV", "PART"})
