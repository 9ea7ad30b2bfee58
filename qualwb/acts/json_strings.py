"""The strings within a value as JSON holds it: attributes, reports, images of the journal. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

JsonPath = tuple[str | int, ...]
"""The way to a string within a value; empty for a plain string."""

KEY = -1
"""At the end of a path: the name of the attribute itself, not its value."""


def strings_within(value: Any, *, with_keys: bool, path: JsonPath = ()) -> Iterator[tuple[JsonPath, str]]:
    """Every string in a value with the path to it; keys of objects too when asked."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if with_keys:
                yield (*path, key, KEY), key
            yield from strings_within(inner, with_keys=with_keys, path=(*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from strings_within(inner, with_keys=with_keys, path=(*path, number))


def strings_in(value: Any, *, with_keys: bool = False) -> Iterator[str]:
    """Every string in a value; keys of objects too when asked."""
    return (text for _path, text in strings_within(value, with_keys=with_keys))


def with_strings_at(value: Any, new: Mapping[JsonPath, str], path: JsonPath = ()) -> Any:
    """The value with other strings at these paths, those of ``strings_within``; also names of attributes.

    Of two attributes that come to have one name the later one's value is kept.
    """
    if isinstance(value, str):
        return new.get(path, value)
    if isinstance(value, Mapping):
        return {
            new.get((*path, key, KEY), key): with_strings_at(inner, new, (*path, key))
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [with_strings_at(inner, new, (*path, number)) for number, inner in enumerate(value)]
    return value


def with_strings(value: Any, change: Callable[[str], str], *, with_keys: bool = False) -> Any:
    """The value with each of its strings changed; keys of objects too when asked."""
    return with_strings_at(
        value, {path: change(text) for path, text in strings_within(value, with_keys=with_keys)}
    )
