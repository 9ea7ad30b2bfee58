"""How often words are said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.heard import heard, resolve_talk
from qualwb.analysis.scope import Scope
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import talk_notes
from qualwb.analysis.word_counts import Words, signs_followed
from qualwb.language.lemmas import lemma
from qualwb.language.stopwords import STOPWORDS
from qualwb.store.texts import current_texts


@dataclass(frozen=True, slots=True)
class WordFrequency:
    """How often a word (or all forms of it) is said."""

    word: str
    count: int
    per_thousand: float
    sources: int
    groups: int
    forms: tuple[str, ...]
    """The forms that were met, most common first."""


@dataclass(frozen=True, slots=True)
class WordFrequencies:
    """Words by how often they are said, most first."""

    words: tuple[WordFrequency, ...]
    total: int
    """How many words are said in all, which 'per thousand' is of."""
    notes: tuple[str, ...]


def word_frequencies(
    connection: Connection,
    selection: Selection = EVERYTHING,
    *,
    lemmas: bool = False,
    function_words: bool = True,
    limit: int | None = 100,
) -> WordFrequencies:
    """Words by how often they are said, without regard to case.

    Counted in the turns of those who are not left out; with themes or codes selected, in their passages
    alone. With ``lemmas``, the forms of a word count together, under its base form. Without
    ``function_words``, such words, talk particles and numbers are not shown; they still count among the words
    that 'per thousand' is of.
    """
    scope = resolve_talk(connection, selection)
    counts: Counter[str] = Counter()
    said: dict[int, frozenset[str]] = {}
    texts, signs = current_texts(connection), signs_followed(connection)
    for source, stretches in heard(connection, scope):
        spoken = Words(texts[source], signs).forms((start, end) for start, end, _turn in stretches)
        counts.update(spoken)
        said[source] = frozenset(spoken)
    total = counts.total()
    forms: dict[str, Counter[str]] = {}
    for form, count in counts.items():
        forms.setdefault(lemma(form).casefold() if lemmas else form, Counter())[form] = count
    shown = [word for word in forms if function_words or not (word in STOPWORDS or word.isdecimal())]
    shown.sort(key=lambda word: (-forms[word].total(), word))
    found = tuple(_frequency(word, forms[word], total, said, scope) for word in shown[:limit])
    return WordFrequencies(found, total, talk_notes(connection, scope))


def _frequency(
    word: str, forms: Counter[str], total: int, said: Mapping[int, frozenset[str]], scope: Scope
) -> WordFrequency:
    """A word with where it is said; ``said`` holds the forms by source."""
    sources = [source for source, met in said.items() if not met.isdisjoint(forms)]
    return WordFrequency(
        word=word,
        count=forms.total(),
        per_thousand=1000 * forms.total() / total,
        sources=len(sources),
        groups=len({scope.places[source].group for source in sources}),
        forms=tuple(form for form, _count in sorted(forms.items(), key=lambda f: (-f[1], f[0]))),
    )
