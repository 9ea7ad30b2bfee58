"""Commands that read the project: what they print, and what json holds of it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_sources_are_listed_without_a_subcommand(on_coded: Command) -> None:
    (row,) = on_coded("sources", "--format", "json")
    assert (row["name"], row["group"], row["turns"], row["passages"]) == ("Intervju 1", "Grupp 1", 5, 2)
    assert "Intervju 1" in on_coded("sources")


def test_sources_are_renamed_moved_described_and_deleted(on_coded: Command) -> None:
    on_coded("sources", "rename", "Intervju 1", "Samtal")
    on_coded("sources", "move", "Samtal", "Grupp 7")
    on_coded("sources", "group-rename", "Grupp 7", "Grupp 2")
    on_coded("sources", "describe", "Samtal", "datum=2010-10-12", "ort=Umeå")
    on_coded("sources", "describe", "Samtal", "ort=")
    (row,) = on_coded("sources", "--format", "json")
    assert (row["name"], row["group"], row["attributes"]) == ("Samtal", "Grupp 2", {"datum": "2010-10-12"})
    on_coded("sources", "delete", "Samtal", "--reason", "dubblett")
    assert on_coded("sources", "--format", "json") == []
    on_coded("undo")
    assert len(on_coded("sources", "--format", "json")) == 1


def test_show_gives_text_turns_and_codings(on_coded: Command) -> None:
    shown = on_coded("show", "Intervju 1", "--format", "json")
    assert list(shown) == ["text", "turns", "codings"]
    assert list(shown["turns"][0]) == ["number", "speaker", "role", "start", "end", "time_start", "time_end"]
    assert [turn["speaker"] for turn in shown["turns"]][:2] == ["Moderator", "Åsa"]
    assert shown["turns"][0]["role"] == "moderator"
    for one in shown["codings"]:
        assert shown["text"][one["start"] : one["end"]] == one["quote"]
    assert [one["code"] for one in shown["codings"]] == ["ovisshet", "nytta"]
    assert "2  Åsa: Det var otydligt. Ingen visste" in on_coded("show", "Intervju 1")
    table = on_coded("show", "Intervju 1", "--format", "table")
    assert re.search(r"2 +Åsa +Det var otydligt\..* ovisshet", table)


def test_show_corrects_the_text_and_codings_follow(on_coded: Command) -> None:
    text = on_coded("show", "Intervju 1", "--format", "json")["text"]
    place = text.index("otydligt")
    on_coded("show", "Intervju 1", "--correct", str(place), str(place + 8), "mycket oklart")
    shown = on_coded("show", "Intervju 1", "--format", "json")
    assert "Det var mycket oklart. Ingen" in shown["text"]
    assert shown["codings"][0]["quote"] == "Ingen visste vad det skulle bli"
    on_coded("show", "Intervju 1", "--split-turn", str(shown["text"].index("Ingen")))
    assert len(on_coded("show", "Intervju 1", "--format", "json")["turns"]) == 6
    on_coded("show", "Intervju 1", "--join-turn", "2")
    assert len(on_coded("show", "Intervju 1", "--format", "json")["turns"]) == 5
    assert "One correction" in on_coded(
        "show", "Intervju 1", "--split-turn", "3", "--join-turn", "2", status=2
    )


def test_speakers_are_listed_and_changed(on_coded: Command) -> None:
    rows = {row["label"]: row for row in on_coded("speakers", "Intervju 1", "--format", "json")}
    assert rows["Flera"]["participant"] == ""
    change = ("--set", "Björn=observer", "--participant", "Flera=Cecilia", "--rename", "Åsa=D1")
    on_coded("speakers", "Intervju 1", *change)
    rows = {row["label"]: row for row in on_coded("speakers", "--format", "json")}
    assert (rows["Björn"]["role"], rows["Flera"]["participant"]) == ("observer", "Cecilia")
    assert "D1" in rows
    assert "Name the SOURCE" in on_coded("speakers", "--set", "D1=observer", status=2)
    assert "chef" in on_coded("speakers", "Intervju 1", "--set", "D1=chef", status=2)


def test_participants_get_attributes_and_a_role(on_coded: Command) -> None:
    on_coded("participants", "--set", "Grupp 1/Åsa", "ålder=52", "--set", "Grupp 1/Björn", "role=unknown")
    rows = {row["alias"]: row for row in on_coded("participants", "--format", "json")}
    assert rows["Åsa"]["attributes"] == {"ålder": "52"}
    assert rows["Björn"]["role"] == "unknown"
    assert "GROUP/ALIAS" in on_coded("participants", "--set", "Åsa", "a=b", status=2)
    assert "ålder" in on_coded("participants")


def test_questions_are_added_placed_and_deleted(on_coded: Command) -> None:
    on_coded("questions", "add", "Syfte", "Vad var syftet?")
    on_coded("questions", "place", "Intervju 1", "1=Början", "4=Syfte", "5=")
    rows = {row["label"]: row["turns"] for row in on_coded("questions", "--format", "json")}
    assert rows == {"Början": 3, "Syfte": 1}
    on_coded("questions", "delete", "Syfte")
    assert [row["label"] for row in on_coded("questions", "--format", "json")] == ["Början"]
    assert "number of a turn" in on_coded("questions", "place", "Intervju 1", "x=Början", status=2)


def test_find_by_word_lemma_and_in_context(on_coded: Command) -> None:
    found = on_coded("find", "otydligt", "--format", "json")
    assert found["total"] == 1
    assert found["hits"][0]["speaker"] == "Åsa"
    assert on_coded("find", "möte", "--format", "json")["total"] == 0
    assert on_coded("find", "möte", "--lemma", "--format", "json")["total"] == 1
    (line,) = on_coded("find", "papper", "--kwic", "--format", "json")
    assert (line["left"], line["match"], line["right"]) == (
        "Vi fick ett ",
        "papper",
        " i handen, sen åkte vi.",
    )
    assert "Can't search" in on_coded("find", '"öppet', status=2)


def test_find_by_a_regular_expression(on_coded: Command) -> None:
    by_word = on_coded("find", "papper", "--kwic", "--format", "json")
    assert on_coded("find", r"\bpapp\w+", "--regex", "--kwic", "--format", "json") == by_word
    assert on_coded("find", "^men|^vi", "--regex", "--format", "json")["total"] == 2
    assert "Can't search" in on_coded("find", "(", "--regex", status=2)
    assert "takes too long" in on_coded("find", "(.|..)+[#%]", "--regex", status=2)
    assert "--lemma" in on_coded("find", "a", "--regex", "--lemma", status=2)


def test_find_in_turns_with_or_without_a_code(on_coded: Command) -> None:
    everywhere, coded, bare = (
        on_coded("find", "d* OR v* OR m* OR h*", *where, "--format", "json")["total"]
        for where in ([], ["--coded"], ["--uncoded"])
    )
    assert 0 < coded < everywhere
    assert coded + bare == everywhere


def test_words_leave_out_talk_and_count_lemmas(on_coded: Command) -> None:
    counted = {row["word"]: row["count"] for row in on_coded("words", "--format", "json", "--lemma")}
    assert counted["möte"] == 1
    assert "det" not in counted
    assert "det" in {
        row["word"] for row in on_coded("words", "--all-words", "--limit", "0", "--format", "json")
    }


def test_log_tells_each_act_newest_first(on_coded: Command) -> None:
    on_coded("sources", "rename", "Intervju 1", "Samtal")
    rows = on_coded("log", "--format", "json")
    assert rows[0]["act"] == "source.rename"
    assert rows[0]["coder"] == "Karin"
    assert [row["number"] for row in rows] == sorted((row["number"] for row in rows), reverse=True)
    assert len(list(csv.reader(io.StringIO(on_coded("log", "--format", "csv", "-n", "2"))))) == 3


def test_cooccurrence_participation_and_saturation_print(on_coded: Command) -> None:
    for within in ("passage", "turn", "3"):
        result = on_coded("cooccurrence", "--within", within, "--format", "json")
        assert [(pair["first"], pair["both"]) for pair in result["pairs"]] == (
            [("ovisshet", 1)] if within == "3" else []
        )
    assert "--within takes" in on_coded("cooccurrence", "--within", "nära", status=2)
    (group,) = on_coded("participation", "--format", "json")
    assert {voice["name"]: voice["turns"] for voice in group["voices"]} == {
        "Björn": 1,
        "Moderator": 1,
        "Åsa": 2,
        "Flera": 1,
    }
    assert "█" in on_coded("participation")
    assert "█" not in on_coded("participation", "--format", "csv")
    assert "O/E" in on_coded("participation", "--after-whom")
    result = on_coded("saturation", "--format", "json")
    assert (result["cumulative"], result["guest"]) == ([2], None)
    assert "too few" in on_coded("saturation")


@pytest.mark.parametrize("what", ["quotes", "codings", "codebook", "memos", "log", "graneheim"])
def test_exports_write_what_they_print(on_coded: Command, tmp_path: Path, what: str) -> None:
    from openpyxl import load_workbook

    printed = list(csv.reader(io.StringIO(on_coded("export", what))))
    assert len(printed) > 1
    on_coded("export", what, "-o", str(tmp_path / "ut.csv"))
    assert list(csv.reader((tmp_path / "ut.csv").open(encoding="utf-8", newline=""))) == printed
    on_coded("export", what, "-o", str(tmp_path / "ut.xlsx"))
    assert [cell.value for cell in load_workbook(tmp_path / "ut.xlsx").active[1]] == printed[0]


def test_codings_are_exported_with_their_place_and_without_names(on_coded: Command) -> None:
    rows = on_coded("export", "codings", "--format", "json")
    text = on_coded("show", "Intervju 1", "--format", "json")["text"]
    assert [(row["code"], row["turn"]) for row in rows] == [("ovisshet", 2), ("nytta", 5)]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert all("speaker" not in row for row in rows)
    assert [row["speaker"] for row in on_coded("export", "codings", "--speakers", "--format", "json")] == [
        "Åsa"
    ] * 2


def test_codings_as_json_lines_are_those_of_json(on_coded: Command, tmp_path: Path) -> None:
    rows = on_coded("export", "codings", "--format", "json")
    printed = on_coded("export", "codings", "--format", "jsonl")
    assert [json.loads(line) for line in printed.splitlines()] == rows
    on_coded("export", "codings", "-o", str(tmp_path / "ut.jsonl"))
    assert (tmp_path / "ut.jsonl").read_text("utf-8") == printed


def test_a_workbook_has_a_sheet_a_view(on_coded: Command, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    on_coded("export", "workbook", str(tmp_path / "allt.xlsx"))
    book = load_workbook(tmp_path / "allt.xlsx")
    assert book.sheetnames == ["Matrix", "Quotes", "Codings", "Codebook", "Memos", "Journal"]
    assert [cell.value for cell in book["Matrix"]["A"]][:2] == ["themes", "Otydligt syfte"]
    assert book["Codings"].max_row == 3
    assert "xlsx" in on_coded("export", "workbook", str(tmp_path / "allt.csv"), status=2)


def test_marks_are_counted_and_no_words(on_coded: Command) -> None:
    found = on_coded("marks", "--columns", "speakers", "--format", "json")
    assert found["columns"] == ["Åsa", "Björn", "Flera"]
    (laughter,) = found["marks"]
    assert (laughter["kind"], laughter["counts"], laughter["forms"]) == (
        "laughter",
        [0, 0, 1],
        {"[skratt]": 1},
    )
    assert found["words"] == [18, 9, 0]
    printed = on_coded("marks", "--per-1000")
    assert re.search(r"laughter +37", printed)  # one of 27 words
    assert "laughter: [skratt] 1" in printed
    assert "Left out: moderator" in printed
    assert "Swedish practice" in printed
    assert "coders" in on_coded("marks", "--columns", "coders", status=2)
    words = on_coded("words", "--all-words", "--limit", "0")
    assert "skratt " not in words
    assert "Per 1000 of 27 words" in words
    for command in ("sources", "speakers", "participants", "participation", "words"):
        assert "transcriber's marks" in on_coded(command)
