"""Where a text says something that a code could be named after: by its words alone, or parsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from qualwb.language.lemmas import is_known, lemma, words
from qualwb.language.names import Name, NameKind, find_names
from qualwb.language.parsing import ParsedDoc
from qualwb.language.phrases import Phrase, PhraseKind, key_phrases
from qualwb.language.speech_spellings import written
from qualwb.language.stopwords import STOPWORDS
from qualwb.suggest.evidence import CodedText, UncodedText
from qualwb.suggest.features import LONGEST_WORD

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
        self._found: dict[str, list[Mention]] = {}
        by_source: defaultdict[str, list[str]] = defaultdict(list)
        for passage in passages:
            by_source[passage.place.source].append(passage.text)
        for source in watch(list(by_source)):
            self._read(by_source[source])

    def __call__(self, text: str) -> list[Mention]:
        """The mentions in one of the passages."""
        return self._found.get(text, [])

    def _read(self, texts: Sequence[str]) -> None:
        from qualwb.language.cache import parsed

        mentions = sorted(_in_parsed(parsed("\n".join(texts))), key=itemgetter(0))
        start = at = 0
        for text in texts:
            end = start + len(text)
            inside = []
            while at < len(mentions) and mentions[at].start < end:
                if mentions[at].end <= end:
                    inside.append(_moved(mentions[at], -start))
                at += 1
            self._found[text] = inside
            start = end + 1


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
    return name.kind is NameKind.PERSON or (name.kind is NameKind.NAME and not name.text.isupper())


def _moved(mention: Mention, by: int) -> Mention:
    start, end, phrase, key, weight = mention
    return Mention(start + by, end + by, phrase, key, weight)


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
