"""The analysis as Graneheim & Lundman (2004) lay it out: from the meaning unit to the theme.

Graneheim, U. H. & Lundman, B. (2004). Qualitative content analysis in nursing research. Nurse Education
Today 24, 105-112.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.model import Code, Memo, Source, Theme, ThemeCode

CONDENSATION = "condensation"
"""The kind of memo that holds the condensed meaning unit of the passage that it is on."""

Place = tuple[str, int | None, int | None]


def graneheim_table(connection: Connection, selection: Selection = EVERYTHING) -> Table:
    """Meaning unit, condensation, code, sub-category, category and theme: a row a passage, code and theme.

    The ladder above a code is the codes above it, then the theme that gathers it (or one of these), then the
    themes above that. Its top is the theme, the rung below it the category, what lies between that and the
    code the sub-category. A code that no theme gathers has no theme.
    """
    condensed = _condensations(connection)
    codes, themes = _parents(connection, Code), _parents(connection, Theme)
    ladders = _Ladders(codes, themes, _gathered(connection))
    rows: list[tuple[str | None, ...]] = []
    for quote in find_quotes(connection, Query(selection=selection, order="theme")):
        unit = quote.text, condensed.get((quote.source, quote.start, quote.end))
        for code in quote.codes:
            rows += [(*unit, code, *rungs, quote.group) for rungs in ladders.above(code)]
    order = {name: place for place, name in enumerate(themes)}
    rows.sort(key=lambda row: (order.get(row[5] or "", len(order)), order.get(row[4] or "", len(order))))
    return Table(
        (
            *(_("Meaning unit"), _("Condensation"), _("Code"), _("Sub-category"), _("Category"), _("Theme")),
            _("Group"),
        ),
        rows,
        title=_("From meaning unit to theme"),
    )


class _Ladders:
    """From a code up to its themes."""

    def __init__(
        self,
        codes: dict[str, str | None],
        themes: dict[str, str | None],
        gathered: dict[str, list[str]],
    ) -> None:
        self.codes = codes
        self.themes = themes
        self.gathered = gathered

    def above(self, code: str) -> list[tuple[str | None, str | None, str | None]]:
        """Sub-category, category and theme of a code, once for each theme that gathers it."""
        over = _chain(self.codes, code)
        found = next((self.gathered[name] for name in (code, *over) if name in self.gathered), [])
        if not found:
            return [_rungs(over, theme=None)]
        ladders = ([*over, theme, *_chain(self.themes, theme)] for theme in found)
        return [_rungs(ladder[:-1], ladder[-1]) for ladder in ladders]


def _rungs(between: Sequence[str], theme: str | None) -> tuple[str | None, str | None, str | None]:
    """The nearest rung below the theme is the category, the others the sub-category."""
    if not between:
        return None, None, theme
    below = " › ".join(reversed(between[:-1]))
    return below or None, between[-1], theme


def _chain(parents: dict[str, str | None], name: str) -> list[str]:
    """What lies above a name, nearest first."""
    chain, above = [], parents.get(name)
    while above is not None:
        chain.append(above)
        above = parents.get(above)
    return chain


def _parents(connection: Connection, record: type[Code] | type[Theme]) -> dict[str, str | None]:
    rows = connection.execute(
        select(record.id, record.name, record.parent_id).order_by(record.position, record.id)
    ).all()
    names = {key: name for key, name, _parent in rows}
    return {name: names.get(parent) if parent else None for _key, name, parent in rows}


def _gathered(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = select(Code.name, Theme.name).join_from(ThemeCode, Code, Code.id == ThemeCode.code_id)
    rows = rows.join(Theme, Theme.id == ThemeCode.theme_id).order_by(Theme.position, Theme.id)
    for code, theme in connection.execute(rows):
        found.setdefault(code, []).append(theme)
    return found


def _condensations(connection: Connection) -> dict[Place, str]:
    rows = connection.execute(
        select(Source.name, Memo.start, Memo.end, Memo.text)
        .join(Source, Source.id == Memo.source_id)
        .where(Memo.kind == CONDENSATION, Memo.start.is_not(None), Memo.orphaned_from.is_(None))
        .order_by(Memo.id)
    )
    return {(source, start, end): text for source, start, end, text in rows}
