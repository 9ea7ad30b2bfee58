"""The report's content: its sections in order. A new section is a function of the answers, named there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from qualwb.acts.saturation_choice import SaturationNotUsed
from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.connection import Connection
from qualwb.analysis.cooccurrence import Cooccurrence
from qualwb.analysis.coverage import uncoded_note
from qualwb.analysis.extent import extent_text
from qualwb.analysis.not_asked import not_asked_note
from qualwb.analysis.project_title import project_title
from qualwb.analysis.saturation import quotes_warning
from qualwb.analysis.themes import ThemeRow
from qualwb.colours import darkness
from qualwb.errors import QualwbError
from qualwb.exchange.checklists.checklists import TITLES, checklist_table
from qualwb.exchange.figures.accumulation import accumulation
from qualwb.exchange.figures.heat_map import greatest, heat_map, parent_names
from qualwb.exchange.figures.network import network
from qualwb.exchange.numbers import Missing
from qualwb.exchange.printed_quotes import citation, printed_turns
from qualwb.exchange.report.answers import Answers, Wishes, answers
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.report.figures import participation_figures, themes_together
from qualwb.exchange.report.method import derivation_table, method, reflexivity
from qualwb.exchange.saturation_words import saturation_in_words
from qualwb.exchange.tables.analyses import saturation_table
from qualwb.exchange.tables.matrix import (
    NOT_ASKED,
    NOT_SUMMED_UP,
    coded_since_notes,
    gone_in_words,
    matrix_table,
    no_number,
    summary_sign,
)
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import language, ngettext, one_language

MOST_PAIRS = 25
"""Pairs of the co-occurrence table."""


def report(
    connection: Connection, name: str, wishes: Wishes, told: Callable[[str], None] = lambda _section: None
) -> Report:
    """The report of a project; ``name`` stands in where the project has none.

    ``told`` is called with the name of each section before it is made. Raises ``QualwbError`` for an unknown
    section to leave out.
    """
    with one_language():
        title = project_title(connection)
        kept = _kept(wishes.without)
        found = answers(connection, wishes)
        blocks: dict[str, list[Block]] = {}
        for section in kept:
            told(section)
            blocks[section] = list(SECTIONS[section](found))
        return Report(
            title=title.name or name,
            subtitle=title.description,
            language=language(),
            blocks=tuple(chain.from_iterable(blocks.values())),
            empty=tuple(section for section, made in blocks.items() if not made),
        )


def _kept(without: Iterable[str]) -> list[str]:
    unknown = next((name for name in without if name not in SECTIONS), None)
    if unknown is not None:
        raise QualwbError(
            _("A report has no section '{name}'.").format(name=unknown),
            _("There are: {names}.").format(names=", ".join(SECTIONS)),
        )
    return [name for name in SECTIONS if name not in without]


def overview(found: Answers) -> Iterator[Block]:
    """The matrix of themes by groups, as figure and table."""
    yield Heading(1, _("Overview of the themes"))
    if not found.themes:
        yield Paragraph(_("The project has no themes yet."))
        return
    yield Figure(heat_map(found.matrix))
    yield _shaded_matrix(found)


def themes(found: Answers) -> Iterator[Block]:
    """Each theme: what it says, what bears it out, what was said; nothing where there are none."""
    if not found.themes:
        return
    yield Heading(1, _("Themes"))
    for theme in found.themes:
        yield Heading(2 + min(theme.depth, 1), theme.name)
        yield from _theme(theme, found)
        for quote in found.quotes.get(theme.name, ()):
            yield Quotation(printed_turns(quote), citation(quote, full=found.wishes.full_citations))


def framework(found: Answers) -> Iterator[Block]:
    """The analyst's summaries, where there are any; what is coded but not summed up has a sign."""
    if not found.summaries:
        return
    rows, is_gone = [], False
    for row in found.matrix.rows:
        texts = []
        for column, (group, value) in enumerate(zip(found.matrix.columns, row.values, strict=True)):
            cell = found.summaries.get((row.name, group))
            unsaid = no_number(row, column) if value is None else None
            sign = summary_sign(value, coded_since=(row.name, group, "") in found.coded_since)
            is_gone |= bool(cell and not value)
            texts.append(sign + cell.text if cell else NOT_SUMMED_UP if value else unsaid)
        if not all(text is None or isinstance(text, Missing) for text in texts):
            rows.append(("  " * row.depth + row.name, *texts))
    yield Heading(1, _("Framework matrix"))
    yield FactList(
        Table(
            (_("Theme"), *found.matrix.columns),
            rows,
            title=_("Summaries of themes by groups"),
            notes=(
                _("○ coded, not yet summed up"),
                *coded_since_notes(bool(found.coded_since)),
                *((gone_in_words(),) if is_gone else ()),
                *((uncoded_note(),) if found.matrix.uncoded else ()),
                *((not_asked_note(),) if any(NOT_ASKED in row for row in rows) else ()),
                *_of_participants(found.of_participants),
            ),
            row_heads=True,
        ),
        written=True,
    )


