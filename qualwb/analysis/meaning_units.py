"""The analysis as Graneheim & Lundman (2004) lay it out: from the meaning unit to the theme.

Graneheim, U. H. & Lundman, B. (2004). Qualitative content analysis in nursing research. Nurse Education
Today 24, 105-112.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import select

from qualwb.analysis.connection import Connection
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.model import Code, Memo, Source, Theme, ThemeCode
from qualwb.store.tree_faults import readable

CONDENSATION = "condensation"
"""The kind of memo that holds the condensed meaning unit of the passage that it is on."""

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Rungs:
    """What lies above a code, on the way to one theme; None for a rung that is not there."""

    sub_category: str | None
    category: str | None
    theme: str | None


@dataclass(frozen=True, slots=True)
class MeaningUnit:
    """A passage with the codes on it and what lies above them; nothing for a rung that is not there.

    Names stand once each, those of the first theme first.
    """

    text: str
    condensation: str | None
    codes: tuple[str, ...]
    sub_categories: tuple[str, ...]
    categories: tuple[str, ...]
    themes: tuple[str, ...]
    group: str


def meaning_units(connection: Connection, selection: Selection = EVERYTHING) -> list[MeaningUnit]:
    """The passages of a selection, once each, by theme and what lies beneath it.

    The ladder above a code is the codes above it, then the theme that gathers it (or one of these), then the
    themes above that. Its top is the theme. One rung between the code and the theme is the sub-category; of
    several, the one below the theme is the category and the others the sub-category. A code that no theme
    gathers has no theme. A passage comes at its first theme.
    """
    condensed = _condensations(connection)
    codes, themes = _parents(connection, Code), _parents(connection, Theme)
    gathered = _gathered(connection)
    order: dict[str | None, int] = {name: place for place, name in enumerate(themes)}

    def place(ladder: tuple[str, Rungs]) -> tuple[int, int]:
        rungs = ladder[1]
        return order.get(rungs.theme, len(order)), order.get(rungs.category or rungs.sub_category, len(order))

    placed = []
    for quote in find_quotes(connection, Query(selection=selection, order="theme")):
        ways = [(code, rungs) for code in quote.codes for rungs in ladders(code, codes, themes, gathered)]
        ways.sort(key=place)
        condensation = condensed.get((quote.source, quote.start, quote.end))
        placed.append((place(ways[0]), _unit(quote, condensation, ways)))
    return [unit for _place, unit in sorted(placed, key=itemgetter(0))]


def _unit(quote: Quote, condensation: str | None, ways: Sequence[tuple[str, Rungs]]) -> MeaningUnit:
    """The unit of a passage, with each code of it and a way up from it."""
    return MeaningUnit(
        quote.text,
        condensation,
        _once(code for code, _rungs in ways),
        _once(rungs.sub_category for _code, rungs in ways),
        _once(rungs.category for _code, rungs in ways),
        _once(rungs.theme for _code, rungs in ways),
        quote.group,
    )


def _once(names: Iterable[str | None]) -> tuple[str, ...]:
    """The names that there are, each once."""
    return tuple(dict.fromkeys(name for name in names if name is not None))


def ladders(
    code: str,
    codes: Mapping[str, str | None],
    themes: Mapping[str, str | None],
    gathered: Mapping[str, Sequence[str]],
) -> list[Rungs]:
    """What lies above a code, once for each theme that gathers it.

    ``codes`` and ``themes`` give the name above each name; ``gathered`` the themes of each code.
    """
    over = _chain(codes, code)
    found = next((gathered[name] for name in (code, *over) if name in gathered), ())
    if not found:
        return [_rungs(over, theme=None)]
    ways = ([*over, theme, *_chain(themes, theme)] for theme in found)
    return [_rungs(way[:-1], way[-1]) for way in ways]


def _rungs(between: Sequence[str], theme: str | None) -> Rungs:
    """One rung is the sub-category; of more, the one below the theme is the category."""
    if len(between) < 2:
        return Rungs(next(iter(between), None), None, theme)
    return Rungs(" › ".join(reversed(between[:-1])), between[-1], theme)


def _chain(parents: Mapping[str, str | None], name: str) -> list[str]:
    """What lies above a name, nearest first."""
    chain, above = [], parents.get(name)
    while above is not None:
        chain.append(above)
        above = parents.get(above)
    return chain


def _parents(connection: Connection, record: type[Code] | type[Theme]) -> dict[str, str | None]:
    """The name above each name, None at the top, in order."""
    rows = connection.execute(
        select(record.id, record.name, record.parent_id).order_by(record.position, record.id)
    ).all()
    names = {key: name for key, name, _parent in rows}
    parents = readable({key: parent for key, _name, parent in rows})
    above = ((name, parents[key]) for key, name, _parent in rows)
    return {name: None if parent is None else names[parent] for name, parent in above}


def _gathered(connection: Connection) -> dict[str, list[str]]:
    """The themes that gather each code, in order."""
    found: dict[str, list[str]] = {}
    rows = select(Code.name, Theme.name).join_from(ThemeCode, Code, Code.id == ThemeCode.code_id)
    rows = rows.join(Theme, Theme.id == ThemeCode.theme_id).order_by(Theme.position, Theme.id)
    for code, theme in connection.execute(rows):
        found.setdefault(code, []).append(theme)
    return found


def _condensations(connection: Connection) -> dict[Place, str]:
    """The newest condensed meaning unit of each passage that has one."""
    rows = connection.execute(
        select(Source.name, Memo.start, Memo.end, Memo.text)
        .join(Source, Source.id == Memo.source_id)
        .where(Memo.kind == CONDENSATION, Memo.start.is_not(None), Memo.orphaned_from.is_(None))
        .order_by(Memo.id)
    )
    return {(source, start or 0, end or 0): text for source, start, end, text in rows}
