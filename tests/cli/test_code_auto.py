"""``qualwb code auto``: what it lists, codes, leaves out and refuses."""

from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.open_project import OpenProject
from tests.cli.conftest import Command
from tests.states import rows

CODINGS = """SELECT code.name, quote, origin FROM coding JOIN code ON code.id = code_id
    JOIN coder ON coder.id = coder_id WHERE coder.name = 'Karin' ORDER BY coding.id"""
DET = ["Det var otydligt.", "Ingen visste vad det skulle bli 👩‍👩‍👧 av det."]


@pytest.fixture
def auto(on_coded: Command) -> Command:
    """The command, as Karin."""
    return lambda *words, **more: on_coded("code", "auto", *words, **more)


def made(project: OpenProject) -> list[tuple[str, ...]]:
    return rows(Researcher(project, "Karin"), CODINGS)[2:]


def test_a_dry_run_lists_and_codes_nothing(auto: Command, coded_project: OpenProject) -> None:
    found = auto("det", "--code", "ovisshet", "--dry-run", "--format", "json")
    assert [one["text"] for one in found["passages"]] == DET
    first, second = found["passages"]
    assert (first["speaker"], first["turn"], first["group"]) == ("Åsa", 2, "Grupp 1")
    assert (first["coded"], first["already"], first["codes"]) == (True, False, [])
    assert (second["coded"], second["already"], second["codes"]) == (False, True, ["ovisshet"])
    assert found["query"] == "the words det; Left out: moderator, observer; sentences"
    table = auto("det", "--code", "ovisshet", "--dry-run")
    assert "[Det var otydligt.] Ingen visste" in table
    assert "has it" in table
    assert made(coded_project) == []


def test_all_that_do_not_have_it_are_coded(
    coded_project: OpenProject, capsys: pytest.CaptureFixture[str], coded_place: str
) -> None:
    assert run(["-p", coded_place, "--coder", "Karin", "code", "auto", "det", "-c", "ovisshet"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["1 passage has 'ovisshet' already.", "Coded 1 passage: ovisshet (round 1)."]
    assert made(coded_project) == [("ovisshet", DET[0], "autocode")]


def test_picked_and_skipped_by_numbers(auto: Command, coded_project: OpenProject) -> None:
    sign = auto("e*", "--code", "nytt", "--new", "--dry-run", "--format", "json")["sign"]
    listed = auto("e*", "--code", "nytt", "--new", "--unit", "words", "--dry-run", "--format", "json")
    assert "the numbers@" in auto(
        "e*", "-c", "nytt", "--new", "--unit", "words", "--pick", f"1@{sign}", status=2
    )
    own = listed["sign"]
    texts = [one["text"] for one in listed["passages"]]
    for option, numbers, left in (("--pick", "1", texts[:1]), ("--skip", "1", texts[1:])):
        words = ("e*", "-c", f"nytt {option}", "--new", "--unit", "words", option, f"{numbers}@{own}")
        auto(*words, "--format", "json")
        assert [quote for code, quote, _origin in made(coded_project) if code == f"nytt {option}"] == left


def test_whole_turns_of_those_named(auto: Command, coded_project: OpenProject) -> None:
    auto("--speaker", "Björn", "-c", "Björns", "--new", "--format", "json")
    assert made(coded_project) == [("Björns", "Vi fick ett papper i handen, sen åkte vi.", "autocode")]
    found = auto("--question", "Början", "-c", "början", "--new", "--dry-run", "--format", "json")
    assert [one["turn"] for one in found["passages"]] == [2]


def test_likeness_is_no_proof(auto: Command, coded_project: OpenProject) -> None:
    like = ("--like", "Var det otydligt?", "--without-meaning", "-c", "otydligt", "--new")
    assert "Likeness is no proof" in auto(*like, status=2)
    found = auto(*like, "--dry-run", "--format", "json")
    assert not any(one["coded"] for one in found["passages"])
    best = found["passages"][0]
    assert (best["turn"], best["because"]) == (2, "words: otydligt")
    auto(*like, "--pick", f"1@{found['sign']}", "--format", "json")
    assert [code for code, *_rest in made(coded_project)] == ["otydligt"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("det", "-c", "okänd"), "no code 'okänd'"),
        (("det", "-c", "okänd", "--dry-run"), "no code 'okänd'"),
        (("-c", "nytta"), "every turn there is"),
        (("(", "--regex", "-c", "nytta"), "Can't search for"),
        (("(.|..)+[#%]", "--regex", "-c", "nytta"), "takes too long"),
        (("--lemma", "-c", "nytta"), "--lemma takes WORDS"),
        (("det", "--like", "det", "-c", "nytta"), "one of them"),
        (("--speaker", "Åsa", "--unit", "words", "-c", "nytta"), "whole turns are coded"),
        (("det", "-c", "nytta", "--pick", "1"), "NUMBERS@SIGN"),
        (("det", "-c", "nytta", "--pick", "9@abcd"), "another list"),
        (("det", "-c", "nytta", "--pick", "1@a", "--skip", "1@a"), "Either --pick or --skip"),
    ],
)
def test_what_is_refused(
    auto: Command, coded_project: OpenProject, words: tuple[str, ...], said: str
) -> None:
    assert said in auto(*words, status=2)
    assert made(coded_project) == []


def test_nothing_found(coded_place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-p", coded_place, "code", "auto", "vulkan", "-c", "nytta"]) == 0
    assert "Nothing was found." in capsys.readouterr().err


def test_to_a_file(auto: Command, tmp_path: Path) -> None:
    auto("det", "-c", "ovisshet", "-o", str(tmp_path / "lista.csv"))
    assert "Ingen visste" in (tmp_path / "lista.csv").read_text(encoding="utf-8")
