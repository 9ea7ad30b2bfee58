"""Where a text says something that a code could be named after: by its words alone, or parsed."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from qualwb.language.lemmas import LONGEST_WORD, is_known, lemma, words
from qualwb.language.names import Name, NameKind, find_names
from qualwb.language.parsing import ParsedDoc
from qualwb.language.phrases import Phrase, PhraseKind, key_phrases
from qualwb.language.speech_spellings import written
from qualwb.language.stopwords import STOPWORDS
from qualwb.suggest.evidence import CodedText, UncodedText

WORD = 1.0
PARTICLE_VERB = 0.7
WEIGHTS = {PhraseKind.NOUN: 1.0, PhraseKind.NOUN_PHRASE: 1.5, PhraseKind.PARTICLE_VERB: PARTICLE_VERB}
CONTENT = {"VERB": 0.8, "ADJ": 0.8}
"""How well each kind of phrase, and other words by their part of speech, can carry a code."""

_SHORTEST = 3

_EMPTY = """
    sitta stå ligga heta börja sätta lägga ställa hålla låta åka hitta titta försöka kolla köra behöva behövas
    funka fråga skriva höra läsa halv ihåg paus skratt
    måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli augusti
    september oktober november december kvart klocka minut timme halvtimme morgon kväll förmiddag eftermiddag
    sak grej vis slag del gång pass sida hand namn hel bra dålig stor liten ny gammal lång kort säker själv
    nästa person folk människa
"""
EMPTY = frozenset(_EMPTY.split())
"""Words that can stand in a phrase but are no code by themselves."""

_TELLING_NOTHING = STOPWORDS | EMPTY


class Mention(NamedTuple):
    """A phrase at [start, end), code points: ``phrase`` is its base form, ``key`` what its variants share."""

    start: int
    end: int
    phrase: str
    key: tuple[str, ...]
    weight: float


FindMentions = Callable[[str], Sequence[Mention]]
"""What finds the mentions in a text."""

Watch = Callable[[list[str]], Iterable[str]]
"""What tells how far a long work has come: it goes through a list as the work does."""


def mentions_in_words(text: str) -> list[Mention]:
    """Content words in base form: what can be found without a parser."""
    found = []
    for token in words(text):
        form = token.text[:LONGEST_WORD].lower()
        base = lemma(form)
        if _tells(base) and not {form, written(form)} & STOPWORDS:
            found.append(Mention(token.start, token.end, base, (base,), WORD))
    return found


class ParsedMentions:
    """Noun phrases, nouns, particle verbs, verbs and adjectives of parsed passages; no names that may be a
    person's.

    The passages of a source are parsed together, and kept in the user's cache; ``watch`` is given the sources
    and gives them back, one by one as each is read. Raises ``qualwb.language.loading.PipelineError`` when
    there is no pipeline that works.
    """

    def __init__(self, passages: Iterable[UncodedText | CodedText], watch: Watch = iter) -> None:
        self._found: dict[str, _Stretch] = {}
        by_source: defaultdict[str, list[str]] = defaultdict(list)
        for passage in passages:
            by_source[passage.place.source].append(passage.text)
        for source in watch(list(by_source)):
            self._read(by_source[source])

    def __call__(self, text: str) -> list[Mention]:
        """The mentions in one of the passages."""
        stretch = self._found.get(text)
        return stretch.mentions() if stretch is not None else []

    def _read(self, texts: Sequence[str]) -> None:
        mentions = _kept("\n".join(texts))
        start = 0
        for text in texts:
            self._found[text] = _Stretch(mentions, start, start + len(text))
            start += len(text) + 1


class _Columns(NamedTuple):
    """The mentions in a text in order of their starts, by column: as objects they take ten times as much."""

    starts: Sequence[int]
    ends: Sequence[int]
    said: Sequence[int]
    """The number of what each says."""
    sayings: Sequence[tuple[str, tuple[str, ...], float]]
    """Phrase, key and weight."""


class _Stretch(NamedTuple):
    """What lies of a text at [start, end)."""

    all: _Columns
    start: int
    end: int

    def mentions(self) -> list[Mention]:
        """The mentions that lie in it whole, from its own start."""
        starts, ends, said, sayings = self.all
        inside = range(bisect_left(starts, self.start), bisect_left(starts, self.end))
        return [
            Mention(starts[at] - self.start, ends[at] - self.start, *sayings[said[at]])
            for at in inside
            if ends[at] <= self.end
        ]


def best_mentions(
    passages: Iterable[UncodedText | CodedText], watch: Watch = iter
) -> tuple[FindMentions, str]:
    """Mentions in parsed text, or by words alone where no pipeline can be loaded, and then why not.

    ``watch`` is that of ``ParsedMentions``.
    """
    from qualwb.language.loading import PipelineError

    try:
        return ParsedMentions(passages, watch), ""
    except PipelineError as error:
        return mentions_in_words, str(error)


def _kept(text: str) -> _Columns:
    """The mentions in a text, from the cache of parsed texts or found now and kept there."""
    from qualwb.language import cache

    *places, sayings = cache.derived(text, cache.rule_of(Path(__file__)), _in_columns, what="mentions")
    starts, ends, said = (array("I", numbers) for numbers in places)
    return _Columns(
        starts, ends, said, [(_one(phrase), tuple(map(_one, key)), weight) for phrase, key, weight in sayings]
    )


_one = sys.intern
"""A word is one object, however many texts say it."""


def _in_columns(doc: ParsedDoc) -> _Columns:
    mentions = sorted(_in_parsed(doc), key=itemgetter(0))
    numbers: dict[tuple[str, tuple[str, ...], float], int] = {}
    said = [numbers.setdefault(mention[2:], len(numbers)) for mention in mentions]
    return _Columns([m.start for m in mentions], [m.end for m in mentions], said, list(numbers))


def _in_parsed(doc: ParsedDoc) -> list[Mention]:
    persons = {at for name in find_names(doc) if _is_persons(name) for at in range(name.start, name.end)}
    found = [_of_phrase(phrase) for phrase in key_phrases(doc)]
    within_verbs = {mention.start for mention in found if mention.weight == PARTICLE_VERB}
    found += [
        Mention(token.start, token.end, token.lemma, (lemma(token.lemma),), CONTENT[token.pos])
        for token in doc.tokens
        if token.pos in CONTENT and token.start not in within_verbs and _tells(token.written.lower())
    ]
    return [
        mention
        for mention in found
        if any(map(_tells, mention.key)) and mention.start not in persons and mention.end - 1 not in persons
    ]


def _is_persons(name: Name) -> bool:
    return name.kind is NameKind.PERSON and name.is_likely and not name.text.isupper()


def _of_phrase(phrase: Phrase) -> Mention:
    base, key = _named(phrase.base, phrase.lemmas)
    return Mention(phrase.start, phrase.end, base, key, WEIGHTS[phrase.kind])


@lru_cache(maxsize=65536)
def _named(base: str, lemmas: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """What a phrase is called, and what its variants share."""
    key = tuple(sorted({lemma(word) for word in lemmas} - STOPWORDS)) or lemmas
    return base if len(key) > 1 or base.isupper() or not is_known(key[0]) else key[0], key


@lru_cache(maxsize=65536)
def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word[0].isalpha() and word not in _TELLING_NOTHING
