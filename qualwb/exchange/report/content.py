"""The report's content: method, overview, themes with evidence and quotes, analyses, appendix."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from qualwb.acts.summaries import summaries
from qualwb.analysis.codes import CodeRow, codebook
from qualwb.analysis.cooccurrence import Cooccurrence, cooccurrence
from qualwb.analysis.extent import extent_text, extents
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.participation import participation
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.analysis.saturation import saturation
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.themes import ThemeRow, theme_list
from qualwb.colours import darkness
from qualwb.exchange.figures.accumulation import accumulation
from qualwb.exchange.figures.heat_map import greatest, heat_map, is_parent
from qualwb.exchange.figures.network import network
from qualwb.exchange.figures.participation_bars import participation_bars
from qualwb.exchange.printed_quotes import citation, printed_texts
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.report.method import Method
from qualwb.exchange.tables.analyses import saturation_table
from qualwb.exchange.tables.matrix import matrix_table
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import language
from qualwb.model import Project

GROUPS_A_FIGURE = 5
"""Groups whose participation one figure shows."""
MOST_PAIRS = 25
"""Pairs of the co-occurrence table."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What of a project goes into its report.

    ``quotes``: 'cited' gives a theme's key quotes, or where it has none the first one of each group; 'all'
    gives every passage. ``full_citations`` adds speaker and lines to the group.
    """

    selection: Selection = EVERYTHING
    quotes: str = "cited"
    full_citations: bool = False


def report(connection: Connection, name: str, wishes: Wishes = Wishes()) -> Report:
    """The report of a project; ``name`` stands in where the project has none."""
    project = connection.execute(select(Project)).one()
    found = _Found(connection, wishes)
    return Report(
        title=project.name or name,
        subtitle=project.description,
        language=language(),
        blocks=(
            *found.method.blocks(),
            *found.overview(),
            *found.themes_one_by_one(),
            *found.framework(),
            *found.analyses(),
            *found.appendix(),
        ),
    )


class _Found:
    """Everything asked of the project, each question once."""

    def __init__(self, connection: Connection, wishes: Wishes) -> None:
        selection = wishes.selection
        self.connection = connection
        self.wishes = wishes
        self.themes: Sequence[ThemeRow] = theme_list(connection, selection)
        self.matrix: Matrix = theme_matrix(connection, "themes", "groups", "passages", selection)
        self.extents = {row.name: row.whole for row in extents(connection, "themes", selection)}
        self.saturation = saturation(connection, "themes", selection=selection)
        self.method = Method(connection, selection, self.saturation)
        found = find_quotes(connection, Query(selection=selection, order="theme"))
        self.quotes = _by_theme(printed_texts(connection, found))

    def overview(self) -> Iterator[Block]:
        """The matrix of themes by groups, as figure and table."""
        yield Heading(1, _("Overview of the themes"))
        if not self.themes:
            yield Paragraph(_("The project has no themes yet."))
            return
        yield Figure(heat_map(self.matrix))
        yield self._matrix()

    def themes_one_by_one(self) -> Iterator[Block]:
        """Each theme: what it says, what bears it out, what was said."""
        yield Heading(1, _("Themes"))
        for theme in self.themes:
            yield Heading(2 + min(theme.depth, 1), theme.name)
            yield from self._theme(theme)
            for quote in self._chosen(self.quotes.get(theme.name, [])):
                yield self._quotation(quote)

    def framework(self) -> Iterator[Block]:
        """The analyst's summaries, where there are any; what is coded but not summed up has a sign."""
        cells = {
            (cell.theme, cell.group): cell for cell in summaries(self.connection) if not cell.participant
        }
        if not cells:
            return
        rows = []
        for row in self.matrix.rows:
            texts = []
            for group, value in zip(self.matrix.columns, row.values, strict=True):
                cell = cells.get((row.name, group))
                texts.append(cell.text if cell else "○" if value else None)
            if any(texts):
                rows.append(("  " * row.depth + row.name, *texts))
        yield Heading(1, _("Framework matrix"))
        yield FactList(
            Table(
                (_("Theme"), *self.matrix.columns),
                rows,
                title=_("Summaries of themes by groups"),
                notes=(_("○ coded, not yet summed up"),),
                row_heads=True,
            )
        )

    def analyses(self) -> Iterator[Block]:
        """Saturation, participation and co-occurrence."""
        selection = self.wishes.selection
        yield Heading(1, _("Analyses"))
        if self.saturation.items:
            yield Heading(2, _("Saturation"))
            if self.method.only_quotes():
                yield Paragraph(
                    _("Counted on the quotes of a report, which keeps what recurs: no measure of saturation.")
                )
            yield Figure(accumulation(self.saturation))
            table = saturation_table(self.saturation)
            yield FactList(_titled(table, _("New themes group by group")))
        talk = [group for group in participation(self.connection, selection) if group.voices]
        if talk:
            yield Heading(2, _("Participation"))
            yield Paragraph(_("The figures describe the talk, not the weight of what was said."))
            for first in range(0, len(talk), GROUPS_A_FIGURE):
                yield Figure(participation_bars(talk[first : first + GROUPS_A_FIGURE]))
        together = self._leaves(cooccurrence(self.connection, "themes", selection=selection))
        if together.pairs:
            yield Heading(2, _("Co-occurrence"))
            yield Figure(network(together))
            yield FactList(_pairs(together))

    def _leaves(self, together: Cooccurrence) -> Cooccurrence:
        """The pairs of themes that no others lie beneath: the others only sum them up."""
        above = {theme.parent for theme in self.themes}
        pairs = tuple(pair for pair in together.pairs if not {pair.first, pair.second} & above)
        return replace(together, pairs=pairs)

    def appendix(self) -> Iterator[Block]:
        """The codebook and the journal of how themes came about."""
        yield Heading(1, _("Appendix"))
        yield FactList(_codebook(codebook(self.connection, self.wishes.selection)))
        acts = self.method.derivation_table()
        if acts.rows:
            yield FactList(acts)

    def _matrix(self) -> FactList:
        table = _titled(matrix_table(self.matrix), _("Passages by theme and group"))
        notes = (_("A number counts coded passages, not people; blank: not said."), *table.notes)
        top = greatest(self.matrix)
        shades = tuple(
            (0.0, *(darkness(value, top) for value in row.values), 0.0, 0.0)
            if not is_parent(row, self.matrix)
            else (0.0,) * len(table.columns)
            for row in self.matrix.rows
        )
        return FactList(
            Table(table.columns, table.rows, table.title, notes, numeric=table.numeric),
            (*shades, (0.0,) * len(table.columns)),
        )

    def _theme(self, theme: ThemeRow) -> Iterator[Block]:
        told = (
            (_("Central idea."), theme.definition),
            (_("Boundary."), theme.boundary),
            (_("Counter-examples."), theme.counter_examples),
            (_("Claim."), theme.claim),
        )
        for lead, text in told:
            if text:
                yield Paragraph(text, lead)
        evidence = extent_text(self.extents[theme.name])
        names = f": {', '.join(theme.group_names)}" if theme.group_names else ""
        evidence = _("Passages coded: {extent}{groups}.").format(extent=evidence, groups=names)
        yield Paragraph(evidence, _("Evidence."))
        if theme.codes:
            yield Paragraph("; ".join(theme.codes) + ".", _("Codes."))

    def _chosen(self, quotes: Sequence[Quote]) -> Sequence[Quote]:
        if self.wishes.quotes == "all":
            return quotes
        cited = [quote for quote in quotes if quote.cited]
        return cited or list({quote.group: quote for quote in reversed(quotes)}.values())[::-1]

    def _quotation(self, quote: Quote) -> Quotation:
        return Quotation(tuple(quote.text.split("\n")), citation(quote, full=self.wishes.full_citations))


