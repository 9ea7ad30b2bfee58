"""``qualwb help``: the page on safety in both languages, commands, and what there is none of."""

import re

import pytest

from qualwb.cli.app import run
from qualwb.manual import LANGUAGES, TOPICS, topic_text


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_says_the_same_in_both_languages(topic: str) -> None:
    swedish, english = (topic_text(topic, language) for language in LANGUAGES)
    assert swedish != english
    for pattern in ("^#+ ", r"^- \*\*", r"`qualwb [a-z]+"):
        assert len(re.findall(pattern, swedish, re.MULTILINE)) == len(
            re.findall(pattern, english, re.MULTILINE)
        )


@pytest.mark.parametrize("topic", TOPICS)
def test_every_command_on_a_page_is_one(topic: str) -> None:
    for name in re.findall(r"`qualwb ([a-z]+)", topic_text(topic, "en")):
        assert run([name, "--help"]) == 0


def test_help_on_topics_commands_and_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "safety", "--language", "sv"]) == 0
    assert capsys.readouterr().out == topic_text("safety", "sv")
    assert run(["help", "matrix"]) == 0
    assert "Usage: qualwb matrix" in capsys.readouterr().out
    assert run(["help"]) == 0
    assert "Pages: safety, privacy, reliability, meaning, exchange, team." in capsys.readouterr().out
    assert run(["help", "kaffe"]) == 2
    assert "no page 'kaffe'" in capsys.readouterr().err
