"""Searching the words of the material: full-text search, and keywords in their context.

å, ä and ö are letters of their own. A search looks at everybody's words, the moderator's too.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Row
from sqlalchemy.exc import DBAPIError

from qualwb.analysis.query_language import OPERATORS, BadQuery
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.word_forms import forms_by_word
from qualwb.language.lemmas import lemma
from qualwb.localization import gettext as _
from qualwb.store.open_project import OpenProject
from qualwb.store.search import known_terms, refresh_index

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
    limit: int | None = 100,
    offset: int = 0,
    order: str = "rank",
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> Found:
    """The turns with these words, best first (``order`` 'rank') or in the order of the 'text'.

    ``words``: all must stand in the turn; "a phrase" in quotation marks, prefix*, AND, OR, NOT and brackets
    as in FTS5, in capitals, also in Swedish. With ``all_forms``, a word stands for all forms of it that
    the material has. Groups and sources of the selection narrow the search, and ``among``: keys of turns.
    Raises ``BadQuery``.
    """
    _refresh(project)
    with project.reading() as connection:
        scope = resolve(connection, selection)
        where = _where(scope, among)
        query = _match_expression(connection, words, all_forms)
        ((total,),) = _rows(connection, f"SELECT count(*) FROM turn_index{where}", query, words)
        page = f" LIMIT {-1 if limit is None else int(limit)} OFFSET {int(offset)}"
        rows = _rows(connection, _HITS[order].format(where=where) + page, query, words)
        return Found(total, tuple(_hits(scope, rows)))


def kwic(
    project: OpenProject,
    words: str,
    *,
    all_forms: bool = False,
    width: int = 40,
    limit: int | None = None,
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> tuple[Keyword, ...]:
    """Each match with ``width`` characters of its turn on both sides, in text order. Raises ``BadQuery``."""
    _refresh(project)
    with project.reading() as connection:
        scope = resolve(connection, selection)
        query = _match_expression(connection, words, all_forms)
        rows = _rows(connection, _HITS["text"].format(where=_where(scope, among)), query, words)
        lines: list[Keyword] = []
        for source, number, start, speaker, marked, _rank in rows:
            place = scope.places[source]
            plain, spans = _unmarked(marked)
            for first, last in spans:
                lines.append(
                    Keyword(
                        place.name,
                        place.group_name,
                        number,
                        speaker or "",
                        start + first,
                        start + last,
                        plain[max(first - width, 0) : first].replace("\n", " "),
                        plain[first:last],
                        plain[last : last + width].replace("\n", " "),
                    )
                )
                if len(lines) == limit:
                    return tuple(lines)
        return tuple(lines)


_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # code points that are no characters, so no text has them
_COLUMNS = f"""
    SELECT turn.source_id, turn.number, turn.start, speaker.label,
           highlight(turn_index, 0, '{_OPEN}', '{_CLOSE}'), %s
    FROM turn_index JOIN turn ON turn.id = turn_index.rowid
    LEFT JOIN speaker ON speaker.id = turn.speaker_id
