"""Quotes with who says them: one turn, several, a print version, no one named."""

import pytest

from qualwb.analysis.quotes import QuoteTurn
from qualwb.exchange.spoken_quotes import SpokenPassage, said, speakers_of, turn_by_turn, with_place

ASA, BO, NOBODY = (
    QuoteTurn(3, "Åsa", "participant", "Vilket av dem?"),
    QuoteTurn(4, "Bo", "", " Ja,\nsäg det."),
    QuoteTurn(5, "", "", "Tystnad."),
)


def passage(*turns: QuoteTurn, text: str | None = None) -> SpokenPassage:
    words = "\n".join(turn.text for turn in turns) if text is None else text
    return SpokenPassage("Grupp 1", "Grupp 1", words, turns)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (passage(ASA), "Åsa: Vilket av dem?"),
        (passage(ASA, BO), "– Åsa: Vilket av dem?\n– Bo: Ja, säg det."),
        (passage(ASA, NOBODY), "– Åsa: Vilket av dem?\n– Tystnad."),
        (passage(NOBODY), "Tystnad."),
        (passage(text="Utan repliker."), "Utan repliker."),
        (passage(ASA, BO, text="Vilket?\nJa."), "– Vilket?\n– Ja."),
        (passage(ASA, QuoteTurn(4, "Bo", "", " ")), "Åsa: Vilket av dem?"),
    ],
)
def test_what_is_said_and_by_whom(quote: SpokenPassage, text: str) -> None:
    assert said(quote) == text


def test_words_alone_name_speakers_only_where_they_are_several() -> None:
    assert turn_by_turn(passage(ASA)) == "Vilket av dem?"
    assert turn_by_turn(passage(ASA, BO)) == "– Åsa: Vilket av dem?\n– Bo: Ja, säg det."
    assert speakers_of(passage(ASA, BO, ASA, NOBODY)) == "Åsa, Bo"


def test_the_place_stands_behind_or_below() -> None:
    assert with_place(passage(ASA)) == "Åsa: Vilket av dem? (Grupp 1, turn 3)"
    assert with_place(passage(ASA, BO)).endswith("säg det.\n(Grupp 1, turns 3–4)")
