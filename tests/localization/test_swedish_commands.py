"""The command line in Swedish: help, errors and choices, and choices by either name."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest

from qualwb.cli.app import qualwb, run
from qualwb.cli.choices import SWEDISH, BilingualChoice, BilingualName, in_english
from qualwb.cli.click_texts import TEXTS
from qualwb.cli.placeholders import SWEDISH as PLACEHOLDERS
from qualwb.cli.placeholders import placeholder

EVERY_HELP = """\
import sys
import click
from qualwb.cli.app import qualwb, run
def walk(command, path):
    run([*path, "--help"])
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            walk(command.get_command(context, name), [*path, name])
walk(qualwb, [])
"""
IN_ZONE = """\
import os, sys, time
os.environ["TZ"] = "{zone}"
time.tzset()
from qualwb.cli.app import run
sys.exit(run(sys.argv[1:]))
"""
ENGLISH = re.compile(r"\b(the|and|of|with|Usage|Options|Show|Example|exit)\b")


def in_swedish(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QUALWB_LANG": "sv", "LANGUAGE": "en"}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment, cwd=folder, check=False
    )


def test_no_help_page_holds_english() -> None:
    pages = in_swedish("-c", EVERY_HELP)
    assert pages.stderr == ""
    assert pages.stdout.count("Användning: qualwb") > 80
    # Names of options and commands are the same in both languages.
    prose = re.sub(r"--?[\w-]+|[A-Z]{3,}\S*|'[^']*'|\"[^\"]*\"", "", pages.stdout)
    assert [line for line in prose.splitlines() if ENGLISH.search(line)] == []
    english = {word for word, swedish in PLACEHOLDERS.items() if word != swedish}
    placeholders = re.findall(r"(?<![\w$-])[A-Z]{3,}(?![\w-])", pages.stdout)
    assert [word for word in placeholders if word in english] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("matrix", "--nope"), "Alternativet '--nope' finns inte."),
        (("matrix", "--zeros", "x"), "Ogiltigt värde för '--zeros': 'x' finns inte bland '0', 'tomt'."),
        (("code", "apply"), "Argument saknas: 'KÄLLA'."),
        (("export", "nope"), "Kommandot 'nope' finns inte."),
        (("codebook", "list", "--bundled", "-o", "saknas/a.csv"), "(filen eller mappen finns inte)"),
    ],
)
def test_an_error_is_told_in_swedish(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    ended = in_swedish("-m", "qualwb", *arguments, folder=tmp_path)
    assert ended.returncode == 2
    assert told in ended.stderr


def test_what_stands_for_a_value_is_in_the_language_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("FILE", "INTEGER RANGE", "[SOURCE:]TURNS", "NAME=VALUE", "START-END", "YYYY-MM-DD", "URL")
    monkeypatch.setenv("QUALWB_LANG", "en")
    assert [placeholder(word) for word in words] == ["FILE", "INTEGER", *words[2:]]
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert [placeholder(word) for word in words] == [
        *("FIL", "HELTAL", "[KÄLLA:]REPLIKER", "NAMN=VÄRDE", "START-SLUT", "ÅÅÅÅ-MM-DD", "URL")
    ]


def test_the_log_tells_the_time_of_this_place_to_readers_alone(tmp_path: Path) -> None:
    assert in_swedish("-m", "qualwb", "new", "p.qwb", folder=tmp_path).returncode == 0
    assert in_swedish("-m", "qualwb", "code", "new", "syfte", folder=tmp_path).returncode == 0
    for zone, hour in (("UTC0", 0), ("XXX-5", 5)):
        read = in_swedish("-c", IN_ZONE.format(zone=zone), "log", folder=tmp_path)
        data = in_swedish("-c", IN_ZONE.format(zone=zone), "log", "--format", "json", folder=tmp_path)
        moment = datetime.fromisoformat(json.loads(data.stdout)[0]["at"])
        assert moment.utcoffset() == timedelta(0)
        assert f"{moment + timedelta(hours=hour):%Y-%m-%d %H:%M}" in read.stdout


def test_the_texts_of_click_are_those_that_it_says() -> None:
    folder = Path(click.__file__).parent
    # Its source joins long texts from parts, with quotes and line ends between them.
    source = re.sub(r"\"\s*\n\s*\"", "", "\n".join(path.read_text("utf-8") for path in folder.glob("*.py")))
    for text in TEXTS:
        for form in (text,) if isinstance(text, str) else text:
            assert f'"{form.encode("unicode_escape").decode()}"' in source, form


def test_a_choice_is_taken_by_either_name() -> None:
    choice, name = BilingualChoice(["themes", "codes"]), BilingualName(["groups", "questions"])
    assert [choice.convert(word, None, None) for word in ("themes", "teman", "Koder")] == [
        "themes",
        "themes",
        "codes",
    ]
    assert [name.convert(word, None, None) for word in ("frågor", "groups", "huvudman")] == [
        "questions",
        "groups",
        "huvudman",
    ]
    with pytest.raises(click.BadParameter):
        choice.convert("frågor", None, None)


def test_a_swedish_word_means_what_the_option_can_mean() -> None:
    assert in_english("deltagare", ["moderator", "participant"]) == "participant"
    assert in_english("deltagare", ["groups", "participants"]) == "participants"
    assert in_english("fråga", ["yes", "no", "ask"]) == "ask"
    assert in_english("fråga", ["memo", "question"]) == "question"


def test_every_choice_has_a_swedish_name_of_its_own() -> None:
    def parameters(command: click.Command) -> list[click.Parameter]:
        beneath: list[click.Parameter] = list(command.params)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                beneath += parameters(found)
        return beneath

    same = {
        "md",
        "csv",
        "csv-excel",
        "json",
        "jsonl",
        "xlsx",
        "html",
        "docx",
        "latex",
        "text",
        "memo",
        "sv",
        "en",
    }
    same |= {"0", "NA", "coreq", "srqr"}
    same |= {"person", "organisation", "personnummer"}  # kinds of names
    same |= {"cohen", "fleiss", "brennan-prediger", "nvivo", "maxqda"}
    same |= {"taguette", "qualcoder", "atlasti", "qc"}  # names of people and programs
    for parameter in parameters(qualwb):
        if isinstance(parameter.type, click.Choice) and parameter.name != "language":
            assert isinstance(parameter.type, BilingualChoice), parameter.name
            names = [SWEDISH.get(choice, choice) for choice in parameter.type.choices]
            assert len(set(names)) == len(names)
            assert {choice for choice in parameter.type.choices if choice not in SWEDISH} <= same


def test_a_matrix_by_swedish_names(tmp_path: Path) -> None:
    project = str(tmp_path / "p.qwb")
    assert run(["new", project]) == 0
    for columns in ("grupper", "källor", "talare", "deltagare", "frågor", "kodare"):
        assert run(["-p", project, "matrix", "--rows", "koder", "--columns", columns]) == 0, columns
