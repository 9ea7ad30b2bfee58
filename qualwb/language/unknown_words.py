"""Words that the model never saw: what they can be by their form and their base form in the word lists.

A base form tells more than an ending does: 'lugnt' from 'lugn' is no noun, 'taxin' from 'taxi' is one,
'skrattade' from 'skratta' is a verb. The model guesses such words by their last letters, often wrongly.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from qualwb.language.lemmas import is_known, lemma
from qualwb.language.vocabulary import vocabulary
from qualwb.language.word_readings import Readings, is_predicate, pos_at


class WordShape(Enum):
    """What the form of a word says that it is."""

    NOUN = "with a noun's ending"
    PRESENT = "a verb in the present, or a noun in the plural ('lappar')"
    PAST = "a verb in the past, or a participle ('rensade')"
    INFINITIVE = "an infinitive, or another base form in -a"
    ADJECTIVE = "an adjective"
    NEUTER = "an adjective in the neuter, or its adverb"
    BASE = "the base form of a noun or an adjective"


def class_by_form(readings: Readings, n: int) -> str:
    """The part of speech that the model gave a word, or the one that its form leaves, if the model never saw
    the word.
    """
    word = readings[n]
    if word.pos not in _GUESSED:
        return word.pos
    if word.form[:1].isupper() and not word.sentence_start:
        return "PROPN" if _is_in_no_list(word.low) else word.pos
    shape = None if word.name else shape_of_unknown(word.low)
    return word.pos if shape is None else _class_of_shape(shape, readings, n)


def _class_of_shape(shape: WordShape, readings: Readings, n: int) -> str:
    pos = readings[n].pos
    match shape:
        case WordShape.NOUN:
            return "NOUN"
        case WordShape.PRESENT:
            return pos if pos == "NOUN" else "VERB"
        case WordShape.PAST:
            return pos if pos == "ADJ" and _may_be_participle(readings, n) else "VERB"
        case WordShape.INFINITIVE:
            return "VERB" if _calls_for_infinitive(readings, n - 1) else pos
        case WordShape.ADJECTIVE:
            return "ADJ"
        case WordShape.NEUTER:
            return "ADJ" if pos == "ADJ" or is_predicate(readings, n) else "ADV"
        case WordShape.BASE:
            return "NOUN" if pos in _NEVER_BASE else pos


def _calls_for_infinitive(readings: Readings, n: int) -> bool:
    return n >= 0 and (readings[n].pos == "AUX" or readings[n].low == "att")


def _may_be_participle(readings: Readings, n: int) -> bool:
    before, after = pos_at(readings, n - 1), pos_at(readings, n + 1)
    return after in ("NOUN", "ADJ") or before in _BEFORE_PARTICIPLES or is_predicate(readings, n)


def _is_in_no_list(low: str) -> bool:
    return low.isalpha() and low not in vocabulary() and not is_known(low)


@lru_cache(maxsize=65536)
def shape_of_unknown(low: str) -> WordShape | None:
    """The shape of a word in lower case; ``None`` where it doesn't tell, where the word lists lack the word,
    or where training showed it.
    """
    if not low.isalpha() or low in vocabulary() or not is_known(low):
        return None
    base = lemma(low)
    if base == low:
        return _shape_of_base(low)
    ending = low.removeprefix(base)
    if ending == low:
        return WordShape.PAST if base[-1] == "a" and low.endswith(_PAST_ENDINGS) else None
    if base[-1] not in _VOWELS and ending in ("a", "t"):
        return WordShape.ADJECTIVE if ending == "a" else WordShape.NEUTER
    if base[-1] == "a" and ending in ("de", "r"):
        return WordShape.PAST if ending == "de" else WordShape.PRESENT
    return WordShape.NOUN if ending in _NOUN_ENDINGS else None


def _shape_of_base(low: str) -> WordShape | None:
    if low[-1] == "a":
        return WordShape.INFINITIVE
    if len(low) > _LONGEST_OTHER and low.endswith(_ADJECTIVE_ENDINGS):
        return WordShape.ADJECTIVE
    return None if low.endswith(_OTHER_ENDINGS) else WordShape.BASE


def may_be_supine(low: str) -> bool:
    """Whether a word in lower case may be the supine of a verb: 'köpt', 'cyklat', 'förmått'."""
    base = lemma(low)
    return low.endswith("t") and base != low and (base[-1] == "a" or low == f"{base}tt")


_GUESSED = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "ADP", "INTJ", "NUM"})
_NEVER_BASE = frozenset({"VERB", "ADV", "ADP", "NUM"})
_BEFORE_PARTICIPLES = frozenset({"DET", "ADJ", "ADP", "NUM"})
_VOWELS = frozenset("aeiouyåäö")
_PAST_ENDINGS = ("ade", "dde", "tte", "lde", "nde", "rde")
_NOUN_ENDINGS = frozenset({"n", "en", "et", "na", "arna", "erna", "orna", "ns", "ens", "ets"})
_ADJECTIVE_ENDINGS = ("ig", "tisk", "nisk", "lisk", "sam", "bar", "ös")
_LONGEST_OTHER = 4
_OTHER_ENDINGS = (
    *("igen", "vis", "åt", "från", "ledes", "lunda", "stans", "över", "kring", "s", "t"),
    *("se", "ge", "o", "y", "å"),
)
"""Of adverbs and of short verbs in the infinitive ('inse', 'gno')."""
