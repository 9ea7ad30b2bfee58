"""The rows of a table: themes or codes, and the codes that each stands for."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.lookup import keys_of
from qualwb.analysis.scope import Scope
from qualwb.analysis.selection import ALL_GROUPS
from qualwb.analysis.slices import Slice
from qualwb.analysis.trees import Node, Tree, code_tree, codes_of_themes, theme_tree
from qualwb.model import Theme


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to be counted: a node of a tree and the codes that it stands for."""

    node: Node
    parent: str | None
    codes: frozenset[int]
    ancestors: frozenset[int]
    """The keys of all nodes above this one."""
    kind: str
    """themes or codes."""

    @property
    def slice(self) -> Slice:
        """The row as a part of the material."""
        return Slice(self.node.name, self.kind, self.node.key, self.codes)


def table_rows(connection: Connection, rows: str, scope: Scope) -> tuple[TableRow, ...]:
    """The themes or codes that the selection can fill, in tree order.

    Where it asks for a number of groups, those found in as many.
    """
    lines = _all_rows(connection, rows, scope)
    return lines if scope.selection.in_groups is None else _widespread(connection, scope, lines)


def codes_in_groups(connection: Connection, scope: Scope) -> frozenset[int]:
    """The codes gathered by a theme that is found in as many groups as the selection asks.

    A theme that others lie beneath only sums these up: it is its own codes that count.
    """
    codes, themes = code_tree(connection), theme_tree(connection)
    kept = {row.node.key for row in table_rows(connection, "themes", scope)}
    gathered = codes_of_themes(connection, themes, codes, scope.selection.roll_up)
    parents = {node.parent for node in themes.nodes}
    return frozenset().union(*(gathered[key] for key in kept - parents))


def _widespread(connection: Connection, scope: Scope, lines: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    rows_of = rows_by_codes(lines)
    groups: list[set[int]] = [set() for _row in range(len(lines) + 1)]
    for passage in coded_passages(connection, scope):
        for row in rows_of(passage.codes):
            groups[row].add(scope.places[passage.source].group)
    asked = scope.selection.in_groups
    least = len(scope.groups) if asked == ALL_GROUPS else asked or 0
    return tuple(line for line, found in zip(lines, groups, strict=False) if len(found) >= least)


def _all_rows(connection: Connection, rows: str, scope: Scope) -> tuple[TableRow, ...]:
    codes = code_tree(connection)
    tree = codes if rows == "codes" else theme_tree(connection)
    stands_for = _codes_by_node(connection, tree, codes, scope)
    shown = _shown(connection, rows, tree, stands_for, scope)
    names = {node.key: node.name for node in tree.nodes}
    above: dict[int, frozenset[int]] = {}
    for node in tree.nodes:  # each comes before those beneath it
        above[node.key] = frozenset() if node.parent is None else above[node.parent] | {node.parent}
    return tuple(
        TableRow(
            node,
            names[node.parent] if node.parent else None,
            stands_for[node.key],
            above[node.key],
            rows,
        )
        for node in tree.nodes
        if node.key in shown
    )


def _codes_by_node(
    connection: Connection, tree: Tree, codes: Tree, scope: Scope
) -> dict[int, frozenset[int]]:
    roll_up = scope.selection.roll_up
    if tree is codes:
        return tree.beneath if roll_up else {node.key: frozenset({node.key}) for node in tree.nodes}
    gathered = codes_of_themes(connection, tree, codes, roll_up)
    return {theme: frozenset(found) for theme, found in gathered.items()}


def _shown(
    connection: Connection, rows: str, tree: Tree, stands_for: dict[int, frozenset[int]], scope: Scope
) -> frozenset[int]:
    """The rows that there are, by key: the themes asked for, else all that a code in question can fill."""
    if rows == "themes" and scope.selection.themes:
        return tree.with_beneath(keys_of(connection, Theme, scope.selection.themes))
    return frozenset(key for key, found in stands_for.items() if scope.codes is None or found & scope.codes)


def rows_by_codes(rows: tuple[TableRow, ...]) -> Callable[[frozenset[int]], tuple[int, ...]]:
    """From the codes on a passage to the rows where it counts, the row of all at the end."""
    by_code: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        for code in row.codes:
            by_code.setdefault(code, []).append(place)
    known: dict[frozenset[int], tuple[int, ...]] = {}

    def rows_of(codes: frozenset[int]) -> tuple[int, ...]:
        places = known.get(codes)
        if places is None:
            found = {place for code in codes for place in by_code.get(code, ())}
            places = known[codes] = (*sorted(found), len(rows)) if found else ()
        return places

    return rows_of
