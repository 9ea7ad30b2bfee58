"""Words as a person wrote them: on word borders, in the genitive, the longest first."""

from qualwb.acts.written_words import pattern_of, standing_as_written


def test_words_stand_on_borders_and_in_the_genitive() -> None:
    text = "Anna, Annas, Anna:s, Anna’s, Annan, Hanna, anna"
    assert [found[0] for found in pattern_of(["Anna"]).finditer(text)] == [
        "Anna",
        "Annas",
        "Anna:s",
        "Anna’s",
    ]
    places = list(standing_as_written(text, ["Anna"]))
    assert [text[start:end] for start, end, _word in places] == ["Anna", "Annas", "Anna:s", "Anna’s", "anna"]


def test_the_longest_is_taken_and_of_no_words_nothing_is_found() -> None:
    assert [word for *_place, word in standing_as_written("ANNA BERG", ["Anna", "Anna Berg"])] == [
        "Anna Berg"
    ]
    assert list(standing_as_written("Anna", [])) == []