def _by_theme(quotes: Sequence[Quote]) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        for theme in quote.themes:
            found.setdefault(theme, []).append(quote)
    return found


def _codebook(rows: Sequence[CodeRow]) -> Table:
    return Table(
        (_("Code"), _("Definition"), _("Passages"), _("Groups")),
        [("  " * row.depth + row.name, row.definition, row.passages, row.groups) for row in rows],
        title=_("Codebook"),
        numeric=frozenset({2, 3}),
    )


def _titled(table: Table, title: str) -> Table:
    return Table(table.columns, table.rows, title, table.notes, numeric=table.numeric)


def _pairs(together: Cooccurrence) -> Table:
    shown = together.pairs[:MOST_PAIRS]
    note = _("n12: passages of one that share text with the other; c = n12 / (n1 + n2 - n12).")
    rest = _("The first {n} of {m} pairs.").format(n=len(shown), m=len(together.pairs))
    return Table(
        (_("Theme"), _("Theme"), "n1", "n2", "n12", "c"),
        [(pair.first, pair.second, pair.n1, pair.n2, pair.both, pair.c) for pair in shown],
        title=_("Themes that share text, most together first"),
        notes=(note, *((rest,) if len(shown) < len(together.pairs) else ()), *together.notes),
        numeric=frozenset({2, 3, 4, 5}),
    )
