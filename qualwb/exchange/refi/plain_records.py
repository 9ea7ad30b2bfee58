"""Records of a portable project as what JSON holds, and back from a file that anybody may have changed."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from qualwb.localization import gettext as _
from qualwb.portable.ledger import Ledger

T = TypeVar("T", bound=Any)


def plain(record: Any) -> dict[str, Any]:
    """The fields of a record by name."""
    return asdict(record) if is_dataclass(record) and not isinstance(record, type) else record._asdict()


def record_of(kind: Callable[..., T], values: Any) -> T:
    """The record that ``plain`` took apart. Raises ``ValueError`` for what is none of that kind."""
    if not isinstance(values, Mapping):
        raise ValueError("no fields")
    hints = _hints(kind)
    given = {name: _tuples(value) for name, value in values.items() if name in hints}
    for name, value in given.items():
        if not fits(value, hints[name]):
            raise ValueError(name)
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(str(error)) from None


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of the type that a record's field has; a whole number is a number too."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin in (Union, types.UnionType):
        return any(fits(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, tuple) and _all_fit(value, inner)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, origin or hint)


def _all_fit(values: tuple[Any, ...], hints: tuple[Any, ...]) -> bool:
    if hints[1:] == (Ellipsis,):
        return all(fits(one, hints[0]) for one in values)
    return len(values) == len(hints) and all(map(fits, values, hints))


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


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
