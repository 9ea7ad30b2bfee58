"""What stands beside a data set: what each file is, how positions count, how tables join and are read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualwb.analysis.small_cells import SMALL_CELL, is_small
from qualwb.analysis.word_counts import word_definition
from qualwb.exchange.dataset.columns import DataTable
from qualwb.exchange.dataset.material_columns import participant_columns
from qualwb.exchange.dataset.reading_code import pandas_code, r_code
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers.text import as_markdown, markdown
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands beneath it, a line each."""

    heading: str
    lines: tuple[str, ...]


def readme(name: str, tables: Sequence[DataTable], notes: Sequence[str], format_: str) -> str:
    """The README of a folder of csv or jsonl files, as Markdown, in the language in use."""
    title = _("The data of {name}").format(name=name)
    parts = [
        f"# {markdown(title)}\n",
        _("The project as tables, for R, pandas and databases. dictionary.csv explains each column.") + "\n",
        f"## {_('Files')}\n",
        as_markdown(_files(tables, format_)),
        *(_as_markdown(chapter) for chapter in chapters(tables, notes)),
        _as_markdown(_cells(format_)),
        f"## {_('Reading it in R')}\n\n```r\n{r_code(tables[0], format_)}```\n",
        f"## {_('Reading it in pandas')}\n\n```python\n{pandas_code(format_)}```\n",
    ]
    return "\n".join(parts)


def chapters(tables: Sequence[DataTable], notes: Sequence[str]) -> tuple[Chapter, ...]:
    """What must be known of the data in whatever form."""
    chosen = Chapter(_("What it holds"), tuple(notes) or (_("All codings of the project."),))
    return (chosen, _people(tables), _positions(), _joins(tables))


def _people(tables: Sequence[DataTable]) -> Chapter:
    lines = [
        _(
            "This is the researcher's own data: it has aliases, attributes and words of people, by which "
            "they may be known. Cite by the group alone, and keep the files where the project is kept."
        )
    ]
    if small := _small_values(tables):
        said = ngettext(
            "{n} value of the participants' attributes is borne by fewer than {least}: "
            "take care, a person may be known by it.",
            "{n} values of the participants' attributes are borne by fewer than {least}: "
            "take care, persons may be known by them.",
            small,
        )
        lines.append(said.format(n=small, least=SMALL_CELL))
    return Chapter(_("People"), tuple(lines))


def _small_values(tables: Sequence[DataTable]) -> int:
    """How many values of participants' attributes so few bear that persons may be known by them."""
    (people,) = (table for table in tables if table.name == "participants")
    columns = list(zip(*people.rows, strict=True))[len(participant_columns()) :]
    bearers = [Counter(cell for cell in column if cell is not None) for column in columns]
    return sum(is_small(count) for values in bearers for count in values.values())


def _positions() -> Chapter:
    return Chapter(
        _("Positions"),
        (
            _(
                "start and end count Unicode code points of the source's text from 0, and end is the first "
                "position after the passage: text[start:end] in Python, substr(text, start + 1, end) in R. "
                "A line break is one."
            ),
            _(
                "text_version says which version of the text they count in. sources has the version in use; "
                "a coding or memo with orphaned = true has its place in an earlier one."
            ),
            word_definition(),
        ),
    )


def _joins(tables: Sequence[DataTable]) -> Chapter:
    """Every reference of the tables, and what joins codings with turns and themes."""
    pairs = [
        f"{table.name}.{column.name} = {column.references}"
        for table in tables
        for column in table.columns
        if column.references and not column.separator
    ]
    return Chapter(
        _("Joins"),
        (
            _("Ids (…_uid) are the same in every export; names may change. These go together:"),
            *(f"- {pair}" for pair in pairs),
            _(
                "A coding touches the turns of its source from turn_first to turn_last: join by source_uid "
                "where turn is between them. To count by theme, join by code_uid with theme_codes: "
                "a code of several themes counts in each."
            ),
        ),
    )


def _cells(format_: str) -> Chapter:
    if format_ == "jsonl":
        said = _(
            "Each line is a JSON object with every column: null is missing, lists are arrays, moments are "
            "ISO 8601 texts."
        )
        return Chapter(_("Cells"), (said,))
    return Chapter(
        _("Cells"),
        (
            _(
                "UTF-8 without a byte order mark, commas, line feeds, quotes as in RFC 4180. An empty cell "
                "is missing; true and false; decimal points, nothing else in numbers; moments in ISO 8601."
            ),
            _(
                "Lists are texts; the dictionary says what parts their entries. Where a name holds the same "
                "sign, go by the ids, or by json lines, which have arrays."
            ),
            _(
                "Texts are as they are, so that quotes stay exact. A spreadsheet takes those that begin with "
                "= + - @ for formulas: open the workbook there instead (qualwb export data OUT.xlsx)."
            ),
            _("'NA' is a text here: tell the reading program, as below, that only an empty cell is missing."),
        ),
    )


def _files(tables: Sequence[DataTable], format_: str) -> Table:
    """What each file is, how many rows it has and what tells them apart."""
    rows = [
        (f"{table.name}.{format_}", table.meaning, len(table.rows), ", ".join(table.key)) for table in tables
    ]
    dictionary = ("dictionary.csv", _("What each column means."), sum(len(one.columns) for one in tables), "")
    return Table(
        (_("File"), _("A row is"), _("Rows"), _("Told apart by")), [*rows, dictionary], numeric=frozenset({2})
    )


def _as_markdown(chapter: Chapter) -> str:
    """The chapter; lines of a list stand together, others are paragraphs."""
    text = f"## {chapter.heading}\n"
    listed = False
    for line in chapter.lines:
        begins = line.startswith("- ")
        text += ("" if begins and listed else "\n") + markdown(line) + "\n"
        listed = begins
    return text
