"""Rounds: made, renamed, worked in and released; sources whose coding is finished."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from qualwb.acts import codings, memos, rounds, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.lookup import BadName, NotFound
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher, working_round
from qualwb.acts.settings import round_names
from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.coders import coding_round, round_of_copy
from qualwb.errors import QualwbError
from qualwb.model import Change, Coding, FinishedCoding, Memo, Record
from qualwb.store.check import check
from tests.conftest import transcript_of


@pytest.fixture
def two_sources(material: Researcher) -> Researcher:
    """Karin in the blind round 'två', with two sources."""
    import_transcript(material, transcript_of(), name="Intervju 2", group="Grupp 2")
    rounds.new_round(material, "två", blind=True)
    return replace(material, round="två")


def count(researcher: Researcher, record: type[Record]) -> int:
    with researcher.project.reading() as connection:
        return connection.execute(select(func.count()).select_from(record)).scalar_one()


def last_act(researcher: Researcher) -> tuple[str, str, str]:
    with researcher.project.reading() as connection:
        newest = select(Change.act, Change.summary, Change.reason).order_by(Change.id.desc()).limit(1)
        act, summary, reason = connection.execute(newest).one()
        return act, summary, reason


def code(researcher: Researcher, source: str = "Intervju 1") -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, source, "mötena var bra")
    codings.apply(researcher, passage, ["Möten"], create=True)


def test_a_round_stands_after_the_others_and_may_have_no_taken_name(two_sources: Researcher) -> None:
    rounds.new_round(two_sources, "  tre ")
    with two_sources.project.reading() as connection:
        assert round_names(connection) == ("1", "två", "tre")
    with pytest.raises(BadName):
        rounds.new_round(two_sources, "TVÅ")
    two_sources.project.undo(coder="Karin")
    with two_sources.project.reading() as connection:
        assert round_names(connection) == ("1", "två")


def test_a_renamed_round_stays_the_round_of_work(two_sources: Researcher) -> None:
    rounds.use_round(two_sources, "Två")
    assert working_round(two_sources.project) == "två"
    rounds.rename_round(two_sources, "två", "andra")
    assert working_round(two_sources.project) == "andra"
    with pytest.raises(BadName):
        rounds.rename_round(two_sources, "andra", "1")
    with pytest.raises(NotFound):
        rounds.use_round(two_sources, "tredje")


def test_a_round_at_work_is_made_blind_and_hides_what_was_coded_in_it(material: Researcher) -> None:
    anna, bo = replace(material, coder="Anna"), replace(material, coder="Bo")
    code(anna)
    with anna.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "mötena var bra")
    memos.write(anna, "om mötena", target="passage", passage=passage)
    assert (count(bo, Coding), count(bo, Memo)) == (1, 1)
    assert rounds.make_blind(anna, "1", "Bo kodar samma texter") == "1"
    assert last_act(anna) == ("round.blind", "'1'", "Bo kodar samma texter")
    assert (count(bo, Coding), count(bo, Memo), count(anna, Coding)) == (0, 0, 1)
    code(bo)
    assert (count(bo, Coding), count(anna, Coding)) == (1, 1)
    with pytest.raises(QualwbError, match="blind already"):
        rounds.make_blind(anna, "1")
    rounds.release(anna, "1", "båda är klara", unfinished=True)
    with anna.project.reading() as connection:
        assert list(choose_compared(connection, round_="1").coders.values()) == ["Anna", "Bo"]
    with pytest.raises(QualwbError, match="was released"):
        rounds.make_blind(anna, "1")


def test_who_coded_in_different_rounds_is_told_so(material: Researcher) -> None:
    code(replace(material, coder="Anna"))
    rounds.new_round(material, "två")
    code(replace(material, coder="Bo", round="två"))
    with (
        material.project.reading() as connection,
        pytest.raises(QualwbError, match=r"no round .* \(round 1: Anna; round två: Bo\)"),
    ):
        choose_compared(connection)


def test_the_round_that_coders_code_in(material: Researcher) -> None:
    def told() -> str:
        with material.project.reading() as connection:
            return coding_round(connection)

    assert told() == "1"
    code(replace(material, coder="Anna"))
    for name in ("två", "konsensus", "teori"):
        rounds.new_round(material, name)
    code(replace(material, coder="Anna & Bo", round="teori"))
    assert told() == "två"  # the newest of one's own
    rounds.use_round(material, "konsensus")
    assert told() == "två"
    rounds.use_round(material, "1")
    assert told() == "1"  # in use


def test_a_copy_opens_in_no_round_that_was_released(material: Researcher) -> None:
    def told() -> str:
        with material.project.reading() as connection:
            return round_of_copy(connection)

    rounds.new_round(material, "blind", blind=True)
    code(replace(material, coder="Anna", round="blind"))
    rounds.use_round(material, "blind")
    assert told() == "blind"
    rounds.release(material, "blind", "klart", unfinished=True)
    rounds.new_round(material, "konsensus")
    assert told() == ""


def test_making_a_round_blind_is_undone(material: Researcher) -> None:
    code(replace(material, coder="Anna"))
    rounds.make_blind(material, "1")
    assert count(material, Coding) == 0
    material.project.undo(coder="Karin")
    assert count(material, Coding) == 1


def test_releasing_wants_a_reason_and_a_round_that_hides(two_sources: Researcher) -> None:
    with pytest.raises(QualwbError, match="Say why"):
        rounds.release(two_sources, "två", "  ")
    with pytest.raises(QualwbError, match="not blind"):
        rounds.release(two_sources, "1", "klart")
    rounds.release(two_sources, "två", "båda är klara")
    assert last_act(two_sources) == ("round.release", "'två'", "båda är klara")
    with pytest.raises(QualwbError, match="was released"):
        rounds.release(two_sources, "två", "igen")


def test_releasing_says_who_has_not_finished_what(two_sources: Researcher) -> None:
    bo = Researcher(two_sources.project, "Bo", "två")
    code(two_sources)
    code(bo)
    rounds.finish(bo, ["Intervju 1", "Intervju 2"])
    rounds.finish(two_sources, ["Intervju 2"])
    with pytest.raises(QualwbError, match=r"'två': Karin: 'Intervju 1'\. .*--unfinished"):
        rounds.release(two_sources, "två", "klart")
    assert count(two_sources, Coding) == 1
    rounds.release(two_sources, "två", "tiden är ute", unfinished=True)
    assert count(two_sources, Coding) == 2


def test_undoing_the_release_hides_again(two_sources: Researcher) -> None:
    code(two_sources)
    code(Researcher(two_sources.project, "Bo", "två"))
    rounds.release(two_sources, "två", "klart", unfinished=True)
    assert count(two_sources, Coding) == 2
    two_sources.project.undo(coder="Karin")
    assert count(two_sources, Coding) == 1
    two_sources.project.redo(coder="Karin")
    assert count(two_sources, Coding) == 2
    assert check(two_sources.project) == []


def test_finishing_again_changes_nothing_and_coding_afterwards_is_allowed(two_sources: Researcher) -> None:
    assert rounds.finish(two_sources, ["intervju 1", "Intervju 1"]) == ("Intervju 1",)
    before = two_sources.project.revision()
    assert rounds.finish(two_sources, ["Intervju 1"]) == ()
    assert two_sources.project.revision() == before
    code(two_sources)
    assert rounds.has_finished(two_sources, "Intervju 1")
    assert not rounds.has_finished(replace(two_sources, round="1"), "Intervju 1")


def test_a_source_is_opened_again_and_undo_finishes_it(two_sources: Researcher) -> None:
    rounds.finish(two_sources, ["Intervju 1"])
    assert rounds.reopen(two_sources, ["Intervju 1", "Intervju 2"]) == ("Intervju 1",)
    assert not rounds.has_finished(two_sources, "Intervju 1")
    assert rounds.reopen(replace(two_sources, coder="Ny"), ["Intervju 1"]) == ()
    two_sources.project.undo(coder="Karin")
    assert rounds.has_finished(two_sources, "Intervju 1")
    with pytest.raises(NotFound):
        rounds.finish(two_sources, ["Intervju 9"])


def test_finished_coding_goes_with_its_source(two_sources: Researcher) -> None:
    rounds.finish(two_sources, ["Intervju 1"])
    sources.delete_source(two_sources, "Intervju 1")
    assert count(two_sources, FinishedCoding) == 0
    two_sources.project.undo(coder="Karin")
    assert rounds.has_finished(two_sources, "Intervju 1")
