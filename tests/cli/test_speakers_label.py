"""``qualwb speakers label``: who speaks turns, and the moderator's questions of a printed report."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.conftest import SHARED, needs_shared

REPORT = """2 Resultat

2.1 Otydligt syfte

- Hur uppfattade ni syftet?
- Vi visste ingenting.
- Visste ni det?
- ”Varför då?”
- Nej, inget alls. (Grupp 1)

- Vad tyckte ni? Jag menar om dagarna.
- Kommer ni ihåg det…?
- Ingen hade berättat något för oss. (Grupp 2)
"""


@pytest.fixture
def printed(on_coded: Command, tmp_path: Path) -> Command:
    """A project that holds a printed report of two groups beside 'Intervju 1'."""
    report = tmp_path / "rapport.txt"
    report.write_text(REPORT, encoding="utf-8")
    on_coded("import", str(report))
    return on_coded


def speakers(on_project: Command, source: str) -> list[str]:
    """Who speaks each turn of a source, '' where it names nobody."""
    return [turn["speaker"] for turn in on_project("show", source, "--format", "json")["turns"]]


def test_turns_are_given_to_a_speaker_in_one_act(on_coded: Command) -> None:
    on_coded("speakers", "label", "Intervju 1", "2,4-5", "Björn")
    assert speakers(on_coded, "Intervju 1") == ["Moderator", "Björn", "Björn", "Björn", "Björn"]
    on_coded("undo")
    assert speakers(on_coded, "Intervju 1") == ["Moderator", "Åsa", "Björn", "Flera", "Åsa"]


def test_a_speaker_is_known_without_regard_to_case(on_coded: Command) -> None:
    on_coded("speakers", "label", "intervju 1", "2", "björn")
    assert speakers(on_coded, "Intervju 1")[1] == "Björn"


def test_a_new_speaker_needs_a_role(on_coded: Command) -> None:
    said = on_coded("speakers", "label", "Intervju 1", "2", "Cecilia", status=2)
    assert "Intervju 1 has no speaker 'Cecilia'. A role makes it a new one: moderator, participant" in said
    on_coded("speakers", "label", "Intervju 1", "2", "Cecilia", "--role", "observer")
    assert speakers(on_coded, "Intervju 1")[1] == "Cecilia"
    people = {row["alias"]: row["role"] for row in on_coded("participants", "--format", "json")}
    assert people["Cecilia"] == "observer"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Intervju 7", "2", "Åsa"), "no source 'Intervju 7'"),
        (("Intervju 1", "2,9", "Åsa"), "Intervju 1 has no turn 9"),
        (("Intervju 1", "x", "Åsa"), "write numbers as 3,7-9"),
        (("Intervju 1", "2", "Åsa", "--role", "chef"), "no role 'chef'"),
        (("Intervju 1", "2"), "SOURCE TURNS SPEAKER"),
        (("Intervju 1", "2", "Åsa", "Björn"), "SOURCE TURNS SPEAKER"),
        (("Intervju 1", "2", "Åsa", "--questions"), "SOURCE --questions SPEAKER"),
        (("Intervju 1", "2,3", "Åsa", "--except", "4"), "no such turn is meant"),
        (("rapport.txt", "2", "Åsa"), "no source 'rapport.txt'"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(on_coded: Command, words: tuple[str, ...], said: str) -> None:
    before = speakers(on_coded, "Intervju 1")
    told = on_coded("speakers", "label", *words, status=2)
    assert said in told
    assert told.count("\n") == 1
    assert speakers(on_coded, "Intervju 1") == before


def test_questions_of_a_report_are_listed_before_they_are_the_moderators(printed: Command) -> None:
    listed = printed(
        "speakers", "label", "rapport.txt", "--questions", "Moderator", "--dry-run", "--format", "json"
    )
    assert [(turn["source"], turn["number"], turn["text"]) for turn in listed] == [
        ("Grupp 1", 1, "Hur uppfattade ni syftet?"),
        ("Grupp 1", 3, "Visste ni det?"),
        ("Grupp 1", 4, "”Varför då?”"),
        ("Grupp 2", 2, "Kommer ni ihåg det…?"),
    ]
    assert {turn["speaker"] for turn in listed} == {""}
    assert speakers(printed, "Grupp 1") == [""] * 5


def test_the_moderators_turns_of_a_report_are_one_act(printed: Command) -> None:
    printed("speakers", "label", "rapport.txt", "--questions", "Moderator", "--except", "grupp 1:3-4")
    assert speakers(printed, "Grupp 1") == ["Moderator", "", "", "", ""]
    assert speakers(printed, "Grupp 2") == ["", "Moderator", ""]
    roles = {(row["source"], row["label"]): row["role"] for row in printed("speakers", "--format", "json")}
    assert roles["Grupp 1", "Moderator"] == roles["Grupp 2", "Moderator"] == "moderator"
    (first, *_rest) = printed("log", "--format", "json")
    assert first["summary"] == "Grupp 1, 1; Grupp 2, 2: Moderator"
    printed("undo")
    assert speakers(printed, "Grupp 1") == [""] * 5
    assert speakers(printed, "Grupp 2") == [""] * 3
    printed("check")


def test_questions_of_one_source_without_its_exceptions(printed: Command) -> None:
    printed("speakers", "label", "Grupp 2", "--questions", "M", "--role", "observer")
    assert speakers(printed, "Grupp 2") == ["", "M", ""]
    assert speakers(printed, "Grupp 1") == [""] * 5
    printed("speakers", "label", "Grupp 1", "--questions", "M", "--except", "4")
    assert speakers(printed, "Grupp 1") == ["M", "", "M", "", ""]
    roles = {row["source"]: row["role"] for row in printed("speakers", "--format", "json")}
    assert (roles["Grupp 1"], roles["Grupp 2"]) == ("moderator", "observer")


def test_an_exception_names_its_source_where_several_are_meant(printed: Command) -> None:
    asked = ("speakers", "label", "rapport.txt", "--questions", "Moderator", "--except")
    assert "several sources are meant" in printed(*asked, "1", status=2)
    assert "no such turn is meant" in printed(*asked, "Grupp 2:1", status=2)
    assert "no such turn is meant" in printed(*asked, "Grupp 7:1", status=2)


def test_labelled_turns_are_counted_by_person(printed: Command) -> None:
    printed("speakers", "label", "Grupp 2", "1,3", "Åsa", "--role", "participant")
    talk = {group["name"]: group for group in printed("participation", "--format", "json")}
    assert (talk["Grupp 2"]["turns"], talk["Grupp 2"]["unnamed_turns"]) == (2, 1)


def test_a_first_word_that_is_no_command_is_a_source(on_coded: Command) -> None:
    assert on_coded("speakers", "Intervju 1") == on_coded("speakers", "list", "Intervju 1")
    assert "no source 'labels'" in on_coded("speakers", "labels", status=2)
    assert "label" in on_coded("speakers", "--help")


@needs_shared
def test_the_studys_printed_report(on_coded: Command) -> None:
    on_coded("sources", "group-rename", "Grupp 1", "Annan")
    on_coded("import", str(SHARED / "study" / "excerpt.txt"), "--reader", "report")
    asked = ("speakers", "label", "excerpt.txt", "--questions", "Moderator")
    listed = on_coded(*asked, "--dry-run", "--format", "json")
    assert all(turn["text"].rstrip().endswith("?") for turn in listed)
    assert {turn["source"] for turn in listed} == {f"Grupp {n}" for n in range(1, 6)}
    on_coded(*asked)
    people = [row for row in on_coded("speakers", "--format", "json") if row["source"].startswith("Grupp")]
    assert sum(row["turns"] for row in people) == len(listed)
    assert on_coded(*asked, "--dry-run", "--format", "json") == []
