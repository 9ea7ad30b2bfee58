"""How often words are said."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import SILENT, Talk, talk_by_source
from qualwb.analysis.word_counts import Span, united, words_of
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


def word_frequencies(
    connection: Connection,
    selection: Selection = EVERYTHING,
    *,
    lemmas: bool = False,
    function_words: bool = True,
    limit: int | None = 100,
) -> tuple[WordFrequency, ...]:
    """Words by how often they are said, most first, without regard to case.

    Counted in the turns of those who are not left out; with themes or codes selected, in their passages
    alone. With ``lemmas``, the forms of a word count together, under its base form. Without
    ``function_words``, such words, talk particles and numbers are not shown; they still count among the words
    that 'per thousand' is of.
    """
    scope = resolve(connection, selection)
    forms: dict[str, Counter[str]] = {}
    sources: dict[str, set[int]] = {}
    total = 0
    known: dict[str, str] = {}
    texts = current_texts(connection)
    for source, spans in _spans(connection, scope, texts):
        said = Counter(word for start, end in spans for word in words_of(texts[source][start:end]))
        total += said.total()
        for form, count in said.items():
            if form not in known:
                known[form] = lemma(form).casefold() if lemmas else form
            word = known[form]
            forms.setdefault(word, Counter())[form] += count
            sources.setdefault(word, set()).add(source)
    shown = [word for word in forms if function_words or not (word in STOPWORDS or word.isdecimal())]
    shown.sort(key=lambda word: (-forms[word].total(), word))
    return tuple(
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


def _spans(connection: Connection, scope: Scope, texts: dict[int, str]) -> Iterator[tuple[int, list[Span]]]:
    """By source, the stretches of text that count."""
    talk = talk_by_source(connection, scope.places)
    if scope.codes is not None:
        for source, group in groupby(coded_passages(connection, scope), itemgetter(0)):
            spans = united((start, end) for _source, start, end, _codes in group)
            spoken = (_heard(talk.get(source, SILENT), start, end, scope) for start, end in spans)
            yield source, [span for found in spoken for span in found]
        return
    for source in scope.places:
        yield source, _heard(talk.get(source, SILENT), 0, len(texts[source]), scope)


def _heard(talk: Talk, start: int, end: int, scope: Scope) -> list[Span]:
    turns = talk.touching(start, end)
    if not talk.turns:
        return [(start, end)]
    return [
        (max(start, turn.start), min(end, turn.end))
        for turn in turns
        if turn.role not in scope.left_out
        and (scope.participants is None or turn.participant in scope.participants)
    ]
