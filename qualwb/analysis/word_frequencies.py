"""How often words are said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, union

from qualwb.alphabetical_order import alphabetical
from qualwb.analysis.heard import heard, resolve_talk
from qualwb.analysis.scope import SourcePlace
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import talk_notes
from qualwb.analysis.word_counts import Words, signs_followed
from qualwb.language.lemmas import lemma
from qualwb.language.stopwords import STOPWORDS
from qualwb.model import Participant, Speaker
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
    elsewhere: float | None = None
    """How often per thousand words of the rest, where a part of the talk is counted beside it."""
    typical: float | None = None
    """How typical it is of that part: see ``typical_words``."""


@dataclass(frozen=True, slots=True)
class WordFrequencies:
    """Words by how often they are said, most first."""

    words: tuple[WordFrequency, ...]
    total: int
    """How many words are said in all, which 'per thousand' is of."""
    notes: tuple[str, ...]
    names: frozenset[str] = frozenset()
    """Words that stand for themselves, as names of who speaks."""


WORD_ORDERS = ("count", "word", "groups", "sources", "forms", "typical")
"""Most often said first; alphabetically; in most groups, in most sources, of most forms first; most typical
of the part that is counted first."""


def words_in_order(words: Sequence[WordFrequency], order: str) -> tuple[WordFrequency, ...]:
    """The words in one of the ``WORD_ORDERS``; alike, the more frequent first, then as they are counted."""
    return tuple(sorted(words, key=lambda one: (_rank(one, order), -one.count, one.word)))


def _rank(one: WordFrequency, order: str) -> float | str:
    if order == "word":
        return alphabetical(one.word)
    if order == "typical":
        return -(one.typical or 0)
    amounts = {"count": one.count, "groups": one.groups, "sources": one.sources, "forms": len(one.forms)}
    return -amounts[order]


def word_frequencies(
    connection: Connection,
    selection: Selection = EVERYTHING,
    *,
    lemmas: bool = False,
    function_words: bool = True,
    limit: int | None = 100,
    names: frozenset[str] | None = None,
) -> WordFrequencies:
    """Words by how often they are said, without regard to case.

    Counted in the turns of those who are not left out; with themes or codes selected, in their passages
    alone. With ``lemmas``, the forms of a word count together, under its base form; the names of those who
    speak stand for themselves where they always begin with a capital ('Lena' is no form of 'len'). Without
    ``function_words``, such words, talk particles and numbers are not shown; they still count among the
    words that 'per thousand' is of. Which words are names is told by ``names``, else by the words counted.
    """
    scope = resolve_talk(connection, selection)
    counts: Counter[bytes] = Counter()
    said: dict[int, frozenset[bytes]] = {}
    texts, signs = current_texts(connection), signs_followed(connection)
    for source, stretches in heard(connection, scope):
        spoken = Words(texts[source], signs).written((start, end) for start, end, _turn in stretches)
        counts.update(spoken)
        said[source] = frozenset(spoken)
    total = counts.total()
    forms: dict[str, Counter[str]] = {}
    spellings: dict[str, list[bytes]] = {}
    if names is None:
        names = _names_of_people(connection).difference(_ever_small(counts)) if lemmas else frozenset()
    for spelling, count in counts.items():
        written = spelling.decode()
        form = written.casefold()
        word = lemma(form).casefold() if lemmas and form not in names else form
        forms.setdefault(word, Counter())[form] += count
        spellings.setdefault(word, []).append(spelling)
    shown = [word for word in forms if function_words or not (word in STOPWORDS or word.isdecimal())]
    shown.sort(key=lambda word: (-forms[word].total(), word))
    found = []
    for word in shown[:limit]:
        sources = [source for source, met in said.items() if not met.isdisjoint(spellings[word])]
        found.append(_frequency(word, forms[word], total, [scope.places[source] for source in sources]))
    return WordFrequencies(tuple(found), total, talk_notes(connection, scope), names)


def _ever_small(spellings: Iterable[bytes]) -> Iterator[str]:
    """The words that are ever written with a small letter at first: no names, whoever is called so."""
    return (form for form in map(bytes.decode, spellings) if form[:1].islower())


def _names_of_people(connection: Connection) -> frozenset[str]:
    """The words of speakers' labels and participants' aliases, without regard to case."""
    named = union(select(Speaker.label), select(Participant.alias))
    return frozenset(word.casefold() for name in connection.execute(named).scalars() for word in name.split())


def _frequency(word: str, forms: Counter[str], total: int, places: Sequence[SourcePlace]) -> WordFrequency:
    """A word with where it is said."""
    return WordFrequency(
        word=word,
        count=forms.total(),
        per_thousand=1000 * forms.total() / total,
        sources=len(places),
        groups=len({place.group for place in places}),
        forms=tuple(form for form, _count in sorted(forms.items(), key=lambda f: (-f[1], f[0]))),
    )
