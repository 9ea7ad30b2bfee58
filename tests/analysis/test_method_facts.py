"""What a project knows of how it was made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from qualwb.acts.memos import write
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.themes import rename
from qualwb.analysis.method_facts import (
    AttributeCount,
    CoderFacts,
    FieldNotes,
    MethodFacts,
    method_facts,
)
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.small_cells import SMALL_CELL
from qualwb.model import Coding, Turn
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.projects import new_project


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Three groups: one met twice, one whose people are not known, one with an observer."""
    with new_project(tmp_path_factory.mktemp("method") / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            roles = {"M": "moderator", "O": "observer"}
            made.question("Syfte")
            made.group("G1", datum="2010-10-12", antal=4)
            made.person("G1", "Åsa", ort="Umeå", roll="chef")
            made.person("G1", "Bo", ort="Umeå")
            made.source("s1", "G1", [("M", "Varför?"), ("Åsa", "Vi ville det.")], roles)
            made.source("s2", "G1", [("Bo", "Igen då.")], roles, attributes={"datum": "nej", "sal": "A"})
            made.source("s3", "G2", [(None, "Ett citat.")])
            made.person("G3", "Sara", ort="Åre")
            made.source("s4", "G3", [("Sara", "Ja."), ("O", "Hm."), ("M", "Jaha.")], roles)
            made.theme("Inför")
            made.theme("Mål", ["vilja"], "Inför")
            made.theme("Nytta")
            made.code("stark vilja", "vilja")
            made.coding("s1", "Vi ville", "vilja")
            made.coding("s2", "Igen då.", "vilja", coder="bo", round="2")
            made.coding("s4", "Ja.", "vilja", coder="cia", orphaned=True)
            act.update(Coding, made.coding("s4", "Ja.", "vilja"), origin="suggestion")
            act.update(Turn, 1, time_start=None, time_end=None)
            act.update(Turn, 4, time_start=None, time_end=None)
        researcher = Researcher(project, "ann")
        rename(researcher, "Nytta", "Nyttan", reason="Rubriken.")
        rename(researcher, "Nyttan", "Användning")
        project.undo(coder="ann")
        write(researcher, "En idé.", kind="idea")
        write(researcher, "Livligt.", target="group", name="G1", kind="impression")
        write(Researcher(project, "ann & bo"), "Tyst.", target="source", name="s4", kind="impression")
        with project.reading() as connection:
            place = passage_quoted(connection, "s4", "Ja.")
        write(researcher, "Ironi?", target="passage", passage=place, kind="question")
        with project.reading() as connection:
            yield connection


@pytest.fixture
def facts(worked: Connection) -> MethodFacts:
    return method_facts(worked, EVERYTHING)


def test_groups_tell_who_took_part_and_how_much_was_said(facts: MethodFacts) -> None:
    people = [(g.name, g.participants, g.moderators, g.observers, g.sources) for g in facts.groups]
    assert people == [("G1", 2, 1, 0, 2), ("G2", None, None, None, 1), ("G3", 1, 1, 1, 1)]
    assert [(group.turns, group.words) for group in facts.groups] == [(3, 6), (1, 2), (3, 3)]


def test_a_group_is_as_long_as_its_sources_when_all_have_times(facts: MethodFacts) -> None:
    assert [(group.seconds, group.is_length_noted) for group in facts.groups] == [
        (3.0, False),
        (None, False),
        (3.0, False),
    ]
    assert facts.sources == 4


def test_a_length_that_is_noted_goes_before_the_times(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        made = Builder(act)
        made.group("G1", längd_minuter=66)
        made.source("s1", "G1", [("Åsa", "Ja.")])
    with project.reading() as connection:
        (group,) = method_facts(connection, EVERYTHING).groups
    assert (group.seconds, group.is_length_noted) == (3960.0, True)


def test_what_is_noted_of_a_group_goes_before_what_is_noted_of_its_sources(facts: MethodFacts) -> None:
    assert [dict(group.attributes) for group in facts.groups] == [
        {"datum": "2010-10-12", "antal": "4", "sal": "A"},
        {},
        {},
    ]


def test_the_moderator_and_the_observer_are_no_participants(facts: MethodFacts) -> None:
    assert facts.participants == 3
    assert facts.observers.unnamed == ("G3",)
    assert facts.moderators.unnamed == ("G1", "G3")


def test_attributes_are_counted_and_small_cells_known(facts: MethodFacts) -> None:
    assert facts.attributes == (
        AttributeCount("ort", "Umeå", 2),
        AttributeCount("ort", "Åre", 1),
        AttributeCount("roll", "chef", 1),
    )
    assert facts.has_small_cells


def test_large_cells_are_no_small_ones(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        made = Builder(act)
        for n in range(SMALL_CELL):
            made.person("G1", f"P{n}", ort="Umeå")
        made.source("s1", "G1", [("P0", "Ja.")])
    with project.reading() as connection:
        assert not method_facts(connection, EVERYTHING).has_small_cells


def test_coders_are_told_by_round_without_orphans(facts: MethodFacts) -> None:
    assert facts.rounds == (CoderFacts("ann", "1", 2, 2), CoderFacts("bo", "2", 1, 1))
    assert facts.coders == facts.coding_people == ("ann", "bo", "cia")
    assert facts.origins == (("manual", 3), ("suggestion", 1))


def test_codes_themes_memos_and_acts_are_those_of_the_project(facts: MethodFacts) -> None:
    assert (facts.codes, facts.top_codes, facts.top_themes, facts.sub_themes) == (2, 1, 2, 1)
    assert facts.memos == {"idea": 1, "impression": 2, "question": 1}
    assert facts.field_notes == FieldNotes(("G1", "G3"), 1, ("ann", "bo"))
    assert [(act.act, act.reason) for act in facts.deriving] == [("theme.rename", "Rubriken.")]
    assert [row.label for row in facts.questions] == ["Syfte"]


def test_a_selection_narrows_groups_and_people(worked: Connection) -> None:
    facts = method_facts(worked, Selection(groups=("G3",)))
    assert [group.name for group in facts.groups] == ["G3"]
    assert (facts.participants, facts.sources) == (1, 1)
    assert facts.attributes == (AttributeCount("ort", "Åre", 1),)


def test_an_empty_project_has_no_facts(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project, project.reading() as connection:
        facts = method_facts(connection, EVERYTHING)
    assert (facts.groups, facts.rounds, facts.origins, facts.codes) == ((), (), (), 0)


def test_a_group_of_which_only_the_moderator_is_known_has_no_number_of_participants(
    project: ProjectFile,
) -> None:
    with project.act("build", coder="ann") as act:
        made = Builder(act)
        made.source("s", "G", [("M", "Varför?"), (None, "Vi ville det.")], {"M": "moderator"}, unnamed=True)
    with project.reading() as connection:
        (group,) = method_facts(connection, EVERYTHING).groups
    assert (group.participants, group.moderators) == (None, 1)
