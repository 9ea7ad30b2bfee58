"""Mend what the model reads wrongly in talk: closed classes, helping verbs, words that training never showed.

Each rule holds in writing as in talk; none lowers the scores on the treebank's dev split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualwb.language.disfluencies import ACKNOWLEDGEMENTS, HESITATIONS
from qualwb.language.helping_verbs import helping_or_main
from qualwb.language.lemmas import lemma, noun_lemma
from qualwb.language.unknown_words import class_by_form
from qualwb.language.vocabulary import vocabulary
from qualwb.language.word_readings import Readings, WordReading, is_predicate, pos_at
from qualwb.language.wordlists import word_set


def corrected(readings: Readings) -> list[tuple[str, str]]:
    """The part of speech and base form of each word."""
    poss = [_class(readings, n) for n in range(len(readings))]
    return [_pair(readings[n], poss, n) for n in range(len(readings))]


def _class(readings: Readings, n: int) -> str:
    """The part of speech, mended where the words around leave no doubt."""
    word = readings[n]
    if word.low in _ALSO_PREDICATES:
        return "ADJ" if is_predicate(readings, n) else "INTJ"
    pos = class_by_form(readings, n)
    if pos in ("NOUN", "ADJ"):
        if _is_unknown_verb(readings, n):
            return "VERB"
        is_name = pos == "NOUN" and word.name == "PER" and word.form[:1].isupper() and not word.sentence_start
        return "PROPN" if is_name else pos
    if pos in ("VERB", "AUX"):
        return helping_or_main(readings, n) if word.pos in ("VERB", "AUX") else pos
    return _class_of_little(readings, n, pos)


def _class_of_little(readings: Readings, n: int, pos: str) -> str:
    low = readings[n].low
    if pos == "PRON" and low == "man" and n and readings[n - 1].low in _POSSESSIVES:
        return "NOUN"
    if pos == "ADP" and low == "för" and _is_degree(readings, n):
        return "ADV"
    if pos == "ADP" and low == "om" and n + 1 < len(readings) and readings[n + 1].low in _NOMINATIVES:
        return "SCONJ"
    return pos


def _is_degree(readings: Readings, n: int) -> bool:
    """Whether 'för' says how much: 'vi är för snälla', at the end of a clause."""
    ends = pos_at(readings, n + 2) in ("", "PUNCT", "CCONJ")
    return ends and pos_at(readings, n + 1) == "ADJ" and is_predicate(readings, n + 1)


def _is_unknown_verb(readings: Readings, n: int) -> bool:
    """Whether a word that training never showed is a verb of the first conjugation after its subject."""
    low = readings[n].low
    stem = low.removesuffix("ade") if low.endswith("ade") else low.removesuffix("ar")
    if stem == low or low in vocabulary() or lemma(low) != f"{stem}a":
        return False
    before = n - 1
    while before >= 0 and readings[before].pos in ("ADV", "PART"):
        before -= 1
    return before >= 0 and readings[before].low in _SUBJECTS


def _pair(word: WordReading, poss: Sequence[str], n: int) -> tuple[str, str]:
    pos = poss[n]
    low = word.low
    if low in _INTERJECTIONS or pos == "INTJ":
        return "INTJ", low
    if _NUMBER_WORD.fullmatch(low):
        return "NUM", low
    if low in _PARTICLES and not (n and poss[n - 1] == "DET"):
        return "ADV", low
    if pos in ("DET", "PRON") and low in _ALONE:
        before_nominal = n + 1 < len(poss) and poss[n + 1] in _NOMINAL
        if pos == "PRON" or not before_nominal:
            return "PRON", _ALONE[low]
    if pos == "PROPN":
        return pos, _name_in_base_form(word)
    if pos in _OPEN_CLASSES and low.isalpha():
        return pos, _base_form(word, pos)
    return pos, word.lemma


def _base_form(word: WordReading, pos: str) -> str:
    """The model's base form where training showed it for this word, else the word lists'."""
    seen = vocabulary().get(word.low)
    if seen:
        return word.lemma if word.lemma in seen else seen[0]
    return noun_lemma(word.low) if pos == "NOUN" else lemma(word.low)


def _name_in_base_form(word: WordReading) -> str:
    """A name loses nothing but the s of a genitive."""
    regular = word.form in (word.lemma, f"{word.lemma}s") or word.form.lower() in vocabulary()
    return word.lemma if regular else word.form


_OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "PRON"})
_ALSO_OTHERS = word_set("precis exakt absolut jus juste just visst sant såklart självklart jamen kör okej")
_ALSO_PREDICATES = word_set("okej")
_EXCLAMATIONS = word_set(
    """
    va nja hallå wow haha hahaha hihi hej hejdå oj ojoj ojdå oh åh aj fy usch äsch jösses herregud shit
    jaja jadå jorå nejdå mm-hm hoppsan hurra grattis tjena tja
    """
)
_INTERJECTIONS = (ACKNOWLEDGEMENTS | HESITATIONS | _EXCLAMATIONS) - _ALSO_OTHERS
_NUMBER_WORD = re.compile(
    "(?:en|ett)?(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton"
    "|nitton|tjugo|tjugi|trettio?|fyrtio?|femtio?|sextio?|sjuttio?|åttio?|nittio?|hundra|tusen)+(?:en|ett)?"
)
_PARTICLES = word_set("liksom typ iallafall")
_ALONE = {
    "de": "de", "det": "den", "den": "den", "ingen": "ingen", "inget": "ingen", "någon": "någon",
    "något": "någon", "några": "någon", "alla": "all", "allt": "all",
}  # fmt: skip
"""Determiners that are pronouns where no noun follows, with the pronoun's base form."""

_POSSESSIVES = word_set("min din sin hans hennes vår er deras")
_NOMINATIVES = word_set("jag du han hon man vi ni")
_SUBJECTS = _NOMINATIVES | word_set("de det den som hen alla")
