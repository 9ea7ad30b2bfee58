"""The trees of codes and of themes, and which codes each row of a table stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, Select, select

from qualwb.model import Code, Theme, ThemeCode
from qualwb.store.driver import Asked, fetch
from qualwb.store.tree_faults import readable

GATHERED = select(ThemeCode.theme_id, ThemeCode.code_id).order_by(ThemeCode.theme_id, ThemeCode.code_id)
"""Which theme gathers which code itself, for ``fetch``."""


@dataclass(frozen=True, slots=True)
class Node:
    """A code or theme at its place in the tree; ``depth`` 0 is the top."""

    key: int
    name: str
    parent: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in tree order: each before those beneath it, siblings by position."""

    nodes: tuple[Node, ...]
    beneath: dict[int, frozenset[int]] = field(repr=False)
    """For each key, itself and all keys beneath it."""

    def with_beneath(self, keys: frozenset[int]) -> frozenset[int]:
        """The keys and all keys beneath them."""
        return frozenset().union(*(self.beneath[key] for key in keys))


def trees_asked() -> tuple[Asked, ...]:
    """What is asked for both trees, and for the codes that each theme gathers."""
    return (_nodes(Code), {}), (_nodes(Theme), {}), (GATHERED, {})


def code_tree(connection: Connection) -> Tree:
    """The codes of the codebook."""
    return _tree(connection, Code)


def theme_tree(connection: Connection) -> Tree:
    """The themes: main themes at the top."""
    return _tree(connection, Theme)


def themes_gathering(connection: Connection, code: str) -> tuple[str, ...]:
    """The themes that gather a code of this name themselves, however it is spelt, in the order they stand."""
    rows = connection.execute(
        select(Code.name, Theme.name)
        .join(ThemeCode, ThemeCode.code_id == Code.id)
        .join(Theme, Theme.id == ThemeCode.theme_id)
        .order_by(Theme.position, Theme.id)
    )
    return tuple(theme for name, theme in rows if name.casefold() == code.casefold())


def codes_of_themes(connection: Connection, themes: Tree, codes: Tree, roll_up: bool) -> dict[int, set[int]]:
    """The codes that each theme gathers, itself or through themes beneath it.

    With ``roll_up`` a gathered code brings the codes beneath it along.
    """
    gathered: dict[int, set[int]] = {node.key: set() for node in themes.nodes}
    for theme, code in fetch(connection, GATHERED):
        gathered[theme] |= codes.beneath[code] if roll_up else {code}
    return {
        node.key: set().union(*(gathered[theme] for theme in themes.beneath[node.key]))
        for node in themes.nodes
    }


def _tree(connection: Connection, record: type[Code] | type[Theme]) -> Tree:
    children: dict[int | None, list[tuple[int, str]]] = {}
    rows = fetch(connection, _nodes(record))
    parents = readable({key: parent for key, _name, parent in rows})
    for key, name, _parent in rows:
        children.setdefault(parents[key], []).append((key, name))

    def walk(parent: int | None, depth: int) -> Iterator[Node]:
        for key, name in children.get(parent, ()):
            yield Node(key, name, parent, depth)
            yield from walk(key, depth + 1)

    nodes = tuple(walk(None, 0))
    beneath: dict[int, frozenset[int]] = {}
    for node in reversed(nodes):
        below = (beneath[key] for key, _name in children.get(node.key, ()))
        beneath[node.key] = frozenset({node.key}).union(*below)
    return Tree(nodes, beneath)


@cache
def _nodes(record: type[Code] | type[Theme]) -> Select[int, str, int | None]:
    return select(record.id, record.name, record.parent_id).order_by(record.position, record.id)
