"""The door to a project: what a person or a file writes is stored without what a terminal would obey."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, String, Table

from qualwb.model.base import WORDS_OF_A_TEXT
from qualwb.safe_text import cleaned_within


def written(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of columns as they are stored: all strings cleaned, but words of a source's text."""
    columns = _written_columns(table)
    return {name: cleaned_within(value) if name in columns else value for name, value in values.items()}


def written_column(table: Table, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """The values of one column of several rows, as they are stored."""
    if name not in _written_columns(table):
        return values
    if isinstance(table.columns[name].type, String):  # few are different, such as the kinds of turns
        stored = {value: cleaned_within(value) for value in set(values)}
        return [stored[value] for value in values]
    return [cleaned_within(value) for value in values]


@cache
def _written_columns(table: Table) -> frozenset[str]:
    """The columns that hold strings which a person or a file brings."""
    return frozenset(
        column.name
        for column in table.columns
        if isinstance(column.type, String | JSON) and column.info != WORDS_OF_A_TEXT
    )
