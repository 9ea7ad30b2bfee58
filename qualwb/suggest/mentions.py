"""Where a text says something that a code could be named after: by its words alone, or parsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase at [start, end), code points: ``phrase`` is its base form, ``key`` what its variants share."""

    start: int
    end: int
    text: str
    phrase: str
    key: tuple[str, ...]
    weight: float


FindMentions = Callable[[str], Sequence[Mention]]
"""What finds the mentions in a text."""


def mentions_in_words(text: str) -> list[Mention]:
    """Content words in base form: what can be found without a parser."""
    found = []
    for token in words(text):
        form = token.text[:LONGEST_WORD].lower()
        base = lemma(form)
        if _tells(base) and not {form, written(form)} & STOPWORDS:
            found.append(Mention(token.start, token.end, token.text, base, (base,), WORD))
    return found


class ParsedMentions:
    """Noun phrases, nouns, particle verbs, verbs and adjectives of parsed passages; no names that may be a
    person's.

    The passages of a source are parsed together, and kept in the user's cache. Raises
    ``qualwb.language.loading.PipelineError`` when there is no pipeline that works.
    """

    def __init__(self, passages: Iterable[UncodedText | CodedText]) -> None:
        self._found: dict[str, list[Mention]] = {}
        by_source: defaultdict[str, list[str]] = defaultdict(list)
        for passage in passages:
            by_source[passage.place.source].append(passage.text)
        for texts in by_source.values():
            self._read(texts)

    def __call__(self, text: str) -> list[Mention]:
        """The mentions in one of the passages."""
        return self._found.get(text, [])

    def _read(self, texts: Sequence[str]) -> None:
        from qualwb.language.cache import parsed

        mentions = sorted(_in_parsed(parsed("\n".join(texts))), key=lambda mention: mention.start)
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


def best_mentions(passages: Iterable[UncodedText | CodedText]) -> tuple[FindMentions, str]:
    """Mentions in parsed text, or by words alone where no pipeline can be loaded, and then why not."""
    from qualwb.language.loading import PipelineError

    try:
        return ParsedMentions(passages), ""
    except PipelineError as error:
        return mentions_in_words, str(error)


def _in_parsed(doc: ParsedDoc) -> list[Mention]:
    found = [_of_phrase(phrase) for phrase in key_phrases(doc)]
    within_verbs = {mention.start for mention in found if mention.weight == PARTICLE_VERB}
    found += [
        Mention(token.start, token.end, token.text, token.lemma, (lemma(token.lemma),), CONTENT[token.pos])
        for token in doc.tokens
        if token.pos in CONTENT and token.start not in within_verbs and _tells(token.written.lower())
    ]
    names = {at for name in find_names(doc) if _is_persons(name) for at in range(name.start, name.end)}
    return [m for m in found if _tells(*m.key) and m.start not in names and m.end - 1 not in names]


def _is_persons(name: Name) -> bool:
    return name.kind is NameKind.PERSON or (name.kind is NameKind.NAME and not name.text.isupper())


def _moved(mention: Mention, by: int) -> Mention:
    start, end = mention.start + by, mention.end + by
    return Mention(start, end, mention.text, mention.phrase, mention.key, mention.weight)


def _of_phrase(phrase: Phrase) -> Mention:
    key = tuple(sorted({lemma(word) for word in phrase.lemmas} - STOPWORDS)) or phrase.lemmas
    base = phrase.base if len(key) > 1 or phrase.base.isupper() or not is_known(key[0]) else key[0]
    return Mention(phrase.start, phrase.end, phrase.text, base, key, WEIGHTS[phrase.kind])


def _tells(*words: str) -> bool:
    return any(len(w) >= _SHORTEST and w[0].isalpha() and w not in STOPWORDS | EMPTY for w in words)
