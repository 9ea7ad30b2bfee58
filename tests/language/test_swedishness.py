"""Whether a text is Swedish."""

from pathlib import Path

import pytest

from qualwb.language.swedishness import mostly_known_words, seems_swedish

DEVELOPMENT = sorted((Path(__file__).parent / "data" / "names" / "development").glob("*.txt"))
OTHERS = {
    "English": "So when we started the work I was not sure what they wanted. We had a meeting with our boss"
    " and she said it would be fine, but then nothing happened for a long time. I think that most of us"
    " felt the same way, you know, and there was a lot of talk. Till then I had never been asked.",
    "Danish": "Altså da vi begyndte arbejdet var jeg ikke sikker på hvad de ville have. Vi havde et møde med"
    " lederen og hun sagde at det nok skulle gå, men så skete der ikke noget i lang tid. Jeg tror de fleste"
    " af os følte det samme, og der blev snakket meget på gangene bagefter om det hele.",
    "Norwegian": "Altså da vi begynte arbeidet var jeg ikke sikker på hva de ville ha. Vi hadde et møte med"
    " lederen og hun sa at det nok skulle gå bra, men så skjedde det ikke noe på lang tid. Jeg tror at de"
    " fleste av oss følte det samme, og det ble snakket mye i gangene etterpå om det hele.",
    "German": "Also als wir mit der Arbeit angefangen haben, war ich nicht sicher, was die wollten. Wir"
    " hatten ein Treffen mit der Leiterin und sie sagte, dass es schon gut gehen wird, aber dann ist lange"
    " Zeit nichts passiert. Ich glaube, dass die meisten von uns das gleiche gedacht haben.",
}


@pytest.mark.parametrize("path", DEVELOPMENT, ids=lambda path: path.stem)
def test_swedish_talk_seems_swedish(path: Path) -> None:
    assert seems_swedish(path.read_text("utf-8"))


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_do_not(language: str) -> None:
    assert not seems_swedish(OTHERS[language])


def test_a_heading_in_another_language_is_no_matter() -> None:
    assert seems_swedish(OTHERS["English"] + "Ja, och det är ju så att jag inte vet hur det var. " * 40)


def test_a_text_too_short_to_tell_is_taken_for_swedish() -> None:
    assert seems_swedish("Yes, I think so.")


@pytest.mark.parametrize("language", OTHERS)
def test_a_passage_in_another_language_has_few_known_words(language: str) -> None:
    assert not mostly_known_words(OTHERS[language])


def test_a_passage_with_words_of_a_trade_is_mostly_known() -> None:
    assert mostly_known_words("Dom sa att SIP-möten me LSS-handläggaren skulle va nåt vi va tvungna å ha.")
    assert mostly_known_words("We had a meeting."), "too short to tell"
    assert not mostly_known_words("We had a meeting.", 3)
