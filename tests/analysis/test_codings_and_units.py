"""All codings, and the way from meaning unit to theme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from qualwb.analysis.all_codings import all_codings
from qualwb.analysis.identifying_names import texts_with_names
from qualwb.analysis.meaning_units import Rungs, ladders
from qualwb.analysis.project_title import ProjectTitle, project_title
from qualwb.model import Coding, Turn
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import MOMENT, Builder
from tests.projects import new_project


@pytest.fixture
def two_groups(tmp_path: Path) -> Iterator[Connection]:
    """Two groups whose sources were stored in another order than they stand in."""
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.group("Grupp 1")
            made.source("b", "Grupp 2", [("M", "Varför?"), ("Flera", "Jaja!")], {"M": "moderator"}, ["Flera"])
            made.source("a", "Grupp 1", [(None, "Rubrik"), ("Åsa", "Vi ville det.")])
            made.coding("a", "Vi ville", "vilja", coder="bo", round="2", cited=True)
            made.coding("a", "Vi ville det.", "vilja")
            made.coding("a", "Rubrik", "fråga", orphaned=True)
            made.coding("b", "Jaja!", "ja")
            made.coding("b", "Varför?\nJa", "fråga")
            act.update(Turn, 1, start=2)  # a coding may begin before the first turn
        with project.reading() as connection:
            yield connection


def test_all_codings_come_by_group_and_place_with_their_turns(two_groups: Connection) -> None:
    rows = list(all_codings(two_groups))
    assert [(row.group, row.source, row.start, row.end) for row in rows] == [
        ("Grupp 1", "a", 0, 6),
        ("Grupp 1", "a", 7, 15),
        ("Grupp 1", "a", 7, 20),
        ("Grupp 2", "b", 0, 10),
        ("Grupp 2", "b", 8, 13),
    ]
    assert [(row.turn, row.speaker, row.role) for row in rows] == [
        (1, None, None),
        (2, "Åsa", "participant"),
        (2, "Åsa", "participant"),
        (None, None, None),
        (2, "Flera", None),
    ]
    assert [(row.code, row.coder, row.round, row.cited, row.orphaned) for row in rows[:3]] == [
        ("fråga", "ann", "1", False, True),
        ("vilja", "bo", "2", True, False),
        ("vilja", "ann", "1", False, False),
    ]
    stored = select(Coding.uid).where(Coding.id.in_((1, 2, 3))).order_by(Coding.id)
    assert [rows[place].uid for place in (1, 2, 0)] == list(two_groups.execute(stored).scalars())
    assert {(row.origin, row.created_at) for row in rows} == {("manual", MOMENT)}
    assert [row.quote for row in rows] == ["Rubrik", "Vi ville", "Vi ville det.", "Varför?\nJa", "Jaja!"]


def test_a_project_without_codings_has_none(project: ProjectFile) -> None:
    with project.reading() as connection:
        assert list(all_codings(connection)) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("utan", [Rungs(None, None, None)]),
        ("i ett", [Rungs(None, None, "ett")]),
        ("i två", [Rungs(None, None, "ett"), Rungs("under", None, "över")]),
        ("djup", [Rungs("hög › mellan", "under", "över")]),
        ("lös under", [Rungs("utan", None, None)]),
    ],
)
def test_ladders_from_a_code_to_its_themes(code: str, found: list[Rungs]) -> None:
    codes = {"utan": None, "i ett": None, "i två": None, "hög": None, "djup": "mellan", "lös under": "utan"}
    codes["mellan"] = "hög"
    themes = {"ett": None, "över": None, "under": "över"}
    gathered = {"i ett": ["ett"], "i två": ["ett", "under"], "hög": ["över"], "mellan": ["under"]}
    assert ladders(code, codes, themes, gathered) == found


def test_the_title_is_the_projects_own(tmp_path: Path) -> None:
    made = new_project(tmp_path / "p.qwb", "Seminarierna", "Om lärande.")
    with made as project, project.reading() as connection:
        assert project_title(connection) == ProjectTitle("Seminarierna", "Om lärande.")


def test_texts_with_names_are_told_with_the_names() -> None:
    told = texts_with_names(["Det var bra.", "Jag pratade med Anna Lindqvist i Göteborg."])
    ((text, names),) = told
    assert text.startswith("Jag pratade")
    assert "Göteborg" in " ".join(names)
