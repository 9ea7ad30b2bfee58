"""Disagreements solved into consensus: each outcome, decided again, undone; the bundled consensus."""

from pathlib import Path

import pytest

from qualwb.acts import adjudications, codes, codings, rounds
from qualwb.acts.adjudications import Outcome, StaleDisagreement, Verdict
from qualwb.acts.demo import make_demo
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_at, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.coded_by_hand import at_stake_by_hand, coded_by_hand, other_than
from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.agreement.disagreements import (
    Disagreement,
    Disagreements,
    agreed_codings,
    disagreements,
)
from qualwb.analysis.agreement.single_coded import SingleCoded, single_coded
from qualwb.errors import QualwbError
from qualwb.exchange.tables.disagreements import disagreements_table
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_text
from tests.conftest import transcript_of
from tests.states import one_act, rows, state

IN_CONSENSUS = """
    SELECT quote FROM coding JOIN round ON round.id = round_id WHERE round.name = 'konsensus' ORDER BY start
"""


CODES_IN_CONSENSUS = """
    SELECT code.name FROM coding JOIN round ON round.id = round_id JOIN code ON code.id = code_id
    WHERE round.name = 'konsensus' ORDER BY start
"""


def code(researcher: Researcher, coder: str, quote: str, name: str) -> None:
    one = Researcher(researcher.project, coder)
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", quote)
    codings.apply(one, passage, [name], create=True)


@pytest.fixture
def judge(material: Researcher) -> Researcher:
    """One who decides between Ann, who coded two passages, and Bo, who bordered one of them otherwise."""
    code(material, "Ann", "Det var otydligt.", "syfte")
    code(material, "Bo", "otydligt. Ingen visste", "syfte")
    code(material, "Ann", "mötena var bra", "nytta")
    return Researcher(material.project, "Karin")


def found(researcher: Researcher) -> Disagreements:
    with researcher.project.reading() as connection:
        return disagreements(connection, choose_compared(connection))


def border(researcher: Researcher) -> Disagreement:
    (one,) = (one for one in found(researcher).found if one.kind == "border")
    return one


@pytest.mark.parametrize(
    ("verdict", "taken"),
    [
        (Verdict(Outcome.ONE, taken_from="Bo"), ["otydligt. Ingen visste"]),
        (Verdict(Outcome.BOTH), ["Det var otydligt. Ingen visste"]),
        (Verdict(Outcome.NEITHER, reason="Hör inte hit"), []),
        (Verdict(Outcome.NEW, codes=("nytta", "syfte")), ["Det var otydligt. Ingen visste"] * 2),
    ],
)
def test_what_is_decided_goes_into_consensus(judge: Researcher, verdict: Verdict, taken: list[str]) -> None:
    one = border(judge)
    with one_act(judge, "adjudicate"):
        adjudications.decide(judge, one.seen, verdict, "konsensus")
    assert rows(judge, IN_CONSENSUS) == taken
    decision = border(judge).decision
    assert decision is not None
    assert (decision.outcome, decision.by, decision.reason) == (verdict.outcome, "Karin", verdict.reason)
    assert decision.taken_from == (verdict.taken_from or None)
    assert found(judge).decided == 1


def test_a_new_passage_is_found_where_its_words_stand(judge: Researcher) -> None:
    with judge.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    verdict = Verdict(Outcome.NEW, passage=passage, example_of="syfte", counter_example_of="nytta")
    adjudications.decide(judge, border(judge).seen, verdict, "konsensus")
    assert rows(judge, IN_CONSENSUS) == ["Ingen visste"]
    assert rows(judge, "SELECT name, examples, exclude FROM code ORDER BY name") == [
        ("nytta", "", "”Ingen visste”"),
        ("syfte", "”Ingen visste”", ""),
    ]


def test_deciding_again_takes_the_earlier_decision_back(judge: Researcher) -> None:
    one = border(judge)
    adjudications.decide(judge, one.seen, Verdict(Outcome.ONE, taken_from="Ann"), "konsensus")
    with one_act(judge, "adjudicate"):
        adjudications.decide(judge, one.seen, Verdict(Outcome.ONE, taken_from="Bo"), "konsensus")
    assert rows(judge, IN_CONSENSUS) == ["otydligt. Ingen visste"]
    assert rows(judge, "SELECT count(*) FROM adjudication") == [1]


