"""``code``, ``theme`` and ``memo``: what each leaves in the project, seen through the commands that list."""

from pathlib import Path
from typing import Any

import pytest

from qualwb.acts import memos
from qualwb.cli.memo import KINDS
from tests.cli.conftest import Command


def codes(on_coded: Command) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in on_coded("code", "list", "--format", "json")}


def themes(on_coded: Command) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in on_coded("theme", "list", "--format", "json")}


def test_codes_are_listed_as_a_tree_with_their_use(on_coded: Command) -> None:
    on_coded("code", "new", "oro", "--parent", "ovisshet", "--definition", "Känslan av oro.")
    rows = on_coded("code", "list", "--format", "json")
    assert [(row["name"], row["depth"], row["passages"]) for row in rows] == [
        ("ovisshet", 0, 1),
        ("oro", 1, 0),
        ("nytta", 0, 1),
    ]
    assert "  oro" in on_coded("code", "list")


def test_a_rule_is_written_and_must_say_something(on_coded: Command) -> None:
    on_coded("code", "describe", "nytta", "--definition", "Vad det gav.", "--colour", "#112233")
    (row,) = [row for row in on_coded("codebook", "export", "--format", "json") if row["name"] == "nytta"]
    assert row["definition"] == "Vad det gav."
    assert "--definition" in on_coded("code", "describe", "nytta", status=2)


def test_a_code_is_put_on_and_taken_away(on_coded: Command) -> None:
    on_coded(
        "code", "apply", "Intervju 1", "--quote", "Vi fick ett papper", "-c", "papper", "--new", "--cited"
    )
    assert codes(on_coded)["papper"]["passages"] == 1
    assert [row["text"] for row in on_coded("quotes", "--cited", "--format", "json")] == [
        "Vi fick ett papper"
    ]
    on_coded("code", "apply", "Intervju 1", "--quote", "Vi fick ett papper", "-c", "papper")
    assert codes(on_coded)["papper"]["passages"] == 1
    said = on_coded("code", "remove", "Intervju 1", "--quote", "sen åkte vi", "-c", "papper", status=2)
    assert "no coding with 'papper'" in said
    on_coded("code", "remove", "Intervju 1", "--quote", "ett papper", "-c", "papper", "--reason", "fel")
    assert codes(on_coded)["papper"]["passages"] == 0
    assert on_coded("log", "--format", "json")[0]["reason"] == "fel"


def test_a_passage_is_given_in_one_way_alone(on_coded: Command) -> None:
    for arguments in (("Intervju 1",), ("Intervju 1", "3", "9", "--quote", "Hur"), ("Intervju 1", "3")):
        assert "START END" in on_coded("code", "apply", *arguments, "-c", "nytta", status=2)


def test_codes_are_renamed_moved_merged_and_deleted(on_coded: Command) -> None:
    on_coded("code", "rename", "nytta", "gav något")
    on_coded("code", "move", "gav något", "--under", "ovisshet")
    assert [row["depth"] for row in on_coded("code", "list", "--format", "json")] == [0, 1]
    on_coded("code", "move", "gav något")
    assert [row["depth"] for row in on_coded("code", "list", "--format", "json")] == [0, 0]
    on_coded("code", "merge", "gav något", "ovisshet", "--into", "början", "--reason", "samma sak")
    assert {name: row["passages"] for name, row in codes(on_coded).items()} == {"början": 2}
    assert themes(on_coded)["Otydligt syfte"]["codes"] == ["början"]
    on_coded("code", "delete", "början")
    assert codes(on_coded) == {}
    on_coded("undo", "-n", "2")
    assert set(codes(on_coded)) == {"gav något", "ovisshet"}


@pytest.mark.parametrize(
    "choice",
    [("-k", "1"), ("--text", "INGEN VISSTE"), ("--group", "Grupp 1"), ("--source", "Intervju 1")],
)
def test_codings_of_a_code_are_split_off(on_coded: Command, choice: tuple[str, ...]) -> None:
    on_coded("code", "split", "ovisshet", "visste inte", *choice)
    found = codes(on_coded)
    assert (found["ovisshet"]["passages"], found["visste inte"]["passages"]) == (0, 1)
    assert set(themes(on_coded)["Otydligt syfte"]["codes"]) == {"ovisshet", "visste inte"}


