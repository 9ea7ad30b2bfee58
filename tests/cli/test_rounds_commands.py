"""Coders and rounds on the command line."""

from pathlib import Path

import pytest

from qualwb.cli.app import run
from tests.cli.conftest import Command


def test_rounds_are_made_chosen_renamed_and_listed(on_coded: Command) -> None:
    on_coded("rounds", "new", "2", "--blind", "--use", "--reason", "var för sig")
    on_coded("rounds", "rename", "2", "andra")
    first, second = on_coded("rounds", "list", "--format", "json")
    assert (first["name"], first["blind"], first["in_use"], first["codings"]) == ("1", False, False, 2)
    assert (second["name"], second["blind"], second["in_use"], second["codings"]) == ("andra", True, True, 0)
    assert "blind" in on_coded("rounds", "list")
    on_coded("rounds", "use", "1")
    assert on_coded("rounds", "list", "--format", "json")[0]["in_use"]
    assert "There is no round 'tre'" in on_coded("rounds", "use", "tre", status=2)


def test_a_round_is_released_when_all_is_finished(on_coded: Command) -> None:
    on_coded("rounds", "new", "2", "--blind", "--use")
    on_coded("code", "apply", "Intervju 1", "--quote", "Vi fick ett papper", "--code", "nytta")
    on_coded("--coder", "Bo", "code", "apply", "Intervju 1", "--quote", "dom gav mycket", "--code", "nytta")
    assert "Say why" in on_coded("rounds", "release", "2", status=2)
    refused = on_coded("rounds", "release", "2", "--reason", "klart", status=2)
    assert "Bo: 'Intervju 1'; Karin: 'Intervju 1'. Release it all the same: --unfinished." in refused
    on_coded("rounds", "finish", "Intervju 1")
    on_coded("--coder", "Bo", "rounds", "finish", "Intervju 1")
    assert len(on_coded("quotes", "--format", "json")) == 1
    on_coded("rounds", "release", "2", "--reason", "klart")
    assert len(on_coded("quotes", "--format", "json")) == 2
    on_coded("undo")
    assert len(on_coded("quotes", "--format", "json")) == 1


def test_a_round_at_work_is_made_blind(on_coded: Command) -> None:
    assert len(on_coded("--coder", "Bo", "quotes", "--format", "json")) == 2
    on_coded("rounds", "blind", "1", "--reason", "Bo kodar också")
    assert on_coded("--coder", "Bo", "quotes", "--format", "json") == []
    assert "blind already" in on_coded("rounds", "blind", "1", status=2)
    on_coded("undo")
    assert len(on_coded("--coder", "Bo", "quotes", "--format", "json")) == 2


def test_suggestions_cite_nobody_else_while_one_works_blind(on_coded: Command) -> None:
    """Also of a round that was always open; the tables of that round may be read."""
    asked = ("suggest", "similar", "nytta", "--format", "json")
    words = "Vi fick ett papper i handen"
    on_coded("--coder", "Bo", "code", "apply", "Intervju 1", "--quote", words, "--code", "nytta")
    before = on_coded(*asked)
    on_coded("rounds", "new", "2", "--blind", "--use")
    blind = on_coded(*asked)
    assert before != blind
    assert on_coded("--round", "1", *asked) == before
    assert len(on_coded("quotes", "--in-round", "1", "--format", "json")) == 3


def test_sources_tell_who_has_finished_them(on_coded: Command) -> None:
    assert "Finished" not in on_coded("sources")
    on_coded("rounds", "finish", "Intervju 1")
    assert on_coded("sources", "--format", "json")[0]["finished"] == [["Karin", "1"]]
    assert "Finished" in on_coded("sources")
    on_coded("--round", "2", "rounds", "finish", "Intervju 1")
    assert "Karin (1), Karin (2)" in on_coded("sources")
    on_coded("rounds", "reopen", "Intervju 1")
    assert on_coded("sources", "--format", "json")[0]["finished"] == [["Karin", "2"]]


def test_coding_a_finished_source_is_allowed_and_said(
    coded_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["-p", str(coded_path), "--coder", "Karin"]
    apply = [*call, "code", "apply", "Intervju 1", "--code", "nytta", "--quote"]
    assert run([*apply, "Vi fick"]) == 0
    assert "finished" not in capsys.readouterr().err
    assert run([*call, "rounds", "finish", "Intervju 1"]) == 0
    assert "1 source finished by Karin in round '1'." in capsys.readouterr().err
    assert run([*call, "rounds", "finish", "intervju 1"]) == 0
    assert "finished already" in capsys.readouterr().err
    assert run([*apply, "ett papper"]) == 0
    assert "You had finished coding this source" in capsys.readouterr().err


def test_coders_are_told_by_round_with_what_they_have_finished(on_coded: Command) -> None:
    on_coded("--coder", "Bo", "--round", "2", "rounds", "finish", "Intervju 1")
    on_coded("--coder", "Ny", "sources", "read", "Intervju 1")
    karin, bo, new = on_coded("coders", "--format", "json")
    assert (karin["coder"], karin["round"], karin["codings"], karin["codes"]) == ("Karin", "1", 2, 2)
    assert karin["characters"] == len("Ingen visste vad det skulle bli") + len("dom gav mycket")
    assert (karin["sources"], karin["finished"], karin["of_sources"]) == (1, 0, 1)
    assert (bo["coder"], bo["round"], bo["codings"], bo["finished"]) == ("Bo", "2", 0, 1)
    assert (new["coder"], new["round"], new["codings"], new["first"]) == ("Ny", "", 0, "")
    on_coded("rounds", "new", "3", "--blind")
    on_coded(
        "--coder", "Bo", "--round", "3", "code", "apply", "Intervju 1", "--quote", "dom", "--code", "nytta"
    )
    on_coded("--coder", "Bo", "--round", "3", "rounds", "finish", "Intervju 1")
    hidden = on_coded("coders", "--format", "json")[2]
    assert (hidden["coder"], hidden["round"], hidden["codings"], hidden["finished"]) == ("Bo", "3", None, 1)
    assert "–" in on_coded("coders")
