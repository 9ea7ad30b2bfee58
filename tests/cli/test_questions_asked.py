"""Yes or no, asked on the terminal in either language."""

import click
import pytest
from click.testing import CliRunner, Result

from qualwb.cli.choices import chosen_on_terminal
from qualwb.cli.terminal import confirmed, refuse_unconfirmed


@click.command()
@click.option("--must", is_flag=True)
def asking(must: bool) -> None:
    """Ask, and tell the answer."""
    if must:
        refuse_unconfirmed("Radera det?")
        click.echo("done")
    else:
        click.echo(f"answer {confirmed('Radera det?')}")


@click.command()
def choosing() -> None:
    """Ask for a choice, and tell it."""
    click.echo(f"chosen {chosen_on_terminal('Copies?', ('convert', 'keep'), default='keep')}")


def answered(command: click.Command, typed: str, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, input=typed)


@pytest.mark.parametrize(("language", "mark"), [("sv", "[j/N]"), ("en", "[y/N]")])
@pytest.mark.parametrize(
    ("typed", "yes"),
    [
        *((word, True) for word in ("j", "ja", "J", " JA ", "y", "yes", "Y")),
        *((word, False) for word in ("n", "nej", "no", "N", "")),
    ],
)
def test_both_languages_are_understood_in_both(
    monkeypatch: pytest.MonkeyPatch, language: str, mark: str, typed: str, yes: bool
) -> None:
    monkeypatch.setenv("QUALWB_LANG", language)
    told = answered(asking, f"{typed}\n")
    assert f"Radera det? {mark}: " in told.output
    assert f"answer {yes}" in told.output


def test_what_is_neither_is_asked_again() -> None:
    told = answered(asking, "kanske\nja\n")
    assert told.output.count("[y/N]") == 2
    assert "Answer y or n." in told.output
    assert "answer True" in told.output


@pytest.mark.parametrize("typed", ["", "n\n", "\n", "vet inte\n"])
def test_without_a_yes_nothing_is_done(typed: str) -> None:
    told = answered(asking, typed, "--must")
    assert told.exit_code == 1  # run() makes it 130
    assert "done" not in told.output


@pytest.mark.parametrize(
    ("language", "names", "typed"),
    [("sv", "(konvertera, behåll) [behåll]", "konvertera"), ("en", "(convert, keep) [keep]", "konvertera")],
)
def test_a_choice_is_named_in_the_language_in_use(
    monkeypatch: pytest.MonkeyPatch, language: str, names: str, typed: str
) -> None:
    monkeypatch.setenv("QUALWB_LANG", language)
    told = answered(choosing, f"{typed}\n")
    assert names in told.output
    assert "chosen convert" in told.output
    assert "chosen keep" in answered(choosing, "\n").output
