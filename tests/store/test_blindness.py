"""Blind rounds: what a coder reads of a project in which another coder's work is hidden."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, inspect, select

from qualwb.acts import codings, memos, summaries, themes
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Change, Coding, Memo, Record, Round, Summary
from qualwb.store.blindness import VIEWS, blindfold
from qualwb.store.check import check
from qualwb.store.hidden_acts import hidden_acts
from qualwb.store.project_file import ProjectFile


@pytest.fixture
def blind(material: Researcher) -> Researcher:
    """Karin in a blind round, in which Bo has coded as well."""
    with material.act("round.new") as act:
        act.insert(Round, name="2", position=2, blind=True, released_at=None)
    karin = Researcher(material.project, "Karin", "2")
    bo = Researcher(material.project, "Bo", "2")
    for who, words, code in ((karin, "Ingen visste", "Oklart"), (bo, "mötena var bra", "Hemligt")):
        with who.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", words)
        codings.apply(who, passage, [code], create=True)
        memos.write(who, f"Så tänker {who.coder}", target="passage", passage=passage)
    return karin


def count(project: ProjectFile, record: type[Record]) -> int:
    with project.reading() as connection:
        return connection.execute(select(func.count()).select_from(record)).scalar_one()


def test_a_coder_reads_their_own_codings_and_memos_alone(blind: Researcher) -> None:
    assert count(blind.project, Coding) == count(blind.project, Memo) == 1
    assert count(blind.project.seen_by("Bo"), Coding) == 1
    assert count(blind.project.seen_by("Nobody yet"), Coding) == 0


def test_who_looks_after_the_file_has_all_of_it(blind: Researcher) -> None:
    with blind.project.reading_whole() as connection:
        assert connection.execute(select(func.count()).select_from(Coding)).scalar() == 2
        assert not blindfold(connection).rounds
    assert check(blind.project) == []


def test_what_is_hidden_comes_into_view_when_the_round_is_released(blind: Researcher) -> None:
    with blind.act("round.release") as act:
        key = act.connection.execute(select(Round.id).where(Round.name == "2")).scalar_one()
        act.update(Round, key, released_at="2026-01-01T00:00:00+00:00")
    assert count(blind.project, Coding) == count(blind.project, Memo) == 2
    blind.project.undo(coder="Karin")
    assert count(blind.project, Coding) == count(blind.project, Memo) == 1


def test_a_statement_that_was_prepared_before_follows_the_views(blind: Researcher) -> None:
    """One connection of the pool serves both coders and both readings in turn."""
    for _time in range(3):
        with blind.project.reading_whole() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM coding").scalar() == 2
        with blind.project.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM coding").scalar() == 1
        with blind.project.seen_by("Bo").reading() as connection:
            assert connection.exec_driver_sql("SELECT coder_id FROM coding").scalars().all() == [2]


def test_an_error_while_reading_leaves_no_view_behind(blind: Researcher) -> None:
    with pytest.raises(ZeroDivisionError), blind.project.reading():
        raise ZeroDivisionError
    with blind.project.reading_whole() as connection:
        assert not inspect(connection).get_temp_view_names()


def test_a_summary_that_rests_on_hidden_codings_is_hidden(blind: Researcher) -> None:
    bo = Researcher(blind.project, "Bo", "2")
    themes.create(bo, "Mening", codes=["Hemligt", "Oklart"])
    with bo.project.reading() as connection:
        own = connection.execute(select(Coding.id)).scalars().all()
    summaries.set_summary(bo, "Mening", "Grupp 1", "Bo menar", codings=own)
    assert count(blind.project, Summary) == 0
    assert count(bo.project, Summary) == 1


def test_what_was_written_before_the_round_was_made_may_be_read(blind: Researcher) -> None:
    bo, reading = Researcher(blind.project, "Bo", "1"), blind.project.seen_by("Karin")
    with bo.project.reading() as connection:
        row = connection.execute(select(Memo.__table__)).mappings().one()
    with bo.act("memo.new") as act:
        old = {"created_at": "2020-01-01T00:00:00+00:00", "updated_at": "2020-01-01T00:00:00+00:00"}
        key = act.insert(Memo, **{**row, **old, "uid": str(uuid4())})
    assert count(reading, Memo) == 2
    memos.rewrite(bo, key, "ändrat i den blinda omgången")
    assert count(reading, Memo) == 1


def test_who_works_in_a_blind_round_meets_nothing_that_others_did_in_any(blind: Researcher) -> None:
    """Also of a round that was always open: it is read by going on in it."""
    bo = Researcher(blind.project, "Bo", "1")
    with bo.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Vi fick ett papper i handen")
    codings.apply(bo, passage, ["Oklart"])
    with bo.act("memo.new") as act:
        row = act.connection.execute(select(Memo.__table__).where(Memo.coder_id == 2)).mappings().one()
        old = {"id": 99, "uid": str(uuid4()), "updated_at": "2020-01-01T00:00:00+00:00"}
        act.insert(Memo, **{**row, **old})
    assert (count(blind.project, Coding), count(blind.project, Memo)) == (1, 1)
    assert count(replace(blind, round="1").project, Coding) == 2
    assert count(blind.project.seen_by("Karin"), Memo) == 2
    with blind.project.reading() as connection:
        assert blindfold(connection).at_work == "2"
        hidden = hidden_acts(connection, blindfold(connection))
        told = select(Change.id).where(Change.coder == "Bo", Change.images.contains('"table":"coding"'))
        assert hidden >= set(connection.execute(told).scalars()) != set()


def test_a_round_that_the_journal_did_not_make_hides_what_is_older_too(blind: Researcher) -> None:
    reading = blind.project.seen_by("Karin")
    with reading.reading() as connection:
        assert blindfold(connection).since == 2
    erasing = "UPDATE change SET images = '[]', erased = 'x' WHERE act = 'round.new'"
    with blind.project.writing() as connection:
        connection.exec_driver_sql(erasing)
    with reading.reading() as connection:
        assert (blindfold(connection).since, blindfold(connection).moment) == (0, "")


def test_every_table_that_names_a_coder_is_thought_of() -> None:
    """A table with a coder and no view of its own holds nothing of what was coded."""
    bear = {name for name, table in Record.metadata.tables.items() if "coder_id" in table.columns}
    assert bear - VIEWS.keys() == {"finished_coding", "name_verdict", "reading"}
    assert VIEWS.keys() <= bear


def test_a_project_without_blind_rounds_is_read_as_it_is(material: Researcher, tmp_path: Path) -> None:
    with material.project.reading() as connection:
        assert not inspect(connection).get_temp_view_names()
    with ProjectFile.create(tmp_path / "ny.qwb") as fresh, fresh.writing() as connection:
        connection.execute(insert(Round).values(name="2", blind=True))
    with ProjectFile.open(tmp_path / "ny.qwb") as fresh, fresh.seen_by("Karin").reading() as connection:
        assert list(blindfold(connection).rounds.values()) == ["2"]


def test_what_is_hidden_is_neither_changed_nor_taken_away(blind: Researcher) -> None:
    bo = Researcher(blind.project, "Bo", "2")
    with bo.project.reading() as connection:
        (coding,) = connection.execute(select(Coding.id)).scalars()
        (memo,) = connection.execute(select(Memo.id)).scalars()
    themes.create(bo, "Mening", codes=["Hemligt"])
    summaries.set_summary(bo, "Mening", "Grupp 1", "Bo menar", codings=[coding])
    before = blind.project.revision()
    for act in (
        lambda: codings.remove(blind, [coding]),
        lambda: codings.cite(blind, [coding]),
        lambda: codings.recode(blind, [coding], "Oklart"),
        lambda: memos.rewrite(blind, memo, "ändrat"),
        lambda: memos.delete(blind, memo),
        lambda: summaries.set_summary(blind, "Mening", "Grupp 1", "Karin menar"),
        lambda: summaries.clear_summary(blind, "Mening", "Grupp 1"),
    ):
        with pytest.raises(QualwbError):
            act()
    assert blind.project.revision() == before
    codings.cite(bo, [coding])
    summaries.set_summary(bo, "Mening", "Grupp 1", "Bo menar mer", codings=[coding])
