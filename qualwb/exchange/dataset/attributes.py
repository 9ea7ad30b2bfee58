"""What is noted of groups, sources and participants, as columns of their own."""

import json
import math
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualwb.exchange.dataset.columns import LIST_SEPARATOR, ColumnType, DataCell, DataColumn
from qualwb.localization import gettext as _

LARGEST = 2**31
"""Whole numbers of this size and more are texts: R's integers end here, and such a number is a name."""
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class AttributeColumns:
    """The attributes of one kind of bearer, in the order of their names."""

    names: tuple[str, ...]
    """As the researcher wrote them."""
    columns: tuple[DataColumn, ...]

    def cells(self, attributes: Mapping[str, Any]) -> tuple[DataCell, ...]:
        """The cells of one bearer."""
        return tuple(
            _typed(attributes.get(name), column.type)
            for name, column in zip(self.names, self.columns, strict=True)
        )

    def cells_together(self, several: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
        """The cells of several bearers: of each attribute the values they have, each once, as texts."""
        bearers = list(several)
        return tuple(
            tuple(dict.fromkeys(_shown(value) for one in bearers if _is_there(value := one.get(name))))
            for name in self.names
        )

    def together(self) -> tuple[DataColumn, ...]:
        """The columns of ``cells_together``: lists of texts."""
        meaning = _("What those who speak have of the attribute '{name}', each value once.")
        missing = _("nobody who speaks there has it, or an orphan")
        return tuple(
            DataColumn(
                column.name,
                ColumnType.STRING,
                meaning.format(name=name),
                missing=missing,
                separator=LIST_SEPARATOR,
            )
            for name, column in zip(self.names, self.columns, strict=True)
        )


def attribute_columns(
    bearer: str, attributes: Iterable[Mapping[str, Any]], taken: Container[str]
) -> AttributeColumns:
    """The columns of what a kind of bearer ('group', 'source', 'participant') is noted to have.

    Headings are the bearer and the name in small letters, digits and '_', and none is among the ``taken``.
    A column is of numbers or truth values where all its values are, written as such; else of strings.
    """
    values: dict[str, list[Any]] = {}
    for one in attributes:
        for name, value in one.items():
            values.setdefault(name, [])
            if _is_there(value):
                values[name].append(value)
    headings: set[str] = set()
    columns = []
    for name in sorted(values):
        heading = _heading(bearer, name, taken, headings)
        headings.add(heading)
        meaning = _("The attribute '{name}', as it is noted in the project.").format(name=name)
        columns.append(DataColumn(heading, _type_of(values[name]), meaning, missing=_("not noted")))
    return AttributeColumns(tuple(sorted(values)), tuple(columns))


def _heading(bearer: str, name: str, taken: Container[str], given: Container[str]) -> str:
    words = re.sub(r"\W+", "_", name.lower()).strip("_")
    first = heading = f"{bearer}_{words or 'attribute'}"
    nth = 2
    while heading in taken or heading in given:
        heading, nth = f"{first}_{nth}", nth + 1
    return heading


def _type_of(values: list[Any]) -> ColumnType:
    if values and all(isinstance(value, bool) for value in values):
        return ColumnType.BOOLEAN
    if values and all(_is_whole(value) for value in values):
        return ColumnType.INTEGER
    if values and all(_is_whole(value) or _is_fraction(value) for value in values):
        return ColumnType.FLOAT
    return ColumnType.STRING


def _is_there(value: object) -> bool:
    return value is not None and value != ""


def _is_whole(value: object) -> bool:
    """Whether it is a whole number and written as one: '0180' is a name."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return False
    return _WHOLE.fullmatch(str(value)) is not None and abs(int(value)) < LARGEST


def _is_fraction(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    try:
        number = float(value) if isinstance(value, str) else math.nan
    except ValueError:
        return False
    return math.isfinite(number) and repr(number) == value


def _typed(value: Any, type_: ColumnType) -> DataCell:
    if not _is_there(value):
        return None
    if type_ is ColumnType.INTEGER:
        return int(value)
    if type_ is ColumnType.FLOAT:
        return float(value)
    return bool(value) if type_ is ColumnType.BOOLEAN else _shown(value)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
