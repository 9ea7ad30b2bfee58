"""The quotes that bear a theme out: all of them, or those that stand for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, String, cast, func, select

from qualwb.analysis.coded_passages import KeySets, coded_passages, those_counting
from qualwb.analysis.quotes import Query, Quote, all_on_passages, find_quotes, quotes_with
from qualwb.analysis.scope import Scope, coding_conditions, resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.slices import both
from qualwb.analysis.table_rows import codes_in_groups
from qualwb.analysis.trees import GATHERED, theme_tree, trees_asked
from qualwb.model import Coding
from qualwb.store.driver import ask_ahead, fetch, plain_rows
from qualwb.store.together import together


class _Passage(NamedTuple):
    """A passage without its text: code points [start, end) of a source, and what is coded there."""

    source: int
    start: int
    end: int
    codes: frozenset[int]
    cited: bool
    coding: int
    """The key of one of its codings."""


def quotes_by_theme(connection: Connection, selection: Selection) -> dict[str, list[Quote]]:
    """All quotes of the themes that gather their codes, in the order of the tree and the text."""
    found: dict[str, list[Quote]] = {}
    for quote in find_quotes(connection, Query(selection=selection, order="theme")):
        for theme in quote.themes:
            found.setdefault(theme, []).append(quote)
    return found


def key_quotes_by_theme(connection: Connection, selection: Selection) -> dict[str, list[Quote]]:
    """Of these the key quotes of each theme, or where it has none the first one of each group.

    Which they are is told by the codings alone: the others are not read.
    """
    scope = resolve(connection, selection)
    if selection.in_groups is not None:
        scope = replace(scope, codes=both(scope.codes, codes_in_groups(connection, scope)))
    chosen = {theme: _key_ones(found, scope) for theme, found in _by_theme(connection, scope).items()}
    keys = {passage.coding for found in chosen.values() for passage in found}
    quotes = quotes_with(connection, sorted(keys), selection, "theme")
    of_coding = {key: quote for quote in quotes for key in quote.codings}
    return {theme: [of_coding[passage.coding] for passage in found] for theme, found in chosen.items()}


def _key_ones(found: Sequence[_Passage], scope: Scope) -> Sequence[_Passage]:
    cited = [passage for passage in found if passage.cited]
    first = {scope.places[passage.source].group: passage for passage in reversed(found)}
    return cited or list(first.values())[::-1]


def _by_theme(connection: Connection, scope: Scope) -> Mapping[str, list[_Passage]]:
    """The passages of each theme, in the order of their first theme in the tree and of the text."""
    passages, _asked = together(
        connection, lambda asked: _passages(asked, scope), lambda asked: ask_ahead(asked, *trees_asked())
    )
    nodes = theme_tree(connection).nodes
    places = {node.key: place for place, node in enumerate(nodes)}
    gathering: dict[int, set[int]] = {}
    for theme, code in fetch(connection, GATHERED):
        gathering.setdefault(code, set()).add(places[theme])
    sources = {source: place for place, source in enumerate(scope.places)}
    themes_of: dict[frozenset[int], list[int]] = {}
    with_themes = []
    for passage in passages:
        codes = passage.codes
        if codes not in themes_of:
            themes_of[codes] = sorted(set().union(*(gathering.get(code, ()) for code in codes)))
        if themes := themes_of[codes]:
            with_themes.append(((themes[0], sources[passage.source]), themes, passage))
    with_themes.sort(key=itemgetter(0))  # those of a source come in the order of its text already
    found: dict[str, list[_Passage]] = {}
    for _place, themes, passage in with_themes:
        for theme in themes:
            found.setdefault(nodes[theme].name, []).append(passage)
    return found


def _passages(connection: Connection, scope: Scope) -> Iterator[_Passage]:
    """The passages in the scope, with all that is coded there, by source and place."""
    told = all_on_passages(scope)
    statement = (
        select(
            Coding.source_id,
            Coding.start,
            Coding.end,
            func.aggregate_strings(cast(Coding.code_id, String), ","),
            func.count().filter(Coding.cited),
            func.min(Coding.id),
        )
        .where(*coding_conditions(told))
        .group_by(Coding.source_id, Coding.start, Coding.end)
        .order_by(Coding.source_id, Coding.start, Coding.end)
    )
    sets = KeySets()
    rows, counting = together(
        connection, lambda asked: plain_rows(asked, statement), lambda asked: those_counting(asked, scope)
    )
    found = (
        _Passage(source, start, end, sets[codes], cited > 0, key)
        for source, start, end, codes, cited, key in rows
    )
    if scope.codes is None and scope.selection.cited is None:
        return counting(found)
    asked = {passage[:3] for passage in coded_passages(connection, scope)}
    return (passage for passage in found if passage[:3] in asked)
