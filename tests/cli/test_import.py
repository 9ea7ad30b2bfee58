"""``qualwb import``: what is shown before anything is stored, and what is stored after."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from qualwb.cli.import_transcripts import source_names
from tests.conftest import SHARED, needs_shared

Command = Callable[..., Any]
TRAPS = Path(__file__).resolve().parents[1] / "transcripts" / "core" / "traps"
KEYS = {"file", "reader", "why", "turns", "words", "speakers", "found", "stored", "refused", "warnings"}
TALK = (
    "Moderator: Hur var det?\nÅsa: Bra.\nÅsa L.: Ja, bra.\nXeno: Inget.\nModerator: Tips: kaffe.\nÅsa: Mm.\n"
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "samtal.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def qualwb(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in an empty folder; gives stdout, parsed when json is asked for, and stderr."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def call(*arguments: str | Path, status: int = 0) -> tuple[Any, str]:
        capsys.readouterr()
        assert run([str(argument) for argument in arguments]) == status
        out, err = capsys.readouterr()
        return (json.loads(out) if "json" in arguments else out), err

    return call


@pytest.fixture
def project(qualwb: Command) -> Command:
    qualwb("-q", "new", "p.qwb")
    return qualwb


def test_dry_run_needs_no_project_and_makes_none(qualwb: Command, talk: Path) -> None:
    (shown,), err = qualwb("import", talk, "--dry-run", "--format", "json")
    assert set(shown) == KEYS
    assert all(
        set(speaker) == {"label", "turns", "words", "verdict", "role", "reason"}
        for speaker in shown["speakers"]
    )
    assert "dry run" in err
    assert list(Path().iterdir()) == []


def test_dry_run_leaves_the_project_alone(project: Command, talk: Path) -> None:
    before = Path("p.qwb").read_bytes()
    project("-p", "p.qwb", "import", talk, "--dry-run")
    assert Path("p.qwb").read_bytes() == before


def test_what_json_says_of_a_file(qualwb: Command, talk: Path) -> None:
    (shown,), _err = qualwb("import", talk, "--dry-run", "--format", "json")
    assert (shown["reader"], shown["turns"]) == ("txt", 5)
    assert {s["label"]: (s["turns"], s["verdict"], s["role"]) for s in shown["speakers"]} == {
        "Moderator": (2, "speaker", "moderator"),
        "Åsa": (2, "speaker", "participant"),
        "Åsa L.": (1, "speaker", "participant"),
        "Xeno": (1, "unsure", "unknown"),
    }
    labels = 2 * len("Moderator:") + 2 * len("Åsa:") + len("Åsa L.:")
    assert shown["found"] == shown["stored"] + labels
    assert shown["refused"] == []


def test_the_table_a_person_sees(qualwb: Command, talk: Path) -> None:
    out, _err = qualwb("import", talk, "--dry-run")
    head, _rule, *lines = out.splitlines()
    assert head.split() == [
        "label",
        "turns",
        "words",
        "first",
        "line",
        "verdict",
        "role",
        "same",
        "as",
        "reason",
    ]
    line = next(line for line in lines if line.split()[:2] == ["Åsa", "2"])
    assert "Bra." in line
    assert "Åsa L." in line
    assert any("Xeno" in line and "unsure" in line for line in lines)


def test_several_files_one_unreadable(qualwb: Command, talk: Path, tmp_path: Path) -> None:
    empty = tmp_path / "tom.eaf"
    empty.write_bytes(b"")
    shown, err = qualwb("import", empty, talk, "--dry-run", "--format", "json", status=1)
    assert set(shown[0]) == {"file", "error"}
    assert "tom.eaf" in shown[0]["error"]
    assert shown[1]["turns"] == 5
    assert "Traceback" not in err
    out, _err = qualwb("import", empty, talk, "--dry-run", status=1)
    assert "tom.eaf" in out
    assert "samtal.txt" in out


@pytest.mark.parametrize(("answer", "speaks"), [("yes", True), ("no", False)])
def test_the_word_on_unsure_labels(project: Command, talk: Path, answer: str, speaks: bool) -> None:
    project("-p", "p.qwb", "import", talk, "--accept-unsure", answer)
    shown, _err = project("-p", "p.qwb", "show", "samtal", "--format", "json")
    assert ("Xeno" in {turn["speaker"] for turn in shown["turns"]}) is speaks
    assert ("Xeno" in shown["text"]) is not speaks


def test_without_a_terminal_nothing_is_asked_and_the_label_stays(project: Command, talk: Path) -> None:
    _out, err = project("-p", "p.qwb", "import", talk)
    assert "Unsure" in err
    shown, _err = project("-p", "p.qwb", "show", "samtal", "--format", "json")
    assert "Xeno: Inget." in shown["text"]


def test_aliases_join_labels(project: Command, talk: Path) -> None:
    _out, err = project("-p", "p.qwb", "import", talk, "--alias", "Åsa=Åsa L.", "--alias", "Bo=Bosse")
    assert "'Bo'" in err
    assert "may be" not in err
    people, _err = project("-p", "p.qwb", "participants", "--format", "json")
    assert {person["alias"] for person in people} == {"Moderator", "Åsa L."}


@pytest.mark.parametrize("alias", ["Åsa", "=Åsa", "Åsa="])
def test_a_bad_alias_is_refused(qualwb: Command, talk: Path, alias: str) -> None:
    qualwb("import", talk, "--alias", alias, "--dry-run", status=2)


def test_aliases_are_suggested(qualwb: Command, talk: Path) -> None:
    (shown,), _err = qualwb("import", talk, "--dry-run", "--format", "json")
    assert any("--alias 'Åsa=Åsa L.'" in warning for warning in shown["warnings"])


def test_two_files_of_one_name(project: Command, tmp_path: Path) -> None:
    files = []
    for folder, name in (("nord", "a.txt"), ("syd", "a.txt"), ("syd", "b.txt"), ("syd", "b.md")):
        file = tmp_path / folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(TALK.replace("Inget", f"{folder} {name}"), encoding="utf-8")
        files.append(file)
    project("-p", "p.qwb", "import", *files, "--group-from", "folder")
    sources, _err = project("-p", "p.qwb", "sources", "--format", "json")
    assert {source["name"]: source["group"] for source in sources} == {
        "nord/a.txt": "nord",
        "syd/a.txt": "syd",
        "b.txt": "syd",
        "b.md": "syd",
    }


def test_names_of_sources() -> None:
    assert source_names([Path("x/a.txt"), Path("x/B.docx")]) == {
        Path("x/a.txt"): "a",
        Path("x/B.docx"): "B",
    }


def test_a_group_per_file_name(project: Command, talk: Path) -> None:
    project("-p", "p.qwb", "import", talk, "--group-from", "name")
    (source,), _err = project("-p", "p.qwb", "sources", "--format", "json")
    assert source["group"] == "samtal"


def test_options_that_exclude_each_other(qualwb: Command, talk: Path) -> None:
    qualwb("import", talk, "--group", "A", "--group-from", "name", "--dry-run", status=2)
    qualwb("import", talk, talk, "--name", "A", "--dry-run", status=2)
    qualwb("import", talk, talk, "--replace", "A", "--dry-run", status=2)


def test_a_surveys_columns_become_attributes(project: Command, tmp_path: Path) -> None:
    file = tmp_path / "enkät.csv"
    answer = "Det var bra att träffas men vi hade behövt mer tid till samtal."
    file.write_text(
        f"Id;Kommun;Vad tog ni med er?\nA1;Luleå;{answer}\nA2;Boden;{answer} Ja.\nA3;Luleå;Mer {answer}\n"
        f"A4;Kalix;\n",
        encoding="utf-8",
    )
    _out, err = project("-p", "p.qwb", "import", file)
    assert "A4" in err
    people, _err = project("-p", "p.qwb", "participants", "--format", "json")
    assert {person["alias"]: person["attributes"] for person in people} == {
        "A1": {"Kommun": "Luleå"},
        "A2": {"Kommun": "Boden"},
        "A3": {"Kommun": "Luleå"},
    }


def test_the_head_of_an_interview_describes_who_is_interviewed(project: Command, tmp_path: Path) -> None:
    file = tmp_path / "intervju.txt"
    file.write_text(
        "Datum: 3 maj\nKommun: Vasa\nRoll: socialsekreterare\n\nIntervjuare: Hur länge?\nIP1: Fyra år.\n"
        "Intervjuare: Och nu?\nIP1: Nu slutar jag.\n",
        encoding="utf-8",
    )
    project("-p", "p.qwb", "import", file)
    people, _err = project("-p", "p.qwb", "participants", "--format", "json")
    assert {person["alias"]: person["attributes"] for person in people} == {
        "Intervjuare": {},
        "IP1": {"Kommun": "Vasa", "Roll": "socialsekreterare"},
    }


def test_the_traps_are_shown(qualwb: Command) -> None:
    shown, _err = qualwb("import", *sorted(TRAPS.glob("*.txt")), "--dry-run", "--format", "json")
    assert all(set(one) >= {"speakers", "warnings"} for one in shown)


@needs_shared
def test_every_real_file(qualwb: Command) -> None:
    folder = SHARED / "samples" / "transcripts"
    files = [file for file in sorted(folder.iterdir()) if file.suffix not in (".md", ".tsv")]
    shown, _err = qualwb("import", *files, "--dry-run", "--format", "json")
    assert len(shown) == 36
    for one in shown:
        assert set(one) == KEYS
        assert one["found"] >= one["stored"] > 0
        assert one["refused"] == []
        assert one["why"]
        assert all(speaker["reason"] for speaker in one["speakers"])
    assert Path("s.qwb").exists() is False


def test_a_guides_questions_are_placed_at_the_turns_that_ask_them(project: Command, tmp_path: Path) -> None:
    guide, talk = tmp_path / "guide.txt", tmp_path / "samtal.txt"
    guide.write_text("1. Hur var arbetet med planen?\n2. Vad tog ni med er hem?\n", encoding="utf-8")
    talk.write_text(
        "Moderator: Hur var arbetet med planen?\nÅsa: Bra.\n"
        "Moderator: Vad tog ni med er hem?\nÅsa: Mycket.\n",
        encoding="utf-8",
    )
    _out, err = project("-p", "p.qwb", "import", talk, "--guide", guide)
    assert "turn 1: 'Hur var arbetet med planen' (shares 'arbetet', 'planen')" in err
    assert "turn 3: 'Vad tog ni med er hem'" in err
    with closing(sqlite3.connect("p.qwb")) as rows:
        placed = rows.execute(
            "SELECT label FROM turn LEFT JOIN question ON question_id = question.id"
        ).fetchall()
    assert placed == [*2 * [("Hur var arbetet med planen",)], *2 * [("Vad tog ni med er hem",)]]


def test_a_guide_that_is_not_there_is_told_before_anything_is_stored(project: Command, talk: Path) -> None:
    before = Path("p.qwb").read_bytes()
    _out, err = project("-p", "p.qwb", "import", talk, "--guide", "saknas.txt", status=2)
    assert err.strip() == "qualwb: saknas.txt: there is no such file or folder."
    assert Path("p.qwb").read_bytes() == before


REPORT = """2 Resultat