def _of_participants(n: int) -> tuple[str, ...]:
    """That summaries of single participants are not printed; nothing where there are none."""
    told = ngettext(
        "{n} summary of a single participant is not printed here",
        "{n} summaries of single participants are not printed here",
        n,
    )
    return (told.format(n=n),) if n else ()


def analyses(found: Answers) -> Iterator[Block]:
    """Saturation, participation and co-occurrence."""
    yield Heading(1, _("Analyses"))
    yield from _saturation(found)
    yield from _participation(found)
    yield from _cooccurrence(found)


def appendix(found: Answers) -> Iterator[Block]:
    """The codebook, the journal of how themes came about, and the checklists."""
    yield Heading(1, _("Appendix"))
    yield FactList(_codebook(found), written=True)
    if found.method.deriving:
        yield FactList(derivation_table(found.method))
    for name, rows in found.checklists.items():
        if name in found.wishes.checklists:
            yield FactList(checklist_table(rows, TITLES[name]))


SECTIONS: Mapping[str, Callable[[Answers], Iterable[Block]]] = {
    "method": method,
    "reflexivity": reflexivity,
    "overview": overview,
    "themes": themes,
    "framework": framework,
    "analyses": analyses,
    "appendix": appendix,
}
"""The sections by name, in the order in which they stand in the report; each begins with its heading."""


def _shaded_matrix(found: Answers) -> FactList:
    """The matrix with each cell as dark as on the heat map; themes that sum up others stay white."""
    table = _titled(matrix_table(found.matrix), _("Passages by theme and group"))
    note = _("A number counts coded passages, not people; blank: not said.")
    plain = (0.0,) * len(table.columns)
    behind = (0.0,) * (len(table.columns) - 1 - len(found.matrix.columns))
    top, parents = greatest(found.matrix), parent_names(found.matrix)
    shades = tuple(
        plain if row.name in parents else (0.0, *(darkness(value, top) for value in row.values), *behind)
        for row in found.matrix.rows
    )
    return FactList(replace(table, notes=(note, *table.notes)), (*shades, plain))


def _theme(theme: ThemeRow, found: Answers) -> Iterator[Block]:
    told = (
        (_("Central idea."), theme.definition),
        (_("Boundary."), theme.boundary),
        (_("Counter-examples."), theme.counter_examples),
        (_("Claim."), _claim(theme)),
    )
    for lead, text in told:
        if text:
            yield Paragraph(text, lead, written=True)
    evidence = extent_text(found.extents[theme.name])
    names = f": {', '.join(theme.group_names)}" if theme.group_names else ""
    evidence = _("Passages coded: {extent}{groups}.").format(extent=evidence, groups=names)
    yield Paragraph(evidence, _("Evidence."))
    if theme.codes:
        yield Paragraph("; ".join(theme.codes) + ".", _("Codes."))


def _claim(theme: ThemeRow) -> str:
    """What is claimed of a theme's spread; with a sign where the codings do not bear it out."""
    if not theme.is_overclaimed:
        return theme.claim
    told = _("{claim} {sign} Not borne out by the codings: {n} of {k} groups.")
    return told.format(claim=theme.claim, sign=NOT_BORNE_OUT, n=theme.groups, k=theme.of_groups)


def _saturation(found: Answers) -> Iterator[Block]:
    if isinstance(found.choice, SaturationNotUsed):
        yield Heading(2, _("Saturation"))
        yield Paragraph(f"{saturation_in_words(found.choice)}.")
        return
    if not found.saturation.items:
        return
    yield Heading(2, _("Saturation"))
    if found.saturation.only_quotes:
        yield Paragraph(quotes_warning())
    yield Figure(accumulation(found.saturation))
    yield FactList(_titled(saturation_table(found.saturation), _("New themes group by group")))


def _participation(found: Answers) -> Iterator[Block]:
    figures = list(map(Figure, participation_figures(found)))
    unnamed = sum(group.unnamed_turns for group in found.participation)
    if not figures and not unnamed:
        return
    yield Heading(2, _("Participation"))
    if unnamed:
        yield Paragraph(
            ngettext(
                "{n} turn names no speaker: who says how much is counted without it.",
                "{n} turns name no speaker: who says how much is counted without them.",
                unnamed,
            ).format(n=unnamed)
        )
    if figures:
        yield Paragraph(_("The figures describe the talk, not the weight of what was said."))
    yield from figures


def _cooccurrence(found: Answers) -> Iterator[Block]:
    together = themes_together(found)
    if not together.pairs:
        return
    yield Heading(2, _("Co-occurrence"))
    yield Figure(network(together))
    yield FactList(_pairs(together))


def _codebook(found: Answers) -> Table:
    return Table(
        (_("Code"), _("Definition"), _("Passages"), _("Groups")),
        [
            ("  " * row.depth + row.name, found.definitions[row.name], row.total or 0, row.groups_with)
            for row in found.codes.rows
        ],
        title=_("Codebook"),
        numeric=frozenset({2, 3}),
    )


def _titled(table: Table, title: str) -> Table:
    """A table of the command line as it stands in a report."""
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
