"""What a table of consensus says of places that nobody has decided."""

import pytest

from qualwb.acts import codings, rounds
from qualwb.acts.adjudications import Outcome, Verdict, decide, take_agreed
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.coder_agreement import coder_agreement
from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.agreement.disagreements import Disagreement, agreed_codings, disagreements
from qualwb.analysis.agreement.material import AgreementWish, compared_material
from qualwb.analysis.agreement.solved import solved
from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.selection import Selection
from qualwb.exchange.agreement_words import beside_notes
from tests.conftest import transcript_of

TALK = (("Åsa", "Det var otydligt."), ("Björn", "Mötena var bra."))
CONSENSUS = "konsensus"
ASKED = Selection(rounds=(CONSENSUS,))


def code(researcher: Researcher, source: str, quote: str, name: str) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, source, quote)
    codings.apply(researcher, passage, [name], create=True)


@pytest.fixture
def agreed(researcher: Researcher) -> Researcher:
    """Two sources; of each Anna and Bo have one place alike and one apart. What is alike is in consensus."""
    for n in (1, 2):
        import_transcript(researcher, transcript_of(TALK), name=f"Intervju {n}", group=f"Grupp {n}")
    for coder, second in (("Anna", "möten"), ("Bo", "nytta")):
        by = Researcher(researcher.project, coder, researcher.round)
        for n in (1, 2):
            code(by, f"Intervju {n}", "otydligt", "oklart")
            code(by, f"Intervju {n}", "Mötena var bra.", second)
    rounds.new_round(researcher, CONSENSUS)
    with researcher.project.reading() as connection:
        alike = agreed_codings(connection, choose_compared(connection))
    assert take_agreed(researcher, alike, CONSENSUS) == 2
    return researcher


def open_ones(researcher: Researcher) -> tuple[Disagreement, ...]:
    with researcher.project.reading() as connection:
        found = disagreements(connection, choose_compared(connection)).found
    return tuple(one for one in found if one.decision is None)


def notes(researcher: Researcher, selection: Selection = ASKED) -> list[str]:
    with researcher.project.reading() as connection:
        matrix = theme_matrix(connection, rows="codes", selection=selection)
    return [note for note in matrix.notes if "not decided" in note]


def test_places_that_nobody_decided_are_told_until_they_are(agreed: Researcher) -> None:
    first, second = open_ones(agreed)
    said = "2 disagreements are not decided: their places are missing in 'konsensus' as yet."
    assert notes(agreed) == [said]
    with agreed.project.reading() as connection:
        assert said in cooccurrence(connection, selection=ASKED).notes
    decide(agreed, first.seen, Verdict(Outcome.NEITHER), CONSENSUS)
    assert notes(agreed) == ["1 disagreement is not decided: its places are missing in 'konsensus' as yet."]
    decide(agreed, second.seen, Verdict(Outcome.NEITHER), CONSENSUS)
    assert notes(agreed) == []


def test_that_a_coder_of_consensus_is_who_decided_is_said(agreed: Researcher) -> None:
    said = "In consensus a coder is who decided"
    with agreed.project.reading() as connection:
        for selection, told in ((ASKED, 1), (Selection(rounds=(agreed.round,)), 0), (Selection(), 0)):
            matrix = theme_matrix(connection, rows="codes", columns="coders", selection=selection)
            assert sum(said in note for note in matrix.notes) == told


def test_only_what_is_asked_about_counts(agreed: Researcher) -> None:
    one_source = Selection(rounds=(CONSENSUS,), sources=("Intervju 2",))
    assert notes(agreed, one_source)[0].startswith("1 disagreement")
    assert notes(agreed, Selection(rounds=(CONSENSUS,), codes=("oklart",))) == []
    assert notes(agreed, Selection(rounds=(CONSENSUS,), codes=("möten",)))[0].startswith("2 ")
    assert notes(agreed, Selection(rounds=(agreed.round,))) == []
    assert notes(agreed, Selection(rounds=(CONSENSUS, agreed.round))) == []


def test_a_source_coded_by_hand_in_consensus_is_as_its_coders_left_it(agreed: Researcher) -> None:
    together = Researcher(agreed.project, "Anna", CONSENSUS)
    code(together, "Intervju 1", "Mötena", "möten")
    assert notes(agreed)[0].startswith("1 disagreement")
    rounds.finish(together, ["Intervju 2"])
    assert notes(agreed) == []


def test_of_one_coder_alone_it_is_said_under_any_table(agreed: Researcher) -> None:
    said = "In consensus a coder is who decided"
    with agreed.project.reading() as connection:
        for coders, told in (((agreed.coder,), 1), ((), 0)):
            asked = Selection(rounds=(CONSENSUS,), coders=coders)
            assert sum(said in note for note in theme_matrix(connection, selection=asked).notes) == told


def test_who_has_coded_far_less_than_the_others_is_told(agreed: Researcher) -> None:
    def told() -> str:
        with agreed.project.reading() as connection:
            return compared_material(connection, AgreementWish()).uneven

    assert told() == ""
    code(Researcher(agreed.project, "Cia", agreed.round), "Intervju 1", "Mötena", "möten")
    said = told()
    assert "not coded equally much" in said
    assert "Anna 4 passages in 2 sources" in said
    assert "Cia 1 passage in 1 source" in said


def test_the_decisions_tell_how_many_are_left(agreed: Researcher) -> None:
    """Once somebody decides: of coders who settled it elsewhere nothing is known."""
    first, second = open_ones(agreed)
    assert apart_and_left(agreed) == (0, 0)
    decide(agreed, first.seen, Verdict(Outcome.NEITHER), CONSENSUS)
    apart, left = apart_and_left(agreed)
    assert (apart > 1, left) == (True, 1)
    decide(agreed, second.seen, Verdict(Outcome.BOTH), CONSENSUS)
    assert apart_and_left(agreed) == (apart, 0)


def apart_and_left(researcher: Researcher) -> tuple[int, int]:
    with researcher.project.reading() as connection:
        compared = choose_compared(connection)
        found = solved(connection, compared.round, tuple(compared.coders.values()))
    return found.apart, found.left


def test_who_coded_too_and_is_not_compared_is_told(agreed: Researcher) -> None:
    with agreed.project.reading() as connection:
        names = tuple(choose_compared(connection).coders.values())
        assert beside_notes(coder_agreement(connection, AgreementWish(names))) == ()
    code(Researcher(agreed.project, "Cia", agreed.round), "Intervju 1", "Mötena", "möten")
    with agreed.project.reading() as connection:
        found = coder_agreement(connection, AgreementWish(names))
        assert beside_notes(found) == ("Not compared: Cia, who coded in the round too.",)
        assert beside_notes(coder_agreement(connection, AgreementWish())) == ()
