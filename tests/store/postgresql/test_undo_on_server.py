"""Undo on a server: each coder's own acts, over no row that another changed, and in parts."""

from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest

from qualwb.acts import codes, codings
from qualwb.acts.meanwhile import ChangedMeanwhile
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import BuiltOn, NotFound, NothingToUndo
from qualwb.store.replay import differences
from qualwb.store.server_project import ServerProject
from tests.acts.merging.random_acts import act, fill_origin
from tests.states import rows, state

Team = tuple[Researcher, Researcher]


@pytest.fixture
def team(database: str) -> Iterator[Team]:
    """Anna and Bo, each connected to a project with sources, codes, themes, codings and memos."""
    address = Address.parsed(database)
    with ServerProject.create(address, "Studie") as one, ServerProject.open(address) as other:
        fill_origin(Researcher(one, "Karin"))
        yield Researcher(one, "Anna"), Researcher(other, "Bo")


def sound(who: Researcher) -> bool:
    with who.project.reading_whole() as connection:
        return differences(connection) == []


def test_each_undoes_their_own(team: Team) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    codes.create(bo, "bos")
    assert anna.project.undo(coder="Anna").summary == "'annas'"
    with pytest.raises(NothingToUndo):
        anna.project.undo(coder="Anna")
    codes.create(bo, "bos andra")
    assert anna.project.redo(coder="Anna").summary == "'annas'"
    assert sound(anna)


def test_who_built_on_it_is_told_and_the_parts_go(team: Team) -> None:
    anna, bo = team
    for at in range(0, 50, 5):
        with anna.project.reading() as connection:
            passage = passage_at(connection, "Intervju 1", at, at + 5)
        codings.apply(anna, passage, ["tre"])
    of_three = "SELECT c.id FROM coding c JOIN code ON code.id = c.code_id WHERE code.name = 'tre' ORDER BY 1"
    before = rows(anna, of_three)
    codes.merge(anna, ["tre"], "två")
    codings.remove(bo, before[:2])
    codes.create(bo, "hindrar ingen")
    with pytest.raises(BuiltOn) as refused:
        anna.project.undo(coder="Anna")
    assert [one.coder for one in refused.value.later] == ["Bo"]
    undone = anna.project.undo_parts(coder="Anna")
    assert [(stay.table, stay.rows) for stay in undone.stays] == [("coding", 2)]
    assert rows(anna, of_three) == before[2:]
    assert sound(anna)
    anna.project.redo(coder="Anna")
    assert rows(anna, of_three) == []
    assert sound(anna)


def test_what_a_row_refers_to_is_not_taken_away(team: Team) -> None:
    anna, bo = team
    codes.create(anna, "annas")
    with bo.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 5)
    codings.apply(bo, passage, ["annas"])
    before = state(anna.project)
    with pytest.raises(BuiltOn):
        anna.project.undo(coder="Anna")
    assert state(anna.project) == before


def test_conflicts_are_told(team: Team) -> None:
    anna, bo = team
    codes.describe(anna, "ett", {"definition": "regel för ett"}, definition="annas")
    with pytest.raises(ChangedMeanwhile, match="annas"):
        codes.describe(bo, "ett", {"definition": "regel för ett"}, definition="bos")
    codes.rename(anna, "ett", "ett och annat")
    with pytest.raises(NotFound, match="Anna renamed it to 'ett och annat'"):
        codes.describe(bo, "ett", definition="bos")


@pytest.mark.parametrize("seed", range(3))
def test_random_acts_of_three_coders(team: Team, seed: int) -> None:
    chance, projects = Random(seed), [who.project for who in team]
    for _act in range(40):
        who = Researcher(chance.choice(projects), chance.choice(["Anna", "Bo", "Cilla"]))
        what = chance.choice(["act", "act", "act", "undo", "parts", "redo"])
        before, revision = state(who.project), who.project.revision()
        with suppress(QualwbError):
            if what == "undo":
                who.project.undo(coder=who.coder)
            elif what == "parts":
                who.project.undo_parts(coder=who.coder)
            elif what == "redo":
                who.project.redo(coder=who.coder)
            else:
                act(who, (chance.randrange(34), chance.randrange(6), chance.randrange(60)))
        if who.project.revision() == revision:
            assert state(who.project) == before
    assert sound(team[0])
