"""Commands that read the project: what they print, and what json holds of it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualwb.acts import codings, memos, questions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of

Command = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A project with one source, two codings and a memo."""
    path = tmp_path / "p.qwb"
    with ProjectFile.create(path) as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
        for quote, code in (("Ingen visste vad det skulle bli", "ovisshet"), ("dom gav mycket", "nytta")):
            with project.reading() as connection:
                passage = passage_quoted(connection, "Intervju 1", quote)
            codings.apply(researcher, passage, [code], create=True)
        themes.create(researcher, "Otydligt syfte", codes=["ovisshet"], claim="alla grupper")
        questions.add_questions(researcher, [("Början", "Hur var det från början?")])
        questions.place(researcher, "Intervju 1", {1: "Början", 3: None})
        memos.write(researcher, "Ironi?", target="source", name="Intervju 1")
    return path


@pytest.fixture
def qualwb(path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command; gives its stdout, parsed when json is asked for."""

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["-p", str(path), "--coder", "Karin", *arguments]) == status
        out, err = capsys.readouterr()
        if status:
            return err
        return json.loads(out) if "json" in arguments else out

    return call


def test_sources_are_listed_without_a_subcommand(qualwb: Command) -> None:
    (row,) = qualwb("sources", "--format", "json")
    assert (row["name"], row["group"], row["turns"], row["passages"]) == ("Intervju 1", "Grupp 1", 5, 2)
    assert "Intervju 1" in qualwb("sources")


def test_sources_are_renamed_moved_described_and_deleted(qualwb: Command) -> None:
    qualwb("sources", "rename", "Intervju 1", "Samtal")
    qualwb("sources", "move", "Samtal", "Grupp 7")
    qualwb("sources", "group-rename", "Grupp 7", "Grupp 2")
    qualwb("sources", "describe", "Samtal", "datum=2010-10-12", "ort=Umeå")
    qualwb("sources", "describe", "Samtal", "ort=")
    (row,) = qualwb("sources", "--format", "json")
    assert (row["name"], row["group"], row["attributes"]) == ("Samtal", "Grupp 2", {"datum": "2010-10-12"})
    qualwb("sources", "delete", "Samtal", "--reason", "dubblett")
    assert qualwb("sources", "--format", "json") == []
    qualwb("undo")
    assert len(qualwb("sources", "--format", "json")) == 1


def test_show_gives_text_turns_and_codings(qualwb: Command) -> None:
    shown = qualwb("show", "Intervju 1", "--format", "json")
    assert list(shown) == ["text", "turns", "codings"]
    assert list(shown["turns"][0]) == ["number", "speaker", "role", "start", "end", "time_start", "time_end"]
    assert [turn["speaker"] for turn in shown["turns"]][:2] == ["Moderator", "Åsa"]
    assert shown["turns"][0]["role"] == "moderator"
    for one in shown["codings"]:
        assert shown["text"][one["start"] : one["end"]] == one["quote"]
    assert [one["code"] for one in shown["codings"]] == ["ovisshet", "nytta"]
    assert "2  Åsa: Det var otydligt. Ingen visste" in qualwb("show", "Intervju 1")
    table = qualwb("show", "Intervju 1", "--format", "table")
    assert re.search(r"2 +Åsa +Det var otydligt\..* ovisshet", table)


def test_show_corrects_the_text_and_codings_follow(qualwb: Command) -> None:
    text = qualwb("show", "Intervju 1", "--format", "json")["text"]
    place = text.index("otydligt")
    qualwb("show", "Intervju 1", "--correct", str(place), str(place + 8), "mycket oklart")
    shown = qualwb("show", "Intervju 1", "--format", "json")
    assert "Det var mycket oklart. Ingen" in shown["text"]
    assert shown["codings"][0]["quote"] == "Ingen visste vad det skulle bli"
    qualwb("show", "Intervju 1", "--split-turn", str(shown["text"].index("Ingen")))
    assert len(qualwb("show", "Intervju 1", "--format", "json")["turns"]) == 6
    qualwb("show", "Intervju 1", "--join-turn", "2")
    assert len(qualwb("show", "Intervju 1", "--format", "json")["turns"]) == 5
    assert "One correction" in qualwb("show", "Intervju 1", "--split-turn", "3", "--join-turn", "2", status=2)


def test_speakers_are_listed_and_changed(qualwb: Command) -> None:
    rows = {row["label"]: row for row in qualwb("speakers", "Intervju 1", "--format", "json")}
    assert rows["Flera"]["participant"] == ""
    change = ("--set", "Björn=observer", "--participant", "Flera=Cecilia", "--rename", "Åsa=D1")
    qualwb("speakers", "Intervju 1", *change)
    rows = {row["label"]: row for row in qualwb("speakers", "--format", "json")}
    assert (rows["Björn"]["role"], rows["Flera"]["participant"]) == ("observer", "Cecilia")
    assert "D1" in rows
    assert "Name the SOURCE" in qualwb("speakers", "--set", "D1=observer", status=2)
    assert "chef" in qualwb("speakers", "Intervju 1", "--set", "D1=chef", status=2)


def test_participants_get_attributes_and_a_role(qualwb: Command) -> None:
    qualwb("participants", "--set", "Grupp 1/Åsa", "ålder=52", "--set", "Grupp 1/Björn", "role=unknown")
    rows = {row["alias"]: row for row in qualwb("participants", "--format", "json")}
    assert rows["Åsa"]["attributes"] == {"ålder": "52"}
    assert rows["Björn"]["role"] == "unknown"
    assert "GROUP/ALIAS" in qualwb("participants", "--set", "Åsa", "a=b", status=2)
    assert "ålder" in qualwb("participants")


def test_questions_are_added_placed_and_deleted(qualwb: Command) -> None:
    qualwb("questions", "add", "Syfte", "Vad var syftet?")
    qualwb("questions", "place", "Intervju 1", "1=Början", "4=Syfte", "5=")
    rows = {row["label"]: row["turns"] for row in qualwb("questions", "--format", "json")}
    assert rows == {"Början": 3, "Syfte": 1}
    qualwb("questions", "delete", "Syfte")
    assert [row["label"] for row in qualwb("questions", "--format", "json")] == ["Början"]
    assert "number of a turn" in qualwb("questions", "place", "Intervju 1", "x=Början", status=2)


def test_find_by_word_lemma_and_in_context(qualwb: Command) -> None:
    found = qualwb("find", "otydligt", "--format", "json")
    assert found["total"] == 1
    assert found["hits"][0]["speaker"] == "Åsa"
    assert qualwb("find", "möte", "--format", "json")["total"] == 0
    assert qualwb("find", "möte", "--lemma", "--format", "json")["total"] == 1
    (line,) = qualwb("find", "papper", "--kwic", "--format", "json")
    assert (line["left"], line["match"], line["right"]) == (
        "Vi fick ett ",
        "papper",
        " i handen, sen åkte vi.",
    )
    assert "Can't search" in qualwb("find", '"öppet', status=2)


def test_words_leave_out_talk_and_count_lemmas(qualwb: Command) -> None:
    counted = {row["word"]: row["count"] for row in qualwb("words", "--format", "json", "--lemma")}
    assert counted["möte"] == 1
    assert "det" not in counted
    assert "det" in {
        row["word"] for row in qualwb("words", "--all-words", "--limit", "0", "--format", "json")
    }


def test_log_tells_each_act_newest_first(qualwb: Command) -> None:
    qualwb("sources", "rename", "Intervju 1", "Samtal")
    rows = qualwb("log", "--format", "json")
    assert rows[0]["act"] == "source.rename"
    assert rows[0]["coder"] == "Karin"
    assert [row["number"] for row in rows] == sorted((row["number"] for row in rows), reverse=True)
    assert len(list(csv.reader(io.StringIO(qualwb("log", "--format", "csv", "-n", "2"))))) == 3


def test_cooccurrence_participation_and_saturation_print(qualwb: Command) -> None:
    for within in ("passage", "turn", "3"):
        result = qualwb("cooccurrence", "--within", within, "--format", "json")
        assert [(pair["first"], pair["both"]) for pair in result["pairs"]] == (
            [("ovisshet", 1)] if within == "3" else []
        )
    assert "--within takes" in qualwb("cooccurrence", "--within", "nära", status=2)
    (group,) = qualwb("participation", "--format", "json")
    assert {voice["name"]: voice["turns"] for voice in group["voices"]} == {
        "Björn": 1,
        "Moderator": 1,
        "Åsa": 2,
        "Flera": 1,
    }
    assert "█" in qualwb("participation")
    assert "█" not in qualwb("participation", "--format", "csv")
    assert "O/E" in qualwb("participation", "--after-whom")
    result = qualwb("saturation", "--format", "json")
    assert (result["cumulative"], result["guest"]) == ([2], None)
    assert "too few" in qualwb("saturation")


@pytest.mark.parametrize("what", ["quotes", "codings", "codebook", "memos", "log", "graneheim"])
def test_exports_write_what_they_print(qualwb: Command, tmp_path: Path, what: str) -> None:
    from openpyxl import load_workbook

    printed = list(csv.reader(io.StringIO(qualwb("export", what))))
    assert len(printed) > 1
    qualwb("export", what, "-o", str(tmp_path / "ut.csv"))
    assert list(csv.reader((tmp_path / "ut.csv").open(encoding="utf-8", newline=""))) == printed
    qualwb("export", what, "-o", str(tmp_path / "ut.xlsx"))
    assert [cell.value for cell in load_workbook(tmp_path / "ut.xlsx").active[1]] == printed[0]


def test_codings_are_exported_with_their_place_and_without_names(qualwb: Command) -> None:
    rows = qualwb("export", "codings", "--format", "json")
    text = qualwb("show", "Intervju 1", "--format", "json")["text"]
    assert [(row["code"], row["turn"]) for row in rows] == [("ovisshet", 2), ("nytta", 5)]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert all("speaker" not in row for row in rows)
    assert [row["speaker"] for row in qualwb("export", "codings", "--speakers", "--format", "json")] == [
        "Åsa"
    ] * 2


def test_a_workbook_has_a_sheet_a_view(qualwb: Command, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    qualwb("export", "workbook", str(tmp_path / "allt.xlsx"))
    book = load_workbook(tmp_path / "allt.xlsx")
    assert book.sheetnames == ["Matrix", "Quotes", "Codings", "Codebook", "Memos", "Journal"]
    assert [cell.value for cell in book["Matrix"]["A"]][:2] == ["themes", "Otydligt syfte"]
    assert book["Codings"].max_row == 3
    assert "xlsx" in qualwb("export", "workbook", str(tmp_path / "allt.csv"), status=2)
