"""Mend what the model reads wrongly in talk: closed classes, helping verbs, words that training never showed.

Each rule holds in writing as in talk; none lowers the scores on the treebank's dev split.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qualwb.language.disfluencies import ACKNOWLEDGEMENTS, HESITATIONS
from qualwb.language.lemmas import lemma, noun_lemma
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set


class WordReading(NamedTuple):
    """What the model says of a word: ``form`` is how it stands in the text, ``low`` what the model read, in
    lower case; ``name`` is the kind of name it is in, '' for none.
    """

    form: str
    low: str
    pos: str
    lemma: str
    morph: str
    name: str
    sentence_start: bool


def corrected(readings: Sequence[WordReading]) -> list[tuple[str, str]]:
    """The part of speech and base form of each word."""
    poss = [_class(readings, n) for n in range(len(readings))]
    return [_pair(readings[n], poss, n) for n in range(len(readings))]


def _class(readings: Sequence[WordReading], n: int) -> str:
    """The part of speech, mended where the words around leave no doubt."""
    word = readings[n]
    pos = word.pos
    if pos in ("NOUN", "ADJ"):
        if _is_unknown_verb(readings, n):
            return "VERB"
        is_name = pos == "NOUN" and word.name == "PER" and word.form[:1].isupper() and not word.sentence_start
        return "PROPN" if is_name else pos
    if pos in ("VERB", "AUX") and word.low in _HELPING:
        return _helping_or_main(readings, n)
    if pos == "ADP" and word.low == "om" and n + 1 < len(readings) and readings[n + 1].low in _NOMINATIVES:
        return "SCONJ"
    return pos


def _is_unknown_verb(readings: Sequence[WordReading], n: int) -> bool:
    """Whether a word that training never showed is a verb of the first conjugation after its subject."""
    low = readings[n].low
    stem = low.removesuffix("ade") if low.endswith("ade") else low.removesuffix("ar")
    if stem == low or low in vocabulary() or lemma(low) != f"{stem}a":
        return False
    before = n - 1
    while before >= 0 and readings[before].pos in ("ADV", "PART"):
        before -= 1
    return before >= 0 and readings[before].low in _SUBJECTS


def _helping_or_main(readings: Sequence[WordReading], n: int) -> str:
    """AUX where an infinitive follows ('vill ha'; after 'ha' a supine: 'har haft')."""
    wanted = "VerbForm=Sup" if readings[n].low in _PERFECT else "VerbForm=Inf"
    for following in readings[n + 1 : n + 1 + _FARTHEST_MAIN_VERB]:
        if following.pos in ("VERB", "AUX"):
            return "AUX" if wanted in following.morph else readings[n].pos
        if following.pos not in _BETWEEN:
            break
    return readings[n].pos


def _pair(word: WordReading, poss: Sequence[str], n: int) -> tuple[str, str]:
    pos = poss[n]
    low = word.low
    if low in _INTERJECTIONS:
        return "INTJ", low
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
_BETWEEN = frozenset({"PRON", "ADV", "PART", "DET", "NOUN", "PROPN", "ADJ"})
_ALSO_ADVERBS = word_set("precis exakt absolut jus juste just visst sant såklart självklart jamen")
_INTERJECTIONS = (ACKNOWLEDGEMENTS | HESITATIONS | word_set("va nja hallå wow")) - _ALSO_ADVERBS
_PARTICLES = word_set("liksom typ iallafall")
_ALONE = {
    "de": "de", "det": "den", "den": "den", "ingen": "ingen", "inget": "ingen", "någon": "någon",
    "något": "någon", "några": "någon", "alla": "all", "allt": "all",
}  # fmt: skip
"""Determiners that are pronouns where no noun follows, with the pronoun's base form."""

_HELPING = word_set("vill ville velat får fick fått kan kunde kunnat orkar orkade hinner hann har hade ha")
_PERFECT = word_set("har hade ha")
_NOMINATIVES = word_set("jag du han hon man vi ni")
_SUBJECTS = _NOMINATIVES | word_set("de det den som hen alla")
_FARTHEST_MAIN_VERB = 4
