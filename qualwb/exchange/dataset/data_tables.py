"""All tables of a data set, described, and the dictionary of their columns."""

from collections.abc import Sequence

from qualwb.analysis.dataset.whole import Dataset
from qualwb.exchange.dataset.attributes import attribute_columns
from qualwb.exchange.dataset.coding_columns import coding_columns, codings_data
from qualwb.exchange.dataset.columns import DataColumn, DataTable, string
from qualwb.exchange.dataset.material_columns import (
    group_columns,
    groups_data,
    participant_columns,
    participants_data,
    questions_data,
    source_columns,
    sources_data,
    turns_data,
)
from qualwb.exchange.dataset.rule_columns import codes_data, theme_codes_data, themes_data
from qualwb.exchange.dataset.work_columns import coders_data, memos_data, rounds_data
from qualwb.localization import gettext as _

DICTIONARY = "dictionary"


def data_tables(dataset: Dataset) -> tuple[DataTable, ...]:
    """The tables, that of codings first."""
    fixed = (*coding_columns(), *group_columns(), *source_columns(), *participant_columns())
    taken = frozenset(column.name for column in fixed)
    of_group = attribute_columns("group", (one.attributes for one in dataset.groups), taken)
    of_source = attribute_columns("source", (one.attributes for one in dataset.sources), taken)
    of_person = attribute_columns("participant", (one.attributes for one in dataset.participants), taken)
    bearers = (dataset.groups, dataset.sources, dataset.participants)
    return (
        codings_data(dataset.codings, bearers, (of_group, of_source, of_person)),
        sources_data(dataset.sources, of_source),
        groups_data(dataset.groups, of_group),
        participants_data(dataset.participants, of_person),
        turns_data(dataset.turns),
        questions_data(dataset.questions),
        codes_data(dataset.codes),
        themes_data(dataset.themes),
        theme_codes_data(dataset.theme_codes),
        memos_data(dataset.memos),
        coders_data(dataset.coders),
        rounds_data(dataset.rounds),
    )


def dictionary_columns() -> tuple[DataColumn, ...]:
    """The columns of the dictionary."""
    return (
        string("table", _("Name of the table, and of its file or sheet.")),
        string("column", _("Heading of the column.")),
        string(
            "type", _("What its cells are."), allowed=("string", "integer", "float", "boolean", "datetime")
        ),
        string("list_separator", _("What parts the entries of a list."), missing=_("no list")),
        string("unit", _("What its numbers count in."), missing=_("no unit")),
        string("meaning", _("What it says.")),
        string("missing", _("What an empty cell says."), missing=_("no cell is empty")),
        string("allowed", _("The values that there are."), missing=_("any value of the type")),
        string("references", _("The column where its ids are found."), missing=_("no id of another table")),
    )


def dictionary(tables: Sequence[DataTable]) -> DataTable:
    """The dictionary of the tables and of itself."""
    columns = dictionary_columns()
    meaning = _("A column of one of the tables, and what it means.")
    empty = DataTable(DICTIONARY, meaning, ("table", "column"), columns, ())
    rows = [
        (
            table.name,
            column.name,
            str(column.type),
            column.separator,
            column.unit,
            column.meaning,
            column.missing,
            ", ".join(column.allowed),
            column.references,
        )
        for table in (*tables, empty)
        for column in table.columns
    ]
    return DataTable(DICTIONARY, meaning, ("table", "column"), columns, rows)
