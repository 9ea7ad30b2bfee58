"""Words and their base forms without spaCy: quick enough for search as you type.

``lemma`` reads speech spellings as written ones and asks simplemma's dictionary; a word that it lacks gets
the base form of its longest known end, as a Swedish compound is inflected by its last part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from qualwb.language.speech_spellings import written
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.transcription_marks import without_marks
from qualwb.language.vocabulary import compound_parts, vocabulary

_SHORTEST_KNOWN_END = 4
_VOWELS = frozenset("aeiouyåäö")
_SHORTEST_BEGINNING = 2
_SURE_HEAD = 3

LONGEST_WORD = 60
"""Longer words are cut or left: nobody says them, and the time to take them apart grows with their length."""

_WORD = re.compile(
    r"""
      [^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+\.                # t.ex., m.fl.
    | \d+(?:[.,:]\d+)*(?:[-:'’]?[^\W\d_]+)*             # 12, 3,5, 1990-talet, 4:an
    | [^\W\d_]+(?:['’\u0300-\u036f:\-‐\u2011]?[^\W_]+)*   # vårdplan, LSS:s, kafé-träff
""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number: ``text`` stands at [start, end), code points."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Token]:
    """Words and numbers of a text in order; marks such as [skratt] and (paus) are left out."""
    return [Token(found.start(), found.end(), found.group()) for found in _WORD.finditer(without_marks(text))]


def word_forms(text: str) -> list[str]:
    """The texts of ``words``: quicker, where nobody asks for their places."""
    return _WORD.findall(without_marks(text))


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The base form in lower case: 'dom' -> 'de', 'vårdplanerna' -> 'vårdplan'.

    A word of which nothing is known, or of more than 60 letters, is given back in lower case.
    """
    form = written(word.lower())
    if form in _OWN:
        return _OWN[form]
    if len(form) > LONGEST_WORD:
        return form
    if not form.isalpha():
        return _with_marks(form)
    return _known(form) or _by_known_end(form) or form


@lru_cache(maxsize=65536)
def noun_lemma(form: str) -> str:
    """The base form of a word that is known to be a noun, in lower case."""
    form = form.lower()
    return (_noun(form) if len(form) <= LONGEST_WORD else None) or lemma(form)


def lemmas(forms: Iterable[str]) -> list[str]:
    """The base form of each word."""
    return [lemma(form) for form in forms]


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """Whether the dictionary holds this form (in lower case).

    It is asked where it lies packed in memory: unpacked it took 85 MB more.
    """
    import simplemma

    return bool(simplemma.is_known(word.lower(), lang="sv", low_memory=True))


@lru_cache(maxsize=65536)
def noun_besides(form: str) -> str | None:
    """The noun of which a form (in lower case) may be the definite one, where it is taken for another word.

    'kön' is the sex, and the queue: 'kö'. Only of nouns that end in a vowel and have a plural of their own in
    the dictionary.
    """
    stem = form.removesuffix("s").removesuffix("n")
    if stem in (form, form.removesuffix("s")) or stem[-1:] not in _VOWELS or form in STOPWORDS:
        return None
    if lemma(form) == stem:
        return None
    has_plural = any(is_known(stem + end) and lemma(stem + end) == stem for end in ("er", "ar", "or"))
    return stem if has_plural else None


def _known(form: str) -> str | None:
    """The base form of a form in one of the word lists.

    The treebanks' vocabulary goes first: it tells what a form most often is. A word that ends other words
    in its base form ('plan', 'brist') is a base form itself, whatever verb the dictionary takes it from.
    """
    if form in vocabulary():
        return vocabulary()[form][0]
    if compound_parts().heads.get(form, 0) >= _SURE_HEAD or form.endswith(("ande", "ende")):
        return form if is_known(form) else None
    return _dictionary(form)


def _dictionary(form: str) -> str | None:
    import simplemma

    if not is_known(form):
        return None
    return str(simplemma.lemmatize(form, lang="sv", low_memory=True)).lower()


def _by_known_end(form: str) -> str | None:
    for cut in range(_SHORTEST_BEGINNING, len(form) - _SHORTEST_KNOWN_END + 1):
        end = form[cut:]
        found = _noun(end) or _known(end)
        if found:
            return form[:cut] + found
    return None


def _noun(end: str) -> str | None:
    """The noun that ``end`` is a form of, if it is one that ends compounds: 'stormar' -> 'storm'.

    New compounds are nouns far oftener than verbs, so that the noun is asked for first.
    """
    heads = compound_parts().heads
    for ending, base_ending in _NOUN_ENDINGS:
        base = end.removesuffix(ending) + base_ending
        if end.endswith(ending) and heads.get(base, 0) >= _SURE_HEAD:
            return base
    return None


_NOUN_ENDINGS = (
    ("", ""), ("s", ""), ("et", ""), ("en", ""), ("ets", ""), ("ens", ""), ("ar", ""), ("er", ""),
    ("arna", ""), ("erna", ""), ("arnas", ""), ("ernas", ""),
    ("an", "a"), ("or", "a"), ("orna", "a"), ("ornas", "a"),
)  # fmt: skip


def _with_marks(form: str) -> str:
    """Base form of a word with a hyphen, a colon or digits: only its last part is inflected."""
    stem = re.sub(r"(?<=[^\W\d_]):(?:s|n|en|et|er|erna|arna)$", "", form)
    head, dash, last = stem.rpartition("-")
    return head + dash + lemma(last) if dash and last.isalpha() and len(last) > 1 else stem


# Where the dictionary takes the base form of another word, or another than a reader expects.
_OWN = {
    "min": "min", "mitt": "min", "mina": "min", "din": "din", "ditt": "din", "dina": "din",
    "sin": "sin", "sitt": "sin", "sina": "sin", "vår": "vår", "vårt": "vår", "våra": "vår",
    "er": "er", "ert": "er", "era": "er", "det": "det", "den": "den", "de": "de", "dem": "de",
    "mig": "jag", "dig": "du", "oss": "vi", "sig": "sig", "honom": "han", "henne": "hon",
    "ska": "ska", "skall": "ska", "skulle": "ska", "första": "första", "andra": "andra",
    "en": "en", "ett": "en", "och": "och", "att": "att", "som": "som", "så": "så",
    "fler": "många", "flera": "flera", "hemma": "hemma", "själva": "själv", "självt": "själv",
}  # fmt: skip
