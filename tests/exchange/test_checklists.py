"""COREQ and SRQR: every item a row, filled from the store where it knows, answered by the team, or asked."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from qualwb.acts.bundled import load_study
from qualwb.acts.memos import write
from qualwb.acts.report_facts import CHECKLISTS, answer_item, clear_item
from qualwb.acts.researcher import Researcher
from qualwb.acts.saturation_choice import SaturationNotUsed, SaturationUsed, choose_saturation
from qualwb.exchange.checklists.checklists import answer_shown, checklist_table, checklists
from qualwb.exchange.checklists.items import ItemRow, Status
from qualwb.exchange.checklists.known import known
from qualwb.model import Coding
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.projects import new_project


def rows_of(project: ProjectFile) -> Mapping[str, ItemRow]:
    """All rows by the keys of their items."""
    with project.reading() as connection:
        found = checklists(known(connection))
    return {row.item.key: row for rows in found.values() for row in rows}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, ItemRow]]:
    """The rows of the bundled study."""
    with new_project(tmp_path_factory.mktemp("checklists") / "p.qwb") as project:
        load_study(Researcher(project, "KL & MB"))
        yield rows_of(project)


def test_every_item_is_there_with_its_number_name_and_question(study: Mapping[str, ItemRow]) -> None:
    wanted = [f"{name}.{n}" for name, count in CHECKLISTS.items() for n in range(1, count + 1)]
    assert list(study) == wanted
    assert all(row.item.name and row.item.part and row.item.asks.endswith("?") for row in study.values())
    for name in CHECKLISTS:
        names = [row.item.name for row in study.values() if row.item.checklist == name]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("coreq.1", "KH (Grupp 1, Grupp 2, Grupp 4); LS (Grupp 3, Grupp 5)"),
        ("coreq.12", "5 groups, 21 participants (3–7 in each group)"),
        ("coreq.15", "BW as observer in 5 of 5 groups."),
        ("coreq.18", "None: each group met once."),
        ("coreq.21", "64–84 minutes"),
        (
            "coreq.24",
            "2: KL, MB (round 1: KL, MB; round konsensus: KL & MB; round teori: KL & MB)",
        ),
        (
            "coreq.31",
            "4 main themes: Inför Lärandeseminarierna, Lärandeseminarierna, Lärandeseminariernas resultat, "
            "Samverkan",
        ),
    ],
)
def test_the_bundled_study_answers_of_itself(study: Mapping[str, ItemRow], item: str, answer: str) -> None:
    row = study[item]
    assert (row.status, row.answer, row.rest) == (Status.PROJECT, answer, "")


def test_the_sample_is_described_without_numbers_of_few_people(study: Mapping[str, ItemRow]) -> None:
    said = study["coreq.16"].answer
    assert "huvudman: kommun 13, landsting 8;" in said
    assert "part: socialtjänst 13, primärvård, psykiatri (fewer than 5 of each);" in said
    assert "the groups met 2010-10-13–2010-11-18" in said


def test_what_the_store_can_not_know_is_asked_for(study: Mapping[str, ItemRow]) -> None:
    left = [row.item.number for row in study.values() if row.status is Status.OPEN]
    assert left[:14] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 19, 23, 28]
    row = study["coreq.14"]
    assert answer_shown(row) == f"[{row.item.asks}]"
    row = study["coreq.13"]
    assert "Grupp 2: primärvård" in row.answer
    assert row.rest == row.item.asks
    assert study["coreq.17"].status is Status.PARTLY
    assert study["coreq.17"].rest == "Was the guide tried out beforehand?"


def test_claims_that_are_not_borne_out_stand_under_consistency(study: Mapping[str, ItemRow]) -> None:
    row = study["coreq.30"]
    assert row.status is Status.PARTLY
    assert row.answer.startswith("1 of 6 claims")
    assert "Bristande förankring; Positivt att möta andra" in row.rest


def test_an_answer_of_the_team_goes_before_what_the_project_holds(small_project: ProjectFile) -> None:
    researcher = Researcher(small_project, "ann")
    answer_item(researcher, "coreq.12", "Två grupper, 3 av 6 inbjudna.")
    answer_item(researcher, "coreq.13", "Tre kom inte.")
    answer_item(researcher, "coreq.9", "Tematisk analys.")
    rows = rows_of(small_project)
    row = rows["coreq.12"]
    assert (row.status, row.answer, row.rest) == (Status.TEAM, "Två grupper, 3 av 6 inbjudna.", "")
    assert row.held == "2 groups, 3 participants (1–2 in each group)"
    approach = rows["srqr.5"]
    assert (approach.status, approach.answer) == (
        Status.TEAM,
        "Methodological orientation and theory: Tematisk analys",
    )
    units = rows["srqr.12"]
    assert units.answer.startswith(
        "Sample size: Två grupper, 3 av 6 inbjudna; Non-participation: Tre kom inte"
    )
    clear_item(researcher, "coreq.12")
    assert rows_of(small_project)["coreq.12"].status is Status.PROJECT


@pytest.fixture
def small_project(tmp_path: Path) -> Iterator[ProjectFile]:
    """Two groups of two and one, an observer without a name in one of them, one length by times."""
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            roles = {"Moderator": "moderator", "Observatör": "observer"}
            made.source("s1", "G1", [("Moderator", "Hur?"), ("Åsa", "Så."), ("Bo", "Nej.")], roles)
            made.source("s2", "G2", [("Moderator", "Hur?"), ("Sara", "Ja."), ("Observatör", "Hm.")], roles)
            made.theme("A", ["a"])
            made.coding("s1", "Så.", "a")
        yield project


def test_a_role_without_a_name_counts_no_persons(small_project: ProjectFile) -> None:
    rows = rows_of(small_project)
    assert rows["coreq.1"].status is Status.OPEN
    observed = rows["coreq.15"]
    assert (observed.status, observed.answer, observed.rest) == (
        Status.PARTLY,
        "An observer in 1 of 2 groups.",
        "Who observed G2?",
    )
    assert rows["coreq.21"].answer == ("0:00:03; by the last time of the transcript where no length is noted")


def test_saturation_is_answered_by_the_teams_choice(small_project: ProjectFile) -> None:
    researcher = Researcher(small_project, "ann")
    assert rows_of(small_project)["coreq.22"].rest == "Say whether saturation is used, or not used and why."
    choose_saturation(researcher, SaturationNotUsed("reflexiv analys"))
    row = rows_of(small_project)["coreq.22"]
    assert (row.status, row.answer) == (
        Status.TEAM,
        "Saturation is not used, because: reflexiv analys",
    )
    choose_saturation(researcher, SaturationUsed(1, 1, 0.05))
    said = rows_of(small_project)["coreq.22"].answer
    assert said.startswith("Saturation is used: base size 1, run length 1, new information at most 5 %;")
    assert "; 1 theme; new per group: 1; 1 group is too few for base size 1 + run length 1." in said


def test_memos_on_reflexivity_answer_for_the_leaders_of_the_talks(small_project: ProjectFile) -> None:
    write(Researcher(small_project, "ann"), "Jag är själv socionom.", kind="reflexivity")
    row = rows_of(small_project)["coreq.8"]
    assert row.answer == "1 memo on reflexivity, printed in the report under 'Reflexivity'"


def test_the_quotes_of_a_printed_report_tell_nothing_of_talks_and_saturation(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.source("Rapport", "G1", [(None, "Ett citat.")])
            made.theme("A", ["a"], claim="alla grupper")
            act.update(Coding, made.coding("Rapport", "Ett citat.", "a"), origin="report")
        rows = rows_of(project)
    assert [rows[f"coreq.{n}"].status for n in (18, 21, 22, 30)] == [Status.OPEN] * 4


def test_an_empty_project_is_asked_for_everything_but_its_name_and_software(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        rows = rows_of(project)
    answered = {key for key, row in rows.items() if row.status is not Status.OPEN}
    assert answered == {"coreq.27", "srqr.1", "srqr.14"}
    assert rows["srqr.1"].answer == "p"


def test_the_table_tells_how_far_it_is_filled(study: Mapping[str, ItemRow]) -> None:
    coreq = [row for row in study.values() if row.item.checklist == "coreq"]
    table = checklist_table(coreq, "COREQ")
    assert table.notes == ("11 of 32 items answered, 7 partly, 14 to fill in",)
    assert table.rows[11][:3] == (12, "Sample size", "from the project")
    assert table.data[11] == {
        "item": "coreq.12",
        "part": "Study design",
        "name": "Sample size",
        "status": "project",
        "answer": "5 groups, 21 participants (3–7 in each group)",
        "asks": "How many took part?",
        "left": "",
    }
    assert checklist_table(list(study.values())).rows[32][0] == "srqr.1"


def test_a_checklist_that_is_all_told_is_the_table_that_a_journal_takes(small_project: ProjectFile) -> None:
    for number in range(1, CHECKLISTS["coreq"] + 1):
        answer_item(Researcher(small_project, "ann"), f"coreq.{number}", f"Svar {number}.")
    coreq = [row for row in rows_of(small_project).values() if row.item.checklist == "coreq"]
    table = checklist_table(coreq, "COREQ")
    assert table.columns == ("No.", "Item", "Answer")
    assert table.rows[12] == (13, "Non-participation", "Svar 13.")
    assert table.notes == ()
