"""Which summaries of the framework matrix have fallen behind: what was coded since they were written."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from qualwb.analysis.coded_passages import those_counting
from qualwb.analysis.scope import Scope, coding_conditions, people_in, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import SILENT, talk_by_source
from qualwb.analysis.trees import code_tree, codes_of_themes, theme_tree
from qualwb.model import Coding
from qualwb.store.driver import plain_rows

Cell = tuple[str, str, str]
"""Theme, group, and the alias of a participant, '' for the whole group."""


class _Coded(NamedTuple):
    source: int
    start: int
    end: int
    key: int
    code: int


def coded_since(
    connection: Connection, grounds: Mapping[Cell, Collection[int]], selection: Selection = EVERYTHING
) -> frozenset[Cell]:
    """The cells in which a passage counts that bears none of the codings that the summary rests on.

    ``grounds`` are the keys of these codings. A summary that rests on none that is there still tells nothing
    of its age, and is left out.
    """
    rested = {cell: frozenset(codings) for cell, codings in grounds.items() if codings}
    if not rested:
        return frozenset()
    passages = _by_cell(connection, resolve(connection, selection), any(who for _t, _g, who in rested))
    return frozenset(
        cell
        for cell, codings in rested.items()
        if any(codings.isdisjoint(keys) for keys in passages.get(cell, {}).values())
    )


def _by_cell(
    connection: Connection, scope: Scope, of_people: bool
) -> Mapping[Cell, Mapping[tuple[int, int, int], set[int]]]:
    """The keys of the codings of a theme on each passage that counts, by cell."""
    columns = Coding.source_id, Coding.start, Coding.end, Coding.id, Coding.code_id
    statement = select(*columns).where(*coding_conditions(scope)).order_by(*columns[:4])
    rows = (_Coded(*row) for row in plain_rows(connection, statement))
    themes = theme_tree(connection)
    names = {node.key: node.name for node in themes.nodes}
    gathered = codes_of_themes(connection, themes, code_tree(connection), roll_up=False)
    themes_of: defaultdict[int, list[str]] = defaultdict(list)
    for key, codes in gathered.items():
        for code in codes:
            themes_of[code].append(names[key])
    talk = talk_by_source(connection, scope.places) if of_people else {}
    people = people_in(connection, scope) if of_people else {}

    def cases(one: _Coded) -> Iterator[tuple[str, str]]:
        group = scope.places[one.source].group_name
        yield group, ""
        turns = talk.get(one.source, SILENT).touching(one.start, one.end)
        for person in {turn.participant for turn in turns if turn.participant is not None}:
            if person in people:
                yield group, people[person].alias

    found: defaultdict[Cell, defaultdict[tuple[int, int, int], set[int]]]
    found = defaultdict(lambda: defaultdict(set))
    for one in those_counting(connection, scope)(rows):
        for theme in themes_of.get(one.code, ()):
            for group, alias in cases(one):
                found[theme, group, alias][one.source, one.start, one.end].add(one.key)
    return found