def test_a_split_that_takes_nothing_is_refused(on_coded: Command) -> None:
    assert "No coding was chosen" in on_coded(
        "code", "split", "ovisshet", "x", "--text", "finns ej", status=2
    )
    assert set(codes(on_coded)) == {"ovisshet", "nytta"}


def test_themes_gather_codes_and_let_them_go(on_coded: Command) -> None:
    on_coded("theme", "new", "Vinster", "-c", "nytta", "--definition", "Vad det gav.")
    on_coded("theme", "add", "Vinster", "ovisshet")
    assert set(themes(on_coded)["Vinster"]["codes"]) == {"nytta", "ovisshet"}
    on_coded("theme", "remove", "Vinster", "ovisshet")
    assert themes(on_coded)["Vinster"]["codes"] == ["nytta"]
    on_coded("theme", "describe", "Vinster", "--claim", "hälften av grupperna")
    row = themes(on_coded)["Vinster"]
    assert (row["definition"], row["claim"]) == ("Vad det gav.", "hälften av grupperna")
    assert "--claim" in on_coded("theme", "describe", "Vinster", status=2)


def test_themes_are_renamed_nested_merged_and_deleted(on_coded: Command) -> None:
    on_coded("theme", "new", "Inför")
    on_coded("theme", "move", "Otydligt syfte", "--under", "Inför")
    assert [(row["name"], row["depth"]) for row in on_coded("theme", "list", "--format", "json")] == [
        ("Inför", 0),
        ("Otydligt syfte", 1),
    ]
    on_coded("theme", "rename", "Otydligt syfte", "Oklart syfte")
    on_coded("theme", "new", "Vinster", "-c", "nytta")
    on_coded("theme", "merge", "Oklart syfte", "Vinster", "--into", "Allt")
    assert set(themes(on_coded)["Allt"]["codes"]) == {"ovisshet", "nytta"}
    on_coded("theme", "delete", "Allt", "Inför")
    assert themes(on_coded) == {}
    assert set(codes(on_coded)) == {"ovisshet", "nytta"}


def test_memos_are_of_every_kind_there_is(on_coded: Command) -> None:
    assert tuple(KINDS.choices) == memos.KINDS
    on_coded("memo", "add", "Jag var själv med.", "--kind", "reflexivity")
    (memo,) = on_coded("memo", "list", "--kind", "reflexivity", "--format", "json")
    assert memo["text"] == "Jag var själv med."


def test_memos_are_written_listed_changed_and_deleted(
    on_coded: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "memo.txt").write_text("Från en fil, å ä ö.", encoding="utf-8")
    with (tmp_path / "memo.txt").open(encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        on_coded("memo", "add", "-", "--code", "nytta", "--kind", "idea")
    on_coded("memo", "add", "Här!", "--source", "Intervju 1", "--quote", "Ingen visste")
    rows = on_coded("memo", "list", "--format", "json")
    assert [(row["target_kind"], row["target"], row["text"]) for row in rows] == [
        ("source", "Intervju 1", "Ironi?"),
        ("code", "nytta", "Från en fil, å ä ö."),
        ("passage", "Intervju 1", "Här!"),
    ]
    assert [row["text"] for row in on_coded("memo", "list", "--kind", "idea", "--format", "json")] == [
        "Från en fil, å ä ö."
    ]
    on_coded("memo", "edit", str(rows[0]["key"]), "Inte ironi.")
    on_coded("memo", "delete", str(rows[1]["key"]))
    assert [row["text"] for row in on_coded("memo", "list", "--format", "json")] == ["Inte ironi.", "Här!"]
    assert "one thing" in on_coded(
        "memo", "add", "x", "--code", "nytta", "--theme", "Otydligt syfte", status=2
    )
    on_coded("memo", "add", "Om hela studien.")
    assert on_coded("memo", "list", "--format", "json")[-1]["target_kind"] == "project"
