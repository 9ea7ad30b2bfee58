"""The bundled study in a project: the published table, the coders, the people, the guide."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from qualwb.acts.bundled import CONSENSUS_CODER, load_study, published, read_study
from qualwb.acts.researcher import Researcher
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import source_list
from qualwb.model import (
    Change,
    Code,
    Coder,
    Coding,
    Memo,
    Participant,
    Project,
    Question,
    Round,
    Source,
    Theme,
    Turn,
)
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.conftest import SHARED, needs_shared
from tests.projects import new_project


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFile]:
    """The loaded study; tests read it only."""
    path = tmp_path_factory.mktemp("demo") / "demo.qwb"
    with new_project(path) as project:
        load_study(Researcher(project, CONSENSUS_CODER))
        yield project


@pytest.fixture
def connection(demo: ProjectFile) -> Iterator[Connection]:
    """A reading connection to the loaded study."""
    with demo.reading() as connection:
        yield connection


def test_the_published_table_adds_up() -> None:
    facts = published()
    assert len(facts.quotes) == 23
    columns = list(zip(*facts.quotes.values(), strict=True))
    assert [sum(column) for column in columns] == [19, 21, 18, 15, 10]


@needs_shared
def test_the_published_table_is_the_studys() -> None:
    table = {}
    for line in (SHARED / "study" / "STUDY.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 9 and cells[0][:2] == "4.":
            table[cells[2]] = tuple(0 if cell == "." else int(cell) for cell in cells[3:8])
    assert dict(published().quotes) == table


def test_cited_passages_equal_the_published_table_in_all_115_cells(connection: Connection) -> None:
    matrix = theme_matrix(connection, selection=Selection(cited=True))
    facts = published()
    assert matrix.columns == tuple(sorted(facts.ours))
    printed = [matrix.columns.index(group) for group in facts.ours]
    rows = {row.name: tuple(row.values[i] or 0 for i in printed) for row in matrix.rows if row.parent}
    assert rows == dict(facts.quotes)
    assert matrix.column_totals == (10, 18, 15, 19, 21)
    assert matrix.total == 83


def test_over_all_codings_each_theme_is_in_the_published_groups(connection: Connection) -> None:
    matrix = theme_matrix(connection)
    facts = published()
    printed = [matrix.columns.index(group) for group in facts.ours]
    rows = {row.name: tuple(bool(row.values[i]) for i in printed) for row in matrix.rows if row.parent}
    assert rows == {theme: tuple(map(bool, counts)) for theme, counts in facts.quotes.items()}


def test_two_coders_and_their_consensus(connection: Connection) -> None:
    rows = connection.execute(
        select(Coder.name, Round.name, func.count(), func.count().filter(Coding.cited))
        .join(Coding, Coding.coder_id == Coder.id)
        .join(Round, Round.id == Coding.round_id)
        .group_by(Coder.name, Round.name)
    ).all()
    counts = {(coder, round_): (n, cited) for coder, round_, n, cited in rows}
    assert set(counts) == {("KL", "1"), ("MB", "1"), ("KL & MB", "konsensus"), ("KL & MB", "teori")}
    assert counts["KL", "1"][1] == counts["MB", "1"][1] == 0
    assert all(n > 150 for (_coder, round_), (n, _cited) in counts.items() if round_ != "teori")
    assert connection.execute(select(Project.settings)).scalar_one()["round"] == "konsensus"


def test_the_coders_disagree_as_people_do() -> None:
    passages = read_study().passages
    alike = sum(set(p.codes["KL"]) == set(p.codes["MB"]) for p in passages)
    assert 0.4 < alike / len(passages) < 0.8


def test_every_coding_stands_where_its_quote_stands(connection: Connection) -> None:
    texts = current_texts(connection)
    for source, start, end, quote in connection.execute(
        select(Coding.source_id, Coding.start, Coding.end, Coding.quote)
    ):
        assert texts[source][start:end] == quote


def test_people_have_their_roles_and_parties(connection: Connection) -> None:
    rows = connection.execute(select(Participant.role, Participant.attributes)).all()
    people = [attributes for role, attributes in rows if role == "participant"]
    assert len(people) == 21
    assert {person["part"] for person in people} == {"socialtjänst", "psykiatri", "primärvård"}
    assert all(person["roll"] for person in people)
    roles = [role for role, _attributes in rows]
    assert (roles.count("moderator"), roles.count("observer"), len(roles)) == (5, 5, 31)


def test_nine_questions_and_two_that_each_group_never_reached(connection: Connection) -> None:
    assert connection.execute(select(func.count(Question.id))).scalar() == 9
    for source, reached in connection.execute(
        select(Source.name, func.count(Turn.question_id.distinct()))
        .join(Turn, Turn.source_id == Source.id)
        .group_by(Source.name)
    ):
        assert reached == 7, source


def test_questions_follow_each_other_in_the_guides_order(connection: Connection) -> None:
    rows = connection.execute(
        select(Turn.source_id, Question.position)
        .join(Question, Question.id == Turn.question_id)
        .order_by(Turn.source_id, Turn.number)
    ).all()
    by_source: dict[int, list[int]] = {}
    for source, position in rows:
        by_source.setdefault(source, []).append(position)
    for positions in by_source.values():
        assert positions == sorted(positions)


def test_the_theory_reads_each_cited_passage_once_more() -> None:
    study = read_study()
    cited = {passage.key for passage in study.passages if passage.cited}
    assert set(study.readings) == cited
    conditions, levels = ({code.name for code in family.codes} for family in study.theory.codes)
    for key, codes in study.readings.items():
        assert conditions & set(codes), key
        assert levels & set(codes), key
        assert set(codes) <= conditions | levels, key


def test_memos_of_every_kind(connection: Connection) -> None:
    kinds = set(connection.execute(select(Memo.kind)).scalars())
    assert kinds == {"impression", "question", "idea", "decision"}


def test_the_project_passes_its_check(demo: ProjectFile) -> None:
    assert not check(demo)


def test_a_few_acts_made_it(connection: Connection) -> None:
    assert connection.execute(select(func.count(Change.id))).scalar_one() < 60


@pytest.mark.parametrize("coded", [True, False])
def test_what_is_told_is_what_the_lists_show(tmp_path: Path, coded: bool) -> None:
    with new_project(tmp_path / "a.qwb") as project:
        loaded = load_study(Researcher(project, CONSENSUS_CODER), coded=coded)
        with project.reading() as connection:
            assert loaded.turns == sum(row.turns for row in source_list(connection))
            assert loaded.codes == connection.execute(select(func.count(Code.id))).scalar()
            assert loaded.themes == connection.execute(select(func.count(Theme.id))).scalar()


def test_all_acts_can_be_undone(tmp_path: Path) -> None:
    with new_project(tmp_path / "a.qwb") as project:
        load_study(Researcher(project, CONSENSUS_CODER))
        with project.reading() as connection:
            coders = connection.execute(select(Change.coder).order_by(Change.id.desc())).scalars().all()
        for coder in coders:
            project.undo(coder=coder if project.own_undo else "x")
        with project.reading() as connection:
            for record in (Source, Code, Coding, Memo, Question, Participant):
                assert connection.execute(select(func.count(record.id))).scalar() == 0, record


def test_the_exercise_has_all_but_the_coding(tmp_path: Path) -> None:
    with new_project(tmp_path / "a.qwb") as project:
        loaded = load_study(Researcher(project, "x"), coded=False)
        assert (loaded.sources, loaded.codings, loaded.memos) == (5, 0, 0)
        with project.reading() as connection:
            assert connection.execute(select(func.count(Coding.id))).scalar() == 0
            assert connection.execute(select(func.count(Memo.id))).scalar() == 0
            assert connection.execute(select(func.count(Code.id))).scalar() == 60
            assert "round" not in connection.execute(select(Project.settings)).scalar_one()


def test_loading_takes_less_than_three_seconds_of_work(tmp_path: Path) -> None:
    before = time.process_time()
    with new_project(tmp_path / "a.qwb") as project:
        load_study(Researcher(project, CONSENSUS_CODER))
    assert time.process_time() - before < 3
