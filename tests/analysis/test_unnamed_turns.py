"""Turns whose speaker nobody knows: what is counted by person is undefined there, not zero."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from qualwb.acts.files import read_file, store_file
from qualwb.acts.researcher import Researcher
from qualwb.analysis.extent import extent_text, extents
from qualwb.analysis.matrix import theme_matrix, to_json
from qualwb.analysis.participation import MOST_UNNAMED, participation
from qualwb.analysis.people import participant_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import source_list
from qualwb.exchange.tables.analyses import participation_table
from qualwb.exchange.tables.material import sources_table
from qualwb.exchange.tables.matrix import matrix_table, percent_table
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.conftest import SHARED, needs_shared
from tests.projects import new_project


@pytest.fixture(scope="module")
def partly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A group whose speakers are known but for two turns, one where nobody is, and one without a turn."""
    with new_project(tmp_path_factory.mktemp("unnamed") / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            talk = [
                ("M", "Varför?"),
                ("Åsa", "Vi ville."),
                (None, "Jaha."),
                ("Bo", "Ja visst."),
                (None, "Hm."),
            ]
            made.source("känd", "G1", talk, {"M": "moderator"}, unnamed=True)
            made.source(
                "tryckt",
                "G2",
                [(None, "Ett citat."), (None, "Ett till."), (None, "Ett sista.")],
                unnamed=True,
            )
            made.person("G2", "Tyst")
            made.group("G3")
            made.theme("Vilja", ["vilja"])
            made.theme("Svar", ["svar"])
            made.theme("Fråga", ["fråga"])
            made.coding("känd", "Varför?", "fråga")
            made.coding("känd", "Vi ville.", "vilja")
            made.coding("känd", "Jaha.", "vilja")
            made.coding("känd", "Hm.", "svar")
            made.coding("tryckt", "Ett citat.", "vilja")
            made.coding("tryckt", "Ett sista.", "vilja")
        with project.reading() as connection:
            yield connection


def test_the_people_of_a_cell_are_unknown_where_nobody_is_known_to_speak(partly: Connection) -> None:
    matrix = theme_matrix(partly, count="participants")
    assert {row.name: (row.values, row.total) for row in matrix.rows} == {
        "Vilja": ((1, None, 0), 1),
        "Svar": ((None, 0, 0), None),
        "Fråga": ((0, 0, 0), 0),  # the moderator is known, and counts as nobody
    }
    assert (matrix.column_totals, matrix.total) == ((1, None, 0), 1)
    assert [sorted(row.unknown) for row in matrix.rows] == [[1], [0], []]
    assert [cell["values"] for cell in to_json(matrix)["cells"]] == [[1, None, 0], [None, 0, 0], [0, 0, 0]]
    assert matrix.notes[-1] == (
        "4 turns in these passages name no speaker: people are counted where they are known, "
        "– where nobody is."
    )


def test_other_counts_know_what_they_count(partly: Connection) -> None:
    for count in ("passages", "groups", "words", "presence"):
        matrix = theme_matrix(partly, count=count)
        assert all(value is not None for row in matrix.rows for value in row.values)
        assert not any("name no speaker" in note for note in matrix.notes)


@pytest.mark.parametrize("columns", ["speakers", "participants"])
def test_turns_that_stand_in_no_column_are_told(partly: Connection, columns: str) -> None:
    matrix = theme_matrix(partly, columns=columns)
    assert matrix.notes[-1] == "4 turns in these passages name no speaker and stand in no column."


def test_nothing_is_said_where_all_speakers_are_known(partly: Connection) -> None:
    matrix = theme_matrix(partly, count="participants", selection=Selection(codes=("fråga",)))
    assert not any("name no speaker" in note for note in matrix.notes)


def test_unknown_and_not_said_are_told_apart_in_tables(partly: Connection) -> None:
    matrix = theme_matrix(partly, count="participants")
    assert [list(row) for row in matrix_table(matrix).rows] == [
        ["Vilja", 1, "–", 0, 1, 2],
        ["Svar", "–", 0, 0, "–", 1],
        ["Fråga", 0, 0, 0, 0, 0],
        ["all", 1, "–", 0, 1, 2],
    ]
    assert [row[1:4] for row in percent_table(matrix).rows][:2] == [(1.0, "–", 0), ("–", 0, 0)]


def test_what_is_not_asked_stays_apart_from_what_is_unknown(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.question("Syfte")
            made.question("Annat")
            made.source("s1", "G1", [(None, "Ett citat.")], questions=["Syfte"], unnamed=True)
            made.source("s2", "G2", [(None, "Något annat.")], questions=["Annat"], unnamed=True)
            made.theme("Mål", ["mål"])
            made.coding("s1", "Ett citat.", "mål")
        with project.reading() as connection:
            matrix = theme_matrix(connection, count="participants")
    assert (matrix.rows[0].values, matrix.rows[0].unknown) == ((None, None), frozenset({0}))
    assert list(matrix_table(matrix).rows[0])[1:3] == ["–", "·"]


def test_extent_leaves_unknown_people_open(partly: Connection) -> None:
    rows = {row.name: row for row in extents(partly)}
    assert [one.participants for one in rows["Vilja"].by_group] == [1, None, 0]
    assert extent_text(rows["Vilja"].by_group[0]) == "2 (1 of 2 participants)"
    assert extent_text(rows["Vilja"].by_group[1]) == "2 (participants unknown)"


def test_participation_is_undefined_where_nobody_is_known_to_speak(partly: Connection) -> None:
    known, printed, empty = participation(partly)
    assert (known.turns, known.words, known.unnamed_turns) == (3, 5, 2)
    assert (printed.turns, printed.words, printed.unnamed_turns) == (None, None, 3)
    assert [(voice.name, voice.turns, voice.words, voice.share) for voice in printed.voices] == [
        ("Tyst", None, None, None)
    ]
    assert (printed.gini_words, printed.moderator_turns, printed.longest_without_moderator) == (None,) * 3
    assert (empty.turns, empty.words, empty.unnamed_turns) == (0, 0, 0)


def test_nobody_follows_across_an_unnamed_turn(partly: Connection) -> None:
    known = participation(partly)[0]
    assert {(one.speaker, one.follower): one.observed for one in known.followings if one.observed} == {
        ("M", "Åsa"): 1
    }


def test_shares_of_a_talk_of_which_too_much_is_unnamed_are_undefined(partly: Connection) -> None:
    known = participation(partly)[0]
    assert known.unnamed_turns / (known.unnamed_turns + (known.turns or 0)) > MOST_UNNAMED
    assert {voice.share for voice in known.voices} == {None}
    assert {voice.turns for voice in known.voices} == {1}
    undefined = (
        known.moderator_words,
        known.gini_words,
        known.entropy_turns,
        known.longest_without_moderator,
    )
    assert undefined == (None,) * 4


def test_the_foot_of_participation_says_why(partly: Connection) -> None:
    table = participation_table(participation(partly))
    assert [row[:5] for row in table.rows][-1] == ("G2", "Tyst", "participant", "–", "–")
    assert "2 turns name no speaker and are not counted" in table.notes[0]
    assert table.notes[1] == "G2: 3 turns, none of which names a speaker: who says how much is undefined"
    assert table.as_data()[1]["turns"] is None


def test_a_persons_turns_are_unknown_where_nobody_is_known_to_speak(partly: Connection) -> None:
    assert {(row.group, row.alias): (row.turns, row.words) for row in participant_list(partly)} == {
        ("G1", "Bo"): (1, 2),
        ("G1", "M"): (1, 1),
        ("G1", "Åsa"): (1, 2),
        ("G2", "Tyst"): (None, None),
    }


def test_the_speakers_of_a_source_are_unknown_where_its_turns_name_none(partly: Connection) -> None:
    rows = source_list(partly)
    assert [(row.name, row.speakers) for row in rows] == [("känd", 3), ("tryckt", None)]
    assert sources_table(rows).rows[1][2:5] == (3, 6, "–")


@needs_shared
def test_the_printed_report_has_turns_but_nobody_who_is_known_to_speak(project: ProjectFile) -> None:
    reading = read_file(SHARED / "study" / "excerpt.txt", "report")
    store_file(Researcher(project, "ann"), reading)
    with project.reading() as connection:
        talk = participation(connection)
        matrix = theme_matrix(connection, count="participants")
    unnamed = sum(group.unnamed_turns for group in talk)
    assert reading.report is not None
    assert unnamed == sum(len(quote.turns) for quote in reading.report.quotes) > 0
    assert [group.turns for group in talk] == [None] * 5
    assert [list(row) for row in participation_table(talk).rows] == [
        [f"Grupp {n}", *["–"] * 7] for n in range(1, 6)
    ]
    assert matrix.total is None
    assert f"{unnamed} turns in these passages name no speaker" in matrix.notes[-1]
