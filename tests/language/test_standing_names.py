"""Known names are found on word borders, in all their forms, and in no other word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.names.standing import KnownNames, standing


def words(text: str, *names: str) -> list[str]:
    return [text[it.start : it.end] for it in standing(text, names)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Anna bor på Bokvägen", ["Anna", "Bo"], ["Anna"]),
        ("Annas, ANNA och Annabell", ["Anna"], ["Annas", "ANNA"]),
        ("Anna Lind och Anna Linda", ["Anna", "Anna Lind"], ["Anna Lind", "Anna"]),
        ("en björn och Björn", ["Björn"], ["Björn"]),
        ("Eksjötrakten, eksjöbo, Eksjöberg", ["Eksjö"], ["Eksjötrakten", "eksjöbo"]),
        ("Lundgren i Lund", ["Lund"], ["Lund"]),
        ("Anna-Lena och Anna-gänget", ["Anna"], ["Anna-gänget"]),
        ("Anna-Lena", ["Lena"], []),
        ("Anna-Lena", ["Anna-Lena", "Lena"], ["Anna-Lena"]),
        ("Eksjö-Nässjö", ["Eksjö", "Nässjö"], ["Eksjö", "Nässjö"]),
        ("intervju_Anna_Lind_2.docx", ["Anna Lind"], ["Anna_Lind"]),
        ("Intervju-Anna-Lind.docx", ["Anna Lind"], ["Anna-Lind"]),
        ("K.B. och K.B:s", ["K.B."], ["K.B.", "K.B:s"]),
        ("ring 070-123 45 67, inte 070-123 45 678", ["070-123 45 67"], ["070-123 45 67"]),
        ("ring +46 70 123 nu", ["+46 70 123"], ["+46 70 123"]),
        ("Lars bil, Lars' bil", ["Lars"], ["Lars", "Lars"]),
        ("Bo:s bil", ["Bo"], ["Bo:s"]),
        ("", ["Anna"], []),
        ("Anna", [], []),
    ],
)
def test_where_names_stand(text: str, names: list[str], expected: list[str]) -> None:
    assert words(text, *names) == expected


def test_decomposed_letters_of_a_file_name_are_found() -> None:
    text = unicodedata.normalize("NFD", "Åsa Öberg.docx")
    assert words(text, "Åsa Öberg") == [unicodedata.normalize("NFD", "Åsa Öberg")]


def test_a_name_needs_a_letter_or_a_digit() -> None:
    with pytest.raises(ValueError, match="no name"):
        KnownNames([" - "])


NAMES = st.sampled_from(["Anna", "Anna Lind", "Bo", "Åsa", "Eksjö", "Lind", "K.B."])


@given(
    st.lists(NAMES, min_size=1, unique=True),
    st.lists(NAMES | st.sampled_from(["bor", "Bokvägen", "-", "s", "_", "\n"])),
)
def test_names_stand_on_word_borders_and_never_overlap(names: list[str], pieces: list[str]) -> None:
    text = " ".join(pieces)
    at = 0
    for it in standing(text, names):
        assert at <= it.start < it.end <= len(text)
        assert not text[it.start - 1 : it.start].isalpha()
        assert not text[it.end : it.end + 1].isalpha()
        assert it.name in names
        at = it.end


@given(
    st.text(max_size=60),
    st.lists(st.text("aåbcé-. ", min_size=1, max_size=6).filter(lambda it: any(map(str.isalpha, it)))),
)
def test_any_text_can_be_searched_for_any_names(text: str, names: list[str]) -> None:
    assert all(0 <= it.start < it.end <= len(text) for it in standing(text, names))
