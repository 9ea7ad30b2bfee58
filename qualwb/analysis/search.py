"""Searching the words of the material: full-text search, and keywords in their context.

å, ä and ö are letters of their own. A search looks at everybody's words, the moderator's too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from qualwb.analysis.scope import Scope, SourcePlace, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.turn_query_language import Forms, only_itself, parse_words
from qualwb.analysis.word_counts import signs_followed
from qualwb.analysis.word_forms import forms_by_word, forms_with_compounds
from qualwb.language.lemmas import lemma
from qualwb.language.transcription_marks import Preset, without_marks
from qualwb.store.driver import chain_head
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.turn_index import MatchingTurns, Narrowing, Order, Page, TurnMatch
from qualwb.store.open_project import OpenProject
from qualwb.store.search import known_terms, refresh_index
from qualwb.store.together import together
from qualwb.store.turn_query import TurnQuery

_SIGN = "\0"
"""Stands for each character of a transcriber's mark."""
CONTEXT = 40
"""Characters of its turn that a keyword has on each side, where no others are asked for."""
SNIPPET = 60
"""Characters shown on each side of the first match."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that a search found. Places are code points [start, end) of the source's text."""

    source: str
    group: str
    turn: int
    speaker: str
    start: int
    end: int
    places: tuple[tuple[int, int], ...]
    """Every matching word or phrase of the turn; ``start`` and ``end`` are those of the first."""
    snippet: str
    rank: float
    """BM25: the lower, the better."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and how many turns match in all."""

    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A match in its context."""

    source: str
    group: str
    turn: int
    speaker: str
    start: int
    end: int
    left: str
    match: str
    right: str


def find_text(
    project: OpenProject,
    words: str,
    *,
    all_forms: bool = False,
    compounds: bool = False,
    limit: int | None = 100,
    offset: int = 0,
    order: Order = "rank",
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> Found:
    """The turns with these words, best first (``order`` 'rank') or in the order of the 'text'.

    ``words``: all must stand in the turn; "a phrase" in quotation marks, prefix*, AND, OR, NOT and brackets
    as in FTS5, in capitals, also in Swedish. With ``all_forms``, a word stands for all forms of it that
    the material has; with ``compounds`` for words that are made with it too, 'enhetschefen' for 'chef'.
    Groups and sources of the selection narrow the search, and ``among``: keys of turns.
    Raises ``BadQuery``.
    """
    _refresh(project)
    with project.reading() as connection:
        scope = resolve(connection, selection)
        query = parse_words(words, _told(project, connection, all_forms, compounds))
        found = _find(connection, query, scope, among, Page(limit, offset, order))
        return Found(found.total, tuple(hits_of(scope, found.page)))


def kwic(
    project: OpenProject,
    words: str,
    *,
    all_forms: bool = False,
    compounds: bool = False,
    width: int = CONTEXT,
    limit: int | None = None,
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> tuple[Keyword, ...]:
    """Each match with ``width`` characters of its turn on both sides, in text order. Raises ``BadQuery``."""
    with reading_index(project) as connection:
        keywords = keywords_in(
            connection,
            project,
            words,
            all_forms=all_forms,
            compounds=compounds,
            width=width,
            at_a_time=limit,
            selection=selection,
            among=among,
        )
        return tuple(islice(keywords, limit))


@contextmanager
def reading_index(project: OpenProject) -> Iterator[Connection]:
    """A connection that sees one state of the project, whose words can be looked for."""
    _refresh(project)
    with project.reading() as connection:
        yield connection


def keywords_in(
    connection: Connection,
    project: OpenProject,
    words: str,
    *,
    all_forms: bool = False,
    compounds: bool = False,
    width: int = CONTEXT,
    at_a_time: int | None = None,
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> Iterator[Keyword]:
    """What ``kwic`` gives, one by one, on a connection of ``reading_index``. Raises ``BadQuery``.

    A transcriber's mark ([skratt]) is no word: it is a match only where the words ask for it in its brackets.
    ``at_a_time``: turns that are read together; all, unless the first matches alone are wanted.
    """
    scope, followed = together(connection, lambda asked: resolve(asked, selection), signs_followed)
    signs = None if "[" in words else followed
    query = parse_words(words, _told(project, connection, all_forms, compounds))

    def turns() -> Iterator[TurnMatch]:
        for page in count():
            found = _find(connection, query, scope, among, Page(at_a_time, page * (at_a_time or 0), "text"))
            yield from found.page
            if at_a_time is None or (page + 1) * at_a_time >= found.total:
                return

    return _keywords(scope, turns(), width, signs)


_refreshed: WeakKeyDictionary[OpenProject, int] = WeakKeyDictionary()
"""The revision at which the index of an open project was last brought up to date."""


_forms_of: WeakKeyDictionary[OpenProject, tuple[int, Mapping[str, Sequence[str]]]] = WeakKeyDictionary()
"""The forms by their base form that an open project has, and at which revision."""


def _refresh(project: OpenProject) -> None:
    with project.reading_whole() as connection:
        if backend_of(connection).turn_index.kept_by_acts:
            return
        revision = chain_head(connection).number
    if _refreshed.get(project) != revision:
        refresh_index(project)
        _refreshed[project] = revision


def _told(project: OpenProject, connection: Connection, all_forms: bool, compounds: bool) -> Forms:
    """What tells the words of the material that a word stands for, beside itself."""
    if not (all_forms or compounds):
        return only_itself
    revision = chain_head(connection).number
    known, forms = _forms_of.get(project, (None, {}))
    if known != revision:
        forms = forms_by_word(known_terms(connection))
        _forms_of[project] = revision, forms
    if compounds:
        return lambda word: forms_with_compounds(forms, word.casefold())
    return lambda word: forms.get(lemma(word.casefold()), ())


def _find(
    connection: Connection, query: TurnQuery, scope: Scope, among: Collection[int] | None, page: Page
) -> MatchingTurns:
    narrowing = Narrowing(None if scope.all_places else scope.places.keys(), among)
    return backend_of(connection).turn_index.find(connection, query, narrowing, page)


def hits_of(scope: Scope, matches: Iterable[TurnMatch]) -> Iterator[Hit]:
    """The matching turns as hits."""
    for source, number, start, speaker, text, places, rank in matches:
        place = scope.places[source]
        first, last = places[0] if places else (0, len(text))
        yield Hit(
            place.name,
            place.group_name,
            number,
            speaker or "",
            start + first,
            start + last,
            tuple((start + a, start + b) for a, b in places),
            _snippet(text, first, last),
            rank,
        )


def _keywords(
    scope: Scope, matches: Iterable[TurnMatch], width: int, signs: Preset | None
) -> Iterator[Keyword]:
    for match in matches:
        yield from keywords_of(scope.places[match.source_id], match, width, signs)


def keywords_of(
    place: SourcePlace, match: TurnMatch, width: int, signs: Preset | None = None
) -> Iterator[Keyword]:
    """The matches in a turn, each with ``width`` characters of the turn on both sides.

    With ``signs``, what stands in a transcriber's mark of that tradition is no match.
    """
    text, start = match.text, match.start
    said = text if signs is None else without_marks(text, signs, _SIGN)
    for first, last in match.places:
        if not said[first:last].strip(_SIGN):
            continue
        yield Keyword(
            place.name,
            place.group_name,
            match.number,
            match.speaker or "",
            start + first,
            start + last,
            text[max(first - width, 0) : first].replace("\n", " "),
            text[first:last],
            text[last : last + width].replace("\n", " "),
        )


def _snippet(text: str, first: int, last: int) -> str:
    """The words around a match, cut at blanks, on one line."""
    start, end = max(first - SNIPPET, 0), min(last + SNIPPET, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(text.rfind(" ", last, end), last)
    shown = text[start:end].replace("\n", " ")
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")
