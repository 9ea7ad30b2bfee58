"""Disagreements listed and solved by command: ids, what is taken, and what is no clear decision."""

from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from tests.cli.conftest import Command


@pytest.fixture
def apart(coded_place: str, on_coded: Command) -> Command:
    """A project where Karin and Bo have coded: one passage with other borders, one missed by Bo."""
    arguments = ["code", "apply", "Intervju 1", "--quote", "Ingen visste vad", "--code", "ovisshet"]
    assert run(["-p", coded_place, "--coder", "Bo", *arguments]) == 0
    return on_coded


def listed(apart: Command) -> dict[str, Any]:
    return {one["kind"]: one for one in apart("disagreements", "--format", "json")["disagreements"]}


def test_disagreements_are_listed_and_solved_by_id(apart: Command) -> None:
    found = listed(apart)
    assert set(found) == {"border", "missed"}
    assert "different borders" in apart("disagreements")
    apart("adjudicate", found["border"]["id"][:4], "--take", "Bo", "--reason", "kortare räcker")
    apart("adjudicate", found["missed"]["id"], "--neither")
    result = apart("disagreements", "--format", "json")
    assert result["decided"] == 2
    assert apart("disagreements", "--open", "--format", "json")["disagreements"] == []
    (quote,) = apart("quotes", "--in-round", "consensus", "--format", "json")
    assert quote["text"] == "Ingen visste vad"
    apart("undo")
    assert apart("disagreements", "--format", "json")["decided"] == 1


def test_what_stands_in_consensus_by_hand_is_told_and_gives_way_when_asked(
    apart: Command, coded_place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["code", "apply", "Intervju 1", "--quote", "Ingen visste", "--code", "ovisshet"]
    apart("rounds", "new", "consensus")
    assert run(["-p", coded_place, "--coder", "Karin & Bo", "--round", "consensus", *arguments]) == 0
    one = listed(apart)["border"]["id"]
    assert run(["-p", coded_place, "adjudicate", one, "--take", "Bo"]) == 0
    said = capsys.readouterr().err
    assert "'ovisshet' on ”Ingen visste”, coded by Karin & Bo, stays in 'consensus'" in said
    assert len(apart("quotes", "--in-round", "consensus", "--format", "json")) == 2
    assert run(["-p", coded_place, "adjudicate", one, "--take", "Bo", "--replace"]) == 0
    assert "stays in" not in capsys.readouterr().err
    (quote,) = apart("quotes", "--in-round", "consensus", "--format", "json")
    assert quote["text"] == "Ingen visste vad"


def test_no_integer_key_leaves_the_file(apart: Command) -> None:
    for one in apart("disagreements", "--format", "json")["disagreements"]:
        for side in one["sides"]:
            assert all("key" not in coding for coding in side["codings"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give the ids"),
        (("x", "--agreed"), "Give the ids"),
        (("x",), "Say one of"),
        (("x", "--both", "--neither"), "Say one of"),
        (("--agreed", "--both"), "Say one of"),
        (("--single", "--both"), "Say one of"),
        (("--single", "--agreed"), "Give the ids"),
        (("x", "y", "--at", "1-2"), "one disagreement at a time"),
        (("ffffffff", "--both"), "There is no disagreement 'ffffffff'"),
        (("", "--both"), "beginning of several ids"),
    ],
)
def test_what_is_no_clear_decision_is_refused_in_one_line(
    apart: Command, arguments: tuple[str, ...], said: str
) -> None:
    told = apart("adjudicate", *arguments, status=2)
    assert said in told
    assert told.strip().count("\n") == 0


def test_what_is_alike_is_taken_over_once(apart: Command, coded_place: str) -> None:
    arguments = ["code", "apply", "Intervju 1", "--quote", "dom gav mycket", "--code", "nytta"]
    assert run(["-p", coded_place, "--coder", "Bo", *arguments]) == 0
    assert "'konsensus'" in apart("adjudicate", "--agreed", "--into", "konsensus", status=2)
    apart("rounds", "new", "konsensus")
    apart("adjudicate", "--agreed", "--into", "konsensus")
    (quote,) = apart("quotes", "--in-round", "konsensus", "--format", "json")
    assert quote["text"] == "dom gav mycket"
    apart("adjudicate", "--agreed")
    assert len(apart("quotes", "--in-round", "konsensus", "--format", "json")) == 1


def test_codes_taken_for_others_are_printed_and_drawn(apart: Command, tmp_path: Path) -> None:
    drawn = tmp_path / "koder.svg"
    told = apart("disagreements", "--confusion", "--figure", str(drawn), "--format", "json")
    assert {(one["first"], one["second"]): one["units"] for one in told["counts"]} == {
        ("ovisshet", "ovisshet"): 1,
        (None, "nytta"): 1,
    }
    assert told["coders"] == ["Bo", "Karin"]
    assert "<svg" in drawn.read_text(encoding="utf-8")
    assert "no format" in apart("disagreements", "--confusion", "--figure", "x.pdf", status=2)
    assert "go with --confusion" in apart("disagreements", "--every-code", status=2)


def test_several_are_decided_together_or_not_at_all(apart: Command) -> None:
    found = listed(apart)
    ids = (found["border"]["id"], found["missed"]["id"])
    assert "Bo has nothing there" in apart("adjudicate", *ids, "--take", "Bo", status=2)
    assert apart("disagreements", "--format", "json")["decided"] == 0


def test_what_one_coder_alone_coded_is_told_and_taken(
    apart: Command, coded_place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-p", coded_place, "adjudicate", "--single"]) == 0
    assert "Nothing is left" in capsys.readouterr().err
    text = tmp_path / "Intervju 2.txt"
    text.write_text("Åsa: Ingen visste vad det var.\n", encoding="utf-8")
    apart("import", str(text), "--group", "Grupp 2")
    apart("code", "apply", "Intervju 2", "--quote", "Ingen visste", "--code", "ovisshet")
    assert run(["-p", coded_place, "adjudicate", "--single", "--reason", "Tiden tog slut"]) == 0
    assert "1 coding taken into 'consensus' as it is: Intervju 2 (" in capsys.readouterr().err
    (quote,) = apart("quotes", "--in-round", "consensus", "--format", "json")
    assert quote["text"] == "Ingen visste"
