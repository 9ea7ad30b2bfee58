"""Words before a name that say that one follows: 'heter', 'doktor'; or that it is an animal's, a thing's."""

from __future__ import annotations

from typing import NamedTuple

from qualwb.language.names.finding import Why
from qualwb.language.names.person_names import TITLES
from qualwb.language.names.reading import Reading, Word
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.wordlists import word_set

BEFORE_NAMES = TITLES | word_set(
    "far mor abu umm abo om sister systrar brorsan onkel hajji prosten kapten major kommissarie läkaren "
    "sjuksköterskan"
)
"""Titles, and what else a person's name follows."""
_INTRODUCING = word_set("heter hette hetat heta kallas kallades döptes döpt kallad")
_CALLING = word_set("kallar kallade kalla döpte")
_CALLED = word_set("mig mej honom han henne na dig den för dom dem oss")
_BETWEEN = (
    word_set("ju väl nog alltså faktiskt egentligen hon jag de du visst också bara hen den förresten vi")
    | _CALLED
)
_MOST_BETWEEN = 3
_THINGS = word_set(
    """
    hund hunden katt katten katter häst hästen kanin kaninen papegoja papegojan marsvin marsvinet hamster
    hamstern robot roboten robotkatt app appen dator datorn dockan docka nallen gosedjur chatbot chatboten
    valpen valp kissen valparna båten bilen låten filmen boken serien spelet stormen orkanen uggla
    """
)
NUMBERED = word_set(
    """
    grupp sida kapitel steg fas avdelning avd rum klass årskurs nivå vecka buss linje del fråga version kanal
    spår hus port plan våning omgång intervju deltagare person block punkt figur tabell bilaga paragraf typ
    covid windows iphone playstation formel radio kategori zon fall nummer nr kl klockan sal hall lag
    """
)
"""What is told apart by numbers and not by names: 'Grupp 1'."""
_BEFORE_NAME = 3
_SAYING = word_set("säger sa sade brukar kallar kallade")
_SAYERS = word_set("vi dom de alla man jag folk")
_NAMED = word_set("jag hon han den hen de dom")


class Evidence(NamedTuple):
    """What speaks for a name, and whether that makes it sure."""

    why: Why
    sure: bool


def introduced(reading: Reading, n: int) -> Evidence | None:
    """Whether the words around word ``n`` say that it is a name."""
    word = reading.words[n]
    why = _cue(reading.words, n)
    if why is None or not _may_be_name(word):
        return None
    weak = why in (Why.THING, Why.CAPITAL)
    return Evidence(why, not weak and (word.known.first is not None or not word.known.common))


def _cue(words: list[Word], n: int) -> Why | None:
    follows = _named_after(words, n)
    if follows or n == 0:
        return follows
    if _answers_for_thing(words, n):
        return Why.THING
    return _named_before(words, n) if words[n].joined else None


def _named_before(words: list[Word], n: int) -> Why | None:
    """Whether 'heter', 'kallar henne', a title or a thing stands right before."""
    before = words[n - 1].low
    if before in BEFORE_NAMES and words[n - 1].text != "om":
        return Why.TITLE
    if before in ("von", "af"):
        return Why.BESIDE
    if before in _THINGS and (words[n].capital or words[n].known.first):
        return Why.THING
    at = n - 1
    while at > 0 and n - at <= _MOST_BETWEEN and words[at].joined and words[at].low in _BETWEEN:
        at -= 1
    if words[at].low in _INTRODUCING:
        return Why.THING if _is_things(words, at) else Why.INTRODUCED
    return Why.INTRODUCED if words[at].low in _CALLING and at < n - 1 else None


def _named_after(words: list[Word], n: int) -> Why | None:
    """Whether 'heter jag', 'heter den', 'kallar dom mig', ', säger vi' follows."""
    verb, who, whom = ([word.low for word in words[n + 1 : n + 4]] + [""] * 3)[:3]
    if words[n].low in STOPWORDS:
        return None
    if verb in _SAYING and who in _SAYERS and words[n].capital and not words[n + 1].starts:
        return Why.CAPITAL
    if not verb or not words[n + 1].joined:
        return None
    if verb in _INTRODUCING and who in _NAMED:
        return Why.THING if who == "den" else Why.INTRODUCED
    return Why.INTRODUCED if verb in _CALLING and whom in _CALLED else None


def _is_things(words: list[Word], at: int) -> bool:
    """Whether 'den', or an animal or a thing, is what has the name: 'den heter', 'en uggla som heter'."""
    before = [word.low for word in words[max(0, at - _BEFORE_NAME) : at]]
    return bool(before) and (before[-1] == "den" or not _THINGS.isdisjoint(before))


def _answers_for_thing(words: list[Word], n: int) -> bool:
    """Whether 'vad heter hunden' is asked right before."""
    before = [word.low for word in words[max(0, n - _BEFORE_NAME) : n]]
    return len(before) > 1 and before[-1] in _THINGS and before[-2] in _INTRODUCING


def _may_be_name(word: Word) -> bool:
    known = word.known
    if word.low in BEFORE_NAMES and not word.capital:
        return False
    if word.capital:
        return not known.neutral or known.first is not None
    if word.lower:
        if known.common and word.pos in ("VERB", "AUX", "ADV", "ADP"):
            return False
        return not known.neutral and not known.empty and word.low not in STOPWORDS
    if known.surname:
        return not known.neutral and not known.common
    return known.first is not None and not known.first.is_word
