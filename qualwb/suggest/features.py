"""What a text is compared by: pieces of its words, and the base forms of its words and their parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import log

from qualwb.language.compounds import parts
from qualwb.language.lemmas import LONGEST_WORD, lemma, word_forms, words
from qualwb.language.speech_spellings import written
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.swedishness import mostly_known_words
from qualwb.localization import gettext as _

SHORTEST_PIECE, LONGEST_PIECE = 3, 6

_FEWEST_WORDS_TO_MEAN = 4


def content_words(text: str) -> Counter[str]:
    """The words of a text that carry topic, in lower case, speech spellings as written ones, counted."""
    found = Counter([_topic_of(form[:LONGEST_WORD]) for form in word_forms(text)])
    del found[""]
    return found


@lru_cache(maxsize=65536)
def _topic_of(form: str) -> str:
    """The written word of a form, in lower case; empty when it carries no topic."""
    low = form.lower()
    plain = written(low)
    return "" if low in STOPWORDS or plain in STOPWORDS else plain


def pieces(word: str) -> tuple[str, ...]:
    """The character n-grams (3 to 6) of a word with a blank at each end."""
    padded = f" {word} "
    found: list[str] = []
    for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1):
        if len(padded) <= size:
            return (*found, padded)
        found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return tuple(found)


@lru_cache(maxsize=65536)
def concepts(word: str) -> tuple[str, ...]:
    """The base form of a word and, when it is a compound, those of its parts; none for a stop word."""
    base = lemma(word)
    if base in STOPWORDS:
        return ()
    inner = [lemma(part) for part in parts(word)]
    return (base, *(part for part in inner if part not in STOPWORDS)) if len(inner) > 1 else (base,)


def spread(counted: Counter[str], features: Iterable[Iterable[str]]) -> dict[str, float]:
    """The features of all words: one that occurs t times, in whatever words, weighs 1 + ln t."""
    found: defaultdict[str, int] = defaultdict(int)
    for count, given in zip(counted.values(), features, strict=True):
        for feature in given:
            found[feature] += count
    return {feature: 1 + log(times) for feature, times in found.items()}


def words_of(text: str) -> dict[str, float]:
    """The text's content words themselves, weighted."""
    counted = content_words(text)
    return spread(counted, ((word,) for word in counted))


def pieces_of(text: str) -> dict[str, float]:
    """The character n-grams of a text's content words, weighted."""
    counted = content_words(text)
    return spread(counted, map(pieces, counted))


def concepts_of(text: str) -> dict[str, float]:
    """The base forms of a text's content words and of their parts, weighted."""
    counted = content_words(text)
    return spread(counted, map(concepts, counted))


def is_a_statement(text: str) -> bool:
    """Whether a text is long enough to mean something as a whole: 'Mm.' and 'Ja, precis.' are not."""
    return len(words(text)) >= _FEWEST_WORDS_TO_MEAN


def remark_on(text: str) -> str:
    """What the user should know about suggestions for this text; empty when there is nothing to say."""
    found = words(text)
    if not found:
        return _("The passage holds no words.")
    if not content_words(text):
        return _("The passage holds no words that tell a topic.")
    if not mostly_known_words(text):
        return _("The passage does not look Swedish: it is compared by pieces of words alone.")
    return _("The passage is one word: expect little.") if len(found) == 1 else ""