"""
_HITS = {
    "rank": _COLUMNS % "rank" + "{where} ORDER BY rank, turn_index.rowid",
    "text": _COLUMNS % "0.0"
    + " JOIN source ON source.id = turn.source_id JOIN focus_group ON focus_group.id = source.group_id"
    + "{where} ORDER BY focus_group.position, focus_group.id, source.position, source.id, turn.number",
}
_TOKEN = re.compile(
    r"""\s*(?: (?P<paren>[()]) | ["”“](?P<phrase>[^"”“]*)["”“] | (?P<word>[^\s()"”“]+) )""", re.X
)
_OPERATOR = {name: operator for operator in ("AND", "OR", "NOT") for name in OPERATORS[operator]}


_refreshed: WeakKeyDictionary[OpenProject, int] = WeakKeyDictionary()
"""The revision at which the index of an open project was last brought up to date."""


def _refresh(project: OpenProject) -> None:
    revision = project.revision()
    if _refreshed.get(project) != revision:
        refresh_index(project)
        _refreshed[project] = revision


def _match_expression(connection: Connection, words: str, all_forms: bool) -> str:
    """The words as an FTS5 expression in which nothing but our operators has a meaning."""
    parts, place, text = [], 0, unicodedata.normalize("NFC", words).rstrip()
    forms = forms_by_word(known_terms(connection)) if all_forms else {}
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise _bad(words, _("a quotation mark is not closed"))
        place = found.end()
        if found["paren"]:
            parts.append(found["paren"])
        elif found["phrase"] is not None:
            parts.append(_quoted(found["phrase"], words))
        elif found["word"] in _OPERATOR:
            parts.append(_OPERATOR[found["word"]])
        elif found["word"].endswith("*"):
            parts.append(_quoted(found["word"][:-1], words) + "*")
        else:
            parts.append(_any_form(found["word"], forms, words))
    if not parts:
        raise _bad(words, _("there is no word to look for"))
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    """The parts with AND where no operator stands between two of them: FTS5 wants it beside brackets."""
    joined: list[str] = []
    for part in parts:
        begins = part not in (*_OPERATOR.values(), ")")
        if joined and begins and joined[-1] not in (*_OPERATOR.values(), "("):
            joined.append("AND")
        joined.append(part)
    return " ".join(joined)


def _any_form(word: str, forms: dict[str, list[str]], words: str) -> str:
    if not forms:
        return _quoted(word, words)
    same = dict.fromkeys([word, *forms.get(lemma(word.casefold()), ())])
    return f"({' OR '.join(_quoted(form, words) for form in same)})"


def _quoted(text: str, words: str) -> str:
    if not re.search(r"\w", text):
        raise _bad(words, _("'{text}' holds no word").format(text=text))
    return f'"{text}"'


def _where(scope: Scope, among: Collection[int] | None) -> str:
    where = " WHERE turn_index MATCH ?"
    if among is not None:
        where += f" AND turn_index.rowid IN ({', '.join(map(str, sorted(among))) or 'NULL'})"
    if not scope.all_places:
        where += f" AND turn_index.source_id IN ({', '.join(map(str, scope.places)) or 'NULL'})"
    return where


def _rows(connection: Connection, statement: str, query: str, words: str) -> Sequence[Row[*tuple[Any, ...]]]:
    try:
        return connection.exec_driver_sql(statement, (query,)).all()
    except DBAPIError as error:
        if "fts5" not in str(error.orig):
            raise
        raise _bad(words, _("an operator or bracket stands alone")) from None


def _bad(words: str, why: str) -> BadQuery:
    return BadQuery(
        _("Can't search for '{words}': {why}.").format(words=words, why=why),
        _("Write it like {example}.").format(example='syfte* OR "oklart mandat"'),
    )


def _hits(scope: Scope, rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[Hit]:
    for source, number, start, speaker, marked, rank in rows:
        place = scope.places[source]
        plain, spans = _unmarked(marked)
        first, last = spans[0] if spans else (0, len(plain))
        yield Hit(
            place.name,
            place.group_name,
            number,
            speaker or "",
            start + first,
            start + last,
            tuple((start + a, start + b) for a, b in spans),
            _snippet(plain, first, last),
            rank,
        )


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where the marked words stand in it."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for piece in marked.split(_OPEN):
        match, close, rest = piece.partition(_CLOSE)
        if close:
            spans.append((length, length + len(match)))
            pieces += (match, rest)
        else:
            pieces.append(piece)
        length += len(piece) - len(close)
    return "".join(pieces), spans


def _snippet(text: str, first: int, last: int) -> str:
    """The words around a match, cut at blanks, on one line."""
    start, end = max(first - SNIPPET, 0), min(last + SNIPPET, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(text.rfind(" ", last, end), last)
    shown = text[start:end].replace("\n", " ")
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")
