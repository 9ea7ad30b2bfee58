"""Questions that need nothing of each other, asked together: over a network that takes the time of one."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, overload

from sqlalchemy import Connection

from qualwb.store.engines.backend import backend_of

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
G = TypeVar("G")
H = TypeVar("H")


@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    /,
) -> tuple[A, B]: ...
@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    c: Callable[[Connection], C],
    /,
) -> tuple[A, B, C]: ...
@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    c: Callable[[Connection], C],
    d: Callable[[Connection], D],
    /,
) -> tuple[A, B, C, D]: ...
@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    c: Callable[[Connection], C],
    d: Callable[[Connection], D],
    e: Callable[[Connection], E],
    /,
) -> tuple[A, B, C, D, E]: ...
@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    c: Callable[[Connection], C],
    d: Callable[[Connection], D],
    e: Callable[[Connection], E],
    f: Callable[[Connection], F],
    /,
) -> tuple[A, B, C, D, E, F]: ...
@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    c: Callable[[Connection], C],
    d: Callable[[Connection], D],
    e: Callable[[Connection], E],
    f: Callable[[Connection], F],
    g: Callable[[Connection], G],
    /,
) -> tuple[A, B, C, D, E, F, G]: ...
@overload
def together(
    connection: Connection,
    a: Callable[[Connection], A],
    b: Callable[[Connection], B],
    c: Callable[[Connection], C],
    d: Callable[[Connection], D],
    e: Callable[[Connection], E],
    f: Callable[[Connection], F],
    g: Callable[[Connection], G],
    h: Callable[[Connection], H],
    /,
) -> tuple[A, B, C, D, E, F, G, H]: ...
def together(connection: Connection, *questions: Callable[[Connection], Any]) -> tuple[Any, ...]:
    """The answers of questions that only read the project, each of which is called with the connection.

    Raises what the first of them raises that has no answer. What a question needs of another's answer it
    can't have here: ask that first.
    """
    return tuple(backend_of(connection).together([partial(one, connection) for one in questions]))