def test_what_stood_in_consensus_before_stays_when_the_decision_is_taken_back(judge: Researcher) -> None:
    one = border(judge)
    with judge.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
    codings.apply(Researcher(judge.project, "Karin", "konsensus"), passage, ["syfte"])
    adjudications.decide(judge, one.seen, Verdict(Outcome.ONE, taken_from="Ann"), "konsensus")
    adjudications.decide(judge, one.seen, Verdict(Outcome.NEITHER), "konsensus")
    assert rows(judge, IN_CONSENSUS) == ["Det var otydligt."]


def test_codings_that_were_changed_meanwhile_are_not_decided_on(judge: Researcher) -> None:
    seen = border(judge).seen
    codes.rename(judge, "syfte", "otydligt syfte")
    before = state(judge.project)
    with pytest.raises(StaleDisagreement, match="'syfte'"):
        adjudications.decide(judge, seen, Verdict(Outcome.BOTH), "konsensus")
    codings.remove(judge, [min(seen)])
    with pytest.raises(StaleDisagreement, match="Det var otydligt"):
        adjudications.decide(judge, seen, Verdict(Outcome.BOTH), "konsensus")
    judge.project.undo(coder="Karin")
    assert state(judge.project) == before


def test_a_border_moved_later_leaves_the_decision_but_not_the_id(judge: Researcher) -> None:
    one = border(judge)
    adjudications.decide(judge, one.seen, Verdict(Outcome.NEITHER), "konsensus")
    with judge.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "var otydligt.")
    codings.move_edges(judge, min(one.seen), passage)
    moved = border(judge)
    assert moved.id != one.id
    assert moved.decision is not None


def test_nothing_is_taken_from_one_who_has_nothing(judge: Researcher) -> None:
    (missed,) = (one for one in found(judge).found if one.kind == "missed")
    with pytest.raises(QualwbError, match="Bo has nothing there"):
        adjudications.decide(judge, missed.seen, Verdict(Outcome.ONE, taken_from="Bo"), "konsensus")


def test_deciding_all_of_the_bundled_study_gives_its_consensus(tmp_path: Path) -> None:
    make_demo(tmp_path / "studie.qwb")
    with ProjectFile.open(tmp_path / "studie.qwb") as project:
        judge = Researcher(project, "Utan facit")
        codes_on = """
            SELECT source_id, start, "end", code_id FROM coding JOIN round ON round.id = round_id
            JOIN coder ON coder.id = coder_id WHERE round.name = 'konsensus' AND coder.name {} 'Utan facit'
            ORDER BY 1, 2, 3, 4
        """
        keys = "SELECT id FROM coding WHERE round_id = (SELECT id FROM round WHERE name = 'konsensus')"
        gold = rows(judge, codes_on.format("<>"))
        wanted = set(gold)
        codings.remove(judge, rows(judge, keys))
        places = {
            key: row for key, *row in rows(judge, 'SELECT id, source_id, start, "end", code_id FROM coding')
        }
        with project.reading() as connection:
            compared = choose_compared(connection)
            alike = agreed_codings(connection, compared)
        adjudications.take_agreed(judge, alike, "konsensus")
        result = found(judge)
        for one in result.found:
            stands = {key: tuple(places[key]) in wanted for key in one.seen}
            sides = [[stands[coding.key] for coding in side.codings] for side in one.sides]
            taken = [side for side, kept in zip(one.sides, sides, strict=True) if kept and all(kept)]
            if len(taken) == 1:
                verdict = Verdict(Outcome.ONE, taken_from=taken[0].coder)
            elif taken:
                verdict = Verdict(Outcome.BOTH)
            elif any(stands.values()):  # a part of what one coder has in several pieces
                ((source, start, end, _code),) = (places[key] for key, kept in stands.items() if kept)
                with project.reading() as connection:
                    passage = passage_at(connection, one.source, start, end)
                assert source == passage.source_id
                verdict = Verdict(Outcome.NEW, passage=passage)
            else:
                verdict = Verdict(Outcome.NEITHER)
            adjudications.decide(judge, one.seen, verdict, "konsensus")
        assert found(judge).decided == len(result.found) > 100
        # Where one coder's side stands whole and the other's in part, the part is coded as anything is.
        rest = wanted - set(rows(judge, codes_on.format("=")))
        assert len(rest) <= 2
        for source, start, end, code_id in rest:
            (name,) = rows(judge, f"SELECT name FROM source WHERE id = {source}")
            (code_name,) = rows(judge, f"SELECT name FROM code WHERE id = {code_id}")
            with project.reading() as connection:
                passage = passage_at(connection, name, start, end)
            codings.apply(Researcher(project, "Utan facit", "konsensus"), passage, [code_name])
        assert rows(judge, codes_on.format("=")) == gold
        assert check(project) == []


