"""One family of codes against another, over the same passages."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.lookup import keys_of, named_keys
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import notes_of
from qualwb.analysis.trees import Node, Tree, code_tree
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Round


@dataclass(frozen=True, slots=True)
class CrossMatrix:
    """How many passages have both the code of the row and the code of the column."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    """Passages with the row's code and any of the columns'; a passage can stand in several columns."""
    column_totals: tuple[int, ...]
    total: int
    """Passages with a code of both families."""
    notes: tuple[str, ...] = ()


def cross_families(
    connection: Connection, rows: str, columns: str, selection: Selection = EVERYTHING
) -> CrossMatrix:
    """Cross the codes beneath one code with the codes beneath another, over the same passages.

    Raises ``NotFound`` for an unknown code and ``QualwbError`` for one with nothing beneath it.
    """
    scope = resolve(connection, selection)
    tree = code_tree(connection)
    down, across = _family(connection, tree, rows), _family(connection, tree, columns)
    cells: Counter[tuple[int, int]] = Counter()
    row_totals: Counter[int] = Counter()
    column_totals: Counter[int] = Counter()
    total = 0
    for passage in coded_passages(connection, scope):
        left, right = _members(tree, down, passage.codes), _members(tree, across, passage.codes)
        if left and right:
            cells.update(product(left, right))
            row_totals.update(left)
            column_totals.update(right)
            total += 1
    return CrossMatrix(
        tuple(node.name for node in down),
        tuple(node.name for node in across),
        tuple(tuple(cells[one.key, other.key] for other in across) for one in down),
        tuple(row_totals[node.key] for node in down),
        tuple(column_totals[node.key] for node in across),
        total,
        notes_of(connection, scope),
    )


def _members(tree: Tree, family: list[Node], codes: frozenset[int]) -> list[int]:
    """The codes of a family that stand for one of these codes, by key."""
    return [node.key for node in family if codes & tree.beneath[node.key]]


def in_round(connection: Connection, selection: Selection, name: str) -> Selection:
    """The selection in the round of that name, when none is asked for and the project has it."""
    if selection.rounds or name not in named_keys(connection, Round):
        return selection
    return replace(selection, rounds=(name,))


def _family(connection: Connection, tree: Tree, name: str) -> list[Node]:
    key = next(iter(keys_of(connection, Code, (name,))))
    beneath = [node for node in tree.nodes if node.parent == key]
    if not beneath:
        raise QualwbError(
            _("There are no codes beneath '{name}'.").format(name=name),
            _("Name a code that gathers others, such as the top of a family."),
        )
    return beneath
