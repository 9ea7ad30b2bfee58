"""Commands that correct what is there: codings given another code, borders moved, queries forgotten."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from tests.projects import place_of
from tests.states import one_act, rows

Command = Callable[..., Any]
CODINGS = "SELECT quote, code.name FROM coding JOIN code ON code.id = code_id ORDER BY coding.id"


@pytest.fixture
def qualwb(material: Researcher, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on the material; gives what it says."""

    def call(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run(["-p", place_of(material.project), "--coder", "Karin", *arguments]) == status
        out, err = capsys.readouterr()
        return err if status else out + err

    return call


def test_codings_get_another_code(material: Researcher, qualwb: Command) -> None:
    for quote in ("Ingen visste", "ett papper", "mötena var bra"):
        with material.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", quote)
        codings.apply(material, passage, ["a", "b"] if quote == "ett papper" else ["a"], create=True)
    with one_act(material, "coding.recode"):
        assert "2 codings moved to 'b'." in qualwb("code", "recode", "a", "b", "--text", "PAPPER", "-k", "1")
    assert rows(material, CODINGS) == [("Ingen visste", "b"), ("ett papper", "b"), ("mötena var bra", "a")]
    where = ("--group", "Grupp 1", "--source", "Intervju 1")
    assert "1 coding moved" in qualwb("code", "split", "a", "nytta", *where)
    assert "No coding was chosen" in qualwb("code", "recode", "b", "nytta", "--text", "saknas", status=2)
    assert "no code 'c'" in qualwb("code", "recode", "b", "c", "-k", "1", status=2)


def test_a_border_moves(material: Researcher, qualwb: Command) -> None:
    shown = json.loads(qualwb("show", "Intervju 1", "--format", "json"))
    at = str(shown["text"].index("av det."))
    with one_act(material, "turn.border"):
        qualwb("show", "Intervju 1", "--move-border", "2", at)
    shown = json.loads(qualwb("show", "Intervju 1", "--format", "json"))
    turn = shown["turns"][2]
    assert shown["text"][turn["start"] : turn["end"]].startswith("av det.\nVi fick")
    assert "One correction" in qualwb(
        "show", "Intervju 1", "--move-border", "2", at, "--join-turn", "2", status=2
    )


def test_a_kept_query_is_forgotten(material: Researcher, qualwb: Command) -> None:
    qualwb("quotes", "--text", "bra", "--save", "bra ord")
    with one_act(material, "query.delete"):
        assert "Forgot 'Bra ord'." in qualwb("quotes", "--forget", "Bra ord")
    assert json.loads(qualwb("quotes", "--saved-list", "--format", "json")) == []
    qualwb("quotes", "--forget", "bra ord", status=2)
