"""Texts on one line, cut where they are too long."""

import pytest

from qualwb.shortening import shortened


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
