"""What the whole material says against guesses, and against nothing but guesses."""

from dataclasses import replace

import pytest

from qualwb.acts.pseudonyms.doubts import ordinary_words, with_doubts
from qualwb.acts.pseudonyms.material import Spot
from qualwb.language.names import Name, NameKind, Why

SPOT = Spot("source", "text", 1)
TEXT = "Kunskap är bra.\nVi satt på Parkeringen, den stora parkeringen.\nBullen kom. Sa Grupp fyra."


def found(words: str, why: Why = Why.MODEL, *, sure: bool = True) -> Name:
    at = TEXT.index(words)
    return Name(at, at + len(words), words, NameKind.PERSON, sure, why, words)


def doubted(*names: Name, ordinary: set[str]) -> list[tuple[str, bool]]:
    return [(one.text, one.sure) for one in with_doubts({SPOT: names}, {SPOT: TEXT}, ordinary)[SPOT]]


def test_a_guess_at_the_beginning_of_a_sentence_that_is_an_ordinary_word_is_none() -> None:
    assert doubted(found("Kunskap"), found("Bullen"), ordinary={"kunskap"}) == [("Bullen", True)]


def test_a_guess_within_a_sentence_may_be_a_name() -> None:
    assert doubted(found("Parkeringen"), ordinary={"parkeringen"}) == [("Parkeringen", False)]
    assert doubted(found("Grupp"), ordinary=set()) == [("Grupp", False)], "a word of the language"


@pytest.mark.parametrize("why", [Why.FIRST_NAME, Why.LABEL, Why.INTRODUCED, Why.TITLE, Why.PLACE_NAME])
def test_what_rests_on_more_than_a_guess_stays(why: Why) -> None:
    assert doubted(found("Kunskap", why), ordinary={"kunskap"}) == [("Kunskap", True)]
    others = (found("Kunskap", Why.MODEL), found("Parkeringen", why))
    assert len(doubted(*others, ordinary={"parkeringen"})) == 2


def test_words_are_ordinary_where_names_are_written_with_capitals() -> None:
    assert ordinary_words(TEXT) >= {"parkeringen", "stora", "fyra"}
    assert "kunskap" not in ordinary_words(TEXT)
    assert ordinary_words(TEXT.lower()) == set()
    assert ordinary_words("D1: det var kerstin.\nD2: hon ringde. sen kom hon.") == set()
    assert ordinary_words("D1: Det var Kerstin.\nD2: Hon ringde. Sen kom hon.") >= {"var", "ringde"}


def test_a_surname_that_is_an_ordinary_word_is_never_left_out() -> None:
    text = "Ek kom sent. Vid eken."
    name = Name(0, 2, "Ek", NameKind.PERSON, True, Why.MODEL, "Ek")
    assert with_doubts({SPOT: [name]}, {SPOT: text}, {"ek"})[SPOT] == [replace(name, sure=False)]
