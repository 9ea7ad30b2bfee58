"""Agreement between the coders in the report: the figures and their basis, or why there are none."""

import re
from pathlib import Path

import pytest

from qualwb.acts.agreement_choice import AgreementNotUsed, AgreementUsed, choose_agreement
from qualwb.acts.lookup import NotFound
from qualwb.acts.researcher import Researcher
from qualwb.acts.rounds import finish
from qualwb.errors import QualwbError
from qualwb.exchange.report.answers import Wishes
from qualwb.exchange.report.blocks import Block, FactList, Heading, Paragraph
from qualwb.exchange.report.sections import report
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.projects import new_project

HEADING = "Agreement between the coders"


def build(project: ProjectFile, *coders: str) -> None:
    with project.act("test.build", coder="ann") as act:
        made = Builder(act)
        made.source("s1", "Grupp", [("D1", "Vi visste inte vad det var."), ("D2", "Nej, ingen ledde oss.")])
        made.theme("Syfte", codes=["oklart"])
        for coder in coders:
            made.coding("s1", "visste inte" if coder == "Ann" else "visste", "oklart", coder=coder)
            made.coding("s1", "ingen ledde", "ledare", coder=coder)
        made.coding("s1", "visste", "oklart", coder="Ann & Bo", round="konsensus")


def section(project: ProjectFile) -> list[Block]:
    """The blocks under the heading on agreement, if it is there."""
    with project.reading() as connection:
        blocks = report(connection, "p", Wishes()).blocks
    places = [place for place, block in enumerate(blocks) if block == Heading(2, HEADING)]
    if not places:
        return []
    found = []
    for block in blocks[places[0] + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
        if isinstance(block, FactList):
            break
    return found


def words(blocks: list[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_of_three_coders_it_is_told_two_by_two_and_who_has_coded_far_less(empty: ProjectFile) -> None:
    with empty.act("test.build", coder="ann") as act:
        made = Builder(act)
        for source in ("s1", "s2"):
            made.source(source, "Grupp", [("D1", f"{source} ett och två och tre och fyra och fem.")])
        for coder in ("Ann", "Bo"):
            for source, word in (("s1", "ett"), ("s2", "ett"), ("s2", "två"), ("s2", "tre"), ("s2", "fyra")):
                made.coding(source, word, "räkning", coder=coder)
        made.coding("s2", "fem", "räkning", coder="Cia")
    told = words(section(empty))
    assert re.search(r"Two by two: Ann – Bo 1\.00; Ann – Cia -?0\.\d+; Bo – Cia -?0\.\d+\.", told)
    assert "They have not coded equally much of what is compared: Ann 5 passages in 2 sources" in told
    assert "That lowers |u-alpha and the coverage." in told


def rows(blocks: list[Block]) -> list[list[object]]:
    (table,) = (block.table for block in blocks if isinstance(block, FactList))
    return [list(row) for row in table.rows]


@pytest.fixture
def empty(tmp_path: Path) -> ProjectFile:
    return new_project(tmp_path / "p.qwb")


def test_the_sentence_states_measure_unit_n_coders_sources_threshold_and_consensus(
    empty: ProjectFile,
) -> None:
    build(empty, "Ann", "Bo")
    told = words(section(empty))
    for part in (
        "Krippendorff's alpha for unitizing",
        "the unit is the character",
        "n = 49 in 1 source (s1)",
        "coders Ann, Bo",
        "at least 50 % of their union",
        "round 'konsensus'",
        "Same places (|u-alpha, any code): 0.",
        "cu-alpha",
    ):
        assert part in told
    assert "--codes" not in told
    assert rows(section(empty))[0][:4] == ["oklart", 5, 0, 6]
    assert rows(section(empty))[0][6:9] == [1, 1, 1]


def test_three_coders_have_a_column_for_each_pair(empty: ProjectFile) -> None:
    build(empty, "Ann", "Bo", "Cia")
    (table,) = (block.table for block in section(empty) if isinstance(block, FactList))
    assert table.columns[1:5] == ("All coders", "Ann – Bo", "Ann – Cia", "Bo – Cia")
    assert [row[4] for row in table.rows] == [1, 1]


def test_the_team_chooses_whose_agreement(empty: ProjectFile) -> None:
    build(empty, "Ann", "Bo", "Cia")
    researcher = Researcher(empty, "Ann")
    choose_agreement(researcher, AgreementUsed("codes", ("Cia", "Ann")))
    (table,) = (block.table for block in section(empty) if isinstance(block, FactList))
    assert table.columns[1:3] == ("Only Cia", "Only Ann")
    for refused in (("Ann",), ("Ann", "ann"), ("Ann", "Bo", "Ann")):
        with pytest.raises(QualwbError, match="two coders or more"):
            choose_agreement(researcher, AgreementUsed("codes", refused))
    with pytest.raises(NotFound):
        choose_agreement(researcher, AgreementUsed("codes", ("Ann", "Nobody")))


def test_who_has_not_finished_is_told_where_somebody_has(empty: ProjectFile) -> None:
    build(empty, "Ann", "Bo", "Cia")
    assert "finished" not in words(section(empty))
    finish(Researcher(empty, "Ann", "1"), ["s1"])
    assert "Not said to be finished: Bo 1 of 1 sources, Cia 1 of 1 sources." in words(section(empty))


def test_the_figures_of_each_pair_are_told(empty: ProjectFile) -> None:
    build(empty, "Ann", "Bo", "Cia")
    assert "cu-alpha" in words(section(empty)).split("Two by two: Ann – Bo")[1].split(";")[0]


def test_the_team_chooses_themes_or_no_figure(empty: ProjectFile) -> None:
    build(empty, "Ann", "Bo")
    researcher = Researcher(empty, "Ann")
    choose_agreement(researcher, AgreementUsed("themes"))
    assert [row[0] for row in rows(section(empty))] == ["Syfte"]
    choose_agreement(researcher, AgreementNotUsed("reflexiv tematisk analys."))
    (told,) = section(empty)
    assert isinstance(told, Paragraph)
    assert told.text.endswith("because: reflexiv tematisk analys.")


def test_one_coder_alone_is_told_nothing_of(empty: ProjectFile) -> None:
    build(empty, "Ann")
    assert section(empty) == []
