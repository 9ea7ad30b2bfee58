"""What is found to be coded: by words, forms, expressions and turns; the words, sentence or turn around."""

import pytest

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.autocoding import AutocodeQuery, find_passages
from qualwb.analysis.found_passages import FoundPassage
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.selection import Selection
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.store.errors import NotFound

COUNTED = TurnsAsked(counted=True)


def found(material: Researcher, **query: object) -> tuple[FoundPassage, ...]:
    return find_passages(material.project, AutocodeQuery(**query))


def texts(material: Researcher, **query: object) -> list[str]:
    return [one.text for one in found(material, **query)]


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("words", "visste"),
        ("sentence", "Ingen visste vad det skulle bli 👩‍👩‍👧 av det."),
        ("turn", "Det var otydligt. Ingen visste vad det skulle bli 👩‍👩‍👧 av det."),
    ],
)
def test_the_unit_around_a_hit(material: Researcher, unit: str, text: str) -> None:
    (one,) = found(material, text="visste", unit=unit)
    assert (one.source, one.group, one.turn, one.speaker) == ("Intervju 1", "Grupp 1", 2, "Åsa")
    assert one.text == text
    assert [one.text[first:last] for first, last in one.hits] == ["visste"]
    with material.project.reading() as connection:
        assert passage_quoted(connection, "Intervju 1", one.text).start == one.start
    assert (one.before + one.text + one.after).startswith("Det var otydligt. Ingen visste")


def test_hits_of_one_unit_are_one_passage(material: Researcher) -> None:
    assert texts(material, text="det", unit="words") == ["Det", "det", "det"]
    two, three = found(material, text="det")
    assert [len(one.hits) for one in (two, three)] == [1, 2]
    (turn,) = found(material, text="det", unit="turn")
    assert [turn.text[a:b] for a, b in turn.hits] == ["Det", "det", "det"]


def test_sentences_that_overlap_are_one_passage(material: Researcher) -> None:
    (one,) = found(material, how="pattern", text=r"otydligt\. Ingen|Ingen visste|skulle")
    assert one.text.startswith("Det var otydligt. Ingen visste")
    assert [one.text[first:last] for first, last in one.hits] == ["otydligt. Ingen", "skulle"]


def test_all_forms_of_a_word(material: Researcher) -> None:
    assert texts(material, text="möte", unit="words") == []
    assert texts(material, how="forms", text="möte", unit="words") == ["mötena"]


@pytest.mark.parametrize(
    ("pattern", "hits"),
    [
        (r"\bpapper\w*", ["papper"]),
        (r"OTYDLIG", ["otydlig"]),
        (r"^vi fick", ["Vi fick"]),
        (r"x*", []),
        (r"\s+", []),
        (" ", []),
        (r" papper ", ["papper"]),
    ],
)
def test_a_regular_expression(material: Researcher, pattern: str, hits: list[str]) -> None:
    assert texts(material, how="pattern", text=pattern, unit="words") == hits


@pytest.mark.parametrize("pattern", ["", "(", "a{99999999999}", "*"])
def test_an_expression_that_is_none(material: Researcher, pattern: str) -> None:
    with pytest.raises(BadQuery, match="Can't search for"):
        found(material, how="pattern", text=pattern)


def test_the_moderator_is_left_out_unless_asked_for(material: Researcher) -> None:
    assert texts(material, text="början") == []
    everybody = TurnsAsked()
    assert texts(material, text="början", asked=everybody) == ["Hur var det från början?"]
    assert texts(material, how="pattern", text="början", asked=everybody) == ["Hur var det från början?"]
    query = AutocodeQuery(text="början")
    assert query.describe() == "the words början; Left out: moderator, observer; sentences"


def test_whole_turns_of_a_speaker(material: Researcher) -> None:
    assert texts(material, how="turns", asked=TurnsAsked(speakers=("Björn",)), unit="turn") == [
        "Vi fick ett papper i handen, sen åkte vi."
    ]
    with pytest.raises(NotFound, match="Bjarne"):
        found(material, how="turns", asked=TurnsAsked(speakers=("Bjarne",)))


def test_every_turn_is_not_coded_by_mistake(material: Researcher) -> None:
    for asked in (TurnsAsked(), COUNTED, TurnsAsked(uncoded=True)):
        with pytest.raises(BadQuery, match="every turn there is"):
            found(material, how="turns", asked=asked)
    assert (
        len(found(material, how="turns", asked=TurnsAsked(Selection(groups=("Grupp 1",))), unit="turn")) == 5
    )


def test_the_codes_that_a_passage_has(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["ovisshet"], create=True)
    (one,) = found(material, text="visste")
    assert one.codes == ("ovisshet",)
    assert [one.codes for one in found(material, text="papper")] == [()]
