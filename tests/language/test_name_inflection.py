"""An alias stands as the name stood: its part, its ending, its capitals."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.names.alias_names import MEN, WOMEN, places, surnames
from qualwb.language.names.inflection import genitive, is_tag, written_as

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "inflection.tsv").read_text("utf-8").splitlines()
]
GIVEN = st.sampled_from(WOMEN + MEN)
SURNAMES = st.sampled_from(surnames().names)
PLACES = st.sampled_from(places().names)


def test_there_are_sixty_cases() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("kind", "name", "alias", "words", "expected"), CASES)
def test_the_alias_is_written_as_the_name_was(
    kind: str, name: str, alias: str, words: str, expected: str
) -> None:
    assert written_as(alias, name, words, kind=kind) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("Kalle", "Per"), ("Kalles", "Pers"), ("KALLE", "PER"), ("Frasse", "Per")]
)
def test_a_nickname_is_replaced_by_the_given_name(words: str, expected: str) -> None:
    assert written_as("Per Berg", "Karl-Erik Fransson", words, kind="person", forms=("Kalle",)) == expected


@pytest.mark.parametrize("words", ["Anna-Lena", "anna-lena", "ANNA-LENA", "Anna-Petronella"])
def test_the_second_of_two_names_is_not_left(words: str) -> None:
    assert written_as("Maja", "Anna", words, kind="person").casefold() == "maja"


def test_a_misspelt_full_name_is_replaced_by_the_full_alias() -> None:
    forms = ("Monica Wallentinsson", "Monika")
    assert (
        written_as("Maja Berg", "Monika Wallentinson", "Monica Wallentinssons", forms=forms) == "Maja Bergs"
    )


def test_a_surname_in_lower_case_stays_a_surname() -> None:
    forms = ("Mirjam", "toivonen")
    assert written_as("Maja Berg", "Mirjam Toivonen", "toivonen", kind="person", forms=forms) == "berg"


@pytest.mark.parametrize(
    ("between", "expected"), [("\n", "Maja\nBerg"), ("_", "Maja_Berg"), ("  ", "Maja  Berg")]
)
def test_what_stands_between_the_words_stays(between: str, expected: str) -> None:
    assert written_as("Maja Berg", "Anna Lind", f"Anna{between}Lind", kind="person") == expected


def test_decomposed_letters_are_the_same_letters() -> None:
    words = unicodedata.normalize("NFD", "Åsas")
    assert written_as("Maja", "Åsa", words, kind="person") == "Majas"


@pytest.mark.parametrize(
    ("alias", "expected"), [("Lars", "Lars"), ("Max", "Max"), ("[ort]", "[ort]s"), ("Bo", "Bos")]
)
def test_the_genitive_takes_no_second_s(alias: str, expected: str) -> None:
    assert genitive(alias) == expected


def test_a_tag_is_told_by_its_brackets() -> None:
    assert is_tag("[person 1]")
    assert not is_tag("[person 1] Berg")


@given(GIVEN, SURNAMES, GIVEN, SURNAMES)
def test_every_form_of_a_person_reads_right(
    given_1: str, surname_1: str, given_2: str, surname_2: str
) -> None:
    name, alias = f"{given_1} {surname_1}", f"{given_2} {surname_2}"
    if given_1.casefold() == surname_1.casefold():
        return
    for old, new in ((given_1, given_2), (surname_1, surname_2), (name, alias)):
        assert written_as(alias, name, old, kind="person") == new
        assert written_as(alias, name, old.upper(), kind="person") == new.upper()
        assert written_as(alias, name, old.lower(), kind="person") == new.lower()
        if not old.endswith(("s", "x", "z")):
            assert written_as(alias, name, f"{old}s", kind="person") == genitive(new)


@given(PLACES, PLACES, st.sampled_from(["trakten", "bo", "borna", "bornas", "skolan", "gänget"]))
def test_every_compound_of_a_place_reads_right(name: str, alias: str, ending: str) -> None:
    written = written_as(alias, name, name + ending, kind="place")
    assert written == alias + ending
    assert written_as(name, alias, written, kind="place") == name + ending


@given(GIVEN, st.text(max_size=30))
def test_any_words_get_an_alias_that_is_not_empty(name: str, words: str) -> None:
    assert written_as("Maja Berg", name, words, kind="person").strip()


@given(
    GIVEN,
    SURNAMES,
    st.sampled_from(["", "s", ":s", "gruppen", "-gänget"]),
    st.sampled_from([str, str.lower, str.upper]),
)
def test_nothing_of_the_name_is_left(one: str, other: str, ending: str, case: Callable[[str], str]) -> None:
    parts = {one.casefold(), other.casefold()}
    for words in (one, other, f"{one} {other}", f"{one} {other[0]}", f"fru {other}", f"{one}-{other}"):
        for alias in ("Qilla Zwenko", "Qilla", "[person 1]"):
            written = written_as(alias, f"{one} {other}", case(words + ending), kind="person", forms=(one,))
            assert not parts & set(re.findall(r"[^\W_]+", written.casefold()))
