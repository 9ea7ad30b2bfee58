"""Known words in texts that nobody judged place by place."""

from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.pseudonyms.lexicon import Lexicon

WORDS = {"Anna": "Sara", "Annas": "Saras", "Anna Berg": "Sara Ek", "Berg": "Ek", "+46 70": "[telefon]"}


def test_the_longest_is_replaced_on_word_borders() -> None:
    text = "Anna Berg och Annas Berg, ANNA, Annanas, anna; ring +46 70, Anna_"
    expected = "Sara Ek och Saras Ek, SARA, Annanas, anna; ring [telefon], Sara_"
    assert Lexicon(WORDS).replaced(text) == expected


def test_case_may_be_left_out_of_account() -> None:
    found = [one.words for one in Lexicon(WORDS, any_case=True).found_in("anna BERG, aNNas")]
    assert found == ["anna BERG", "aNNas"]


def test_values_of_json_are_searched_and_replaced_within() -> None:
    value = {"Anna": ["Berg", {"x": "Annas hund"}], "n": 3}
    assert Lexicon(WORDS).stands_in(value)
    assert Lexicon(WORDS).replaced_within(value) == {"Sara": ["Ek", {"x": "Saras hund"}], "n": 3}
    assert not Lexicon(WORDS).stands_in({"n": [1, None, "Annanas"]})


@given(st.text(alphabet="AnnaBerg s+460 7.,\n", max_size=60))
def test_what_is_replaced_stands_no_more(text: str) -> None:
    assert not Lexicon(WORDS).stands_in(Lexicon(WORDS).replaced(text).replace("Ek", "").replace("SARA", ""))
