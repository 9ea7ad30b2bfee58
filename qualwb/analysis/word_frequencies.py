"""How often words are said."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.heard import heard, resolve_talk
from qualwb.analysis.selection import EVERYTHING, Selection
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
    forms: dict[str, Counter[str]] = {}
    sources: dict[str, set[int]] = {}
    total = 0
    known: dict[str, str] = {}
    texts, signs = current_texts(connection), signs_followed(connection)
    for source, stretches in heard(connection, scope):
        words = Words(texts[source], signs)
        said = Counter(word for start, end, _turn in stretches for word in words.forms(start, end))
        total += said.total()
        for form, count in said.items():
            if form not in known:
                known[form] = lemma(form).casefold() if lemmas else form
            word = known[form]
            forms.setdefault(word, Counter())[form] += count
            sources.setdefault(word, set()).add(source)
    shown = [word for word in forms if function_words or not (word in STOPWORDS or word.isdecimal())]
    shown.sort(key=lambda word: (-forms[word].total(), word))
    found = tuple(
        WordFrequency(
            word=word,
            count=forms[word].total(),
            per_thousand=1000 * forms[word].total() / total,
            sources=len(sources[word]),
            groups=len({scope.places[source].group for source in sources[word]}),
            forms=tuple(form for form, _count in sorted(forms[word].items(), key=lambda f: (-f[1], f[0]))),
        )
        for word in shown[:limit]
    )
    return WordFrequencies(found, total, scope.filters)
