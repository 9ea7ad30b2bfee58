from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.lemmas import Token, lemma, lemmas, noun_besides, words
from qualwb.language.stopwords import STOPWORDS


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("vårdplanerna", "vårdplan"),
        ("Missbruksvården", "missbruksvård"),
        ("lärandeseminarierna", "lärandeseminarium"),
        ("brukarinflytandet", "brukarinflytande"),
        ("plan", "plan"),
        ("brist", "brist"),
        ("dom", "de"),
        ("asså", "alltså"),
        ("nåt", "någon"),
        ("tyckte", "tycka"),
        ("mina", "min"),
        ("LSS:s", "lss"),
        ("vård-och-omsorgsplanerna", "vård-och-omsorgsplan"),
        ("1990-talet", "1990-tal"),
        ("xyzzyqw", "xyzzyqw"),
        ("känslostormarna", "känslostorm"),
        ("", ""),
        ("b" * 500, "b"),
    ],
)
def test_base_forms(word, base):
    assert lemma(word) == base


def test_many_at_once():
    assert lemmas(["cheferna", "sa"]) == ["chef", "säga"]


def test_words_leave_marks_out_and_keep_places():
    text = "Asså [skratt] vi (paus) hör, t.ex. LSS:s (SOU 2020) 😀 vård- (.) ((hostar)) 3,5"
    found = words(text)
    assert [token.text for token in found] == [
        "Asså",
        "vi",
        "hör",
        "t.ex.",
        "LSS:s",
        "SOU",
        "2020",
        "vård",
        "3,5",
    ]
    assert found[0] == Token(0, 4, "Asså")


@given(st.text())
def test_words_stand_where_they_say(text):
    found = words(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text("abcdefghijklmnopqrstuvwxyzåäöéüABCÅÄÖ-'’ 1", max_size=80))
def test_any_word_has_a_base_form(word):
    assert lemma(word) == lemma(word.upper().lower()) or not word.isalpha()


def test_stop_words_hold_talk_and_its_base_forms_but_no_topics():
    said = [
        "asså",
        "dom",
        "e",
        "ju",
        "liksom",
        "typ",
        "så",
        "här",
        "va",
        "mm",
        "nä",
        "men",
        "jag",
        "tycker",
        "att",
        "det",
        "är",
    ]
    assert all(word in STOPWORDS for word in said)
    assert not STOPWORDS & {"chef", "tid", "mandat", "syfte", "möte", "ansvar", "skola!", "vård", "stöd"}


def test_marks_of_transcription_are_no_words() -> None:
    text = "Vi (lång paus) bläddrade (bläddrar) [SKRATT] (hon skrattar till) °tyst° här (2 s) #00:01:02-3#"
    assert [token.text for token in words(text)] == ["Vi", "bläddrade", "tyst", "här"]


@pytest.mark.parametrize(
    ("form", "noun"),
    [("kön", "kö"), ("köns", "kö"), ("bron", None), ("vin", None), ("sen", None), ("kös", None), ("", None)],
)
def test_a_form_that_is_taken_for_another_word_may_be_a_noun_too(form: str, noun: str | None) -> None:
    assert noun_besides(form) == noun
