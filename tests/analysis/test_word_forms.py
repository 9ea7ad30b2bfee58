"""The forms of a word among those that a material has."""

from qualwb.analysis.word_forms import forms_by_word, forms_in, forms_with_compounds

FORMS = ("kö", "köerna", "kön", "matkön", "bron", "vin")


def test_a_form_of_two_words_is_found_by_both() -> None:
    forms = forms_by_word(FORMS)
    assert forms["kö"] == ["kö", "köerna", "kön"]
    assert forms["kön"] == ["kön"]


def test_so_it_is_within_a_compound() -> None:
    assert forms_with_compounds(forms_by_word(FORMS), "kö") == ["kö", "köerna", "kön", "matkön"]


def test_and_in_a_text() -> None:
    assert forms_in("Kön är lång. Köer! Vin.", "kö") == ["Köer", "Kön", "kö"]


def test_a_compound_may_begin_with_a_verb_and_is_no_word_that_joins_others() -> None:
    forms = forms_by_word(("tid", "tiden", "betänketid", "arbetstiden", "alltid", "samtidigt", "tidsplan"))
    assert forms_with_compounds(forms, "tid") == ["tid", "tiden", "betänketid", "arbetstiden", "tidsplan"]
