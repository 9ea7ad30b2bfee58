"""What may be a name and nothing more: a capital inside a sentence, an unknown word where none are used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qualwb.language.compounds import parts
from qualwb.language.lemmas import lemma
from qualwb.language.names.cues import NUMBERED
from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.persons import NEVER_SURNAMES
from qualwb.language.names.reading import ROLES, Reading, Word
from qualwb.language.names.roles import is_role
from qualwb.language.names.stems import bare, facts, is_word
from qualwb.language.names.unit_words import CALLED_UNITS
from qualwb.language.speech_spellings import written
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set

_YOU = re.compile(r", (?:du|ni)(?!\w)")
_NUMBER_AFTER = re.compile(r" ?[0-9]")
_LONGEST_ABBREVIATION = 3
_SHORTEST_UNKNOWN = 3
_DEFINITE = ("en", "an", "et", "n")
_TOWARDS = word_set("på i från ifrån till vid kring mot via utanför")
_TELLING = _TOWARDS | word_set("hos sa säger frågade frågar ringde med av för åt")
"""What stands before names: a rare noun after them may be one, where capitals are not used."""
_DISTRICTS = word_set("söder öster väster norr kullen höjden berget sluttningen")
"""Words that name a part of a town after 'på'."""
_DOING = word_set(
    """
    sa säger frågade frågar ringde ringer kom kommer heter hette visste vet tyckte tycker grät skrattade
    skrattar körde kör jobbar jobbade bor bodde dog fick svarar svarade hjälpte ville brukade sitter satt
    """
)
"""What persons do: a rare noun before them that begins a sentence may be a name."""
_PARTICLES = ("upp", "ut", "in", "av", "ned", "ner", "på", "till", "om", "för", "åter", "o", "be")
_KINDS = {"PER": NameKind.PERSON, "LOC": NameKind.PLACE, "ORG": NameKind.ORGANISATION}


def guesses(reading: Reading, found: Iterable[Name] = ()) -> Iterator[Name]:
    """Unsure findings beside what is ``found``; words that may be names beside each other are one."""
    words = reading.words
    taken = {at for name in found for at in range(name.start, name.end)}
    fits = [word.start not in taken and _may_be_name(reading, n) for n, word in enumerate(words)]
    n = 0
    while n < len(words):
        last = n
        if fits[n]:
            while last + 1 < len(words) and words[last + 1].joined and fits[last + 1]:
                last += 1
            yield _name(reading, n, last)
        n = last + 1


def _before(reading: Reading, n: int) -> str:
    """The word before word ``n`` where only a space parts them."""
    return reading.words[n - 1].low if n and reading.words[n].joined else ""


def _may_be_name(reading: Reading, n: int) -> bool:
    word = reading.words[n]
    if _names_nobody(reading, word):
        return False
    if word.text.isupper():
        return len(word.text) > _LONGEST_ABBREVIATION and _is_unknown(word.low)
    if not word.capital:
        return _is_lower_guess(reading, n)
    return _opens_sentence(reading, n) if word.starts else word.low not in STOPWORDS


def _is_lower_guess(reading: Reading, n: int) -> bool:
    """A word in lower case: unknown, where capitals are not used or the model reads it as a name."""
    word = reading.words[n]
    named = reading.lower_names or word.lower or _is_named(word)
    return (named and _is_unknown(word.low)) or (word.lower and _may_be_lower_name(word, _before(reading, n)))


def _opens_sentence(reading: Reading, n: int) -> bool:
    """A word whose capital says nothing: unknown, spoken to, or doing what persons do."""
    word = reading.words[n]
    agreed = word.model == "PER" and word.pos == "PROPN" and word.low not in STOPWORDS
    unknown = not word.known.common and (_is_named(word) or _is_unknown(word.low))
    return agreed or unknown or _is_called(reading, word) or _is_doing(reading, n)


def _names_nobody(reading: Reading, word: Word) -> bool:
    """Whether it is a word of talk, public, a role, counted ('Grupp 1'), or stressed ('JÄTTEbra')."""
    known = word.known
    counted = word.low in NUMBERED and _NUMBER_AFTER.match(reading.text, word.end) is not None
    stressed = word.text[:2].isupper() and known.common
    empty = known.neutral or known.empty or len(word.text) < 2
    return word.public or word.label or word.low in ROLES or counted or stressed or empty


def _is_named(word: Word) -> bool:
    """Whether the model reads it as a name."""
    return bool(word.model) or word.pos == "PROPN"


def _is_called(reading: Reading, word: Word) -> bool:
    """Whether somebody is spoken to by a word that begins a sentence: 'Nalle, du vet'."""
    noun = word.pos in ("NOUN", "PROPN") and word.low not in STOPWORDS
    return noun and _YOU.match(reading.text, word.end) is not None


def _is_doing(reading: Reading, n: int) -> bool:
    """Whether a rare noun that begins a sentence does what persons do: 'Spik visste'."""
    word, following = reading.words[n], reading.next_to(n)
    return (
        following is not None and following.low in _DOING and _is_rare_or_unit(word) and not is_role(word.low)
    )


def _is_rare_noun(word: Word) -> bool:
    """Whether it is a noun that the treebanks lack."""
    return word.pos in ("NOUN", "PROPN") and word.low not in vocabulary() and word.low not in STOPWORDS


def _is_rare_or_unit(word: Word) -> bool:
    return _is_rare_noun(word) or word.low in CALLED_UNITS


def _may_be_lower_name(word: Word, before: str) -> bool:
    """Where capitals are not used: a proper noun to the model, an unlisted word that ends as places do, what
    is no everyday word after 'på' ('på kompassen') or 'sa', and a noun after a first name ('lotta krok').
    """
    if word.low in STOPWORDS:
        return False
    placed = word.known.place_like and not is_word(word.low)
    unit = before == "på" and word.low.endswith(_DEFINITE) and word.low not in vocabulary()
    surname = (
        word.pos in ("NOUN", "PROPN", "ADJ") and word.low not in NEVER_SURNAMES and _is_first_name(before)
    )
    named = (before in _TELLING and _is_rare_or_unit(word)) or (before == "på" and word.low in _DISTRICTS)
    return word.pos == "PROPN" or placed or unit or surname or named


def _is_first_name(low: str) -> bool:
    first = facts(low).first if low else None
    return first is not None and not first.is_word and not low.endswith("s")


@lru_cache(maxsize=65536)
def _is_unknown(low: str) -> bool:
    """Whether a form is no word that the lists know, nor made of such, nor a sound drawn out."""
    if len(low) < _SHORTEST_UNKNOWN or facts(low).common:
        return False
    if "-" in low:
        return any(_is_unknown(part) for part in low.split("-"))
    return not any(_is_known(form) for form in _spelt_out(low))


def _spelt_out(low: str) -> Iterator[str]:
    """The form, and what it is short for: 'brukarn', 'onsdan', "till'n"; without 'upp', 'ut' before it."""
    yield written(low)
    yield low.partition("'")[0].partition("’")[0]
    if low.endswith("rn"):
        yield low[:-1] + "en"
    if low.endswith("dan"):
        yield low[:-1] + "gen"
    yield from (low.removeprefix(particle) for particle in _PARTICLES if low.startswith(particle))


def _is_known(form: str) -> bool:
    return len(form) > 1 and (is_word(form) or len(parts(form)) > 1 or is_word(lemma(form)))


def _name(reading: Reading, n: int, last: int) -> Name:
    first = reading.words[n]
    start, end = first.start, reading.words[last].end
    text = reading.text[start:end]
    kind = _KINDS.get(first.model) or _kind_after(_before(reading, n))
    why = Why.CAPITAL if first.capital or first.stressed else Why.UNKNOWN
    return Name(start, end, text, kind, False, why, bare(text))


def _kind_after(before: str) -> NameKind:
    """What a name most likely is after a word: 'på Kompassen', 'från Lister'."""
    if before == "på":
        return NameKind.ORGANISATION
    return NameKind.PLACE if before in _TOWARDS else NameKind.PERSON
