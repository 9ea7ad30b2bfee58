"""Records of a portable project as what JSON holds, and back from a file that anybody may have changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, TypeVar

from qualwb.localization import gettext as _
from qualwb.portable.field_types import field_types, fits
from qualwb.portable.ledger import Ledger

T = TypeVar("T", bound=Any)


def plain(record: Any) -> dict[str, Any]:
    """The fields of a record by name."""
    return asdict(record) if is_dataclass(record) and not isinstance(record, type) else record._asdict()


def record_of(kind: Callable[..., T], values: Any) -> T:
    """The record that ``plain`` took apart. Raises ``ValueError`` for what is none of that kind."""
    if not isinstance(values, Mapping):
        raise ValueError("no fields")
    hints = field_types(kind)
    given = {name: _tuples(value) for name, value in values.items() if name in hints}
    for name, value in given.items():
        if not fits(value, hints[name]):
            raise ValueError(name)
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(str(error)) from None


def records_of(kind: Callable[..., T], word: str, rows: Sequence[Any], ledger: Ledger) -> list[T]:
    """The records among rows; those that are none are refused as of a kind, such as 'coding'."""
    found = []
    for row in rows:
        try:
            found.append(record_of(kind, row))
        except ValueError:
            ledger.refuse(word, str(row)[:60], _("it is not written as it should be"))
    return found


def section(told: Any, name: str, kind: type[T]) -> T:
    """A part of a supplement; an empty one where there is none of that kind."""
    value = told.get(name) if isinstance(told, Mapping) else None
    return value if isinstance(value, kind) else kind()


def is_text(value: Any) -> bool:
    """Whether a value is text."""
    return isinstance(value, str)


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
