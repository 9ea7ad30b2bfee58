"""Names to keys, with an error that offers the nearest names."""

from collections.abc import Iterable, Mapping
from functools import cache

from sqlalchemy import Connection, Select, select

from qualwb.model import Coder, Record
from qualwb.store.driver import Asked, fetch
from qualwb.store.naming import kind_of, not_found, place_of


def named_keys(connection: Connection, record: type[Record]) -> dict[str, int]:
    """Key by name of all rows of a record that has a unique name."""
    return dict(fetch(connection, _named_keys(record)))


def names_by_key(connection: Connection, record: type[Record]) -> dict[int, str]:
    """The same the other way round."""
    return {key: name for name, key in fetch(connection, _named_keys(record))}


def names_asked(record: type[Record]) -> Asked:
    """What the functions of this module ask for the names of a record."""
    return _named_keys(record), {}


@cache
def _named_keys(record: type[Record]) -> Select[str, int]:
    return select(record.name, record.id).order_by(record.id)  # type: ignore[attr-defined]


def coder_names(connection: Connection) -> tuple[str, ...]:
    """The coders, in the order in which they came."""
    return tuple(named_keys(connection, Coder))


def keys_of(connection: Connection, record: type[Record], names: Iterable[str]) -> frozenset[int]:
    """The keys of the rows of these names. Raises ``NotFound`` with the nearest names."""
    names = tuple(names)
    if not names:
        return frozenset()
    known = named_keys(connection, record)
    return frozenset(known[match(name, known, kind_of(record))] for name in names)


def match(name: str, known: Mapping[str, object] | Iterable[str], kind: str) -> str:
    """The known name meant: exact, else the only one that is equal without regard to case.

    Raises ``NotFound``.
    """
    known = list(known)
    place = place_of(name, known)
    if place is None:
        raise not_found(kind, name, known)
    return known[place]
