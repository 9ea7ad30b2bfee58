"""Numbers as they are written in the language in use."""

import pytest

from qualwb.exchange.numbers import percent
from qualwb.localization import decimal


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (0.125, 2, "0.13"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.001, 2, "0.00"),
        (33.333, 1, "33.3"),
        (3, 1, "3.0"),
        (float("inf"), 2, "inf"),
    ],
)
def test_a_half_is_rounded_up(value: float, digits: int, written: str) -> None:
    assert decimal(value, digits) == written


@pytest.mark.parametrize(("part", "whole", "written"), [(1, 8, "13 %"), (57, 200, "29 %"), (1, 3, "33 %")])
def test_percents_are_those_of_a_spreadsheet(part: int, whole: int, written: str) -> None:
    assert percent(part / whole) == written


def test_the_sign_is_that_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert decimal(0.125) == "0,13"
