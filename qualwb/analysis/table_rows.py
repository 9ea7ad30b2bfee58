"""The rows of a table: themes or codes, and the codes that each stands for."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.lookup import keys_of
from qualwb.analysis.selection import Scope
from qualwb.analysis.trees import Node, code_tree, codes_of_themes, theme_tree
from qualwb.model import Theme


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to be counted: a node of a tree and the codes that it stands for."""

    node: Node
    parent: str | None
    codes: frozenset[int]
    ancestors: frozenset[int]
    """The keys of all nodes above this one."""


def lines_of(connection: Connection, rows: str, scope: Scope) -> tuple[TableRow, ...]:
    """The themes or codes that the selection can fill, in tree order."""
    codes, roll_up = code_tree(connection), scope.selection.roll_up
    tree = codes if rows == "codes" else theme_tree(connection)
    if rows == "codes":
        stands_for = {
            node.key: codes.beneath[node.key] if roll_up else frozenset({node.key}) for node in codes.nodes
        }
    else:
        gathered = codes_of_themes(connection, tree, codes, roll_up)
        stands_for = {theme: frozenset(found) for theme, found in gathered.items()}
    chosen = frozenset(key for key, found in stands_for.items() if scope.codes is None or found & scope.codes)
    if rows == "themes" and scope.selection.themes:
        chosen = tree.with_beneath(keys_of(connection, Theme, scope.selection.themes))
    names = {node.key: node.name for node in tree.nodes}
    return tuple(
        TableRow(
            node,
            names[node.parent] if node.parent else None,
            stands_for[node.key],
            frozenset(key for key, below in tree.beneath.items() if node.key in below and key != node.key),
        )
        for node in tree.nodes
        if node.key in chosen
    )


def rows_by_codes(lines: tuple[TableRow, ...]) -> Callable[[str], tuple[int, ...]]:
    """From the codes on a passage to the rows where it counts, the row of all at the end."""
    by_code: dict[int, list[int]] = {}
    for row, line in enumerate(lines):
        for code in line.codes:
            by_code.setdefault(code, []).append(row)
    known: dict[str, tuple[int, ...]] = {}

    def rows_of(codes: str) -> tuple[int, ...]:
        rows = known.get(codes)
        if rows is None:
            found = {row for code in codes.split(",") for row in by_code.get(int(code), ())}
            rows = known[codes] = (*sorted(found), len(lines)) if found else ()
        return rows

    return rows_of
