"""Codings: put on passages, moved, given another code, chosen as key quotes, picked."""

import pytest

from qualwb.acts import codes, codings, corrections, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import BadPassage, Passage, passage_at, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of
from tests.states import one_act, rows

CODINGS = """SELECT code.name, quote, cited, coder.name, round.name FROM coding
    JOIN code ON code.id = code_id JOIN coder ON coder.id = coder_id JOIN round ON round.id = round_id
    ORDER BY coding.id"""


def quoted(researcher: Researcher, words: str, source: str = "Intervju 1") -> Passage:
    with researcher.project.reading() as connection:
        return passage_quoted(connection, source, words)


def test_codes_on_a_passage(material: Researcher) -> None:
    passage = quoted(material, "Ingen visste")
    with one_act(material, "coding.apply"):
        done = codings.apply(material, passage, ["ovisshet", "syfte"], create=True, cited=True)
    assert (done.codings, done.new_codes, done.already) == ((1, 2), ("ovisshet", "syfte"), ())
    assert rows(material, CODINGS) == [
        ("ovisshet", "Ingen visste", 1, "Karin", "1"),
        ("syfte", "Ingen visste", 1, "Karin", "1"),
    ]
    assert codings.apply(material, passage, ["Syfte"]).already == ("syfte",)
    with pytest.raises(NotFound, match="'ovisshet'"):
        codings.apply(material, passage, ["ovishet"])


def test_codes_on_several_passages_in_one_act(material: Researcher) -> None:
    passages = [quoted(material, "Ingen visste"), quoted(material, "dom gav mycket")]
    codings.apply(material, passages[0], ["ovisshet"], create=True)
    with one_act(material, "coding.apply"):
        assert codings.apply_to_all(material, passages, ["ovisshet", "syfte"], create=True) == 3
    assert [row[:2] for row in rows(material, CODINGS)] == [
        ("ovisshet", "Ingen visste"),
        ("syfte", "Ingen visste"),
        ("ovisshet", "dom gav mycket"),
        ("syfte", "dom gav mycket"),
    ]
    with pytest.raises(NotFound, match="'nytta'"):
        codings.apply_to_all(material, passages, ["nytta"])
    corrections.replace(material, "Intervju 1", passages[1].start, passages[1].start + 3, "de")
    with pytest.raises(BadPassage):
        codings.apply_to_all(material, passages, ["mål"], create=True)
    assert len(rows(material, CODINGS)) == 4


def test_each_coder_and_round_has_codings_of_their_own(material: Researcher) -> None:
    passage = quoted(material, "Ingen visste")
    other = Researcher(material.project, "Mia", "2")
    for researcher in (material, other):
        codings.apply(researcher, passage, ["a"], create=True)
    assert [row[3:] for row in rows(material, CODINGS)] == [("Karin", "1"), ("Mia", "2")]
    wider = quoted(material, "otydligt. Ingen visste vad")
    assert codings.codings_of(other, wider, "a") == [2]
    assert codings.codings_of(Researcher(material.project, "Per"), wider, "a") == []


def test_a_coding_is_taken_away(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["a", "b"], create=True)
    with one_act(material, "coding.remove"):
        assert codings.remove(material, [1, 2, 1], "fel") == 2
    with pytest.raises(NotFound, match="no coding 7"):
        codings.remove(material, [7])


def test_edges_move_and_an_orphan_finds_its_place_again(material: Researcher) -> None:
    passage = quoted(material, "Ingen visste")
    codings.apply(material, passage, ["a"], create=True)
    with one_act(material, "coding.move"):
        assert (
            codings.move_edges(material, 1, quoted(material, "Ingen visste vad")).text == "Ingen visste vad"
        )
    corrections.replace(material, "Intervju 1", passage.start - 1, passage.end + 6, "")
    assert rows(material, "SELECT orphaned_from FROM coding") == [1]
    with one_act(material, "coding.move"):
        codings.move_edges(material, 1, quoted(material, "Hur"))
    assert rows(material, "SELECT quote, orphaned_from FROM coding") == [("Hur", None)]


def test_edges_stay_within_the_text_and_apart(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["a"], create=True)
    other = quoted(material, "ett papper")
    codings.apply(material, other, ["a"])
    with pytest.raises(BadPassage, match="already"):
        codings.move_edges(material, 1, other)
    for start, end in ((0, 0), (5, 4), (0, 9999), (24, 25)):
        with pytest.raises(BadPassage), material.project.reading() as connection:
            passage_at(connection, "Intervju 1", start, end)


def test_key_quotes_are_chosen_and_given_up(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["a", "b"], create=True)
    with one_act(material, "coding.cite"):
        codings.cite(material, [1, 2])
    codings.cite(material, [1], cited=False)
    assert rows(material, "SELECT cited FROM coding ORDER BY id") == [0, 1]


def test_another_code_keeps_one_of_doubles_with_its_mark_and_its_summaries(material: Researcher) -> None:
    passage = quoted(material, "Ingen visste")
    codings.apply(material, passage, ["a"], create=True, cited=True)
    codings.apply(material, passage, ["b"], create=True)
    codings.apply(material, quoted(material, "ett papper"), ["a"])
    themes.create(material, "T", codes=["a"])
    summaries.set_summary(material, "T", "Grupp 1", "kort sagt", codings=[1, 3])
    with one_act(material, "coding.recode"):
        codings.recode(material, [1, 3], "b", "hellre så")
    assert rows(material, CODINGS) == [
        ("b", "Ingen visste", 1, "Karin", "1"),
        ("b", "ett papper", 0, "Karin", "1"),
    ]
    assert rows(material, "SELECT codings FROM summary") == ["[2, 3]"]
    revision = material.project.revision()
    codings.recode(material, [2], "b")
    assert material.project.revision() == revision


def test_codings_are_picked_by_place_and_words(material: Researcher) -> None:
    import_transcript(material, transcript_of(), name="Intervju 2", group="Grupp 2")
    for source in ("Intervju 1", "Intervju 2"):
        codings.apply(material, quoted(material, "Ingen visste", source), ["a"], create=True)
        codings.apply(material, quoted(material, "ett papper", source), ["a"])
    codes.create(material, "b")
    with material.project.reading() as connection:
        assert codings.pick_codings(connection, "a") == [1, 2, 3, 4]
        assert codings.pick_codings(connection, "a", group="Grupp 2") == [3, 4]
        assert codings.pick_codings(connection, "a", source="Intervju 1", text="INGEN") == [1]
        assert codings.pick_codings(connection, "b", text="ingen") == []
        assert codings.pick_codings(connection, "a", source="Intervju 1", speaker="Åsa") == [1]
        assert codings.pick_codings(connection, "a", speaker="Björn") == [2, 4]
        with pytest.raises(NotFound):
            codings.pick_codings(connection, "a", group="Grupp 3")


def test_a_quote_that_stands_twice_or_nowhere_is_no_passage(material: Researcher) -> None:
    with material.project.reading() as connection:
        with pytest.raises(BadPassage, match=r"in 2 places: 35-36 \(turn 2\)"):
            passage_quoted(connection, "Intervju 1", "y")
        with pytest.raises(BadPassage, match="not there"):
            passage_quoted(connection, "Intervju 1", "Alla visste")
        with pytest.raises(BadPassage, match="empty"):
            passage_quoted(connection, "Intervju 1", "  ")
        assert passage_quoted(connection, "Intervju 1", "början? Det").text == "början?\nDet"
