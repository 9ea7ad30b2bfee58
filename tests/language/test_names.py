from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.names import NameKind, find_names, find_patterns, is_identity_number, luhn
from qualwb.language.parsing import parse


@pytest.mark.parametrize(
    "number", ["811228-9874", "19811228-9874", "8112289874", "670919+9530", "701063-2391"]
)
def test_identity_numbers_of_the_tax_agency(number):
    """Numbers printed as examples by the tax agency; the last one is a samordningsnummer."""
    assert is_identity_number(number)
    assert [(n.kind, n.sure) for n in find_patterns(f"nr {number}.")] == [(NameKind.PERSONNUMMER, True)]


@pytest.mark.parametrize("number", ["811228-9875", "811328-9874", "811232-9874", "2024-2025", "811228"])
def test_other_numbers_are_none(number):
    assert not is_identity_number(number)


def test_wrong_check_digit_is_a_guess():
    assert [(n.text, n.sure) for n in find_patterns("mitt nummer 811228-9875")] == [("811228-9875", False)]


@given(st.text("0123456789", min_size=9, max_size=9))
def test_one_check_digit_fits(digits):
    assert sum(luhn(digits + str(last)) for last in range(10)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("070-123 45 67", NameKind.PHONE),
        ("0701234567", NameKind.PHONE),
        ("+46 70 123 45 67", NameKind.PHONE),
        ("08-12 34 56", NameKind.PHONE),
        ("asa.lindstrom@umea.se", NameKind.EMAIL),
    ],
)
def test_patterns(text, kind):
    sentence = f"Nå mej på {text}, går bra."
    assert [(n.text, n.kind, sentence[n.start : n.end]) for n in find_patterns(sentence)] == [
        (text, kind, text)
    ]


@pytest.mark.parametrize(
    "text", ["År 2020-2021 kom 10 000 000 kronor", "SOU 2020:15", "kl 08.30-09.45", "12 av 30"]
)
def test_years_sums_and_times_are_no_numbers_of_persons(text):
    assert find_patterns(text) == []


def test_names_of_a_text(nlp):
    text = "Jag heter Anna Lindström och bor i Umeå.\nSen sa lindström att Lindströms chef Kerstin ringde."
    found = {(n.text, n.kind, n.sure) for n in find_names(parse(text, nlp))}
    assert ("Anna Lindström", NameKind.PERSON, True) in found
    assert ("Umeå", NameKind.PLACE, True) in found
    assert ("lindström", NameKind.PERSON, True) in found
    assert any(name == "Lindströms" and kind is NameKind.PERSON for name, kind, _ in found)


@given(st.text("0123456789-+ @.aÅ\n", max_size=80))
def test_findings_never_overlap(text):
    found = find_patterns(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[n.start : n.end] == n.text for n in found)
