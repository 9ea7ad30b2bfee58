"""A file with codes or themes that lie beneath themselves is read, found faulty, and mended."""

import json
import sqlite3

import pytest

from qualwb.acts import codes, themes
from qualwb.acts.codebooks import codebook_of
from qualwb.acts.repairing import repair_trees
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import BadTree
from qualwb.analysis.trees import code_tree, theme_tree
from qualwb.cli.app import run
from qualwb.model import Code, Theme
from qualwb.store.check import check
from qualwb.store.errors import StateForbidden
from qualwb.store.project_file import ProjectFile
from qualwb.store.tree_faults import in_cycles, readable, without_parent
from tests.states import rows, state


@pytest.mark.parametrize(
    ("parents", "cycles", "lost"),
    [
        ({1: None, 2: 1, 3: 2}, set(), set()),
        ({1: 1}, {1}, set()),
        ({1: 2, 2: 3, 3: 1, 4: 1, 5: 4}, {1, 2, 3}, set()),
        ({5: 4, 4: 1, 1: 2, 2: 1, 7: 8, 8: 7, 9: None}, {1, 2, 7, 8}, set()),
        ({1: 9, 2: 1}, set(), {1}),
    ],
)
def test_faults_of_trees(parents: dict[int, int | None], cycles: set[int], lost: set[int]) -> None:
    assert in_cycles(parents) == cycles
    assert without_parent(parents) == lost
    assert in_cycles(readable(parents)) == set()
    assert {key for key, parent in parents.items() if readable(parents)[key] != parent} == cycles | lost


@pytest.fixture
def knotted(material: Researcher) -> Researcher:
    """Codes A > M > T > A with B beneath T, and themes likewise."""
    for make in (codes.create, themes.create):
        for name, parent in (("A", None), ("M", "A"), ("T", "M"), ("B", "T"), ("fri", None)):
            make(material, name, parent=parent)
    with material.act("code.merge") as act:
        for record in (Code, Theme):
            act.update(record, 1, parent_id=3)
    return material


def names(researcher: Researcher) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    with researcher.project.reading() as connection:
        trees = code_tree(connection), theme_tree(connection)
    first, second = ([(node.name, node.depth) for node in tree.nodes] for tree in trees)
    return first, second


def test_check_finds_cycles_and_reading_shows_them(knotted: Researcher) -> None:
    found = [(p.kind, p.where) for p in check(knotted.project) if p.kind == "tree"]
    assert found == [
        ("tree", f"{kind} {key}, {name}")
        for kind in ("code", "theme")
        for key, name in ((1, "A"), (2, "M"), (3, "T"))
    ]
    at_top = [("A", 0), ("M", 0), ("T", 0), ("B", 1), ("fri", 0)]
    assert names(knotted) == (at_top, at_top)
    with knotted.project.reading() as connection:
        book = codebook_of(connection, "bok")
    assert sorted(code.name for code, _above in book.all_codes()) == ["A", "B", "M", "T", "fri"]
    assert sorted(theme.name for theme, _above in book.all_themes()) == ["A", "B", "M", "T", "fri"]


def test_moving_ends_and_can_mend(knotted: Researcher) -> None:
    codes.move(knotted, ["fri"], "M")
    with pytest.raises(BadTree):
        codes.move(knotted, ["M"], "T")
    codes.merge(knotted, ["B", "T"], "T")
    codes.move(knotted, ["A"], None)
    assert {p.where.split()[0] for p in check(knotted.project) if p.kind == "tree"} == {"theme"}


@pytest.mark.file_only
def test_commands_on_such_a_file_end(knotted: Researcher, capsys: pytest.CaptureFixture[str]) -> None:
    path = knotted.project.path
    knotted.project.close()
    for command in (
        ["code", "list"],
        ["theme"],
        ["matrix", "--roll-up"],
        ["quotes", "--code", "T"],
        ["codebook", "export"],
        ["code", "move", "fri", "--under", "M"],
        ["suggest", "candidates"],
    ):
        assert run(["-p", str(path), *command]) in (0, 1), (command, capsys.readouterr().err)
    capsys.readouterr()
    assert run(["-p", str(path), "check"]) == 1
    assert "beneath itself" in capsys.readouterr().out
    assert run(["-p", str(path), "check", "--repair", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert "'M' lies at the top now." in told.err
    assert ".repair.bak" in told.err
    assert json.loads(told.out) == []
    assert run(["-p", str(path), "undo"]) == 0


@pytest.mark.file_only
def test_a_repair_is_one_act_with_a_backup(knotted: Researcher) -> None:
    before, revision = state(knotted.project), knotted.project.revision()
    done = repair_trees(knotted)
    assert done.names == ("A", "M", "T", "A", "M", "T")
    assert done.backup is not None
    with ProjectFile.open(done.backup) as copy:
        assert state(copy) == before
    assert rows(knotted, "SELECT name, parent_id FROM code ORDER BY id")[:4] == [
        *(("A", None), ("M", None), ("T", None), ("B", 3)),
    ]
    assert knotted.project.revision() == revision + 1
    knotted.project.undo(coder="Mia")
    assert state(knotted.project) == before
    knotted.project.redo(coder="Mia")
    assert not [p for p in check(knotted.project) if p.kind == "tree"]


@pytest.mark.file_only
def test_a_sound_project_is_left_alone(material: Researcher) -> None:
    revision = material.project.revision()
    assert repair_trees(material).backup is None
    assert material.project.revision() == revision
    assert not list(material.project.path.parent.glob("*.bak"))


@pytest.mark.file_only
def test_what_lies_beneath_nothing_is_put_at_the_top(material: Researcher) -> None:
    codes.create(material, "A")
    codes.create(material, "B", parent="A")
    path = material.project.path
    raw = sqlite3.connect(path)
    raw.execute("UPDATE code SET parent_id = 77 WHERE name = 'B'")
    raw.commit()
    raw.close()
    assert [p.kind for p in check(material.project)] == ["foreign key"]
    assert names(material)[0] == [("A", 0), ("B", 0)]
    assert repair_trees(material).names == ("B",)
    assert not [p for p in check(material.project) if p.kind in ("foreign key", "tree")]
    with pytest.raises(StateForbidden):
        material.project.undo(coder="Karin")
