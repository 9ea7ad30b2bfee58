"""One family of codes against another, over the same passages."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.lookup import keys_of, named_keys
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import EVERYTHING, Selection
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
    passages = [passage.codes for passage in coded_passages(connection, scope)]
    marked = [
        (
            frozenset(i for i, node in enumerate(down) if codes & tree.beneath[node.key]),
            frozenset(j for j, node in enumerate(across) if codes & tree.beneath[node.key]),
        )
        for codes in passages
    ]
    both = [(left, right) for left, right in marked if left and right]
    return CrossMatrix(
        tuple(node.name for node in down),
        tuple(node.name for node in across),
        tuple(
            tuple(sum(i in left and j in right for left, right in both) for j in range(len(across)))
            for i in range(len(down))
        ),
        tuple(sum(i in left for left, _right in both) for i in range(len(down))),
        tuple(sum(j in right for _left, right in both) for j in range(len(across))),
        len(both),
        scope.notes,
    )


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
