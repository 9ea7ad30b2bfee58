"""The analysis as Graneheim & Lundman (2004) lay it out: from the meaning unit to the theme.

Graneheim, U. H. & Lundman, B. (2004). Qualitative content analysis in nursing research. Nurse Education
Today 24, 105-112.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qualwb.analysis.connection import Connection
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.model import Code, Memo, Source, Theme, ThemeCode
from qualwb.store.tree_faults import readable

CONDENSATION = "condensation"
"""The kind of memo that holds the condensed meaning unit of the passage that it is on."""

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class MeaningUnit:
    """A passage with a code on it and what lies above the code; None for a rung that is not there."""

    text: str
    condensation: str | None
    code: str
    sub_category: str | None
    category: str | None
    theme: str | None
    group: str


@dataclass(frozen=True, slots=True)
class Rungs:
    """What lies above a code, on the way to one theme."""

    sub_category: str | None
    category: str | None
    theme: str | None


def meaning_units(connection: Connection, selection: Selection = EVERYTHING) -> list[MeaningUnit]:
    """The passages of a selection, once for each code there and each theme of it, by theme and category.

    The ladder above a code is the codes above it, then the theme that gathers it (or one of these), then the
    themes above that. Its top is the theme, the rung below it the category, what lies between that and the
    code the sub-category. A code that no theme gathers has no theme.
    """
    condensed = _condensations(connection)
    codes, themes = _parents(connection, Code), _parents(connection, Theme)
    gathered = _gathered(connection)
    units = [
        MeaningUnit(
            quote.text,
            condensed.get((quote.source, quote.start, quote.end)),
            code,
            rungs.sub_category,
            rungs.category,
            rungs.theme,
            quote.group,
        )
        for quote in find_quotes(connection, Query(selection=selection, order="theme"))
        for code in quote.codes
        for rungs in ladders(code, codes, themes, gathered)
    ]
    order: dict[str | None, int] = {name: place for place, name in enumerate(themes)}
    last = len(order)
    return sorted(units, key=lambda unit: (order.get(unit.theme, last), order.get(unit.category, last)))


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
    """The nearest rung below the theme is the category, the others the sub-category."""
    if not between:
        return Rungs(None, None, theme)
    below = " › ".join(reversed(between[:-1]))
    return Rungs(below or None, between[-1], theme)


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