def test_what_two_decisions_took_stays_when_one_is_taken_back(judge: Researcher) -> None:
    first, second = found(judge).found
    assert first.seen.keys().isdisjoint(second.seen)
    with judge.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    same = Verdict(Outcome.NEW, passage=passage, codes=("syfte",))
    for one in (first, second):
        adjudications.decide(judge, one.seen, same, "konsensus")
    adjudications.decide(judge, first.seen, Verdict(Outcome.NEITHER), "konsensus")
    assert rows(judge, IN_CONSENSUS) == ["Ingen visste"]
    adjudications.decide(judge, second.seen, Verdict(Outcome.NEITHER), "konsensus")
    assert rows(judge, IN_CONSENSUS) == []


@pytest.fixture
def three(material: Researcher) -> Researcher:
    """One who decides between Ann and Bo, of two codes on one passage, and Cia, who coded another."""
    code(material, "Ann", "Det var otydligt.", "syfte")
    code(material, "Bo", "Det var otydligt.", "nytta")
    code(material, "Cia", "mötena var bra", "nytta")
    return Researcher(material.project, "Karin")


def between(researcher: Researcher, *coders: str) -> Disagreements:
    with researcher.project.reading() as connection:
        return disagreements(connection, choose_compared(connection, coders))


def at(result: Disagreements, quote: str) -> Disagreement:
    (one,) = (one for one in result.found if one.quote == quote)
    return one


def test_a_place_settled_for_one_pair_is_settled_for_the_others(three: Researcher) -> None:
    one = at(between(three, "Ann", "Bo"), "Det var otydligt.")
    adjudications.decide(three, one.seen, Verdict(Outcome.ONE, taken_from="Bo", reason="Nytta"), "konsensus")
    result = between(three, "Ann", "Cia")
    here = at(result, "Det var otydligt.")
    assert here.decision is not None
    assert (here.decision.by, here.decision.taken_from, here.settled_with) == ("Karin", "Bo", ("Ann", "Bo"))
    assert (result.decided, len(result.found)) == (1, 2)
    assert at(between(three, "Ann", "Bo"), "Det var otydligt.").settled_with == ()
    table = disagreements_table(result, result.found)
    assert any("as Bo (settled between Ann, Bo)" in told for told in {row[8] for row in table.rows})
    (where,) = (row[3] for row in table.rows if row[9] == "Det var otydligt.")
    words = "SELECT turn.number FROM turn JOIN coding USING (source_id) WHERE quote = 'Det var otydligt.'"
    within = ' AND turn.start <= coding.start AND coding.start < turn."end"'
    assert {where} == set(map(str, rows(three, words + within)))


def test_a_new_verdict_on_a_settled_place_replaces_the_earlier_one_and_undo_brings_it_back(
    three: Researcher,
) -> None:
    one = at(between(three, "Ann", "Bo"), "Det var otydligt.")
    adjudications.decide(three, one.seen, Verdict(Outcome.ONE, taken_from="Bo"), "konsensus")
    before = state(three.project)
    here = at(between(three, "Ann", "Cia"), "Det var otydligt.")
    with one_act(three, "adjudicate"):
        adjudications.decide(three, here.seen, Verdict(Outcome.ONE, taken_from="Ann"), "konsensus")
    assert rows(three, CODES_IN_CONSENSUS) == ["syfte"]
    assert rows(three, "SELECT count(*) FROM adjudication") == [1]
    (summary,) = rows(three, "SELECT summary FROM change ORDER BY id DESC LIMIT 1")
    assert summary.endswith("in place of 1 earlier decision")
    three.project.undo(coder="Karin")
    assert state(three.project) == before


def test_what_is_alike_is_left_where_the_place_is_settled(three: Researcher) -> None:
    code(three, "Cia", "Det var otydligt.", "syfte")
    one = at(between(three, "Ann", "Bo"), "Det var otydligt.")
    adjudications.decide(three, one.seen, Verdict(Outcome.ONE, taken_from="Bo"), "konsensus")
    with three.project.reading() as connection:
        assert agreed_codings(connection, choose_compared(connection, ("Ann", "Cia"))) == {}


