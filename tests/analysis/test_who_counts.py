"""The one rule of who is left out."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import Connection

import qualwb
from qualwb.analysis.selection import Selection
from qualwb.analysis.table_notes import scope_notes
from qualwb.analysis.who_counts import is_left_out, left_out_note, left_out_roles, takes_part
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

ROOMS = ("model", "analysis", "suggest", "exchange", "cli", "workbench")


@pytest.mark.parametrize(
    ("role", "left_out", "part"),
    [
        ("moderator", True, False),
        ("observer", True, False),
        ("participant", False, True),
        ("unknown", False, True),
        ("", False, False),
        (None, False, False),
    ],
)
def test_roles(role: str | None, left_out: bool, part: bool) -> None:
    assert (is_left_out(role), takes_part(role)) == (left_out, part)


def test_only_roles_that_somebody_has_are_told(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        turns = [("M", "Vad tycker ni?"), ("D1", "Inget.")]
        Builder(act).source("S", "G", turns, roles={"M": "moderator"})
    with project.reading() as connection:
        check_roles(connection)


def check_roles(connection: Connection) -> None:
    assert left_out_roles(connection) == ("moderator",)
    assert left_out_roles(connection, moderator=True) == ()
    assert left_out_note(("moderator",)) in scope_notes(connection, Selection())
    assert left_out_note(("moderator",)) not in scope_notes(connection, Selection(moderator=True))


def test_no_other_module_knows_the_rule() -> None:
    """Moderator and observer are named together in one list, apart from that of all roles."""
    root = Path(qualwb.__file__).parent
    knowing = {
        path.relative_to(root).as_posix()
        for room in ROOMS
        for path in (root / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and {"moderator", "observer"} <= {one.value for one in node.elts if isinstance(one, ast.Constant)}
    }
    assert knowing == {"model/material.py"}
