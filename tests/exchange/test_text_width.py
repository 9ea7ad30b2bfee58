"""Widths of text: enough room for what a reader's machine draws it with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.exchange.figures.typeface import typeface
from qualwb.exchange.text_width import shortened, text_width, wrapped

LETTERS = st.text(
    "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789 ,.–…·'()", max_size=60
)


@given(LETTERS)
def test_a_text_has_room_for_the_face_that_pictures_are_drawn_in(text: str) -> None:
    assert text_width(text, 100) >= 0.97 * typeface(100).getlength(text)


def test_the_room_is_no_larger_than_a_wide_face_needs() -> None:
    text = "Gemensamma behandlingsprogram, nya rutiner och kontakter"
    assert text_width(text, 100) < 1.25 * typeface(100).getlength(text)
    assert text_width("Åäö", 10) == text_width("Aao", 10)
    assert text_width(text, bold=True) > 1.1 * text_width(text)


@given(LETTERS, st.floats(30, 300))
def test_what_is_shortened_fits_and_begins_as_the_text_does(text: str, width: float) -> None:
    short = shortened(text, width)
    assert text_width(short) <= width
    assert text.startswith(short.removesuffix("…"))
    assert shortened(text, text_width(text)) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Grupp 1", ["Grupp 1"]),
        ("Lokala samordnare i norr", ["Lokala samordnare", "i norr"]),
        ("Kommunalförbundssamordningen", ["Kommunalförbun…"]),
        ("", [""]),
    ],
)
def test_a_text_is_wrapped_between_words(text: str, lines: list[str]) -> None:
    assert wrapped(text, 110) == lines