def test_decisions_never_go_into_the_round_that_is_compared(judge: Researcher) -> None:
    before = state(judge.project)
    with pytest.raises(QualwbError, match="is the one that is compared"):
        adjudications.decide(judge, border(judge).seen, Verdict(Outcome.BOTH), "1")
    with pytest.raises(QualwbError, match="is the one that is compared"):
        adjudications.take_agreed(judge, border(judge).seen, "1")
    assert state(judge.project) == before


def test_what_is_agreed_is_taken_over_once_whoever_does_it(judge: Researcher) -> None:
    code(judge, "Bo", "mötena var bra", "nytta")
    with judge.project.reading() as connection:
        alike = agreed_codings(connection, choose_compared(connection))
    assert adjudications.take_agreed(judge, alike, "konsensus") == 1
    assert adjudications.take_agreed(Researcher(judge.project, "Olle"), alike, "konsensus") == 0
    assert rows(judge, IN_CONSENSUS) == ["mötena var bra"]


def single(researcher: Researcher) -> SingleCoded:
    with researcher.project.reading() as connection:
        return single_coded(connection, choose_compared(connection), "konsensus")


def test_what_one_coder_alone_coded_is_taken_as_it_is_by_one_act(judge: Researcher) -> None:
    assert single(judge).seen == {}
    import_transcript(judge, transcript_of(), name="Intervju 2", group="Grupp 2")
    with judge.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Ingen visste")
    codings.apply(Researcher(judge.project, "Ann"), passage, ["syfte"])
    found_alone = single(judge)
    assert found_alone.in_words == "Intervju 2 (Ann)"
    before = state(judge.project)
    with one_act(judge, "adjudicate.single"):
        assert adjudications.take_single(judge, found_alone.seen, "konsensus") == 1
    assert rows(judge, IN_CONSENSUS) == ["Ingen visste"]
    (reason,) = rows(judge, "SELECT reason FROM change WHERE act = 'adjudicate.single'")
    assert reason == adjudications.single_reason()
    assert single(judge).seen == {}
    judge.project.undo(coder="Karin")
    assert state(judge.project) == before
    codings.apply(Researcher(judge.project, "Cia"), passage, ["nytta"])
    assert single(judge).seen == {}


def by_hand(judge: Researcher, quote: str, name: str) -> int:
    """A coding that was made in the round of consensus itself; its key."""
    with judge.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", quote)
    codings.apply(Researcher(judge.project, "Ann & Bo", "konsensus"), passage, [name])
    return max(rows(judge, "SELECT id FROM coding"))


def test_a_decision_takes_the_place_of_what_stands_there_where_that_is_asked(judge: Researcher) -> None:
    rounds.new_round(judge, "konsensus")
    key = by_hand(judge, "Ingen visste", "syfte")
    other = by_hand(judge, "mötena var bra", "nytta")
    before = state(judge.project)
    verdict = Verdict(Outcome.ONE, taken_from="Ann")
    one = border(judge)
    with one_act(judge, "adjudicate"):
        adjudications.decide(judge, one.seen, verdict, "konsensus", {key: ("syfte", "Ingen visste")})
    assert rows(judge, IN_CONSENSUS) == ["Det var otydligt.", "mötena var bra"]
    (summary,) = rows(judge, "SELECT summary FROM change ORDER BY id DESC LIMIT 1")
    assert "in place of 1 coding in 'konsensus'" in summary
    judge.project.undo(coder="Karin")
    assert state(judge.project) == before
    adjudications.decide(judge, one.seen, verdict, "konsensus")
    assert len(rows(judge, IN_CONSENSUS)) == 3
    with pytest.raises(StaleDisagreement):
        adjudications.decide(judge, one.seen, verdict, "konsensus", {other: ("nytta", "andra ord")})


