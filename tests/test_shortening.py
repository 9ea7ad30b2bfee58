"""Texts on one line, cut where they are too long."""

import pytest

from qualwb.shortening import shortened, shortened_within


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("Det var\n  otydligt. ", 20, "Det var otydligt."),
        ("Det var otydligt.", 17, "Det var otydligt."),
        ("Det var otydligt.", 16, "Det var otydlig…"),
        ("  \n", 5, ""),
    ],
)
def test_shortened(text: str, width: int, line: str) -> None:
    assert shortened(text, width) == line


def test_shortened_within_keeps_both_ends() -> None:
    assert shortened_within("Det var\n otydligt.", 17) == "Det var otydligt."
    long = "Hon hade strukit under. Så hon blev glad."
    assert shortened_within(long, 30) == "Hon hade strukit … blev glad."
    assert shortened_within(long, 33) == "Hon hade strukit und … blev glad."
    assert shortened_within("x" * 40, 30) == "x" * 17 + " … " + "x" * 10