2.1 Otydligt syfte
Flera beskrev hur lite de visste. En tagg utan citat (Grupp 3) står här.

- Vi visste ingenting.
- Nej, inget alls. (Grupp 1)

- Ingen hade berättat något för oss. (Grupp 2)
"""


def test_a_printed_report_is_shown_by_its_headings(qualwb: Command, tmp_path: Path) -> None:
    report = tmp_path / "rapport.txt"
    report.write_text(REPORT, encoding="utf-8")
    out, err = qualwb("import", report, "--dry-run", status=1)
    assert out.splitlines()[2].split() == ["Otydligt", "syfte", "2", "heading"]
    assert "2 quotes, 3 turns in 2 groups" in err
    assert "not placed, line 4: a tag without a quote" in err
    (shown,), _err = qualwb("import", report, "--dry-run", "--format", "json", status=1)
    assert shown["headings"] == [{"heading": "Otydligt syfte", "line": 3, "quotes": 2}]
    assert (shown["quotes"], shown["turns"], shown["words"]) == (2, 3, 12)
    assert shown["refused"] == ["4: a tag without a quote"]


def test_a_printed_report_is_stored_and_no_question_placed_in_it(project: Command, tmp_path: Path) -> None:
    report, guide = tmp_path / "rapport.txt", tmp_path / "guide.txt"
    report.write_text(REPORT.replace(" En tagg utan citat (Grupp 3) står här.", ""), encoding="utf-8")
    guide.write_text("Visste ni ingenting alls om syftet?\n", encoding="utf-8")
    _out, err = project("-p", "p.qwb", "import", report, "--guide", guide)
    assert "turn 1" not in err
    sources, _err = project("-p", "p.qwb", "sources", "--format", "json")
    assert [(source["name"], source["turns"]) for source in sources] == [("Grupp 1", 2), ("Grupp 2", 1)]


INLINE = TRAPS.parent / "printed_inline.txt"


def test_quotes_inside_sentences_are_offered_with_their_headings(qualwb: Command) -> None:
    out, err = qualwb("import", INLINE, "--reader", "report", "--dry-run")
    assert "5 quotes inside the authors' sentences were found and left: --inline takes them" in err
    lines = [line.split() for line in out.splitlines()]
    heading = lines.index(["Vem", "lagar", "maten", "2", "heading"])
    assert lines[heading + 1][0] == "1"
    assert " ".join(lines[heading + 2]) == "2 1 5 man lagar det som finns left line 14, inside a sentence"
    (shown,), _err = qualwb("import", INLINE, "--reader", "report", "--dry-run", "--format", "json")
    assert (shown["quotes"], shown["inline_left"], shown["missing_chapters"]) == (4, 5, ["2.3"])
    assert [one["number"] for one in shown["candidates"] if one["taken"]] == [1, 4, 7, 9]
    assert f"--refuse 1,3-4@{shown['sign']}" in err


def test_a_chapter_that_is_missing_is_told_by_the_import(project: Command) -> None:
    _out, err = project("-p", "p.qwb", "import", INLINE, "--reader", "report")
    assert "! Chapter 2.3 is missing: 2.2 (line 30) is followed by 2.4 (line 36)." in err


def test_quotes_inside_sentences_are_stored_but_for_those_refused(project: Command) -> None:
    reading = ("import", INLINE, "--reader", "report")
    (shown,), _err = project("-p", "p.qwb", *reading, "--inline", "--dry-run", "--format", "json")
    refuse = ("--refuse", f"1,5-6@{shown['sign']}")
    (again,), _err = project("-p", "p.qwb", *reading, "--inline", *refuse, "--dry-run", "--format", "json")
    kept = [one for one in shown["candidates"] if one["number"] not in (1, 5, 6)]
    assert [one for one in again["candidates"] if one["taken"]] == kept
    _out, err = project("-p", "p.qwb", *reading, "--inline", *refuse)
    assert "3 quotes were refused." in err
    quotes, _err = project("-p", "p.qwb", "quotes", "--format", "json")
    assert [quote["text"] for quote in quotes] == [one["turns"][0] for one in kept]
    assert {quote["group"] for quote in quotes} == {"printed_inline"}
    project("-p", "p.qwb", "check")


def test_a_quote_inside_a_sentence_of_a_report_with_groups_goes_to_the_reports_own(
    project: Command,
) -> None:
    project("-p", "p.qwb", "import", TRAPS.parent / "printed_report.txt", "--inline", status=1)
    sources, _err = project("-p", "p.qwb", "sources", "--format", "json")
    assert [(source["name"], source["turns"]) for source in sources][-2:] == [
        ("Grupp 10", 1),
        ("printed_report", 1),
    ]


@pytest.mark.parametrize(
    ("refuse", "said"),
    [
        ("1", "NUMBERS@SIGN"),
        ("1@", "NUMBERS@SIGN"),
        ("x@{sign}", "write numbers as 3,7-9"),
        ("3-@{sign}", "write numbers as 3,7-9"),
        ("9-3@{sign}", "the smaller number first"),
        ("1-999999999999@{sign}", "write numbers as 3,7-9"),
        ("0@{sign}", "there is no quote 0, only 1 to 9"),
        ("1,10@{sign}", "there is no quote 10, only 1 to 9"),
        ("1@0000", "those of another text"),
    ],
)
def test_numbers_that_cannot_be_meant_are_refused(project: Command, refuse: str, said: str) -> None:
    reading = ("import", INLINE, "--reader", "report")
    (shown,), _err = project("-p", "p.qwb", *reading, "--dry-run", "--format", "json")
    before = Path("p.qwb").read_bytes()
    _out, err = project("-p", "p.qwb", *reading, "--refuse", refuse.format(**shown), status=2)
    assert said in err
    assert err.count("\n") == 1
    assert Path("p.qwb").read_bytes() == before


def test_numbers_of_another_files_list_are_refused(project: Command, talk: Path) -> None:
    other = TRAPS.parent / "printed_interviews.txt"
    (shown,), _err = project("import", other, "--reader", "report", "--dry-run", "--format", "json")
    refuse = ("--refuse", f"1@{shown['sign']}")
    _out, err = project("-p", "p.qwb", "import", INLINE, "--reader", "report", *refuse, status=2)
    assert "those of another text" in err
    _out, err = project("-p", "p.qwb", "import", talk, *refuse, status=2)
    assert "samtal.txt: this is no printed report" in err
    _out, err = project("-p", "p.qwb", "import", talk, INLINE, *refuse, status=2)
    assert "--refuse goes with one file" in err


def test_nothing_is_stored_where_every_quote_is_refused(project: Command) -> None:
    reading = ("import", INLINE, "--reader", "report")
    (shown,), _err = project("-p", "p.qwb", *reading, "--dry-run", "--format", "json")
    _out, err = project("-p", "p.qwb", *reading, "--refuse", f"1-9@{shown['sign']}", status=1)
    assert "of 9 quotes found none is taken" in err


def test_inline_without_a_printed_report_is_told(project: Command, talk: Path) -> None:
    _out, err = project("-p", "p.qwb", "import", talk, "--inline")
    assert "--inline: no file is a printed report" in err


def test_a_file_that_cannot_be_stored_is_told_and_the_others_are(
    project: Command, talk: Path, tmp_path: Path
) -> None:
    again, other = tmp_path / "igen.txt", tmp_path / "annan.txt"
    again.write_bytes(talk.read_bytes())
    other.write_text(TALK.replace("kaffe", "te"), encoding="utf-8")
    shown, err = project("-p", "p.qwb", "import", talk, again, other, "--format", "json", status=1)
    assert "igen.txt: this very file is in the project already, as 'samtal'" in err
    assert [one.get("error", "")[:8] for one in shown] == ["", "igen.txt", ""]
    sources, _err = project("-p", "p.qwb", "sources", "--format", "json")
    assert [source["name"] for source in sources] == ["samtal", "annan"]


def test_a_project_that_cannot_be_used_ends_the_import(project: Command, talk: Path) -> None:
    Path("p.qwb").write_text("this is no project", encoding="utf-8")
    _out, err = project("-p", "p.qwb", "import", talk, status=3)
    assert "p.qwb" in err


def test_a_changed_file_replaces_its_source_and_what_has_no_place_is_told(
    project: Command, talk: Path
) -> None:
    project("-p", "p.qwb", "import", talk)
    project("-p", "p.qwb", "code", "apply", "samtal", "--quote", "Bra.", "--code", "bra", "--new")
    talk.write_text(TALK.replace("Åsa: Bra.\n", ""), encoding="utf-8")
    _out, err = project("-p", "p.qwb", "import", talk, "--replace", "samtal", status=1)
    assert "coding 1 lost its place" in err
    sources, _err = project("-p", "p.qwb", "sources", "--format", "json")
    assert [(source["name"], source["turns"]) for source in sources] == [("samtal", 4)]


@pytest.mark.parametrize(("answer", "speaks"), [("y\n", True), ("n\n", False)])
def test_a_person_at_a_terminal_is_asked_and_shown_how_far_it_is(
    project: Command, talk: Path, tmp_path: Path, answer: str, speaks: bool
) -> None:
    other = tmp_path / "annan.txt"
    other.write_text("Anna: Hej.\nBo: Hej, hej.\nAnna: Hur är det?\nBo: Bra.\n", encoding="utf-8")
    master, slave = os.openpty()
    with os.fdopen(master, "r+b", buffering=0) as person, os.fdopen(slave, "r+b", buffering=0) as terminal:
        person.write(answer.encode())
        done = subprocess.run(
            [sys.executable, "-m", "qualwb", "-p", "p.qwb", "import", str(other), str(talk)],
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=terminal,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
        seen = os.read(person.fileno(), 65_536).decode()
    assert done.returncode == 0, seen
    assert "samtal.txt: is 'Xeno' a speaker?" in seen
    assert "annan.txt" in seen.partition("Xeno")[0]
    shown, _err = project("-p", "p.qwb", "show", "samtal", "--format", "json")
    assert ("Xeno" in {turn["speaker"] for turn in shown["turns"]}) is speaks