@pytest.mark.parametrize(
    ("reaches", "left"),
    [
        ("var otydligt. Ingen visste vad", ["vad"]),
        ("Det var otydligt. Ingen visste", []),
        (None, ["{before}", "{behind}"]),
    ],
)
def test_what_gives_way_stays_beyond_what_is_at_stake_where_that_is_asked(
    judge: Researcher, reaches: str | None, left: list[str]
) -> None:
    rounds.new_round(judge, "konsensus")
    with judge.project.reading() as connection:
        whole = current_text(connection, 1).strip()
    before, _words, behind = whole.partition("Det var otydligt. Ingen visste")
    key = by_hand(judge, whole if reaches is None else reaches, "syfte")
    codings.cite(Researcher(judge.project, "Ann & Bo", "konsensus"), [key])
    unchanged, one = state(judge.project), border(judge)
    quote = rows(judge, f"SELECT quote FROM coding WHERE id = {key}")[0]
    verdict, gone = Verdict(Outcome.NEITHER), {key: ("syfte", quote)}
    with one_act(judge, "adjudicate"):
        adjudications.decide(judge, one.seen, verdict, "konsensus", gone, beyond_stays=True)
    expected = [part.format(before=before.strip(), behind=behind.strip()) for part in left]
    assert rows(judge, IN_CONSENSUS) == expected
    hands = """
        SELECT coder.name FROM coding JOIN coder ON coder.id = coder_id JOIN round ON round.id = round_id
        WHERE round.name = 'konsensus' AND cited
    """
    assert rows(judge, hands) == ["Ann & Bo"] * len(left)
    assert check(judge.project) == []
    judge.project.undo(coder="Karin")
    assert state(judge.project) == unchanged


def test_what_is_left_beyond_holds_words_and_stands_once(judge: Researcher) -> None:
    rounds.new_round(judge, "konsensus")
    keys = {}
    for quote in ("Det var otydligt. Ingen visste vad", "otydligt. Ingen visste vad", "visste vad"):
        keys[by_hand(judge, quote, "syfte")] = ("syfte", quote)
    one = border(judge)
    verdict = Verdict(Outcome.NEITHER)
    adjudications.decide(judge, one.seen, verdict, "konsensus", keys, beyond_stays=True)
    assert rows(judge, IN_CONSENSUS) == ["vad"]
    assert (
        "at this place in place of 3 codings" in rows(judge, "SELECT summary FROM change ORDER BY id DESC")[0]
    )
    judge.project.undo(coder="Karin")
    key = by_hand(judge, "Det var otydligt. Ingen visste vad det skulle bli", "nytta")
    taken = Verdict(Outcome.NEW, passage=passage_of(judge, "vad det skulle"), codes=("nytta",))
    gone = {key: ("nytta", "Det var otydligt. Ingen visste vad det skulle bli")}
    adjudications.decide(judge, one.seen, taken, "konsensus", gone, beyond_stays=True)
    assert "vad det skulle bli" in rows(judge, IN_CONSENSUS)


def passage_of(judge: Researcher, quote: str) -> Passage:
    with judge.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", quote)


def test_what_was_coded_there_by_hand_is_told_from_what_was_decided(judge: Researcher) -> None:
    rounds.new_round(judge, "konsensus")
    by_hand(judge, "Det var otydligt.", "syfte")
    by_hand(judge, "mötena var bra", "nytta")
    one = border(judge)
    adjudications.decide(judge, one.seen, Verdict(Outcome.ONE, taken_from="Bo"), "konsensus")
    with judge.project.reading() as connection:
        there = coded_by_hand(connection, "konsensus")
    assert [coded.quote for coded in there] == ["Det var otydligt.", "mötena var bra"]
    at_stake = at_stake_by_hand(there, one)
    assert [coded.quote for coded in at_stake] == ["Det var otydligt."]
    ann, bo = sorted(one.sides, key=lambda side: side.coder)
    assert other_than(at_stake, ann) == ()
    assert other_than(at_stake, bo) == at_stake


def test_what_somebody_else_decided_meanwhile_is_not_replaced_unseen(judge: Researcher) -> None:
    seen_before = found(judge)
    one = border(judge)
    colleague = Researcher(judge.project, "Bo")
    adjudications.decide(colleague, one.seen, Verdict(Outcome.BOTH, reason="båda gäller"), "konsensus")
    before = state(judge.project)
    verdict = Verdict(Outcome.ONE, taken_from="Ann")
    with pytest.raises(StaleDisagreement, match="Bo has decided this meanwhile"):
        adjudications.decide(judge, one.seen, verdict, "konsensus", as_of=seen_before.as_of)
    assert state(judge.project) == before
    adjudications.decide(judge, one.seen, verdict, "konsensus", as_of=found(judge).as_of)
    adjudications.decide(judge, one.seen, Verdict(Outcome.NEITHER), "konsensus", as_of=seen_before.as_of)
    assert rows(judge, IN_CONSENSUS) == []
